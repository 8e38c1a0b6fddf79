package enroster

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// TestOutline wants the places that a walk from byte to byte finds, in bytes of all kinds.
func TestOutline(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for range 500 {
		n := rng.IntN(outlineSize + 1000)
		b := make([]byte, n+pad)
		for i := range b {
			if b[i] = byte(rng.IntN(256)); rng.IntN(4) == 0 {
				b[i] = ';'
			}
		}
		var o outline
		o.draw(b, n, ';'*everyByte)
		var stops, highs []uint16
		for i := range min(n, outlineSize) {
			switch {
			case b[i] == ';' || b[i] < ' ':
				stops = append(stops, uint16(i))
			case b[i] >= 0x80 && (i == 0 || b[i-1] < 0x80):
				highs = append(highs, uint16(i))
			}
		}
		if !slices.Equal(o.stops[:o.nStops], stops) || !slices.Equal(o.highs[:o.nHighs], highs) {
			t.Fatalf("of %d bytes:\nstops %d, want %d\nhighs %d, want %d", n, o.stops[:o.nStops], stops, o.highs[:o.nHighs], highs)
		}
	}
}
