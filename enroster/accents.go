package enroster

import "unicode/utf8"

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

// suspect reports whether a cell that begins with c may be a spreadsheet's error, a formula or a mark against one.
func suspect(c byte) bool {
	return c == '#' || c == '=' || c == '+' || c == '-' || c == '@' || c == '\''
}
