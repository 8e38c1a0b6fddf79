package matcher

import (
	"hash/maphash"
	"sync"
)

// A lexicon takes each name apart once, however many rows bear it: in a region
// of a hundred thousand a third of the last names and a tenth of the given names
// are new. Both lists of a linkage share one. It may be used from several
// goroutines.
type lexicon struct {
	naming   Naming
	surnames shelf[surname]
	givens   shelf[given]
	// closed makes it look up only: what strangers type when they sign in must
	// not fill it.
	closed bool
}

func newLexicon(n Naming) *lexicon { return &lexicon{naming: n} }

func (x *lexicon) surname(s string) *surname {
	return x.surnames.get(s, x.closed, x.naming.readSurname)
}

func (x *lexicon) given(s string) *given { return x.givens.get(s, x.closed, x.naming.readGiven) }

// A shelf is a map that many may write to at once.
type shelf[T any] [64]struct {
	mu   sync.RWMutex
	read map[string]*T
}

var shelfSeed = maphash.MakeSeed()

func (h *shelf[T]) get(s string, closed bool, read func(string) *T) *T {
	b := &h[maphash.String(shelfSeed, s)%uint64(len(h))]
	if !closed {
		b.mu.RLock()
	}
	t, ok := b.read[s]
	if !closed {
		b.mu.RUnlock()
	}
	if ok {
		return t
	}
	if t = read(s); closed {
		return t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if first, ok := b.read[s]; ok {
		return first // somebody else was quicker
	}
	if b.read == nil {
		b.read = map[string]*T{}
	}
	b.read[s] = t
	return t
}
