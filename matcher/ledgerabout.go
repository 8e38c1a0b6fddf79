package matcher

import (
	"slices"
	"strconv"
	"strings"
)

// Bounds of what a ledger keeps about an account besides the evidence.
const (
	maxAbout    = 32 // schools, and children
	aboutDigest = 8  // hexadecimal digits
)

// about tells what no new school year makes another of an account that stays one
// person's: the schools and children that it names, as digests, and by how many
// years its class is off the person's. An application may give an account's
// number again, and to a namesake.
func (l *Ledger) about(account, person Person) string {
	var words []string
	add := func(kind string, of []string) {
		var ds []string
		for _, s := range of {
			if s = canonicalID(strings.ToLower(s)); s != "" {
				ds = append(ds, kind+l.digest(kind, s)[:aboutDigest])
			}
		}
		slices.Sort(ds)
		ds = slices.Compact(ds)
		words = append(words, ds[:min(len(ds), maxAbout)]...)
	}
	add("s", account.Schools)
	add("c", account.Children)
	if a, p := yearOf(account), yearOf(person); a != 0 && p != 0 {
		words = append(words, "y"+strconv.Itoa(p-a))
	}
	return strings.Join(words, " ")
}

// yearOf is the school year of a pupil's classes, 0 if it is not plain.
func yearOf(p Person) int {
	if kindOf(p.Profiles) != pupilKind {
		return 0
	}
	var folded []string
	for _, c := range p.Classes {
		folded = append(folded, Fold(c))
	}
	return int(grade(folded))
}

// otherAbout reports whether what was told about an account and what is told now
// can't be of one person: no school or no child in common, or a class that moved
// by more than the year by which one list may lag behind the other.
func otherAbout(then, now string) bool {
	before, after := strings.Fields(then), strings.Fields(now)
	of := func(words []string, kind byte) (ws []string) {
		for _, w := range words {
			if w[0] == kind {
				ws = append(ws, w)
			}
		}
		return ws
	}
	for _, kind := range "sc" {
		x, y := of(before, byte(kind)), of(after, byte(kind))
		if len(x) > 0 && len(y) > 0 && !slices.ContainsFunc(x, func(w string) bool { return slices.Contains(y, w) }) {
			return true
		}
	}
	x, y := of(before, 'y'), of(after, 'y')
	if len(x) != 1 || len(y) != 1 {
		return false
	}
	a, _ := strconv.Atoi(x[0][1:])
	b, _ := strconv.Atoi(y[0][1:])
	return a-b > 1 || b-a > 1
}

// isAbout reports whether a text may be what about writes.
func isAbout(s string) bool {
	words := strings.Fields(s)
	if len(words) == 0 || len(words) > 2*maxAbout+1 || strings.Join(words, " ") != s {
		return false
	}
	for _, w := range words {
		if w[0] == 'y' {
			if n, err := strconv.Atoi(w[1:]); err != nil || n < -len(grades) || n > len(grades) || strconv.Itoa(n) != w[1:] {
				return false
			}
			continue
		}
		if w[0] != 's' && w[0] != 'c' || len(w) != 1+aboutDigest || strings.Trim(w[1:], "0123456789abcdef") != "" {
			return false
		}
	}
	return true
}
