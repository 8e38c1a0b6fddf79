package matcher

import "math/bits"

// fewer counts roughly, and never too little, how often things come: enough to
// tell that most come seldom, without remembering them.
type fewer struct {
	shift  int
	counts []uint8 // no more than mostFewer
}

// mostFewer is from where it does not count on.
const mostFewer = 1<<8 - 1

// newFewer has room for so many things.
func newFewer(n int) fewer {
	digits := bits.Len(uint(n)) + 2
	return fewer{64 - digits, make([]uint8, 1<<digits)}
}

func (f fewer) count(hash uint64) {
	if c := &f.counts[hash>>f.shift]; *c < mostFewer {
		*c++
	}
}

// reaches reports whether a thing may have come so often, mostFewer times at most.
func (f fewer) reaches(hash uint64, n int) bool { return int(f.counts[hash>>f.shift]) >= n }
