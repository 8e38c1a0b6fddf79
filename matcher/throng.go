package matcher

import (
	"cmp"
	"sync/atomic"
)

// maxNear bounds the pairs of near names in which an account, or a person, stands.
// In schools, whatever the habits of those who named the children and of those who
// typed the list, there are some dozens at most. Where a list is made so that
// hundreds come near one another, nothing of what brings them together says who is
// who.
const maxNear = 128

// A throng is those who have more such pairs, so that what lists cost to link is
// bounded by their length, however they are made. Their pairs take no part in the
// linkage, which equal names and relatives may settle nonetheless: the heaviest few
// are shown. It depends neither on the order of rows nor on which list is which.
type throng struct {
	limit  int              // pairs that are shown of an account
	near   []atomic.Int32   // how many pairs of near names each person has
	placed []atomic.Bool    // people of whom a pair was not kept
	shown  map[int32][]pair // of an account
}

func newThrong(people, limit int) *throng {
	return &throng{limit: limit, near: make([]atomic.Int32, people), placed: make([]atomic.Bool, people), shown: map[int32][]pair{}}
}

// count takes note of the pairs of one account and returns those that are worth
// keeping: of too many, the heaviest.
func (t *throng) count(l *linkage, pairs []pair) []pair {
	for i := range pairs {
		t.near[pairs[i].person].Add(1)
	}
	if len(pairs) <= maxNear {
		return pairs
	}
	for i := range pairs {
		t.placed[pairs[i].person].Store(true)
		pairs[i].ev |= crowd
	}
	return heaviest(pairs, t.limit, func(p, q *pair) int {
		return cmp.Or(cmp.Compare(q.bits, p.bits), compareRows(l.roster.people[p.person].Person, l.roster.people[q.person].Person))
	})
}

// takes reports whether a pair belongs to it, once all are counted, and keeps it to
// be shown.
func (t *throng) takes(p pair) bool {
	if !p.ev.has(crowd) {
		if t.near[p.person].Load() <= maxNear {
			return false
		}
		t.placed[p.person].Store(true)
		p.ev |= crowd
	}
	t.shown[p.account] = append(t.shown[p.account], p)
	return true
}

// of returns the pairs that are shown of an account; nil has none.
func (t *throng) of(account int32) (shown []*pair) {
	if t == nil {
		return nil
	}
	for i := range t.shown[account] {
		if p := &t.shown[account][i]; !p.ev.has(profileOther | lastYear) {
			shown = append(shown, p)
		}
	}
	return shown
}

// heaviest returns the first n pairs in an order, of more. It moves the others.
func heaviest(pairs []pair, n int, order func(p, q *pair) int) []pair {
	n = min(n, len(pairs))
	for i := range pairs {
		at := i
		if at >= n {
			if at = n - 1; order(&pairs[i], &pairs[at]) >= 0 {
				continue
			}
			pairs[at] = pairs[i]
		}
		for ; at > 0 && order(&pairs[at], &pairs[at-1]) < 0; at-- {
			pairs[at], pairs[at-1] = pairs[at-1], pairs[at]
		}
	}
	return pairs[:n]
}
