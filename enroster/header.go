package enroster

import (
	"bytes"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// candidates are the separators that may be, and the reason that the one of them that fits best is given. It notes a
// "sep=" line, which is not one of the lines to look at.
func (f *found) candidates(lines [][]byte, opts Options, reason string) ([]byte, string) {
	if len(lines) > 0 {
		if sep, ok := sepLine(lines[0]); ok {
			f.sepLine = true
			if opts.Separator == 0 {
				return []byte{sep}, "separator-line"
			}
		}
	}
	if opts.Separator != 0 {
		return []byte{byte(opts.Separator)}, "separator-given"
	}
	return separators, reason
}

// findHeader looks for the first line whose cells are the columns of a roster, and for the separator that shows it.
func (f *found) findHeader(lines [][]byte, opts Options) (header []byte, ok bool) {
	candidates, reason := f.candidates(lines, opts, "separator-header")
	for i, line := range lines {
		if i == 0 && f.sepLine || opts.HeaderLine != 0 && opts.HeaderLine != i+1 {
			continue
		}
		sep, known := bestSeparator(line, candidates)
		header, head, rows := line, 1, 1
		for _, longer := range longerHeaders(lines[i:], candidates) {
			if s, k := bestSeparator(longer.text, longer.seps); k > known || k > 0 && k == known && longer.rows == 1 {
				header, head, rows, sep, known = longer.text, longer.lines, longer.rows, s, k
			}
		}
		if known == 0 || rows > 1 && isBetterWithout(lines[i+1:], candidates, known) {
			continue
		}
		is := isDescription
		for rows < maxHeaderRows && i+head < len(lines) && describes(header, lines[i+head], sep, is) {
			head, rows = head+1, rows+1
			is = isDescriptionOrSize
		}
		for line := i + head - rows + 2; line <= i+head; line++ {
			f.findings = append(f.findings, Finding{Code: CodeSecondLine, Line: line, Row: f.rowOf(line)})
		}
		f.skip, f.head, f.headRows = i, head, rows
		f.dialect.Separator = rune(sep)
		f.dialect.HeaderLine = i + 1
		f.reason(reason, separatorName(rune(sep)))
		switch {
		case opts.HeaderLine != 0:
			f.reason("header-given", strconv.Itoa(i+1))
		case i > 0 && !(i == 1 && f.sepLine):
			f.reason("header-line", strconv.Itoa(i+1))
		}
		return header, true
	}
	return nil, false
}

// rowOf is the number that a spreadsheet shows for a line of the file's beginning.
func (f *found) rowOf(line int) int {
	if f.sepLine {
		return line - 1
	}
	return line
}

// sepLine reads the line "sep=;" that Excel understands as the first of a file.
func sepLine(line []byte) (sep byte, ok bool) {
	line = bytes.Trim(line, "\" ")
	if len(line) == 5 && strings.EqualFold(string(line[:4]), "sep=") {
		return line[4], true
	}
	return 0, false
}

// bestSeparator finds the separator under which a line is a header with the most known columns; known is 0 if there is
// none.
func bestSeparator(line []byte, candidates []byte) (sep byte, known int) {
	for _, c := range candidates {
		for _, enc := range readings(line) {
			cols := headerColumns(line, c, '"', enc)
			n := cols.known()
			if !cols.isHeader() || (c == ' ' || c == ':') && 2*n < len(cols) {
				continue
			}
			if n > known {
				sep, known = c, n
			}
		}
	}
	return sep, known
}

// readings are the encodings in which a line may be.
func readings(line []byte) []Encoding {
	if utf8.Valid(line) {
		return []Encoding{UTF8}
	}
	return eightBit
}

// headerColumns reads a header line.
func headerColumns(line []byte, sep, quote byte, enc Encoding) Columns {
	cells := headerCells(line, sep, quote)
	names := make([]string, len(cells))
	for i, c := range cells {
		names[i], _ = clean(c.raw, enc, false)
		names[i] = oneLine(names[i])
	}
	for len(names) > 1 && names[len(names)-1] == "" {
		names = names[:len(names)-1] // a separator at the end of each line makes no column
	}
	return newColumns(names)
}

func headerCells(line []byte, sep, quote byte) []rawCell {
	p := splitter{sep: sep, quote: quote}
	cells, open := p.split(nil, line, -1, false)
	if open >= 0 {
		cells, _ = p.split(nil, line, open, true)
	}
	return cells
}

// longerHeader is a header made of several lines of a file.
type longerHeader struct {
	text  []byte // as one line
	lines int    // physical lines
	seps  []byte // under which it may be read
	rows  int    // 1 where a line end lies inside quotes, as in "Date de↵naissance"; more where names go on in the next rows
}

// maxHeaderRows is how many rows a header may have. Exports have a row of groups and one of names, or names and one or two
// rows that describe them; a name in more pieces than that is no name.
const maxHeaderRows = 4

// longerHeaders gives the headers that the first of lines may be together with those after it.
func longerHeaders(lines [][]byte, separators []byte) []longerHeader {
	var list []longerHeader
	if bytes.Count(lines[0], []byte{'"'})%2 == 1 {
		for n := 2; n <= len(lines); n++ {
			if bytes.Count(lines[n-1], []byte{'"'})%2 == 1 {
				list = append(list, longerHeader{text: bytes.Join(lines[:n], []byte{'\n'}), lines: n, rows: 1, seps: separators})
				break
			}
		}
	}
	if len(lines) < 2 || len(list) > 0 {
		return list
	}
	for _, sep := range separators {
		text := lines[0]
		for n := 2; n <= min(maxHeaderRows, len(lines)); n++ {
			if text = mergeRows(text, lines[n-1], sep); text == nil {
				break
			}
			list = append(list, longerHeader{text: text, lines: n, rows: n, seps: []byte{sep}})
		}
	}
	return list
}

// mergeRows writes the names of two rows as one row: "Date de" over "naissance" is "Date de naissance", and "Nom" under
// "Identité" is "Nom", for that is a name and neither "Identité Nom" nor "Identité" is. It is nil where the lower row is
// plainly no part of a header: where it has a number of more than two digits, a separator in quotes, or something under
// an identifier or a person's name that does not go on with that name.
func mergeRows(upper, lower []byte, sep byte) []byte {
	if bytes.IndexByte(upper, sep) < 0 || bytes.IndexByte(lower, sep) < 0 || digits(lower) > 2 {
		return nil
	}
	a, b := headerCells(upper, sep, '"'), headerCells(lower, sep, '"')
	for _, c := range slices.Concat(a, b) {
		if bytes.IndexByte(c.raw, sep) >= 0 || bytes.IndexByte(c.raw, '"') >= 0 {
			return nil // no name of a column; and as one row it would be read as several
		}
	}
	var text []byte
	for i := range max(len(a), len(b)) {
		if i > 0 {
			text = append(text, sep)
		}
		var over, under []byte
		if i < len(a) {
			over = bytes.TrimSpace(a[i].raw)
		}
		if i < len(b) {
			under = bytes.TrimSpace(b[i].raw)
		}
		both := bytes.TrimSpace(slices.Concat(over, []byte{' '}, under))
		switch joined, field := named(both), named(over); {
		case joined != FieldOther || len(under) == 0:
			text = append(text, both...)
		case field.identifies() || field.names():
			return nil
		case named(under) != FieldOther:
			text = append(text, under...)
		case field != FieldOther:
			text = append(text, over...)
		default:
			text = append(text, both...)
		}
	}
	return text
}

// named is the field that a header cell names, in the encoding that shows one.
func named(cell []byte) Field {
	for _, enc := range readings(cell) {
		name, _ := clean(cell, enc, false)
		if f, _ := fieldOf(oneLine(name)); f != FieldOther {
			return f
		}
	}
	return FieldOther
}

// digits is the length of the longest run of digits in a line.
func digits(line []byte) int {
	longest, n := 0, 0
	for _, c := range line {
		if n++; c < '0' || c > '9' {
			n = 0
		}
		longest = max(longest, n)
	}
	return longest
}

// isBetterWithout reports whether lines, of which the first may be a header or its first row, show as many columns
// without the line before them: that one is then a title.
func isBetterWithout(lines [][]byte, separators []byte, known int) bool {
	_, best := bestSeparator(lines[0], separators)
	for _, longer := range longerHeaders(lines, separators) {
		_, k := bestSeparator(longer.text, longer.seps)
		best = max(best, k)
	}
	return best >= known
}

// describes reports whether the line after a header says of each column what it holds, as the templates of some
// programs do: "(texte);(obligatoire)". Under the identifier and both names it must stand so, for a line taken for a
// description by mistake is a person lost.
func describes(header, line []byte, sep byte, is func(string) bool) bool {
	var cols Columns
	for _, enc := range readings(header) {
		if c := headerColumns(header, sep, '"', enc); c.known() > cols.known() {
			cols = c
		}
	}
	cells := headerCells(line, sep, '"')
	seen := 0
	for i, col := range cols {
		if col.Field.identifies() || col.Field.names() {
			if i >= len(cells) || !is(string(bytes.TrimSpace(cells[i].raw))) {
				return false
			}
			seen++
		}
	}
	return seen > 2
}

// maxSize is the most digits of a column's size: a description may say that a name has 50 characters.
const maxSize = 3

// descriptions are what such lines say, as foldKey leaves it.
const descriptions = " texte text string chaine chainedecaracteres caracteres alphanumerique varchar char guid uuid obligatoire facultatif required optional "

func isDescription(s string) bool {
	if len(s) > 2 && strings.IndexByte("([<{", s[0]) >= 0 && strings.IndexByte(")]>}", s[len(s)-1]) >= 0 {
		_, isID := CanonicalGUID(s)
		return !isID
	}
	key := foldKey(s)
	return key != "" && strings.Contains(descriptions, " "+key+" ")
}

// isDescriptionOrSize takes the size of a column for a description too. It counts under another description only: names
// that were made numbers, so that nobody is known by them, are people.
func isDescriptionOrSize(s string) bool {
	return s != "" && len(s) <= maxSize && isDigits([]byte(s)) || isDescription(s)
}
