package enroster

import (
	"bytes"
	"cmp"
	"slices"
)

// crossing is a finding before it gets its texts.
type crossing struct {
	id                 key // the GUID that is the finding's Value; zero: there is none
	place, first, have uint32
	column             uint16
	code               uint8 // of crossCodes
	severity           Severity
}

// crossCodes are the codes that compare rows.
var crossCodes = [...]Code{CodeDuplicateGUID, CodeDuplicateAccount, CodeDanglingChild, CodeChildNotPupil,
	CodePossibleSamePerson, CodeNamesake}

// note keeps a finding until all can be given in order.
func (c *Checker) note(code Code, severity Severity, f crossing) {
	f.code, f.severity = uint8(slices.Index(crossCodes[:], code)), severity
	c.found.add(f)
}

// tell reports a finding that was kept.
func (c *Checker) tell(f *crossing) {
	file := c.file(f.place)
	if file.partial {
		return
	}
	g := Finding{Code: crossCodes[f.code], Severity: f.severity, File: file.name, Line: int(f.place - file.base), Row: c.row(f.place),
		Column: int(f.column), Header: file.cols.header(int(f.column) - 1)}
	if f.first > 0 {
		first := c.file(f.first)
		if g.First = int(f.first - first.base); first != file {
			g.FirstFile = first.name
		}
	}
	if f.have > 0 {
		g.Have = int(f.have - c.file(f.have).base)
	}
	if f.id != (key{}) {
		g.Value = f.id.guid()
	}
	c.report(g)
}

// owned finds the GUIDs that two accounts of an account list have.
func (c *Checker) owned() {
	m := c.owners.sorted(func(a, b owner) int {
		return cmp.Or(bytes.Compare(a.guid[:], b.guid[:]), cmp.Compare(a.place, b.place))
	})
	var firsts []owner // of one GUID, one of each export
	for o := m.next(); o != nil; o = m.next() {
		if len(firsts) > 0 && firsts[0].guid != o.guid {
			firsts = firsts[:0]
		}
		file := c.file(o.place)
		switch i := slices.IndexFunc(firsts, func(f owner) bool { return c.file(f.place).export == file.export }); {
		case i < 0:
			firsts = append(firsts, *o)
		case o.account != firsts[i].account:
			f := crossing{place: o.place, first: firsts[i].place, column: file.column(FieldGUID)}
			if o.isGUID {
				f.id = o.guid
			}
			c.note(CodeDuplicateGUID, Error, f)
		}
	}
}

// identified goes through the people and the links to children side by side, both by identifier.
func (c *Checker) identified() {
	people := c.people.sorted(func(a, b person) int {
		if n := bytes.Compare(a.id[:], b.id[:]); n != 0 { // cmp.Or would compare the places of all
			return n
		}
		return cmp.Compare(a.place, b.place)
	})
	links := c.links.sorted(func(a, b link) int {
		if n := bytes.Compare(a.child[:], b.child[:]); n != 0 {
			return n
		}
		return cmp.Compare(a.place, b.place)
	})
	var firsts []person // of one identifier, one of each export
	for p := people.next(); p != nil; {
		for l := links.peek(); l != nil && bytes.Compare(l.child[:], p.id[:]) < 0; l = links.peek() {
			c.dangling(links.next())
		}
		id := p.id
		firsts = firsts[:0]
		var sides [2]side
		for ; p != nil && p.id == id; p = people.next() {
			file := c.file(p.place)
			sides[file.side()].add(p)
			i := slices.IndexFunc(firsts, func(f person) bool { return c.file(f.place).export == file.export })
			if i < 0 {
				firsts = append(firsts, *p)
			} else if p.place != firsts[i].place && id != (key{}) {
				c.twice(&firsts[i], p)
			}
		}
		for l := links.peek(); l != nil && l.child == id; l = links.peek() {
			switch s := &sides[c.file(l.place).side()]; {
			case !s.some:
				c.dangling(l)
			case s.other:
				c.linked(CodeChildNotPupil, l, s.first)
			}
			links.next()
		}
	}
	for l := links.next(); l != nil; l = links.next() {
		c.dangling(l)
	}
}

// twice notes an identifier of two rows. Where both name the same person nothing is lost.
func (c *Checker) twice(first, p *person) {
	same := first.names == p.names && first.born&noNames == 0
	kind := first.born&personKind == p.born&personKind
	switch born, other := first.born&dateBits, p.born&dateBits; {
	case born != 0 && other != 0 && born != other:
		same = false
	}
	file := c.file(p.place)
	code, column, severity := CodeDuplicateGUID, file.column(FieldGUID), Error
	if file.accounts {
		code, column = CodeDuplicateAccount, file.column(FieldAccountID)
	}
	if same && kind {
		severity = Warning
	}
	switch {
	case same && kind && file.repeats: // SACoche's guardians have a row for each child
	case same && file != c.file(first.place): // and who has two roles may have one in each file
	default:
		f := crossing{place: p.place, first: first.place, column: column}
		if p.born&hasGUID != 0 {
			f.id = p.id
		}
		c.note(code, severity, f)
	}
}

// side is what the files of one side, rosters or account lists, say of an identifier.
type side struct {
	some  bool
	other bool   // it is nobody's but that of people who are no pupils
	first uint32 // its first place
}

func (s *side) add(p *person) {
	if !s.some {
		*s = side{some: true, other: true, first: p.place}
	}
	s.other = s.other && p.born&isOther != 0
}

// dangling notes a child that no row is. Exports without any pupil, such as the guardians' part alone of one that is
// split by profile, say nothing about their children. Brothers and sisters at another school dangle in every school's
// export, so that nothing is wrong with one.
func (c *Checker) dangling(l *link) {
	file := c.file(l.place)
	if file.guids && !l.guid {
		return
	}
	for i := range c.parts {
		if p := &c.parts[i]; p.partial && (p.accounts == file.accounts || p.unknown) {
			return // the child may be there
		}
	}
	if slices.ContainsFunc(c.parts, func(p part) bool { return p.export == file.export && p.pupils }) {
		c.linked(CodeDanglingChild, l, 0)
	}
}

func (c *Checker) linked(code Code, l *link, first uint32) {
	f := crossing{place: l.place, first: first, column: l.column}
	if l.guid {
		f.id = l.child
	}
	c.note(code, kinds[code].severity, f)
}

// named finds the people of one kind with the same names.
func (c *Checker) named() {
	people := c.people.sorted(func(a, b person) int {
		if n := bytes.Compare(a.names[:], b.names[:]); n != 0 {
			return n
		}
		if n := cmp.Compare(a.born&personKind, b.born&personKind); n != 0 {
			return n
		}
		return cmp.Or(bytes.Compare(a.id[:], b.id[:]), cmp.Compare(a.place, b.place))
	})
	var group []person
	for p := people.next(); p != nil; p = people.next() {
		if p.born&noNames != 0 {
			continue
		}
		n := len(group)
		switch {
		case n > 0 && (group[0].names != p.names || group[0].born&personKind != p.born&personKind):
			c.namesakes(group)
			group = group[:0]
		case n > 0 && group[n-1].id == p.id && p.id != (key{}) && c.file(group[n-1].place).export == c.file(p.place).export:
			continue // one person in two rows
		}
		group = append(group, *p)
	}
	c.namesakes(group)
}

// namesakes notes who of a group of the same names stands in one export.
func (c *Checker) namesakes(group []person) {
	if len(group) < 2 {
		return
	}
	export := func(p person) int { return c.file(p.place).export }
	slices.SortFunc(group, func(a, b person) int {
		return cmp.Or(cmp.Compare(export(a), export(b)), cmp.Compare(a.place, b.place))
	})
	for len(group) > 0 {
		n := 1
		for n < len(group) && export(group[n]) == export(group[0]) {
			n++
		}
		c.ofOneName(group[:n])
		group = group[n:]
	}
}

// ofOneName notes those of a group of the same names, in the order of their places, who may be one person, and the others as namesakes. The same
// birth date speaks for one person, and so does a row in a class of a past year beside one that is not, unless their
// birth dates differ.
func (c *Checker) ofOneName(group []person) {
	type kind struct{ born, stale uint32 }
	first := make(map[kind]*person, 2) // of those with a birth date and a past class or not; born 0 has the first of all
	for i := range group {
		p := &group[i]
		born, stale := p.born&dateBits, p.born&isStale
		var twin *person
		for _, k := range []kind{{born, stale}, {born, stale ^ isStale}, {0, stale ^ isStale}} {
			if o := first[k]; twin == nil && o != nil && (born != 0 && o.born&dateBits == born ||
				stale != o.born&isStale && (born == 0 || o.born&dateBits == 0)) {
				twin = o
			}
		}
		switch {
		case twin != nil:
			f := crossing{place: p.place, first: twin.place}
			if stale != twin.born&isStale { // tell which of the two is out of date
				f.have = p.place
				if stale == 0 {
					f.have = twin.place
				}
			}
			c.note(CodePossibleSamePerson, Warning, f)
		case i > 0:
			severity := Info // birth dates tell pupils apart, children and subjects the others
			if p.born&isPupil != 0 && (born == 0 || group[0].born&dateBits == 0) {
				severity = Warning
			}
			c.note(CodeNamesake, severity, crossing{place: p.place, first: group[0].place})
		}
		for _, k := range []kind{{born, stale}, {0, stale}} {
			if first[k] == nil || k.born == 0 && born == 0 && first[k].born&dateBits != 0 {
				first[k] = p
			}
		}
	}
}
