package matcher

import (
	"strings"
	"unicode/utf8"
)

// Lengths that SACoche's database allows, in characters.
const (
	sacocheNameLength = 50
	sacocheIDLength   = 63
	sacocheIDCut      = 100 // where an import cuts an identifier before it compares
)

// sacocheFileNames makes the names of a row what the import compares: without
// accents, and only then cut, capitals for the family name and a capital a word
// for the given name.
func sacocheFileNames(last, first string) (string, string) {
	return sacocheLast(withoutAccents(last)), sacocheFirst(withoutAccents(first))
}

// sacocheBaseNames makes the names of an account what the import compares with:
// as SACoche cleaned them when it made the account, as its database kept them,
// and only then without accents. That is not what sacocheFileNames makes of the
// same names where a letter is beyond Latin-1, where a given name has an accent
// after an apostrophe, and where a name is cut.
func sacocheBaseNames(last, first string) (string, string) {
	last, _ = stored(sacocheLast(last), sacocheNameLength)
	first, _ = stored(sacocheFirst(first), sacocheNameLength)
	return withoutAccents(last), withoutAccents(first)
}

func sacocheLast(s string) string {
	return shorten(phpUpper(withoutControls(phpTrim(s))), sacocheNameLength)
}

func sacocheFirst(s string) string {
	return shorten(phpWords(withoutControls(phpTrim(s))), sacocheNameLength)
}

// sacocheID makes the identifier of a row what the import compares and sends to
// the database.
func sacocheID(s string) string {
	s = withoutControls(phpTrim(s))
	if len(s) <= sacocheIDCut {
		return s
	}
	for i, n := 0, 0; i < len(s); n++ {
		if n == sacocheIDCut {
			return s[:i]
		}
		i += min(leadLength(s[i]), len(s)-i)
	}
	return s
}

func phpTrim(s string) string {
	if s != "" && s[0] > ' ' && s[len(s)-1] > ' ' {
		return s
	}
	return strings.Trim(s, " \t\n\r\v\x00")
}

// withoutControls drops control characters but TAB, LF and CR.
func withoutControls(s string) string {
	drop := func(c byte) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f }
	for i := 0; i < len(s); i++ {
		if drop(s[i]) {
			b := make([]byte, 0, len(s))
			for i := 0; i < len(s); i++ {
				if !drop(s[i]) {
					b = append(b, s[i])
				}
			}
			return string(b)
		}
	}
	return s
}

// wide reports whether SACoche takes a text for UTF-8. It takes plain ASCII,
// like bytes that are not UTF-8, for Latin-1, and changes case in another way:
// "d'artagnan" becomes D'Artagnan, and "d'artagné" D'artagné.
func wide(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return utf8.ValidString(s)
		}
	}
	return false
}

// withoutAccents takes a text through Latin-1, where letters beyond it become
// '?', and exchanges letters there. The '?' becomes 'z', because ž did too.
func withoutAccents(s string) string {
	if !wide(s) {
		return mapBytes(s, &bare)
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range s {
		if r > 0xff {
			r = '?'
		}
		b.WriteRune(rune(bare[r]))
	}
	return b.String()
}

func phpUpper(s string) string {
	if wide(s) {
		return upperFull(s)
	}
	return mapBytes(s, &latinUpper)
}

// phpWords gives each word a capital. In Latin-1 a word begins after whatever
// is no letter; a backslash before a word is lost.
func phpWords(s string) string {
	if wide(s) {
		return titleFull(s)
	}
	s = mapBytes(s, &latinLower)
	b := make([]byte, 0, len(s))
	letter := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		was := letter
		letter = latinLetter[c]
		if letter && !was {
			if i > 0 && s[i-1] == '\\' {
				b = b[:len(b)-1]
			}
			c = latinUpper[c]
		}
		b = append(b, c)
	}
	return phpTrim(string(b))
}

// shorten abbreviates a text of more than most characters word by word from
// the end, until it is short enough. SACoche counts characters and walks bytes:
// with each accent one byte at the end is lost, and a letter may be cut in two.
func shorten(s string, most int) string {
	if len(s) <= most {
		return s
	}
	count := characters(s)
	if count <= most {
		return s
	}
	var words []string
	for i, start := 1, 0; i <= count; i++ {
		if i == count || between(s[i]) != between(s[i-1]) {
			words = append(words, s[start:i])
			start = i
		}
	}
	for i := len(words) - 1; i >= 0 && count > most; i-- {
		if n := characters(words[i]); n > 3 {
			words[i] = words[i][:1] + "."
			count += 2 - n
		}
	}
	return strings.Join(words, "")
}

// between reports whether a byte stands between words.
func between(c byte) bool { return strings.IndexByte(" -.'\"`&~,", c) >= 0 }

// characters counts as PHP does: by the first byte of each.
func characters(s string) (n int) {
	for i := 0; i < len(s); i += leadLength(s[i]) {
		n++
	}
	return n
}

// leadLength is the length of a UTF-8 character that begins with c, 1 if none
// does.
func leadLength(c byte) int {
	switch {
	case c >= 0xc2 && c < 0xe0:
		return 2
	case c >= 0xe0 && c < 0xf0:
		return 3
	case c >= 0xf0 && c < 0xf8:
		return 4
	}
	return 1
}

// stored is what SACoche's database keeps of a text in a column of most
// characters: a '?' for each byte that is not UTF-8 or belongs to a character
// beyond U+FFFF, and the beginning. whole says that it kept all as it was.
func stored(s string, most int) (kept string, whole bool) {
	var marked []byte // s up to done
	done := 0
	for i, n := 0, 0; i < len(s); n++ {
		if n == most {
			return string(append(marked, s[done:i]...)), false
		}
		_, size := utf8.DecodeRuneInString(s[i:])
		if size == 4 || size == 1 && s[i] >= utf8.RuneSelf {
			marked = append(append(marked, s[done:i]...), '?')
			i++
			done = i
			continue
		}
		i += size
	}
	if marked == nil {
		return s, true
	}
	return string(append(marked, s[done:]...)), false
}

func mapBytes(s string, table *[256]byte) string {
	for i := 0; i < len(s); i++ {
		if table[s[i]] != s[i] {
			b := []byte(s)
			for ; i < len(b); i++ {
				b[i] = table[b[i]]
			}
			return string(b)
		}
	}
	return s
}

// Tables of Latin-1: bare has letters without accent, latinUpper and latinLower
// the other case, latinLetter those that make a word. A letter beyond Latin-1
// stands in none of them but as '?'.
var (
	bare, latinUpper, latinLower [256]byte
	latinLetter                  [256]bool
)

func init() {
	for i := range 256 {
		bare[i], latinUpper[i], latinLower[i] = byte(i), byte(i), byte(i)
	}
	for plain, accented := range map[rune]string{
		'A': "ÀÁÂÃÄÅ", 'B': "Þ", 'C': "Ç", 'D': "Ð", 'E': "ÈÉÊË", 'I': "ÌÍÎÏ", 'N': "Ñ", 'O': "ÒÓÔÕÖØ", 'U': "ÙÚÛÜ", 'Y': "Ý",
		'a': "àáâãäå", 'b': "þ", 'c': "ç", 'd': "ð", 'e': "èéêë", 'i': "ìíîï", 'n': "ñ", 'o': "òóôõöø", 'u': "ùúûü", 'y': "ýÿ",
		's': "ß", 'z': "?",
	} {
		for _, r := range accented {
			bare[r] = byte(plain)
		}
	}
	for _, r := range "abcdefghijklmnopqrstuvwxyzàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþ" {
		latinUpper[r], latinLower[r-0x20] = byte(r-0x20), byte(r)
		latinLetter[r] = true
	}
	latinUpper['ÿ'] = '?'
	latinLetter['ÿ'], latinLetter['?'] = true, true
}
