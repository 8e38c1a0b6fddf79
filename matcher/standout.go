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
	neverAlone          = 1 << 10
	tellingRows         = 20000 // of both lists: a name of two in ten thousand is seen four times
	schoolRows          = 200   // of a list as long as a school's, which tells as much of its names

	enoughBeside = 6 // of a pair with a slip in the name, to leave open who is meant by equal names
)

// needs is the weight that a pair of names not equal needs. A name given up or
// taken on by marriage looks as a second surname left out does, so of a woman
// that takes more than names, or rare ones where the list is long enough to tell.
func (l *linkage) needs(p *pair) float32 {
	switch two := l.twoPeoplesNames(p); {
	case two && l.namesOnly.of(p):
		return ofTwoNames(p)
	case two:
		return neverAlone
	}
	if !p.ev.has(beyondNames) && (p.last == lastShare && l.twoWives(p) || p.last == lastPart && p.ev.has(classDiffers) && !l.movesOn(p)) {
		return neverAlone
	}
	if p.last == lastPart && p.ev.has(grownUps) && !p.ev.has(beyondNames|man) && !l.married(p) {
		switch rows := l.model.lastNames.rows; {
		case rows >= tellingRows && l.namesOnly.of(p):
			return enoughLeftOut
		case rows >= tellingRows:
			return enoughRare
		case rows >= 2*schoolRows:
			return enoughSchool
		}
		return enoughPart
	}
	switch {
	case p.families && p.ev.has(grownUps) && !p.ev.has(beyondNames): // both have children, who should tell
		return max(enough, enough-bitsChildrenOther-l.partnersName(p))
	case l.model.lastNames.rows >= tellingRows, l.namesOnly.of(p) && wholeFirst(p), p.first == firstNick && p.last <= lastOrder && p.ev.has(grownUps):
		return enoughTold // by a nickname a child's parent is as well told as by a name
	}
	return enough
}

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

// told is the share of a list's people from which on it tells something.
const told = .01

// What pairs need, in bits, in lists that tell nothing but names: see namesOnly.
// They are what made schools of several makers bear, with all but the names,
// profiles and schools blanked: of two hundred such links one is wrong at most.
const (
	enoughLeftOut  = 4 // where one of two last names is left out
	enoughTwoLasts = 4 // of two last names a letter apart, each of which others bear
	enoughCalled   = 2 // of two ways to call one person: see ofTwoNames
)

// namesOnly is of whom two lists tell nothing but names, profiles and schools: no birth
// date, family or class stands on both sides of more than a few pairs. Elsewhere a near
// name waits for what the other columns say; here they say nothing of anybody, and who
// reviews a pair has no more to go by than Link has. An application may have the birth
// dates of its pupils and nothing of their guardians.
type namesOnly struct{ anybody, grownUps bool }

func newNamesOnly(a, r *list) (n namesOnly) {
	of := func(among func(e *entry) bool) bool {
		x, rows := a.tells(among)
		y, more := r.tells(among)
		for i := range x {
			if x[i] && y[i] {
				return false
			}
		}
		return min(rows, more) >= schoolRows
	}
	return namesOnly{of((*entry).anybody), of((*entry).grownUp)}
}

func (e *entry) anybody() bool { return true }

// grownUp reports whether a profile says that somebody is no pupil.
func (e *entry) grownUp() bool { return e.kind != 0 && e.kind&pupilKind == 0 }

// of reports whether nothing else is told of a pair's sort of people.
func (n namesOnly) of(p *pair) bool { return n.anybody || n.grownUps && p.ev.has(grownUps) }

// tells says of birth dates, families and pupils' classes whether a list tells
// them, of more than a few of some people, and how many these are.
func (l *list) tells(among func(e *entry) bool) (tells [3]bool, rows int) {
	var n [3]int
	for i := range l.people {
		e := &l.people[i]
		if !among(e) {
			continue
		}
		rows++
		n[0] += one(e.birth != 0)
		n[1] += one(e.children.n+e.guardians.n > 0)
		n[2] += one(e.kind&^pupilKind == 0 && len(e.classes) > 0)
	}
	for i := range n {
		tells[i] = float64(n[i]) > told*float64(rows)
	}
	return tells, rows
}

// ofTwoNames is what a pair needs in such lists whose names are two people's as they are
// written: little where all that sets them apart is an article, how a last name that is
// said alike is spelled, or that the one is short for the other (Le Roux and Roux,
// Fernandes and Fernandez, Alex and Alexandre), and more for last names a letter apart.
// Given names as Lina and Lena are a person's to judge here, too, for twins bear them,
// and so are last names of people whose families are told.
func ofTwoNames(p *pair) float32 {
	switch whole := p.first <= firstLeftOut; {
	case whole && p.last == lastParticle, p.first == firstNick && p.last <= lastOrder:
		return enoughCalled
	case !whole || p.swapped || p.families:
		return neverAlone
	case p.last == lastSound:
		return enoughCalled
	case p.last == lastTypo:
		return enoughTwoLasts
	}
	return neverAlone
}

// wholeFirst reports whether the given name of a pair is the same, and the last
// name another writing of one. Grown-ups are told apart by their further given
// names, so those have to be the same too.
func wholeFirst(p *pair) bool {
	return (p.first == firstEqual || p.first == firstLeftOut && !p.ev.has(grownUps)) && p.last <= lastTypo && p.last != lastPart
}
