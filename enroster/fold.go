package enroster

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// foldKey is the key under which header names and code words are looked up: accents off, small letters, and nothing
// but letters and digits, so that spaces, dashes, quotes and invisible characters do not matter.
func foldKey(s string) string {
	b := make([]byte, 0, 32)
	for _, r := range norm.NFKD.String(s) {
		switch {
		case r >= 'a' && r <= 'z', r >= '0' && r <= '9':
			b = append(b, byte(r))
		case r >= 'A' && r <= 'Z':
			b = append(b, byte(r)+'a'-'A')
		case r < utf8.RuneSelf:
		case r == 'œ', r == 'Œ':
			b = append(b, "oe"...)
		case r == 'æ', r == 'Æ':
			b = append(b, "ae"...)
		case unicode.IsLetter(r), unicode.IsDigit(r):
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return string(b)
}

// foldWords is foldKey word by word, without the plural s, so that "Responsables élève" and "Responsable élèves" are one.
func foldWords(s string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(norm.NFC.String(s), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r)
	}) {
		key := foldKey(word)
		if len(key) > 3 {
			key = strings.TrimSuffix(key, "s")
		}
		b.WriteString(key)
	}
	return b.String()
}
