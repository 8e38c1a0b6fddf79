package enroster

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// latinLetters gives the UTF-8 of the bytes of an eight-bit encoding that stand for letters from À to ſ; see isClean.
func latinLetters(enc Encoding) *[256][2]byte {
	var table [256][2]byte
	for c := utf8.RuneSelf; c < 256; c++ {
		if r := charmaps[enc].DecodeByte(byte(c)); r >= 'À' && r <= 'ſ' {
			utf8.EncodeRune(table[c][:], r)
		}
	}
	return &table
}

// accents is what a text has of accented letters.
type accents uint8

const (
	accentsTogether accents = 1 + iota // each next to another one, as in mojibake
	accentAlone                        // one at least between ASCII characters: see isClean
)

// textEnd gives the offset of the first byte from at on that is the stop, a quote or nothing that clean text has, or -1
// if the buffer ends before it. Bytes of clean accented letters are passed over, and added to what is known of them.
func (q *quick) textEnd(b []byte, at int, stop uint64, letters accents) (int, accents) {
	const top = 0x80 * everyByte
	for len(b)-at >= 8 {
		w := binary.LittleEndian.Uint64(b[at:])
		s, t := w^stop, w^q.quoteWord
		// In each term the lowest top bit is right: borrows and carries go upwards from there.
		m := ((s-everyByte)&^s | (t-everyByte)&^t | (w-' '*everyByte)&^w | w | (w + everyByte)) & top
		if m == 0 {
			at += 8
			continue
		}
		at += bits.TrailingZeros64(m) / 8
		c := b[at]
		if c < utf8.RuneSelf || q.latin != nil && !q.isDecoded(b) {
			return at, letters
		}
		if c < 0xc3 || c > 0xc5 || len(b)-at < 3 || b[at+1]&0xc0 != 0x80 {
			return -1, letters
		}
		if (at == 0 || b[at-1] < utf8.RuneSelf) && b[at+2] < utf8.RuneSelf {
			letters = accentAlone
		}
		letters = max(letters, accentsTogether)
		at += 2
	}
	return -1, letters
}

// suspect reports whether a cell that begins with c may be a spreadsheet's error, a formula or a mark against one.
func suspect(c byte) bool {
	return c == '#' || c == '=' || c == '+' || c == '-' || c == '@' || c == '\''
}
