package matcher

import "strings"

// spelledAlike reports whether two given names are written otherwise and no more:
// Kylian and Killian, Mélody and Mélodie, Théa and Téa. Names that are said alike
// differ by more if one of them has another vowel, a last consonant or a mute e that
// the other lacks, or another first letter: Ana, Anas and Hanna are three.
func spelledAlike(x, y string) bool { return x == y || spelling(x) == spelling(y) }

// spelling is a given name as its plainest spelling has it.
func spelling(name string) string {
	if name == "" {
		return ""
	}
	s := spellings.Replace(name)
	if name[0] == 'h' || name[0] == 'z' {
		s = name[:1] + s
	}
	b := []byte(s)
	n := 0
	for i := range b { // double letters
		if i == 0 || b[i] != b[i-1] {
			b[n] = b[i]
			n++
		}
	}
	s = string(b[:n])
	if short, ok := strings.CutSuffix(s, "ie"); ok {
		s = short + "i"
	}
	return s
}

var spellings = strings.NewReplacer("ce", "se", "ci", "si", "cy", "si", "eau", "o", "au", "o", "ph", "f", "sch", "S", "sh", "S", "ch", "S",
	"ck", "k", "c", "k", "qu", "k", "q", "k", "h", "", "y", "i", "z", "s")
