package matcher

import (
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// plainRow is a row of names, a profile and a school.
func plainRow(id, last, first, profile, school string) Person {
	return Person{ID: id, Last: last, First: first, Profiles: []string{profile}, Schools: []string{school}}
}

// townspeople are a school's pupils and guardians, of whom some bear the names
// that are two people's as likely as one's. born says whether birth dates are
// told.
func townspeople(born bool) (ps []Person) {
	lasts := []string{"FERNANDES", "FERNANDEZ", "ROUX", "LE ROUX", "SIMON", "SIMMON", "GERARD", "GIRARD"}
	for i := range 300 {
		p := plainRow(fmt.Sprint("s", i), fmt.Sprintf("NOM%c%c", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Zo%c%cé", 'a'+i%26, 'a'+i/26), []string{Pupil, Guardian}[i%2], "1A")
		switch {
		case i < 48:
			p.Last = lasts[i%len(lasts)]
		case i < 148:
			p.First = []string{"Lina", "Lena"}[i%2]
		}
		if born {
			p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28)
		}
		ps = append(ps, p)
	}
	return ps
}

// TestNamesOnly: where lists tell nothing but names, what is left to a person elsewhere
// is linked as long as nobody else is near.
func TestNamesOnly(t *testing.T) {
	type rows = []Person
	simon := plainRow("g", "SIMON", "Malvina", Guardian, "1A")
	for _, tt := range []struct {
		why              string
		roster, accounts rows
		alone, told      string // what becomes of the first account: if names are all that is told, and if birth dates are
	}{
		{"last names said alike that others bear", rows{simon}, rows{plainRow("a", "SIMMON", "Malvina", Guardian, "1A")}, "g", "g"},
		{"and beside a further given name", rows{plainRow("g", "SIMON", "Malvina Rose", Guardian, "1A")}, rows{plainRow("a", "SIMMON", "Malvina", Guardian, "1A")}, "g", "review"},
		{"and of a pupil", rows{plainRow("g", "SIMON", "Malvina", Pupil, "1A")}, rows{plainRow("a", "SIMMON", "Malvina", Pupil, "1A")}, "g", "review"},
		{"an article left out", rows{plainRow("g", "LE ROUX", "Enora", Pupil, "1A")}, rows{plainRow("a", "ROUX", "Enora", Pupil, "1A")}, "g", "review"},
		{"last names a letter apart that others bear", rows{plainRow("g", "GERARD", "Malvina", Pupil, "1A")}, rows{plainRow("a", "GIRARD", "Malvina", Pupil, "1A")}, "g", "review"},
		{"last names a letter apart, and a given name that others bear", rows{plainRow("g", "GERARD", "Lina", Pupil, "1A")}, rows{plainRow("a", "GIRARD", "Lina", Pupil, "1A")}, "review", "review"},
		{"last names said alike, of a pupil", rows{plainRow("g", "FERNANDEZ", "Malvina", Pupil, "1A")}, rows{plainRow("a", "FERNANDES", "Malvina", Pupil, "1A")}, "g", "review"},
		{"given names a letter apart that others bear", rows{plainRow("g", "KERVELLEC", "Lena", Pupil, "1A")}, rows{plainRow("a", "KERVELLEC", "Lina", Pupil, "1A")}, "review", "review"},
		{"called alike", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "g", "review"},
		{"a later given name first", rows{plainRow("g", "KERVELLEC", "Solenn Malvina", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Malvina", Guardian, "1A")}, "g", "review"},
		{"a pupil's later given name first may be her sister's", rows{plainRow("g", "KERVELLEC", "Solenn Malvina", Pupil, "1A")}, rows{plainRow("a", "KERVELLEC", "Malvina", Pupil, "1A")}, "review", "review"},
		{"a later given name first, which another bears", rows{plainRow("g", "KERVELLEC", "Solenn Malvina", Guardian, "1A"), plainRow("h", "KERVELLEC", "Malvina", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Malvina", Guardian, "1A")}, "h", "h"},
		{"somebody bears the very names", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A"), plainRow("h", "KERVELLEC", "Alex", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "h", "h"},
		{"another account is as near", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A"), plainRow("b", "KERVELEC", "Alexandre", Guardian, "1A")}, "review", "review"},
		{"another person is as near", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "1A"), plainRow("h", "KERVELLEC", "Alexandra", Guardian, "1A")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "review", "review"},
		{"another school's", rows{plainRow("g", "KERVELLEC", "Alexandre", Guardian, "2B")}, rows{plainRow("a", "KERVELLEC", "Alex", Guardian, "1A")}, "absent", "absent"},
		{"a pupil and a guardian", rows{plainRow("g", "SIMON", "Malvina", Pupil, "1A")}, rows{plainRow("a", "SIMMON", "Malvina", Guardian, "1A")}, "absent", "absent"},
		{"of two other given names neither is a slip", rows{simon}, rows{plainRow("a", "SIMON", "Roxane", Guardian, "1A")}, "absent", "absent"},
	} {
		for _, lists := range []struct {
			born bool
			want string
		}{{false, tt.alone}, {true, tt.told}} {
			town := townspeople(lists.born)
			d := Link(append(tt.roster, town...), append(tt.accounts, town...), nil).Decisions[0]
			got := d.Status.String()
			if d.Status == Linked {
				got = d.Candidates[0].Person.ID
			}
			if got != lists.want {
				t.Errorf("%s, birth dates told %v: %s, want %s", tt.why, lists.born, got, lists.want)
			}
		}
	}
}

// TestNamesOnlyOfGrownUps: an application may have the birth dates of its pupils and tell
// nothing of their guardians but names.
func TestNamesOnlyOfGrownUps(t *testing.T) {
	for _, tt := range []struct {
		why, profile string
		children     bool // guardians have, in both lists
		want         Status
	}{
		{"what is left to a person where birth dates are told is linked of a guardian", Guardian, false, Linked},
		{"and not of a pupil", Pupil, false, Review},
		{"nor where children are told", Guardian, true, Review},
	} {
		var town []Person
		for i := range 2 * (schoolRows + 50) {
			p := plainRow(fmt.Sprint("s", i), fmt.Sprintf("NOM%c%c", 'A'+i%26, 'A'+i/26), fmt.Sprintf("Zo%c%cé", 'a'+i%26, 'a'+i/26), []string{Pupil, Guardian}[i%2], "1A")
			switch {
			case i%2 == 0:
				p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28)
			case tt.children:
				p.Children = []string{fmt.Sprint("s", i-1)}
			}
			town = append(town, p)
		}
		roster := append([]Person{plainRow("g", "LE ROUX", "Enora", tt.profile, "1A")}, town...)
		accounts := append([]Person{plainRow("a", "ROUX", "Enora", tt.profile, "1A")}, town...)
		for i := range 6 { // both names are others', too
			p := plainRow(fmt.Sprint("t", i), []string{"ROUX", "LE ROUX"}[i%2], fmt.Sprintf("Iz%cé", 'a'+i), Guardian, "1A")
			roster, accounts = append(roster, p), append(accounts, p)
		}
		if d := Link(roster, accounts, nil).Decisions[0]; d.Status != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, d.Status, tt.want)
		}
	}
}

// TestGivenNamesALetterApart: of grown-ups of whom nothing but names is told a long list
// tells whether a slip is likelier than another of the family.
func TestGivenNamesALetterApart(t *testing.T) {
	const long = tellingRows / 2
	guardian := func(id, last, first string) Person { return plainRow(id, last, first, Guardian, "1A") }
	beside := func(child string, p Person) Person { p.Children = []string{child}; return p }
	for _, tt := range []struct {
		why             string
		rows            int // of others, in either list
		roster, account Person
		want            Status
	}{
		{"names that few bear", long, guardian("g", "KERAVEN", "Zoéaa"), guardian("a", "KERAVEN", "Zoéab"), Linked},
		{"a teacher's", long, plainRow("g", "KERAVEN", "Zoéaa", Teacher, "1A"), plainRow("a", "KERAVEN", "Zoéab", Teacher, "1A"), Linked},
		{"a pupil may have a twin", long, plainRow("g", "KERAVEN", "Zoéaa", Pupil, "1A"), plainRow("a", "KERAVEN", "Zoéab", Pupil, "1A"), Review},
		{"two names in use are two sisters' or two brothers' wives'", long, guardian("g", "KERAVEN", "Fatima"), guardian("a", "KERAVEN", "Fatiha"), Review},
		{"a last name a letter apart besides", long, guardian("g", "KERAVEN", "Zoéaa"), guardian("a", "KERAVEL", "Zoéab"), Review},
		{"in the other's cell", long, guardian("g", "KERAVEN", "Zoéaa"), guardian("a", "Zoéab", "KERAVEN"), Review},
		{"parents of other children", long, beside("s0", guardian("g", "KERAVEN", "Zoéaa")), beside("s1", guardian("a", "KERAVEN", "Zoéab")), Review},
		{"a list too short to tell", 2 * schoolRows, guardian("g", "KERAVEN", "Zoéaa"), guardian("a", "KERAVEN", "Zoéab"), Review},
	} {
		var town []Person
		for i := range tt.rows {
			first := fmt.Sprintf("Zoé%c%c", 'a'+i/26%8, 'a'+i%26)
			if i%100 < 2 {
				first = []string{"Fatima", "Fatiha"}[i%100]
			}
			town = append(town, guardian(fmt.Sprint("s", i), fmt.Sprintf("NOM%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676%26), first))
		}
		d := Link(append([]Person{tt.roster}, town...), append([]Person{tt.account}, town...), nil).Decisions[0]
		if d.Status != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, d.Status, tt.want)
		}
	}
}

// TestWhatListsTell: a kind of evidence counts if both lists tell it of more than a few.
func TestWhatListsTell(t *testing.T) {
	with := func(n int, change func(p *Person, i int)) []Person {
		ps := townspeople(false)
		for i := range n {
			change(&ps[2*i], i) // pupils
		}
		return ps
	}
	born := func(p *Person, i int) { p.Born = fmt.Sprintf("20%02d-%02d-%02d", 10+i%8, 1+i%12, 1+i%28) }
	class := func(p *Person, i int) { p.Classes = []string{fmt.Sprint("6", i%3)} }
	none := with(0, born)
	for _, tt := range []struct {
		why              string
		roster, accounts []Person
		want             bool
	}{
		{"names alone", none, none, true},
		{"birth dates on one side", with(100, born), none, true},
		{"birth dates on both sides", with(100, born), with(100, born), false},
		{"birth dates here and classes there", with(100, born), with(100, class), true},
		{"classes on both sides", with(100, class), with(100, class), false},
		{"two birth dates", with(2, born), with(100, born), true},
		{"lists that are too short to tell", none[:100], none[:100], false},
		{"a list that is too short to tell", none, none[:100], false},
	} {
		l := newLinkage(&Options{}, 600)
		if err := l.link(t.Context(), tt.roster, tt.accounts, &Options{}); err != nil {
			t.Fatal(err)
		}
		if l.namesOnly.anybody != tt.want {
			t.Errorf("%s: names only %v, want %v", tt.why, l.namesOnly.anybody, tt.want)
		}
	}
}

// blanked leaves of rows the names, the profiles and the school, as if all were of
// one.
func blanked(ps []Person) (alone []Person) {
	for _, p := range ps {
		alone = append(alone, Person{ID: p.ID, Last: p.Last, First: p.First, Profiles: p.Profiles, Schools: []string{"1A"}, Stale: p.Stale})
	}
	return alone
}

// TestNamesOnlyInvariants: neither the order of rows nor which list is which nor a
// second run changes the links of lists that tell nothing else.
func TestNamesOnlyInvariants(t *testing.T) {
	roster, accounts := schoolLists(t)
	roster, accounts = blanked(roster), blanked(accounts)
	first := Link(roster, accounts, nil)
	want := linked(first)
	if diff := gocmp.Diff(linked(Link(roster, bearing(accounts, first), nil)), want); diff != "" {
		t.Errorf("links (-second run +first run):\n%s", diff)
	}
	if diff := gocmp.Diff(exchanged(Link(accounts, roster, nil)), want); diff != "" {
		t.Errorf("links (-exchanged +as given):\n%s", diff)
	}
	slices.Reverse(roster)
	slices.Reverse(accounts)
	if diff := gocmp.Diff(linked(Link(roster, accounts, nil)), want); diff != "" {
		t.Errorf("links (-rows reversed +as given):\n%s", diff)
	}
}
