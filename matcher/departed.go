package matcher

import "slices"

// Bounds on what a school's lists must show before an identifier that nobody there
// bears any more tells that she left: so many links of rows that bear one of before,
// and up to which share of them bear one that is gone.
const (
	priorLinks = 50
	priorsGone = .02
)

// A priorTally counts, for one school, the links of rows that bear an identifier of
// the other list, and those whose identifier no current row there has.
type priorTally struct{ borne, gone int }

// tells reports whether nearly everybody of the school keeps her identifier, besides
// the one of whom it is asked.
func (t priorTally) tells() bool {
	return t.borne >= priorLinks && float64(t.gone-1) <= priorsGone*float64(t.borne)
}

// bereft reports whether a row bears identifiers of the other list and no current
// row there has one of them.
func bereft(e *entry) bool { return len(e.priors) > 0 && len(e.bears) == 0 }

// learnDepartures counts in each school whose identifiers of before are gone, of those
// whom equal names linked.
func (l *linkage) learnDepartures() {
	l.priors = map[string]priorTally{}
	for i, j := range l.links.person {
		if j < 0 {
			continue
		}
		a, r := &l.accounts.people[i], &l.roster.people[j]
		if len(a.priors) == 0 && len(r.priors) == 0 {
			continue
		}
		for _, s := range commonSchools(a.schools, r.schools) {
			t := l.priors[s]
			t.borne++
			t.gone += one(bereft(a) || bereft(r))
			l.priors[s] = t
		}
	}
}

// departed reports whether p stands on names alone while its account is of somebody
// who left: it bears an identifier of the roster that is gone, at a school where
// nearly everybody keeps hers, so that whoever bears the names now is more likely a
// newcomer.
func (l *linkage) departed(p *pair) bool {
	a, r := l.rows(p)
	if p.ev.has(beyondNames|classSame) || !bereft(a) && !bereft(r) {
		return false
	}
	return slices.ContainsFunc(commonSchools(a.schools, r.schools), func(s string) bool { return l.priors[s].tells() })
}
