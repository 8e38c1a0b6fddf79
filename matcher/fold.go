package matcher

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns the key under which two spellings of one name are compared:
// small letters without accents, ligatures written out, one space for every
// run of spaces, apostrophes, dashes and other punctuation, nothing at either
// end. "D’Angelo", "d'Angelo" and "D ANGELO" share the key "d angelo";
// "Lœuilly" and "LOEUILLY" share "loeuilly".
//
// Accents carry no information against a match (registers drop them at
// random), nor do the kinds of apostrophe and dash; a space and a hyphen are
// the same separator because half the registers replace one by the other.
// Invisible characters (zero-width spaces, soft hyphens, byte order marks) and
// combining marks count for nothing. Letters of other scripts are kept in
// small letters. A name without letter or digit folds to "".
//
// Fold(Fold(s)) == Fold(s), and the NFC and NFD forms of a text have one key.
// Any bytes are accepted: a byte that is not UTF-8 folds as U+FFFD does, to
// '?', because both stand for one letter that was lost.
func Fold(s string) string {
	if folded(s) {
		return s
	}
	var buf [64]byte // longer than all but a handful of names
	return string(AppendFold(buf[:0], s))
}

// AppendFold appends Fold(s) to dst and returns the extended slice. It
// allocates only if dst has no room left.
func AppendFold(dst []byte, s string) []byte {
	f := folder{dst: dst, start: len(dst)}
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf {
			f.ascii(c)
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		if tableLow <= r && r < tableHigh {
			if k := table[r-tableLow].letter; k != 0 { // é, ç, ñ: nearly all that is not ASCII in a name
				f.letter()
				f.dst = append(f.dst, k)
				continue
			}
		}
		f.rune(r)
	}
	return f.dst
}

// folded reports whether s is plainly its own key: ASCII small letters and
// digits, single inner spaces. It spares the second fold of a key its copy.
func folded(s string) bool {
	space := true
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == ' ' {
			if space {
				return false
			}
			space = true
			continue
		}
		if c >= utf8.RuneSelf || c == 0 || asciiFold[c] != c {
			return false
		}
		space = false
	}
	return !space || s == ""
}

// A folder writes a key letter by letter. A separator is only remembered: it
// is written before the next letter, so that none leads, trails or repeats.
type folder struct {
	dst       []byte
	start     int // where the key begins in dst
	separator bool
}

func (f *folder) ascii(c byte) {
	switch k := asciiFold[c]; k {
	case ' ':
		f.separator = true
	case 0:
	default:
		f.letter()
		f.dst = append(f.dst, k)
	}
}

// letter makes room for a letter: a separator that waits goes first.
func (f *folder) letter() {
	if f.separator && len(f.dst) > f.start {
		f.dst = append(f.dst, ' ')
	}
	f.separator = false
}

func (f *folder) rune(r rune) {
	if k, ok := foldTable(r); ok {
		for i := 0; i < len(k); i++ {
			f.ascii(k[i])
		}
		return
	}
	f.decompose(r)
}

// decompose folds what the tables do not know: the compatibility decomposition
// letter by letter, marks dropped, small letters. A letter that decomposes no
// further and has no smaller form is written as it is, which is what makes the
// key of a key the key itself.
func (f *folder) decompose(r rune) {
	if 0xAC00 <= r && r <= 0xD7A3 { // Hangul syllables decompose by rule (Unicode §3.12), not by table
		s := r - 0xAC00
		f.rune(0x1100 + s/588)
		f.rune(0x1161 + s%588/28)
		if s%28 != 0 {
			f.rune(0x11A7 + s%28)
		}
		return
	}
	var buf [utf8.UTFMax]byte
	b := buf[:utf8.EncodeRune(buf[:], r)]
	p := norm.NFKD.Properties(b)
	if d := p.Decomposition(); d != nil {
		for len(d) > 0 {
			r, n := utf8.DecodeRune(d)
			if r < utf8.RuneSelf {
				f.ascii(byte(r))
			} else {
				f.rune(r)
			}
			d = d[n:]
		}
		return
	}
	if r == 'ς' { // the small sigma at the end of a word has the same capital as the other
		r = 'σ'
		b = append(b[:0], "σ"...)
	}
	if l := unicode.ToLower(r); l != r {
		if l < utf8.RuneSelf {
			f.ascii(byte(l))
		} else {
			f.rune(l)
		}
		return
	}
	switch {
	case unicode.Is(unicode.Mn, r), p.CCC() != 0, unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		// A mark with a combining class moves between NFC and NFD: to keep it
		// would give one text two keys.
	case unicode.IsLetter(r), unicode.IsNumber(r), unicode.Is(unicode.M, r):
		f.letter()
		f.dst = append(f.dst, b...)
	default:
		f.separator = true
	}
}
