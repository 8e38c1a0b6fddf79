package matcher

import (
	"maps"
	"slices"
)

// exchangedCells is how many rows of a school have last and first name exchanged, of
// those that bear the names of somebody on the other side, where its import does so.
var exchangedCells = custom{20, .1}

// plainlyOther is how many times as likely a row must be the other way round, by
// the other list and by both.
const plainlyOther = 8

// rightCells reads rows the other way round whose last name stands in the cell of
// the first, in schools of which many rows do: what befell an import is put right
// before anybody is compared. Which rows it is the lists tell, by where names
// stand in most rows; who stays as she is written may still be found exchanged.
func (l *linkage) rightCells() {
	schools := l.exchangedSchools()
	if len(schools) == 0 {
		return
	}
	accounts, roster := countCells(l.accounts), countCells(l.roster)
	for _, side := range [...]struct {
		l           *list
		own, theirs cellCount
	}{{l.accounts, accounts, roster}, {l.roster, roster, accounts}} {
		for i := range side.l.people {
			e := &side.l.people[i]
			if e.full < 0 || !inAny(e, schools) {
				continue
			}
			x := side.l.names.given(repaired(e.Last))
			if len(x.names()) == 0 {
				continue
			}
			// What the other list says, unless this one says as plainly that it
			// is the other's habit.
			written, other := side.theirs.likely(e.sur.letters(), firstWord(e)), side.theirs.likely(e.giv.letters(), x.names()[0])
			if other >= plainlyOther*written && other*side.own.likely(e.giv.letters(), x.names()[0]) >= plainlyOther*written*side.own.likely(e.sur.letters(), firstWord(e)) {
				e.turn(side.l.names)
			}
		}
		side.l.refile()
	}
	l.inRoster = l.accounts.numbersIn(l.crew, &l.roster.namesakes)
}

// refile files everybody under the names as they are read now.
func (l *list) refile() {
	full := make([]fullName, len(l.people))
	for i := range l.people {
		full[i] = fullNameOf(l.people[i].sur, l.people[i].giv)
	}
	l.fileNames(full)
}

// A cellCount counts how many rows of a list have a name in either cell.
type cellCount struct{ last, first map[string]int32 }

func countCells(l *list) cellCount {
	c := cellCount{map[string]int32{}, map[string]int32{}}
	for i := range l.people {
		e := &l.people[i]
		c.last[e.sur.letters()]++
		c.first[firstWord(e)]++
	}
	return c
}

// likely is how often a row of the names would be met, one being half a row that
// was not seen.
func (c cellCount) likely(last, first string) float64 {
	return (float64(c.last[last]) + .5) * (float64(c.first[first]) + .5)
}

// exchangedSchools finds the schools in whose accounts last and first name are
// exchanged against the roster as a habit.
func (l *linkage) exchangedSchools() map[string]bool {
	places := l.accounts.schools.places
	turned := make([]tally, len(places))
	count := func(name int, exchanged bool) {
		for _, i := range l.accounts.of(int32(name)) {
			if e := &l.accounts.people[i]; e.full >= 0 {
				turned[e.place.number].count(exchanged)
			}
		}
	}
	found := 0
	for name, n := range l.inRoster {
		if n < 0 && l.roster.bearers(l.accounts.namesakes.names[name].exchanged()) != nil {
			count(name, true)
			found++
		}
	}
	if found == 0 {
		return nil
	}
	for name, n := range l.inRoster {
		if n >= 0 {
			count(name, false)
		}
	}
	crossed, schools := bySchool(places, (*place).namedOrNone, turned, (*tally).add), map[string]bool{}
	for _, s := range slices.Sorted(maps.Keys(crossed)) {
		if t := crossed[s]; exchangedCells.shown(t.so, t.of) {
			schools[s] = true
			l.befell(Damage{School: s, Kind: NamesSwapped, Pairs: t.so, Of: t.of})
		}
	}
	return schools
}

func inAny(e *entry, schools map[string]bool) bool {
	for _, s := range e.namedOrNone() {
		if schools[s] {
			return true
		}
	}
	return false
}

// firstWord is the first given name of somebody, "" if there is none.
func firstWord(e *entry) string {
	if len(e.giv.names()) == 0 {
		return ""
	}
	return e.giv.names()[0]
}

// turn reads a row's names the other way round.
func (e *entry) turn(names *lexicon) {
	e.turned = !e.turned
	last, first := e.cells()
	e.read(names.surname(repaired(last)), names.given(repaired(first)))
	if e.names != nil {
		e.names = nil
	}
}

// cells returns a row's last and first name, as they are read.
func (e *entry) cells() (last, first string) {
	if e.turned {
		return e.First, e.Last
	}
	return e.Last, e.First
}
