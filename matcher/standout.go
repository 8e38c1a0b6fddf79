package matcher

import "slices"

// Bounds on the weight, in bits. They are low, because the model reckons with
// strangers and relatives only, and an account nearly always is somebody's: what
// keeps links right is that nobody else comes near.
const (
	enough              = 3   // of a pair of names not equal, for a link
	enoughOtherChildren = 7.5 // of equal names where other children speak against them, by how rare the names are
	enoughTold          = 1   // where lists so long as tellingRows tell which names are rare
	enoughPart          = 11  // where one of two last names is left out, and nothing but names speaks
	enoughSchool        = 9   // in such a pair, in the lists of a school
	enoughRare          = 7   // in such a pair, where lists so long as tellingRows tell which names are rare
	margin              = 6   // by how much it must outweigh all others
	marginAway          = 4.5 // and whoever bears the very names at another school
	rare                = 8   // of names without a school
	rareTold            = 5   // where lists so long as tellingRows tell how rare they are
	neverAlone          = 1 << 10
	tellingRows         = 20000 // of both lists: a name of two in ten thousand is seen four times
	schoolRows          = 200   // of a list as long as a school's, which tells as much of its names

	enoughBeside = 6 // of a pair with a slip in the name, to leave open who is meant by equal names
)

// needs is the weight that a pair of names not equal needs. A name given up or
// taken on by marriage looks as a second surname left out does, so of a woman
// that takes more than names, or rare ones where the list is long enough to tell.
func (l *linkage) needs(p *pair) float32 {
	two, alone := l.twoPeoplesNames(p), l.namesOnly.of(p)
	switch {
	case two && (alone || l.oneCalledSo(p)):
		return l.ofTwoNames(p)
	case two:
		return neverAlone
	}
	if !p.ev.has(beyondNames) && (p.last == lastShare && l.twoWives(p) || p.last == lastPart && p.ev.has(classDiffers) && !l.movesOn(p)) {
		return neverAlone
	}
	switch {
	case l.maybeGivenUp(p):
		return l.needsGivenUp(alone, alone || namesAlone(p) && !l.oneTellsChildren(p))
	case p.families && p.ev.has(grownUps) && !p.ev.has(beyondNames): // both have children, who should tell
		return max(enough, enough-bitsChildrenOther-l.partnersName(p))
	case l.long(), alone && ofOneName(p), p.first == firstNick && p.last <= lastOrder && p.ev.has(grownUps):
		return enoughTold // by a nickname a child's parent is as well told as by a name
	case alone && p.last == lastPart && !p.ev.has(grownUps):
		return enoughPupilsPart
	}
	return enough
}

// maybeGivenUp reports whether the last name that one of two rows lacks may be one that a
// woman gave up or took on, so that what is left is her family's.
func (l *linkage) maybeGivenUp(p *pair) bool {
	return p.last == lastPart && p.ev.has(grownUps) && !p.ev.has(beyondNames|man) && !l.married(p)
}

// needsGivenUp is what such a pair needs, where nothing but names is told of anybody, or
// of these two.
func (l *linkage) needsGivenUp(anybody, these bool) float32 {
	switch {
	case l.long() && these:
		return enoughLeftOut
	case anybody:
		return enoughLeftOutShort
	case l.long():
		return enoughRare
	case l.model.lastNames.rows >= 2*schoolRows:
		return enoughSchool
	}
	return enoughPart
}

// long reports whether the lists are long enough to tell how rare a name is.
func (l *linkage) long() bool { return l.model.lastNames.rows >= tellingRows }

// married reports whether one of the two rows gives both names of a woman.
func (l *linkage) married(p *pair) bool {
	a, r := l.rows(p)
	return a.sur.married || r.sur.married
}

// twoWives reports whether either row gives both names of a woman, and each a name that
// the other, of two as well, lacks: two brothers' wives have birth names beside his.
func (l *linkage) twoWives(p *pair) bool {
	a, r := l.rows(p)
	x, y := a.sur.parts(), r.sur.parts()
	lacks := func(in, of []string) bool {
		return slices.ContainsFunc(of, func(w string) bool { return !slices.Contains(in, w) })
	}
	return l.married(p) && len(x) > 1 && len(y) > 1 && lacks(x, y) && lacks(y, x)
}

// couplesRow reports whether one of two rows is a couple's, as it names somebody with
// whom the other has a child behind the other's given name: Éric et Virginie. Of
// three given names and more the later are her own. An identifier that the row
// bears says which of the two has it.
func (l *linkage) couplesRow(p *pair) bool {
	if p.first != firstLeftOut || p.ev.has(priorSame) {
		return false
	}
	names := func(both *given, one *entry, in *list) bool {
		if len(both.names()) != 2 && !slices.Contains(both.names(), "et") {
			return false
		}
		return slices.ContainsFunc(in.them(one.partners), func(i int32) bool {
			other := in.people[i].giv.names()
			return len(other) > 0 && slices.Contains(both.names()[1:], other[0])
		})
	}
	a, r := l.rows(p)
	if names(a.giv, r, l.roster) || names(r.giv, a, l.accounts) {
		return true
	}
	return p.swapped && (names(l.roster.names.asGiven(a.sur), r, l.roster) || names(l.roster.names.asGiven(r.sur), a, l.accounts))
}

// standsOut reports whether a pair may be linked: eligible, not a couple's nor
// that of somebody who left, no identifier changes hands, and every rival on either
// side is set apart from it.
func (l *linkage) standsOut(p *pair) bool {
	if p.moves || !l.eligible(p) || l.couplesRow(p) || l.departed(p) {
		return false
	}
	return !l.beside(p, func(o *pair) bool { return l.contests(o, p) })
}
