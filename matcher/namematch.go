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

// bearSame reports whether two rows of one list bear the same names, but for
// further given names and the cells that they stand in.
func (l *linkage) bearSame(a, b *entry) bool {
	n := l.roster.naming
	last, _ := n.compareLast(a.sur, b.sur)
	if (last <= lastOrder || last == lastPart && (a.sur.married || b.sur.married)) && n.compareFirst(a.giv, b.giv) <= firstLeftOut {
		return true
	}
	m := l.compareExchanged(a, b)
	return m.sameNames()
}

// writtenAlike reports whether the cells of two rows are read as the same names, no
// letter of which is lost.
func writtenAlike(a, r *entry) bool {
	return a.sur == r.sur && a.giv == r.giv && r.full >= 0 && r.names == nil
}
