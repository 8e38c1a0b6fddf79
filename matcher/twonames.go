package matcher

import (
	"slices"
	"strings"
)

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
	if accentsLeftOut(a.cell, y) || accentsLeftOut(r.cell, x) {
		return false // how many rows lack them is the export's doing
	}
	n := &l.model.firstNames
	return n.known(x) && n.known(y) && inUse(n.of(x).rows, n.of(y).rows)
}

// inUse reports whether of two counts of names neither may be slips among the other.
func inUse(x, y int32) bool { return min(x, y) >= max(x, y)/slipShare }

// slipShare is how many times as frequent as its slips a name is at least.
const slipShare = 40

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
	case accentsLeftOut(a.cell, r.core()) && !usualLastNames[r.core()] || accentsLeftOut(r.cell, a.core()) && !usualLastNames[a.core()]:
		return false
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

// maybeCompound reports whether either of two given names may be a compound one whose
// hyphen was left out: Paul Jean is not Jean-Paul, his father.
func (n *namePair) maybeCompound() bool {
	return compoundBegins[n.aFirst.names()[0]] || compoundBegins[n.rFirst.names()[0]]
}

// compoundBegins are the given names with which compound ones begin.
var compoundBegins = map[string]bool{"jean": true, "marie": true, "anne": true, "pierre": true, "louis": true}
