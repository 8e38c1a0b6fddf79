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
	if isCanonicalGUID(s) {
		return s, true
	}
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

// isCanonicalGUID reports whether s is in the canonical form already, as nearly all are. It looks at eight digits at a
// time, for it sees every identifier of a file.
func isCanonicalGUID[T string | []byte](s T) bool {
	if len(s) != 36 || s[8] != '-' || s[13] != '-' || s[18] != '-' || s[23] != '-' {
		return false
	}
	return isHexWord(s[0:4], s[4:8]) && isHexWord(s[9:13], s[14:18]) && isHexWord(s[19:23], s[24:28]) && isHexWord(s[28:32], s[32:36])
}

// isHexWord reports whether twice four characters are hexadecimal digits in small letters.
func isHexWord[T string | []byte](a, b T) bool {
	const top = 0x80 * everyByte
	w := uint64(a[0]) | uint64(a[1])<<8 | uint64(a[2])<<16 | uint64(a[3])<<24 |
		uint64(b[0])<<32 | uint64(b[1])<<40 | uint64(b[2])<<48 | uint64(b[3])<<56
	digit := (w + (0x80-'0')*everyByte) &^ (w + (0x80-'9'-1)*everyByte)
	letter := (w + (0x80-'a')*everyByte) &^ (w + (0x80-'f'-1)*everyByte)
	return w&top == 0 && (digit|letter)&top == top
}
