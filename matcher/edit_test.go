package matcher

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/xrash/smetrics"
)

// randomName makes a text of few letters, so that many of them repeat.
func randomName(r *rand.Rand, most int) string {
	b := make([]byte, 1+r.IntN(most))
	for i := range b {
		b[i] = "aabceilmnorst"[r.IntN(13)]
	}
	return string(b)
}

func TestJaroWinklerIsThatOfSmetrics(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		a, b := randomName(r, 20), randomName(r, 20)
		if r.IntN(2) == 0 {
			b = a[:r.IntN(len(a)+1)] + b
		}
		got, want := jaroWinkler(a, b), smetrics.JaroWinkler(a, b, 0.7, 4)
		if math.Abs(got-want) > 1e-9 {
			t.Fatalf("jaroWinkler(%q, %q) = %v, smetrics says %v", a, b, got, want)
		}
	}
	if got := jaroWinkler("", "a"); got != 0 {
		t.Errorf("of an empty name: %v, want 0", got)
	}
}

func TestEdits(t *testing.T) {
	for _, tt := range []struct {
		why, a, b string
		want      int
	}{
		{"nothing between equal names", "martin", "martin", 0},
		{"a letter put in", "pichot", "pichhot", 1},
		{"a letter changed", "joanna", "jranna", 1},
		{"two neighbours exchanged are one slip", "frank", "farnk", 1},
		{"two letters", "dupont", "dumond", 2},
		{"a lost letter is any letter", "fran?ois", "francois", 0},
		{"more than asked for is one more", "martin", "durand", 3},
	} {
		if got := edits(tt.a, tt.b, 2); got != tt.want {
			t.Errorf("%s: edits(%q, %q) = %d, want %d", tt.why, tt.a, tt.b, got, tt.want)
		}
	}
}

// TestEditsIsLevenshtein holds edits to the distance of smetrics where no
// neighbours are exchanged, and never above it.
func TestEditsIsLevenshtein(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 50_000 {
		a, b := randomName(r, 8), randomName(r, 8)
		got, want := edits(a, b, 8), smetrics.WagnerFischer(a, b, 1, 1, 1)
		if got > want || got < (want+1)/2 {
			t.Fatalf("edits(%q, %q) = %d, Levenshtein %d", a, b, got, want)
		}
		if back := edits(b, a, 8); back != got {
			t.Fatalf("edits(%q, %q) = %d, the other way %d", a, b, got, back)
		}
	}
}

func TestSound(t *testing.T) {
	for _, same := range [][]string{
		{"lefevre", "lefebvre"}, {"dupont", "dupond"}, {"thibault", "thibaut", "tibo"}, {"mathieu", "matthieu"},
		{"gauthier", "gautier"}, {"philippe", "filip"}, {"nathalie", "natali"}, {"chloe", "cloe"}, {"emilie", "emily"},
	} {
		for _, s := range same[1:] {
			if got, want := sound(s), sound(same[0]); got != want {
				t.Errorf("sound(%q) = %q, want %q as %q has", s, got, want, same[0])
			}
		}
	}
	for _, two := range [][2]string{{"martin", "morin"}, {"durand", "dupont"}, {"lea", "leo"}, {"laurent", "laurence"}, {"elie", "elise"}, {"lou", "loup"}} {
		if sound(two[0]) == sound(two[1]) {
			t.Errorf("%q and %q are said alike: %q", two[0], two[1], sound(two[0]))
		}
	}
}

// BenchmarkJaroWinkler compares names one after the other, beside smetrics.
func BenchmarkJaroWinkler(b *testing.B) {
	r := rand.New(rand.NewPCG(5, 6))
	names := make([]string, 4096)
	for i := range names {
		names[i] = randomName(r, 10) + randomName(r, 10)
	}
	for _, bb := range []struct {
		name string
		like func(a, b string) float64
	}{
		{"matcher", jaroWinkler},
		{"smetrics", func(a, b string) float64 { return smetrics.JaroWinkler(a, b, 0.7, 4) }},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				bb.like(names[i&4095], names[(i+1)&4095])
				i++
			}
		})
	}
}
