package matcher

import (
	"cmp"
	"slices"
)

// dropFilledProfiles takes the profiles of a school's rows as not told where the
// column says the same of everybody, as a form fills it in, and the other list
// shows that it is not true: father and son would else be two pupils. A list of
// pupils alone is another matter, for their namesakes are pupils on both sides.
func (l *linkage) dropFilledProfiles() {
	var accounts, roster map[string]bool
	l.crew.together(func() { accounts = filledProfiles(l.accounts, l.roster) }, func() { roster = filledProfiles(l.roster, l.accounts) })
	for _, side := range [...]struct {
		l      *list
		filled map[string]bool
	}{{l.accounts, accounts}, {l.roster, roster}} {
		if len(side.filled) == 0 {
			continue
		}
		for i := range side.l.people {
			e := &side.l.people[i]
			if slices.ContainsFunc(e.schoolsOrNone(), func(s string) bool { return side.filled[s] }) {
				e.kind = 0
			}
		}
	}
}

// noLabels is how many rows of a school tell no profile that is known where its imports
// do not ("Utilisateur" for everybody).
var noLabels = custom{30, .1}

// So many rows of one sort with a profile tell whose they are, if no larger share of them
// is of another.
const (
	sameSortRows   = 30
	sameSortOthers = .05
	sameSortYears  = 7 // less apart they are of about one age: a collège and a lycée have so many years
)

// inferProfiles marks the rows without a profile of schools where that is a habit, and
// takes what the rest of the row tells instead: who names a child is a guardian, and the
// child a pupil; and so is whoever has a class, or a birth date, where nearly all who have
// one, of about her age, are, by their profiles or by their namesakes' in the other list.
func (l *linkage) inferProfiles() {
	var accounts, roster vagueProfiles
	l.crew.together(func() { accounts = l.accounts.vagueProfiles(l.roster) }, func() { roster = l.roster.vagueProfiles(l.accounts) })
	l.accounts.inferProfiles(accounts)
	l.roster.inferProfiles(roster)
}

func (l *list) inferProfiles(v vagueProfiles) {
	if v.habit == nil {
		return
	}
	for i := range l.people {
		e := &l.people[i]
		if e.unlabeled = e.kind == 0 && v.habit[e.place.number]; e.unlabeled {
			e.kind = cmp.Or(familyKind(e), v.kind(e))
		}
	}
}

// vagueProfiles are what a list tells of rows without a profile.
type vagueProfiles struct {
	habit []bool // of each place, whether there are many; nil if there are nowhere
	rows  map[rowSort][staffKind + 1]int32
}

// A rowSort is rows of a school that tell as much of the people as one another.
type rowSort struct {
	school  string
	classes int // two of several
	born    int // the year, 0 if it is not told
}

// rowSorts are those of a row, one of each school; none if it tells nothing.
func (e *entry) rowSorts(yield func(rowSort) bool) {
	sort := rowSort{"", min(len(e.classes), 2), e.birth.year()}
	if sort == (rowSort{}) || e.stale {
		return
	}
	for _, sort.school = range e.place.namedOrNone() {
		if !yield(sort) {
			return
		}
	}
}

// kind is what nearly all are whose rows are of one sort with somebody's, and who are of
// about her age, 0 if they are several or few.
func (v *vagueProfiles) kind(e *entry) kind {
	for sort := range e.rowSorts {
		all, most, tally := int32(0), pupilKind, v.ofAge(sort)
		for k, n := range tally {
			all += n
			if n > tally[most] {
				most = kind(k)
			}
		}
		if all >= sameSortRows && float64(all-tally[most]) <= sameSortOthers*float64(all) {
			return most
		}
	}
	return 0
}

// ofAge adds up rows of one sort and of about one age.
func (v *vagueProfiles) ofAge(sort rowSort) (tally [staffKind + 1]int32) {
	if sort.born == 0 {
		return v.rows[sort]
	}
	for y := sort.born - sameSortYears + 1; y < sort.born+sameSortYears; y++ {
		for k, n := range v.rows[rowSort{sort.school, sort.classes, y}] {
			tally[k] += n
		}
	}
	return tally
}

// vagueProfiles counts whose rows there are where many have no profile. It writes to
// neither list.
func (l *list) vagueProfiles(other *list) (v vagueProfiles) {
	vague := make([]tally, len(l.schools.places))
	for i := range l.people {
		e := &l.people[i]
		vague[e.place.number].count(e.kind == 0)
	}
	schools := bySchool(l.schools.places, (*place).namedOrNone, vague, (*tally).add)
	habit := make([]bool, len(l.schools.places))
	for n, p := range l.schools.places {
		habit[n] = !slices.ContainsFunc(p.namedOrNone(), func(s string) bool {
			return !noLabels.shown(schools[s].so, schools[s].of)
		})
	}
	if !slices.Contains(habit, true) {
		return v
	}
	v = vagueProfiles{habit, map[rowSort][staffKind + 1]int32{}}
	for i := range l.people {
		e := &l.people[i]
		if !habit[e.place.number] {
			continue
		}
		for sort := range e.rowSorts {
			if k := l.likelyKind(e, other); k == pupilKind || k == guardianKind || k == staffKind {
				tally := v.rows[sort]
				tally[k]++
				v.rows[sort] = tally
			}
		}
	}
	return v
}

// likelyKind is what the profile of somebody says, or else her family, or else the
// profile of her only namesake in the other list.
func (l *list) likelyKind(e *entry, other *list) kind {
	k := cmp.Or(e.kind, familyKind(e))
	if k == 0 && e.full >= 0 {
		may := func(o *entry) bool { return compareSchools(e.schools, o.schools) != schoolOther }
		if j := other.onlyBearer(l.namesakes.names[e.full], may); j >= 0 {
			return other.people[j].kind
		}
	}
	return k
}

// sameLabel reports whether a pair whose profile is not told on either side may
// be linked as one of the same profile: a class in common makes two pupils, however
// their names differ, a child a guardian, and where a whole import tells no profile
// that is a fact about the import. Whoever else bears the names still contests, of
// whatever profile.
func (l *linkage) sameLabel(p *pair) bool {
	switch {
	case !p.ev.has(profileUnknown) || !p.ev.has(schoolSame):
		return false
	case !p.sameNames():
		return p.ev.has(classSame)
	}
	a, r := l.rows(p)
	return p.ev.has(classSame) || l.unlabeled(p) || familyKind(a)&r.kind|familyKind(r)&a.kind != 0
}

// unlabeled reports whether no profile is told of one of a pair, as of nobody in her
// import.
func (l *linkage) unlabeled(p *pair) bool {
	a, r := l.rows(p)
	return a.unlabeled || r.unlabeled
}

// familyKind is what somebody without a profile is by her family. Who names a
// child that her list does not have, as one of guardians alone, is a guardian too.
func familyKind(e *entry) kind {
	switch {
	case e.kind != 0 || e.shared:
		return 0
	case len(e.Children) > 0:
		return guardianKind
	case e.guardians.n > 0:
		return pupilKind
	}
	return 0
}

// A profileTally counts the rows of a school.
type profileTally struct {
	kind                kind // that all are of who are of any
	several             bool
	rows, looked, other int // all, those with one namesake on the other side, those of them of another profile
}

// add counts rows of another tally.
func (t *profileTally) add(more *profileTally) {
	t.rows += more.rows
	t.several = t.several || more.several || more.kind != 0 && t.kind != 0 && more.kind != t.kind
	t.kind |= more.kind
}

// filledProfiles returns the schools of a list whose profiles were filled in:
// all the same, though of those with one namesake in the other list a share is
// something else there, and not one or two, as a father whose son has left.
func filledProfiles(l, other *list) map[string]bool {
	places := make([]profileTally, len(l.schools.places))
	for i := range l.people {
		e := &l.people[i]
		places[e.place.number].add(&profileTally{kind: e.kind, rows: 1})
	}
	tallies := bySchool(l.schools.places, (*place).schoolsOrNone, places, (*profileTally).add)
	asked := make([]bool, len(places))
	for n, p := range l.schools.places {
		asked[n] = slices.ContainsFunc(p.schoolsOrNone(), func(s string) bool { return !tallies[s].several && tallies[s].kind != 0 })
	}
	for i := range l.people {
		e := &l.people[i]
		if !asked[e.place.number] || e.full < 0 || e.kind == 0 {
			continue
		}
		only := other.onlyBearer(l.namesakes.names[e.full], func(o *entry) bool { return compareSchools(e.schools, o.schools) != schoolOther })
		if only < 0 {
			continue
		}
		o := &other.people[only]
		for _, s := range e.schoolsOrNone() {
			if t := tallies[s]; !t.several && t.kind != 0 {
				t.looked++
				t.other += one(compareProfiles(e.kind, o.kind).has(profileOther))
			}
		}
	}
	filled := map[string]bool{}
	for s, t := range tallies {
		if usualDifference.shown(t.other, t.looked) && float64(t.other) >= filledDates.share*float64(t.rows) {
			filled[s] = true
		}
	}
	return filled
}
