package matcher

import (
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
)

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

// accentsLeftOut reports whether letters are those of the first name of a cell without the
// accented ones, as an export leaves them that knows ASCII only: Cline of Céline.
func accentsLeftOut(cell, letters string) bool {
	lost, n := false, 0
	for _, r := range repaired(cell) {
		switch {
		case r >= utf8.RuneSelf:
			lost = lost || unicode.IsLetter(r)
		case isDash(r) || r == '\'':
		case !unicode.IsLetter(r):
			return lost && n == len(letters) && n >= leftLetters
		case n == len(letters) || letters[n] != lower(byte(r)):
			return false
		default:
			n++
		}
	}
	return lost && n == len(letters) && n >= leftLetters
}

// leftLetters is how many letters are left at least of a name that is known by them.
const leftLetters = 3

// A letterKey stands for the letters of a name, all of them under Fold and without
// spaces, for half the registers write LE MASSON and the others LEMASSON. Two are
// equal where the letters are. Up to twelve letters from a to z stand in it
// themselves, of five bits each, so that most names need no table; others have a
// number that a lexicon gave them, and numbered besides. It is 0 where there are no
// letters, or some were lost: a '?' stands for any letter, so two names in another
// script that a conversion lost are equal by their lengths alone.
type letterKey uint64

const counted letterKey = 1 << 63

// mostPacked is how many letters stand in a key at most.
const mostPacked = 12

// packedLetter is what a letter is in a key, by ASCII: 0 for what Fold leaves out or
// makes a space, unpacked for what no key has.
var packedLetter = func() (t [utf8.RuneSelf]byte) {
	for c, k := range asciiFold {
		switch {
		case 'a' <= k && k <= 'z':
			t[c] = k - 'a' + 1
		case k != 0 && k != ' ':
			t[c] = unpacked
		}
	}
	return t
}()

const unpacked = 0x80

// packed returns the key of the letters of a cell as it is written, if they can
// stand in one. word says that the cell has nothing but these letters, of ASCII and
// in either case, so that it is read as every other cell of this key of which that
// is said.
func packed(cell string) (key letterKey, word, ok bool) {
	if key = packedWord(cell); key != 0 {
		return key, true, true
	}
	if len(cell) > maxNameBytes {
		return 0, false, false
	}
	n := 0
	for i := 0; i < len(cell); i++ {
		var k byte
		if c := cell[i]; c < utf8.RuneSelf {
			k = packedLetter[c]
		} else if k = accented(cell[i:]); k != unpacked {
			i++
		}
		switch {
		case k == 0:
			continue
		case k == unpacked || n == mostPacked:
			return 0, false, false
		}
		key |= letterKey(k) << (5 * n)
		n++
	}
	return key, false, key != 0
}

// packedWord is packed of a cell that is a word of ASCII letters, 0 of others. It
// takes eight letters at once, and branches by the length alone, so that a processor
// need not wait for one cell before it reads the next.
func packedWord(s string) letterKey {
	switch n := len(s); {
	case n == 0 || n > mostPacked:
		return 0
	case n >= 8:
		low, ok := fiveBits(eightBytes(s), 8)
		high, too := fiveBits(eightBytes(s[n-8:])>>(8*(16-n)), n-8)
		if !ok || !too {
			return 0
		}
		return letterKey(low | high<<40)
	case n >= 4:
		key, ok := fiveBits(fourBytes(s)|fourBytes(s[n-4:])<<(8*(n-4)), n)
		if !ok {
			return 0
		}
		return letterKey(key)
	default:
		w := uint64(s[0]) | uint64(s[n/2])<<(8*(n/2)) | uint64(s[n-1])<<(8*(n-1))
		key, ok := fiveBits(w, n)
		if !ok {
			return 0
		}
		return letterKey(key)
	}
}

// eightBytes returns the first eight bytes of a text, the first of them lowest.
func eightBytes(s string) uint64 { return fourBytes(s) | fourBytes(s[4:])<<32 }

func fourBytes(s string) uint64 {
	_ = s[3]
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

// fiveBits packs the letters in the lowest n bytes of w, the others being 0; not ok
// if one is no ASCII letter.
func fiveBits(w uint64, n int) (key uint64, ok bool) {
	const (
		each = 0x0101010101010101
		top  = 0x80 * each
	)
	here := uint64(1)<<(8*n) - 1 // all, where n is 8, as 1<<64 is 0
	small := w | 0x20*each
	fromA, pastZ := (small|top)-'a'*each, (small&^top)+(0x7f-'z')*each // the top bit of each byte says so
	if w&top != 0 || fromA&^pastZ&top&here != top&here {
		return 0, false
	}
	w &= 0x1f * each & here
	w = w&0x001f001f001f001f | w&0x1f001f001f001f00>>3
	w = w&0x000003ff000003ff | w&0x03ff000003ff0000>>6
	return w&0xfffff | w>>32<<20, true
}

// accented returns what the letter of two bytes at the beginning of a text is in a
// key, if it is one letter and no sign of a text that repaired mends.
func accented(s string) byte {
	if len(s) < 2 {
		return unpacked
	}
	switch r, n := utf8.DecodeRuneInString(s); r {
	case 'Ã', 'Â', 'Å', 'Ä', 'â':
	default:
		if n == 2 && tableLow <= r && r < tableHigh {
			if k := table[r-tableLow].letter; 'a' <= k && k <= 'z' {
				return k - 'a' + 1
			}
		}
	}
	return unpacked
}

// cellKey returns the key of the letters of a cell, as it is written.
func (x *lexicon) cellKey(cell string) letterKey {
	if key, _, ok := packed(cell); ok {
		return key
	}
	return x.key(strings.ReplaceAll(Fold(named(repaired(cell))), " ", ""))
}

// key returns that of letters.
func (x *lexicon) key(letters string) letterKey {
	if letters == "" || strings.Contains(letters, "?") {
		return 0
	}
	if key, _, ok := packed(letters); ok {
		return key
	}
	if x.closed {
		if n := x.spelled.known(textKey(letters), letters); n != nil {
			return n.key
		}
		return 0
	}
	return x.spelled.get(textKey(letters), letters, false, func(n *spelled, letters string) {
		*n = spelled{letters, counted | letterKey(x.counts.letters.Add(1))}
	}).key
}

// spelled is the key of letters that cannot stand in one.
type spelled struct {
	letters string
	key     letterKey
}

func (s *spelled) is(letters string) bool { return s.letters == letters }
