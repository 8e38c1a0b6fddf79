package school

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/unicode/norm"
)

// letters that are not a base letter with an accent
var whole = strings.NewReplacer("œ", "oe", "Œ", "OE", "æ", "ae", "Æ", "AE", "ß", "ss", "ø", "o", "Ø", "O", "ł", "l", "Ł", "L", "đ", "d", "Đ", "D", "ı", "i")

// plain takes the accents off.
func plain(s string) string {
	if isASCII(s) {
		return s
	}
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Mn, r) {
			return -1
		}
		return r
	}, norm.NFD.String(whole.Replace(s)))
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// key is what two spellings of one name have in common: capital letters without accents, and nothing else.
func key(s string) string {
	return strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) {
			return -1
		}
		return unicode.ToUpper(r)
	}, plain(s))
}

// sentence writes each word with a capital.
func sentence(s string) string {
	start := true
	return strings.Map(func(r rune) rune {
		was := start
		start = !unicode.IsLetter(r)
		if was {
			return unicode.ToUpper(r)
		}
		return unicode.ToLower(r)
	}, s)
}

// place of a letter inside a name: not the first one, if there is another.
func (m *maker) letter(s []rune) int {
	if len(s) < 2 {
		return 0
	}
	return 1 + m.chance.IntN(len(s)-1)
}

// typo leaves out, doubles or changes a letter.
func (m *maker) typo(s string) string {
	r := []rune(s)
	if len(r) < 3 {
		return s + string(r[len(r)-1:])
	}
	i := m.letter(r)
	switch m.chance.IntN(3) {
	case 0:
		return string(r[:i]) + string(r[i+1:])
	case 1:
		return string(r[:i]) + string(r[i]) + string(r[i:])
	}
	r[i] = rune("aeinorstlu"[m.chance.IntN(10)])
	return string(r)
}

// transpose exchanges two neighbours.
func (m *maker) transpose(s string) string {
	r := []rune(s)
	if len(r) < 3 {
		return s
	}
	i := 1 + m.chance.IntN(len(r)-2)
	r[i], r[i+1] = r[i+1], r[i]
	return string(r)
}

// the rows of an AZERTY keyboard
var azerty = []string{"azertyuiop", "qsdfghjklm", "wxcvbn"}

// keyboard hits the key beside.
func (m *maker) keyboard(s string) string {
	r := []rune(s)
	i := m.letter(r)
	for _, row := range azerty {
		if j := strings.IndexRune(row, unicode.ToLower(r[i])); j >= 0 {
			j += 1 - 2*m.chance.IntN(2)
			r[i] = rune(row[(j+len(row))%len(row)])
			return string(r)
		}
	}
	return s
}

// ocr takes letters for others that look alike.
func (m *maker) ocr(s string) string {
	for _, p := range [][2]string{{"rn", "m"}, {"RN", "M"}, {"O", "0"}, {"l", "1"}, {"I", "1"}, {"cl", "d"}, {"B", "8"}, {"o", "0"}, {"i", "1"}} {
		if strings.Contains(s, p[0]) {
			return strings.Replace(s, p[0], p[1], 1)
		}
	}
	return s
}

// spaces adds spaces of all kinds.
func (m *maker) spaces(s string) string {
	i := strings.IndexByte(s, ' ')
	switch m.chance.IntN(6) {
	case 0:
		return " " + s
	case 1, 2:
		return s + " "
	case 3:
		return s + "\u00a0"
	case 4:
		if i > 0 {
			return s[:i] + pick(m, []string{"  ", "\u00a0", "\u202f"}) + s[i+1:]
		}
		return s + "  "
	}
	return s + "\u200b"
}

// hyphen writes a hyphen as a space or not at all.
func (m *maker) hyphen(s string) string {
	return strings.Replace(s, "-", pick(m, []string{" ", " ", "", "–", "- "}), 1)
}

func (m *maker) apostrophe(s string) string {
	return strings.Replace(s, "'", pick(m, []string{"’", "’", " ", "", "´", "`"}), 1)
}

var particles = []string{"DE LA", "DE", "DU", "DES", "D'", "LE", "LA", "VAN DEN", "VAN", "VON", "EL", "BEN", "AÏT", "AIT", "DA", "DOS", "L'"}

// particle joins, drops or moves a particle in front of a name.
func (m *maker) particle(s string) string {
	for _, p := range particles {
		rest, ok := cutFold(s, p)
		if !ok {
			continue
		}
		switch m.chance.IntN(4) {
		case 0, 1:
			return strings.ReplaceAll(p, " ", "") + strings.ReplaceAll(rest, " ", "")
		case 2:
			return rest
		}
		return rest + " (" + p + ")"
	}
	return s
}

// cutFold cuts a particle off, whatever its case.
func cutFold(s, particle string) (rest string, ok bool) {
	if len(s) <= len(particle) || !strings.EqualFold(s[:len(particle)], particle) {
		return s, false
	}
	if strings.HasSuffix(particle, "'") {
		return s[len(particle):], true
	}
	return strings.CutPrefix(s[len(particle):], " ")
}

func hasParticle(s string) bool {
	for _, p := range particles {
		if _, ok := cutFold(s, p); ok {
			return true
		}
	}
	return false
}

// misread reads UTF-8 as Windows-1252.
func misread(s string) string {
	var b strings.Builder
	for i := range len(s) {
		b.WriteRune(charmap.Windows1252.DecodeByte(s[i]))
	}
	return b.String()
}

// lose loses the letters with accents.
func (m *maker) lose(s string) string {
	sign := pick(m, []string{"?", "\ufffd"})
	var b strings.Builder
	for _, r := range s {
		if r < utf8.RuneSelf {
			b.WriteRune(r)
		} else {
			b.WriteString(sign)
		}
	}
	return b.String()
}

// variant gives another usual spelling of a name, if it wavers.
func (m *maker) variant(s string) (string, bool) {
	family := m.names.variants[strings.ToLower(s)]
	if len(family) < 2 {
		return s, false
	}
	for {
		if v := pick(m, family); !strings.EqualFold(v, s) {
			return v, true
		}
	}
}
