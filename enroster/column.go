package enroster

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// Field is what a column means. The zero Field is a column that the package does not know: its cells are kept in
// Record.Cells.
type Field uint8

// The fields that headers name.
const (
	FieldOther     Field = iota
	FieldGUID            // the ENT's identifier
	FieldAccountID       // the application's identifier
	FieldLastName
	FieldFirstName
	FieldProfile
	FieldSchool
	FieldClasses
	FieldClassRef // the class's short name, used where FieldClasses is empty
	FieldGroups
	FieldBorn
	FieldSex
	FieldTitle
	FieldChild // one child (Guid_Enfant3, N = 3), or all of them (enfants, N = 0)
	fieldCount = iota
)

// fieldNames is the vocabulary of headers: a field and the names that columns have for it, as foldKey leaves them
// (accents off, small letters, letters and digits only). Of two columns with one meaning the name that stands first here
// is read. To teach the reader another application's file, add its names here.
//
// Not here are names that say whose they are ("nom élève", "nom responsable"), though entcore knows them: a list of
// guardians has both, and to take one for the other would link a parent as her child.
var fieldNames = []struct {
	field Field
	names string
}{
	{FieldGUID, "guid uuid guident ident identifiantent identifiantexterne externalid"},
	{FieldAccountID, "sacocheid id identifiant idcompte idutilisateur accountid userid"},
	{FieldLastName, "nom nomdefamille nomusage nomdusage lastname surname nomdenaissance nompatronymique"},
	{FieldFirstName, "prenom prenom1 prenomusuel prenoms firstname givenname"},
	{FieldProfile, "profil profils profile type categorie"},
	{FieldSchool, "etab etablissement uai rne codeuai coderne uairne idetablissement school"},
	{FieldClasses, "classes classe classenom division classname class libelleclasse classeouregroupement"},
	{FieldClassRef, "classeref"},
	{FieldGroups, "groupe groupes groups regroupement regroupements"},
	{FieldBorn, "datenaissance naissance datedenaissance datenaiss neele nele ddn birthdate datedenaissancejjmmaaaa datenaissancejjmmaaaa naissancejjmmaaaa"},
	{FieldSex, "sexe genre sex gender sexemf sexemouf"},
	{FieldTitle, "civilite civ title"},
	{FieldChild, "enfants enfant enfantid guidenfant guidenfants idenfant idenfants children childexternalid childid"},
}

// fieldByName is fieldNames by name.
var fieldByName = func() map[string]Field {
	m := make(map[string]Field)
	for _, f := range fieldNames {
		for name := range strings.FieldsSeq(f.names) {
			m[name] = f.field
		}
	}
	return m
}()

// spelledNames are the header names that carry an accent, in small letters. In a file whose encoding is not known they
// are known text: of all readings of the bytes only the right one shows them.
var spelledNames = map[string]bool{
	"prénom": true, "prénoms": true, "civilité": true, "catégorie": true, "établissement": true, "né le": true,
	"née le": true, "né(e) le": true, "clé": true, "élève": true,
}

// Column is one column of a file.
type Column struct {
	Name  string // as the header writes it: trimmed, composed (NFC), mojibake repaired
	Field Field
	N     int // the number of Guid_Enfant3 is 3; 0 when the name has none, or is not a child's
}

// Columns are the columns of a file from left to right.
type Columns []Column

// Text gives the text of rec's cell under the first column that has the field: trimmed, composed (NFC), mojibake
// repaired, and otherwise as written, never re-labelled. It is "" when the file has no such column, the row stops
// before it, or the cell is empty.
func (c Columns) Text(rec Record, f Field) string {
	return rec.Cells.At(c.Index(f))
}

// Index gives the position of the first column that has the field, counted from 0, or -1.
func (c Columns) Index(f Field) int {
	for i := range c {
		if c[i].Field == f {
			return i
		}
	}
	return -1
}

// header is the name of the column at position i, or "" beyond the header.
func (c Columns) header(i int) string {
	if i < 0 || i >= len(c) {
		return ""
	}
	return c[i].Name
}

// field is the field of the column at position i, FieldOther beyond the header.
func (c Columns) field(i int) Field {
	if i >= len(c) {
		return FieldOther
	}
	return c[i].Field
}

// fieldOf finds what a header name means. Letters that were lost on the way ("Pr?nom") are guessed from the vocabulary.
func fieldOf(name string) (Field, int) {
	key := foldKey(name)
	if f, ok := fieldByName[key]; ok {
		return f, 0
	}
	stem := strings.TrimRight(key, "0123456789")
	if f := fieldByName[stem]; f == FieldChild {
		if n, err := strconv.Atoi(key[len(stem):]); err == nil {
			return f, n
		}
	}
	if strings.ContainsAny(name, "?\ufffd") {
		return lostName(name), 0
	}
	return FieldOther, 0
}

// lostName finds the field of a header name in which letters became question marks or replacement characters, a run of
// them for one letter.
func lostName(name string) Field {
	var parts []string
	for part := range strings.FieldsFuncSeq(name, func(r rune) bool { return r == '?' || r == '\ufffd' }) {
		parts = append(parts, foldKey(part))
	}
	if len(strings.Join(parts, "")) < 3 {
		return FieldOther
	}
	for _, f := range fieldNames {
		for known := range strings.FieldsSeq(f.names) {
			if fitsLost(known, parts, name) {
				return f.field
			}
		}
	}
	return FieldOther
}

// fitsLost reports whether known is the parts with one letter lost between each, and at the ends where name has a mark
// there.
func fitsLost(known string, parts []string, name string) bool {
	lost := func(r rune) bool { return r == '?' || r == '\ufffd' }
	if strings.IndexFunc(name, lost) == 0 && known != "" {
		known = known[1:]
	}
	for i, part := range parts {
		if i > 0 {
			if known == "" {
				return false
			}
			known = known[1:]
		}
		if !strings.HasPrefix(known, part) {
			return false
		}
		known = known[len(part):]
	}
	if strings.LastIndexFunc(name, lost) >= len(name)-3 && strings.TrimRightFunc(name, lost) != name {
		return len(known) == 1
	}
	return known == ""
}

// newColumns reads the names of a header line. Of columns with one meaning ("Nom" and "Nom d'usage", "Type" and
// "Profil") the one with the plainest name keeps it, the first of equals; only children have several columns.
func newColumns(names []string) Columns {
	cols := make(Columns, 0, len(names))
	read := make(map[Field]int)
	for i, name := range names {
		f, n := fieldOf(name)
		cols = append(cols, Column{Name: name, Field: f, N: n})
		if f == FieldOther || f == FieldChild {
			continue
		}
		first, taken := read[f]
		switch {
		case !taken:
			read[f] = i
		case nameRank(f, name) < nameRank(f, cols[first].Name):
			cols[first].Field = FieldOther
			read[f] = i
		default:
			cols[i].Field = FieldOther
		}
	}
	return cols
}

// nameRank is the place of a header name among the names of a field, which stand with the plainest first.
func nameRank(f Field, name string) int {
	key := foldKey(name)
	for _, known := range fieldNames {
		if known.field == f {
			if i := slices.Index(strings.Fields(known.names), key); i >= 0 {
				return i
			}
		}
	}
	return math.MaxInt // letters were lost
}

// isHeader reports whether the columns are those of a roster or an account list: somebody's name, or a name and an
// identifier.
func (c Columns) isHeader() bool {
	last, first := c.Index(FieldLastName) >= 0, c.Index(FieldFirstName) >= 0
	id := c.Index(FieldGUID) >= 0 || c.Index(FieldAccountID) >= 0
	return last && first || id && (last || first)
}

// known counts the columns that have a meaning.
func (c Columns) known() int {
	n := 0
	for _, col := range c {
		if col.Field != FieldOther {
			n++
		}
	}
	return n
}

// layout decides what the file is. SACoche's three lists begin with SACOCHE_ID and differ by the column that only one
// of them has, in all the column sets that its versions wrote. An ENT export may carry an "Id" of its own: its
// Guid_Enfant columns, or a Guid that stands before the Id, tell it from an account list.
func (c Columns) layout() Layout {
	key := make(map[string]bool, len(c))
	for _, col := range c {
		key[foldKey(col.Name)] = true
	}
	switch {
	case key["sacocheid"] && key["enfantid"]:
		return LayoutGuardians
	case key["sacocheid"] && key["profil"]:
		return LayoutProfessionals
	case key["sacocheid"]:
		return LayoutPupils
	}
	for i := range layouts {
		if layouts[i].traits&byHeader != 0 && layouts[i].fits(c) {
			return layouts[i].layout
		}
	}
	switch {
	case c.Index(FieldAccountID) < 0, key["guidenfant1"], key["guidenfant"]:
		return LayoutGUID
	case c.namedGUID() && c.Index(FieldGUID) < c.Index(FieldAccountID):
		return LayoutGUID
	}
	return LayoutAccounts
}

// namedGUID reports whether the ENT's identifier has the name that ENTs give it; applications say id_ent.
func (c Columns) namedGUID() bool {
	i := c.Index(FieldGUID)
	return i >= 0 && foldKey(c[i].Name) == "guid"
}
