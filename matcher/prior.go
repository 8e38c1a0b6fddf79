package matcher

import (
	"slices"
	"strings"
	"sync"
)

// Bounds on what a school's lists must show before an identifier that nobody there
// bears any more tells that she left: so many links of rows that bear one of before,
// and up to which share of them bear one that is gone.
const (
	priorLinks = 50
	priorsGone = .02
)

// keeps reports whether nearly everybody of a school keeps her identifier, besides the
// one of whom it is asked. The tally is of the links of rows that bear an identifier of
// the other list, and those whose identifier no current row there has.
func keeps(t *tally) bool {
	return t != nil && t.of >= priorLinks && float64(t.so-1) <= priorsGone*float64(t.of)
}

// bereft reports whether a row bears identifiers of the other list and no current
// row there has one of them.
func bereft(e *entry) bool { return len(e.priors) > 0 && len(e.bears) == 0 }

// learnDepartures counts in each school whose identifiers of before are gone, of those
// whom equal names linked.
func (l *linkage) learnDepartures() {
	l.priors = map[string]*tally{}
	for i, j := range l.links.person {
		if j < 0 {
			continue
		}
		a, r := &l.accounts.people[i], &l.roster.people[j]
		if len(a.priors) == 0 && len(r.priors) == 0 {
			continue
		}
		for _, s := range commonSchools(a.schools, r.schools) {
			if l.priors[s] == nil {
				l.priors[s] = new(tally)
			}
			l.priors[s].count(bereft(a) || bereft(r))
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
	return slices.ContainsFunc(commonSchools(a.schools, r.schools), func(s string) bool { return keeps(l.priors[s]) })
}

// ownForm is how many rows have one form of identifiers where it is their list's own, so
// that the others are left from before.
var ownForm = custom{100, .9}

// An idForm is how an identifier is written, as a number, which tells who gave it: an
// ENT's own identifiers are all UUIDs, say, and those of the one before it numbers.
type idForm uint64

// longID is from where the length of an identifier belongs to its form, as a UUID may be
// written without dashes; shorter ones may be numbers that are counted up.
const longID = 20

func formOf(id string) (f idForm) {
	id = trimmedID(id)
	letters := idForm(0)
	for i := range len(id) {
		switch c := lower(id[i]); {
		case '0' <= c && c <= '9':
		case 'a' <= c && c <= 'z':
			letters = 1
		default: // what separates makes a form
			f = (f ^ idForm(c)) * 1099511628211 // FNV
		}
	}
	if len(id) >= longID {
		f = (f ^ idForm(len(id))) * 1099511628211
	}
	return f<<1 | letters
}

// forms tell which form a list's identifiers have. They are counted when somebody
// asks first, for in most lists two rows of one person are never met.
type forms struct {
	once  sync.Once
	usual idForm
	known bool // nearly all are of one
}

// relic reports whether the identifier of an entry is of another form than nearly all
// of the list.
func (l *list) relic(e *entry) bool {
	l.forms.once.Do(func() {
		count := map[idForm]int{}
		for part := range slices.Chunk(l.people, rowsAtOnce) {
			touchIDs(part)
			for i := range part {
				count[formOf(part[i].ID)]++
			}
		}
		for f, n := range count {
			if ownForm.shown(n, len(l.people)) {
				l.forms.usual, l.forms.known = f, true
			}
		}
	})
	return l.forms.known && formOf(e.ID) != l.forms.usual
}

// leftBehind reports whether p claims a row whose identifier is of another form than
// its list's, and o one of the usual form and the same names: two rows of one
// person, of whom the account bears what another ENT gave her. A birth date or a
// child that only p has in common makes them two people.
func (l *linkage) leftBehind(o, p *pair) bool {
	if !p.ev.has(priorSame) || o.ev.has(another) || p.ev.setsApart(o.ev) {
		return false
	}
	other, mine, in := l.rowsApart(o, p)
	return in.relic(mine) && !in.relic(other) && l.bearSame(mine, other)
}

// changesHands reports whether the link would take away an identifier: the
// account bears one that a current row of the roster still has, or another
// account bears the person's. An identifier that no current row has is only
// stale. It is symmetric, as compare is.
func (l *linkage) changesHands(p *pair) bool {
	a, r := l.rows(p)
	return slices.ContainsFunc(a.bears, func(j int32) bool { return j != p.person }) ||
		slices.ContainsFunc(r.bears, func(i int32) bool { return i != p.account }) ||
		slices.ContainsFunc(r.borne, func(i int32) bool { return i != p.account && l.sameList(i, p.account) }) ||
		slices.ContainsFunc(a.borne, func(j int32) bool { return j != p.person })
}

// bears reports whether either bears the other's identifier already, and that is not
// made of their names.
func bears(a, r *entry) bool {
	of, by := a.bearsID(r), r.bearsID(a)
	return of != "" && !login(of, a, r) || by != "" && !login(by, a, r)
}

// login reports whether an identifier is made of the names of both of two rows, with a
// digit at most behind them, so that it tells no more than they do: sarah.benali is
// whoever was the first of that name, once the ENT is another, or deleted the one who
// left. A longer number is not given twice by chance.
func login(id string, a, r *entry) bool {
	id, _, _ = strings.Cut(id, "@")
	name := strings.TrimRight(id, "0123456789")
	if len(name) < len(id)-1 || strings.ContainsAny(name, "0123456789") {
		return false
	}
	letters := strings.Map(func(c rune) rune {
		if c < 'a' || 'z' < c {
			return -1
		}
		return c
	}, name)
	return a.calledBy(letters) && r.calledBy(letters)
}

// calledBy reports whether letters are those of a row's names, the given name before or
// behind the last, or its first letter.
func (e *entry) calledBy(letters string) bool {
	last := e.sur.compact()
	if last == "" || len(e.giv.names()) == 0 {
		return false
	}
	rest, behind := strings.CutSuffix(letters, last)
	if !behind {
		if rest, behind = strings.CutPrefix(letters, last); !behind {
			return false
		}
	}
	first := e.giv.names()[0]
	return rest == first || rest == e.giv.compact() || rest == first[:1]
}
