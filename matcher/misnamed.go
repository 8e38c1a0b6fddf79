package matcher

import (
	"maps"
	"slices"
)

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
