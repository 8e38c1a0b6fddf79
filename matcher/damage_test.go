package matcher

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// TestMisplacedFamilies: a children column that slipped by a row in one list tells
// nothing of anybody. Names and the school link guardians as they do without it, no
// child is linked by a guardian who is another's, and lists that are years apart, of
// which either names other children of the families, keep what they tell.
func TestMisplacedFamilies(t *testing.T) {
	const families = 40
	list := func(id string, child func(i int) int, younger bool) (ps []Person) {
		for i := range families {
			last := fmt.Sprintf("Nom%c%c", 'a'+i%26, 'a'+i/26)
			first := fmt.Sprintf("Bob%c", 'a'+i%7)
			if younger {
				first = fmt.Sprintf("Lil%c", 'a'+i%7)
			}
			ps = append(ps,
				Person{ID: fmt.Sprint(id, "c", i), Last: last, First: first, Profiles: []string{Pupil}, Schools: []string{"1A"}},
				Person{ID: fmt.Sprint(id, "g", i), Last: last, First: fmt.Sprintf("Ann%c", 'a'+i%11), Profiles: []string{Guardian}, Schools: []string{"1A"},
					Children: []string{fmt.Sprint(id, "c", child(i))}})
		}
		return ps
	}
	own := func(i int) int { return i }
	for _, tt := range []struct {
		why              string
		child            func(i int) int
		younger, dropped bool
		linked           int
	}{
		{"as it should be", own, false, false, 2 * families},
		{"slipped by a row", func(i int) int { return (i + 1) % families }, false, true, 2 * families},
		{"a few of another's", func(i int) int {
			if i < 6 {
				return 5 - i
			}
			return i
		}, false, false, 2*families - 6},
		{"of several years ago", own, true, false, 0},
		{"of another school under one number", nil, false, false, 0},
	} {
		roster := list("r", own, false)
		var accounts []Person
		if tt.child != nil {
			accounts = list("a", tt.child, tt.younger)
		} else {
			accounts = list("a", own, false)
			for i := 0; i < len(accounts); i += 2 { // guardians bear one name by chance, and their children do not
				accounts[i].Last, accounts[i].First = "Autre"+accounts[i].Last, "Zig"+accounts[i].First
			}
		}
		l := work(t, roster, accounts, false)
		dropped := true
		for i := range l.accounts.people {
			dropped = dropped && l.accounts.people[i].children.n == 0
		}
		if dropped != tt.dropped {
			t.Errorf("%s: families dropped %v, want %v", tt.why, dropped, tt.dropped)
		}
		linked, res := 0, Link(roster, accounts, nil)
		if told := len(res.Damage) == 1 && res.Damage[0].Kind == ChildrenMisplaced; told != tt.dropped {
			t.Errorf("%s: damage %v", tt.why, res.Damage)
		}
		for _, d := range res.Decisions {
			if d.Status != Linked {
				continue
			}
			linked++
			if got, want := d.Candidates[0].Person.ID[1:], d.Account.ID[1:]; got != want {
				t.Errorf("%s: account %s is linked to %s", tt.why, want, got)
			}
		}
		if linked < tt.linked || tt.child == nil && linked > 0 {
			t.Errorf("%s: %d linked, want %d", tt.why, linked, tt.linked)
		}
	}
}

// TestMisplacedIdentifiers: identifiers that are ever other people's are told of, in either
// list, and link nobody: whatever befell them, an identifier that changes hands is for a
// person.
func TestMisplacedIdentifiers(t *testing.T) {
	const people = 60
	list := func(id string, school func(i int) string, prior func(i int) string) (ps []Person) {
		for i := range people {
			ps = append(ps, Person{ID: fmt.Sprint(id, i), Last: fmt.Sprintf("Nom%c%c", 'a'+i%26, 'a'+i/26), First: fmt.Sprintf("Bob%c%c", 'a'+i%7, 'a'+i%5),
				Profiles: []string{Pupil}, Schools: []string{school(i)}, Prior: prior(i)})
		}
		return ps
	}
	type who = func(i int) string
	one, halves := func(int) string { return "1A" }, func(i int) string { return []string{"1A", "2B"}[i%2] }
	none := func(int) string { return "" }
	moved := func(of string, by int) who { return func(i int) string { return fmt.Sprint(of, (i+by)%people) } }
	pairwise := func(i int) string {
		if i < 6 {
			return fmt.Sprint("r", 5-i)
		}
		return fmt.Sprint("r", i)
	}
	for _, tt := range []struct {
		why             string
		school          who
		account, person who
		linked          int
		damage          []Damage
	}{
		{"her own", one, moved("r", 0), none, people, nil},
		{"moved by a row", one, moved("r", 1), none, 0, []Damage{{School: "1A", Kind: IdentifiersMisplaced}}},
		{"moved by a row in the roster", one, none, moved("a", 1), 0, []Damage{{School: "1A", Kind: IdentifiersMisplaced}}},
		{"of another ENT", one, moved("x", 1), none, people, nil},
		{"of a few exchanged", one, pairwise, none, people - 6, nil},
		{"moved in one school of two", halves, func(i int) string { return moved("r", 2*(i%2))(i) }, none, people / 2,
			[]Damage{{School: "2B", Kind: IdentifiersMisplaced}}},
	} {
		res := Link(list("r", tt.school, tt.person), list("a", tt.school, tt.account), nil)
		if diff := gocmp.Diff(res.Damage, tt.damage, cmpopts.IgnoreFields(Damage{}, "Pairs", "Of")); diff != "" {
			t.Errorf("%s: damage (-got +want):\n%s", tt.why, diff)
		}
		linked := 0
		for _, d := range res.Decisions {
			if d.Status == Linked && d.Candidates[0].Person.ID[1:] == d.Account.ID[1:] {
				linked++
			}
		}
		if linked != tt.linked {
			t.Errorf("%s: %d linked, want %d", tt.why, linked, tt.linked)
		}
	}
}

// TestMisplacedNames: where cells of the given names' column were moved by a row, a row
// bears her brother's name as often as not. Nobody who has a last name with others is
// linked by it there, whichever list slipped; a birth date still tells, and who is alone
// of her last name is linked as ever. Lists that are years apart, and two that have
// nothing to do with one another, are no such lists.
func TestMisplacedNames(t *testing.T) {
	const pupils = 120 // of which every third is alone of her last name
	list := func(id string, given func(i int) int, dates bool) (ps []Person) {
		for i := range pupils {
			family := i
			if i%3 == 2 {
				family-- // the brother of whoever stands before
			}
			p := Person{ID: fmt.Sprint(id, i), Last: fmt.Sprintf("Nom%c%c", 'a'+family%26, 'a'+family/26), First: fmt.Sprintf("Bob%c%c", 'a'+given(i)%26, 'a'+given(i)/26),
				Profiles: []string{Pupil}, Schools: []string{"1A"}}
			if dates {
				p.Born = fmt.Sprintf("%d-%02d-%02d", 2008+i%5, 1+i%12, 1+i%28)
			}
			ps = append(ps, p)
		}
		return ps
	}
	own := func(i int) int { return i }
	slipped := func(i int) int {
		if 30 < i && i < 80 {
			return i - 1
		}
		return i
	}
	younger := func(i int) int {
		if i%4 != 0 {
			return i + 200
		}
		return i
	}
	for _, tt := range []struct {
		why    string
		given  func(i int) int
		dates  bool
		found  []Damage
		linked int
	}{
		{"as it should be", own, false, nil, pupils},
		{"slipped by a row", slipped, false, []Damage{{School: "1A", Kind: NamesMisplaced, Pairs: 32, Of: 32}}, 24},
		{"slipped by a row, where birth dates tell", slipped, true, []Damage{{School: "1A", Kind: NamesMisplaced, Pairs: 32, Of: 32}}, 73},
		{"of other children of the families", younger, false, nil, pupils / 4},
	} {
		roster, accounts := list("r", own, tt.dates), list("a", tt.given, tt.dates)
		for side, res := range map[string]*Result{"accounts": Link(roster, accounts, nil), "roster": Link(accounts, roster, nil)} {
			linked := 0
			for _, d := range res.Decisions {
				if d.Status != Linked {
					continue
				}
				linked++
				if d.Account.ID[1:] != d.Candidates[0].Person.ID[1:] {
					t.Errorf("%s (%s): %s %s %s is linked to %s", tt.why, side, d.Account.ID, d.Account.Last, d.Account.First, d.Candidates[0].Person.ID)
				}
			}
			if diff := gocmp.Diff(res.Damage, tt.found); diff != "" {
				t.Errorf("%s (%s): damage (-got +want):\n%s", tt.why, side, diff)
			}
			if linked != tt.linked {
				t.Errorf("%s (%s): %d linked, want %d", tt.why, side, linked, tt.linked)
			}
		}
	}
}
