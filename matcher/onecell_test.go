package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestLinkWhereBothNamesStandInOneCell looks at rows whose names the other list does
// not tell apart, in a list that has all its names in one cell and in one order.
func TestLinkWhereBothNamesStandInOneCell(t *testing.T) {
	given := []string{"Rose", "Paulin", "Odile", "Ysé", "Armand", "Lise", "Tess", "Gaspard"}
	var roster, lastFirst, firstLast, givenCapitals []Person
	for n := range 24 {
		p := Person{ID: fmt.Sprint("g", n), Last: fmt.Sprintf("Nom%cé", 'a'+n), First: given[n%8], Profiles: []string{Pupil}, Schools: []string{"1A"}}
		roster = append(roster, p)
		q := p
		q.ID, q.Last, q.First = fmt.Sprint("a", n), p.Last+" "+p.First, ""
		lastFirst = append(lastFirst, q)
		q.Last = p.Last + " " + strings.ToUpper(p.First)
		givenCapitals = append(givenCapitals, q)
		q.Last, q.First = "", p.First+" "+p.Last
		firstLast = append(firstLast, q)
	}
	roster = append(roster, people(`
		gt, MARTIN Thomas, guardian, 1A
		gs, SIMON Rose, pupil, 1A, 2011-05-06
		gm, THOMAS Odile, teacher, 1A
		gn, LEROY Martin, teacher, 1A`)...)
	for _, tt := range []struct {
		name     string
		accounts []Person
		odd      string
		want     []string
	}{
		{"last name first", lastFirst, "at, martin\u00a0thomas, guardian, 1A\nas, simmon\u00a0rose, pupil, 1A, 2011-05-06", []string{"as gs", "at gt"}},
		{"given name first", firstLast, "at, - thomas\u00a0martin, guardian, 1A\nas, - rose\u00a0simmon, pupil, 1A, 2011-05-06", []string{"as gs", "at gt"}},
		{"last name first, and the given name in capitals", givenCapitals, "at, Martin\u00a0THOMAS, guardian, 1A\nas, Simmon\u00a0ROSE, pupil, 1A, 2011-05-06", []string{"as gs", "at gt"}},
		{"in no order", slices.Concat(lastFirst[:12], firstLast[12:]), "at, martin\u00a0thomas, guardian, 1A\nas, simmon\u00a0rose, pupil, 1A, 2011-05-06", nil},
		{"in an order that few rows tell", lastFirst[:orderedRows-1], "at, martin\u00a0thomas, guardian, 1A\nas, simmon\u00a0rose, pupil, 1A, 2011-05-06", nil},
		{"in an order that a few rows are not in", slices.Concat(lastFirst[:22], firstLast[22:]), "at, martin\u00a0thomas, guardian, 1A\nas, simmon\u00a0rose, pupil, 1A, 2011-05-06", nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var got []string
			for _, l := range linked(Link(roster, slices.Concat(tt.accounts, people(tt.odd)), nil)) {
				if l[1] < '0' || l[1] > '9' {
					got = append(got, l)
				}
			}
			if !slices.Equal(got, tt.want) {
				t.Errorf("links %q, want %q", got, tt.want)
			}
		})
	}
}
