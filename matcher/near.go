package matcher

import (
	"slices"
	"strings"
)

// nameMatch says how the names of two people agree.
type nameMatch struct {
	last          lastLevel
	first         firstLevel
	swapped       bool    // with last and first name exchanged
	uLast, uFirst float32 // how likely a stranger's names agree so
}

// sameNames reports whether the names are the same as they may be written: further given
// names, spaces, particles and the order of last names apart.
func (n nameMatch) sameNames() bool { return n.last <= lastOrder && n.first <= firstLeftOut }

// mayBeOne reports whether the names may be one person's: neither the last nor the first
// name is plainly another.
func (n nameMatch) mayBeOne() bool {
	return n.last < lastOther && n.first < firstOther || n.first <= firstLeftOut
}

// incomplete reports whether a row lacks one of the two names, so that half of them
// is all there is to compare.
func (n nameMatch) incomplete() bool { return n.last == lastNone || n.first == firstNone }

// compareNames compares names that are not equal, also with last and first name
// exchanged, which people do when they type a list.
func (l *linkage) compareNames(a, r *entry) nameMatch {
	n := l.roster.naming
	var m nameMatch
	if writtenAlike(a, r) {
		if l.model != nil {
			m.uLast, m.uFirst = float32(l.model.lastShare(a.sur)), float32(l.model.firstShare(a.giv))
		}
		return m
	}
	var shared string
	m.last, shared = n.compareLast(a.sur, r.sur)
	m.first = n.compareFirst(a.giv, r.giv)
	switch {
	case m.first == firstGender && (a.Sex != "" && a.Sex == r.Sex || a.born(r).has(bornSame) || l.oneSex(a.giv, r.giv)):
		m.first = firstTypo
	case m.first == firstOther && m.last <= lastSound && shortTypo(a.giv, r.giv) && (a.born(r).has(bornSame) || n == French && oneUsual(a.giv, r.giv)):
		m.first = firstTypo
	}
	if (m.first > firstLeftOut && m.last > lastEqual || m.last > lastOrder) && parted(a, r) {
		m.last, m.first = lastOrder, firstLeftOut
	}
	if m.last == lastOther && m.first >= firstGender && m.first < firstNone && l.crossed(a, r) {
		x, y := l.compareExchanged(a, r), l.compareExchanged(r, a)
		gender := x.first == firstGender || y.first == firstGender // Karim is not Karima, whichever cell he stands in
		if l.exchangedRather(r, a, y, x) {
			x, y = y, x
		}
		for _, m := range [...]nameMatch{x, y} {
			if m.last <= lastTypo && m.first < firstGender && !gender {
				return m
			}
		}
	}
	if m.last == lastOther && l.alias(a, r) {
		m.last = lastAlias
	}
	if m.last >= lastAlias && m.first >= firstOther && !m.incomplete() {
		if x, ok := l.exchangedGuardian(a, r); ok {
			m = x
		}
	}
	if l.model != nil {
		m.uLast = float32(l.model.strangersLast(m.last, a.sur, r.sur, shared))
		m.uFirst = float32(l.model.strangersFirst(m.first, a.giv, r.giv))
	}
	return m
}

// parted reports whether two rows are written with the same words, one of which is
// the last word of the last name here and the first of the given names there, or the
// last: NGUYEN VAN Jamel, NGUYEN Van Jamel and NGUYEN Jamel Van.
func parted(a, r *entry) bool {
	long, short := a, r
	if len(a.sur.text()) < len(r.sur.text()) {
		long, short = r, a
	}
	last, n := long.sur.text(), len(short.sur.text())
	if n == 0 || len(last) < n+2 || last[n] != ' ' || last[:n] != short.sur.text() || long.giv.text() == "" {
		return false
	}
	if given, ok := strings.CutSuffix(short.giv.text(), last[n:]); ok && given == long.giv.text() {
		return true
	}
	given, ok := strings.CutPrefix(short.giv.text(), last[n+1:])
	if !ok || strings.IndexByte(last[n+1:], ' ') >= 0 || given == "" || given[0] != ' ' {
		return false
	}
	return beginsWith(given[1:], long.giv.text()) || beginsWith(long.giv.text(), given[1:])
}

// beginsWith reports whether words begin with others.
func beginsWith(words, others string) bool {
	rest, ok := strings.CutPrefix(words, others)
	return ok && (rest == "" || rest[0] == ' ')
}

// oneSex reports whether the shorter of two given names that differ as a man's
// and a woman's is a woman's already: Ambree is a slip for Ambre, and Christelle
// another spelling of Christel, while Andrée is not André.
func (l *linkage) oneSex(a, b *given) bool {
	x, y := a.names()[0], b.names()[0]
	if len(x) > len(y) {
		x, y = y, x
	}
	return l.model != nil && feminine(y, x) && plainly(l.model.women, l.model.men, x)
}

// shortTypo reports whether given names of three letters differ by one, which is
// a slip only where much else agrees, a birth date or a family: Léa and Léo are one
// letter apart, as Zoé and Zpé are.
func shortTypo(a, b *given) bool {
	if len(a.names()) == 0 || len(b.names()) == 0 {
		return false
	}
	x, y := a.names()[0], b.names()[0]
	return min(len(x), len(y)) >= 2 && max(len(x), len(y)) == 3 && ascii(x) && ascii(y) && edits(x, y, 1) <= 1
}

// crossed reports whether two rows may have the same names in each other's cells,
// by the letter that these begin with and by a last name.
func (l *linkage) crossed(a, r *entry) bool {
	same := func(x, y string) bool { return x != "" && y != "" && x[0] == y[0] }
	return (same(a.sur.compact(), r.giv.compact()) || same(r.sur.compact(), a.giv.compact())) && (l.nearAsLast(a.giv, r.sur) || l.nearAsLast(r.giv, a.sur))
}

// mayStandFor reports whether given names, read as a last name, may come as near
// to one as lastTypo. It tells of single words of usual length only, which no
// more edits part than alike and oneTypo allow, and of cells that are read as
// they are written.
func mayStandFor(g *given, s *surname) bool {
	if !g.plain || len(g.words()) != 1 || len(s.parts()) != 1 || len(s.compact()) != len(s.core()) || max(len(g.compact()), len(s.compact())) >= cutLength {
		return true
	}
	return g.set.within(s.set, max(2, soundEdits(len(g.compact()), len(s.compact()))))
}

// nearAsLast reports whether given names, read as a last name, come as near to one as
// lastTypo.
func (l *linkage) nearAsLast(g *given, s *surname) bool {
	if !mayStandFor(g, s) {
		return false
	}
	last, _ := l.roster.naming.compareLast(l.roster.names.asSurname(g), s)
	return last <= lastTypo
}

// exchangedRather reports whether it is a row e that has its names exchanged, to
// which x is due, and not the other with y: the one whose names the lists have the
// other way round. A name is as rare as it is in its own cell, and what is left
// out of Marie-Odile is the half of a given name, not a second surname. Where the
// lists do not tell, it is that which finds less in common.
func (l *linkage) exchangedRather(e, other *entry, x, y nameMatch) bool {
	if l.model == nil {
		return x.last+lastLevel(x.first) < y.last+lastLevel(y.first)
	}
	if a, b := l.straight(e), l.straight(other); a != b {
		return a < b
	}
	if a, b := x.last+lastLevel(x.first), y.last+lastLevel(y.first); a != b {
		return a > b
	}
	return x.uLast*x.uFirst > y.uLast*y.uFirst
}

// straight is how many times as often a row's names are met as they stand as the
// other way round, one being half a row that was not seen.
func (l *linkage) straight(e *entry) float64 {
	names := l.roster.names
	return l.model.met(e.sur, e.giv) / l.model.met(names.asSurname(e.giv), names.asGiven(e.sur))
}

func (m *model) met(s *surname, g *given) float64 {
	if len(g.names()) == 0 {
		return .25
	}
	return (float64(m.lastNames.of(s.core()).rows) + .5) * (float64(m.firstNames.of(g.names()[0]).rows) + .5)
}

// compareExchanged compares the names of r with those of a, exchanged.
func (l *linkage) compareExchanged(a, r *entry) nameMatch {
	n := l.roster.naming
	m := nameMatch{swapped: true}
	sur, giv := l.roster.names.asSurname(a.giv), l.roster.names.asGiven(a.sur)
	var shared string
	m.last, shared = n.compareLast(sur, r.sur)
	m.first = n.compareFirst(giv, r.giv)
	if l.model != nil && m.last < lastOther && m.first < firstOther {
		m.uLast = float32(l.model.strangersLast(m.last, sur, r.sur, shared))
		m.uFirst = float32(l.model.strangersFirst(m.first, giv, r.giv))
	}
	return m
}

// alias reports whether the last name of the one is that of a child of the
// other: guardians bear their children's name in one list and their birth name
// in the other.
func (l *linkage) alias(a, r *entry) bool {
	return l.accounts.childBears(a, r.sur) || l.roster.childBears(r, a.sur)
}

// childBears reports whether a child of e, of this list, bears a last name.
func (l *list) childBears(e *entry, s *surname) bool {
	return slices.ContainsFunc(l.few(e.children), func(c int32) bool {
		lvl, _ := l.naming.compareWords(l.people[c].sur, s)
		return lvl <= lastPart
	})
}

// exchangedGuardian compares two guardians of whom one has her names in each other's
// cells and the last name of a child of the other's, or of her own, in the one list.
// Given names that are last names as well tell nothing of the cells that they stand in.
func (l *linkage) exchangedGuardian(a, r *entry) (m nameMatch, ok bool) {
	if a.children.n == 0 || r.children.n == 0 || l.model == nil || l.roster.naming != French {
		return m, false
	}
	exchanged := func(e, other *entry) bool {
		given := e.sur.compact()
		if other.giv.names()[0] != given || givenLastNames[given] || usualLastNames[given] {
			return false
		}
		return usualGivenNames[given] && !usualGivenNames[e.giv.names()[0]] || l.straight(e) < seldomStraight
	}
	names := l.roster.names
	x, y := a.sur, r.sur
	switch {
	case exchanged(a, r):
		x = names.asSurname(a.giv)
	case exchanged(r, a):
		y = names.asSurname(r.giv)
	default:
		return m, false
	}
	m = nameMatch{swapped: true, last: lastOther, first: firstLeftOut}
	if l.accounts.childBears(a, y) || l.roster.childBears(r, x) {
		m.last = lastAlias
	}
	return m, true
}

// seldomStraight is how seldom names are met as they stand, beside the other way round,
// where they are taken to be exchanged though the last names differ.
const seldomStraight = 1. / 8

// near makes the pair of an account and a person whose names come near, if there
// is something in it and there is no such pair yet.
func (l *linkage) near(i, j int32) (p pair, ok bool) {
	a, r := &l.accounts.people[i], &l.roster.people[j]
	if l.paired(i, j) {
		return p, false
	}
	if compareProfiles(a.kind, r.kind).has(pupilOther) && !compareRest(a, r).has(bornSame|priorSame) { // asked first, for it is sooner told than names are compared
		return p, false
	}
	m := l.compareNames(a, r)
	if m.first >= firstOther && m.last >= lastAlias {
		return p, false
	}
	ev := compareRest(a, r)
	if m.incomplete() && (ev.has(doubt|profileOther) || !ev.has(bornSame|classSame|priorSame) && !l.kin(a, r)) {
		return p, false // half a name has too many bearers
	}
	given := ev.has(priorSame)
	if l.blind { // but not so that the pair is lost
		ev &^= priorSame
	}
	p = pair{account: i, person: j, ev: ev | namesNear, nameMatch: m, pool: l.pools.common(a, r)}
	l.fitGrades(&p, p.ev.has(classSame))
	if l.man(a) && l.man(r) {
		p.ev |= man
	}
	if p.weigh(l); p.bits < worthKeeping && !given && !l.whole(&p) && !l.renamed(&p) && !l.misspelt(&p) && !l.misspeltToo(&p) && !l.ofThatDay(&p) && !l.kin(a, r) {
		return p, false
	}
	p.ev |= l.compareChildren(a, r)
	l.complete(&p)
	return p, true
}

// whole reports whether a pair has one whole name, as the one row may give it and
// the other of several: somebody who may be meant, however many bear it.
func (l *linkage) whole(p *pair) bool {
	return p.first <= firstLeftOut && (p.last <= lastOrder || p.last == lastPart && l.married(p)) && p.ev.has(schoolSame) && !p.ev.has(doubt|profileOther)
}

// twoSexes reports whether one of two people is plainly a man and the other a
// woman, by what the rows tell and else by their given names.
func (l *linkage) twoSexes(a, r *entry) bool {
	return l.man(a) && l.woman(r) || l.woman(a) && l.man(r)
}

func (l *linkage) man(e *entry) bool   { return e.sex == 'M' || e.sex == 0 && l.model.man(e.giv) }
func (l *linkage) woman(e *entry) bool { return e.sex == 'F' || e.sex == 0 && l.model.woman(e.giv) }

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
	return p.ev.has(schoolSame) && p.ev.has(profileSame) && !p.ev.has(doubt|namesEqual) &&
		(p.last <= lastTypo && p.first < firstOther || l.slips(p)) && l.bothFree(p)
}

// misspeltToo reports whether a pair may be one person whose names are misspelt, whether
// or not she has another account under her very names: one account in a hundred is a
// second one.
func (l *linkage) misspeltToo(p *pair) bool {
	return p.ev.has(schoolSame) && p.ev.has(profileSame) && !p.ev.has(doubt|namesEqual) &&
		p.last <= lastTypo && p.last != lastPart && p.first < firstKindred && !l.twoPeoplesNames(p) && l.settled.person[p.account] < 0
}

// slips reports whether the one name is the same and slips of the hand may have
// made the other, more of them or in fewer letters than a link could stand on: Zoé
// and Zéo, Delphine and Delpihue. So it is with an initial alone.
func (l *linkage) slips(p *pair) bool {
	a, r := l.rows(p)
	return p.last <= lastOrder && p.first == firstOther && mayBeSlips(a.giv.names()[0], r.giv.names()[0]) ||
		p.last == lastOther && p.first <= firstLeftOut && mayBeSlips(a.sur.core(), r.sur.core())
}

// mayBeSlips reports whether two texts are one slip apart, in three letters or more, or
// two slips in five, or one is the initial of the other.
func mayBeSlips(a, b string) bool {
	switch least := min(len(a), len(b)); {
	case strings.Contains(a, "?") || strings.Contains(b, "?") || max(len(a), len(b)) < 3:
		return false
	case least == 1:
		return a[0] == b[0]
	case least < 5:
		return edits(a, b, 1) <= 1
	}
	return edits(a, b, 2) <= 2
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
	return l.relatives(a.children, r.children).shared > 0 || l.relatives(a.guardians, r.guardians).shared > 0 || l.sharePartner(a, r)
}

// measure gives a pair of equal names what the model needs to weigh it.
func (l *linkage) measure(p *pair) {
	a, r := l.rows(p)
	p.nameMatch, p.pool = l.compareNames(a, r), l.pools.common(a, r)
}

// weigh renews the weight of a pair.
func (p *pair) weigh(l *linkage) {
	p.bits = float32(l.model.weigh(p, l.pools.all[p.pool]))
	if l.settled.person[p.account] != p.person && (l.settled.person[p.account] >= 0 || l.holds(&l.settled, p.person, p.account)) {
		p.bits += bitsTaken
	}
}
