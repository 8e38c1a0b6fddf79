package matcher

import (
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestLinkSchoolOfThoseWhoNameNone(t *testing.T) {
	roster := people("g1, MARTIN Léa, pupil, 1A\ng2, PETIT Anne, teacher")
	accounts := people("a1, MARTIN Léa, pupil\na2, PETIT Anne, teacher")
	got := outcome(Link(roster, accounts, &Options{AccountSchool: " 1a "}))
	if want := "a1 linked g1\na2 review g2 no-school\n"; got != want {
		t.Errorf("with the accounts' school: %q, want %q", got, want)
	}
	got = outcome(Link(roster, accounts, &Options{AccountSchool: "1A", RosterSchool: "1A"}))
	if want := "a1 linked g1\na2 linked g2\n"; got != want {
		t.Errorf("with both schools: %q, want %q", got, want)
	}
}

func TestLinkMixedSchools(t *testing.T) {
	roster := people("g1, PIECZYNSKI Ludwika, guardian\ng2, MARTIN Marie, guardian\ng3, SYLLA Awa, guardian\ng4, SYLLA Awa, guardian")
	accounts := people("a1, PIECZYNSKI Ludwika, guardian\na2, MARTIN Marie, guardian\na3, SYLLA Awa, guardian")
	// KERVELLA is one person's here, as is many a name of which so few rows tell nothing.
	roster, accounts = append(roster, person("g5, KERVELLA Marie, guardian")), append(accounts, person("a5, KERVELLA Marie, guardian"))
	for i := range 100 { // the region has many of these names
		roster = append(roster, person(fmt.Sprintf("h%d, MARTIN Prenom%d, guardian", i, i)), person(fmt.Sprintf("i%d, Nom%d Marie, guardian", i, i)))
	}
	if got := linked(Link(roster, accounts, nil)); got != nil {
		t.Errorf("unasked: %v, want no link", got)
	}
	got := linked(Link(roster, accounts, &Options{MixedSchools: true}))
	if diff := gocmp.Diff(got, []string{"a1 g1"}); diff != "" {
		t.Errorf("asked for (-got +want):\n%s", diff)
	}
	for i := range accounts {
		accounts[i].Profiles = nil
	}
	got = linked(Link(roster, accounts, &Options{MixedSchools: true}))
	if diff := gocmp.Diff(got, []string(nil)); diff != "" {
		t.Errorf("asked for, few without a profile (-got +want):\n%s", diff)
	}
	for i := range 40 { // as many as show that it is the list that tells no profile
		accounts = append(accounts, person(fmt.Sprintf("b%d, Absent%d Marie", i, i)))
	}
	got = linked(Link(roster, accounts, &Options{MixedSchools: true}))
	if diff := gocmp.Diff(got, []string{"a1 g1"}); diff != "" {
		t.Errorf("asked for, nobody has a profile (-got +want):\n%s", diff)
	}
}

func TestLinkMixedSchoolsOfNamesAlike(t *testing.T) {
	roster := people("g1, DYALLO Kadiatou, guardian\ng2, PIECZYNSKI Ludwika, guardian")
	var accounts []Person
	for i := range 100 { // of whom many bear the usual spelling
		roster = append(roster, person(fmt.Sprintf("h%d, DIALLO Prenom%d, guardian", i, i)), person(fmt.Sprintf("i%d, Nom%d Marie, guardian", i, i)))
	}
	for _, tt := range []struct {
		why              string
		roster, accounts string
		want             []string
	}{
		{"a name that nobody else's comes near is one person's", "", "a1, DYALLO Kadiatou, guardian", []string{"a1 g1"}},
		{"a rare spelling of another's name may be a slip in hers", "g3, DIALLO Kadiatou, guardian", "a1, DYALLO Kadiatou, guardian", nil},
		{"and so it is where the other has an account of the same list", "", "a1, DYALLO Kadiatou, guardian\na2, DIALLO Kadiatou, guardian", nil},
		{"or of another school's", "", "a1, DYALLO Kadiatou, guardian, 1A\na2, DIALLO Kadiatou, guardian, 2B", nil},
		{"a birth date says which of the two she is", "g3, DYALLO Kadiatou, guardian, 1980-02-03\ng4, DIALLO Kadiatou, guardian", "a1, DYALLO Kadiatou, guardian, 1980-02-03", []string{"a1 g3"}},
		{"nobody of another profile is meant, though of her very names", "g3, DYALLO Kadiatou, pupil", "a1, DYALLO Kadiatou, guardian", []string{"a1 g1"}},
		{"a letter in the last name may be a slip", "g3, DYALLMO Kadiatou, guardian", "a1, DYALLO Kadiatou, guardian", nil},
		{"and so may one in the given name", "g3, DYALLO Kadiatu, guardian", "a1, DYALLO Kadiatou, guardian", nil},
		{"who has one of two last names in common is another", "g3, DYALLO\u00a0SOW Aissata, guardian\ng4, DYALLO\u00a0BARRY Aissata, guardian", "a1, DYALLO\u00a0SOW Aissata, guardian", []string{"a1 g3"}},
	} {
		accounts = people(tt.accounts)
		rows := slices.Clone(roster)
		if tt.roster != "" {
			rows = append(rows, people(tt.roster)...)
		}
		got := linked(Link(rows, accounts, &Options{MixedSchools: true}))
		if diff := gocmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", tt.why, diff)
		}
	}
}

func TestLinkContext(t *testing.T) {
	roster, accounts := schoolLists(t)
	want := linked(Link(roster, accounts, nil))
	for _, workers := range []int{1, 2, 7} {
		var done, total int
		opts := &Options{Workers: workers, OnProgress: func(d, n int) {
			if d < done {
				t.Errorf("progress goes back from %d to %d", done, d)
			}
			done, total = d, n
		}}
		r, err := LinkContext(t.Context(), roster, accounts, opts)
		if err != nil {
			t.Fatal(err)
		}
		if diff := gocmp.Diff(linked(r), want); diff != "" {
			t.Errorf("links of %d workers (-got +want):\n%s", workers, diff)
		}
		if done != total || total != len(roster)+len(accounts) {
			t.Errorf("progress ends at %d of %d, want %d", done, total, len(roster)+len(accounts))
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if r, err := LinkContext(ctx, roster, accounts, nil); err != context.Canceled || r != nil {
		t.Errorf("after the end of the context: %v, %v; want no result and context.Canceled", r, err)
	}
}
