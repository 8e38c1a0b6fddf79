package matcher

import (
	"cmp"
	"math"
	"strconv"
	"strings"
)

// SACoche compares names and identifiers with the loose equality of its
// language, PHP: two texts that both look like numbers are compared as numbers,
// so that "0123" equals "123" and "1e3" equals "1000".

// A phpNumber is a text read as a number, as PHP reads it.
type phpNumber struct {
	whole    bool // an integer that fits 64 bits, in integer
	integer  int64
	float    float64
	overflow int // the sign of an integer that does not fit, else 0
}

// parsePHPNumber reads a text that is a number from end to end, white space
// apart.
func parsePHPNumber(s string) (n phpNumber, ok bool) {
	const space = " \t\n\r\v\f"
	s = strings.Trim(s, space)
	digits := strings.TrimLeft(s, "+-")
	if len(s)-len(digits) > 1 {
		return n, false
	}
	whole := countDigits(digits)
	rest := digits[whole:]
	fraction := 0
	if strings.HasPrefix(rest, ".") {
		fraction = countDigits(rest[1:])
		rest = rest[1+fraction:]
	}
	if whole+fraction == 0 {
		return n, false
	}
	if rest != "" && (rest[0] == 'e' || rest[0] == 'E') {
		exponent := rest[1:]
		if exponent != "" && (exponent[0] == '+' || exponent[0] == '-') {
			exponent = exponent[1:]
		}
		if d := countDigits(exponent); d == 0 || d < len(exponent) {
			return n, false
		}
		rest = ""
	}
	if rest != "" {
		return n, false
	}
	sign := 1
	if s[0] == '-' {
		sign = -1
	}
	n.float, _ = strconv.ParseFloat(s, 64) // out of range is an infinity, as in PHP
	if whole == len(digits) {
		var err error
		if n.integer, err = strconv.ParseInt(s, 10, 64); err == nil {
			n.whole = true
			return n, true
		}
		n.overflow = sign
	} else if len(strings.TrimLeft(digits[:whole], "0")) > 19 {
		n.overflow = sign
	}
	return n, true
}

func countDigits(s string) int {
	n := 0
	for n < len(s) && s[n] >= '0' && s[n] <= '9' {
		n++
	}
	return n
}

// looseEqual is PHP's == of two strings.
func looseEqual(a, b string) bool {
	return a == b || looseCompare(a, b) == 0
}

// looseCompare is PHP's <=> of two strings. It is no order: "10" < "9a" < "9b"
// and yet "9" < "10".
func looseCompare(a, b string) int {
	if !looksNumeric(a) || !looksNumeric(b) {
		return strings.Compare(a, b)
	}
	x, ok := parsePHPNumber(a)
	if !ok {
		return strings.Compare(a, b)
	}
	y, ok := parsePHPNumber(b)
	switch {
	case !ok, x.overflow != 0 && x.overflow == y.overflow && x.float-y.float == 0:
		return strings.Compare(a, b)
	case x.whole && y.whole:
		return cmp.Compare(x.integer, y.integer)
	case x.whole && y.overflow != 0:
		return -y.overflow
	case y.whole && x.overflow != 0:
		return x.overflow
	case !x.whole && !y.whole && x.float == y.float && math.IsInf(x.float, 0):
		return strings.Compare(a, b)
	}
	return cmp.Compare(x.float, y.float)
}

// looksNumeric is false for a text that is surely no number: nearly all.
func looksNumeric(s string) bool {
	if s == "" {
		return false
	}
	c := s[len(s)-1]
	return s[0] <= '9' && (c <= '9' || c == '.')
}

// looseKeys returns keys by which equal texts are found without comparing each
// with each: a text is kept under all keys of its own, and found under any key
// that it is looked for by if and only if looseEqual holds. Only numbers have
// more keys than the text itself.
func looseKeys(s string) (own, lookFor []string) {
	n, ok := phpNumber{}, false
	if looksNumeric(s) {
		n, ok = parsePHPNumber(s)
	}
	if !ok || math.IsInf(n.float, 0) {
		return []string{s}, []string{s}
	}
	bits := strconv.FormatUint(math.Float64bits(n.float+0), 16) // + 0: -0 is 0
	// A number with a point or an exponent equals all numbers of one float,
	// integers only themselves and those.
	all, pointed := "\x00f"+bits, "\x00d"+bits
	switch {
	case n.whole:
		integer := "\x00i" + strconv.FormatInt(n.integer, 10)
		return []string{integer, all}, []string{integer, pointed}
	case n.overflow != 0:
		return []string{s, all}, []string{s, pointed}
	}
	return []string{pointed, all}, []string{all}
}

// phpSort sorts as PHP's array functions do, step by step: where less is no
// order, as with looseCompare, the result depends on the steps. after reports
// whether the item a comes after b.
func phpSort(items []int, after func(a, b int) bool) {
	for len(items) > 16 {
		n := len(items)
		middle := n / 2
		if n >= 1024 {
			insertInto(items, after, 0, middle/2, middle, middle+middle/2, n-1)
		} else {
			sortThree(items, after, 0, middle, n-1)
		}
		items[1], items[middle] = items[middle], items[1]
		i := partition(items, after)
		items[1], items[i-1] = items[i-1], items[1]
		if left, right := items[:i-1], items[i:]; len(left) < len(right) {
			phpSort(left, after)
			items = right
		} else {
			phpSort(right, after)
			items = left
		}
	}
	insertionSort(items, after)
}

// partition parts items by the pivot at 1 and returns where the second part
// begins.
func partition(items []int, after func(a, b int) bool) int {
	pivot := items[1]
	i, j := 2, len(items)-1
	for {
		for after(pivot, items[i]) {
			if i++; i == j {
				return i
			}
		}
		if j--; j == i {
			return i
		}
		for after(items[j], pivot) {
			if j--; j == i {
				return i
			}
		}
		items[i], items[j] = items[j], items[i]
		if i++; i == j {
			return i
		}
	}
}

// sortThree sorts the items at three places.
func sortThree(items []int, after func(a, b int) bool, a, b, c int) {
	swap := func(i, j int) { items[i], items[j] = items[j], items[i] }
	switch {
	case !after(items[a], items[b]):
		if after(items[b], items[c]) {
			swap(b, c)
			if after(items[a], items[b]) {
				swap(a, b)
			}
		}
	case !after(items[c], items[b]):
		swap(a, c)
	default:
		swap(a, b)
		if after(items[b], items[c]) {
			swap(b, c)
		}
	}
}

// insertInto sorts the items at three places or more: each further one moves
// down while the one before comes after it.
func insertInto(items []int, after func(a, b int) bool, places ...int) {
	sortThree(items, after, places[0], places[1], places[2])
	for n := 3; n < len(places); n++ {
		for k := n; k > 0 && after(items[places[k-1]], items[places[k]]); k-- {
			items[places[k-1]], items[places[k]] = items[places[k]], items[places[k-1]]
		}
	}
}

// insertionSort sorts sixteen items or fewer.
func insertionSort(items []int, after func(a, b int) bool) {
	switch n := len(items); n {
	case 0, 1:
		return
	case 2:
		if after(items[0], items[1]) {
			items[0], items[1] = items[1], items[0]
		}
		return
	case 3, 4, 5:
		insertInto(items, after, []int{0, 1, 2, 3, 4}[:n]...)
		return
	}
	for i := 1; i < len(items); i++ {
		if !after(items[i-1], items[i]) {
			continue
		}
		item := items[i]
		j := i - 1
		if i < 6 {
			for j > 0 && after(items[j-1], item) {
				j--
			}
		} else {
			j = placeByTwos(items, after, i)
		}
		copy(items[j+1:i+1], items[j:i])
		items[j] = item
	}
}

// placeByTwos finds where the item at i goes among those before it, looking at
// every second one.
func placeByTwos(items []int, after func(a, b int) bool, i int) int {
	for j := i - 1; ; {
		j -= 2
		if !after(items[j], items[i]) {
			if j++; !after(items[j], items[i]) {
				j++
			}
			return j
		}
		if j == 0 {
			return 0
		}
		if j == 1 {
			if after(items[i], items[0]) {
				return 1
			}
			return 0
		}
	}
}
