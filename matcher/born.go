package matcher

import (
	"cmp"
	"maps"
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
	places, bySchool := make([]years, len(l.schools.places)), map[string]*years{}
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
	for n, p := range l.schools.places {
		for _, s := range p.schoolsOrNone() {
			if bySchool[s] == nil {
				bySchool[s] = &years{}
			}
			bySchool[s].seen[0] |= places[n].seen[0]
			bySchool[s].seen[1] |= places[n].seen[1]
			bySchool[s].told += places[n].told
		}
	}
	near := func(school string, y int) bool {
		of := bySchool[school]
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

// schoolsOrNone is a person's schools, "" for one who names none.
func (p *place) schoolsOrNone() []string {
	if len(p.schools) == 0 {
		return noSchool
	}
	return p.schools
}

var noSchool = []string{""}

// A dateHabit is what one import did to the birth dates of a whole school:
// spreadsheets read day and month the wrong way round where both are possible,
// count from 1904, or lose a day to a time zone. A form that is consistent over
// a file is a fact about the file and no conflict about a person.
type dateHabit struct {
	exchanged bool // day and month
	shift     int  // days from the account's date to the roster's, 0 for none
	worthless bool // most differ without any rule: they say nothing

	stray map[birthday]bool // those that stand in the rows of others
}

// Dates that agree by a habit of their import are as good as equal ones.
func (h *dateHabit) compare(a, r birthday, ev evidence) evidence {
	switch {
	case !ev.has(bornDiffers | bornSlip | bornSomeDay):
	case h.exchanged && a.exchanged() == r, h.shift != 0 && r.days()-a.days() == h.shift:
		return bornSame | bornHabit
	case h.worthless:
		return 0
	}
	return ev
}

// born compares two birth dates, an account's and a person's, in the light of
// what their school's import did to all of them. Of two schools either import may
// have been damaged: who moved in the summer has her date from the one in the
// accounts and from the other in the roster.
func (e *entry) born(r *entry) evidence {
	ev := e.birth.compare(r.birth)
	if e.habits == nil || !ev.has(bornDiffers|bornSlip|bornSomeDay) {
		return ev
	}
	common := commonSchools(e.schools, r.schools)
	for _, s := range common {
		if h := e.habits[s]; h != nil {
			return h.compare(e.birth, r.birth, ev)
		}
	}
	if len(common) == 0 {
		for _, s := range slices.Concat(e.schools, r.schools) {
			if h := e.habits[s]; h != nil && h.compare(e.birth, r.birth, ev).has(bornSame) {
				return bornSame | bornHabit
			}
		}
	}
	return ev
}

// What makes a habit of a difference, and dates that differ without a rule worthless.
// Slips of the hand are one in fifty.
var (
	usualDifference = custom{5, .2}
	mostDiffer      = custom{5, .5}
)

// dateTally counts, for one school, how the dates of namesakes differ.
type dateTally struct {
	looked, differ     int
	mayExchange, other int // those in whom exchanging would show, and those of them who show it
	shifts             map[int]int
	apart              [][2]birthday // those that differ, of the only ones of a name
}

// findDateHabits looks at the pupils who have one namesake of their school on
// the other side, and no more: whoever else they may be, most are one person.
func (l *linkage) findDateHabits() {
	dates := tallies(l.crew, len(l.inRoster), l.tallyDates, (*dateTally).add)
	habits, stray := map[string]*dateHabit{}, false
	for _, s := range slices.Sorted(maps.Keys(dates)) {
		if h := l.habit(s, dates[s]); h != nil {
			habits[s] = h
			stray = stray || h.stray != nil
		}
	}
	if len(habits) == 0 {
		return
	}
	for _, p := range l.accounts.schools.places {
		p.habits = habits
	}
	if stray {
		l.dropStrayDates(habits)
	}
}

// tallyDates counts by school the dates of the bearers of some of the accounts' names.
func (l *linkage) tallyDates(of func(school string) *dateTally, from, to int) {
	for a, r := range l.someLeftOut(from) {
		if a.birth != 0 && r.birth != 0 {
			for _, s := range commonSchools(a.schools, r.schools) {
				of(s).count(a.birth, r.birth, true)
			}
		}
	}
	for name := from; name < to; name++ {
		n := l.inRoster[name]
		if n < 0 || len(l.roster.of(n)) > manyRelatives {
			continue
		}
		for _, i := range l.accounts.of(int32(name)) {
			a := &l.accounts.people[i]
			if a.birth == 0 || a.full < 0 {
				continue
			}
			r := l.onlyNamesake(a, l.roster.of(n))
			if r == nil {
				continue
			}
			alone := len(l.accounts.of(int32(name))) == 1 && len(l.roster.of(n)) == 1
			for _, s := range commonSchools(a.schools, r.schools) {
				of(s).count(a.birth, r.birth, alone)
			}
		}
	}
}

// onlyNamesake returns the one person with a birth date, of those of the roster
// who bear the account's names, who is of its school; nil if there are several or
// none.
func (l *linkage) onlyNamesake(a *entry, same []int32) *entry {
	if a.stale {
		return nil
	}
	j := l.roster.only(same, func(r *entry) bool {
		return !r.stale && compareProfiles(a.kind, r.kind) != profileOther && compareSchools(a.schools, r.schools) != schoolOther
	})
	if j < 0 || l.roster.people[j].birth == 0 || l.roster.people[j].full < 0 {
		return nil
	}
	return &l.roster.people[j]
}

// commonSchools lists the schools of both; "" if one of the two names none.
func commonSchools(a, b []string) (common []string) {
	if len(a) == 0 || len(b) == 0 {
		return noSchool
	}
	if slices.Equal(a, b) {
		return a
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			common = append(common, s)
		}
	}
	return common
}

func (t *dateTally) count(a, r birthday, alone bool) {
	t.looked++
	x := a.exchanged()
	if x != 0 && x != a && (r == a || r == x) {
		t.mayExchange++
		t.other += one(r == x)
	}
	switch {
	case r == x && r != a:
		t.differ++
	case a.compare(r).has(bornDiffers | bornSlip):
		t.differ++
		t.shift(r.days()-a.days(), 1)
		if alone && len(t.apart) <= strayLimit {
			t.apart = append(t.apart, [2]birthday{a, r})
		}
	}
}

// add counts what another tally has counted.
func (t *dateTally) add(more *dateTally) {
	t.looked += more.looked
	t.differ += more.differ
	t.mayExchange += more.mayExchange
	t.other += more.other
	t.apart = append(t.apart, more.apart...)
	for days, n := range more.shifts {
		t.shift(days, n)
	}
}

func (t *dateTally) shift(days, n int) {
	if t.shifts == nil {
		t.shifts = map[int]int{}
	}
	t.shifts[days] += n
}

// habit says what befell a school's dates, nil for nothing, and notes it.
func (l *linkage) habit(school string, t *dateTally) *dateHabit {
	h := dateHabit{}
	note := func(kind Reason, days, pairs, of int) {
		l.befell(Damage{School: school, Kind: kind, Days: days, Pairs: pairs, Of: of})
	}
	rest := t.differ
	if usualDifference.shown(t.other, t.mayExchange) {
		h.exchanged = true
		rest -= t.other
		note(BornExchanged, 0, t.other, t.mayExchange)
	}
	most := slices.MaxFunc(append(slices.Collect(maps.Keys(t.shifts)), 0), func(x, y int) int { return cmp.Or(cmp.Compare(t.shifts[x], t.shifts[y]), cmp.Compare(y, x)) })
	if usualDifference.shown(t.shifts[most], t.looked) {
		h.shift = most
		rest -= t.shifts[most]
		note(BornShifted, most, t.shifts[most], t.looked)
	}
	if !h.exchanged && h.shift == 0 {
		var pairs int
		if h.stray, pairs = strayDates(t.apart); pairs > 0 {
			note(BornStrayed, 0, pairs, t.looked)
			h.worthless = mostDiffer.shown(rest, t.looked) // those whose owner is not seen, too
			return &h
		}
	}
	if mostDiffer.shown(rest, t.looked) {
		h.worthless = true
		note(BornWorthless, 0, rest, t.looked)
	}
	if !h.exchanged && h.shift == 0 && !h.worthless {
		return nil
	}
	return &h
}
