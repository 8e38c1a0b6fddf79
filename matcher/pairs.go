package matcher

import (
	"context"
	"slices"
)

// A pair is an account and a person of the roster who may be one.
type pair struct {
	account, person int32
	ev              evidence
	turned          bool  // one of the two rows is read the other way round
	moves           bool  // a link would change hands
	families        bool  // both have children, or both guardians
	byChild         bool  // the schools that they share are their children's
	filler          bool  // a name of either is: see pair.filledIn
	partnersSame    bool  // each has one other guardian beside her children, and they are linked to one another
	kinApart        bool  // relatives would contradict it if none bore it out: see compareFamilies
	children        uint8 // how many they have in common, as far as links tell
	nameMatch
	pool int32   // which pool the person is drawn from
	bits float32 // what speaks for the pair, once weighed
}

// Bounds on the work for one name. Up to smallGroup pairs of its bearers are
// all looked at. Beyond, those of other schools are left out who share neither
// birth date nor identifier: no link could be made there, nor hindered. Where
// even so more than maxGroup remain, as in a file of one name, nobody is linked
// and only the first few are shown.
const (
	smallGroup = 1 << 12
	maxGroup   = 1 << 17
)

// pairUp finds the pairs of equal names, unless ctx ends before.
func (l *linkage) pairUp(ctx context.Context) error {
	bearers := func(name int) (accounts, people []int32) {
		if n := l.inRoster[name]; n >= 0 {
			return l.accounts.of(int32(name)), l.roster.of(n)
		}
		return nil, nil
	}
	begins := make([]int, shares(len(l.inRoster))+1) // of each share's pairs; those of large groups stand behind
	l.crew.share(len(l.inRoster), func(nth, from, to int) {
		for name := from; name < to; name++ {
			if accounts, people := bearers(name); small(accounts, people) {
				begins[nth+1] += len(accounts) * len(people)
			}
		}
	})
	for nth := range begins[1:] {
		begins[nth+1] += begins[nth]
	}
	all := begins[len(begins)-1]
	l.pairs = make([]pair, all, all+all/4)
	large := make([][]pair, shares(len(l.inRoster)))
	err := l.crew.each(ctx, len(l.inRoster), func(nth, from, to int) {
		pairs := l.pairs[begins[nth]:begins[nth]]
		for name := from; name < to && ctx.Err() == nil; name++ {
			if accounts, people := bearers(name); small(accounts, people) {
				pairs = l.pairGroup(pairs, accounts, people)
			} else {
				large[nth] = l.pairGroup(large[nth], accounts, people)
			}
		}
	})
	if err != nil {
		return err
	}
	for _, pairs := range large {
		l.pairs = append(l.pairs, pairs...)
	}
	l.file()
	return nil
}

// small reports whether all bearers of a name are paired.
func small(accounts, people []int32) bool { return len(accounts)*len(people) <= smallGroup }

// file files the pairs of equal names, but for those that rows that disagree brought
// together twice, by one name and by another.
func (l *linkage) file() {
	l.ofAccount, l.ofPerson = newNumberLists(len(l.accounts.people)), newNumberLists(len(l.roster.people))
	for i := range l.pairs {
		l.ofAccount.expect(l.pairs[i].account)
		l.ofPerson.expect(l.pairs[i].person)
	}
	l.ofAccount.makeRoom()
	l.ofPerson.makeRoom()
	several := l.accounts.several && l.roster.several
	found := l.pairs
	l.pairs = found[:0]
	for i := range found {
		// Only those who share two names are looked for, as a name may have a
		// hundred thousand bearers.
		p := found[i]
		if a, r := l.rows(&p); several && len(a.names) > 1 && len(r.names) > 1 && l.paired(p.account, p.person) {
			continue
		}
		l.add(p)
	}
}

// paired reports whether there is a pair of the two.
func (l *linkage) paired(account, person int32) bool { return l.pairBetween(account, person) >= 0 }

// pairBetween returns the pair of the two, -1 if there is none.
func (l *linkage) pairBetween(account, person int32) int32 {
	for _, q := range l.ofAccount.of(account) {
		if l.pairs[q].person == person {
			return q
		}
	}
	return -1
}

// pairGroup appends the pairs of the bearers of one name.
func (l *linkage) pairGroup(pairs []pair, accounts, people []int32) []pair {
	if small(accounts, people) {
		for _, i := range accounts {
			for _, j := range people {
				pairs = append(pairs, l.equalPair(i, j, 0))
			}
		}
		return pairs
	}
	clues := newClues(l.roster, people)
	likely := make([][]int32, len(accounts))
	total := 0
	for n, i := range accounts {
		likely[n] = clues.school(&l.accounts.people[i])
		if total += len(likely[n]); total > maxGroup {
			break
		}
	}
	for n, i := range accounts {
		found, mark := clues.beyondSchool(&l.accounts.people[i], l.limit), crowd
		if total <= maxGroup {
			found, mark = append(found, likely[n]...), 0
		}
		slices.Sort(found)
		for _, j := range slices.Compact(found) {
			pairs = append(pairs, l.equalPair(i, j, mark))
		}
	}
	return pairs
}

// equalPair makes a pair of equal names.
func (l *linkage) equalPair(i, j int32, mark evidence) pair {
	a, r := &l.accounts.people[i], &l.roster.people[j]
	p := pair{account: i, person: j, ev: compareRest(a, r) | l.compareChildren(a, r) | namesEqual | mark}
	if l.blind {
		p.ev &^= priorSame
	}
	l.complete(&p)
	return p
}

// complete says of a pair what does not change any more.
func (l *linkage) complete(p *pair) {
	a, r := l.rows(p)
	p.moves = !l.blind && l.changesHands(p)
	p.turned, p.filler = a.turned != r.turned, a.filler || r.filler
	p.byChild = p.ev.has(schoolSame) && byChild(a, r)
	p.families = a.children.n > 0 && r.children.n > 0 || a.guardians.n > 0 && r.guardians.n > 0
}

// some reports whether one of some pairs is what is asked for.
func (l *linkage) some(pairs []int32, is func(o *pair) bool) bool {
	return slices.ContainsFunc(pairs, func(q int32) bool { return is(&l.pairs[q]) })
}

// beside reports whether one of the pairs that share p's account or person is what is
// asked for.
func (l *linkage) beside(p *pair, is func(o *pair) bool) bool {
	return l.some(l.ofAccount.of(p.account), is) || l.some(l.pairsOf(p.person), is)
}

// rows are those of a pair, of the accounts and of the roster.
func (l *linkage) rows(p *pair) (a, r *entry) {
	return &l.accounts.people[p.account], &l.roster.people[p.person]
}

// add files a pair.
func (l *linkage) add(p pair) {
	q := int32(len(l.pairs))
	l.pairs = append(l.pairs, p)
	l.ofAccount.add(p.account, q)
	if l.ofPerson.at != nil {
		l.ofPerson.add(p.person, q)
	}
}

// pairsOf returns the pairs of a person; none where there is one account only,
// whose pairs they all are.
func (l *linkage) pairsOf(person int32) []int32 {
	if l.ofPerson.at == nil {
		return nil
	}
	return l.ofPerson.of(person)
}

// clues index the bearers of one name by what may tell them apart.
type clues struct {
	all             []int32
	bySchool        map[string][]int32 // "" for those who name none
	byBorn, byClaim map[string][]int32 // byClaim: by identifier, and by the one that they bear
}

func newClues(l *list, people []int32) *clues {
	c := &clues{people, map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	for _, j := range people {
		e := &l.people[j]
		for _, s := range e.schools {
			c.bySchool[s] = append(c.bySchool[s], j)
		}
		if len(e.schools) == 0 {
			c.bySchool[""] = append(c.bySchool[""], j)
		}
		if e.Born != "" {
			c.byBorn[e.Born] = append(c.byBorn[e.Born], j)
		}
		for _, id := range append(e.priors, "\x00"+canonicalID(e.ID)) {
			c.byClaim[id] = append(c.byClaim[id], j)
		}
	}
	return c
}

// school returns those who may be of e's school.
func (c *clues) school(e *entry) []int32 {
	if len(e.schools) == 0 {
		return c.all
	}
	found := slices.Clone(c.bySchool[""])
	for _, s := range e.schools {
		found = append(found, c.bySchool[s]...)
	}
	return found
}

// beyondSchool returns those who share e's birth date or identifier, and the
// first few others.
func (c *clues) beyondSchool(e *entry, few int) []int32 {
	found := slices.Clone(c.all[:min(few, len(c.all))])
	if e.Born != "" {
		found = append(found, c.byBorn[e.Born]...)
	}
	for _, id := range e.priors {
		found = append(found, c.byClaim["\x00"+id]...)
	}
	if id := canonicalID(e.ID); id != "" {
		found = append(found, c.byClaim[id]...)
	}
	return found
}
