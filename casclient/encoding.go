package casclient

import (
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Encodings other than UTF-8 that an XML declaration may name. Half a dozen
// old portals still write Latin-1; the rest of the world's encodings have not
// been met in a CAS answer.

// A table is what the bytes from first on mean; those that it lacks are
// themselves, as in Latin-1. A byte that means 0 is refused.
type table struct {
	first byte
	runes []rune
}

// No text has the control characters 0x80 to 0x9F of the ISO encodings; there
// they come from a server that says ISO-8859-1 and writes Windows-1252.
var noControls = make([]rune, 0xA0-0x80)

var tables = map[string]table{
	"ISO-8859-1":   {0x80, noControls},
	"ISO-8859-15":  {0x80, append(noControls[:len(noControls):len(noControls)], latin9[:]...)},
	"US-ASCII":     {0x80, make([]rune, 0x80)},
	"WINDOWS-1252": {0x80, windows1252[:]},
}

// latin9 is what ISO-8859-15 has from 0xA0 to 0xBE.
var latin9 = [...]rune{
	0xA0, 0xA1, 0xA2, 0xA3, '€', 0xA5, 'Š', 0xA7, 'š', 0xA9, 0xAA, 0xAB, 0xAC, 0xAD, 0xAE, 0xAF,
	0xB0, 0xB1, 0xB2, 0xB3, 'Ž', 0xB5, 0xB6, 0xB7, 'ž', 0xB9, 0xBA, 0xBB, 'Œ', 'œ', 'Ÿ',
}

// windows1252 is what Windows-1252 has from 0x80 to 0x9F.
var windows1252 = [...]rune{
	'€', 0, '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', 0, 'Ž', 0,
	0, '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', 0, 'ž', 'Ÿ',
}

// recode turns s, whose XML declaration names an encoding, into UTF-8. It
// returns what is wrong, "" if nothing is.
//
// A declaration and bytes that contradict each other are refused: whichever
// of the two one believes, names come out that are not the person's.
func recode(s, label string) (text, wrong string) {
	t, ok := tables[strings.ToUpper(label)]
	if !ok {
		return "", "the XML declaration names an encoding that is not read"
	}
	plain := true
	for i := range len(s) {
		plain = plain && s[i] < utf8.RuneSelf
	}
	if plain {
		return s, ""
	}
	if utf8.ValidString(s) {
		return "", "the XML declaration names another encoding than UTF-8, and the bytes are UTF-8"
	}
	var b strings.Builder
	b.Grow(len(s) + len(s)/8)
	for i := range len(s) {
		c := rune(s[i])
		if c >= utf8.RuneSelf && int(c)-int(t.first) < len(t.runes) {
			if c = t.runes[int(c)-int(t.first)]; c == 0 {
				return "", "bytes that do not exist in the encoding that the XML declaration names"
			}
		}
		b.WriteRune(c)
	}
	return b.String(), ""
}

// fromUTF16 turns s, which begins with a byte order mark, into UTF-8. It
// returns what is wrong, "" if nothing is.
func fromUTF16(s string) (text, wrong string) {
	var order binary.ByteOrder = binary.BigEndian
	if s[0] == 0xFF {
		order = binary.LittleEndian
	}
	data := []byte(s[2:])
	if len(data)%2 != 0 {
		return "", "UTF-16 with half a character at its end"
	}
	var b strings.Builder
	b.Grow(len(data))
	for ; len(data) > 0; data = data[2:] {
		c := rune(order.Uint16(data))
		if utf16.IsSurrogate(c) {
			c = utf8.RuneError
			if len(data) >= 4 {
				c = utf16.DecodeRune(rune(order.Uint16(data)), rune(order.Uint16(data[2:])))
			}
			if c == utf8.RuneError { // DecodeRune's answer to what is no pair
				return "", "UTF-16 with half a pair of surrogates"
			}
			data = data[2:]
		}
		b.WriteRune(c)
	}
	return b.String(), ""
}
