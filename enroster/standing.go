package enroster

import (
	"bytes"
	"cmp"
)

// text is 48 bits of a hash of a text, or of a set of texts: of a million changes all are seen but in one of 10^8 runs.
// The zero text is the empty one.
type text [6]byte

// standing is what is kept of a row.
type standing struct {
	id                                                key
	line                                              uint32
	later                                             uint32 // line in the later export, or 0
	other, last, first, school, classes, groups, kids text
	foldedLast, foldedFirst                           uint32 // hashes of the names whatever their spelling is
	born                                              uint32 // a packed date, and above it sex and title
	profile                                           Profile
	mask                                              uint16 // of the pair, once later is known
	stale                                             bool
}

// classSet gives the text of a set of classes.
func classSet(list []Class) text {
	var sum uint64
	for _, c := range list {
		sum += mix(digest(c.UAI)*3 + digest(c.Name))
	}
	return textOf(sum)
}

// digest is a hash of s, 0 for an empty one: FNV-1a, its bits mixed so that digests of a set may be added. It has no
// seed, so that of rows with one identifier the same is chosen in every run.
func digest[T string | []byte](s T) uint64 {
	if len(s) == 0 {
		return 0
	}
	h := uint64(0xcbf29ce484222325)
	for i := range len(s) {
		h = (h ^ uint64(s[i])) * 0x100000001b3
	}
	return mix(h)
}

// mix spreads each bit of h over all.
func mix(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

// textOf shortens a digest.
func textOf(h uint64) (t text) {
	for i := range t {
		t[i] = byte(h >> (8 * i))
	}
	return t
}

// The parts of standing.born.
const (
	bornSex   = 3 << 24
	bornTitle = 3 << 26
)

// compare orders rows with one identifier: first those that are not stale, then by what they say, so that the one to
// compare does not depend on the order of rows.
func (s *standing) compare(o *standing) int {
	if s.stale != o.stale {
		if o.stale {
			return -1
		}
		return 1
	}
	for _, c := range [...][2]*text{{&s.last, &o.last}, {&s.first, &o.first}, {&s.classes, &o.classes}, {&s.groups, &o.groups},
		{&s.kids, &o.kids}, {&s.other, &o.other}, {&s.school, &o.school}} {
		if n := bytes.Compare(c[0][:], c[1][:]); n != 0 {
			return n
		}
	}
	return cmp.Or(cmp.Compare(s.born, o.born), cmp.Compare(s.profile, o.profile))
}

// differences gives the mask of an earlier row and a later one.
func (s *standing) differences(o *standing) (mask uint16) {
	set := func(bit int, differs bool) {
		if differs {
			mask |= 1 << bit
		}
	}
	set(bitOther, s.other != o.other)
	set(bitLastName, s.last != o.last)
	set(bitFirstName, s.first != o.first)
	set(bitProfile, s.profile != o.profile)
	set(bitSchool, s.school != o.school)
	set(bitClasses, s.classes != o.classes)
	set(bitGroups, s.groups != o.groups)
	set(bitBorn, s.born&dateBits != o.born&dateBits)
	set(bitSex, s.born&bornSex != o.born&bornSex)
	set(bitTitle, s.born&bornTitle != o.born&bornTitle)
	set(bitChild, s.kids != o.kids)
	set(bitHandedOver, s.otherPerson(o))
	return mask
}

// otherPerson reports whether two rows name different people: another name and another birth date; or, where one of them
// has no birth date, both names others. Spelling does not count, nor names that changed places, nor missing ones.
func (s *standing) otherPerson(o *standing) bool {
	if s.foldedLast == o.foldedFirst && s.foldedFirst == o.foldedLast {
		return false
	}
	last := s.foldedLast != o.foldedLast && s.foldedLast != 0 && o.foldedLast != 0
	first := s.foldedFirst != o.foldedFirst && s.foldedFirst != 0 && o.foldedFirst != 0
	if born, later := s.born&dateBits, o.born&dateBits; born != 0 && later != 0 {
		return born != later && (last || first)
	}
	return last && first
}
