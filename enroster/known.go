package enroster

import (
	"encoding/binary"
	"slices"
)

// knownCell is what a cell that repeats (a profile, a class, a sex) means.
type knownCell struct {
	text      string
	field     Field
	odd       bool // there is something to report
	misplaced bool // it plainly belongs under another column
	sex       Sex  // or title
	profile   Profile
	classes   []Class
}

// is reports whether b begins with the cell and a separator, and there is nothing to report.
func (k *knownCell) is(b []byte, sep byte) bool {
	n := len(k.text)
	return n > 0 && n < len(b) && b[n] == sep && string(b[:n]) == k.text && !k.odd
}

// know gives the meaning of a cell, from memory if it can. Each cell has two places there, the newer cell in the first.
func (q *quick) know(field Field, cell []byte) *knownCell {
	if q.known == nil {
		q.known = make([][2]knownCell, 1<<knownBits)
	}
	pair := &q.known[hash(field, cell)]
	for i := range pair {
		if k := &pair[i]; k.field == field && k.text == string(cell) {
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
	return k
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
	const odd = 0x9e3779b97f4a7c15
	h := uint64(field)
	if len(b) < 8 {
		for _, c := range b {
			h = h<<8 | uint64(c)
		}
		return int(h * odd >> (64 - knownBits))
	}
	for i := 0; i+8 < len(b); i += 8 {
		h = (h ^ binary.LittleEndian.Uint64(b[i:])) * odd
		h ^= h >> 32
	}
	return int((h ^ binary.LittleEndian.Uint64(b[len(b)-8:])) * odd >> (64 - knownBits))
}
