package matcher

import (
	"strings"
	"sync"
	"sync/atomic"
)

// A lexicon takes each name apart once, however many rows bear it: in a region
// of a hundred thousand a third of the last names and a tenth of the given names
// are new. Both lists of a linkage share one. It may be used from several
// goroutines.
type lexicon struct {
	naming   Naming
	surnames shelf[surname]
	givens   shelf[given]
	spelled  shelf[int32] // the numbers of letters
	counts   struct{ surnames, givens, letters atomic.Int32 }
	// closed makes it look up only: what strangers type when they sign in must
	// not fill it.
	closed bool
}

func newLexicon(n Naming) *lexicon { return &lexicon{naming: n} }

func (x *lexicon) surname(s string) *surname {
	return x.surnames.get(s, x.closed, func(s string) *surname {
		r := x.naming.readSurname(s)
		r.number, r.spelled = number(&x.counts.surnames, x.closed), x.number(r.letters)
		return r
	})
}

func (x *lexicon) given(s string) *given {
	return x.givens.get(s, x.closed, func(s string) *given {
		r := x.naming.readGiven(s)
		r.number, r.spelled = number(&x.counts.givens, x.closed), x.number(r.letters)
		return r
	})
}

// exchanged reads a person's cells the other way round than hers are. It
// is asked again and again of few names.
func (x *lexicon) exchanged(e *entry) (*surname, *given) {
	last, first := e.cells()
	s, g := e.giv.surname.Load(), e.sur.given.Load()
	if s == nil || s.cell != first {
		s = x.surname(first)
		e.giv.surname.Store(s)
	}
	if g == nil || g.cell != last {
		g = x.given(last)
		e.sur.given.Store(g)
	}
	return s, g
}

// number returns one that the letters of a name have in common with no others;
// 0 if there are none, or some were lost: a '?' stands for any letter, so two
// names in another script that a conversion lost are equal by their lengths
// alone.
func (x *lexicon) number(letters string) int32 {
	if letters == "" || strings.Contains(letters, "?") {
		return 0
	}
	return *x.spelled.get(letters, x.closed, func(string) *int32 {
		n := number(&x.counts.letters, x.closed) + 1
		return &n
	})
}

// number counts on, and returns -1 if that is at an end.
func number(count *atomic.Int32, closed bool) int32 {
	if closed {
		return -1
	}
	return count.Add(1) - 1
}

// A shelf is a table by text that many may write to at once.
type shelf[T any] [64]struct {
	mu     sync.RWMutex
	known  identifiers
	texts  []string
	things []*T
}

func (h *shelf[T]) get(s string, closed bool, read func(string) *T) *T {
	sum := hash(s)
	b := &h[sum>>58]
	is := func(i int32) bool { return b.texts[i] == s }
	if !closed {
		b.mu.RLock()
	}
	_, i := b.known.find(sum, is)
	var t *T
	if i >= 0 {
		t = b.things[i]
	}
	if !closed {
		b.mu.RUnlock()
	}
	if t != nil {
		return t
	}
	if t = read(s); closed {
		return t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	slot, i := b.known.find(sum, is)
	if i >= 0 {
		return b.things[i] // somebody else was quicker
	}
	if len(b.texts) >= len(b.known.slots)/2 {
		b.known = newIdentifiers(max(2*len(b.texts), 8))
		for n, text := range b.texts {
			sum := hash(text)
			at, _ := b.known.find(sum, func(int32) bool { return false })
			b.known.put(at, sum, int32(n))
		}
		slot, _ = b.known.find(sum, is)
	}
	b.known.put(slot, sum, int32(len(b.texts)))
	b.texts, b.things = append(b.texts, s), append(b.things, t)
	return t
}
