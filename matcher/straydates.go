package matcher

import "slices"

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
