package enroster

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// mark is what was seen or repaired while a cell was cleaned.
type mark uint8

const (
	markControl mark = 1 << iota
	markInvisible
	markReplaced // holds replacement characters: letters are lost
	markMojibake
	markFormula  // ="3E1", undone
	markTextMark // '3E1, undone
)

// clean makes the text of a cell: decoded, mojibake repaired, composed (NFC), without control characters, trimmed. undo
// says whether people's counter-measures against Excel are taken away again. Cleaning what is clean changes nothing.
func clean(raw []byte, enc Encoding, undoExcel bool) (string, mark) {
	raw = bytes.Trim(raw, " ")
	if isPlain(raw) && (len(raw) == 0 || raw[0] != '=' && raw[0] != '\'') {
		return string(raw), 0
	}
	var marks, m mark
	s := decode(raw, enc)
	for {
		before := s
		s, m = cleanOnce(s, undoExcel)
		marks |= m
		if s == before {
			return s, marks
		}
	}
}

// isClean reports whether cleaning a cell changes nothing, as far as that shows without cleaning it: printable ASCII
// and, in UTF-8, letters from À to ſ, which are composed. Letters of mojibake never stand alone, so one accent between
// ASCII characters proves that there is none.
func isClean(b []byte, enc Encoding) bool {
	if len(b) == 0 {
		return true
	}
	if b[0] == ' ' || b[0] == '=' || b[0] == '\'' || b[len(b)-1] == ' ' {
		return false
	}
	accents, alone := false, false
	for i := 0; i < len(b); i++ {
		for len(b)-i >= 8 && isPlainWord(binary.LittleEndian.Uint64(b[i:])) {
			i += 8
		}
		if i == len(b) || b[i] >= ' ' && b[i] < 0x7f {
			continue
		}
		if enc != UTF8 || b[i] < 0xc3 || b[i] > 0xc5 || i+1 == len(b) {
			return false
		}
		accents = true
		alone = alone || (i == 0 || b[i-1] < utf8.RuneSelf) && (i+2 == len(b) || b[i+2] < utf8.RuneSelf)
		i++
	}
	return !accents || alone
}

// everyByte times a byte is a word of eight such bytes.
const everyByte = 0x0101010101010101

// isPlainWord reports whether eight bytes are printable ASCII. Each sum carries into the top bit of the bytes that are
// at least a space, and of those that are DEL.
func isPlainWord(w uint64) bool {
	const top = 0x80 * everyByte
	return w&top == 0 && (w+0x60*everyByte)&top == top && (w+everyByte)&top == 0
}

// isPlain reports whether b is printable ASCII throughout, which most cells are and which needs no cleaning.
func isPlain(b []byte) bool {
	for len(b) >= 8 && isPlainWord(binary.LittleEndian.Uint64(b)) {
		b = b[8:]
	}
	for _, c := range b {
		if c < ' ' || c >= 0x7f {
			return false
		}
	}
	return true
}

func cleanOnce(s string, undoExcel bool) (string, mark) {
	var marks mark
	if t, ok := repairMojibake(s); ok {
		s, marks = t, markMojibake
	}
	s = norm.NFC.String(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case r == '\r' || r == '\t':
			return r
		case unicode.IsControl(r):
			marks |= markControl
			return -1
		case r == utf8.RuneError:
			marks |= markReplaced
		case isInvisible(r):
			marks |= markInvisible
		}
		return r
	}, s)
	if strings.Contains(s, "\r") {
		s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	}
	s = strings.TrimFunc(s, func(r rune) bool { return unicode.IsSpace(r) || r == '\ufeff' })
	if t, m := undoSpreadsheet(s, undoExcel); m != 0 {
		return t, marks | m
	}
	return s, marks
}

// isInvisible reports whether r shows nothing and so makes two names differ that look alike: zero-width and direction
// marks, soft hyphens.
func isInvisible(r rune) bool {
	return r == 0xad || r == 0x61c || r == 0x180e || r >= 0x200b && r <= 0x200f || r >= 0x202a && r <= 0x202e ||
		r >= 0x2060 && r <= 0x2064 || r >= 0x2066 && r <= 0x206f || r == 0xfeff
}

var textFormula = regexp.MustCompile(`(?s)^="(.*)"$`)

// undoSpreadsheet takes away what people put before a value to keep a spreadsheet from changing it: ="3E1" and '3E1. An
// apostrophe is also the first letter of Dutch names ('T HOOFT) and a quote in some programs, so it goes only before
// what a spreadsheet would compute or a Writer's guard marks, and, with codes, where no name stands.
func undoSpreadsheet(s string, codes bool) (string, mark) {
	if m := textFormula.FindStringSubmatch(s); m != nil && !strings.Contains(m[1], `"`) {
		return m[1], markFormula
	}
	bare := strings.TrimLeft(s, "'")
	if bare == s || bare == "" || strings.IndexByte("=+-@\t\n", bare[0]) < 0 && (!codes || strings.HasSuffix(s, "'")) {
		return s, 0
	}
	return bare, markTextMark
}

// oneLine turns the line ends of a name or an identifier into spaces; only lists of classes are written on several lines.
func oneLine(s string) string {
	if strings.IndexByte(s, '\n') < 0 && strings.IndexByte(s, '\t') < 0 {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
