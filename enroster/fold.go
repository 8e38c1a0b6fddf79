package enroster

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// foldKey is the key under which header names and code words are looked up: accents off, small letters, and nothing
// but letters and digits, so that spaces, dashes, quotes and invisible characters do not matter.
func foldKey(s string) string {
	var b strings.Builder
	for _, r := range norm.NFKD.String(s) {
		b.WriteString(foldRune(r))
	}
	return b.String()
}

func foldRune(r rune) string {
	switch {
	case r == 'œ', r == 'Œ':
		return "oe"
	case r == 'æ', r == 'Æ':
		return "ae"
	case unicode.IsLetter(r), unicode.IsDigit(r):
		return string(unicode.ToLower(r))
	}
	return ""
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
