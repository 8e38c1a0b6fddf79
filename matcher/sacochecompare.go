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
	return s[0] <= '9' && s[len(s)-1] <= '9'
}

// looseKeys are keys by which equal texts are found without comparing each with
// each: one or two.
type looseKeys struct {
	list [2]string
	n    int
}

func newLooseKeys(list ...string) (k looseKeys) {
	k.n = copy(k.list[:], list)
	return k
}

func (k *looseKeys) all() []string { return k.list[:k.n] }

// looseKeysOf returns the keys of a text: it is kept under all of its own, and found
// under any that it is looked for by if and only if looseEqual holds. Only numbers
// have more keys than the text itself.
func looseKeysOf(s string) (own, lookFor looseKeys) {
	n, ok := phpNumber{}, false
	if looksNumeric(s) {
		n, ok = parsePHPNumber(s)
	}
	if !ok || math.IsInf(n.float, 0) {
		itself := newLooseKeys(s)
		return itself, itself
	}
	bits := strconv.FormatUint(math.Float64bits(n.float+0), 16) // + 0: -0 is 0
	// A number with a point or an exponent equals all numbers of one float,
	// integers only themselves and those.
	all, pointed := "\x00f"+bits, "\x00d"+bits
	switch {
	case n.whole:
		integer := "\x00i" + strconv.FormatInt(n.integer, 10)
		return newLooseKeys(integer, all), newLooseKeys(integer, pointed)
	case n.overflow != 0:
		return newLooseKeys(s, all), newLooseKeys(s, pointed)
	}
	return newLooseKeys(pointed, all), newLooseKeys(all)
}
