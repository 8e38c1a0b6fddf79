package matcher

import "slices"

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

// inferProfiles marks the rows without a profile of schools where that is a habit,
// and takes what families tell instead: who names a child is a guardian, and the
// child a pupil.
func (l *list) inferProfiles() {
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
		return
	}
	for i := range l.people {
		e := &l.people[i]
		e.unlabeled = e.kind == 0 && habit[e.place.number]
	}
	for i := range l.people {
		if e := &l.people[i]; e.unlabeled {
			e.kind = familyKind(e)
		}
	}
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
