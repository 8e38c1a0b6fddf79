package matcher

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestRenamedAmongMany looks at a woman of a usual given name whose last name
// nobody bears, in a school where some have no account under their own name.
func TestRenamedAmongMany(t *testing.T) {
	for _, tt := range []struct {
		why  string
		free string // last names of those without an account, and of their child each
		want string
	}{
		{"one may have been called so before", "VILLETTE/VILLETTE", "f0"},
		{"who is called as her children comes first", "ALMERAS/FAURE VILLETTE/VILLETTE", "f1 f0"},
		{"of many, who has kept a name of her own is not shown", "ALMERAS/FAURE MADIEC/POUSSIERE VILLETTE/VILLETTE NATCHEZ/NATCHEZ", "f2 f3"},
		{"children's names are misspelt as others are", "ALMERAS/FAURE MADIEC/POUSSIERE VILLETE/VILLETTE NATCHEZ/NATCHEZ", "f2 f3"},
		{"of many who are called as their children nothing tells", "ROLLIN/ROLLIN VILLETTE/VILLETTE NATCHEZ/NATCHEZ", ""},
		{"many who all have kept theirs are too many", "ALMERAS/FAURE MADIEC/POUSSIERE BOURDEILLE/LOPES", ""},
	} {
		var roster, accounts []Person
		add := func(to *[]Person, format string, args ...any) {
			*to = append(*to, person(fmt.Sprintf(format, args...)))
		}
		for i := range 300 {
			first := "Zoé"
			if i%4 == 0 {
				first = "Danielle"
			}
			for _, l := range []*[]Person{&roster, &accounts} {
				add(l, "s%d, NOM%c%c %s, guardian, 1A, F", i, 'A'+i/26, 'A'+i%26, first)
			}
		}
		for i, names := range strings.Fields(tt.free) {
			hers, childs, _ := strings.Cut(names, "/")
			add(&roster, "f%d, %s Danielle, guardian, 1A, F, child=c%d", i, hers, i)
			add(&roster, "c%d, %s Oléane%c, pupil, 1A", i, childs, 'a'+i)
		}
		add(&accounts, "a, ANDERLE Danielle, guardian, 1A, F")
		d := Link(roster, accounts, nil).Decisions[len(accounts)-1]
		var got []string
		for _, c := range d.Candidates {
			got = append(got, c.Person.ID)
		}
		if diff := gocmp.Diff(strings.Join(got, " "), tt.want); diff != "" {
			t.Errorf("%s: candidates (-got +want):\n%s", tt.why, diff)
		}
	}
}
