package matcher

import (
	"slices"
	"sync/atomic"
)

// rounds keeps what settle finds out about the pairs from one round to the next,
// so that a round costs what the one before changed and not the length of the
// lists. Three things are kept: what families tell about a pair, which depends on
// the links of the relatives of its account and its person; whether the pair
// stands out, which depends on the pair and on those that share its account or
// its person; and whom each account stands for, which depends on what stands
// out of its pairs and its people's. Whatever else standsOut or weighFamily come
// to look at has to be noted here, and the test that finds out everything in
// each round will tell if it is not. The zero rounds knows nothing.
type rounds struct {
	weighed int      // pairs from here on are new
	stands  []bool   // of each pair that was judged
	alone   []tested // whether a pair stands out without its family
	lost    []uint8  // how often a link was undone, maxLost of one that is held back
	pair    []int32  // the pair by which each account stands for somebody, or -1
	back    []int32  // the pairs that are held back
	bare    []bool   // accounts whose link needed no family when settle made it

	firm []atomic.Bool // room for ground: accounts with a link that needs no other
	room []int32       // for moved
	some []int32       // for numbers

	accounts, people queue // those with pairs that changed since
	pairs            queue // those to be weighed, then those to be judged
	turned           queue // accounts that may stand for another now

	looked, count, undone int // pairs weighed or judged so far, rounds, and how often a link was undone
}

// forget makes the next round find out everything again; what was undone stays
// so.
func (r *rounds) forget() {
	r.rejudge()
	r.weighed = 0
}

// rejudge makes the next round judge all pairs again. What families tell of those
// that there are is known still, where nothing but weights has changed.
func (r *rounds) rejudge() {
	for _, q := range [...]*queue{&r.accounts, &r.people, &r.pairs, &r.turned} {
		q.clear()
	}
	r.stands, r.alone, r.pair = r.stands[:0], r.alone[:0], r.pair[:0]
}

// What is tested holds or fails.
type tested uint8

const (
	untested tested = iota
	fails
	holds
)

// weighFamilies renews what the links made so far tell about each pair.
func (l *linkage) weighFamilies() {
	r := &l.rounds
	if l.thorough {
		r.forget()
	}
	r.grow(l)
	r.count++
	for q := r.weighed; q < len(l.pairs); q++ {
		if l.pairs[q].families {
			r.pairs.put(int32(q))
		}
	}
	changed := make([]bool, len(r.pairs.list))
	r.looked += len(changed)
	l.crew.all(len(changed), func(n int) {
		q := r.pairs.list[n]
		changed[n] = l.weighFamily(&l.pairs[q])
		r.alone[q] = untested
	})
	for n, q := range r.pairs.list {
		if p := &l.pairs[q]; changed[n] {
			r.accounts.put(p.account)
			r.people.put(p.person)
		}
	}
	r.pairs.clear()
	r.weighed = len(l.pairs)
}

// moved puts in the pairs that concerned finds.
func (r *rounds) moved(l *linkage, account, was, person int32) {
	r.room = r.concerned(r.room[:0], l, account, was, person)
	r.pairs.putAll(r.room)
}

// concerned appends the pairs of the relatives of an account that was linked to one
// person and is to another, and of theirs.
func (r *rounds) concerned(qs []int32, l *linkage, account, was, person int32) []int32 {
	qs = r.relatives(qs, l, &l.ofAccount, l.accounts, &l.accounts.people[account])
	for _, j := range [...]int32{was, person} {
		if j >= 0 {
			qs = r.relatives(qs, l, &l.ofPerson, l.roster, &l.roster.people[j])
		}
	}
	return qs
}

// lose counts that a link was undone so often.
func (r *rounds) lose(q int32, times uint8) {
	r.undone++
	if r.lost[q] < maxLost {
		if r.lost[q] = min(r.lost[q]+times, maxLost); r.lost[q] == maxLost {
			r.back = append(r.back, q)
		}
	}
}

// release begins to count anew and gives the pairs that were held back another
// chance.
func (r *rounds) release(l *linkage) {
	r.grow(l)
	clear(r.lost)
	clear(r.bare)
	for _, q := range r.back {
		r.turned.put(l.pairs[q].account)
	}
	r.back = r.back[:0]
}

// relatives appends the pairs of somebody's children, guardians and partners, as far
// as a family can tell anything about them and they are not in already.
func (r *rounds) relatives(qs []int32, l *linkage, pairs *numberLists, in *list, e *entry) []int32 {
	for _, them := range [...]relatives{e.children, e.guardians, e.partners} {
		for _, i := range in.them(them) {
			for _, q := range pairs.of(i) {
				if !r.pairs.in[q] && l.pairs[q].families {
					qs = append(qs, q)
				}
			}
		}
	}
	return qs
}

// numbers is room for those of so many accounts, until it is asked for again.
func (r *rounds) numbers(n int) []int32 {
	if r.some == nil {
		r.some = make([]int32, len(r.pair))
	}
	return r.some[:n]
}

// judge renews stands for the pairs that may stand out otherwise than before,
// and the accounts that this concerns.
func (r *rounds) judge(l *linkage) {
	r.grow(l)
	for _, i := range r.accounts.list {
		for _, q := range l.ofAccount.of(i) {
			r.pairs.put(q)
		}
	}
	for _, j := range r.people.list {
		for _, q := range l.ofPerson.of(j) {
			r.pairs.put(q)
		}
	}
	r.accounts.clear()
	r.people.clear()
	r.looked += len(r.pairs.list)
	changed := make([]bool, len(r.pairs.list))
	l.crew.all(len(changed), func(n int) {
		q := r.pairs.list[n]
		out := l.standsOut(&l.pairs[q])
		r.alone[q] = untested
		changed[n] = out != r.stands[q]
		r.stands[q] = out
	})
	for n, q := range r.pairs.list {
		if p := &l.pairs[q]; changed[n] {
			r.accounts.put(p.account)
			for _, o := range l.ofPerson.of(p.person) {
				r.accounts.put(l.pairs[o].account)
			}
		}
	}
	r.pairs.clear()
	stand := r.numbers(len(r.accounts.list))
	l.crew.all(len(stand), func(n int) { stand[n] = l.standsFor(r.accounts.list[n], nil) })
	for n, i := range r.accounts.list {
		if stand[n] != r.pair[i] {
			r.pair[i] = stand[n]
			r.turned.put(i)
		}
	}
	r.accounts.clear()
}

// standsFor returns the pair that says whose the account is, by those that stand
// out and that which admits; -1 if it is nobody's. Where two stand for one
// account, or for one person in one school's list, neither does: they are no
// longer one to one.
func (l *linkage) standsFor(account int32, which func(*pair) bool) int32 {
	stands := int32(-1)
	for _, q := range l.ofAccount.of(account) {
		if p := &l.pairs[q]; l.rounds.stands[q] && (which == nil || which(p)) {
			if stands >= 0 {
				return -1
			}
			stands = q
		}
	}
	if stands < 0 || slices.ContainsFunc(l.ofPerson.of(l.pairs[stands].person), func(q int32) bool {
		o := &l.pairs[q]
		return l.rounds.stands[q] && o.account != account && (which == nil || which(o)) && l.sameList(o.account, account)
	}) {
		return -1
	}
	return stands
}

// grow makes room for the pairs that were added, which are to be judged, and
// so are all that share an account or a person with them.
func (r *rounds) grow(l *linkage) {
	r.accounts.grow(len(l.accounts.people))
	r.people.grow(len(l.roster.people))
	r.pairs.grow(len(l.pairs))
	r.turned.grow(len(l.accounts.people))
	r.bare = append(r.bare, make([]bool, len(l.accounts.people)-len(r.bare))...)
	if r.firm == nil {
		r.firm = make([]atomic.Bool, len(l.accounts.people))
	}
	if len(r.pair) == 0 {
		// Nobody stands for anybody yet, which is news for those who are linked.
		r.pair = slices.Grow(r.pair, len(l.accounts.people))
		for range l.accounts.people {
			r.pair = append(r.pair, -1)
		}
		for i, j := range l.links.person {
			if j >= 0 {
				r.turned.put(int32(i))
			}
		}
	}
	r.lost = append(r.lost, make([]uint8, len(l.pairs)-len(r.lost))...)
	r.stands, r.alone = slices.Grow(r.stands, len(l.pairs)-len(r.stands)), slices.Grow(r.alone, len(l.pairs)-len(r.alone))
	for q := len(r.stands); q < len(l.pairs); q++ {
		r.stands, r.alone = append(r.stands, false), append(r.alone, untested)
		r.accounts.put(l.pairs[q].account)
		r.people.put(l.pairs[q].person)
	}
}
