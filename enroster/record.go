package enroster

import (
	"slices"
	"strings"
	"unicode"
)

// Record is one row of a roster or of an account list: one person, or one guardian with one child in SACoche's list of
// guardians. It owns its memory: it stays valid whatever is read after it. Its texts lie together with those of some
// hundred rows around it, so to keep one is to keep some 70 KiB, and some 100 KiB with Options.Workers; who keeps few
// records of many should clone what she keeps (strings.Clone, CellsOf). Records with the same classes share them: do not
// change what is in their slices. To append to one is safe.
type Record struct {
	Line int // physical line on which the row begins, counted from 1 with the header
	Row  int // number that a spreadsheet shows for the row: a line end inside quotes makes no row, a sep= line neither

	AccountID string // the application's own identifier; in a roster that of its Id column, if it has one
	GUID      string // the ENT's identifier, trimmed and otherwise as written; see CanonicalGUID
	LastName  string
	FirstName string
	Profile   Profile
	School    string // UAI of the row's school column; only in account lists and in files with such a column
	Classes   []Class
	Groups    []Class
	Born      Date
	Sex       Sex
	Title     Title

	// Children are identifiers of a guardian's children as written: GUIDs in a roster, in the order of the numbers of
	// Guid_Enfant1..N and not of the columns; AccountIDs in an account list. Empty cells are left out.
	Children []string

	// Cells is the text of every cell under its column of Reader.Columns, unknown columns included; cells beyond the header
	// follow. A short row has fewer. There are none with Options.NoCells.
	Cells Cells
}

// Schools gives the sorted set of the school numbers (UAI, in capitals) that the record names: its own column, and
// those of its classes and groups. It is nil when the record names none, as guardians often do.
func (r Record) Schools() []string {
	var set []string
	if r.School != "" {
		set = append(set, strings.ToUpper(r.School))
	}
	for _, c := range r.Classes {
		set = append(set, strings.ToUpper(c.UAI))
	}
	for _, g := range r.Groups {
		set = append(set, strings.ToUpper(g.UAI))
	}
	set = slices.DeleteFunc(set, func(s string) bool { return s == "" })
	if len(set) == 0 {
		return nil
	}
	slices.Sort(set)
	return slices.Compact(set)
}

// Stale reports whether the row is one that an ENT forgot: a person still in a class or group such as "BASE2011-2012".
// The same pupil often stands in another row with another GUID, and that one is right.
func (r Record) Stale() bool {
	return slices.ContainsFunc(r.Classes, Class.Stale) || slices.ContainsFunc(r.Groups, Class.Stale)
}

// isSomebody reports whether a row of a roster with no more than this is read as a person: see Reader.isRecord.
func (r *Record) isSomebody() bool {
	_, ok := CanonicalGUID(r.GUID)
	return ok || strings.ContainsFunc(r.LastName, unicode.IsLetter) || strings.ContainsFunc(r.FirstName, unicode.IsLetter)
}
