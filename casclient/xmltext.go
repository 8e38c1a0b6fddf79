package casclient

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// unescape decodes the five entities and numeric references and turns CR and
// CRLF into LF (XML 1.0 §2.11). It copies only what needs decoding.
func (x *scanner) unescape(raw string) (string, error) {
	if x.plain {
		return raw, nil
	}
	i := strings.IndexByte(raw, '&')
	if i < 0 {
		return newlines(raw), nil
	}
	var b strings.Builder
	b.Grow(len(raw))
	for ; i >= 0; i = strings.IndexByte(raw, '&') {
		b.WriteString(newlines(raw[:i]))
		end := strings.IndexByte(raw[i:], ';')
		if end < 0 {
			end = 0
		}
		c := entity(raw[i+1 : max(i+1, i+end)])
		if c < 0 {
			return "", x.fail("an & that starts no entity known here (does the server escape < and & in values?)")
		}
		b.WriteRune(c)
		raw = raw[i+end+1:]
	}
	b.WriteString(newlines(raw))
	return b.String(), nil
}

// entity decodes what stands between & and ;, -1 if it may not stand there.
func entity(name string) rune {
	switch name {
	case "amp":
		return '&'
	case "lt":
		return '<'
	case "gt":
		return '>'
	case "quot":
		return '"'
	case "apos":
		return '\''
	}
	digits, ok := strings.CutPrefix(name, "#")
	base := 10
	if hex, isHex := strings.CutPrefix(digits, "x"); isHex {
		digits, base = hex, 16
	}
	if !ok || len(digits) > 10 {
		return -1
	}
	n, err := strconv.ParseUint(digits, base, 32)
	if err != nil || n > utf8.MaxRune || !xmlChar(rune(n)) {
		return -1
	}
	return rune(n)
}

func newlines(s string) string {
	if strings.IndexByte(s, '\r') < 0 {
		return s
	}
	return strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
}

// badChar returns the offset of the first byte that is not part of an XML
// character in UTF-8, or -1.
func badChar(s string) int {
	for i := 0; i < len(s); {
		if c := s[i]; c-0x20 < utf8.RuneSelf-0x20 || isSpace(c) {
			i++
			continue
		}
		c, size := utf8.DecodeRuneInString(s[i:])
		if c == utf8.RuneError && size <= 1 || !xmlChar(c) {
			return i
		}
		i += size
	}
	return -1
}

func xmlChar(c rune) bool {
	return c == '\t' || c == '\n' || c == '\r' || 0x20 <= c && c <= 0xD7FF ||
		0xE000 <= c && c <= 0xFFFD || 0x10000 <= c && c <= utf8.MaxRune
}

func isSpace(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

func blank(s string) bool {
	for i := range len(s) {
		if !isSpace(s[i]) {
			return false
		}
	}
	return true
}
