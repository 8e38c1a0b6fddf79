package matcher

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// A dateHabit is what one import did to the birth dates of a whole school:
// spreadsheets read day and month the wrong way round where both are possible,
// count from 1904, or lose a day to a time zone. A form that is consistent over
// a file is a fact about the file and no conflict about a person.
type dateHabit struct {
	exchanged often // day and month
	shifted   often
	shift     int  // days from the account's date to the roster's, 0 for none
	worthless bool // most differ without any rule: they say nothing

	stray map[birthday]bool // those that stand in the rows of others
}

// often is in how many of a school's rows a habit shows.
type often int8

const (
	never often = iota
	some        // in more than slips make, as where a class was imported by another hand
	usual       // in a large share
)

// Dates that agree by the habit of an import are as good as equal ones, and no slip where
// only some do.
func (h *dateHabit) compare(a, r birthday, ev evidence) evidence {
	if !ev.has(bornDiffers | bornSlip | bornSomeDay) {
		return ev
	}
	shows := never
	if a.exchanged() == r {
		shows = h.exchanged
	}
	if h.shift != 0 && r.days()-a.days() == h.shift {
		shows = max(shows, h.shifted)
	}
	switch {
	case shows == usual:
		return bornSame | bornHabit
	case shows == some:
		return bornHabit
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
		most := ev
		for _, s := range slices.Concat(e.schools, r.schools) {
			if h := e.habits[s]; h != nil && !most.has(bornSame) {
				if by := h.compare(e.birth, r.birth, ev); by.has(bornHabit) {
					most = by
				}
			}
		}
		return most
	}
	return ev
}

// What makes a habit of a difference, and dates that differ without a rule worthless.
var (
	usualDifference = custom{5, .2}
	mostDiffer      = custom{5, .5}
)

// oneSlip is how often at most one slip of the hand, of all that there are, is met in dates.
// One date in fifty has any.
const oneSlip = .01

// howOften says how often a difference is met that n dates show, of so many that could:
// dates that agree are no reason not to see those that do not, so that what counts below a
// large share is that slips would hardly ever make so many.
func howOften(n, of int) often {
	slips := oneSlip * float64(of)
	switch {
	case usualDifference.shown(n, of):
		return usual
	case n >= usualDifference.rows && float64(n) >= slips+4*math.Sqrt(slips):
		return some
	}
	return never
}

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
	h := dateHabit{exchanged: howOften(t.other, t.mayExchange), shift: t.mostShifted()}
	shifted := t.shifts[h.shift]
	if h.shifted = howOften(shifted, t.looked); h.shifted == some && !mostDiffer.shown(shifted, t.differ-t.other) {
		h.shifted = never // of dates that are others' some are off by as many days
	}
	strayed := 0
	note := func(kind Reason, days, pairs, of int) {
		l.befell(Damage{School: school, Kind: kind, Days: days, Pairs: pairs, Of: of})
	}
	if h.exchanged < usual && h.shifted < usual { // those of the next row may be a day off as well
		if h.stray, strayed = strayDates(t.apart); strayed > 0 {
			h.shifted = never
		}
	}
	rest := t.differ
	if h.exchanged > never {
		rest -= t.other
		note(BornExchanged, 0, t.other, t.mayExchange)
	}
	if h.shifted > never {
		rest -= shifted
		note(BornShifted, h.shift, shifted, t.looked)
	}
	if strayed > 0 {
		note(BornStrayed, 0, strayed, t.looked)
	}
	if h.worthless = mostDiffer.shown(rest, t.looked); h.worthless && strayed == 0 { // else those whose owner is not seen
		note(BornWorthless, 0, rest, t.looked)
	}
	if h.exchanged == never && h.shifted == never && strayed == 0 && !h.worthless {
		return nil
	}
	return &h
}

// mostShifted returns by how many days most dates are off that are, 0 if none is.
func (t *dateTally) mostShifted() int {
	return slices.MaxFunc(append(slices.Collect(maps.Keys(t.shifts)), 0), func(x, y int) int { return cmp.Or(cmp.Compare(t.shifts[x], t.shifts[y]), cmp.Compare(y, x)) })
}

// othersDates is how many namesakes of a school, of those whose dates differ, have to bear
// one another's. A date that is wrong by chance is another's in one of a hundred.
var othersDates = custom{5, .5}

// strayLimit is how many dates of a school may differ: of more, some are others' by
// chance, and those of a whole school are worthless.
const strayLimit = 200

// strayDates returns the dates of a school that went to other rows, as where a run of
// cells was pasted a row off: namesakes whose dates differ, and who each have the date
// that is another's of them. Nil where no date did.
func strayDates(differ [][2]birthday) (stray map[birthday]bool, pairs int) {
	if len(differ) < othersDates.rows || len(differ) > strayLimit {
		return nil, 0
	}
	accounts, roster := map[birthday]int{}, map[birthday]int{}
	for _, d := range differ {
		accounts[d[0]]++
		roster[d[1]]++
	}
	stray = map[birthday]bool{}
	for _, d := range differ {
		if roster[d[0]] > 0 || accounts[d[1]] > 0 {
			stray[d[0]], stray[d[1]] = true, true
			pairs++
		}
	}
	if !othersDates.shown(pairs, len(differ)) {
		return nil, 0
	}
	return stray, pairs
}

// dropStrayDates forgets the dates that stand in the rows of others: whose they are is
// not known. Those on which namesakes agree stay.
func (l *linkage) dropStrayDates(habits map[string]*dateHabit) {
	strays := func(e *entry) bool {
		return e.birth != 0 && slices.ContainsFunc(e.schoolsOrNone(), func(s string) bool { return habits[s] != nil && habits[s].stray[e.birth] })
	}
	agreed := map[*entry]bool{}
	for i := range l.accounts.people {
		a := &l.accounts.people[i]
		if !strays(a) {
			continue
		}
		if a.full >= 0 && l.inRoster[a.full] >= 0 {
			if r := l.onlyNamesake(a, l.roster.of(l.inRoster[a.full])); r != nil && r.birth == a.birth {
				agreed[a], agreed[r] = true, true
			}
		}
	}
	for _, p := range l.leftOut {
		if a, r := &l.accounts.people[p.account], &l.roster.people[p.person]; a.birth == r.birth {
			agreed[a], agreed[r] = true, true
		}
	}
	for _, side := range [...]*list{l.accounts, l.roster} {
		for i := range side.people {
			if e := &side.people[i]; strays(e) && !agreed[e] {
				e.birth = 0
			}
		}
	}
}
