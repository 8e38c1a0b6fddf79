package enroster

import (
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
// records of a file in their order. Make one with NewChecker. A Checker is for one goroutine.
//
// Several files may be given, one after the other, each announced by File. A child may then be in any of them. The rest is
// compared within an export only: files that each hold another kind of people (pupils, guardians, staff) are parts of
// one export, as some ENTs split it, or as SACoche gives its three lists; two files with pupils are two exports, of two
// schools or of two days, who share people without a fault. Rosters and account lists are never parts of one export, and
// a person with a row in two parts, such as a teacher who is a mother, is none too many.
//
// It keeps 36 bytes of a row, 40 more of an account that has a GUID, 24 of a child and 32 of a finding about two rows: no
// text, and no pointers. A program that checks millions of rows in little memory may therefore collect often
// (debug.SetGCPercent) at next to no cost.
//
// What it finds are Findings as a Reader's, without an Offset. Of a GUID, Value has the canonical form; it is empty where
// another identifier is meant.
type Checker struct {
	opts  CheckOptions
	parts []part // the files; records are added to the last one
	last  uint32 // place of the last row

	hash   hasher
	people pages[person]
	owners pages[owner]
	links  pages[link]
	found  pages[crossing]
	shifts []shift

	findings []Finding
	total    int
	done     bool
}

// person is what is kept of a row.
type person struct {
	id    key // of the account in an account list, else the GUID
	names [12]byte
	born  uint32 // a packed date and the bits below
	place uint32
}

// The bits of person.born above its date.
const (
	isPupil  = 1 << 31
	isOther  = 1 << 30 // a profile is known and it is not Pupil
	isStale  = 1 << 29
	noNames  = 1 << 28
	hasGUID  = 1 << 27 // id was made of one
	dateBits = 1<<23 - 1

	kindShift  = 24 // of kindNumber
	personKind = 3 << kindShift
)

// owner is a GUID that an account list gives to an account.
type owner struct {
	guid, account key
	place         uint32
	isGUID        bool // and no other identifier
}

// link is a child of a guardian.
type link struct {
	child  key
	place  uint32
	column uint16
	guid   bool
}

// shift is a place from which on the row of a spreadsheet is less than the line by so much.
type shift struct {
	place uint32
	less  int
}

// NewChecker makes a Checker for a file of the layout and the columns that its Reader gives.
func NewChecker(layout Layout, cols Columns, opts *CheckOptions) *Checker {
	c := &Checker{parts: []part{newPart("", layout, cols)}, hash: newHasher()}
	if opts != nil {
		c.opts = *opts
	}
	if c.opts.MaxFindings <= 0 {
		c.opts.MaxFindings = defaultMaxFindings
	}
	return c
}

// File says that the records which are added from now on are those of another file, of the layout and the columns that
// its Reader gives; before the first Add, that those of the first file are. The name stands in Finding.File and
// Finding.FirstFile; each file has one of its own. See Checker for what is compared between files.
func (c *Checker) File(name string, layout Layout, cols Columns) {
	if first := &c.parts[0]; len(c.parts) == 1 && first.rows == 0 && !first.partial {
		c.parts = c.parts[:0]
	}
	c.parts = append(c.parts, newPart(name, layout, cols))
	c.parts[len(c.parts)-1].base = c.last
}

// Partial says that the file whose records were added last could not be read to its end. Of its rows Finish then says
// nothing, nor does it call any child somebody whom nobody is: what is missing may be there. It is so too for a file of which nothing
// could be read, announced by File without a layout and columns.
func (c *Checker) Partial() { c.parts[len(c.parts)-1].partial = true }

// Add takes the next record. Findings about SACoche are reported at once, all others by Finish.
func (c *Checker) Add(rec Record) {
	file := &c.parts[len(c.parts)-1]
	file.count(rec.Profile)
	place := file.base + uint32(rec.Line)
	c.last = max(c.last, place)
	if less := rec.Line - rec.Row; rec.Row > 0 && (len(c.shifts) == 0 || c.shifts[len(c.shifts)-1].less != less) {
		c.shifts = append(c.shifts, shift{place, less})
	}
	guid, isGUID := c.hash.id(rec.GUID)
	p := person{id: guid, born: packDate(rec.Born) | uint32(kindNumber(rec.Profile))<<kindShift, place: place}
	if file.accounts {
		o := owner{guid: guid, place: place, isGUID: isGUID}
		p.id, isGUID = c.hash.id(rec.AccountID)
		if o.account = p.id; guid != (key{}) {
			c.owners.add(o)
		}
	}
	if isGUID {
		p.born |= hasGUID
	}
	switch {
	case rec.Profile.Has(Pupil):
		p.born |= isPupil
	case rec.Profile != 0:
		p.born |= isOther
	}
	if rec.Stale() {
		p.born |= isStale
	}
	var ok bool
	if p.names, ok = c.hash.names(rec.LastName, rec.FirstName); !ok {
		p.born |= noNames
	}
	c.people.add(p)
	c.addLinks(file, &rec, &p)
	c.sacoche(file, &rec)
}

// addLinks keeps the children of a record with their columns, but for a child that is the person herself, of which the
// Reader has spoken.
func (c *Checker) addLinks(file *part, rec *Record, p *person) {
	i := 0
	for _, child := range rec.Children {
		for i < len(file.children) && !hasText(rec.Cells, file.children[i], child) {
			i++
		}
		id, guid := c.hash.id(child)
		if id == (key{}) || id == p.id {
			continue
		}
		l := link{child: id, place: p.place, guid: guid}
		if i < len(file.children) {
			l.column = uint16(file.children[i] + 1)
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
	parted(c.parts)
	c.owned()
	c.identified()
	c.named()
	c.people, c.links, c.owners = pages[person]{}, pages[link]{}, pages[owner]{}
	m := c.found.sorted(func(a, b crossing) int {
		return cmp.Or(cmp.Compare(a.place, b.place), cmp.Compare(a.column, b.column), cmp.Compare(a.code, b.code), cmp.Compare(a.first, b.first))
	})
	for f := m.next(); f != nil; f = m.next() {
		c.tell(f)
	}
	c.found = pages[crossing]{}
	if c.total > c.opts.MaxFindings {
		c.findings = append(c.findings, Finding{Code: CodeTooManyFindings, Severity: Warning, Have: c.total, Want: c.opts.MaxFindings})
	}
	return c.findings
}

// file gives the file of a place.
func (c *Checker) file(place uint32) *part {
	i, _ := slices.BinarySearchFunc(c.parts, place, func(p part, place uint32) int { return cmp.Compare(p.base, place) })
	return &c.parts[max(i-1, 0)] // 0: a record made by hand may have no line
}

// row gives the row that a spreadsheet shows for a place at which a record begins.
func (c *Checker) row(place uint32) int {
	i, exact := slices.BinarySearchFunc(c.shifts, place, func(s shift, place uint32) int { return cmp.Compare(s.place, place) })
	if !exact {
		i--
	}
	if i < 0 {
		return 0
	}
	return int(place-c.file(place).base) - c.shifts[i].less
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
