package enroster

import (
	"encoding/binary"
	"slices"
)

const (
	knownBits    = 10 // twice as many cells as that has numbers are known, in 128 KiB; others are worked out again
	maxKnownCell = 64 // bytes; longer ones rarely repeat
)

// knownCell is what a cell that repeats (a profile, a class, a sex) means.
type knownCell struct {
	text      string
	field     Field
	ends      [2]uint64 // see endsOf
	odd       bool      // there is something to report
	misplaced bool      // it plainly belongs under another column
	sex       Sex       // or title
	profile   Profile
	classes   []Class
}

// is reports whether it is a profile, b begins with it and a separator, and there is nothing to report.
func (k *knownCell) is(b []byte, sep byte) bool {
	if k == nil || k.field != FieldProfile {
		return false
	}
	n := len(k.text)
	return n > 0 && n < len(b) && b[n] == sep && string(b[:n]) == k.text && !k.odd
}

// know gives the meaning of a cell, from memory if it can. Each cell has two places there, the newer cell in the first.
func (q *quick) know(field Field, cell []byte) *knownCell {
	if q.known == nil {
		q.known = make([][2]knownCell, 1<<knownBits)
	}
	ends, short := endsOf(cell)
	at := 0
	if short {
		at = int((ends[0] ^ (ends[1]+uint64(field))*hashFactor) * hashFactor >> (64 - knownBits))
	} else {
		at = hash(field, cell)
	}
	pair := &q.known[at]
	for i := range pair {
		if k := &pair[i]; k.field == field && len(k.text) == len(cell) && (short && k.ends == ends || !short && k.text == string(cell)) {
			return k
		}
	}
	k := &pair[0]
	if len(cell) > maxKnownCell {
		k = new(knownCell)
	} else {
		pair[1] = pair[0]
	}
	*k = meaning(field, string(cell), q.today)
	k.ends = ends
	return k
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
	k := knownCell{text: text, field: field, misplaced: belongs(field, text, today) == no}
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
