package matcher

import (
	"strings"
	"testing"
)

func TestLetterKeys(t *testing.T) {
	for _, tt := range []struct {
		same string
		a, b string
		want bool
	}{
		{"capitals", "DUPONT", "dupont", true},
		{"spaces, hyphens and apostrophes", "LE MASSON", "L'e-masson ", true},
		{"accents", "Éloïse", "eloise", true},
		{"letters that a conversion spoiled", "ChloÃ©", "Chloé", true},
		{"a ligature, which is two letters", "Lœuilly", "LOEUILLY", true},
		{"names too long to stand in a key", "Montmorency Laval", "MONTMORENCY-LAVAL", true},
		{"names too long, of which one has a letter more", "Montmorency Laval", "Montmorency Lavall", false},
		{"names of another script", "Иванов", "ИВАНОВ", true},
		{"names that differ in a letter of another script", "Иванов", "Иванова", false},
		{"one that is the beginning of the other", "Martin", "Martine", false},
		{"letters in another order", "ab", "ba", false},
		{"one letter and two of it", "a", "aa", false},
		{"a digit and no digit", "Martin2", "Martin", false},
		{"lost letters", "Fran?ois", "Fran?ois", false},
		{"no letters", "- -", "", false},
	} {
		x := newLexicon(French)
		a, b := x.cellKey(tt.a), x.cellKey(tt.b)
		if got := a == b && a != 0; got != tt.want {
			t.Errorf("%s: %q and %q have keys %x and %x: equal %v, want %v", tt.same, tt.a, tt.b, a, b, got, tt.want)
		}
	}
}

// FuzzLetterKey: the key made of a cell as it is written is that of its letters, in
// whichever cell it stands, and cells of one key have the same letters.
func FuzzLetterKey(f *testing.F) {
	for _, s := range []string{"", "a", "Ab", "abc", "ABCD", "Martine", "Fernande", "abcdefghijkl", "abcdefghijklm", "D'Angelo", "LE Masson", "Chloé", "ChloÃ©", "Zo@", "Zo[", "Zo`", "Zo{", "z\x80zzz", "ÿ", "Œ", "jean?", "Ab1", "\x00a", "é", "é"} {
		f.Add(s, strings.ToUpper(s))
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		x := newLexicon(French)
		s, g := x.surname(repaired(a)), x.given(repaired(a))
		if got := x.cellKey(a); got != s.key || got != g.key {
			t.Errorf("%q has the key %x, as a last name %x, as given names %x", a, got, s.key, g.key)
		}
		o := x.surname(repaired(b))
		lost := strings.Contains(s.letters(), "?") || s.letters() == ""
		if got, want := s.key == o.key, s.letters() == o.letters() || s.key == 0 && o.key == 0; got != want || (s.key == 0) != lost {
			t.Errorf("%q and %q have keys %x and %x, letters %q and %q", a, b, s.key, o.key, s.letters(), o.letters())
		}
		if _, word, _ := packed(a); word {
			var alone surname
			French.readSurname(&alone, a)
			if alone.text() != s.text() || alone.full != s.full || alone.cell != a {
				t.Errorf("%q is not read as a cell of its own", a)
			}
		}
	})
}
