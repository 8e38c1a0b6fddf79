package matcher

import (
	"maps"
	"slices"
)

// A Damage is what befell a column of a whole school's list, in either file, as those
// tell who have one namesake on the other side.
type Damage struct {
	School string // UAI; "" where a list names none
	Kind   Reason // NamesSwapped, BornExchanged, BornShifted, BornStrayed, BornWorthless, ChildrenMisplaced, NamesMisplaced or IdentifiersMisplaced
	Days   int    // for BornShifted: from the account's date to the roster's
	Pairs  int    // how many show it
	Of     int    // how many were looked at that could
}

// befell notes what befell a school's list.
func (l *linkage) befell(d Damage) { l.damage = append(l.damage, d) }

// A custom is what a school's lists must show before something is one of theirs, and no
// accident of a few rows: so many of them show it, and so large a share of those that
// could.
type custom struct {
	rows  int
	share float64
}

// shown reports whether n rows, of so many that could, show a custom.
func (c custom) shown(n, of int) bool { return n >= c.rows && float64(n) >= c.share*float64(of) }

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

// A tally counts rows of a school, and those of them of which something is so.
type tally struct{ so, of int }

func (t *tally) count(so bool) {
	t.of++
	t.so += one(so)
}

func (t *tally) add(more *tally) {
	t.so += more.so
	t.of += more.of
}

// misplaced tells of the schools whose column has slipped, and returns them.
func (l *linkage) misplaced(kind Reason, of map[string]*tally) map[string]bool {
	schools := map[string]bool{}
	for _, s := range slices.Sorted(maps.Keys(of)) {
		if t := of[s]; t.of >= misplacedLeast && float64(t.so) > misplacedShare*float64(t.of) {
			schools[s] = true
			l.befell(Damage{School: s, Kind: kind, Pairs: t.so, Of: t.of})
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
				of(s).count(others)
			}
		}
	}, (*tally).add)
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
	bearers := tallies(l.crew, len(in.people), func(of func(string) *tally, from, to int) {
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
	}, (*tally).add)
	l.misplaced(IdentifiersMisplaced, bearers)
}

var (
	// slippedNames is how many given names of a school have to stand beside another's last
	// name to tell that their column has slipped, of those that one row in either list
	// bears of those without a namesake in the other, beside two last names: every second
	// where a third of a column has slipped.
	slippedNames = custom{10, .25}

	// slippedRows is how many they are of the rows that have a namesake. Where names are
	// in their places somebody left and somebody came in either family: two of a hundred,
	// or four where a school has few last names, and ten where a third of a column has
	// slipped.
	slippedRows = custom{10, .06}
)

// A sortOf is a sort of people that a file of its own holds: a school's pupils, or its
// grown-ups.
type sortOf struct {
	school string
	pupils bool
}

// sorts are those to which an entry belongs, one for each of her schools.
func (e *entry) sorts(yield func(sortOf) bool) {
	for _, s := range e.schoolsOrNone() {
		if !yield(sortOf{s, e.kind&^pupilKind == 0}) {
			return
		}
	}
}

// strays are the rows of one sort in one list whose names nobody bears in the other.
type strays struct {
	given map[letterKey]*entry // who is alone to bear a given name; nil if she is not
	last  map[letterKey]bool

	namesakes int // the rows whose names somebody bears there
}

// strays finds those of a list. The names that borne tells are in the other.
func (l *list) strays(borne func(name int32) bool) map[sortOf]*strays {
	found := map[sortOf]*strays{}
	namesakes := make([][2]int, len(l.schools.places))
	for i := range l.people {
		e := &l.people[i]
		if e.full < 0 || e.stale {
			continue
		}
		if borne(e.full) {
			namesakes[e.place.number][one(e.kind&^pupilKind == 0)]++
			continue
		}
		for of := range e.sorts {
			s := found[of]
			if s == nil {
				s = &strays{given: map[letterKey]*entry{}, last: map[letterKey]bool{}}
				found[of] = s
			}
			s.last[e.sur.key] = true
			if _, several := s.given[e.giv.key]; several {
				s.given[e.giv.key] = nil
			} else {
				s.given[e.giv.key] = e
			}
		}
	}
	for n, p := range l.schools.places {
		for _, school := range p.schoolsOrNone() {
			for pupils := range 2 {
				if s := found[sortOf{school, pupils == 1}]; s != nil {
					s.namesakes += namesakes[n][pupils]
				}
			}
		}
	}
	return found
}

// findMisplacedNames finds the schools in whose lists given names stand in one
// another's rows, as where a column was sorted by itself or some of its cells moved by
// a row. Such a row bears the names of a brother as likely as not: whoever has a last
// name with others is marked there, on either side. See linkage.misplacedName.
func (l *linkage) findMisplacedNames() {
	var accounts, roster map[sortOf]*strays
	l.crew.together(func() { accounts = l.accounts.strays(l.inBoth(l.accounts)) }, func() { roster = l.roster.strays(l.inBoth(l.roster)) })
	slipped, schools := map[sortOf]bool{}, map[string]Damage{}
	for of, theirs := range accounts {
		if others := roster[of]; others != nil {
			if misplaced, both := theirs.slipped(others); misplaced > 0 {
				slipped[of] = true
				d := schools[of.school]
				schools[of.school] = Damage{School: of.school, Kind: NamesMisplaced, Pairs: d.Pairs + misplaced, Of: d.Of + both}
			}
		}
	}
	for _, s := range slices.Sorted(maps.Keys(schools)) {
		l.befell(schools[s])
	}
	if l.misnamed = len(slipped) > 0; l.misnamed {
		markSeveral(slipped, l.accounts, l.roster)
	}
}

// slipped counts the given names of one sort of people that stand in one another's
// rows, in these strays or those of the other list, of those that both have; 0 if they
// are so few as leavers and newcomers of a family make.
func (s *strays) slipped(others *strays) (misplaced, both int) {
	for name, a := range s.given {
		r := others.given[name]
		if a == nil || r == nil || a.sur.key == r.sur.key {
			continue
		}
		both++
		// The last name of each has lost a given name in the other list, too.
		misplaced += one(others.last[a.sur.key] && s.last[r.sur.key])
	}
	if !slippedNames.shown(misplaced, both) || !slippedRows.shown(misplaced, max(s.namesakes, others.namesakes)) {
		return 0, both
	}
	return misplaced, both
}

// markSeveral marks whoever of those sorts has a last name that another has too, in
// either list.
func markSeveral(sorts map[sortOf]bool, lists ...*list) {
	type family struct {
		of   sortOf
		last string
	}
	several := map[family]bool{}
	for _, side := range lists {
		once := map[family]bool{}
		for i := range side.people {
			e := &side.people[i]
			for of := range e.sorts {
				if f := (family{of, e.sur.core()}); sorts[of] {
					several[f] = several[f] || once[f]
					once[f] = true
				}
			}
		}
	}
	for _, side := range lists {
		for i := range side.people {
			e := &side.people[i]
			for of := range e.sorts {
				e.misnamed = e.misnamed || several[family{of, e.sur.core()}]
			}
		}
	}
}

// misplacedName reports whether the given name of either of a pair may be that of
// another of the family: then a birth date has to tell, and no class gainsay it, or for
// a guardian a child in common and the sex.
func (l *linkage) misplacedName(p *pair) bool {
	if !l.misnamed { // as in nearly all lists
		return false
	}
	a, r := l.rows(p)
	return (a.misnamed || r.misnamed) && !(p.ev.has(bornSame) && !p.ev.has(classDiffers)) && !(shareChild(p.ev) && p.ev.has(grownUps) && p.ev.has(sexSame))
}
