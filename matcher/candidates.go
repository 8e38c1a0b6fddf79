package matcher

import (
	"hash/maphash"
	"slices"
)

// A bureau files people under keys, so that those whose names may be one are
// found without comparing everybody with everybody. Keys within a school are
// coarse (one word of the names, or its sound); beyond it they are fine (a
// birth date and a sound, a surname and a given name), and no key that more
// than maxBlock people share is used.
type bureau struct {
	blocks map[uint64][]int32
}

// maxBlock bounds the people that one key brings together. A given name stays
// below it in a school, a birth date with a sound in a region.
const maxBlock = 400

var keySeed = maphash.MakeSeed()

func key(parts ...string) uint64 {
	var h maphash.Hash
	h.SetSeed(keySeed)
	for _, p := range parts {
		h.WriteString(p)
		h.WriteByte(0)
	}
	return h.Sum64()
}

// newBureau files a list, but for those who are settled; nil settles nobody.
func newBureau(l *list, settled []bool) *bureau {
	b := &bureau{make(map[uint64][]int32, len(l.people))}
	var ks []uint64
	for i := range l.people {
		if settled != nil && settled[i] {
			continue
		}
		ks = appendKeys(ks[:0], &l.people[i])
		for _, k := range ks {
			b.blocks[k] = append(b.blocks[k], int32(i))
		}
	}
	return b
}

// appendKeys appends the keys of one person, each once.
func appendKeys(ks []uint64, e *entry) []uint64 {
	if e.sur.compact == "" || e.giv.compact == "" {
		return ks
	}
	words := append(slices.Clone(e.sur.parts), e.giv.names[0])
	sounds := []string{e.sur.sound, e.giv.sound}
	if len(e.giv.words) > 0 {
		words = append(words, e.giv.words[0])
	}
	for _, s := range e.schools {
		for _, w := range words {
			if len(w) > 2 {
				ks = append(ks, key("w", s, w))
			}
		}
		for _, w := range sounds {
			if len(w) > 1 {
				ks = append(ks, key("s", s, w))
			}
		}
		ks = append(ks, key("b", s, start(e.sur.core, 3), start(e.giv.compact, 1)), key("b", s, start(e.sur.core, 1), start(e.giv.compact, 3)))
	}
	for _, w := range words {
		if e.Born != "" {
			ks = append(ks, key("d", e.Born, start(w, 3)))
		}
	}
	for _, w := range e.sur.parts {
		a, b := w, e.giv.names[0]
		if a > b {
			a, b = b, a // exchanged names are filed together
		}
		ks = append(ks, key("n", a, b))
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}

func start(s string, n int) string { return s[:min(n, len(s))] }

// near appends those whom a key brings together with e, each once and in
// order.
func (b *bureau) near(found []int32, e *entry, ks []uint64) ([]int32, []uint64) {
	ks = appendKeys(ks[:0], e)
	for _, k := range ks {
		if block := b.blocks[k]; len(block) <= maxBlock {
			found = append(found, block...)
		}
	}
	slices.Sort(found)
	return slices.Compact(found), ks
}
