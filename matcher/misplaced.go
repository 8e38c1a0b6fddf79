package matcher

import (
	"maps"
	"slices"
)

const (
	// misplacedIdentifiers is how many rows of a school that bear an identifier of
	// the other list are needed to tell that they are ever others', and misplacedBy the
	// share of them: a school that renamed its people keeps their given names.
	misplacedIdentifiers = 20
	misplacedBy          = .5

	// misplacedFamilies is how many guardians of a school with children in both lists
	// are needed to tell that the children are ever others, and known by others' names.
	misplacedFamilies = 20

	// misplacedShare is the share of them whose children have no name in common from
	// which the column of one list has slipped. In lists that are years apart younger
	// sisters stand for the elder, who bear the same last name.
	misplacedShare = .5
)

// dropMisplacedFamilies forgets the children of guardians in schools where those that
// the two lists tell are ever others': a column was sorted by itself, or moved by a
// row, so that what it tells is nobody's.
func (l *linkage) dropMisplacedFamilies() {
	type tally struct{ looked, others int }
	accounts, people := map[int32]bool{}, map[int32]bool{}
	for _, p := range l.leftOut {
		accounts[p.account], people[p.person] = true, true
	}
	guardians := tallies(l.crew, len(l.inRoster), func(of func(string) *tally, from, to int) {
		for a, r := range l.oneNamesake(from, to) {
			if a.children.n == 0 || r.children.n == 0 || tooMany(a.children, r.children) {
				continue
			}
			others := !l.childrenAlike(a, r)
			if others && !l.childrenKnown(a, r, accounts, people) {
				continue
			}
			for _, s := range commonSchools(a.schools, r.schools) {
				t := of(s)
				t.looked++
				t.others += one(others)
			}
		}
	}, func(all, more *tally) {
		all.looked += more.looked
		all.others += more.others
	})
	misplaced := map[string]bool{}
	for _, s := range slices.Sorted(maps.Keys(guardians)) {
		if t := guardians[s]; t.looked >= misplacedFamilies && float64(t.others) > misplacedShare*float64(t.looked) {
			misplaced[s] = true
			l.befell(Damage{School: s, Kind: ChildrenMisplaced, Pairs: t.others, Of: t.looked})
		}
	}
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
	type tally struct{ looked, others int }
	if !in.priors {
		return
	}
	bearers := tallies(l.crew, len(in.people), func(of func(string) *tally, from, to int) {
		for i := from; i < to; i++ {
			e := &in.people[i]
			if len(e.bears) != 1 {
				continue
			}
			others := !names(e, &other.people[e.bears[0]]).mayBeOne()
			for _, s := range e.place.schoolsOrNone() {
				t := of(s)
				t.looked++
				t.others += one(others)
			}
		}
	}, func(all, more *tally) {
		all.looked += more.looked
		all.others += more.others
	})
	for _, s := range slices.Sorted(maps.Keys(bearers)) {
		if t := bearers[s]; t.looked >= misplacedIdentifiers && float64(t.others) > misplacedBy*float64(t.looked) {
			l.befell(Damage{School: s, Kind: IdentifiersMisplaced, Pairs: t.others, Of: t.looked})
		}
	}
}
