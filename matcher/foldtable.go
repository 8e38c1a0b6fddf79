package matcher

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// asciiFold is the key of each ASCII character: a small letter or digit, ' '
// for what separates, 0 for what counts for nothing. '?' stays: it is what
// conversions leave in the place of a letter that they could not write, so
// it must not make "Fran?ois" two words.
var asciiFold = func() (t [utf8.RuneSelf]byte) {
	for c := range t {
		switch {
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c == '?':
			t[c] = byte(c)
		case 'A' <= c && c <= 'Z':
			t[c] = byte(c) + 'a' - 'A'
		case c < ' ' && c != '\t' && c != '\n' && c != '\r', c == 0x7f:
			t[c] = 0
		default:
			t[c] = ' '
		}
	}
	return t
}()

// special is what Unicode's decompositions leave whole or get wrong for
// names: the ligatures that French civil status allows (circular of 23 July
// 2014, NOR JUSC1412888C), the letters of neighbouring languages that are one
// letter and not a letter with an accent, and the characters that stand for an
// apostrophe. A capital is listed only where it does not have the small
// letter's key by itself.
var special = map[rune]string{
	'æ': "ae", 'œ': "oe", 'ß': "ss", 'ẞ': "ss",
	'ø': "o", 'ł': "l", 'đ': "d", 'ð': "d", 'þ': "th", 'ħ': "h", 'ı': "i",
	'ŋ': "n", 'ŧ': "t", 'ƀ': "b", 'ɓ': "b", 'ɗ': "d", 'ɖ': "d", 'ƙ': "k", 'ƴ': "y",
	'ə': "e", 'ǝ': "e", 'ɛ': "e", 'ɔ': "o", 'ĸ': "k", 'ŀ': "l", 'ŉ': "n",
	'ƒ': "f", 'ɲ': "n", 'ɩ': "i", 'ʋ': "v", 'ɣ': "g", 'ƥ': "p", 'ƭ': "t", 'ʈ': "t", 'ƶ': "z", 'ɨ': "i", 'ɵ': "o", 'ȷ': "j", 'ɑ': "a",
	'´': " ", '`': " ", '¨': " ", '¯': " ", '¸': " ", // spacing accents: a bare acute stands for an apostrophe
	'ʹ': " ", 'ʻ': " ", 'ʼ': " ", 'ʽ': " ", 'ʾ': " ", 'ʿ': " ", 'ˈ': " ", 'ˊ': " ", 'ˋ': " ", 'ˮ': " ", 'ꞌ': " ",
	'·': " ", 'ª': "a", 'º': "o",
	'\u00a0': " ", '\u00ad': "", // no-break space; soft hyphen
	'\u034f': "", '\u180e': "", '\u200b': "", '\u200c': "", '\u200d': "", '\u200e': "", '\u200f': "",
	'\u2060': "", '\ufeff': "", '\ufe0f': "",
	utf8.RuneError: "?",
}

// windows is what the control characters U+0080 to U+009F are where text in
// Windows-1252 was read as Latin-1, which is how they come into a file: their
// letters, apostrophes and dashes. The rest counts for nothing.
var windows = map[rune]string{
	0x83: "f", 0x8a: "s", 0x8c: "oe", 0x8e: "z", 0x91: " ", 0x92: " ", 0x93: " ", 0x94: " ",
	0x95: " ", 0x96: " ", 0x97: " ", 0x9a: "s", 0x9c: "oe", 0x9e: "z", 0x9f: "y",
}

// The table covers Latin-1, Latin Extended-A and B and the combining marks by
// position; the punctuation of General Punctuation needs no table of its own,
// it goes through decompose.
const (
	tableLow  = 0x80
	tableHigh = 0x370
)

var table = func() (t [tableHigh - tableLow]struct {
	key    string
	known  bool
	letter byte // key where it is one letter and no separator, else 0
}) {
	for i := range t {
		e := &t[i]
		if e.key, e.known = tableKey(rune(i + tableLow)); len(e.key) == 1 && e.key != " " {
			e.letter = asciiFold[e.key[0]]
		}
	}
	return t
}()

// tableKey works out one entry: the ASCII key of r, or false where the key is
// not ASCII and decompose has to find it.
func tableKey(r rune) (string, bool) {
	if r < 0xa0 {
		return windows[r], true
	}
	if 0x300 <= r && r < tableHigh {
		return "", true
	}
	if k, ok := specialKey(r); ok {
		return k, true
	}
	base, _ := utf8.DecodeRuneInString(norm.NFD.String(string(r)))
	if base < utf8.RuneSelf {
		return string(rune(asciiFold[base])), true
	}
	return specialKey(base) // ǽ, ǿ and the like: a special letter under an accent
}

func specialKey(r rune) (string, bool) {
	if k, ok := special[r]; ok {
		return k, true
	}
	k, ok := special[unicode.ToLower(r)]
	return k, ok
}

// foldTable returns the ASCII key of r where a table knows it.
func foldTable(r rune) (string, bool) {
	if tableLow <= r && r < tableHigh {
		e := &table[r-tableLow]
		return e.key, e.known
	}
	return specialKey(r)
}
