package enroster

import (
	"bytes"
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

// isPlain reports whether b is printable ASCII throughout, which most cells are and which needs no cleaning.
func isPlain(b []byte) bool {
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
// what a spreadsheet would compute, and, with codes, where no name stands.
func undoSpreadsheet(s string, codes bool) (string, mark) {
	if m := textFormula.FindStringSubmatch(s); m != nil && !strings.Contains(m[1], `"`) {
		return m[1], markFormula
	}
	bare := strings.TrimLeft(s, "'")
	if bare == s || bare == "" || strings.IndexByte("=+-@", bare[0]) < 0 && (!codes || strings.HasSuffix(s, "'")) {
		return s, 0
	}
	return bare, markTextMark
}

// oneLine turns the line ends of a name or an identifier into spaces; only lists of classes are written on several lines.
func oneLine(s string) string {
	if !strings.ContainsAny(s, "\n\t") {
		return s
	}
	return strings.Join(strings.Fields(s), " ")
}
