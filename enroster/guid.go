package enroster

import (
	"strings"
	"unicode"
)

// CanonicalGUID gives an ENT identifier in the one form under which identifiers are compared: small letters with
// dashes, "f73d0f72-0958-4b8f-85f7-a58a96d95220". Braces, spaces (also no-break ones) and dashes of any kind of
// writing are forgiven. ok is false when s has not 32 hexadecimal digits: id is then the trimmed text in small letters,
// which still compares well for ENTs whose identifiers are no GUIDs.
func CanonicalGUID(s string) (id string, ok bool) {
	var digits [32]byte
	n := 0
	for _, r := range s {
		switch {
		case r >= '0' && r <= '9', r >= 'a' && r <= 'f':
		case r >= 'A' && r <= 'F':
			r += 'a' - 'A'
		case r == '-', r == '{', r == '}', unicode.IsSpace(r), r == '\ufeff':
			continue
		default:
			return strings.ToLower(strings.TrimSpace(s)), false
		}
		if n == len(digits) {
			return strings.ToLower(strings.TrimSpace(s)), false
		}
		digits[n] = byte(r)
		n++
	}
	if n != len(digits) {
		return strings.ToLower(strings.TrimSpace(s)), false
	}
	d := string(digits[:])
	return d[:8] + "-" + d[8:12] + "-" + d[12:16] + "-" + d[16:20] + "-" + d[20:], true
}
