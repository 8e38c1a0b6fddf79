package matcher

import "math/bits"

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
