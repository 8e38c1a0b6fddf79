package matcher

import (
	"context"
	"slices"
	"sync"
)

// widen finds the pairs whose names come near, for those whom equal names did
// not settle, and weighs all pairs.
func (l *linkage) widen(ctx context.Context) error {
	l.settled = l.links.clone()
	s := l.newSearch()
	l.crew.all(len(l.pairs), func(i int) { l.measure(&l.pairs[i]) })
	l.throng = newThrong(len(l.roster.people), l.limit)
	if err := l.addNear(ctx, s); err != nil {
		return err
	}
	l.learnWeights()
	l.admitIdentifiers()
	l.rounds.rejudge() // every weight is another
	return nil
}

// A search is where the names near an account's are looked for.
type search struct {
	open, all, slips *bureau
	closed           []bool // accounts that are settled: two who are have nothing to find in one another
}

// newSearch files the roster's people by their names, and learns what is rare.
func (l *linkage) newSearch() *search {
	settledAccount, settledPerson := make([]bool, len(l.accounts.people)), make([]bool, len(l.roster.people))
	for i, j := range l.links.person {
		if j >= 0 {
			settledAccount[i], settledPerson[j] = true, true
		}
	}
	s := &search{closed: make([]bool, len(settledAccount))}
	l.crew.all(len(s.closed), func(i int) { s.closed[i] = settledAccount[i] && !l.abroad(int32(i)) })
	l.crew.together(func() {
		l.model = newModel(l.roster, l.accounts)
	}, func() {
		l.namesOnly = newNamesOnly(l.accounts, l.roster)
		l.pools = newPools(l.accounts, l.roster, settledAccount, settledPerson)
	}, func() {
		unsettled := func(j int) bool { return !settledPerson[j] }
		s.open = newBureau(l.crew, l.roster, appendKeys, unsettled, nil)
		s.slips = newBureau(l.crew, l.roster, appendDeletions, unsettled, nil)
	}, func() {
		s.all = newBureau(l.crew, l.roster, appendKeys, nil, l.keysAsked(s.closed))
	})
	return s
}

// near appends the people to look at for an account. It takes room for keys, and returns
// it.
func (s *search) near(found []int32, account int, a *entry, ks []uint64) ([]int32, []uint64) {
	if s.closed[account] {
		return s.open.near(found, a, ks)
	}
	found, ks = s.all.near(found, a, ks)
	return s.slips.near(found, a, ks)
}

// A nearRoom is room for the search of one share of the accounts, which the next takes
// over.
type nearRoom struct {
	found []int32
	keys  []uint64
	pairs []pair // of one account
	kept  []pair // of all
}

// addNear adds the pairs whose names come near.
func (l *linkage) addNear(ctx context.Context, s *search) error {
	near := make([][]pair, shares(len(l.accounts.people)))
	var rooms sync.Pool // of *nearRoom
	err := l.crew.each(ctx, len(l.accounts.people), func(nth, from, to int) {
		r, ok := rooms.Get().(*nearRoom)
		if !ok {
			r = new(nearRoom)
		}
		defer rooms.Put(r)
		r.kept = r.kept[:0]
		for i := from; i < to; i++ {
			if (i-from)%rowsAtOnce == 0 {
				touchNames(l.accounts.people[i:min(i+rowsAtOnce, to)])
			}
			r.found, r.keys = s.near(r.found[:0], i, &l.accounts.people[i], r.keys)
			r.pairs = r.pairs[:0]
			l.roster.touchThem(r.found)
			for _, j := range r.found {
				if p, ok := l.near(int32(i), j); ok {
					r.pairs = append(r.pairs, p)
				}
			}
			r.kept = append(r.kept, l.throng.count(l, r.pairs)...)
		}
		near[nth] = slices.Clone(r.kept)
		l.crew.did((to - from) / 2)
	})
	if err != nil {
		return err
	}
	for _, pairs := range near {
		for _, p := range pairs {
			if !l.throng.takes(p) {
				l.add(p)
			}
		}
	}
	return nil
}

// learnWeights weighs all pairs that are disputed, by what is learned from those that
// weigh most, and again.
func (l *linkage) learnWeights() {
	disputed := l.disputed()
	l.crew.all(len(disputed), func(n int) {
		if p := &l.pairs[disputed[n]]; p.ev.has(namesEqual) { // others are weighed as they are found
			p.weigh(l)
		}
	})
	var best []*pair
	for range learningSteps - 1 {
		best = l.best(best[:0], disputed)
		l.model.learn(best)
		l.crew.all(len(disputed), func(n int) { l.pairs[disputed[n]].weigh(l) })
	}
	l.model.learn(l.best(best[:0], disputed))
}

// admitIdentifiers lets those that are given already speak for and against the
// pairs, and weighs all. Until then nothing is known of them, for most are what
// Link found itself, and what it learns must not be the surer the second time:
// whom equal names settle, how usual a slip is, which class is which.
func (l *linkage) admitIdentifiers() {
	l.blind = false
	borne := l.accounts.priors || l.roster.priors
	if borne {
		l.learnDepartures()
	}
	l.crew.all(len(l.pairs), func(i int) {
		p := &l.pairs[i]
		if borne {
			if bears(l.rows(p)) {
				p.ev |= priorSame
			}
			p.moves = l.changesHands(p)
		}
		p.weigh(l)
	})
}

// keysAsked marks the keys of the accounts that equal names did not settle.
func (l *linkage) keysAsked(settled []bool) *keyMarks {
	var open []int
	for i := range settled {
		if !settled[i] {
			open = append(open, i)
		}
	}
	asked := newKeyMarks(len(open))
	var ks []uint64
	for _, i := range open {
		ks = appendKeys(ks[:0], &l.accounts.people[i])
		for _, k := range ks {
			asked.put(k)
		}
	}
	return asked
}

// learningSteps is how often the model learns from what it weighed; the shares
// of a school change little after the third.
const learningSteps = 4

// disputed lists the pairs that best looks at: those of the accounts that equal
// names did not settle, and of the people whom they may mean.
func (l *linkage) disputed() (qs []int32) {
	open := make([]bool, len(l.roster.people))
	for i := range l.pairs {
		if p := &l.pairs[i]; l.settled.person[p.account] < 0 {
			open[p.person] = true
		}
	}
	for i := range l.pairs {
		if p := &l.pairs[i]; open[p.person] || l.settled.person[p.account] < 0 {
			qs = append(qs, int32(i))
		}
	}
	return qs
}

// best appends those of the disputed pairs that outweigh all others of their
// account and of their person, of accounts that equal names did not settle. Half a
// name says nothing of how names differ.
func (l *linkage) best(pairs []*pair, disputed []int32) []*pair {
	outweighs := func(p *pair, of []int32) bool {
		return !slices.ContainsFunc(of, func(q int32) bool { return &l.pairs[q] != p && l.pairs[q].bits >= p.bits })
	}
	for _, q := range disputed {
		p := &l.pairs[q]
		if l.settled.person[p.account] < 0 && p.last < lastNone && p.first < firstNone && !p.ev.has(schoolOther|profileOther|bornDiffers) &&
			outweighs(p, l.ofAccount.of(p.account)) && outweighs(p, l.pairsOf(p.person)) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// widenFamilies pairs the relatives of those who are linked by now: guardians
// change their last name, not their child. It reports whether there were any.
func (l *linkage) widenFamilies() (found bool) {
	open := make([]bool, len(l.links.person)) // few are
	l.crew.all(len(open), func(i int) {
		l.looseRelatives(int32(i), func(_, _ int32) bool {
			open[i] = true
			return false
		})
	})
	for i := range open {
		if !open[i] {
			continue
		}
		l.looseRelatives(int32(i), func(x, y int32) bool {
			if p, ok := l.near(x, y); ok {
				l.add(p)
				found = true
			}
			return true
		})
	}
	return found
}

// looseRelatives goes through the relatives of an account and of the person to whom
// it is linked, two by two, of whom either is not linked or may be linked again,
// as long as each says so.
func (l *linkage) looseRelatives(account int32, each func(x, y int32) bool) {
	person := l.links.person[account]
	if person < 0 {
		return
	}
	a, r := &l.accounts.people[account], &l.roster.people[person]
	for _, side := range [...]struct{ as, rs relatives }{{a.guardians, r.guardians}, {a.children, r.children}, {a.partners, r.partners}} {
		if side.rs.n == 0 || tooMany(side.as, side.rs) {
			continue
		}
		for _, x := range l.accounts.them(side.as) {
			loose := l.links.person[x] < 0 || l.abroad(x)
			for _, y := range l.roster.them(side.rs) {
				if (loose || l.links.holder[y] < 0) && !each(x, y) {
					return
				}
			}
		}
	}
}
