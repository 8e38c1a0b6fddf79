package enroster

import (
	"cmp"
	"slices"
)

// part is one of the files that a Checker compares.
type part struct {
	name     string
	accounts bool // identified by Record.AccountID
	guids    bool // identifiers are GUIDs: of another one the Reader has spoken
	repeats  bool // a person has a row for each child
	cols     Columns
	at       [fieldCount]int // column of a field, or -1
	children []int           // columns of children, in the order of Record.Children
	base     uint32          // the place of its line 1, less 1
	rows     int
	kinds    [4]int // rows by kindNumber
	pupils   bool   // some of them
	partial  bool
	unknown  bool // whether it has a roster or accounts
	export   int  // files with one number are parts of one export
}

func newPart(name string, layout Layout, cols Columns) part {
	p := part{name: name, accounts: !layout.Roster(), unknown: layout == "", repeats: layout == LayoutGuardians, cols: cols}
	if s := layout.spec(); s != nil {
		p.guids = s.traits&hasGUIDs != 0
	}
	for f := range p.at {
		p.at[f] = cols.Index(Field(f))
	}
	for i, col := range cols {
		if col.Field == FieldChild {
			p.children = append(p.children, i)
		}
	}
	slices.SortStableFunc(p.children, func(a, b int) int { return cmp.Compare(cols[a].N, cols[b].N) })
	return p
}

// column gives the column of a field, counted from 1, or 0.
func (p *part) column(f Field) uint16 { return uint16(p.at[f] + 1) }

// side is 0 for a roster and 1 for an account list.
func (p *part) side() int {
	if p.accounts {
		return 1
	}
	return 0
}

// kindNumber numbers the kinds of people: 1 for pupils, 2 for guardians, 3 for staff, 0 where it is not known.
func kindNumber(p Profile) int {
	return 1 + slices.Index([]Profile{Pupil, Guardian, Staff}, kindOf(p))
}

// count counts a row of the part.
func (p *part) count(profile Profile) {
	p.rows++
	p.pupils = p.pupils || profile.Has(Pupil)
	p.kinds[kindNumber(profile)]++
}

// holds reports whether the part is for a kind of people: a tenth of its rows at least are such. A teacher who is a mother
// makes no file of teachers one of guardians. A file whose profiles are not known is for all.
func (p *part) holds(kind int) bool {
	n := p.kinds[kind]
	return n > 0 && 10*n >= p.rows || p.kinds[0] == p.rows
}

// overlaps reports whether two parts are for the same kind of people: then they are no parts of one export.
func (p *part) overlaps(o *part) bool {
	for kind := 1; kind < len(p.kinds); kind++ {
		if p.holds(kind) && o.holds(kind) {
			return true
		}
	}
	return p.accounts != o.accounts
}

// parted numbers the exports of which the files are parts: each file goes to the first that has no file for the same
// kind of people yet.
func parted(parts []part) {
	exports := 0
	for i := range parts {
		p := &parts[i]
		for p.export = 0; p.export < exports; p.export++ {
			if !slices.ContainsFunc(parts[:i], func(o part) bool { return o.export == p.export && o.overlaps(p) }) {
				break
			}
		}
		exports = max(exports, p.export+1)
	}
}
