package matcher

import (
	"slices"
	"strings"
)

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
	case two && l.namesOnly.of(p) && calledAlike(p):
		return enoughCalled
	case two:
		return neverAlone
	}
	if p.last == lastPart && p.ev.has(classDiffers) && !p.ev.has(beyondNames) && !l.movesOn(p) {
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

// A namePair is the names of a pair as they are read, and how they agree.
type namePair struct {
	aLast, rLast   *surname // the account's and the person's
	aFirst, rFirst *given
	nameMatch
}

// twoPeoplesNames reports whether the names of a pair are as likely two people's, and
// neither a class nor anything beyond the names tells. Where cells are exchanged either
// row may be the one that is written the other way round, and one such reading is enough:
// Lina BOUDISSA is no more BOUDISSA Lena than BOUDISSA Lina is.
func (l *linkage) twoPeoplesNames(p *pair) bool {
	a, r := l.rows(p)
	if !p.swapped {
		return l.areTwo(p, namePair{a.sur, r.sur, a.giv, r.giv, p.nameMatch})
	}
	if !p.ev.has(beyondNames) && (l.eitherWay(p) || l.inTheirCells(p)) {
		return true
	}
	names, x, y := l.roster.names, l.compareExchanged(a, r), l.compareExchanged(r, a)
	return l.areTwo(p, namePair{names.asSurname(a.giv), r.sur, names.asGiven(a.sur), r.giv, x}) ||
		l.areTwo(p, namePair{a.sur, names.asSurname(r.giv), a.giv, names.asGiven(r.sur), y})
}

// areTwo is twoPeoplesNames of one reading.
func (l *linkage) areTwo(p *pair, n namePair) bool {
	parents := p.ev.has(grownUps) && shareChild(p.ev) // no child's two are Carine and Karine
	switch {
	case n.last >= lastSound && !p.ev.has(beyondNames) && (!p.ev.has(classSame) || p.families) && l.twoNames(p, n),
		n.last == lastParticle && !p.ev.has(beyondNames|classSame) && l.articleApart(n),
		n.first == firstTypo && l.twoGivenNames(p, n) && !parents && !l.onlyOne(p),
		n.first == firstTypo && !p.ev.has(decisive) && shortTypo(n.aFirst, n.rFirst),
		n.first == firstGender && !(p.ev.has(priorSame) && (shareChild(p.ev) || p.ev.has(classSame))), // a brother and a sister, or a child's two parents
		n.first == firstKindred && !parents && !l.onlyOne(p),
		n.first == firstNick && !p.ev.has(bornSame|classSame|priorSame) && !parents,
		n.first == firstShort && p.families && !p.ev.has(beyondNames), // whose guardians are others, as far as is known
		n.first == firstShared && !p.ev.has(bornSame|priorSame) && !(p.ev.has(grownUps) && p.ev.has(familySame)) && !slipLater(p, n),
		(n.first == firstLater || n.first == firstOrder && n.maybeCompound()) && !p.ev.has(beyondNames|classSame): // the first given name decides, the others only confirm
		return true
	}
	return false
}

// twoGivenNames reports whether two given names a letter apart are both others'
// too, in about the same measure, or given names that are known to be in use: Lina
// and Lena are twins, of one birth date, class and family, while a slip of the hand
// makes a name that hardly anybody bears.
func (l *linkage) twoGivenNames(p *pair, read namePair) bool {
	a, r := read.aFirst, read.rFirst
	x, y := a.names()[0], r.names()[0]
	if p.ev.has(sexSame) && genders(x, y) {
		return false // Stéphane and Stephan, both a man
	}
	if (a.firstSet|r.firstSet)&lostLetter != 0 {
		return false // it stands for the other's
	}
	if l.roster.naming == French && bothUsual(a, r) {
		return true
	}
	n := &l.model.firstNames
	return n.known(x) && n.known(y) && inUse(n.of(x).rows, n.of(y).rows)
}

// slipLater reports whether the given names behind the first differ by a slip of
// the hand, or where a family tells as well by how much of them was written: Mohamed
// Amine and Mohamed Yacine are brothers, and Mohamed Am is either's row cut off.
func slipLater(p *pair, read namePair) bool {
	a, r := read.aFirst, read.rFirst
	if len(a.names()) < 2 || len(r.names()) < 2 {
		return false
	}
	x, y := strings.Join(a.names()[1:], ""), strings.Join(r.names()[1:], "")
	return oneTypo(x, y) || p.ev.has(familySame) && (strings.HasPrefix(x, y) || strings.HasPrefix(y, x))
}

// eitherWay reports whether both names of a pair are given names and last names:
// Simon THOMAS and Thomas SIMON are two pupils. What the lists say of that is no
// use, for a whole list may have its cells exchanged.
func (l *linkage) eitherWay(p *pair) bool {
	all := func(words []string) bool {
		return !slices.ContainsFunc(words, func(w string) bool { return !givenLastNames[w] })
	}
	both := func(e *entry) bool { return all(e.sur.parts()) && all(e.giv.names()) }
	a, r := l.rows(p)
	return l.roster.naming == French && (both(a) || both(r))
}

// inTheirCells reports whether exchanged names of a pair come near only, while either
// row has a given name that is in use in the given name's cell: Sarah MOHAMED is not
// Mohamed BEN SALAH with a slip.
func (l *linkage) inTheirCells(p *pair) bool {
	usual := func(e *entry) bool { return usualGivenNames[e.giv.names()[0]] }
	a, r := l.rows(p)
	return l.roster.naming == French && !p.sameNames() && usual(a) && usual(r)
}

// inUse reports whether of two counts of names neither may be slips among the other.
func inUse(x, y int32) bool { return min(x, y) >= max(x, y)/slipShare }

// slipShare is how many times as frequent as its slips a name is at least.
const slipShare = 40

// twoNames reports whether both last names are others' too: Fernandez and
// Fernandes are two names, a slip of the hand makes one that nobody bears. Of two
// people whose families are told, and are others, a family that bears the name is
// enough. Where the lists are too short to tell, two names in use that are not said
// alike are Dupont and Dumont, which a slip seldom makes of one another; what is said
// alike is misspelt often.
func (l *linkage) twoNames(p *pair, read namePair) bool {
	a, r := read.aLast, read.rLast
	n := &l.model.lastNames
	switch {
	case (a.set|r.set)&lostLetter != 0:
		return false // it stands for the other's
	case p.families && n.of(a.core()).rows > 1 && n.of(r.core()).rows > 1, n.known(a.core()) && n.known(r.core()):
		return true
	}
	return read.last != lastSound && l.usualLasts(a.core(), r.core())
}

// usualLasts reports whether two last names are others that are both known to be in use.
func (l *linkage) usualLasts(x, y string) bool {
	return l.roster.naming == French && x != y && usualLastNames[x] && usualLastNames[y]
}

// articleApart reports whether two last names differ in an article and others
// bear either, or both are known to be in use: LE ROUX and ROUX are two names, as
// registers drop a particle and no article.
func (l *linkage) articleApart(read namePair) bool {
	a, r := read.aLast, read.rLast
	return l.model.articled.known(a.compact()) && l.model.articled.known(r.compact()) || l.usualLasts(a.compact(), r.compact())
}

// married reports whether one of the two rows gives both names of a woman.
func (l *linkage) married(p *pair) bool {
	a, r := l.rows(p)
	return a.sur.married || r.sur.married
}

// ofTwo reports whether one of two rows is a couple's, as it names somebody with
// whom the other has a child behind the other's given name: Éric et Virginie. Of
// three given names and more the later are her own. An identifier that the row
// bears says which of the two has it.
func (l *linkage) ofTwo(p *pair) bool {
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
	if p.moves || !l.eligible(p) || l.ofTwo(p) || l.departed(p) {
		return false
	}
	return !l.beside(p, func(o *pair) bool { return l.contests(o, p) })
}
