package matcher

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

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
