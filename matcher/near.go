package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xrash/smetrics"
)

// nearEnough is the least similarity of two pairs of names that is worth a
// person's look: one wrong letter in a short name, or a given name left out.
const nearEnough = 0.8

// nameSimilarity compares two people's names, from 0 to 1, and also with last
// and first name exchanged, which people do when they type a list. Both names
// must come near: a family shares one of them.
func nameSimilarity(a, r *entry) float64 {
	straight := lastSimilarity(a.last, r.last) * firstSimilarity(a.first, r.first)
	swapped := lastSimilarity(a.last, r.first) * firstSimilarity(a.first, r.last)
	return max(straight, 0.97*swapped)
}

func lastSimilarity(a, b string) float64 {
	return max(textSimilarity(a, b), partSimilarity(a, b))
}

// firstSimilarity forgives given names left out: registers keep one or all,
// and the first one decides.
func firstSimilarity(a, b string) float64 {
	s := max(textSimilarity(a, b), partSimilarity(a, b))
	if a != "" && firstWord(a) == firstWord(b) {
		s = max(s, 0.95)
	}
	return s
}

func firstWord(s string) string {
	w, _, _ := strings.Cut(s, " ")
	return w
}

// textSimilarity compares two folded names letter by letter, spaces apart.
// Jaro-Winkler works on bytes, so it is asked about ASCII only; of other
// scripts only equality counts.
func textSimilarity(a, b string) float64 {
	if a == "" || b == "" {
		return 0
	}
	if a == b {
		return 1
	}
	a, b = strings.ReplaceAll(a, " ", ""), strings.ReplaceAll(b, " ", "")
	if a == b {
		return 0.98
	}
	if !ascii(a) || !ascii(b) {
		return 0
	}
	return smetrics.JaroWinkler(a, b, 0.7, 4)
}

// partSimilarity is high if every word of one name stands in the other: a
// second surname left out, a particle dropped.
func partSimilarity(a, b string) float64 {
	x, y := strings.Fields(a), strings.Fields(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	long := false
	for _, w := range x {
		if !slices.Contains(y, w) {
			return 0
		}
		long = long || len(w) > 2 // "de" or "el" alone says nothing
	}
	if !long {
		return 0
	}
	return 0.93
}

func ascii(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// A neighbourhood finds people of a list who share a school, or whose school is
// not known, and the beginning of a word of their names: where a near name may
// be sought.
type neighbourhood map[string][]int32

func newNeighbourhood(l *list) neighbourhood {
	n := neighbourhood{}
	for i := range l.people {
		for _, k := range blocks(&l.people[i]) {
			n[k] = append(n[k], int32(i))
		}
	}
	for _, block := range n { // where only some are looked at, not by the order of rows
		slices.SortFunc(block, func(i, j int32) int { return cmp.Compare(l.people[i].id, l.people[j].id) })
	}
	return n
}

// blocks returns the keys under which a person is filed: school and the first
// three bytes of a word, which most typing errors spare in one of the names.
func blocks(e *entry) []string {
	schools := e.schools
	if len(schools) == 0 {
		schools = []string{""}
	}
	var ks []string
	for _, w := range append(strings.Fields(e.last), strings.Fields(e.first)...) {
		if len(w) < 3 {
			continue
		}
		for _, s := range schools {
			ks = append(ks, s+"\x00"+w[:3])
		}
	}
	slices.Sort(ks)
	return slices.Compact(ks)
}

// maxNear bounds the people compared with one account. A school of 2,000 stays
// below it; in a list of a region the rarer beginnings of names come first.
const maxNear = 512

// near returns the people filed with e, each once.
func (n neighbourhood) near(e *entry) []int32 {
	var found [][]int32
	for _, k := range blocks(e) {
		found = append(found, n[k])
		if s, start, _ := strings.Cut(k, "\x00"); s != "" {
			found = append(found, n["\x00"+start])
		}
	}
	slices.SortStableFunc(found, func(a, b []int32) int { return cmp.Compare(len(a), len(b)) })
	var people []int32
	seen := map[int32]bool{}
	for _, block := range found {
		for _, j := range block {
			if len(seen) == maxNear {
				return people
			}
			if !seen[j] {
				seen[j] = true
				people = append(people, j)
			}
		}
	}
	return people
}
