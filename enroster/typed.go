package enroster

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// typist fills the typed fields of a record from its cells and reports what is odd about each.
type typist struct {
	r     *Reader
	w     *row
	cells []cell
	rec   *Record
	guid  string // rec.GUID in the form that compares
	cut   bool   // the stream ends in the row: what is missing at its end was never said to be
}

// child is an identifier of a child and where it stands.
type child struct {
	id, key string // key is id in the form that compares
	n, col  int
	isGUID  bool
}

// report adds a finding at the cell of column i, or at the row when i is -1.
func (t *typist) report(code Code, i int) {
	f := Finding{Code: code, Line: t.w.line, Row: t.w.number, Offset: t.w.off}
	if i >= 0 {
		f.Column = i + 1
		f.Header = t.r.found.columns.header(i)
		if i < len(t.cells) {
			f.Value = cmp.Or(t.cells[i].value, t.cells[i].text)
			f.Offset += int64(t.cells[i].at)
		}
	}
	t.r.report(f)
}

// text is the text of the first column with a field, and that column's place.
func (t *typist) text(f Field) (string, int) {
	i := t.r.found.at[f]
	if i < 0 || i >= len(t.cells) {
		return "", i
	}
	return t.cells[i].text, i
}

// line is text on one line.
func (t *typist) line(f Field) (string, int) {
	s, i := t.text(f)
	if s != "" && !t.cells[i].clean {
		s = oneLine(s)
	}
	return s, i
}

func (t *typist) fill() {
	for i := range t.cells {
		if c := &t.cells[i]; c.text != "" || c.fault != 0 || c.marks != 0 {
			t.checkCell(i)
		}
	}
	t.fields()
	t.checkRow()
}

// fields fills the typed fields.
func (t *typist) fields() {
	t.identifiers()
	t.names()
	t.profile()
	t.classes()
	t.born()
	t.sexAndTitle()
	t.children()
}

// faultCodes and markCodes are the codes of what splitting and cleaning saw.
var faultCodes = []struct {
	fault fault
	code  Code
}{
	{bareQuote, CodeBareQuote}, {quoteNotDoubled, CodeQuoteNotDoubled}, {quoteNotClosed, CodeQuoteNotClosed},
	{backslashEscape, CodeBackslashEscape},
}

var markCodes = []struct {
	mark mark
	code Code
}{
	{markControl, CodeControl}, {markInvisible, CodeInvisible}, {markReplaced, CodeReplacement}, {markMojibake, CodeMojibake},
	{markFormula, CodeExcelFormula}, {markTextMark, CodeExcelTextMark},
}

var (
	excelNumber = regexp.MustCompile(`^\d+(?:[.,]\d+E[+-]?\d+|E[+-]\d+)$`)
	excelDate   = regexp.MustCompile(`(?i)^(?:\d{1,2}[-/.](?:` + months + `)\.?|(?:` + months + `)\.?[-/.]\d{2,4}|\d{1,2}/\d{1,2}/\d{2,4})$`)
	excelError  = regexp.MustCompile(`^#(?:NOM|NAME|REF|VALEUR|VALUE|N/A|DIV/0|NUL|NULL|NOMBRE|NUM)[?!]?$|^#{4,}$`)
	phone       = regexp.MustCompile(`^[+-]?[\d .,()/-]*$`)
)

const months = `janv|févr?|mars|avr|avril|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|mar|apr|may|jun|jul|aug|sep|dec`

// checkCell reports what is odd about one cell whatever it means, and what a spreadsheet did to it.
func (t *typist) checkCell(i int) {
	c := &t.cells[i]
	cols := t.r.found.columns
	if i >= len(cols) {
		if c.text != "" {
			t.report(CodeExtraCell, i)
		}
		return
	}
	if c.fault != 0 || c.marks != 0 {
		t.checkMarks(i)
	}
	if c.text == "" {
		return
	}
	if len(c.text) > maxCell {
		if n := utf8.RuneCountInString(c.text); n > maxCell {
			t.r.report(Finding{Code: CodeCellTooLong, Line: t.w.line, Row: t.w.number, Column: i + 1, Header: cols[i].Name,
				Offset: t.w.off + int64(c.at), Have: n, Want: maxCell})
		}
	}
	field := cols[i].Field
	name := field == FieldLastName || field == FieldFirstName
	class := field == FieldClasses || field == FieldGroups
	switch first := c.text[0]; {
	case first == '#' && excelError.MatchString(c.text):
		c.lost = true
		t.report(CodeExcelError, i)
	case (field.identifies() || field == FieldChild) && !(t.r.found.roster && t.r.found.guids) && strings.Contains(c.text, "E+") && excelNumber.MatchString(c.text):
		t.report(CodeExcelIdentifier, i) // where identifiers are GUIDs it is none
	case class && classDamage(c.text) != "":
		t.report(classDamage(c.text), i)
	case (first == '=' || first == '+' || first == '-' || first == '@') && len(c.text) > 1 && !(field == FieldOther && phone.MatchString(c.text)):
		t.report(CodeFormula, i)
	case name && strings.IndexByte(c.text, '?') >= 0:
		t.report(CodeLost, i)
	case name && !c.clean && mixedScript(c.text):
		t.report(CodeMixedScript, i)
	}
}

// classDamage says what a spreadsheet took the name of a class for, "" if for nothing.
func classDamage(s string) Code {
	switch {
	case hasAny(s, '.', ',', '+', '-') && excelNumber.MatchString(s):
		return CodeExcelNumber
	case hasAny(s, '.', '-', '/', '.') && excelDate.MatchString(s):
		return CodeExcelDate
	}
	return ""
}

// hasAny reports whether s has one of four bytes; unlike strings.ContainsAny it prepares nothing.
func hasAny(s string, a, b, c, d byte) bool {
	for i := range len(s) {
		if s[i] == a || s[i] == b || s[i] == c || s[i] == d {
			return true
		}
	}
	return false
}

// checkMarks reports what splitting and cleaning saw in a cell.
func (t *typist) checkMarks(i int) {
	c := &t.cells[i]
	for _, f := range faultCodes {
		if c.fault&f.fault != 0 && !(f.fault == bareQuote && c.marks&markFormula != 0) { // whose quotes ="3E1" are undone
			t.report(f.code, i)
		}
	}
	for _, m := range markCodes {
		if c.marks&m.mark != 0 && !(m.mark == markMojibake && t.r.mojibake) {
			t.report(m.code, i)
		}
	}
}

// mixedScript reports whether text has Latin letters beside Cyrillic or Greek ones, many of which look the same.
func mixedScript(s string) bool {
	latin, other := false, false
	for _, r := range s {
		if r < utf8.RuneSelf {
			latin = latin || unicode.IsLetter(r)
			continue
		}
		latin = latin || unicode.Is(unicode.Latin, r)
		other = other || unicode.In(r, unicode.Cyrillic, unicode.Greek)
	}
	return latin && other
}

func (t *typist) identifiers() {
	id, i := t.line(FieldGUID)
	if t.r.found.rewrites {
		id = t.r.found.dialect.Layout.rewriteID(id)
	}
	t.rec.GUID = id
	var ok bool
	t.guid, ok = CanonicalGUID(t.rec.GUID)
	switch {
	case ok && strings.ContainsFunc(id, func(r rune) bool { return r == ' ' || r >= utf8.RuneSelf }):
		t.report(CodeGUIDForm, i)
	case !t.r.found.roster:
	case id == "":
		t.missing(i)
	case !ok && t.r.found.guids:
		t.unread(CodeGUIDNotValid, i)
	}
	id, i = t.line(FieldAccountID)
	t.rec.AccountID = id
	if i >= 0 && id == "" && !t.r.found.roster {
		t.missing(i)
	}
	t.rec.School, _ = t.line(FieldSchool)
}

func (t *typist) names() {
	for _, n := range []struct {
		field Field
		dst   *string
	}{{FieldLastName, &t.rec.LastName}, {FieldFirstName, &t.rec.FirstName}} {
		s, i := t.line(n.field)
		*n.dst = s
		if i >= 0 && s == "" {
			t.missing(i)
		}
	}
}

// profile reads the profile. In SACoche's lists of pupils and of guardians no column says it: the list does.
func (t *typist) profile() {
	switch t.r.found.dialect.Layout {
	case LayoutPupils:
		t.rec.Profile = Pupil
		return
	case LayoutGuardians:
		t.rec.Profile = Guardian
		return
	}
	s, i := t.text(FieldProfile)
	if s == "" {
		return
	}
	p, ok := ParseProfile(s)
	t.rec.Profile = p
	if !ok {
		t.unread(CodeUnknownProfile, i)
	}
}

func (t *typist) classes() {
	s, i := t.text(FieldClasses)
	if s == "" {
		s, i = t.text(FieldClassRef)
	}
	t.rec.Classes = splitClasses(s, false)
	g, j := t.text(FieldGroups)
	t.rec.Groups = splitClasses(g, true)
	if slices.ContainsFunc(t.rec.Classes, Class.Stale) {
		t.report(CodeStaleClass, i)
	} else if slices.ContainsFunc(t.rec.Groups, Class.Stale) {
		t.report(CodeStaleClass, j)
	}
}

func (t *typist) born() {
	s, i := t.text(FieldBorn)
	date, fault := parseDate(s, t.r.opts.Today)
	t.rec.Born = date
	if fault != "" {
		t.unread(fault, i)
	}
}

func (t *typist) sexAndTitle() {
	s, i := t.text(FieldSex)
	sex, ok := ParseSex(s)
	if t.rec.Sex = sex; !ok {
		t.unread(CodeUnknownSex, i)
	}
	s, i = t.text(FieldTitle)
	title, ok := ParseTitle(s)
	if t.rec.Title = title; !ok {
		t.unread(CodeUnknownTitle, i)
	}
}

// children collects the children in the order of their columns' numbers, and reports those that cannot be.
func (t *typist) children() {
	list := t.r.kids[:0]
	for _, i := range t.r.found.children {
		if i >= len(t.cells) || t.cells[i].text == "" {
			continue
		}
		text, n := t.cells[i].text, t.r.found.columns[i].N
		switch several := severalGUIDs(text); {
		case n > 0 && several != nil:
			t.report(CodeSeveralChildren, i)
			for _, id := range several {
				list = appendChild(list, id, n, i)
			}
		case n > 0:
			list = appendChild(list, oneLine(text), n, i)
		default:
			for id := range strings.FieldsFuncSeq(text, func(r rune) bool { return strings.ContainsRune("|;,\n", r) }) {
				list = appendChild(list, strings.TrimSpace(id), 0, i)
			}
		}
	}
	if t.r.kids = list; len(list) == 0 {
		return
	}
	slices.SortStableFunc(list, func(a, b child) int { return cmp.Compare(a.n, b.n) })
	self := t.guid
	if t.rec.AccountID != "" && !t.r.found.roster {
		self, _ = CanonicalGUID(t.rec.AccountID)
	}
	t.rec.Children = make([]string, len(list))
	var seen map[string]bool // only for long lists
	if len(list) > 8 {
		seen = make(map[string]bool, len(list))
	}
	for i, c := range list {
		t.rec.Children[i] = c.id
		same := seen[c.key]
		if seen == nil {
			same = slices.ContainsFunc(list[:i], func(o child) bool { return o.key == c.key })
		} else {
			seen[c.key] = true
		}
		switch {
		case c.key == self:
			t.report(CodeChildIsSelf, c.col)
		case same:
			t.report(CodeDuplicateChild, c.col)
		case i == 0 && t.rec.Profile != 0 && !t.rec.Profile.Has(Guardian):
			t.report(CodeChildOfNonGuardian, c.col)
		case t.r.found.guids && !c.isGUID:
			t.unread(CodeGUIDNotValid, c.col)
		}
	}
}

// severalGUIDs parts a cell that holds nothing but identifiers, and more than one; nil for any other.
func severalGUIDs(text string) []string {
	if len(text) < 2*32 {
		return nil
	}
	ids := strings.FieldsFunc(text, func(r rune) bool { return unicode.IsSpace(r) || strings.ContainsRune("|;,/+&", r) })
	if len(ids) < 2 || slices.ContainsFunc(ids, func(id string) bool { return !isGUID(id) }) {
		return nil
	}
	return ids
}

// appendChild adds a child, unless its cell holds nothing but dashes or quotes.
func appendChild(list []child, id string, n, col int) []child {
	key, ok := CanonicalGUID(id)
	if !ok && !strings.ContainsFunc(id, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }) {
		return list
	}
	return append(list, child{id: id, key: key, n: n, col: col, isGUID: ok})
}

// checkRow reports what does not go together in a row. What an account list leaves out is no fault: only a roster is
// complete.
func (t *typist) checkRow() {
	if t.rec.Sex != SexUnknown && t.rec.Title != TitleNone && Sex(t.rec.Title) != t.rec.Sex {
		t.report(CodeTitleAgainstSex, -1)
	}
	if !t.r.found.roster || t.cut {
		return
	}
	cols := t.r.found.columns
	if t.rec.Profile.Has(Pupil) && cols.Index(FieldClasses) >= 0 && len(t.rec.Classes) == 0 {
		t.report(CodePupilWithoutClass, -1)
	}
	if t.rec.Profile.Has(Guardian) && cols.Index(FieldChild) >= 0 && len(t.rec.Children) == 0 {
		t.report(CodeGuardianWithoutChild, -1)
	}
}
