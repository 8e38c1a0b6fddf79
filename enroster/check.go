package enroster

import (
	"bytes"
	"cmp"
	"slices"
	"strings"
)

// CheckOptions change how rows are compared. Nil is the zero CheckOptions.
type CheckOptions struct {
	MaxFindings int           // findings that are kept; 0: 10,000
	OnFinding   func(Finding) // called with each finding, beyond MaxFindings too; may be nil
}

// Check reads the rest of r and compares its rows; see Checker. The findings about single rows are with r. An error is
// that of r.All: then nothing is compared, for a file that is not whole lacks people who are not gone.
func Check(r *Reader, opts *CheckOptions) ([]Finding, error) {
	c := NewChecker(r.Dialect().Layout, r.Columns(), opts)
	for rec, err := range r.All() {
		if err != nil {
			return nil, err
		}
		c.Add(rec)
	}
	return c.Finish(), nil
}

// Checker finds what no row shows by itself: an identifier that two rows have, a child that no row is, one person in
// two rows. It also says which identifiers and names SACoche cannot take, which makes no row wrong. It is given the
// records of one file in their order. Make one with NewChecker. A Checker is for one goroutine.
//
// It keeps 36 bytes of a row, 24 of a child and 32 of a finding about two rows: no text, and no pointers. A program that
// checks millions of rows in little memory may therefore collect often (debug.SetGCPercent) at next to no cost.
//
// What it finds are Findings as a Reader's, without an Offset. Of an identifier, Value has the canonical form.
type Checker struct {
	opts     CheckOptions
	accounts bool // identified by Record.AccountID
	repeats  bool // a person has a row for each child
	cols     Columns
	at       [fieldCount]int // column of a field, or -1
	children []int           // columns of children, in the order of Record.Children

	hash   hasher
	people pages[person]
	owners pages[owner]
	links  pages[link]
	found  pages[crossing]
	shifts []shift
	pupils bool

	findings []Finding
	total    int
	done     bool
}

// person is what is kept of a row.
type person struct {
	id    key // of the account in an account list, else the GUID
	names [12]byte
	born  uint32 // a packed date and the bits below
	line  uint32
}

// The bits of person.born above its date.
const (
	isPupil  = 1 << 31
	isOther  = 1 << 30 // a profile is known and it is not Pupil
	isStale  = 1 << 29
	noNames  = 1 << 28
	dateBits = 1<<23 - 1
)

// owner is a GUID that an account list gives to an account.
type owner struct {
	guid, account key
	line          uint32
}

// link is a child of a guardian.
type link struct {
	child  key
	line   uint32
	column uint16
	guid   bool
}

// crossing is a finding before it gets its texts.
type crossing struct {
	id                key // value
	line, first, have uint32
	column            uint16
	code              uint8 // of crossCodes
	severity          Severity
}

// shift is a line from which on the row of a spreadsheet is less than the line by so much.
type shift struct{ line, less int }

// crossCodes are the codes that compare rows.
var crossCodes = [...]Code{CodeDuplicateGUID, CodeDuplicateAccount, CodeDanglingChild, CodeChildNotPupil,
	CodePossibleSamePerson, CodeNamesake}

// NewChecker makes a Checker for a file of the layout and the columns that its Reader gives.
func NewChecker(layout Layout, cols Columns, opts *CheckOptions) *Checker {
	c := &Checker{accounts: !layout.Roster(), repeats: layout == LayoutGuardians, cols: cols, hash: newHasher()}
	if opts != nil {
		c.opts = *opts
	}
	if c.opts.MaxFindings <= 0 {
		c.opts.MaxFindings = defaultMaxFindings
	}
	for f := range c.at {
		c.at[f] = cols.Index(Field(f))
	}
	for i, col := range cols {
		if col.Field == FieldChild {
			c.children = append(c.children, i)
		}
	}
	slices.SortStableFunc(c.children, func(a, b int) int { return cmp.Compare(cols[a].N, cols[b].N) })
	return c
}

// Add takes the next record. Findings about SACoche are reported at once, all others by Finish.
func (c *Checker) Add(rec Record) {
	if less := rec.Line - rec.Row; rec.Row > 0 && (len(c.shifts) == 0 || c.shifts[len(c.shifts)-1].less != less) {
		c.shifts = append(c.shifts, shift{rec.Line, less})
	}
	guid, _ := c.hash.id(rec.GUID)
	p := person{id: guid, born: packDate(rec.Born), line: uint32(rec.Line)}
	if c.accounts {
		if p.id, _ = c.hash.id(rec.AccountID); guid != (key{}) {
			c.owners.add(owner{guid, p.id, p.line})
		}
	}
	switch {
	case rec.Profile.Has(Pupil):
		c.pupils = true
		p.born |= isPupil
	case rec.Profile != 0:
		p.born |= isOther
	}
	if rec.Stale() {
		p.born |= isStale
	}
	var ok bool
	if p.names, ok = c.hash.names(kindOf(rec.Profile), rec.LastName, rec.FirstName); !ok {
		p.born |= noNames
	}
	c.people.add(p)
	c.addLinks(&rec, p.id)
	c.sacoche(&rec)
}

// addLinks keeps the children of a record with their columns, but for a child that is the person herself, of which the
// Reader has spoken.
func (c *Checker) addLinks(rec *Record, self key) {
	i := 0
	for _, child := range rec.Children {
		for i < len(c.children) && !hasText(rec.Cells, c.children[i], child) {
			i++
		}
		id, guid := c.hash.id(child)
		if id == (key{}) || id == self {
			continue
		}
		l := link{child: id, line: uint32(rec.Line), guid: guid}
		if i < len(c.children) {
			l.column = uint16(c.children[i] + 1)
		}
		c.links.add(l)
	}
}

// hasText reports whether the cell of a column holds s.
func hasText(cells Cells, column int, s string) bool {
	cell := cells.At(column)
	return column < cells.Len() && (cell == s || strings.Contains(oneLine(cell), s))
}

// Finish compares the rows and gives the findings: first those about single rows, then the others, each in the order of
// their lines. A finding stands at the later row of two and tells the line of the earlier one in First. Beyond
// CheckOptions.MaxFindings a last one says how many there are. The caller must not change them. Records must not be
// added afterwards; further calls give the same. It sorts, and takes a second or two for a million rows: too little for a
// progress hook.
func (c *Checker) Finish() []Finding {
	if c.done {
		return c.findings
	}
	c.done = true
	c.owned()
	c.identified()
	c.named()
	c.people, c.links, c.owners = pages[person]{}, pages[link]{}, pages[owner]{}
	m := c.found.sorted(func(a, b crossing) int {
		return cmp.Or(cmp.Compare(a.line, b.line), cmp.Compare(a.column, b.column), cmp.Compare(a.code, b.code), cmp.Compare(a.first, b.first))
	})
	for f := m.next(); f != nil; f = m.next() {
		g := Finding{Code: crossCodes[f.code], Severity: f.severity, Line: int(f.line), Row: c.row(int(f.line)), First: int(f.first),
			Have: int(f.have), Column: int(f.column), Header: c.cols.header(int(f.column) - 1)}
		if f.id != (key{}) {
			g.Value = f.id.guid()
		}
		c.report(g)
	}
	c.found = pages[crossing]{}
	if c.total > c.opts.MaxFindings {
		c.findings = append(c.findings, Finding{Code: CodeTooManyFindings, Severity: Warning, Have: c.total, Want: c.opts.MaxFindings})
	}
	return c.findings
}

// row gives the row that a spreadsheet shows for a line on which a record begins.
func (c *Checker) row(line int) int {
	i, exact := slices.BinarySearchFunc(c.shifts, line, func(s shift, line int) int { return cmp.Compare(s.line, line) })
	if !exact {
		i--
	}
	if i < 0 {
		return 0
	}
	return line - c.shifts[i].less
}

func (c *Checker) report(f Finding) {
	c.total++
	if len(c.findings) < c.opts.MaxFindings {
		c.findings = append(c.findings, f)
	}
	if c.opts.OnFinding != nil {
		c.opts.OnFinding(f)
	}
}

// note keeps a finding until all can be given in order.
func (c *Checker) note(code Code, severity Severity, f crossing) {
	f.code, f.severity = uint8(slices.Index(crossCodes[:], code)), severity
	c.found.add(f)
}

// column gives the column of a field, counted from 1, or 0.
func (c *Checker) column(f Field) uint16 { return uint16(c.at[f] + 1) }

// owned finds the GUIDs that two accounts of an account list have.
func (c *Checker) owned() {
	m := c.owners.sorted(func(a, b owner) int {
		return cmp.Or(bytes.Compare(a.guid[:], b.guid[:]), cmp.Compare(a.line, b.line))
	})
	var first owner
	for o := m.next(); o != nil; o = m.next() {
		switch {
		case o.guid != first.guid:
			first = *o
		case o.account != first.account:
			c.note(CodeDuplicateGUID, Error, crossing{line: o.line, first: first.line, column: c.column(FieldGUID)})
		}
	}
}

// identified goes through the people and the links to children side by side, both by identifier.
func (c *Checker) identified() {
	people := c.people.sorted(func(a, b person) int {
		if n := bytes.Compare(a.id[:], b.id[:]); n != 0 { // cmp.Or would compare the lines of all
			return n
		}
		return cmp.Compare(a.line, b.line)
	})
	links := c.links.sorted(func(a, b link) int {
		if n := bytes.Compare(a.child[:], b.child[:]); n != 0 {
			return n
		}
		return cmp.Compare(a.line, b.line)
	})
	for p := people.next(); p != nil; {
		for l := links.peek(); l != nil && bytes.Compare(l.child[:], p.id[:]) < 0; l = links.peek() {
			c.dangling(links.next())
		}
		first := *p
		pupil, other := false, true
		for ; p != nil && p.id == first.id; p = people.next() {
			pupil = pupil || p.born&isPupil != 0
			other = other && p.born&isOther != 0
			if p.line != first.line && p.id != (key{}) {
				c.twice(&first, p)
			}
		}
		for l := links.peek(); l != nil && l.child == first.id; l = links.peek() {
			if links.next(); other && !pupil {
				c.linked(CodeChildNotPupil, l, first.line)
			}
		}
	}
	for l := links.next(); l != nil; l = links.next() {
		c.dangling(l)
	}
}

// twice notes an identifier of two rows. Where both name the same person nothing is lost.
func (c *Checker) twice(first, p *person) {
	same := first.names == p.names && first.born&noNames == 0
	switch born, other := first.born&dateBits, p.born&dateBits; {
	case born != 0 && other != 0 && born != other:
		same = false
	}
	code, column, severity := CodeDuplicateGUID, c.column(FieldGUID), Error
	if c.accounts {
		code, column = CodeDuplicateAccount, c.column(FieldAccountID)
	}
	if same {
		severity = Warning
	}
	if !same || !c.repeats {
		c.note(code, severity, crossing{line: p.line, first: first.line, column: column})
	}
}

// dangling notes a child that no row is. Files without any pupil, such as the guardians' part of an export that is split
// by profile, say nothing about their children. Brothers and sisters at another school dangle in every school's export, so
// that nothing is wrong with one.
func (c *Checker) dangling(l *link) {
	if c.pupils {
		c.linked(CodeDanglingChild, l, 0)
	}
}

func (c *Checker) linked(code Code, l *link, first uint32) {
	f := crossing{line: l.line, first: first, column: l.column}
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
		return cmp.Or(bytes.Compare(a.id[:], b.id[:]), cmp.Compare(a.line, b.line))
	})
	var group []person
	for p := people.next(); p != nil; p = people.next() {
		if p.born&noNames != 0 {
			continue
		}
		n := len(group)
		switch {
		case n > 0 && group[0].names != p.names:
			c.namesakes(group)
			group = group[:0]
		case n > 0 && group[n-1].id == p.id && p.id != (key{}):
			continue // one person in two rows
		}
		group = append(group, *p)
	}
	c.namesakes(group)
}

// namesakes notes those of a group of the same names who may be one person, and the others as namesakes. The same
// birth date speaks for one person, and so does a row in a class of a past year beside one that is not, unless their
// birth dates differ.
func (c *Checker) namesakes(group []person) {
	if len(group) < 2 {
		return
	}
	slices.SortFunc(group, func(a, b person) int { return cmp.Compare(a.line, b.line) })
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
			f := crossing{line: p.line, first: twin.line}
			if stale != twin.born&isStale { // tell which of the two is out of date
				f.have = p.line
				if stale == 0 {
					f.have = twin.line
				}
			}
			c.note(CodePossibleSamePerson, Warning, f)
		case i > 0:
			severity := Info // birth dates tell pupils apart, children and subjects the others
			if p.born&isPupil != 0 && (born == 0 || group[0].born&dateBits == 0) {
				severity = Warning
			}
			c.note(CodeNamesake, severity, crossing{line: p.line, first: group[0].line})
		}
		for _, k := range []kind{{born, stale}, {0, stale}} {
			if first[k] == nil || k.born == 0 && born == 0 && first[k].born&dateBits != 0 {
				first[k] = p
			}
		}
	}
}
