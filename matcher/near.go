package matcher

import (
	"context"
	"slices"
	"strings"
)

// nameMatch says how the names of two people agree.
type nameMatch struct {
	last          lastLevel
	first         firstLevel
	swapped       bool
	uLast, uFirst float64
}

// compareNames compares names that are not equal, also with last and first name
// exchanged, which people do when they type a list.
func (l *linkage) compareNames(a, r *entry) nameMatch {
	n := l.roster.naming
	var m nameMatch
	var shared string
	if m.last, shared = n.compareLast(a.sur, r.sur); a.giv.text == "" || a.giv.text != r.giv.text || strings.Contains(a.giv.text, "?") {
		m.first = n.compareFirst(a.giv, r.giv)
	}
	switch {
	case m.first == firstGender && (a.Sex != "" && a.Sex == r.Sex || a.born(r).has(bornSame) || l.oneSex(a.giv, r.giv) || l.model != nil && l.model.slipOf(a.giv, r.giv)):
		m.first = firstTypo
	case m.first == firstOther && m.last <= lastSound && a.born(r).has(bornSame) && shortTypo(a.giv, r.giv):
		m.first = firstTypo
	}
	if m.last == lastOther && m.first >= firstGender && crossed(a, r) {
		x := l.compareExchanged(a, r)
		y := l.compareExchanged(r, a)
		gender := x.first == firstGender || y.first == firstGender // Karim is not Karima, whichever cell he stands in
		if y.last+lastLevel(y.first) < x.last+lastLevel(x.first) {
			x = y
		}
		if x.last <= lastTypo && x.first < firstGender && !gender {
			return x
		}
	}
	if m.last == lastOther && l.alias(a, r) {
		m.last = lastAlias
	}
	if l.model != nil {
		m.uLast = l.model.strangersLast(m.last, a.sur, r.sur, shared)
		m.uFirst = l.model.strangersFirst(m.first, a.giv, r.giv)
	}
	return m
}

// oneSex reports whether the shorter of two given names that differ as a man's
// and a woman's is a woman's already: Ambree is a slip for Ambre, and Christelle
// another spelling of Christel, while Andrée is not André.
func (l *linkage) oneSex(a, b *given) bool {
	x, y := a.names[0], b.names[0]
	if len(x) > len(y) {
		x = y
	}
	return l.model != nil && l.model.women[x] >= 2 && l.model.women[x] >= 20*l.model.men[x]
}

// shortTypo reports whether given names of three letters differ by one, which is
// a slip only where much else agrees: Léa and Léo are one letter apart.
func shortTypo(a, b *given) bool {
	if len(a.names) == 0 || len(b.names) == 0 {
		return false
	}
	x, y := a.names[0], b.names[0]
	return min(len(x), len(y)) >= 2 && max(len(x), len(y)) == 3 && ascii(x) && ascii(y) && edits(x, y, 1) <= 1
}

// crossed reports whether the last name of one may be the first name of the
// other, by the letter that they begin with.
func crossed(a, r *entry) bool {
	same := func(x, y string) bool { return x != "" && y != "" && x[0] == y[0] }
	return same(a.sur.compact, r.giv.compact) || same(r.sur.compact, a.giv.compact)
}

// compareExchanged compares the names of r with those of a, exchanged.
func (l *linkage) compareExchanged(a, r *entry) nameMatch {
	n := l.roster.naming
	m := nameMatch{swapped: true}
	sur, giv := l.roster.names.exchanged(a)
	var shared string
	m.last, shared = n.compareLast(sur, r.sur)
	m.first = n.compareFirst(giv, r.giv)
	if l.model != nil && m.last < lastOther && m.first < firstOther {
		m.uLast = l.model.strangersLast(m.last, sur, r.sur, shared)
		m.uFirst = l.model.strangersFirst(m.first, giv, r.giv)
	}
	return m
}

// alias reports whether the last name of the one is that of a child of the
// other: guardians bear their children's name in one list and their birth name
// in the other.
func (l *linkage) alias(a, r *entry) bool {
	of := func(children []int32, in *list, s *surname) bool {
		for _, c := range children[:min(len(children), manyRelatives)] {
			if lvl, _ := in.naming.compareWords(in.people[c].sur, s); lvl <= lastPart {
				return true
			}
		}
		return false
	}
	return of(a.children, l.accounts, r.sur) || of(r.children, l.roster, a.sur)
}

// pools counts, for each school and for all, how many people a row may be
// meant for.
type pools struct {
	of  map[string]int32
	all []pool
}

// newPools counts after the pairs of equal names are settled. settled says who
// is linked, for accounts and roster.
func newPools(accounts, roster *list, settledAccount, settledPerson []bool) pools {
	p := pools{of: map[string]int32{}, all: make([]pool, 1)}
	classes := []map[string]float64{nil}
	count := func(l *list, settled []bool) (all, open []float64) {
		all, open = make([]float64, len(p.all)), make([]float64, len(p.all))
		for i := range l.people {
			e := &l.people[i]
			if e.Stale {
				continue
			}
			free := 1.0
			if settled[i] {
				free = 0
			}
			all[0]++
			open[0] += free
			for _, s := range e.schools {
				q, ok := p.of[s]
				if !ok {
					q = int32(len(p.all))
					p.of[s] = q
					p.all = append(p.all, pool{})
					classes = append(classes, map[string]float64{})
				}
				for len(all) < len(p.all) {
					all, open = append(all, 0), append(open, 0)
				}
				all[q]++
				open[q] += free
				if e.kind&^pupilKind == 0 {
					for _, c := range e.classes {
						classes[q][c]++
					}
				}
			}
		}
		return all, open
	}
	for _, side := range []struct {
		l       *list
		settled []bool
	}{{accounts, settledAccount}, {roster, settledPerson}} {
		all, open := count(side.l, side.settled)
		for q := range all {
			p.all[q].all = max(p.all[q].all, all[q])
			p.all[q].open = max(p.all[q].open, open[q])
		}
	}
	p.all[0].class = 1
	for q := 1; q < len(p.all); q++ {
		p.all[q].class = concentration(classes[q])
	}
	return p
}

// concentration is the chance that two people drawn at random share a class, a
// twentieth at least and a half at most.
func concentration(count map[string]float64) float64 {
	var sum, squares float64
	for _, n := range count { // sums of whole numbers: the order does not matter
		sum += n
		squares += n * n
	}
	if sum == 0 {
		return .5
	}
	return min(max(squares/(sum*sum), .02), .5)
}

// pool returns the largest pool that the two share, or that of all.
func (p *pools) common(a, r *entry) int32 {
	best := int32(0)
	for _, s := range a.schools {
		if _, ok := slices.BinarySearch(r.schools, s); ok {
			if q := p.of[s]; best == 0 || p.all[q].open > p.all[best].open {
				best = q
			}
		}
	}
	return best
}

// widen finds the pairs whose names come near, for those whom equal names did
// not settle, and weighs all pairs.
func (l *linkage) widen(ctx context.Context) error {
	settledAccount, settledPerson := make([]bool, len(l.accounts.people)), make([]bool, len(l.roster.people))
	for i, j := range l.links.person {
		if j >= 0 {
			settledAccount[i], settledPerson[j] = true, true
		}
	}
	l.settled = l.links.clone()
	closed := make([]bool, len(settledAccount)) // two who are settled have nothing to find in one another
	for i := range closed {
		closed[i] = settledAccount[i] && !l.abroad(int32(i))
	}
	var open, all *bureau
	l.crew.together(func() {
		l.model = newModel(l.roster, l.accounts)
	}, func() {
		l.pools = newPools(l.accounts, l.roster, settledAccount, settledPerson)
	}, func() {
		open = newBureau(l.crew, l.roster, func(j int) bool { return !settledPerson[j] }, nil)
	}, func() {
		all = newBureau(l.crew, l.roster, nil, l.keysAsked(closed))
	})
	l.crew.all(len(l.pairs), func(i int) { l.measure(&l.pairs[i]) })
	near := make([][]pair, shares(len(l.accounts.people)))
	err := l.crew.each(ctx, len(l.accounts.people), func(nth, from, to int) {
		var found []int32
		var ks []uint64
		for i := from; i < to; i++ {
			a := &l.accounts.people[i]
			b := all
			if closed[i] {
				b = open
			}
			found, ks = b.near(found[:0], a, ks)
			for _, j := range found {
				if p, ok := l.near(int32(i), j); ok {
					near[nth] = append(near[nth], p)
				}
			}
		}
		l.crew.did((to - from) / 2)
	})
	if err != nil {
		return err
	}
	for _, pairs := range near {
		for _, p := range pairs {
			l.add(p)
		}
	}
	disputed := l.disputed()
	for range learningSteps - 1 {
		l.model.learn(l.best())
		l.crew.all(len(disputed), func(n int) { l.pairs[disputed[n]].weigh(l) })
	}
	l.model.learn(l.best())
	l.crew.all(len(l.pairs), func(i int) { l.pairs[i].weigh(l) })
	l.rounds.forget() // every weight is another
	return nil
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

// best lists the pairs that outweigh all others of their account and of their
// person, of those whom equal names did not settle.
func (l *linkage) best() (pairs []*pair) {
	outweighs := func(p *pair, of []int32) bool {
		return !slices.ContainsFunc(of, func(q int32) bool { return &l.pairs[q] != p && l.pairs[q].bits >= p.bits })
	}
	for i := range l.pairs {
		p := &l.pairs[i]
		if l.settled.person[p.account] < 0 && !p.ev.has(schoolOther|profileOther|bornDiffers) &&
			outweighs(p, l.ofAccount[p.account]) && outweighs(p, l.pairsOf(p.person)) {
			pairs = append(pairs, p)
		}
	}
	return pairs
}

// near makes the pair of an account and a person whose names come near, if there
// is something in it and there is no such pair yet.
func (l *linkage) near(i, j int32) (p pair, ok bool) {
	a, r := &l.accounts.people[i], &l.roster.people[j]
	if l.paired(i, j) {
		return p, false
	}
	ev := compareRest(a, r)
	if ev.has(pupilOther) && !ev.has(bornSame|classSame|priorSame) { // asked first, for it is sooner told than names are compared
		return p, false
	}
	m := l.compareNames(a, r)
	if m.first == firstOther && (m.last == lastOther || m.last == lastAlias) {
		return p, false
	}
	p = pair{account: i, person: j, ev: ev | namesNear, swapped: m.swapped, last: m.last, first: m.first,
		uLast: float32(m.uLast), uFirst: float32(m.uFirst), pool: l.pools.common(a, r)}
	l.fitGrades(&p)
	if a.Sex == "" && r.Sex == "" && l.model.man(a.giv) && l.model.man(r.giv) {
		p.ev |= man
	}
	if p.weigh(l); p.bits < worthKeeping && !l.renamed(&p) && !l.misspelt(&p) && !l.kin(a, r) {
		return p, false
	}
	p.ev |= l.compareChildren(a, r)
	l.complete(&p)
	return p, true
}

// twoSexes reports whether one of two people is plainly a man and the other a
// woman, by what the rows tell and else by their given names.
func (l *linkage) twoSexes(a, r *entry) bool {
	man := func(e *entry) bool { return e.Sex == "M" || e.Sex == "" && l.model.man(e.giv) }
	woman := func(e *entry) bool { return e.Sex == "F" || e.Sex == "" && l.model.woman(e.giv) }
	return man(a) && woman(r) || woman(a) && man(r)
}

// renamed reports whether a pair may be one woman, whose last name is another on
// either list: no weight tells how likely that is, but that neither of the two
// has anybody else to be.
func (l *linkage) renamed(p *pair) bool {
	return p.last >= lastShare && p.first <= firstLeftOut && p.ev.has(grownUps) && p.ev.has(schoolSame) && p.ev.has(profileSame) &&
		!p.ev.has(man|doubt|namesEqual) && l.bothFree(p)
}

// misspelt reports whether a pair may be one person whose names are misspelt on
// either list, though a class speaks against it: neither of the two has anybody
// else to be, and a class may be as wrong as a name.
func (l *linkage) misspelt(p *pair) bool {
	return p.last <= lastTypo && (p.first <= firstTypo || p.first == firstGender) && p.ev.has(schoolSame) && p.ev.has(profileSame) &&
		!p.ev.has(doubt|namesEqual|bornDiffers|sexDiffers|lastYear) && l.bothFree(p)
}

// bothFree reports whether equal names have settled neither of a pair.
func (l *linkage) bothFree(p *pair) bool {
	return l.settled.person[p.account] < 0 && !l.holds(&l.settled, p.person, p.account)
}

// worthKeeping is the least weight of a pair that a family could still raise.
const worthKeeping = -6

// kin reports whether a relative of the one is linked to a relative of the
// other, or a partner to a partner.
func (l *linkage) kin(a, r *entry) bool {
	return l.relatives(a.children, r.children).shared || l.relatives(a.guardians, r.guardians).shared || l.sharePartner(a, r)
}

// measure gives a pair of equal names what the model needs.
func (l *linkage) measure(p *pair) {
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	m := l.compareNames(a, r)
	p.last, p.first, p.swapped, p.uLast, p.uFirst = m.last, m.first, m.swapped, float32(m.uLast), float32(m.uFirst)
	p.pool = l.pools.common(a, r)
	p.weigh(l)
}

// weigh renews the weight of a pair.
func (p *pair) weigh(l *linkage) {
	p.bits = float32(l.model.weigh(p, l.pools.all[p.pool]))
	if l.settled.person[p.account] != p.person && (l.settled.person[p.account] >= 0 || l.holds(&l.settled, p.person, p.account)) {
		p.bits += bitsTaken
	}
}

// widenFamilies pairs the relatives of those who are linked by now: guardians
// change their last name, not their child. It reports whether there were any.
func (l *linkage) widenFamilies() (found bool) {
	for i := range l.links.person {
		j := l.links.person[i]
		if j < 0 {
			continue
		}
		a, r := &l.accounts.people[i], &l.roster.people[j]
		for _, side := range [...]struct{ as, rs []int32 }{{a.guardians, r.guardians}, {a.children, r.children}, {l.accounts.partners(a), l.roster.partners(r)}} {
			if len(side.as)*len(side.rs) > manyRelatives*manyRelatives {
				continue
			}
			for _, x := range side.as {
				for _, y := range side.rs {
					if l.links.person[x] < 0 || l.links.holder[y] < 0 || l.abroad(x) {
						if p, ok := l.near(x, y); ok {
							l.add(p)
							found = true
						}
					}
				}
			}
		}
	}
	return found
}
