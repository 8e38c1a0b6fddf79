// Package finding groups what enroster finds in a file, so that somebody reads
// one line for each kind of fault and not one for each row.
package finding

import (
	"cmp"
	"slices"

	"github.com/entlink/entlink/enroster"
)

// A Group is the findings of one code and severity.
type Group struct {
	First   enroster.Finding
	Count   int
	Further []int // where the next few stand
	More    int   // at how many places beyond these

	last int // place of the latest one
}

// Groups are those of one file, in the order in which their first findings came.
type Groups struct {
	most  int
	place func(enroster.Finding) int
	list  []Group
}

// New makes groups that name so many further places each. place says where a
// finding stands: by its line, or as a spreadsheet counts rows.
func New(most int, place func(enroster.Finding) int) *Groups {
	return &Groups{most: most, place: place}
}

// Add takes a finding into its group, and reports whether it is the first of one.
// Several of one kind that come from one place one after the other name it once.
func (g *Groups) Add(f enroster.Finding) (first bool) {
	at := g.place(f)
	i := slices.IndexFunc(g.list, func(o Group) bool { return o.First.Code == f.Code && o.First.Severity == f.Severity })
	if i < 0 {
		g.list = append(g.list, Group{First: f, Count: 1, last: at})
		return true
	}
	same := &g.list[i]
	same.Count++
	switch {
	case at == same.last:
	case len(same.Further) < g.most:
		same.Further = append(same.Further, at)
	default:
		same.More++
	}
	same.last = at
	return false
}

// All returns the groups in the order in which their first findings came. They
// must not be changed.
func (g *Groups) All() []Group { return g.list }

// WorstFirst returns them by severity, and those of one severity as they came.
func (g *Groups) WorstFirst() []Group {
	return slices.SortedStableFunc(slices.Values(g.list), func(a, b Group) int { return cmp.Compare(b.First.Severity, a.First.Severity) })
}

// Worst is the worst severity among the findings; enroster.Info if there are none.
func (g *Groups) Worst() (worst enroster.Severity) {
	for _, one := range g.list {
		worst = max(worst, one.First.Severity)
	}
	return worst
}
