package matcher

import (
	"slices"
	"strings"
	"unicode"
)

const (
	// orderedRows is how many rows of a school with both names in one cell tell in which
	// order their list has them.
	orderedRows = 20

	// orderedShare is how many of them at most may read the other way round: of a list in
	// one order those do in which both names are given names and last names.
	orderedShare = .05
)

// An order is how two names stand in one cell.
type order int8

const (
	lastFirst order = iota // DUPONT Léa
	firstLast              // Léa DUPONT
	orders
)

// A parting is one way to part a cell in which both names stand.
type parting struct {
	order
	sur *surname
	giv *given
	support
	likely float64 // how often the other list has the two names in their cells
}

// A support is what speaks for a parting.
type support int8

const (
	unknown   support = iota
	oneKnown          // one of the two is a name of the other list, in its cell
	bothKnown         // both are, or capitals tell
	borne             // somebody there bears the two
)

// partCells parts the names of rows that have both in one cell, and nothing in the
// other: a list made by hand has one column of names, or somebody typed both before she
// went on. Where the one ends and the other begins the other list's names tell, or
// capitals; who may be Ali MOHAMED and ALI Mohamed stays as she is written, unless the
// list is plainly in one order.
func (l *linkage) partCells() {
	for range 2 { // by the names that were parted in the other list, too
		accounts, roster := l.accounts.parted(l.roster), l.roster.parted(l.accounts)
		if len(accounts)+len(roster) == 0 {
			return
		}
		for i, p := range accounts {
			l.accounts.people[i].read(p.sur, p.giv)
		}
		for i, p := range roster {
			l.roster.people[i].read(p.sur, p.giv)
		}
		l.accounts.refile()
		l.roster.refile()
		l.inRoster = l.accounts.numbersIn(l.crew, &l.roster.namesakes)
	}
}

// parted returns how the cells of one list are parted by the names of the other.
func (l *list) parted(other *list) map[int32]*parting {
	var theirs cellCount
	readings := map[int32][]parting{}
	tally := map[string]*[orders]int{}
	for i := range l.people {
		e := &l.people[i]
		if cell := e.onlyCell(); cell != "" {
			if theirs.last == nil {
				theirs = countCells(other)
			}
			ps := l.partings(cell, other, theirs)
			readings[int32(i)] = ps
			for o := range orders {
				if tells(ps, o) {
					for _, s := range e.namedOrNone() {
						if tally[s] == nil {
							tally[s] = &[orders]int{}
						}
						tally[s][o]++
					}
				}
			}
		}
	}
	parted := map[int32]*parting{}
	for i, ps := range readings {
		e := &l.people[i]
		for o := range orders {
			least := bothKnown
			if inOrder(e, tally, o) {
				least = unknown
			} else if reads(ps, 1-o) {
				continue
			}
			if p := onlyParting(ps, o, least); p != nil {
				parted[i] = p
				break
			}
		}
	}
	return parted
}

// inOrder reports whether the cells of a row's school plainly have names in that order.
func inOrder(e *entry, tally map[string]*[orders]int, o order) bool {
	for _, s := range e.namedOrNone() {
		if t := tally[s]; t == nil || t[o] < orderedRows || float64(t[1-o]) > orderedShare*float64(t[o]) {
			return false
		}
	}
	return true
}

// onlyCell returns the cell in which all words of a row's names stand, "" if there are
// none or less than two, or in both cells.
func (e *entry) onlyCell() string {
	last, first := e.cells()
	switch {
	case e.names != nil:
		return ""
	case len(e.giv.names()) == 0 && strings.IndexByte(e.sur.text(), ' ') > 0:
		return named(repaired(last))
	case e.sur.compact() == "" && strings.IndexByte(e.giv.text(), ' ') > 0:
		return named(repaired(first))
	}
	return ""
}

// partings returns the ways to part a cell.
func (l *list) partings(cell string, other *list, theirs cellCount) (ps []parting) {
	words := strings.Fields(cell)
	for n := 1; n < len(words); n++ {
		for o := range orders {
			last, first := words[:n], words[n:]
			if o == firstLast {
				last, first = first, last
			}
			lasts, firsts := capitals(last), capitals(first[:1]) || capitals(first[len(first)-1:])
			p := parting{order: o, sur: l.names.surname(strings.Join(last, " ")), giv: l.names.given(strings.Join(first, " "))}
			if p.sur.compact() == "" || len(p.giv.names()) == 0 {
				continue
			}
			switch last, first := theirs.last[p.sur.letters()] > 0, theirs.first[p.giv.names()[0]] > 0; {
			case other.bearers(fullNameOf(p.sur, p.giv)) != nil:
				p.support = borne
			case last && first, lasts && !firsts:
				p.support = bothKnown
			case last || first:
				p.support = oneKnown
			}
			p.likely = theirs.likely(p.sur.letters(), p.giv.names()[0])
			ps = append(ps, p)
		}
	}
	return ps
}

// capitals reports whether all words are in capital letters, as last names are.
func capitals(words []string) bool {
	letters := false
	for _, w := range words {
		for _, r := range w {
			if unicode.IsLower(r) {
				return false
			}
			letters = letters || unicode.IsUpper(r)
		}
	}
	return letters
}

// reads reports whether a cell may be read in an order.
func reads(ps []parting, o order) bool {
	return slices.ContainsFunc(ps, func(p parting) bool { return p.order == o && p.support >= bothKnown })
}

// tells reports whether a cell tells that its list has names in an order: it may not be
// read in the other, or is plainly the other by where the other list has the names. Some
// lists write the given names in capitals, and a given name stands in the wrong cell here
// and there.
func tells(ps []parting, o order) bool {
	return reads(ps, o) && (!reads(ps, 1-o) || likeliest(ps, o) >= plainlyOther*likeliest(ps, 1-o))
}

// likeliest is how often the other list has the names of a parting in an order at most.
func likeliest(ps []parting, o order) (most float64) {
	for _, p := range ps {
		if p.order == o {
			most = max(most, p.likely)
		}
	}
	return most
}

// onlyParting returns the way to part a cell in an order for which most speaks, and no less
// than that; nil if as much speaks for another.
func onlyParting(ps []parting, o order, least support) (found *parting) {
	several := false
	for i := range ps {
		switch p := &ps[i]; {
		case p.order != o || p.support < least:
		case found == nil, p.support > found.support:
			found, several = p, false
		case p.support == found.support:
			several = true
		}
	}
	if several {
		return nil
	}
	return found
}
