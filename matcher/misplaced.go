package matcher

import (
	"maps"
	"slices"
)

const (
	// misplacedLeast is how many rows of a school are needed to tell that what a column
	// says is ever others': guardians with children in both lists, known by others'
	// names, or rows that bear an identifier of the other list.
	misplacedLeast = 20

	// misplacedShare is the share of them from which the column has slipped. In lists
	// that are years apart younger sisters stand for the elder, who bear the same last
	// name; a school that renamed its people keeps their given names.
	misplacedShare = .5
)

// A misplacedTally counts rows of a school, and those of which a column tells what is
// another's.
type misplacedTally struct{ looked, others int }

func (t *misplacedTally) count(others bool) {
	t.looked++
	t.others += one(others)
}

func (t *misplacedTally) add(more *misplacedTally) {
	t.looked += more.looked
	t.others += more.others
}

// misplaced tells of the schools whose column has slipped, and returns them.
func (l *linkage) misplaced(kind Reason, of map[string]*misplacedTally) map[string]bool {
	schools := map[string]bool{}
	for _, s := range slices.Sorted(maps.Keys(of)) {
		if t := of[s]; t.looked >= misplacedLeast && float64(t.others) > misplacedShare*float64(t.looked) {
			schools[s] = true
			l.befell(Damage{School: s, Kind: kind, Pairs: t.others, Of: t.looked})
		}
	}
	return schools
}

// dropMisplacedFamilies forgets the children of guardians in schools where those that
// the two lists tell are ever others': a column was sorted by itself, or moved by a
// row, so that what it tells is nobody's.
func (l *linkage) dropMisplacedFamilies() {
	accounts, people := map[int32]bool{}, map[int32]bool{}
	for _, p := range l.leftOut {
		accounts[p.account], people[p.person] = true, true
	}
	guardians := tallies(l.crew, len(l.inRoster), func(of func(string) *misplacedTally, from, to int) {
		for a, r := range l.oneNamesake(from, to) {
			if a.children.n == 0 || r.children.n == 0 || tooMany(a.children, r.children) {
				continue
			}
			others := !l.childrenAlike(a, r)
			if others && !l.childrenKnown(a, r, accounts, people) {
				continue
			}
			for _, s := range commonSchools(a.schools, r.schools) {
				of(s).count(others)
			}
		}
	}, (*misplacedTally).add)
	misplaced := l.misplaced(ChildrenMisplaced, guardians)
	if len(misplaced) == 0 {
		return
	}
	in := func(s string) bool { return misplaced[s] }
	for _, side := range [...]*list{l.accounts, l.roster} {
		for i := range side.people {
			if e := &side.people[i]; slices.ContainsFunc(e.schools, in) || len(e.schools) == 0 && in("") {
				e.children, e.guardians, e.partners = relatives{}, relatives{}, relatives{}
			}
		}
	}
}

// childrenKnown reports whether a child of either is in the other list by her names, or
// is one of those whose further given names are left out. So are those whom a column that
// slipped gives to others; the lists of two schools, under the number of one, have
// guardians of one name and no children.
func (l *linkage) childrenKnown(a, r *entry, accounts, people map[int32]bool) bool {
	return slices.ContainsFunc(l.accounts.them(a.children), func(i int32) bool {
		name := l.accounts.people[i].full
		return name >= 0 && l.inRoster[name] >= 0 || accounts[i]
	}) && slices.ContainsFunc(l.roster.them(r.children), func(j int32) bool {
		return len(l.accounts.bearers(l.roster.people[j].onlyName())) > 0 || people[j]
	})
}

// childrenAlike reports whether a child of the one has a name in common with a child of
// the other.
func (l *linkage) childrenAlike(a, r *entry) bool {
	return slices.ContainsFunc(l.accounts.them(a.children), func(i int32) bool {
		x := &l.accounts.people[i]
		return slices.ContainsFunc(l.roster.them(r.children), func(j int32) bool {
			y := &l.roster.people[j]
			if x.full >= 0 && x.names == nil && (x.sur == y.sur || x.giv == y.giv) {
				return true // as most have, and neither is empty
			}
			in := func(w string) bool { return slices.Contains(y.sur.parts(), w) || slices.Contains(y.giv.words(), w) }
			return slices.ContainsFunc(x.sur.parts(), in) || slices.ContainsFunc(x.giv.words(), in)
		})
	})
}

// findMisplacedIdentifiers tells of schools where most of the identifiers that the rows of
// one list bear are those of people whom nobody would call so: the column was moved by a
// row, or filled by an import that took one row for another. Each link there changes hands,
// and so is a person's to make.
func (l *linkage) findMisplacedIdentifiers() {
	l.findMisplacedIdentifiersOf(l.accounts, l.roster, l.compareNames)
	l.findMisplacedIdentifiersOf(l.roster, l.accounts, func(r, a *entry) nameMatch { return l.compareNames(a, r) })
}

func (l *linkage) findMisplacedIdentifiersOf(in, other *list, names func(e, o *entry) nameMatch) {
	if !in.priors {
		return
	}
	bearers := tallies(l.crew, len(in.people), func(of func(string) *misplacedTally, from, to int) {
		for i := from; i < to; i++ {
			e := &in.people[i]
			if len(e.bears) != 1 {
				continue
			}
			others := !names(e, &other.people[e.bears[0]]).mayBeOne()
			for _, s := range e.place.schoolsOrNone() {
				of(s).count(others)
			}
		}
	}, (*misplacedTally).add)
	l.misplaced(IdentifiersMisplaced, bearers)
}
