package matcher

import (
	"maps"
	"math/bits"
	"slices"
)

// filledDates is how many people of a list's school, of those with a birth date, bear one
// that was filled in by whoever made the file. Of a thousand pupils five share a day by
// chance.
var filledDates = custom{10, .05}

// dropFilledDates takes birth dates that were filled in for a whole school as
// not told: two files in which everybody has one date would else confirm
// anybody to be anybody.
func (l *list) dropFilledDates() {
	type day struct {
		school string
		date   birthday
	}
	some := newFewer(len(l.people))
	each := func(do func(e *entry, place uint64)) {
		for i := range l.people {
			if e := &l.people[i]; e.birth != 0 {
				on := e.birth.key()
				for _, k := range e.schoolKeys {
					do(e, mixed(k, on))
				}
				if len(e.schoolKeys) == 0 {
					do(e, on)
				}
			}
		}
	}
	each(func(_ *entry, place uint64) { some.count(place) })
	often := map[day]int{} // few are, and only they are counted one by one
	each(func(e *entry, place uint64) {
		if some.reaches(place, filledDates.rows) {
			for _, s := range e.schoolsOrNone() {
				often[day{s, e.birth}] = 0
			}
		}
	})
	if len(often) == 0 {
		return
	}
	told := map[string]int{}
	for i := range l.people {
		if e := &l.people[i]; e.birth != 0 {
			for _, s := range e.schoolsOrNone() {
				told[s]++
				if n, ok := often[day{s, e.birth}]; ok {
					often[day{s, e.birth}] = n + 1
				}
			}
		}
	}
	maps.DeleteFunc(often, func(d day, n int) bool {
		return !filledDates.shown(n, told[d.school])
	})
	if len(often) == 0 {
		return
	}
	for i := range l.people {
		e := &l.people[i]
		if slices.ContainsFunc(e.schoolsOrNone(), func(s string) bool { return often[day{s, e.birth}] > 0 }) {
			e.amend().Born = ""
			e.note()
		}
	}
}

const (
	farYears  = 3  // so far is the year of a date that a program wrote from anybody's
	datesTold = 20 // so many dates tell the years of a school's pupils
)

// dropFarNewYears takes a pupil's first of January as not told whose year is far from
// that of everybody else at the school: 01/01/2000 stands where nobody typed a date.
func (l *list) dropFarNewYears() {
	const first = 1940 // of the years that are told apart
	type years struct {
		seen [2]uint64
		told int
	}
	places := make([]years, len(l.schools.places))
	var some []*entry
	for i := range l.people {
		e := &l.people[i]
		y := e.birth.year() - first
		switch {
		case e.birth == 0 || e.kind&^pupilKind != 0:
		case e.birth.newYear():
			some = append(some, e)
		case 0 <= y && y < 128:
			places[e.place.number].seen[y/64] |= 1 << (y % 64)
			places[e.place.number].told++
		}
	}
	if len(some) == 0 {
		return
	}
	schools := bySchool(l.schools.places, (*place).schoolsOrNone, places, func(all, more *years) {
		all.seen[0] |= more.seen[0]
		all.seen[1] |= more.seen[1]
		all.told += more.told
	})
	near := func(school string, y int) bool {
		of := schools[school]
		for at := max(0, y-farYears+1); at < min(128, y+farYears); at++ {
			if of.seen[at/64]>>(at%64)&1 != 0 {
				return true
			}
		}
		return of.told < datesTold
	}
	for _, e := range some {
		if y := e.birth.year() - first; !slices.ContainsFunc(e.schoolsOrNone(), func(s string) bool { return near(s, y) }) {
			e.amend().Born = ""
			e.note()
		}
	}
}

// fewer counts roughly, and never too little, how often things come: enough to
// tell that most come seldom, without remembering them.
type fewer struct {
	shift  int
	counts []uint8 // no more than mostFewer
}

// mostFewer is from where it does not count on.
const mostFewer = 1<<8 - 1

// newFewer has room for so many things.
func newFewer(n int) fewer {
	digits := bits.Len(uint(n)) + 2
	return fewer{64 - digits, make([]uint8, 1<<digits)}
}

func (f fewer) count(hash uint64) {
	if c := &f.counts[hash>>f.shift]; *c < mostFewer {
		*c++
	}
}

// reaches reports whether a thing may have come so often, mostFewer times at most.
func (f fewer) reaches(hash uint64, n int) bool { return int(f.counts[hash>>f.shift]) >= n }
