package matcher

import (
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestLinkWhereCellsAreExchangedAsAHabit looks at rows that exchange alone does
// not explain, in a school where half of the import has its cells exchanged.
func TestLinkWhereCellsAreExchangedAsAHabit(t *testing.T) {
	given := []string{"Rose", "Paulin", "Odile", "Ysé", "Armand", "Lise", "Tess", "Gaspard"}
	var roster, accounts []Person
	for n := range 64 {
		p := Person{ID: fmt.Sprint("g", n), Last: fmt.Sprintf("Nom%c%c", 'a'+n%26, 'a'+n/26), First: given[n%8], Profiles: []string{Pupil}, Schools: []string{"1A"}}
		roster = append(roster, p)
		if p.ID = fmt.Sprint("a", n); n/8%2 == 0 {
			p.Last, p.First = p.First, p.Last
		}
		accounts = append(accounts, p)
	}
	roster = append(roster, people(`
		gm, LABARTHE Rose, guardian, 1A, child=gk
		gk, VANDEL Inès, pupil, 1A, 2012-03-04
		gt, MARZULLO Odile, pupil, 1A, 2011-05-06, class=5A
		gs, ARMAND Lise, pupil, 1A`)...)
	odd := people(`
		am, ROSE VANDEL, guardian, 1A, child=ak
		ak, VANDEL Inès, pupil, 1A, 2012-03-04
		at, ODIELE MARZULO, pupil, 1A, 2011-05-06, class=5A
		as, ARMAND Lise, pupil, 1A`)
	want := []string{"ak gk", "am gm", "as gs", "at gt"}
	check := func(why string, accounts []Person, want []string) {
		t.Helper()
		var got []string
		for _, l := range linked(Link(roster, accounts, nil)) {
			if l[1] < '0' || l[1] > '9' {
				got = append(got, l)
			}
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q, want %q", why, got, want)
		}
	}
	check("half of an import exchanged", append(slices.Clone(accounts), odd...), want)
	res := Link(roster, append(slices.Clone(accounts), odd...), nil)
	if diff := gocmp.Diff(res.Damage, []Damage{{School: "1A", Kind: NamesSwapped, Pairs: 32, Of: 66}}); diff != "" {
		t.Errorf("damage (-got +want):\n%s", diff)
	}
	ds := res.Decisions
	for _, d := range ds[:len(accounts)] {
		if got, want := slices.Contains(d.Candidates[0].Reasons, NamesSwapped), slices.Contains(given, d.Account.Last); got != want {
			t.Errorf("account %s %s is told to be exchanged: %t, want %t", d.Account.Last, d.Account.First, got, want)
		}
	}
	d := ds[0]
	if d.Status != Linked || d.Account.Last != "Rose" || !slices.Contains(d.Candidates[0].Reasons, NamesSwapped) {
		t.Errorf("account %v is %v for %v: want it linked as it is written, and the exchange told", d.Account, d.Status, d.Candidates)
	}
}
