package matcher

import "strings"

// sound returns the French sound of a folded word or name, spaces apart: names
// that are said alike (Lefèvre and Lefebvre, Thibault and Tibo, Mathieu and
// Matthieu, Gauthier and Gautier) have one. It serves to find candidates and to
// forgive a spelling at a cost; it proves nothing, for names that differ are
// said alike too. A text without an ASCII letter has the sound "".
//
// The rules are the regular ones of French spelling: what the letters before
// and behind make of a letter, and that the last consonants are silent, and a last e.
func sound(s string) string {
	var in [64]byte
	n := 0
	for i := 0; i < len(s) && n < len(in); i++ {
		if c := s[i]; 'a' <= c && c <= 'z' {
			in[n] = c
			n++
		}
	}
	p := sounder{in: in[:n]}
	p.run()
	out := p.out[:p.said]
	for _, unsaid := range [...]string{silent, "e"} { // a consonant before an e is said: Laurence is not Laurent
		for len(out) > 1 && strings.IndexByte(unsaid, out[len(out)-1]) >= 0 {
			out = out[:len(out)-1]
		}
	}
	if n := min(len(out), len(s)); string(out) == s[:n] {
		return s[:n] // which needs no memory of its own
	}
	return string(out)
}

// silent are the consonants that are not said at the end of a word.
const silent = "tdsxz"

// A sounder reads letters and writes sounds. Capitals are sounds of several
// letters: A, I, O the nasal vowels, S the sch of chat, N the gn of agneau.
type sounder struct {
	in   []byte
	out  [128]byte // a letter has two sounds at most
	said int
	i    int
}

// next returns the letter k places on, 0 beyond the end.
func (p *sounder) next(k int) byte {
	if p.i+k < len(p.in) && p.i+k >= 0 {
		return p.in[p.i+k]
	}
	return 0
}

// say writes a sound, doubles once, and goes n letters on.
func (p *sounder) say(c byte, n int) {
	if c != 0 && (p.said == 0 || p.out[p.said-1] != c) {
		p.out[p.said] = c
		p.said++
	}
	p.i += n
}

func vowel(c byte) bool {
	const vowels = 1 | 1<<('e'-'a') | 1<<('i'-'a') | 1<<('o'-'a') | 1<<('u'-'a') | 1<<('y'-'a')
	return 'a' <= c && c <= 'z' && vowels>>(c-'a')&1 != 0
}
func front(c byte) bool { return c == 'e' || c == 'i' || c == 'y' }

func (p *sounder) run() {
	for p.i < len(p.in) {
		if vowel(p.in[p.i]) {
			p.vowels()
		} else {
			p.consonants()
		}
	}
}

// nasal reports whether the n or m that stands k places on belongs to the vowel
// before it.
func (p *sounder) nasal(k int) bool {
	c := p.next(k)
	if c != 'n' && c != 'm' {
		return false
	}
	after := p.next(k + 1)
	return !vowel(after) && after != 'n' && after != 'm' && after != 'h'
}

func (p *sounder) vowels() {
	a, b, c := p.next(0), p.next(1), p.next(2)
	switch {
	case a == 'e' && b == 'a' && c == 'u':
		p.say('o', 3)
	case a == 'a' && b == 'u':
		p.say('o', 2)
	case a == 'o' && b == 'u':
		p.say('u', 2)
	case (a == 'a' || a == 'e') && (b == 'i' || b == 'y') && p.nasal(2):
		p.say('I', 3)
	case (a == 'a' || a == 'e') && (b == 'i' || b == 'y') && !vowel(c):
		if strings.Trim(string(p.in[p.i+2:]), silent) == "" {
			p.say('E', 2) // Inay ends in it, and Inès in nothing
		} else {
			p.say('e', 2)
		}
	case a == 'o' && b == 'e':
		p.say('e', 2)
	case (a == 'a' || a == 'e') && p.nasal(1):
		p.say('A', 2)
	case (a == 'i' || a == 'y' || a == 'u') && p.nasal(1):
		p.say('I', 2)
	case a == 'o' && p.nasal(1):
		p.say('O', 2)
	case a == 'y':
		p.say('i', 1)
	default:
		p.say(a, 1)
	}
}

func (p *sounder) consonants() {
	a, b, c := p.next(0), p.next(1), p.next(2)
	switch {
	case a == 'h':
		p.say(0, 1)
	case a == 'p' && b == 'h':
		p.say('f', 2)
	case a == 's' && b == 'c' && c == 'h':
		p.say('S', 3)
	case a == 's' && b == 'h':
		p.say('S', 2)
	case a == 'c' && b == 'h' && (c == 'r' || c == 'l' || c == 'n'):
		p.say('k', 2)
	case a == 'c' && b == 'h':
		p.say('S', 2)
	case a == 'k' && b == 'h':
		p.say('k', 2)
	case a == 'g' && b == 'n' && vowel(c):
		p.say('N', 2)
	case a == 'b' && b == 'v':
		p.say('v', 2)
	case a == 's' && b == 'c' && front(c):
		p.say('s', 2)
	case a == 'c' && front(b):
		p.say('s', 1)
	case a == 'c' && (b == 'k' || b == 'q'):
		p.say('k', 2)
	case a == 'q' && b == 'u':
		p.say('k', 2)
	case a == 'c' || a == 'q' || a == 'k':
		p.say('k', 1)
	case a == 'g' && b == 'u' && front(c):
		p.say('g', 2)
	case a == 'g' && front(b):
		p.say('j', 1)
	case a == 'x':
		p.say('k', 0)
		p.say('s', 1)
	case a == 'z':
		p.say('s', 1)
	case a == 'w':
		p.say('v', 1)
	case (a == 'l' || a == 't' || a == 'd') && p.i > 0 && p.next(1) != a && b != 0 && !vowel(b) && b != 'h' && b != 'r' && b != 'l' && p.silentEnd():
		p.say(0, 1) // the l of Thibault, the t of Thibaults
	default:
		p.say(a, 1)
	}
}

// silentEnd reports whether only silent consonants follow.
func (p *sounder) silentEnd() bool {
	for k := p.i + 1; k < len(p.in); k++ {
		if strings.IndexByte(silent, p.in[k]) < 0 {
			return false
		}
	}
	return p.next(-1) == 'u' || p.in[p.i] != 'l'
}

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
