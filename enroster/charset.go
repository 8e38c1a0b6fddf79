package enroster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// eightBit are the encodings of one byte a character, in the order in which ties between them are decided.
var eightBit = []Encoding{Windows1252, ISO8859_15, Macintosh, CP850}

// charmaps has the tables of the eight-bit encodings. That of Windows-1252 has no holes: like browsers it reads the
// five bytes that Microsoft left out as control characters, which the findings then name.
var charmaps = map[Encoding]*charmap.Charmap{
	Windows1252: charmap.Windows1252,
	ISO8859_15:  charmap.ISO8859_15,
	Macintosh:   charmap.Macintosh,
	CP850:       charmap.CodePage850,
}

// decode gives the text of bytes in an encoding. UTF-16 files are turned into UTF-8 before lines are cut, so they count
// as such here.
func decode(b []byte, enc Encoding) string {
	table := charmaps[enc]
	if table == nil || isASCII(b) {
		return string(b)
	}
	var s strings.Builder
	s.Grow(len(b) + len(b)/4)
	for _, c := range b {
		s.WriteRune(table.DecodeByte(c))
	}
	return s.String()
}

func isASCII(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// frenchness scores how well text reads as French names: accented letters count for it, more so in the company of
// letters of their own case; signs, controls and letters of other languages count against it. Only what is not ASCII
// counts.
func frenchness(text string) int {
	score := 0
	runes := []rune(text)
	for i, r := range runes {
		if r < utf8.RuneSelf {
			continue
		}
		switch {
		case strings.ContainsRune("éèêëàâîïôûùçœÉÈÊËÀÂÎÏÔÛÙÇŒ", r):
			score += 4
		case strings.ContainsRune("äöüñÿæáíóúãõÄÖÜÑŸÆÁÍÓÚÃÕß’", r):
			score += 2
		case unicode.IsLetter(r):
			score--
		default:
			score -= 4
		}
		// "PrÈnom" is a wrong reading: no capital stands inside a small word.
		if unicode.IsUpper(r) && i > 0 && unicode.IsLower(runes[i-1]) {
			score -= 4
		}
		if unicode.IsLower(r) && i > 1 && unicode.IsUpper(runes[i-1]) && unicode.IsUpper(runes[i-2]) {
			score -= 2
		}
		// Nor does a small letter stand before a capital ("PêREZ"), or a second capital before a small one ("LÇa").
		if i+1 < len(runes) && (unicode.IsLower(r) && unicode.IsUpper(runes[i+1]) ||
			unicode.IsUpper(r) && unicode.IsLower(runes[i+1]) && i > 0 && unicode.IsUpper(runes[i-1])) {
			score -= 4
		}
	}
	return score
}

// latin tells Windows-1252 from ISO-8859-15, which share nearly every letter: only 1252 has characters at 80 to 9F, and
// only in 8859-15 are BC, BD and BE letters (Œ, œ, Ÿ), so next to a letter they decide.
func latin(sample []byte) Encoding {
	for i, c := range sample {
		switch {
		case c >= 0x80 && c <= 0x9f:
			return Windows1252
		case c == 0xbc || c == 0xbd || c == 0xbe:
			if i+1 < len(sample) && isLatinLetter(sample[i+1]) || i > 0 && isLatinLetter(sample[i-1]) {
				return ISO8859_15
			}
		}
	}
	return Windows1252
}

// provenLatin is latin for a row whose file is in one of the two already, which only a word can contradict: "" where none
// does. In Windows-1252 BC, BD and BE are fractions, of which one may begin a cell ("½P"); inside a word (CŒUR), or before
// a u (ŒUVRARD), they are letters of ISO-8859-15.
func provenLatin(row []byte) Encoding {
	for i, c := range row {
		switch {
		case c >= 0x80 && c <= 0x9f:
			return Windows1252
		case c != 0xbc && c != 0xbd && c != 0xbe || i+1 == len(row) || !isLatinLetter(row[i+1]):
		case row[i+1]|0x20 == 'u' || i > 0 && isLatinLetter(row[i-1]):
			return ISO8859_15
		}
	}
	return ""
}

func isLatinLetter(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z' || c >= 0xc0
}
