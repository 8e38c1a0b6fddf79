package matcher

import "slices"

// rounds keeps what settle finds out about the pairs from one round to the next,
// so that a round costs what the one before changed and not the length of the
// lists. Three things are kept: what families tell about a pair, which depends on
// the links of the relatives of its account and its person; whether the pair
// stands out, which depends on the pair and on those that share its account or
// its person; and whom each account stands for, which depends on what stands
// out of its pairs and its people's. Whatever else standsOut or weighFamily come to look at has to be
// noted here, and the test that finds out everything in each round will tell if
// it is not. The zero rounds knows nothing.
type rounds struct {
	links, against []int32 // the persons of the accounts when the families were weighed last
	weighed        int     // how many pairs there were then

	stands           []bool  // of each pair that was judged
	person           []int32 // for whom each account stands, or -1
	accounts, people queue   // those with pairs that changed since
	pairs            queue   // scratch

	looked int // pairs weighed or judged so far
}

// forget makes the next round find out everything again.
func (r *rounds) forget() { *r = rounds{looked: r.looked} }

// A queue is a set of numbers, in the order in which they were put in.
type queue struct {
	in   []bool
	list []int32
}

// grow makes room for numbers below n.
func (q *queue) grow(n int) {
	if len(q.in) < n {
		q.in = append(q.in, make([]bool, n-len(q.in))...)
	}
}

func (q *queue) put(i int32) {
	if !q.in[i] {
		q.in[i] = true
		q.list = append(q.list, i)
	}
}

func (q *queue) clear() {
	for _, i := range q.list {
		q.in[i] = false
	}
	q.list = q.list[:0]
}

// weighFamilies renews what the links made so far tell about each pair.
func (l *linkage) weighFamilies() {
	r := &l.rounds
	if l.thorough {
		r.forget()
	}
	r.grow(l)
	if r.links == nil {
		r.weighed = 0
	} else {
		r.moved(l, r.links, l.links.person, false)
		r.moved(l, r.against, l.against.person, true)
	}
	for q := r.weighed; q < len(l.pairs); q++ {
		r.pairs.put(int32(q))
	}
	changed := make([]bool, len(r.pairs.list))
	r.looked += len(changed)
	l.crew.all(len(changed), func(n int) { changed[n] = l.weighFamily(&l.pairs[r.pairs.list[n]]) })
	for n, q := range r.pairs.list {
		if p := &l.pairs[q]; changed[n] {
			r.accounts.put(p.account)
			r.people.put(p.person)
		}
	}
	r.pairs.clear()
	r.links, r.against, r.weighed = l.links.person, l.against.person, len(l.pairs)
}

// moved puts in the pairs of the relatives of the accounts whose person is
// another now. What a person's own accounts are matters for those links only by
// which a family may contradict.
func (r *rounds) moved(l *linkage, before, now []int32, against bool) {
	for i, j := range now {
		was := before[i]
		if was == j {
			continue
		}
		a := &l.accounts.people[i]
		r.relatives(l, l.ofAccount, a)
		for _, j := range [...]int32{was, j} {
			if against && j >= 0 {
				r.relatives(l, l.ofPerson, &l.roster.people[j])
			}
		}
	}
}

// relatives puts in the pairs of somebody's children and guardians, as far as
// a family can tell anything about them.
func (r *rounds) relatives(l *linkage, pairs [][]int32, e *entry) {
	for _, them := range [...][]int32{e.children, e.guardians} {
		for _, i := range them {
			for _, q := range pairs[i] {
				if l.pairs[q].families {
					r.pairs.put(q)
				}
			}
		}
	}
}

// judge renews stands for the pairs that may stand out otherwise than before,
// and the accounts that this concerns.
func (r *rounds) judge(l *linkage) {
	r.grow(l)
	for _, i := range r.accounts.list {
		for _, q := range l.ofAccount[i] {
			r.pairs.put(q)
		}
	}
	for _, j := range r.people.list {
		for _, q := range l.ofPerson[j] {
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
		changed[n] = out != r.stands[q]
		r.stands[q] = out
	})
	for n, q := range r.pairs.list {
		if p := &l.pairs[q]; changed[n] {
			r.accounts.put(p.account)
			for _, o := range l.ofPerson[p.person] {
				r.accounts.put(l.pairs[o].account)
			}
		}
	}
	r.pairs.clear()
	for _, i := range r.accounts.list {
		r.person[i] = l.standsFor(i, nil)
	}
	r.accounts.clear()
}

// standsFor returns whose the account is by the pairs that stand out, of those
// that which admits; -1 if nobody's. Where two stand for one account, or for one
// person in one school's list, neither does: they are no longer one to one.
func (l *linkage) standsFor(account int32, which func(*pair) bool) int32 {
	person := int32(-1)
	for _, q := range l.ofAccount[account] {
		if p := &l.pairs[q]; l.rounds.stands[q] && (which == nil || which(p)) {
			if person >= 0 {
				return -1
			}
			person = p.person
		}
	}
	if person < 0 || slices.ContainsFunc(l.ofPerson[person], func(q int32) bool {
		o := &l.pairs[q]
		return l.rounds.stands[q] && o.account != account && (which == nil || which(o)) && l.sameList(o.account, account)
	}) {
		return -1
	}
	return person
}

// grow makes room for the pairs that were added, which are to be judged, and
// so are all that share an account or a person with them.
func (r *rounds) grow(l *linkage) {
	r.accounts.grow(len(l.accounts.people))
	r.people.grow(len(l.roster.people))
	r.pairs.grow(len(l.pairs))
	if r.person == nil {
		r.person = slices.Repeat([]int32{-1}, len(l.accounts.people))
	}
	for q := len(r.stands); q < len(l.pairs); q++ {
		r.stands = append(r.stands, false)
		r.accounts.put(l.pairs[q].account)
		r.people.put(l.pairs[q].person)
	}
}
