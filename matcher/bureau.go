package matcher

import (
	"math/bits"
	"runtime"
	"slices"
	"sync"
)

// A bureau files people under keys, so that those whose names may be one are
// found without comparing everybody with everybody. Keys within a school are
// coarse (one word of the names, or its sound); beyond it they are fine (a
// birth date and a sound, a surname and a given name), and no key that more
// than maxBlock people share is used. Another bureau files the fine keys with one
// letter left out.
//
// It is one array of cards in drawers. A drawer is the first digits of a key, a
// card in it the other digits and then the number of a person, so a card of
// eight bytes tells all 64 of the key, and the cards of a key stand together.
type bureau struct {
	keysOf func(ks []uint64, e *entry) []uint64 // appends those of one person
	digits int                                  // of a person's number in a card, and of a drawer's in a key
	drawer []uint32                             // where each begins in cards, and the last one ends
	cards  []uint64
	filed  *keyMarks // of the keys that there are; nil if most that are asked for are
}

// maxBlock bounds the people that one key brings together. A given name stays
// below it in a school, a birth date with a sound in a region.
const maxBlock = 400

// newBureau files those people of a list whom which admits, under those of their
// keys that are asked for; nil admits everybody, or asks for all keys.
func newBureau(c *crew, l *list, keysOf func([]uint64, *entry) []uint64, which func(i int) bool, asked *keyMarks) *bureau {
	b := &bureau{keysOf: keysOf, digits: max(bits.Len(uint(len(l.people))), 1)}
	b.place(b.filings(c, l, which, asked))
	c.share(1<<b.digits, func(_, from, to int) {
		for d := from; d < to; d++ {
			slices.Sort(b.cards[b.drawer[d]:b.drawer[d+1]])
		}
	})
	if which != nil {
		b.mark(len(l.people))
	}
	return b
}

// filings are the keys of newBureau's people, by shares of these.
func (b *bureau) filings(c *crew, l *list, which func(i int) bool, asked *keyMarks) []filing {
	filings := make([]filing, shares(len(l.people)))
	var rooms sync.Pool
	c.share(len(l.people), func(nth, from, to int) {
		room, ok := rooms.Get().(*[2][]uint64)
		if !ok {
			room = new([2][]uint64)
		}
		defer rooms.Put(room)
		f, ks := room[0][:0], room[1]
		for i := from; i < to; i++ {
			if (i-from)%rowsAtOnce == 0 && which == nil {
				touchNames(l.people[i:min(i+rowsAtOnce, to)])
			}
			if which != nil && !which(i) {
				continue
			}
			ks = b.keysOf(ks[:0], &l.people[i])
			if asked != nil {
				ks = asked.among(ks)
			}
			if ks = withoutRepeats(ks); len(ks) > 0 {
				f = append(append(f, uint64(i)<<32|uint64(len(ks))), ks...)
			}
		}
		filings[nth] = slices.Clone(f)
		room[0], room[1] = f, ks
	})
	return filings
}

// place puts a card for each key into the drawer of its first digits.
func (b *bureau) place(filings []filing) {
	b.drawer = make([]uint32, 1<<b.digits+1)
	all := 0
	for _, f := range filings {
		for _, ks := range f.each {
			for _, k := range ks {
				b.drawer[k>>(64-b.digits)]++
			}
			all += len(ks)
		}
	}
	for d, end := 0, uint32(0); d < len(b.drawer); d++ {
		end += b.drawer[d]
		b.drawer[d] = end
	}
	b.cards = make([]uint64, all)
	for _, f := range filings {
		for person, ks := range f.each {
			for _, k := range ks {
				d := &b.drawer[k>>(64-b.digits)]
				*d--
				b.cards[*d] = k<<b.digits | person
			}
		}
	}
}

// A filing is people and their keys: of each her number and how many keys she has, a
// half each, and then these.
type filing []uint64

func (f filing) each(yield func(person uint64, ks []uint64) bool) {
	for len(f) > 0 {
		person, n := f[0]>>32, 1+f[0]&numberMask
		if !yield(person, f[1:n]) {
			return
		}
		f = f[n:]
	}
}

// mark marks the keys that are filed.
func (b *bureau) mark(people int) {
	b.filed = newKeyMarks(people / 4)
	for d := range len(b.drawer) - 1 {
		for _, card := range b.cards[b.drawer[d]:b.drawer[d+1]] {
			b.filed.put(uint64(d)<<(64-b.digits) | card>>b.digits)
		}
	}
}

// keysAtOnce is how many keys are looked up at once.
const keysAtOnce = 32

// near appends those whom a key brings together with e to those found elsewhere,
// each once and all in order. It looks into memory for many keys before it waits for
// one, as a lexicon does.
func (b *bureau) near(found []int32, e *entry, ks []uint64) ([]int32, []uint64) {
	ks = b.keysOf(ks[:0], e)
	asked := ks
	if b.filed != nil {
		asked = b.filed.among(ks)
	}
	person := uint64(1)<<b.digits - 1
	var drawers [keysAtOnce][]uint64
	for keys := range slices.Chunk(asked, keysAtOnce) {
		for n, k := range keys {
			d := k >> (64 - b.digits)
			drawers[n] = b.cards[b.drawer[d]:b.drawer[d+1]]
		}
		var seen uint64
		for n := range keys {
			if len(drawers[n]) > 0 {
				seen += drawers[n][0]
			}
		}
		runtime.KeepAlive(seen)
		for n, k := range keys {
			if block := b.block(drawers[n], k); len(block) <= maxBlock {
				for _, card := range block {
					found = append(found, int32(card&person))
				}
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found), ks
}

// block returns the cards of a key in its drawer; of too many some more than maxBlock.
func (b *bureau) block(drawer []uint64, key uint64) []uint64 {
	from := 0
	if len(drawer) > 16 {
		from, _ = slices.BinarySearch(drawer, key<<b.digits)
	}
	for from < len(drawer) && drawer[from] < key<<b.digits {
		from++
	}
	end := from
	for end < len(drawer) && end <= from+maxBlock && drawer[end]>>b.digits == key<<b.digits>>b.digits {
		end++
	}
	return drawer[from:end]
}

// keyMarks remember which keys somebody will ask for: a key that is not marked
// is not asked for, and few that are marked are not either.
type keyMarks struct {
	shift int
	marks []uint64
}

// newKeyMarks has room for the keys of so many people.
func newKeyMarks(people int) *keyMarks {
	digits := bits.Len(uint(people)) + 6
	return &keyMarks{shift: 64 - digits, marks: make([]uint64, 1<<digits/64)}
}

// among leaves those keys that are marked. It does not branch on what a processor
// cannot foretell.
func (m *keyMarks) among(ks []uint64) []uint64 {
	n := 0
	for _, k := range ks {
		ks[n] = k
		at := k >> m.shift
		n += int(m.marks[at/64] >> (at % 64) & 1)
	}
	return ks[:n]
}

func (m *keyMarks) put(key uint64) {
	at := key >> m.shift
	m.marks[at/64] |= 1 << (at % 64)
}
