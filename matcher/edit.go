package matcher

import "math/bits"

// edits returns the number of single-letter edits (one left out, put in or
// changed, or two neighbours exchanged) between two short ASCII texts, or
// most+1 where it is more than most. A '?' is equal to any one letter: it
// stands for one that a conversion lost.
func edits(a, b string, most int) int {
	for len(a) > 0 && len(b) > 0 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	for len(a) > 0 && len(b) > 0 && a[len(a)-1] == b[len(b)-1] {
		a, b = a[:len(a)-1], b[:len(b)-1]
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	switch {
	case len(b)-len(a) > most:
		return most + 1
	case len(a) == 0:
		return len(b)
	case len(b) > maxEdited:
		return most + 1
	}
	return optimalAlignment(a, b, most)
}

// maxEdited bounds the texts that edits compares beyond their common ends.
const maxEdited = 40

// optimalAlignment fills the usual table three rows at a time.
func optimalAlignment(a, b string, most int) int {
	var rows [3][maxEdited + 1]uint8
	before, above, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		above[j] = uint8(j)
	}
	for i := 1; i <= len(a); i++ {
		row[0] = uint8(i)
		least := row[0]
		for j := 1; j <= len(b); j++ {
			d := above[j-1]
			if a[i-1] != b[j-1] && a[i-1] != '?' && b[j-1] != '?' {
				d = min(d, above[j], row[j-1]) + 1
			} else {
				d = min(d, above[j]+1, row[j-1]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				d = min(d, before[j-2]+1)
			}
			row[j] = d
			least = min(least, d)
		}
		if int(least) > most {
			return most + 1
		}
		before, above, row = above, row, before
	}
	return min(int(above[len(b)]), most+1)
}

// jaroWinkler returns the Jaro-Winkler similarity of two ASCII texts of at most
// 64 bytes, with Winkler's boost from 0.7 and a prefix of 4, as smetrics does,
// without its allocations. Two empty texts are not similar.
func jaroWinkler(a, b string) float64 {
	if len(a) == 0 || len(b) == 0 || len(a) > 64 || len(b) > 64 {
		return 0
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	var at [128]uint64 // the places of each letter in b
	for i := 0; i < len(b); i++ {
		at[b[i]&127] |= 1 << i
	}
	reach := max(len(b)/2-1, 0)
	var inA, inB uint64
	window := uint64(1)<<(reach+1) - 1
	for i := 0; i < len(a); i++ {
		if free := at[a[i]&127] & window &^ inB; free != 0 {
			inB |= free & -free
			inA |= 1 << i
		}
		if i < reach {
			window = window<<1 | 1
		} else {
			window <<= 1
		}
	}
	m := bits.OnesCount64(inA)
	if m == 0 {
		return 0
	}
	swaps := 0
	for x, y := inA, inB; x != 0; x, y = x&(x-1), y&(y-1) {
		if a[bits.TrailingZeros64(x)] != b[bits.TrailingZeros64(y)] {
			swaps++
		}
	}
	n := float64(m)
	s := (n/float64(len(a)) + n/float64(len(b)) + (n-float64(swaps/2))/n) / 3
	if s <= 0.7 {
		return s
	}
	same := 0
	for same < min(4, len(a)) && a[same] == b[same] {
		same++
	}
	return s + 0.1*float64(same)*(1-s)
}
