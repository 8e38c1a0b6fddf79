package matcher

import (
	"slices"
	"sync"
)

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
	return in.relic(mine) && !in.relic(other) && l.sameNames(mine, other)
}
