package matcher

import (
	"hash/maphash"
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

// manyKeys is from where keys are sorted to find those that come twice.
const manyKeys = 64

// appendKeys appends the keys of one person, some of them twice.
func appendKeys(ks []uint64, e *entry) []uint64 {
	s, g := &e.sur.hashes, &e.giv.hashes
	last, first := s.words(), g.words()
	whole := e.sur.compact() != "" && e.giv.compact() != ""
	for _, at := range e.schoolKeys {
		for _, w := range last {
			ks = w.appendKey(ks, at)
		}
		for _, w := range first {
			ks = w.appendKey(ks, at)
		}
		if s.joined != 0 {
			ks = append(ks, mixed(at, s.joined))
		}
		for _, sound := range [...]uint64{s.sound, g.sound} {
			if sound != 0 {
				ks = append(ks, mixed(at, sound+soundKey))
			}
		}
		if whole {
			ks = append(ks, mixed(at, mixed(uint64(s.start3), uint64(g.start1)+startKey)), mixed(at, mixed(uint64(s.start1), uint64(g.start3)+startKey)))
		}
	}
	if e.birth != 0 {
		on := e.birth.key()
		for _, w := range last {
			ks = append(ks, mixed(on, uint64(w.start)+bornKey))
		}
		for _, w := range first {
			ks = append(ks, mixed(on, uint64(w.start)+bornKey))
		}
	}
	if !whole {
		return ks
	}
	for _, w := range last {
		ks = append(ks, namesKeyOf(w.all, first[0].all))
	}
	if s.joined != 0 {
		ks = append(ks, namesKeyOf(s.joined, first[0].all))
	}
	return ks
}

// namesKeyOf is the key of a last and a given name, which are filed together with
// those exchanged.
func namesKeyOf(last, first uint64) uint64 {
	return mixed(min(last, first), max(last, first)+namesKey)
}

// withoutRepeats leaves out the keys that come twice.
func withoutRepeats(ks []uint64) []uint64 {
	if len(ks) > manyKeys {
		slices.Sort(ks)
		return slices.Compact(ks)
	}
	once := ks[:0]
	for _, k := range ks {
		if !slices.Contains(once, k) {
			once = append(once, k)
		}
	}
	return once
}

// What keeps the sorts of keys apart.
const (
	soundKey = 1 << iota
	startKey
	bornKey
	namesKey
	deletionKey
)

// A hashedWord is a word of a name as keys need it.
type hashedWord struct {
	all   uint64 // of the whole
	start uint32 // its first three letters
	short bool   // of less than three letters, beside others, or an initial
}

func (w hashedWord) appendKey(ks []uint64, school uint64) []uint64 {
	if w.short {
		return ks
	}
	return append(ks, mixed(school, w.all))
}

// hashes are what keys need of a name, made once. They are not to be copied.
type hashes struct {
	word           [1]hashedWord // the first
	several        *[]hashedWord // all, if there are others or none
	joined         uint64        // of all the words of a last name as one, with its particles; 0 of one word
	sound          uint64        // 0 if too short
	start1, start3 uint32        // of all its letters
}

func (h *hashes) make(words []string, sound, letters string) {
	h.start1, h.start3 = start(letters, 1), start(letters, 3)
	all := h.word[:0]
	for _, w := range words {
		all = append(all, hashedWord{hash(w), start(w, 3), len(w) < 3 && len(words) > 1 || len(w) < 2})
	}
	if len(all) != 1 {
		several := all // which has room of its own, as all would have of every name
		h.several = &several
	}
	if len(sound) > 1 {
		h.sound = hash(sound)
	}
}

func (h *hashes) words() []hashedWord {
	if h.several != nil {
		return *h.several
	}
	return h.word[:]
}

var keySeed = maphash.MakeSeed()

func hash(s string) uint64 { return maphash.String(keySeed, s) }

// mixed makes one key of two hashes; which is first matters.
func mixed(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a^0x9e3779b97f4a7c15, b^0xd6e8feb86659fd93)
	return hi ^ lo
}

// start is the first n letters of a text, three at most.
func start(s string, n int) (letters uint32) {
	for i := range min(n, len(s)) {
		letters = letters<<8 | uint32(s[i])
	}
	return letters
}
