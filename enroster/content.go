package enroster

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// readByPlace reads the beginning of a file whose columns are known by their places only.
func (f *found) readByPlace(spec *layoutSpec, lines [][]byte, text []byte, whole bool, opts Options) *FatalError {
	if isBinary(text) {
		return fatal(Finding{Code: CodeNotCSV, Value: "binary"}, ErrNotCSV)
	}
	candidates, reason := f.candidates(lines, opts, "separator-rows")
	f.skip, f.head = 0, spec.lines
	if f.sepLine {
		f.skip = 1
	}
	switch {
	case opts.HeaderLine == NoHeader:
		f.head = 0
	case opts.HeaderLine > 0:
		f.skip, f.head = opts.HeaderLine-1, max(1, spec.lines)
	}
	f.skip = min(f.skip, len(lines))
	f.head = min(f.head, len(lines)-f.skip)
	f.headRows = f.head
	head, rows := lines[f.skip:f.skip+f.head], lines[f.skip+f.head:]
	if len(rows) == 0 {
		rows = head
	}
	need := len(spec.names())
	sep := separatorOfRows(rows, candidates, need)
	f.dialect.Separator = rune(sep)
	f.reason(reason, separatorName(rune(sep)))
	var header []byte
	if f.head > 0 {
		f.dialect.HeaderLine = f.skip + 1
		header = head[0]
		for _, line := range head[1:] { // the line that has the names
			if _, known := bestSeparator(line, []byte{sep}); known > 0 {
				header = line
			}
		}
	}
	f.findEncoding(header, text, whole, opts)
	if header != nil {
		f.columns = headerColumns(header, sep, '"', f.dialect.Encoding)
		f.width = len(headerCells(header, sep, '"'))
	} else {
		f.columns = make(Columns, 0, need)
		f.width = widest(rows, sep)
	}
	var moved []int
	f.columns, moved = spec.place(f.columns)
	f.width = max(f.width, len(f.columns))
	if header == nil {
		f.columns = append(f.columns, make(Columns, f.width-len(f.columns))...)
	}
	for _, i := range moved {
		f.findings = append(f.findings, Finding{Code: CodeColumnElsewhere, Line: f.dialect.HeaderLine, Row: f.rowOf(f.dialect.HeaderLine),
			Column: i + 1, Header: f.columns[i].Name, Value: spec.names()[i]})
	}
	f.reason("layout-given", string(spec.layout))
	f.setQuote(spec.layout, header, text, opts)
	f.setColumns(spec.layout)
	return nil
}

// isShown reports whether the beginning of a file has a header with the names of the layout, so that places need not be
// believed.
func (s *layoutSpec) isShown(lines [][]byte, opts Options) bool {
	if s.traits&byHeader == 0 {
		return false
	}
	var f found
	candidates, _ := f.candidates(lines, opts, "")
	for i, line := range lines {
		if opts.HeaderLine != 0 && opts.HeaderLine != i+1 {
			continue
		}
		for _, sep := range candidates {
			for _, enc := range readings(line) {
				if s.fits(headerColumns(line, sep, '"', enc)) {
					return true
				}
			}
		}
	}
	return false
}

// separatorOfRows finds the separator under which the most lines have at least need cells, and as many as each other.
func separatorOfRows(lines [][]byte, candidates []byte, need int) byte {
	best, most := candidates[0], 0
	for _, sep := range candidates {
		widths := make(map[int]int)
		score := 0
		for _, line := range lines {
			if n := len(headerCells(line, sep, '"')); n >= max(2, need) {
				widths[n]++
				score = max(score, widths[n])
			}
		}
		if score > most {
			best, most = sep, score
		}
	}
	return best
}

func widest(lines [][]byte, sep byte) int {
	n := 0
	for _, line := range lines {
		n = max(n, len(headerCells(line, sep, '"')))
	}
	return n
}

// contentLines is how many lines are looked at where content must prove what the columns are.
const contentLines = 200

// readByContent finds the columns of a roster that has no header, where its content proves them: Guids in the first
// column, and then two names of which the next column, all profiles, or the capitals of family names say that they are
// in the guide's order. Columns further on count only where all their values are dates, sexes, titles or Guids; the
// whole of the guide's order is believed where these stand at its places. ok is false where the names cannot be told.
func (f *found) readByContent(text []byte, whole bool, opts Options) (ok bool) {
	if opts.HeaderLine > 0 || opts.Layout != "" && opts.Layout != LayoutGUID {
		return false
	}
	lines := sampleLines(text, contentLines)
	if !whole && len(lines) > 1 && len(lines) <= contentLines {
		lines = lines[:len(lines)-1] // the sample may end inside it
	}
	candidates, reason := f.candidates(lines, opts, "separator-rows")
	if f.sepLine {
		f.skip = 1
		lines = lines[1:]
	}
	var guess found // its encoding, found without the reasons being kept yet
	guess.findEncoding(nil, text, whole, opts)
	for _, sep := range candidates {
		table, first := contentTable(lines, sep, guess.dialect.Encoding)
		fields := contentFields(table, opts.Today)
		if fields == nil {
			continue
		}
		f.dialect.Separator = rune(sep)
		f.reason(reason, separatorName(rune(sep)))
		f.findEncoding(nil, text, whole, opts)
		f.columns = contentColumns(fields)
		f.reason("columns-content", f.columns.list())
		f.width = len(fields)
		if opts.HeaderLine != NoHeader {
			line := f.skip + first + 1
			f.findings = append(f.findings, Finding{Code: CodeNoHeader, Severity: Error, Line: line, Row: f.rowOf(line)})
		}
		return true
	}
	return false
}

// contentTable gives the cells of the lines that are not blank, and the place of the first of these.
func contentTable(lines [][]byte, sep byte, enc Encoding) (t table, first int) {
	for i, line := range lines {
		if len(strings.Trim(string(line), " \t\x1a"+string(rune(sep)))) == 0 {
			continue
		}
		if len(t) == 0 {
			first = i
		}
		cells := headerCells(line, sep, '"')
		row := make([]string, min(len(cells), maxColumns))
		for j := range row {
			row[j], _ = clean(cells[j].raw, enc, false)
		}
		if !isGUID(row[0]) {
			return nil, 0
		}
		t = append(t, row)
	}
	return t, first
}

// The places of the guide's columns.
const (
	placeProfile = 3
	placeClasses = 4
	placeBorn    = 6
	placeSex     = 7
	placeTitle   = 8
	placeChild   = 9
)

// contentFields says which field each column of a table is, by its values. It is nil where the names cannot be told.
func contentFields(t table, today Date) []Field {
	width := t.width()
	if width < 3 || !t.full(1) || !t.full(2) || !t.all(1, isName) || !t.all(2, isName) {
		return nil
	}
	fields := make([]Field, width)
	fields[0], fields[1], fields[2] = FieldGUID, FieldLastName, FieldFirstName
	proven := width > placeProfile && t.full(placeProfile) && t.all(placeProfile, func(s string) bool { _, ok := ParseProfile(s); return ok })
	capitals := [2]bool{t.all(1, isUpper), t.all(2, isUpper)}
	switch {
	case capitals[0] && !capitals[1] && len(t) >= 3:
	case capitals[1] && !capitals[0] && len(t) >= 3:
		fields[1], fields[2] = FieldFirstName, FieldLastName
	case capitals[1] && !capitals[0], !proven:
		return nil
	}
	first := placeProfile
	if proven {
		fields[placeProfile] = FieldProfile
		first++
	}
	if t.further(fields, first, today) && proven && fields[1] == FieldLastName {
		t.guide(fields)
	}
	return fields
}

// further gives the columns from first on their fields where their values show these. It reports whether there are such
// columns and all stand where the guide has them.
func (t table) further(fields []Field, first int, today Date) (guide bool) {
	some, inPlace := false, true
	for i := first; i < len(fields); i++ {
		field, place := t.shown(i, today)
		switch {
		case field == FieldOther:
		case field != FieldChild && slices.Contains(fields, field):
			inPlace = false // a second column of dates: which is which?
		default:
			fields[i] = field
			some, inPlace = true, inPlace && i == place
		}
	}
	return some && inPlace
}

// shown gives the field that all values of a column show, and where the guide has it.
func (t table) shown(i int, today Date) (field Field, place int) {
	switch {
	case t.all(i, func(s string) bool { return isDate(s, today) }):
		return FieldBorn, placeBorn
	case t.all(i, func(s string) bool { return s == "M" || s == "F" }):
		return FieldSex, placeSex
	case t.all(i, func(s string) bool { t, ok := ParseTitle(s); return ok && t != TitleNone && len(s) > 1 }):
		return FieldTitle, placeTitle
	case t.all(i, isGUID):
		return FieldChild, max(i, placeChild)
	case !t.all(i, func(s string) bool { return ParseClass(s).UAI != "" }):
		return FieldOther, i
	case i == placeClasses+1:
		return FieldGroups, i
	}
	return FieldClasses, placeClasses
}

// guide gives the columns that are empty, and classes and groups of any name, the fields of the guide's order.
func (t table) guide(fields []Field) {
	order := [...]Field{FieldProfile, FieldClasses, FieldGroups, FieldBorn, FieldSex, FieldTitle}
	for i := placeProfile; i < len(fields); i++ {
		switch empty := !t.all(i, func(string) bool { return true }); {
		case i >= placeChild && empty:
			fields[i] = FieldChild
		case i < placeChild && (empty || i < placeBorn):
			fields[i] = order[i-placeProfile]
		}
	}
}

// table is the cells of a file's first rows.
type table [][]string

// width is the cells of the widest row.
func (t table) width() int {
	n := 0
	for _, row := range t {
		n = max(n, len(row))
	}
	return n
}

// all reports whether a column has a value, and all that it has are such.
func (t table) all(i int, is func(string) bool) bool {
	some := false
	for _, row := range t {
		if i >= len(row) || row[i] == "" {
			continue
		}
		if some = true; !is(row[i]) {
			return false
		}
	}
	return some
}

// full reports whether a column has a value in each row.
func (t table) full(i int) bool {
	for _, row := range t {
		if i >= len(row) || row[i] == "" {
			return false
		}
	}
	return true
}

// guideNames are the guide's names of columns, and those of SACoche's lists for what the guide does not have.
var guideNames = map[Field]string{FieldGUID: "Guid", FieldLastName: "Nom", FieldFirstName: "Prénom", FieldProfile: "Profil", FieldClasses: "Classes",
	FieldGroups: "Groupe", FieldBorn: "DateNaissance", FieldSex: "Sexe", FieldTitle: "Civilite", FieldAccountID: "SACOCHE_ID", FieldSchool: "UAI"}

// contentColumns gives columns the guide's names.
func contentColumns(fields []Field) Columns {
	cols := make(Columns, len(fields))
	children := 0
	for i, f := range fields {
		cols[i] = Column{Name: guideNames[f], Field: f}
		if f == FieldChild {
			children++
			cols[i].N = children
			cols[i].Name = "Guid_Enfant" + strconv.Itoa(children)
		}
	}
	return cols
}

// list names the columns that have a name.
func (c Columns) list() string {
	var names []string
	for _, col := range c {
		if col.Name != "" {
			names = append(names, col.Name)
		}
	}
	return strings.Join(names, ", ")
}

// isName reports whether a value may be a name: letters, and nothing that names do not have.
func isName(s string) bool {
	letter := false
	for _, r := range s {
		switch {
		case unicode.IsLetter(r):
			letter = true
		case unicode.IsDigit(r) || strings.ContainsRune("@$/|_", r):
			return false
		}
	}
	return letter
}

// isUpper reports whether a name is in capitals, with more than an initial.
func isUpper(s string) bool {
	return strings.ToUpper(s) == s && len([]rune(s)) > 1
}
