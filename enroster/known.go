package enroster

import (
	"encoding/binary"
	"slices"
)

// The table has twice as many slots as there are known cells at most. Their texts and classes are bounded too, for a hostile file's are long.
const (
	knownBits     = 12
	maxKnown      = 1 << (knownBits - 1)
	maxKnownBytes = 256 << 10
	classSize     = 32 // bytes of a Class, of which a hostile cell has one for every two of its own
)

// knownCell is what a cell that repeats (a profile, a class, a sex) means.
type knownCell struct {
	ends      [2]uint64 // see endsOf
	field     Field
	odd       bool // there is something to report
	misplaced bool // it plainly belongs under another column
	accented  bool // it is the same text in no other encoding
	sex       Sex  // or title
	profile   Profile
	text      string
	classes   []Class
}

// known remembers cells, so that each is worked out once. Rows name one by its place; the first place is of none. When it
// is full all are forgotten, but not by the batches that have them.
type known struct {
	cells []knownCell
	slots []uint16 // a hash table of places, 0 for an empty slot
	bytes int      // of texts

	renewed bool // since a batch had the cells
}

// begin makes room for the cells of a row.
func (k *known) begin(q *quick) {
	if len(k.cells) > 0 && !k.isFull() {
		return
	}
	if k.slots == nil {
		k.slots = make([]uint16, 1<<knownBits)
	}
	clear(k.slots)
	k.cells, k.bytes, k.renewed = make([]knownCell, 1, 64), 0, true
	q.lastProfiles = [2]uint16{}
}

// isFull reports whether there may be no room for the cells of a row.
func (k *known) isFull() bool { return len(k.cells) > maxKnown-quickColumns || k.bytes > maxKnownBytes }

// of gives the place of a cell, whose meaning it works out if it does not remember it.
func (k *known) of(field Field, cell []byte, today Date) uint16 {
	ends, short := endsOf(cell)
	at := 0
	if short {
		at = int((ends[0] ^ (ends[1]+uint64(field))*hashFactor) * hashFactor >> (64 - knownBits))
	} else {
		at = hash(field, cell)
	}
	for ; ; at = (at + 1) % len(k.slots) {
		i := k.slots[at]
		if i == 0 {
			break
		}
		if c := &k.cells[i]; c.field == field && len(c.text) == len(cell) && (short && c.ends == ends || !short && c.text == string(cell)) {
			return i
		}
	}
	i := uint16(len(k.cells))
	k.slots[at] = i
	k.cells = append(k.cells, meaning(field, string(cell), today))
	k.cells[i].ends = ends
	k.bytes += len(cell) + len(k.cells[i].classes)*classSize
	return i
}

// list gives the place i of a cell if it names classes, or else 0.
func (k *knownCell) list(i uint16) uint16 {
	if k.classes == nil {
		return 0
	}
	return i
}

// is reports whether it is a profile, b begins with it and a separator, and there is nothing to report.
func (k *knownCell) is(b []byte, sep byte) bool {
	n := len(k.text)
	return n > 0 && n < len(b) && b[n] == sep && string(b[:n]) == k.text && !k.odd
}

// endsOf gives the first eight and the last eight bytes of a cell, which with its length are all of it if it is short; of
// one with less than eight the first number has all. The cell must lie in a buffer that goes on behind it.
func endsOf(cell []byte) (ends [2]uint64, short bool) {
	n := len(cell)
	if n > 16 || n == 0 || cap(cell) < 8 {
		return ends, false
	}
	if n < 8 {
		ends[0] = binary.LittleEndian.Uint64(cell[:8]) << (64 - 8*n)
		return ends, true
	}
	ends[0], ends[1] = binary.LittleEndian.Uint64(cell), binary.LittleEndian.Uint64(cell[n-8:])
	return ends, true
}

// meaning works out what a cell means, as the typist does.
func meaning(field Field, text string, today Date) knownCell {
	k := knownCell{text: text, field: field, misplaced: belongs(field, text, today) == no, accented: !isASCII([]byte(text))}
	ok := true
	switch field {
	case FieldProfile:
		k.profile, ok = ParseProfile(text)
	case FieldSex, FieldTitle:
		k.sex, ok = ParseSex(text)
	default:
		k.classes = slices.Clip(splitClasses(text, field == FieldGroups)) // which many records share
		ok = !slices.ContainsFunc(k.classes, Class.Stale) && classDamage(text) == ""
	}
	k.odd = !ok
	return k
}

// hash spreads cells over the known ones. A product carries upwards, so its highest bits say most.
func hash(field Field, b []byte) int {
	h := uint64(field)
	if len(b) < 8 {
		for _, c := range b {
			h = h<<8 | uint64(c)
		}
		return int(h * hashFactor >> (64 - knownBits))
	}
	for i := 0; i+8 < len(b); i += 8 {
		h = (h ^ binary.LittleEndian.Uint64(b[i:])) * hashFactor
		h ^= h >> 32
	}
	return int((h ^ binary.LittleEndian.Uint64(b[len(b)-8:])) * hashFactor >> (64 - knownBits))
}

const hashFactor = 0x9e3779b97f4a7c15
