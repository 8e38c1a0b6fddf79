package matcher

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

func TestEvaluate(t *testing.T) {
	truths := []Truth{
		{Account: "right", Person: "p1", Kind: "match", Expected: "auto"},
		{Account: "wrong", Person: "p2", Kind: "match", Expected: "auto", Done: []string{"typo"}},
		{Account: "listed second", Person: "p3", Kind: "match", Expected: "review", Done: []string{"typo", "swap"}},
		{Account: "listed first", Person: "p4", Kind: "match", Expected: "auto"},
		{Account: "not listed", Person: "p5", Kind: "match", Expected: "auto"},
		{Account: "without answer", Person: "p6", Kind: "match", Expected: "auto"},
		{Account: "guessed", Person: "p7", Kind: "match", Expected: "review"},
		{Account: "leaver in review", Kind: "leaver", Expected: "review"},
		{Account: "trap linked", Kind: "leaver_trap", Expected: "undecidable"},
		{Account: "first of two", Person: "p8", Kind: "match", Expected: "auto"},
		{Account: "second of two", Person: "p8", Kind: "duplicate", Expected: "auto"},
	}
	answers := []Answer{
		{"right", Linked, []string{"p1"}, Pupil},
		{"wrong", Linked, []string{"p9"}, Pupil},
		{"listed second", Review, []string{"p1", "p3"}, Guardian},
		{"listed first", Review, []string{"p4", "p3"}, Pupil},
		{"not listed", Review, []string{"p1"}, Pupil},
		{"guessed", Linked, []string{"p7"}, Pupil},
		{"leaver in review", Review, []string{"p7"}, Pupil},
		{"trap linked", Linked, []string{"p7"}, Pupil},
		{"first of two", Linked, []string{"p8"}, Guardian},
		{"second of two", Linked, []string{"p8"}, Guardian},
		{"nobody's", Linked, []string{"p1"}, Pupil},
	}
	e := Evaluate(truths, answers)
	want := Tally{Accounts: 11, WithPerson: 9, MustReview: 3, Linked: 6, Right: 4, Wrong: 1, LeaverLinked: 1, TrapLinked: 1, Silent: 1,
		Undecidable: 1, UndecidableLinked: 1, Review: 4, ReviewForNobody: 1, Listed: 2, First: 1, Ranks: 3}
	if diff := cmp.Diff(e.Tally, want); diff != "" {
		t.Errorf("tally (-got +want):\n%s", diff)
	}
	if got, want := [...]int{e.Single, e.SingleRight, e.Several, e.SeveralLinked, e.Twice, e.Shared, e.Unknown}, [...]int{7, 2, 1, 1, 1, 4, 1}; got != want {
		t.Errorf("people with one account and linked, with several, linked to several, twice in a school, accounts shared, answers of no account: %v, want %v", got, want)
	}
	if got := []string{e.ByDone[0].Name, e.ByDone[1].Name, e.ByDone[2].Name}; !cmp.Equal(got, []string{"", "typo", "swap"}) {
		t.Errorf("groups %q, want those most frequent first", got)
	}
	if got := e.ByDone[1].Tally; got.WithPerson != 2 || got.Wrong != 1 || got.Listed != 1 {
		t.Errorf("group typo: %+v, want 2 accounts, one wrong, one listed", got)
	}
	if len(e.Profile) != 3 || e.Profile[0].Name != Pupil || e.Profile[0].Accounts != 7 {
		t.Errorf("profiles %+v, want 7 pupils first, then 3 guardians and one unknown", e.Profile)
	}
	for _, c := range []struct {
		what      string
		got, want float64
	}{
		{"precision", e.Precision(), 4.0 / 6}, {"recall", e.Recall(), 4.0 / 9}, {"F1", e.F1(), 8.0 / 15}, {"covered", e.Covered(), 6.0 / 9},
		{"review share", e.ReviewShare(), 4.0 / 11}, {"first share", e.FirstShare(), 0.5}, {"single recall", e.SingleRecall(), 2.0 / 7},
		{"avoidable", float64(e.Avoidable()), 1}, {"wrong in 100,000", e.PerHundredThousand(e.Wrong), 1e5 / 6},
	} {
		if d := c.got - c.want; d > 1e-9 || d < -1e-9 {
			t.Errorf("%s %v, want %v", c.what, c.got, c.want)
		}
	}
	if e := Evaluate(nil, nil); e.Precision() != 0 || e.Recall() != 0 || e.F1() != 0 || e.Covered() != 0 {
		t.Error("nothing judged has shares")
	}
}

func TestEvaluateCounts(t *testing.T) {
	match := func(account, person string) Truth { return Truth{Account: account, Person: person, Kind: "match"} }
	second := func(account, person string) Truth { return Truth{Account: account, Person: person, Kind: "duplicate"} }
	linked := func(account string, people ...string) Answer {
		return Answer{Account: account, Status: Linked, People: people}
	}
	type counts struct{ Linked, Right, Wrong, LeaverLinked, SeveralLinked, Twice, Shared int }
	for _, tt := range []struct {
		why     string
		truths  []Truth
		answers []Answer
		want    counts
	}{
		{"a leaver linked to a row without identifier is not right", []Truth{{Account: "a", Kind: "leaver"}}, []Answer{linked("a", "")}, counts{Linked: 1, LeaverLinked: 1}},
		{"a link to nobody is wrong", []Truth{match("a", "p")}, []Answer{linked("a")}, counts{Linked: 1, Wrong: 1}},
		{"two accounts of one person in two schools", []Truth{match("a", "p"), match("b", "p")}, []Answer{linked("a", "p"), linked("b", "p")},
			counts{Linked: 2, Right: 2, SeveralLinked: 1, Shared: 2}},
		{"two in one school, whichever is named first", []Truth{second("a", "p"), match("b", "p")}, []Answer{linked("a", "p"), linked("b", "p")},
			counts{Linked: 2, Right: 2, SeveralLinked: 1, Twice: 1, Shared: 2}},
		{"of two answers about one account the last", []Truth{match("a", "p")}, []Answer{linked("a", "p"), linked("a", "q")}, counts{Linked: 1, Wrong: 1}},
	} {
		e := Evaluate(tt.truths, tt.answers)
		if d := cmp.Diff(counts{e.Linked, e.Right, e.Wrong, e.LeaverLinked, e.SeveralLinked, e.Twice, e.Shared}, tt.want); d != "" {
			t.Errorf("%s: got before want:\n%s", tt.why, d)
		}
	}
}

func TestEvaluateGroups(t *testing.T) {
	truths := []Truth{{Account: "a", Person: "p"}, {Account: "b", Person: "q", Done: []string{"typo"}}, {Account: "c", Person: "r"}}
	answers := func(profile string) []Answer {
		return []Answer{{"a", Absent, nil, profile}, {"b", Absent, nil, profile}, {"c", Absent, nil, profile}}
	}
	sizes := func(gs []Group) (s string) {
		for _, g := range gs {
			s += fmt.Sprintf(" %q %d", g.Name, g.Accounts)
		}
		return s
	}
	for _, tt := range []struct{ why, got, want string }{
		{"an account to which something was done is not among those to which nothing was", sizes(Evaluate(truths, nil).ByDone), ` "" 2 "typo" 1`},
		{"no profile", sizes(Evaluate(truths, answers("")).Profile), ""},
		{"one profile", sizes(Evaluate(truths, answers(Pupil)).Profile), ` "pupil" 3`},
		{"one profile, and an account without answer", sizes(Evaluate(truths, answers(Pupil)[:2]).Profile), ` "pupil" 2 "" 1`},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: groups%s, want%s", tt.why, tt.got, tt.want)
		}
	}
}

func TestAnswers(t *testing.T) {
	got := Answers([]Decision{
		{Account: Person{ID: "a", Profiles: []string{Guardian, Teacher}}, Status: Review, Candidates: []Candidate{{Person: Person{ID: "g2"}}, {Person: Person{ID: "g1"}}}},
		{Account: Person{ID: "b"}},
	})
	if d := cmp.Diff(got, []Answer{{"a", Review, []string{"g2", "g1"}, Guardian}, {Account: "b", Status: Absent}}); d != "" {
		t.Errorf("got before want:\n%s", d)
	}
}

// The counts are those of another program that scores the same file: answers made by a rule of no sense for the
// accounts of the made school.
func TestEvaluateCountsAsOthersDo(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "ecole_2k", "truth.csv"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	truths, err := ReadTruths(f)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	b.WriteString("account_id;status;guid\n")
	for i, r := range truths {
		own, other := r.Person, truths[(i+1)%len(truths)].Person
		line := func(status, guid string) { b.WriteString(r.Account + ";" + status + ";" + guid + "\n") }
		switch {
		case i%13 == 0:
		case i%11 == 0:
			line("absent", "")
		case i%10 == 0:
			line("review", other+"|"+own)
		case i%9 == 0:
			line("review", own+"|"+other)
		case i%7 == 0 && other != "":
			line("linked", other)
		case own != "":
			line("linked", own)
		case i%3 == 0 && other != "":
			line("linked", other)
		}
	}
	answers, err := ReadAnswers(strings.NewReader(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	e := Evaluate(truths, answers)
	want := Tally{Accounts: 2023, WithPerson: 1874, MustReview: 12, Linked: 1299, Right: 1092, Wrong: 169, LeaverLinked: 38, TrapLinked: 1,
		Review: 339, Listed: 315, First: 158, ReviewForNobody: 24, Silent: 9, SilentWrong: 4}
	want.Ranks = e.Ranks // that program does not count it
	if diff := cmp.Diff(e.Tally, want); diff != "" {
		t.Errorf("tally (-got +want):\n%s", diff)
	}
	if got, want := [...]int{e.Shared, e.SingleRight, e.Single, e.Several, e.SeveralLinked}, [...]int{282, 1052, 1818, 28, 14}; got != want {
		t.Errorf("accounts shared, people with one account linked, such people, people with several, given to more than one: %v, want %v", got, want)
	}
	if g := e.ByDone[3]; g.Name != "class_changed" && g.Name != "strip_accents" {
		t.Errorf("group %q is among the four most frequent", g.Name)
	}
	for _, g := range e.ByDone {
		if got := [...]int{g.Accounts, g.Right, g.Right + g.Listed, g.Wrong + g.LeaverLinked}; g.Name == "typo" && got != [...]int{54, 35, 41, 4} {
			t.Errorf("accounts with a typo, right, covered, wrong: %v, want 54, 35, 41, 4", got)
		}
	}
}

func TestReadTruthsAndAnswers(t *testing.T) {
	truths, err := ReadTruths(strings.NewReader("\ufeffops;guid;id;expected\ntypo|case;g1;a1;auto\n;;a2;none\n"))
	want := []Truth{{Account: "a1", Person: "g1", Expected: "auto", Done: []string{"typo", "case"}}, {Account: "a2", Expected: "none"}}
	if diff := cmp.Diff(truths, want); diff != "" || err != nil {
		t.Errorf("truths (-got +want):\n%s%v", diff, err)
	}
	if _, err := ReadAnswers(iotest.ErrReader(io.ErrUnexpectedEOF)); !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("a file that can't be read: %v, want the reader's error", err)
	}
	for _, c := range []struct{ what, file, want string }{
		{"no header", "", "line 1: no header"},
		{"no column of people", "account_id;status\n", "line 1: no column guid"},
		{"a status that is none", "account_id;status;guid\na;linked;g\nb;maybe;g\n", "line 3: status is none of"},
		{"a link to two people", "account_id;status;guid\na;linked;g|h\n", "line 2: linked, and not to one guid"},
		{"a link to nobody", "account_id;status;guid\na;linked;\n", "line 2: linked, and not to one guid"},
		{"a line cut short", "account_id;status;guid\na;linked\n", "line 2"},
	} {
		var bad *TableError
		if _, err := ReadAnswers(strings.NewReader(c.file)); !errors.As(err, &bad) || !strings.Contains(err.Error(), c.want) || (bad.Column != "") != strings.Contains(c.want, "no column") {
			t.Errorf("%s: error %v, want %q in it", c.what, err, c.want)
		}
	}
}
