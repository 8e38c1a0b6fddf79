package matcher

import (
	"cmp"
	"hash/maphash"
	"math/bits"
	"strings"
	"unicode/utf8"
)

// canonicalID makes identifiers comparable: SACoche's own sign-in compares
// them without case, so two that differ by case only are one.
// Only A to Z become small: İ is another letter than i.
func canonicalID(id string) string {
	if id = trimmedID(id); hasCapitals(id) {
		return string(appendLower(nil, id))
	}
	return id
}

func hasCapitals(id string) bool {
	for i := range len(id) {
		if 'A' <= id[i] && id[i] <= 'Z' {
			return true
		}
	}
	return false
}

// trimmedID is an identifier without outer spaces.
func trimmedID(id string) string {
	if id == "" {
		return id
	}
	if a, z := id[0], id[len(id)-1]; a <= ' ' || a >= utf8.RuneSelf || z <= ' ' || z >= utf8.RuneSelf {
		return strings.TrimSpace(id)
	}
	return id
}

// sameID reports whether canonicalID makes one of two identifiers. Neither it nor
// hashID and compareIDs take memory, as a list's identifiers are many and most have
// capitals.
func sameID(a, b string) bool {
	if a == b {
		return true
	}
	a, b = trimmedID(a), trimmedID(b)
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// hashID is the hash of what canonicalID makes of an identifier.
func hashID(id string) uint64 {
	if id = trimmedID(id); !hasCapitals(id) {
		return hash(id)
	}
	var room [64]byte
	return maphash.Bytes(keySeed, appendLower(room[:0], id))
}

// compareIDs orders two identifiers as canonicalID makes them.
func compareIDs(a, b string) int {
	a, b = trimmedID(a), trimmedID(b)
	for i := range min(len(a), len(b)) {
		if c := cmp.Compare(lower(a[i]), lower(b[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func appendLower(dst []byte, id string) []byte {
	for i := range len(id) {
		dst = append(dst, lower(id[i]))
	}
	return dst
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// identifiers tell the number of who bears an identifier. It is a table with open
// addressing: a slot has the lower half of a hash and, one more than it is, a
// number, so that a text is compared only where it is nearly sure to be equal.
// Hashes that begin alike belong near one another. The zero identifiers hold none.
type identifiers struct {
	slots []uint64 // a third of them empty at least
}

// newIdentifiers has room for so many.
func newIdentifiers(n int) identifiers {
	return identifiers{make([]uint64, n+n/2+1)}
}

const numberMask = 1<<32 - 1

// find returns the slot of an identifier and the number there; -1 if there is
// none, and then the slot is where it belongs. bears reports whether somebody
// bears the identifier.
func (t identifiers) find(hash uint64, bears func(i int32) bool) (slot int, i int32) {
	if len(t.slots) == 0 {
		return 0, -1
	}
	at, _ := bits.Mul64(hash, uint64(len(t.slots))) // a share of all slots as large as the hash is of all hashes
	slot = int(at)
	for {
		s := t.slots[slot]
		if s == 0 {
			return slot, -1
		}
		if i := int32(s&numberMask) - 1; s&^numberMask == hash<<32 && bears(i) {
			return slot, i
		}
		if slot++; slot == len(t.slots) {
			slot = 0
		}
	}
}

// put writes a number into a slot that find found to be empty.
func (t identifiers) put(slot int, hash uint64, i int32) {
	t.slots[slot] = hash<<32 | uint64(i+1)
}

// renumber gives everybody another number.
func (t identifiers) renumber(is []int32) {
	for slot, s := range t.slots {
		if s != 0 {
			t.slots[slot] = s&^numberMask | uint64(is[s&numberMask-1]+1)
		}
	}
}
