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
	return x.surnames.get(s, x.closed, func(r *surname, s string) {
		x.naming.readSurname(r, s)
		r.number, r.spelled = number(&x.counts.surnames, x.closed), x.number(r.letters)
	})
}

func (x *lexicon) given(s string) *given {
	return x.givens.get(s, x.closed, func(r *given, s string) {
		x.naming.readGiven(r, s)
		r.number, r.spelled = number(&x.counts.givens, x.closed), x.number(r.letters)
	})
}

// asSurname reads given names as a last name. It is asked again and again of few
// names.
func (x *lexicon) asSurname(g *given) *surname {
	s := g.surname.Load()
	if s == nil {
		s = x.surname(g.cell)
		g.surname.Store(s)
	}
	return s
}

// asGiven reads a last name as given names.
func (x *lexicon) asGiven(s *surname) *given {
	g := s.given.Load()
	if g == nil {
		g = x.given(s.cell)
		s.given.Store(g)
	}
	return g
}

// number returns one that the letters of a name have in common with no others;
// 0 if there are none, or some were lost: a '?' stands for any letter, so two
// names in another script that a conversion lost are equal by their lengths
// alone.
func (x *lexicon) number(letters string) int32 {
	if letters == "" || strings.Contains(letters, "?") {
		return 0
	}
	if x.closed {
		if n := x.spelled.known(letters); n != nil {
			return *n
		}
		return 0
	}
	return *x.spelled.get(letters, false, func(n *int32, _ string) {
		*n = x.counts.letters.Add(1)
	})
}

// number counts on, and returns -1 if that is at an end.
func number(count *atomic.Int32, closed bool) int32 {
	if closed {
		return -1
	}
	return count.Add(1) - 1
}

// A shelf is a table by text that many may write to at once. Whoever looks up
// what is there waits for nobody.
type shelf[T any] [64]drawer[T]

// A drawer has the texts of which the hash begins alike: a table with open
// addressing, which is never changed but by things that come to stand in it, and
// gives way to a larger one.
type drawer[T any] struct {
	table atomic.Pointer[[]atomic.Pointer[thing[T]]] // a power of two, half of it empty at least
	mu    sync.Mutex                                 // of whoever adds
	n     int                                        // things in the table
	room  []thing[T]                                 // for the next
}

type thing[T any] struct {
	hash uint64
	text string
	is   T
}

// thingsAtOnce is how many things a drawer makes room for.
const thingsAtOnce = 16

// get returns what read makes of a text, once for each; where the shelf is closed
// it makes it anew of a text that is not there.
func (h *shelf[T]) get(s string, closed bool, read func(t *T, s string)) *T {
	sum := hash(s)
	b := &h[sum>>58]
	if _, t := b.find(sum, s); t != nil {
		return &t.is
	}
	if closed {
		t := new(T)
		read(t, s)
		return t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if table := b.table.Load(); table == nil || b.n >= len(*table)/2 {
		b.grow()
	}
	slot, t := b.find(sum, s)
	if t != nil {
		return &t.is // somebody else was quicker
	}
	if len(b.room) == 0 {
		b.room = make([]thing[T], thingsAtOnce)
	}
	t, b.room = &b.room[0], b.room[1:]
	t.hash, t.text = sum, s
	read(&t.is, s)
	b.n++
	slot.Store(t)
	return &t.is
}

// known returns what was made of a text, or nil.
func (h *shelf[T]) known(s string) *T {
	sum := hash(s)
	if _, t := h[sum>>58].find(sum, s); t != nil {
		return &t.is
	}
	return nil
}

// find returns the thing of a text, or nil and the slot where it belongs.
func (b *drawer[T]) find(sum uint64, s string) (*atomic.Pointer[thing[T]], *thing[T]) {
	table := b.table.Load()
	if table == nil {
		return nil, nil
	}
	slots := *table
	for i := int(sum) & (len(slots) - 1); ; i = (i + 1) & (len(slots) - 1) {
		t := slots[i].Load()
		if t == nil || t.hash == sum && t.text == s {
			return &slots[i], t
		}
	}
}

// grow puts a larger table in place of the drawer's.
func (b *drawer[T]) grow() {
	larger := make([]atomic.Pointer[thing[T]], max(4*b.n, 16))
	if old := b.table.Load(); old != nil {
		for i := range *old {
			if t := (*old)[i].Load(); t != nil {
				at := int(t.hash) & (len(larger) - 1)
				for larger[at].Load() != nil {
					at = (at + 1) & (len(larger) - 1)
				}
				larger[at].Store(t)
			}
		}
	}
	b.table.Store(&larger)
}
