package habits

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// last draws a last name, and given a name for somebody of that sex.
func (m *maker) last() string { return m.names.Last(m.names.Origin(m.Float64()), m.Float64()) }

func (m *maker) given(sex string, r role) string {
	return m.names.Given(sex[0], m.names.Origin(m.Float64()), r == pupil, m.Float64())
}

var ligatures = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "ı", "i", "ł", "l", "đ", "d")

// fold is what is left of a name for somebody who looks past spelling: capital letters and single spaces.
func fold(s string) string {
	s = ligatures.Replace(s)
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.Is(unicode.Mn, r):
			return -1
		case unicode.IsLetter(r):
			return unicode.ToUpper(r)
		}
		return ' '
	}, norm.NFD.String(s))
	return strings.Join(strings.Fields(s), " ")
}
