package matcher

import (
	"cmp"
	"context"
	"slices"
)

// A list is one side of a linkage, made ready: rows of one identifier merged,
// names folded, families resolved, schools inherited from children.
type list struct {
	people    []entry // by school, see rows
	at        []int32 // the person of each of the caller's rows
	first     []int32 // the first row of each person
	known     identifiers
	fullNames []fullName
	byName    identifiers        // where among them a name is
	same      [][]int32          // the bearers of each, by identifier
	lowest    []int32            // the one of them who comes first
	byPrior   map[string][]int32 // who bears an identifier of the other list, once filePriors has looked
	withoutID int
	names     *lexicon
	schools   *schoolSets
	naming    Naming
}

// A fullName is what people of the same names share: the numbers of the letters
// of the last name and of the first in the lexicon. Words are taken together, for
// half the registers write LE MASSON and the others LEMASSON.
type fullName uint64

// fullNameOf is 0 if a name is missing or letters of it were lost.
func fullNameOf(s *surname, g *given) fullName {
	if s.spelled == 0 || g.spelled == 0 {
		return 0
	}
	return fullName(s.spelled)<<32 | fullName(g.spelled)
}

// bearers returns the people of a name, by identifier.
func (l *list) bearers(k fullName) []int32 {
	if n := l.named(k); n >= 0 {
		return l.same[n]
	}
	return nil
}

// named returns where in same the bearers of a name are, -1 if there are none.
func (l *list) named(k fullName) int32 {
	_, n := l.byName.find(mixed(uint64(k), namesKey), func(n int32) bool { return l.fullNames[n] == k })
	return n
}

// newList prepares one side. school is the school of those who name none.
func newList(ctx context.Context, c *crew, people []Person, school string, names *lexicon) (*list, error) {
	l := &list{names: names, schools: newSchoolSets(), naming: names.naming}
	rows, err := newRows(ctx, c, people)
	if err != nil {
		return nil, err
	}
	l.known, l.at, l.first = rows.known, rows.at, rows.order
	l.people = make([]entry, len(rows.order))
	keys := make([]fullName, len(rows.order))
	err = c.each(ctx, len(rows.order), func(_, from, to int) {
		for n := from; n < to; n++ {
			i := rows.order[n]
			l.newEntry(&l.people[n], &people[i], rows.ids[i], keys[n:n:n+1])
		}
		c.did((to - from) / 4)
	})
	if err != nil {
		return nil, err
	}
	l.merge(rows)
	l.fileNames()
	l.resolveFamilies()
	l.resolveSchools(school)
	l.dropFilledDates()
	return l, nil
}

// fileNames files everybody under the names.
func (l *list) fileNames() {
	l.byName = newIdentifiers(len(l.people) + len(l.people)/8)
	ns := make([]int32, 0, len(l.people)) // the number of each key, one person after the other
	count := make([]int32, 0, len(l.people))
	l.fullNames, l.lowest = make([]fullName, 0, len(l.people)), make([]int32, 0, len(l.people))
	for i := range l.people {
		for _, k := range l.people[i].keys {
			sum := mixed(uint64(k), namesKey)
			slot, n := l.byName.find(sum, func(n int32) bool { return l.fullNames[n] == k })
			if n < 0 {
				n = int32(len(count))
				l.byName.put(slot, sum, n)
				count, l.fullNames, l.lowest = append(count, 0), append(l.fullNames, k), append(l.lowest, int32(i))
			}
			count[n]++
			ns = append(ns, n)
		}
	}
	l.same = make([][]int32, len(count))
	rooms(l.same, count, len(ns))
	for i := range l.people {
		for range l.people[i].keys {
			l.same[ns[0]] = append(l.same[ns[0]], int32(i))
			ns = ns[1:]
		}
	}
	for _, same := range l.same { // whoever is looked at first must not depend on the order of rows
		if len(same) > 1 {
			slices.SortFunc(same, func(i, j int32) int { return cmp.Compare(l.people[i].id, l.people[j].id) })
		}
	}
}

// number returns who bears an identifier.
func (l *list) number(id string) (int32, bool) {
	_, i := l.known.find(hash(id), func(i int32) bool { return l.people[i].id == id })
	return i, i >= 0
}

// inOrder goes through the people as the caller gave them, by their first rows.
func (l *list) inOrder(yield func(i int32) bool) {
	for row, i := range l.at {
		if l.first[i] == int32(row) && !yield(i) {
			return
		}
	}
}

// resolvePriors tells the rows of one list which of the other's identifiers they
// bear.
func resolvePriors(l, other *list) {
	for i := range l.people {
		e := &l.people[i]
		for _, prior := range e.priors {
			j, ok := other.number(prior)
			if !ok {
				continue
			}
			o := &other.people[j]
			o.borne = append(o.borne, int32(i))
			if !o.Stale { // else an identifier that no current row bears
				e.bears = append(e.bears, j)
			}
		}
	}
}

// filePriors files everybody under the identifiers of the other list that they
// bear.
func (l *list) filePriors() {
	l.byPrior = map[string][]int32{}
	for i := range l.people {
		for _, p := range l.people[i].priors {
			l.byPrior[p] = append(l.byPrior[p], int32(i))
		}
	}
}

// resolveSchools gives everyone her schools. A guardian has those of her
// children too, but of no child who is left from another year.
func (l *list) resolveSchools(school string) {
	var schools []string
	for i := range l.people {
		e := &l.people[i]
		e.own = l.schools.set(e.Schools)
		e.classes = l.schools.foldedClasses(e.Classes)
		named := e.Schools
		if len(e.children) > 0 {
			schools = append(schools[:0], e.Schools...)
			for _, c := range e.children {
				if child := &l.people[c]; !child.Stale {
					schools = append(schools, child.Schools...)
				}
			}
			named = schools
		}
		if e.schools = l.schools.set(named); len(e.schools) == 0 && school != "" {
			e.schools = l.schools.set([]string{school})
		}
		if len(e.own) == 0 {
			e.own = e.schools
		}
	}
}
