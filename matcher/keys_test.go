package matcher

import (
	"math/rand/v2"
	"slices"
	"testing"
)

// edited makes one edit of a word, anywhere in it.
func edited(r *rand.Rand, w string) string {
	b := []byte(w)
	i := r.IntN(len(b))
	switch r.IntN(4) {
	case 0:
		b = slices.Delete(b, i, i+1)
	case 1:
		b = slices.Insert(b, i, byte('a'+r.IntN(26)))
	case 2:
		b[i] = byte('a' + r.IntN(26))
	default:
		if i+1 < len(b) {
			b[i], b[i+1] = b[i+1], b[i]
		}
	}
	return string(b)
}

func TestDeletions(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		b := make([]byte, 5+r.IntN(8))
		for i := range b {
			b[i] = byte('a' + r.IntN(6)) // few letters, so that some stand twice in a row
		}
		return string(b)
	}
	keysOf := func(last, first string) []uint64 {
		return appendDeletions(nil, &entry{sur: &surname{lettering: lettering{word: [1]string{last}}}, giv: &given{lettering: lettering{word: [1]string{first}}}})
	}
	share := func(a, b []uint64) bool {
		return slices.ContainsFunc(a, func(k uint64) bool { return slices.Contains(b, k) })
	}
	for range 2000 {
		last, first := word(), word()
		keys := keysOf(last, first)
		if slip := edited(r, last); !share(keysOf(slip, first), keys) {
			t.Fatalf("%s %s and %s %s have no key in common", last, first, slip, first)
		}
		if slip := edited(r, first); !share(keysOf(slip, last), keys) {
			t.Fatalf("%s %s and, exchanged, %s %s have no key in common", last, first, slip, last)
		}
		if l, f := word(), word(); (edits(l, last, 2) > 2 || edits(f, first, 2) > 2) && share(keysOf(l, f), keys) {
			t.Fatalf("%s %s and %s %s, more than a slip apart, have a key in common", last, first, l, f)
		}
	}
}
