package matcher

import "math/bits"

// A letterSet says which letters a text has: a bit for each of a to z, one for
// '?', one for what else is ASCII and one for what is not. Two texts that a slip
// of the hand parts have nearly the same, and to compare two sets takes no time
// beside comparing texts.
type letterSet uint32

const (
	lostLetter letterSet = 1 << (26 + iota) // '?', which stands for any letter
	otherASCII
	notASCII
)

func lettersOf(s string) (set letterSet) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c && c <= 'z':
			set |= 1 << (c - 'a')
		case c == '?':
			set |= lostLetter
		case c < 0x80:
			set |= otherASCII
		default:
			set |= notASCII
		}
	}
	return set
}

// within reports whether so many edits may make one text of the other: each
// brings in one letter at most and takes one away.
func (s letterSet) within(t letterSet, edits int) bool {
	return (s|t)&lostLetter != 0 || bits.OnesCount32(uint32(s^t)) <= 2*edits
}

// mayBeSimilar reports whether two texts of these letters may reach a
// Jaro-Winkler similarity: a letter that the other lacks has no partner in it.
func mayBeSimilar(a, b string, x, y letterSet, least float64) bool {
	if len(a) == 0 || len(b) == 0 {
		return false
	}
	partners := float64(min(len(a)-bits.OnesCount32(uint32(x&^y)), len(b)-bits.OnesCount32(uint32(y&^x))))
	most := (partners/float64(len(a)) + partners/float64(len(b)) + 1) / 3
	same := 0
	for same < min(4, len(a), len(b)) && a[same] == b[same] {
		same++
	}
	return most+0.1*float64(same)*(1-most) > least-1e-9 // which rounding may take
}
