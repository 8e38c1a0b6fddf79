package matcher

import "strings"

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
	l.fitGrades(&p, p.ev.has(classSame) || a.wasIn(r.classes))
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
	if l.sexMistyped(p) {
		p.bits -= bitsSexDiffers
	}
	if !l.isSettled(p) && !l.bothFree(p) {
		p.bits += bitsTaken
	}
}
