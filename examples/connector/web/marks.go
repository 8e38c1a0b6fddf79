package web

import (
	"strings"
	"unicode"
)

// A piece is a part of a name: letters that the other side has too, or letters
// that set the two apart.
type piece struct {
	Text  string
	Apart bool
}

// apart cuts two names into the letters that they share, in order, and the
// others; of two neighbours that are exchanged, both are others. Capitals and small letters are the same letter; accents are not. Very
// long names are compared as a whole: a name in a file may be a megabyte.
func apart(a, b string) (left, right []piece) {
	x, y := []rune(a), []rune(b)
	if len(x) > longestName || len(y) > longestName {
		same := strings.EqualFold(a, b)
		return []piece{{a, !same}}, []piece{{b, !same}}
	}
	inX, inY := common(fold(x), fold(y))
	return pieces(x, inX), pieces(y, inY)
}

const longestName = 100

func fold(rs []rune) []rune {
	small := make([]rune, len(rs))
	for i, r := range rs {
		small[i] = unicode.ToLower(r)
	}
	return small
}

// common marks the letters of a longest common subsequence.
func common(x, y []rune) (inX, inY []bool) {
	long := make([][]int, len(x)+1)
	for i := range long {
		long[i] = make([]int, len(y)+1)
	}
	for i := len(x) - 1; i >= 0; i-- {
		for j := len(y) - 1; j >= 0; j-- {
			if x[i] == y[j] {
				long[i][j] = long[i+1][j+1] + 1
			} else {
				long[i][j] = max(long[i+1][j], long[i][j+1])
			}
		}
	}
	inX, inY = make([]bool, len(x)), make([]bool, len(y))
	for i, j := 0, 0; i < len(x) && j < len(y); {
		switch {
		case exchanged(x[i:], y[j:]) && long[i][j] == long[i+2][j+2]+1:
			i, j = i+2, j+2
		case x[i] == y[j]:
			inX[i], inY[j] = true, true
			i, j = i+1, j+1
		case long[i+1][j] >= long[i][j+1]:
			i++
		default:
			j++
		}
	}
	return inX, inY
}

// exchanged reports whether two begin with the same two letters, the one the other
// way round.
func exchanged(x, y []rune) bool {
	return len(x) > 1 && len(y) > 1 && x[0] != x[1] && x[0] == y[1] && x[1] == y[0]
}

func pieces(rs []rune, shared []bool) (list []piece) {
	for i, r := range rs {
		if n := len(list); n > 0 && list[n-1].Apart == !shared[i] {
			list[n-1].Text += string(r)
		} else {
			list = append(list, piece{string(r), !shared[i]})
		}
	}
	return list
}
