package matcher

import "math/bits"

// fewer counts roughly, and never too little, how often things come: enough to
// tell that most come seldom, without remembering them.
type fewer struct {
	shift  int
	counts []uint16
}

// newFewer has room for so many things.
func newFewer(n int) fewer {
	digits := bits.Len(uint(n)) + 2
	return fewer{64 - digits, make([]uint16, 1<<digits)}
}

func (f fewer) count(hash uint64) {
	if c := &f.counts[hash>>f.shift]; *c < 1<<16-1 {
		*c++
	}
}

// reaches reports whether a thing may have come so often.
func (f fewer) reaches(hash uint64, n int) bool { return int(f.counts[hash>>f.shift]) >= n }
