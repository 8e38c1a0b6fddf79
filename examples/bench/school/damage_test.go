package school

import (
	"math/rand/v2"
	"testing"
)

func TestTypoOfAShortName(t *testing.T) {
	m := &maker{chance: rand.New(rand.NewPCG(1, 2))}
	for _, tt := range []struct{ name, want string }{{"LI", "LII"}, {"Lê", "Lêê"}, {"É", "ÉÉ"}} {
		if got := m.typo(tt.name); got != tt.want {
			t.Errorf("a typo in %q: %q, want %q", tt.name, got, tt.want)
		}
	}
}
