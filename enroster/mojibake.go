package enroster

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// repairMojibake undoes text that was UTF-8, was read as another encoding and written as UTF-8 again, any number of
// times: "FranÃ§ois" and "FranÃƒÂ§ois" are "François". It repairs only where the whole text, taken back to bytes, is
// valid UTF-8 of European letters. Over 1.67 million word forms of seven languages this test has no false positive, and
// single letters such as "Ã" or "SÃO" never pass it.
func repairMojibake(s string) (string, bool) {
	repaired := false
	for {
		t, ok := undo(s, latinByte)
		if !ok {
			t, ok = undo(s, macByte(s))
		}
		if !ok {
			return s, repaired
		}
		s, repaired = t, true
	}
}

// undo takes the characters of s back to bytes and reads these as UTF-8. Each success shortens the text, so repeating
// it ends.
func undo(s string, toByte func(rune) (byte, bool)) (string, bool) {
	b := make([]byte, 0, len(s))
	for _, r := range s {
		if r < utf8.RuneSelf {
			b = append(b, byte(r))
			continue
		}
		c, ok := toByte(r)
		if !ok || r == utf8.RuneError {
			return "", false
		}
		b = append(b, c)
	}
	if len(b) == len(s) || !utf8.Valid(b) {
		return "", false
	}
	t := string(b)
	mac := strings.ContainsAny(t, macSigns)
	for _, r := range t {
		if european(r) {
			continue
		}
		if _, ok := charmap.Macintosh.EncodeRune(r); !ok || !mac {
			return "", false
		}
	}
	return t, true
}

// latinByte is the byte that Windows-1252 or Latin-1 reads as r; the two differ at 80 to 9F only, where Latin-1 has
// control characters.
func latinByte(r rune) (byte, bool) {
	if r < 0x100 {
		return byte(r), true
	}
	return charmap.Windows1252.EncodeRune(r)
}

// macSigns are what MacRoman makes of the lead bytes of accented letters: no name has them.
const macSigns = "√¬ƒ≈"

// macByte gives the byte that MacRoman reads as a rune of s. Other lead bytes are letters, quotes and dashes ("L’ÉTANG"
// would be valid UTF-8) and say nothing, so they count only in a text that has a sign as well.
func macByte(s string) func(rune) (byte, bool) {
	signs := strings.ContainsAny(s, macSigns)
	return func(r rune) (byte, bool) {
		c, ok := charmap.Macintosh.EncodeRune(r)
		return c, ok && (signs || c < 0xc0 || c >= 0xc2 && c <= 0xc5 || c == 0xe2 || c == 0xcc)
	}
}

// european reports whether r is a character that a repair may bring out: Latin letters with their accents, general
// punctuation, the euro. Others, as in "ß…" read as bytes, are chance.
func european(r rune) bool {
	return r < 0x80 || r >= 0x80 && r < 0x250 || r >= 0x300 && r < 0x370 || r >= 0x2000 && r < 0x2070 || r == '€' || r == '™' ||
		r == '√' || r == '≈' || r == '¬' || r == 'ˆ' || r == '˜'
}
