package enroster

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxCell is the most characters that a spreadsheet's cell holds; what is longer was never typed by anybody.
const maxCell = 32767

// readHeader goes to the line after the header and reports what is odd about the header.
func (r *Reader) readHeader() {
	for i := range r.found.skip {
		_, next, ok, err := r.src.line(0, r.opts.MaxRow)
		if !ok || err != nil {
			return // recognition has seen the line; only a limit below its length can hide it
		}
		r.line++
		if i > 0 || !r.found.sepLine {
			r.row++
		}
		r.src.advance(next)
	}
	n, next := 0, 0 // end of the header's first row, begin of what follows the header
	for i := range r.found.head {
		end, after, ok, err := r.src.line(next, r.opts.MaxRow)
		if !ok || err != nil {
			return
		}
		if i == 0 || r.found.headRows == 1 {
			n = end
		}
		next = after
	}
	if r.found.head > 0 {
		r.line++
		r.row++
		r.checkHeader(r.src.bytes(n))
		r.line += r.found.head - 1
		r.row += r.found.headRows - 1
		r.src.advance(next)
	}
	for _, f := range r.found.findings {
		if f.Severity == 0 {
			f.Severity = kinds[f.Code].severity
		}
		r.add(f)
	}
}

// checkHeader reports what is odd about the names of the columns: how they are written, and what they mean together.
func (r *Reader) checkHeader(line []byte) {
	enc := r.found.dialect.Encoding
	if enc == UTF16LE || enc == UTF16BE {
		enc = UTF8
	}
	names := make(map[string]bool)
	r.allQuoted = r.split.quote != 0
	for i, c := range headerCells(line, r.split.sep, r.split.quote) {
		r.allQuoted = r.allQuoted && c.at < len(line) && line[c.at] == r.split.quote
		_, marks := clean(c.raw, enc, false)
		f := Finding{Line: r.line, Row: r.row, Column: i + 1, Header: r.found.columns.header(i),
			Value: decode(c.raw, enc), Offset: r.src.off + int64(c.at)}
		report := func(code Code) { f.Code = code; r.report(f) }
		if marks&markMojibake != 0 && !r.mojibake {
			r.mojibake = true
			r.report(Finding{Code: CodeFileMojibake, Line: r.line, Row: r.row, Value: f.Value, Offset: r.src.off})
		}
		if marks&markControl != 0 {
			report(CodeHeaderControl)
		}
		if marks&markReplaced != 0 {
			report(CodeHeaderReplacement)
		}
		if strings.Contains(f.Header, "?") {
			report(CodeHeaderLost)
		}
		key := foldKey(f.Header)
		if names[key] && key != "" {
			report(CodeDuplicateColumn)
		} else {
			r.checkMeaning(i, f)
		}
		names[key] = true
	}
}

// checkMeaning reports that another column is read instead of the one at i, or that the file could be of another kind
// because of it. f has the place; its value becomes the other column's name.
func (r *Reader) checkMeaning(i int, f Finding) {
	cols, at, layout := r.found.columns, &r.found.at, r.found.dialect.Layout
	switch {
	case r.found.roster && i == at[FieldAccountID] && r.opts.Layout == "":
		f.Code, f.Value = CodeIDInRoster, cols.header(at[FieldGUID])
	case layout == LayoutAccounts && i == at[FieldGUID] && cols.namedGUID() && r.opts.Layout == "":
		f.Code, f.Value = CodeGUIDInAccounts, cols.header(at[FieldAccountID])
	case cols.field(i) == FieldOther:
		field, _ := fieldOf(cols.header(i))
		if field == FieldOther || at[field] < 0 {
			return
		}
		f.Code, f.Value = CodeSameMeaning, cols.header(at[field])
	default:
		return
	}
	r.report(f)
}

// cell is a cleaned cell under its column.
type cell struct {
	text  string
	value string // before repairs, if there were any
	clean bool   // nothing was to be cleaned: see isClean
	marks mark
	fault fault
	at    int
	lost  bool // a spreadsheet's error stands here, and has been reported
}

// record makes the record of a row, or a finding if it is none; ok says which.
func (r *Reader) record(w *row, rec *Record) (ok bool) {
	torn := w.unfinished && r.tornCharacter(w)
	enc := r.encodingOf(w)
	if len(r.cells) > maxColumns {
		r.report(Finding{Code: CodeTooManyCells, Line: w.line, Row: w.number, Offset: w.off, Want: maxColumns})
		return false
	}
	text := string(w.bytes) // the one copy in which most cells of the record lie
	cells := slices.Grow(r.cleaned[:0], len(r.cells))[:len(r.cells)]
	r.cleaned = cells
	for i := range cells {
		raw := &r.cells[i]
		cells[i] = cell{at: raw.at, fault: raw.fault}
		if raw.from >= 0 && isClean(raw.raw, enc) {
			cells[i].text, cells[i].clean = text[raw.from:raw.from+len(raw.raw)], true
		} else {
			r.clean(&cells[i], r.found.columns.field(i), raw.raw, enc)
		}
	}
	if r.isHeader(cells) {
		f := Finding{Code: CodeRepeatedHeader, Severity: Warning, Line: w.line, Row: w.number, Offset: w.off}
		if name := r.otherColumn(cells); name != "" {
			f.Severity, f.Value = Error, name
		}
		r.add(f)
		return false
	}
	cut := torn || w.unfinished && r.isCut(cells)
	is := r.isRecord(cells)
	switch {
	case cut && (is || r.isPiece(cells)):
		r.report(Finding{Code: CodeCutOff, Line: w.line, Row: w.number, Offset: w.off})
	case is:
		cells = r.align(w, cells)
	default:
		f := Finding{Code: CodeNotARecord, Line: w.line, Row: w.number, Offset: w.off, Value: cells[0].text}
		if sep := r.otherSeparator(w.bytes); sep != 0 {
			f.Code, f.Value = CodeOtherSeparator, string(rune(sep))
		}
		r.report(f)
	}
	if !is {
		return false
	}
	*rec = Record{Line: w.line, Row: w.number}
	if !r.opts.NoCells {
		rec.Cells = r.pack(cells)
	}
	t := typist{r: r, w: w, cells: cells, rec: rec, cut: cut}
	t.fill()
	if r.opts.KeepSource {
		r.keepRow(rec, w.whole)
	}
	if id := r.idColumn(); id < len(r.cells) && id >= 0 {
		raw := r.cells[id].raw
		r.lastID = append(r.lastID[:0], raw[:min(len(raw), 2*maxID)]...)
	}
	return true
}

// pack makes the Cells of a record, and lets the texts of cells lie in them, so that the record keeps one text alone.
func (r *Reader) pack(cells []cell) Cells {
	list := r.list[:0]
	for i := range cells {
		list = append(list, cells[i].text)
	}
	r.packed = appendCells(r.packed[:0], list)
	packed := Cells{packed: string(r.packed)}
	for i := range cells {
		cells[i].text = packed.At(i)
	}
	clear(list)
	r.list = list
	return packed
}

// align puts the cells of a row under their columns and reports a row that has not as many.
func (r *Reader) align(w *row, cells []cell) []cell {
	have := len(cells)
	cells, misfit, severity := align(r.found.columns, r.found.width, cells, r.opts.Today)
	if misfit {
		r.add(Finding{Code: CodeCellCount, Severity: severity, Line: w.line, Row: w.number, Offset: w.off,
			Have: have, Want: r.found.width})
		for i := range cells { // a cell that was moved may stand under a code now
			c := &cells[i]
			if text, m := undoSpreadsheet(c.text, isCode(r.found.columns.field(i))); m != 0 {
				if c.value == "" {
					c.value = c.text
				}
				c.marks, c.text = c.marks|m, text
			}
		}
	}
	return cells
}

// isCode reports whether a column holds codes, of which none begins with an apostrophe, as a name may.
func isCode(f Field) bool { return f != FieldOther && f != FieldLastName && f != FieldFirstName }

// clean cleans a cell, whose column says what spreadsheet marks may be undone.
func (r *Reader) clean(c *cell, field Field, raw []byte, enc Encoding) {
	codes := isCode(field)
	c.text, c.marks = clean(raw, enc, codes)
	if c.marks != 0 {
		c.value = decode(raw, enc)
	}
}

// tornCharacter cuts from the stream's last cell the first bytes of a UTF-8 character whose others are missing.
func (r *Reader) tornCharacter(w *row) bool {
	last := &r.cells[len(r.cells)-1]
	for n := 1; n < utf8.UTFMax && n <= len(last.raw); n++ {
		tail := last.raw[len(last.raw)-n:]
		if utf8.RuneStart(tail[0]) {
			if r.found.dialect.Encoding != UTF8 || utf8.FullRune(tail) {
				return false
			}
			last.raw = last.raw[:len(last.raw)-n]
			w.bytes = w.bytes[:len(w.bytes)-n]
			return true
		}
	}
	return false
}

// isCut reports whether a row that the stream ends without a line end is not whole: it stops before the names or inside
// an identifier.
func (r *Reader) isCut(cells []cell) bool {
	cols := r.found.columns
	i := len(cells) - 1
	if i < cols.Index(FieldLastName) || i < cols.Index(FieldFirstName) || cols.field(i).names() && cells[i].text == "" {
		return true
	}
	return r.isPiece(cells)
}

// isPiece reports whether a row ends with the beginning of an identifier under a column of these. A number alone is none:
// it is how many people there are.
func (r *Reader) isPiece(cells []cell) bool {
	i := len(cells) - 1
	if field := r.found.columns.field(i); !r.found.guids || field != FieldChild && field != FieldGUID {
		return false
	}
	text := cells[i].text
	return text != "" && len(text) < 36 && strings.Trim(strings.ToLower(text), "0123456789abcdef-{") == "" && !(i == 0 && isDigits([]byte(text)))
}

// isHeader reports whether a row repeats the header, as two exports that were joined leave one in the middle: under the
// identifier and the names it has the names of such columns, in any spelling and order.
func (r *Reader) isHeader(cells []cell) bool {
	named := 0
	for _, i := range [...]int{r.idColumn(), r.found.at[FieldLastName], r.found.at[FieldFirstName]} {
		if i < 0 {
			continue
		}
		if i >= len(cells) || len(cells[i].text) > 30 {
			return false // no header name is that long, and most identifiers are: this is the quick way out
		}
		if f, _ := fieldOf(cells[i].text); !f.identifies() && !f.names() {
			return false
		}
		named++
	}
	return named > 1
}

// otherColumn gives the first name of a repeated header that is not that of the column there, "" if there is none.
func (r *Reader) otherColumn(cells []cell) string {
	for i, c := range cells {
		f, n := fieldOf(c.text)
		if i < len(r.found.columns) {
			if col := r.found.columns[i]; f != FieldOther && f == col.Field && n == col.N || foldKey(c.text) == foldKey(col.Name) {
				continue
			}
		}
		if c.text != "" {
			return c.text
		}
	}
	return ""
}

// isRecord reports whether a row describes somebody. One or two cells without an identifier ("Total;7") do not, nor,
// where identifiers are GUIDs, do more of them if no name is among them: a spreadsheet fills such a row up ("Total;7;;;").
func (r *Reader) isRecord(cells []cell) bool {
	if len(r.found.columns) < 4 || len(cells) > 2 && (!r.found.guids || r.isNamed(cells)) {
		return true
	}
	id := r.idColumn()
	if id >= len(cells) {
		return false
	}
	_, ok := CanonicalGUID(cells[id].text)
	return ok
}

// otherSeparator gives the separator under which a row that is no record would be somebody, 0 if there is none: with a GUID
// where it should stand or, where identifiers are none, with just the cells of the header.
func (r *Reader) otherSeparator(row []byte) byte {
	for _, sep := range separators[:4] { // those that part no words
		p := splitter{sep: sep, quote: r.split.quote}
		raw, open := p.split(nil, row, -1, false)
		id := r.idColumn()
		if sep == r.split.sep || open >= 0 || id < 0 || id >= len(raw) || len(raw) < 3 {
			continue
		}
		if _, ok := CanonicalGUID(string(raw[id].raw)); ok || !r.found.guids && len(raw) == r.found.width {
			return sep
		}
	}
	return 0
}

// isNamed reports whether a row has letters where a name should stand.
func (r *Reader) isNamed(cells []cell) bool {
	for _, i := range [...]int{r.found.at[FieldLastName], r.found.at[FieldFirstName]} {
		if i >= 0 && i < len(cells) && strings.ContainsFunc(cells[i].text, unicode.IsLetter) {
			return true
		}
	}
	return false
}

// unread reports that the cell of column i is not understood, unless a spreadsheet's error stands there.
func (t *typist) unread(code Code, i int) {
	if i >= len(t.cells) || !t.cells[i].lost {
		t.report(code, i)
	}
}

// missing reports that the cell of column i has no value, unless that was cut off.
func (t *typist) missing(i int) {
	if !t.cut || i < len(t.cells)-1 {
		t.report(CodeMissingValue, i)
	}
}
