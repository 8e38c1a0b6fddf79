package matcher

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestOneIdentifierForAllSchools asks whether the child tells whose account it is, or
// the row of the account's own school may be hers as well.
func TestOneIdentifierForAllSchools(t *testing.T) {
	for _, c := range []struct {
		name         string
		all, couples int    // families whose guardians have one row for two schools, and those whose have one in either
		left         string // ", stale" of one of their two children who has left
		other        string // last name of the child in the account's school
		want         string
	}{
		{"where guardians have children in two schools on one row, the child of another school tells who she is", 5, 0, "", "MARTIN", "a1 linked g1"},
		{"where few do, her row in the account's school may be another of hers", 4, 0, "", "MARTIN", "a1 review g1|g2 homonyms-in-roster contradiction"},
		{"whose child has left is at one school, and may have a row there as in the other", 15, 0, ", stale", "MARTIN", "a1 review g1|g2 homonyms-in-roster contradiction"},
		{"where couples have a row in either, it may as well", 15, 1, "", "MARTIN", "a1 review g1|g2 homonyms-in-roster contradiction"},
		{"where the other row's child bears the name of hers, it may be her brother", 5, 0, "", "ZOLA", "a1 review g2|g1 homonyms-in-roster"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var b strings.Builder
			fmt.Fprintf(&b, "g1, ZOLA Ana, guardian, child=e1\ne1, ZOLA Tom, pupil, 2B\ng2, ZOLA Ana, guardian, child=e2\ne2, %s Lou, pupil, 1A\ng3, MARTIN Marc, guardian, child=e2\n", c.other)
			for i := range c.all + c.couples {
				name := string(rune('A'+i)) + "BADIE"
				left := [2]string{}
				left[i%2] = c.left
				fmt.Fprintf(&b, "x%d, %s Zoé, pupil, 1A%s\ny%d, %s Léo, pupil, 2B%s\n", i, name, left[0], i, name, left[1])
				for j, given := range [...]string{"Luc", "Eva"} {
					if i < c.all {
						fmt.Fprintf(&b, "p%d%d, %s %s, guardian, child=x%d, child=y%d\n", i, j, name, given, i, i)
						continue
					}
					fmt.Fprintf(&b, "p%d%d, %s %s, guardian, child=x%d\nq%d%d, %s %s, guardian, child=y%d\n", i, j, name, given, i, i, j, name, given, i)
				}
			}
			accounts := people("a1, ZOLA Ana, guardian, 1A, child=k1\nk1, ZOLA Tom, pupil, 2B")
			got, _, _ := strings.Cut(outcome(Link(people(b.String()), accounts, nil)), "\n")
			if diff := gocmp.Diff(got, c.want); diff != "" {
				t.Errorf("decision (-got +want):\n%s", diff)
			}
		})
	}
}
