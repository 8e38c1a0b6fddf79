package matcher

import "slices"

// dropFilledProfiles takes the profiles of a school's rows as not told where the
// column says the same of everybody, as a form fills it in, and the other list
// shows that it is not true: father and son would else be two pupils. A list of
// pupils alone is another matter, for their namesakes are pupils on both sides.
func (l *linkage) dropFilledProfiles() {
	accounts, roster := filledProfiles(l.accounts, l.roster), filledProfiles(l.roster, l.accounts)
	for _, side := range [...]struct {
		l      *list
		filled map[string]bool
	}{{l.accounts, accounts}, {l.roster, roster}} {
		if len(side.filled) == 0 {
			continue
		}
		for i := range side.l.people {
			e := &side.l.people[i]
			if slices.ContainsFunc(schoolsOrNone(e), func(s string) bool { return side.filled[s] }) {
				e.kind = 0
			}
		}
	}
}

// Bounds on what makes it a habit of a school's imports to tell no profile that
// is known ("Utilisateur" for everybody): so many rows without, and so large a
// share.
const (
	labelRows  = 30
	labelShare = .1
)

// inferProfiles marks the rows without a profile of schools where that is a habit,
// and takes what families tell instead: who has a child in the list is a
// guardian, and the child a pupil.
func (l *list) inferProfiles() {
	rows, without := map[string]int{}, map[string]int{}
	for i := range l.people {
		e := &l.people[i]
		for _, s := range namedOrNone(e) {
			rows[s]++
			without[s] += one(e.kind == 0)
		}
	}
	for i := range l.people {
		e := &l.people[i]
		e.unlabeled = e.kind == 0 && !slices.ContainsFunc(namedOrNone(e), func(s string) bool {
			return without[s] < labelRows || float64(without[s]) < labelShare*float64(rows[s])
		})
	}
	for i := range l.people {
		if e := &l.people[i]; e.unlabeled {
			e.kind = familyKind(e)
		}
	}
}

// sameLabel reports whether a pair whose profile is not told on either side may
// be linked as one of the same profile: a class in common makes two pupils, a
// child in her list a guardian, and where a whole import tells no profile that is
// a fact about the import. Whoever else bears the names still contests, of
// whatever profile.
func (l *linkage) sameLabel(p *pair) bool {
	if !p.ev.has(profileUnknown) || !p.ev.has(schoolSame) || p.last > lastOrder || p.first > firstLeftOut {
		return false
	}
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	return p.ev.has(classSame) || a.unlabeled || r.unlabeled || familyKind(a)&r.kind|familyKind(r)&a.kind != 0
}

// familyKind is what somebody without a profile is by her family.
func familyKind(e *entry) kind {
	switch {
	case e.kind != 0 || e.shared:
		return 0
	case len(e.children) > 0:
		return guardianKind
	case len(e.guardians) > 0:
		return pupilKind
	}
	return 0
}

// namedOrNone is schoolsOrNone without the schools of her children, whose lists
// she is not in.
func namedOrNone(e *entry) []string {
	if len(e.own) == 0 {
		return []string{""}
	}
	return e.own
}

// A profileTally counts the rows of a school.
type profileTally struct {
	kind                kind // that all are of who are of any
	several             bool
	rows, looked, other int // all, those with one namesake on the other side, those of them of another profile
}

// filledProfiles returns the schools of a list whose profiles were filled in:
// all the same, though of those with one namesake in the other list a share is
// something else there, and not one or two, as a father whose son has left.
func filledProfiles(l, other *list) map[string]bool {
	tallies := map[string]*profileTally{}
	for i := range l.people {
		for _, s := range schoolsOrNone(&l.people[i]) {
			t := tallies[s]
			if t == nil {
				t = &profileTally{}
				tallies[s] = t
			}
			k := l.people[i].kind
			t.rows++
			t.several = t.several || k != 0 && t.kind != 0 && k != t.kind
			t.kind |= k
		}
	}
	for i := range l.people {
		e := &l.people[i]
		for _, s := range schoolsOrNone(e) {
			t := tallies[s]
			if t.several || t.kind == 0 || len(e.keys) != 1 || e.kind == 0 {
				continue
			}
			if o := other.onlyBearer(e); o != nil {
				t.looked++
				t.other += one(compareProfiles(e.kind, o.kind).has(profileOther))
			}
		}
	}
	filled := map[string]bool{}
	for s, t := range tallies {
		if t.other >= habitPairs && float64(t.other) >= max(habitShare*float64(t.looked), filledShare*float64(t.rows)) {
			filled[s] = true
		}
	}
	return filled
}

// onlyBearer returns the one current row that bears the names of a row of the
// other list and may be of its school, nil if there are several or none.
func (l *list) onlyBearer(e *entry) (only *entry) {
	same := l.bearers(e.keys[0])
	if len(same) > manyRelatives {
		return nil
	}
	for _, j := range same {
		o := &l.people[j]
		if o.Stale || compareSchools(e.schools, o.schools) == schoolOther {
			continue
		}
		if only != nil {
			return nil
		}
		only = o
	}
	return only
}
