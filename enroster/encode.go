package enroster

import (
	units "unicode/utf16"
	"unicode/utf8"
)

// decodeWhole is decode without a loss: bytes that an eight-bit encoding leaves out, all of them from 80 to 9F, become the
// control characters of these numbers, which no such encoding has.
func decodeWhole(b []byte, enc Encoding) string {
	table := charmaps[enc]
	if table == nil || isASCII(b) {
		return string(b)
	}
	text := make([]byte, 0, len(b)+len(b)/4)
	for _, c := range b {
		r := table.DecodeByte(c)
		if r == utf8.RuneError {
			r = rune(c)
		}
		text = utf8.AppendRune(text, r)
	}
	return string(text)
}

// appendEncoded appends text in an encoding, the inverse of decodeWhole. ok is false, and nothing is appended, where the
// encoding lacks a character. Bytes that are no UTF-8 go on into UTF-8 as they are.
func appendEncoded(dst []byte, text string, enc Encoding) (_ []byte, ok bool) {
	start := len(dst)
	switch table := charmaps[enc]; {
	case table != nil:
		for _, r := range text {
			b := byte(r)
			if r >= utf8.RuneSelf {
				if b, ok = table.EncodeRune(r); !ok && r < 0xa0 {
					b, ok = byte(r), true
				}
				if !ok {
					return dst[:start], false
				}
			}
			dst = append(dst, b)
		}
	case enc == UTF16LE || enc == UTF16BE:
		var buf [2]uint16
		for _, r := range text {
			for _, u := range units.AppendRune(buf[:0], r) {
				if enc == UTF16LE {
					dst = append(dst, byte(u), byte(u>>8))
				} else {
					dst = append(dst, byte(u>>8), byte(u))
				}
			}
		}
	default:
		dst = append(dst, text...)
	}
	return dst, true
}

// appendKept is appendEncoded for a text of the file. Where the encoding lacks a character of it, such as a mark at the
// beginning of a line, the text was read before the encoding showed: as UTF-8.
func appendKept(dst []byte, text string, enc Encoding) []byte {
	dst, ok := appendEncoded(dst, text, enc)
	if !ok {
		dst = append(dst, text...)
	}
	return dst
}
