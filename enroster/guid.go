package enroster

import (
	"encoding/binary"
	"strings"
	"unicode"
)

// CanonicalGUID gives an ENT identifier in the one form under which identifiers are compared: small letters with
// dashes, "f73d0f72-0958-4b8f-85f7-a58a96d95220". Braces, spaces (also no-break ones), dashes of any length and none at
// all are forgiven. ok is false when s has not 32 hexadecimal digits: id is then the trimmed text in small letters,
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
		case r == '{', r == '}', r == '\ufeff', unicode.IsSpace(r), unicode.Is(unicode.Pd, r):
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

// isCanonicalGUID reports whether s is in the canonical form already, as nearly all are.
func isCanonicalGUID[T string | []byte](s T) bool {
	if len(s) != 36 {
		return false
	}
	var b [36]byte
	copy(b[:], s)
	return isCanonicalGUID36(&b)
}

// isCanonicalGUID36 is isCanonicalGUID. It looks at eight characters at a time, for it sees every identifier of a file.
func isCanonicalGUID36(b *[36]byte) bool {
	// The words at 8 and 16 are "-xxxx-xx" and "xx-xxxx-". Their dashes are looked at, and made zeros.
	const dash8, dash16 = 0xff | 0xff<<40, 0xff<<16 | 0xff<<56
	const zero = '-' ^ '0'
	w0, w8, w16 := binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:]), binary.LittleEndian.Uint64(b[16:])
	w24, w28 := binary.LittleEndian.Uint64(b[24:]), binary.LittleEndian.Uint64(b[28:])
	if w8&dash8 != '-'*everyByte&dash8 || w16&dash16 != '-'*everyByte&dash16 {
		return false
	}
	w8 ^= zero * everyByte & dash8
	w16 ^= zero * everyByte & dash16
	const top = 0x80 * everyByte
	return (w0|w8|w16|w24|w28)&top == 0 && areHex(w0)&areHex(w8)&areHex(w16)&areHex(w24)&areHex(w28)&top == top
}

// word gives the eight bytes of s at i as a number, the first one lowest.
func word[T string | []byte](s T, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// areHex sets the top bits of the bytes of w that are hexadecimal digits in small letters. All must be ASCII.
func areHex(w uint64) uint64 {
	digit := (w + (0x80-'0')*everyByte) &^ (w + (0x80-'9'-1)*everyByte)
	letter := (w + (0x80-'a')*everyByte) &^ (w + (0x80-'f'-1)*everyByte)
	return digit | letter
}
