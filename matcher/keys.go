package matcher

import (
	"hash/maphash"
	"math/bits"
	"slices"
)

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

// appendDeletions appends the keys of the last name and the first given name, in
// either order, of which one lacks a letter, each letter in turn, and of both as
// they are: two people have one in common if in one of their names a letter was
// left out, put in or changed, or two neighbours were exchanged (FastSS: Bocek,
// Hunt and Stiller, Fast Similarity Search in Large Dictionaries, 2007). These
// keys are as fine as a full name, so a whole region can be asked for somebody
// who names no school, or who moved. They are many, so only those are filed whom
// equal names did not settle.
func appendDeletions(ks []uint64, e *entry) []uint64 {
	if len(e.giv.names()) == 0 {
		return ks
	}
	last, first := e.sur.core(), e.giv.names()[0]
	if n := len(last) + len(first); n < leastDeleted || n > mostDeleted {
		return ks
	}
	x, y := numbered(last), numbered(first)
	ks = append(ks, mixed(x+y, deletionKey))
	return appendShortened(appendShortened(ks, last, x, y), first, y, x)
}

const (
	// In shorter names a letter makes another name more often than not.
	leastDeleted = 8
	// Longer cells hold more than a name, and would have as many keys.
	mostDeleted = 40

	// base is what numbered reckons with, an odd number, and inverse what undoes
	// it: their product is 1 in 64 bits.
	base    = 0xd1342543de82ef95
	inverse = 0x572b5ee77a54e3bd
)

// numbered reads a text as the digits of a number.
func numbered(s string) (n uint64) {
	for i := range len(s) {
		n = n*base + uint64(s[i])
	}
	return n
}

// appendShortened appends the keys of a text of the number n without one of its
// letters, together with another one's number.
func appendShortened(ks []uint64, s string, n, other uint64) []uint64 {
	var behind uint64 // number of the letters behind the one left out
	place := uint64(1)
	for i := len(s) - 1; i >= 0; i-- {
		digit := uint64(s[i]) * place
		if i == 0 || s[i] != s[i-1] { // which of two equal letters is left out makes no difference
			ks = append(ks, mixed((n-digit-behind)*inverse+behind+other, deletionKey))
		}
		behind += digit
		place *= base
	}
	return ks
}
