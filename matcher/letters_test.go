package matcher

import (
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// TestLetterSetsHideNobody holds what letters tell to what texts tell: a
// comparison that is left out for its letters would have found nothing.
func TestLetterSetsHideNobody(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		b := make([]byte, 1+r.IntN(12))
		for i := range b {
			b[i] = "aaabcde?1é"[r.IntN(10)] // and half an é
		}
		return string(b)
	}
	slip := func(s string) string {
		b := []byte(s)
		switch i := r.IntN(len(b)); r.IntN(4) {
		case 0:
			b[i] = 'z'
		case 1:
			b[i], b[0] = b[0], b[i]
		case 2:
			b = append(b[:i], b[i+1:]...)
		}
		return string(b)
	}
	near := 0
	for range 200_000 {
		a := word()
		b := word()
		if r.IntN(2) == 0 {
			b = slip(a)
		}
		x, y := lettersOf(a), lettersOf(b)
		for n := range 4 {
			if edits(a, b, n) <= n && !x.within(y, n) {
				t.Fatalf("%q and %q are within %d edits and their letters are not", a, b, n)
			}
		}
		if jaroWinkler(a, b) >= nearEnough {
			near++
			if !mayBeSimilar(a, b, x, y, nearEnough) {
				t.Fatalf("%q and %q are similar and their letters are not", a, b)
			}
		}
		var g given
		var s, e surname
		French.readGiven(&g, a)
		French.readSurname(&s, b)
		French.readSurname(&e, a)
		if lvl, _ := French.compareLast(&e, &s); lvl <= lastTypo && !mayStandFor(&g, &s) {
			t.Fatalf("%q may stand for %q and its letters may not", a, b)
		}
	}
	if near < 1000 {
		t.Fatalf("only %d similar texts were tried", near)
	}
}

func TestIsDate(t *testing.T) {
	for day := time.Date(1899, 12, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2040; day = day.AddDate(0, 0, 1) {
		if s := day.Format(time.DateOnly); isDate(s) != (day.Year() >= 1900) {
			t.Fatalf("isDate(%q) = %v", s, isDate(s))
		}
	}
	for _, s := range []string{"", "2012", "2012-02-30", "2013-02-29", "1900-02-29", "2012-04-31", "2012-00-10", "2012-13-10", "2012-10-00", "2012-10-32", "2012/10/10", "20121010xx", "2012-1-010", " 012-10-10", "0000-01-01", "+012-10-10"} {
		if isDate(s) {
			t.Errorf("isDate(%q) = true", s)
		}
	}
}

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
