package matcher

import (
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

// A lexicon takes each name apart once, however many rows bear it: in a region
// of a hundred thousand a third of the last names and a tenth of the given names
// are new. Both lists of a linkage share one. It may be used from several
// goroutines.
type lexicon struct {
	naming   Naming
	surnames shelf[surname, string, *surname]
	givens   shelf[given, string, *given]
	spelled  shelf[spelled, string, *spelled] // of letters that have a number
	counts   struct{ surnames, givens, letters atomic.Int32 }
	// closed makes it look up only: what strangers type when they sign in must
	// not fill it.
	closed bool
}

func newLexicon(n Naming) *lexicon { return &lexicon{naming: n} }

// rowsOfName is of how many rows one is expected to bear a last name that is new.
const rowsOfName = 4

// expect makes room for the names of so many rows. Others find room, too.
func (x *lexicon) expect(rows int) { x.surnames.expect(rows / rowsOfName) }

func (x *lexicon) surname(s string) *surname {
	return x.surnames.get(keyOfCell(s), s, x.closed, x.readSurname)
}

func (x *lexicon) readSurname(r *surname, s string) {
	x.naming.readSurname(r, s)
	r.number, r.key = number(&x.counts.surnames, x.closed), x.key(r.letters())
}

func (x *lexicon) given(s string) *given {
	return x.givens.get(keyOfCell(s), s, x.closed, x.readGiven)
}

func (x *lexicon) readGiven(r *given, s string) {
	x.naming.readGiven(r, s)
	r.number, r.key = number(&x.counts.givens, x.closed), x.key(r.letters())
}

// A reading is what the names of a row are.
type reading struct {
	sur  *surname
	giv  *given
	full fullName // theirs
}

// row reads the names of one row.
func (x *lexicon) row(p *Person) reading {
	r := reading{sur: x.surname(repaired(p.Last)), giv: x.given(repaired(p.First))}
	r.full = fullNameOf(r.sur, r.giv)
	return r
}

// rowsAtOnce is how many rows are looked up at once.
const rowsAtOnce = 64

// rows reads the names of rowsAtOnce rows at most. It looks into memory for all of
// them before it waits for one, for so many names are seldom in a cache.
func (x *lexicon) rows(people []Person, into []reading) {
	var keys [rowsAtOnce][2]shelfKey
	var cells [rowsAtOnce][2]string
	for i := range people {
		last, first := repaired(people[i].Last), repaired(people[i].First)
		cells[i] = [...]string{last, first}
		keys[i] = [...]shelfKey{keyOfCell(last), keyOfCell(first)}
	}
	var seen bool
	for i := range people {
		seen = seen != (x.surnames.seen(keys[i][0]) != x.givens.seen(keys[i][1]))
	}
	runtime.KeepAlive(seen)
	for i := range people {
		r := &into[i]
		r.sur = x.surnames.get(keys[i][0], cells[i][0], x.closed, x.readSurname)
		r.giv = x.givens.get(keys[i][1], cells[i][1], x.closed, x.readGiven)
		if keys[i][0] < hashed && keys[i][1] < hashed {
			r.full = fullName{letterKey(keys[i][0]), letterKey(keys[i][1])} // of which there are no others
		} else {
			r.full = fullNameOf(r.sur, r.giv)
		}
	}
}

// keyOfCell returns the key under which a cell stands on a shelf.
func keyOfCell(s string) shelfKey {
	if k, word, _ := packed(s); word {
		return shelfKey(k)
	}
	return textKey(s)
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

// number counts on, and returns -1 if that is at an end.
func number(count *atomic.Int32, closed bool) int32 {
	if closed {
		return -1
	}
	return count.Add(1) - 1
}

// A shelf is a table that many may write to at once, of things that know what they
// are made of. Whoever looks up what is there waits for nobody.
type shelf[T, Of any, P thing[T, Of]] [64]drawer[T, Of, P]

type thing[T, Of any] interface {
	*T
	is(of Of) bool
}

// A shelfKey is what a text, or whatever else, is looked up by. Those of one key that
// is not hashed are read alike, and need not be compared.
type shelfKey uint64

const hashed shelfKey = 1 << 63

func textKey(s string) shelfKey { return shelfKey(hash(s)) | hashed }

// spread says where a key belongs: its first digits in which drawer, its last ones
// where in there.
func (k shelfKey) spread() uint64 { return mixed(uint64(k), shelfSeed) }

var shelfSeed = hash("shelf")

// A drawer has the keys that are spread to it: a table with open addressing, which
// is never changed but by things that come to stand in it, and gives way to a
// larger one.
type drawer[T, Of any, P thing[T, Of]] struct {
	table atomic.Pointer[[]slot[T]] // a power of two, half of it empty at least
	mu    sync.Mutex                // of whoever adds
	n     int                       // things in the table
	room  []T                       // for the next
}

// A slot has a thing and its key, which is there before it.
type slot[T any] struct {
	key   atomic.Uint64
	thing atomic.Pointer[T]
}

// thingsAtOnce is how many things a drawer makes room for: so many names fill a piece
// of memory of 4096 bytes.
const thingsAtOnce = 32

// expect makes room for so many things in a shelf that is empty.
func (h *shelf[T, Of, P]) expect(n int) {
	size := 1 << bits.Len(uint(2*n/len(h)))
	slots := make([]slot[T], size*len(h))
	for i := range h {
		table := slots[i*size : (i+1)*size : (i+1)*size]
		h[i].table.Store(&table)
	}
}

// get returns what read makes of a text, once for each; where the shelf is closed
// it makes it anew of one that is not there.
func (h *shelf[T, Of, P]) get(k shelfKey, of Of, closed bool, read func(t *T, of Of)) *T {
	spread := k.spread()
	b := &h[spread>>58]
	if _, t := b.find(spread, k, of); t != nil {
		return t
	}
	if closed {
		t := new(T)
		read(t, of)
		return t
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	if table := b.table.Load(); table == nil || b.n >= len(*table)/2 {
		b.grow()
	}
	slot, t := b.find(spread, k, of)
	if t != nil {
		return t // somebody else was quicker
	}
	if len(b.room) == 0 {
		b.room = make([]T, thingsAtOnce)
	}
	t, b.room = &b.room[0], b.room[1:]
	read(t, of)
	b.n++
	slot.put(k, t)
	return t
}

// seen reports whether something stands where a key belongs.
func (h *shelf[T, Of, P]) seen(k shelfKey) bool {
	spread := k.spread()
	table := h[spread>>58].table.Load()
	return table != nil && (*table)[int(spread)&(len(*table)-1)].thing.Load() != nil
}

// known returns what was made of a text, or nil.
func (h *shelf[T, Of, P]) known(k shelfKey, of Of) *T {
	spread := k.spread()
	_, t := h[spread>>58].find(spread, k, of)
	return t
}

// find returns the thing of a text, or nil and the slot where it belongs.
func (b *drawer[T, Of, P]) find(spread uint64, k shelfKey, of Of) (*slot[T], *T) {
	table := b.table.Load()
	if table == nil {
		return nil, nil
	}
	slots := *table
	for i := int(spread) & (len(slots) - 1); ; i = (i + 1) & (len(slots) - 1) {
		t := slots[i].thing.Load()
		if t == nil || shelfKey(slots[i].key.Load()) == k && (k < hashed || P(t).is(of)) {
			return &slots[i], t
		}
	}
}

func (s *slot[T]) put(k shelfKey, t *T) {
	s.key.Store(uint64(k))
	s.thing.Store(t)
}

// grow puts a larger table in place of the drawer's.
func (b *drawer[T, Of, P]) grow() {
	larger := make([]slot[T], max(4*b.n, 16))
	if old := b.table.Load(); old != nil {
		for i := range *old {
			if t := (*old)[i].thing.Load(); t != nil {
				k := shelfKey((*old)[i].key.Load())
				at := int(k.spread()) & (len(larger) - 1)
				for larger[at].thing.Load() != nil {
					at = (at + 1) & (len(larger) - 1)
				}
				larger[at].put(k, t)
			}
		}
	}
	b.table.Store(&larger)
}
