package enroster

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// separators are the characters that part cells, in the order in which ties between them are decided. The last two part
// words and times too, so they count only where no other fits.
var separators = []byte{';', ',', '\t', '|', ':', ' '}

// maxPreamble is how many lines may stand before the header. Exports have a title, a date, a blank line; who has more
// has no header.
const maxPreamble = 30

var bom = []byte("\ufeff")

// found is what recognition decided.
type found struct {
	dialect  Dialect
	columns  Columns
	at       [fieldCount]int // for each field Columns.Index
	children []int           // where the columns of children are
	width    int             // cells of the header line; a separator at its end makes one more than columns
	skip     int             // physical lines before the header
	sepLine  bool            // the first of them is "sep=;"
	head     int             // physical lines of the header; 0: there is none
	headRows int             // rows of the header: its lines, but a line end inside quotes makes none
	findings []Finding       // about the file, seen while it was recognised
	roster   bool            // the layout is an ENT's: see Layout.Roster
	guids    bool            // its identifiers are GUIDs
	rewrites bool            // its identifiers are to be rewritten: see Layout.rewriteID
	ascii    bool            // no accent in the sample: its encoding is not yet proved
}

// recognise decides how a file is written from its first bytes. whole says that these are all of it.
func recognise(sample []byte, whole bool, opts Options) (found, *FatalError) {
	var f found
	text := sample
	for bytes.HasPrefix(text, bom) {
		text = text[len(bom):]
		f.dialect.BOM++
	}
	if len(bytes.Trim(text, " \t\r\n\x1a\x00")) == 0 && whole {
		return f, fatal(Finding{Code: CodeEmptyFile}, ErrEmpty)
	}
	if kind := otherFile(text); kind != "" {
		return f, fatal(Finding{Code: CodeNotCSV, Value: kind}, ErrNotCSV)
	}
	lines := sampleLines(text, max(maxPreamble, opts.HeaderLine))
	f.dialect.LineEnd = lineEnds(text)
	if spec := opts.Layout.spec(); spec != nil && spec.traits&byPlace != 0 && !spec.isShown(lines, opts) {
		return f, f.readByPlace(spec, lines, text, whole, opts)
	}
	header, ok := f.findHeader(lines, opts)
	switch {
	case ok:
		f.findEncoding(header, text, whole, opts)
		f.columns = headerColumns(header, byte(f.dialect.Separator), '"', f.dialect.Encoding)
		f.width = len(headerCells(header, byte(f.dialect.Separator), '"'))
		return f, f.setLayout(header, text, opts)
	case f.readByContent(text, whole, opts):
		return f, f.setLayout(nil, text, opts)
	case isBinary(text):
		return f, fatal(Finding{Code: CodeNotCSV, Value: "binary"}, ErrNotCSV)
	}
	if kind := otherText(text); kind != "" {
		return f, fatal(Finding{Code: CodeNotCSV, Value: kind}, ErrNotCSV)
	}
	if len(lines) > 0 && isWrapped(lines[0]) {
		return f, fatal(Finding{Code: CodeNotCSV, Value: "wrapped"}, ErrNotCSV)
	}
	line := max(1, opts.HeaderLine)
	return f, fatal(Finding{Code: CodeNoHeader, Line: line, Row: line}, ErrNoHeader)
}

// sampleLines gives the first lines of a sample, enough to find a header after most others.
func sampleLines(text []byte, most int) [][]byte {
	var lines [][]byte
	for len(text) > 0 && len(lines) <= most {
		i := bytes.IndexAny(text, "\r\n")
		if i < 0 {
			i = len(text)
		}
		line := text[:i]
		for bytes.HasPrefix(line, bom) {
			line = line[len(bom):]
		}
		lines = append(lines, line)
		if i+1 < len(text) && text[i] == '\r' && text[i+1] == '\n' {
			i++
		}
		text = text[min(i+1, len(text)):]
	}
	return lines
}

// lineEnds names the line ends of a sample.
func lineEnds(text []byte) string {
	crlf := bytes.Count(text, []byte("\r\n"))
	lf := bytes.Count(text, []byte("\n")) - crlf
	cr := bytes.Count(text, []byte("\r")) - crlf
	if len(text) > 0 && text[len(text)-1] == '\r' && cr > 0 && crlf > 0 {
		cr-- // the sample ends inside CR LF
	}
	switch {
	case crlf > 0 && lf+cr == 0:
		return "\r\n"
	case lf > 0 && crlf+cr == 0:
		return "\n"
	case cr > 0 && crlf+lf == 0:
		return "\r"
	case crlf+lf+cr == 0:
		return ""
	}
	return "mixed"
}

// findEncoding decides the encoding: by a byte order mark, by the header, whose words are known, by the validity of the
// sample as UTF-8, which other text does not reach by chance, and last by the letters that each encoding would make of
// it.
func (f *found) findEncoding(header, sample []byte, whole bool, opts Options) {
	sep := byte(f.dialect.Separator)
	switch {
	case opts.Encoding != "":
		f.encoding(opts.Encoding, 1, "encoding-given")
	case f.dialect.BOM > 0:
		f.encoding(UTF8, 1, "encoding-bom")
	case !isASCII(header) && utf8.Valid(header):
		f.encoding(UTF8, 0.99, "encoding-header")
	case !isASCII(header):
		f.encoding(spelling(header, sample, sep))
	case isASCII(sample):
		f.ascii = true
		f.encoding(UTF8, 0.9, "encoding-ascii")
	case mostlyUTF8(sample, whole):
		f.encoding(UTF8, 0.99, "encoding-valid")
	default:
		f.encoding(mostFrench(sample), 0.8, "encoding-letters")
	}
}

func (f *found) encoding(enc Encoding, confidence float64, reason string) {
	f.dialect.Encoding, f.dialect.Confidence = enc, confidence
	f.reason(reason, string(enc))
}

func (f *found) reason(code, detail string) {
	f.dialect.Reasons = append(f.dialect.Reasons, Reason{Code: code, Detail: detail})
}

// spelling finds the eight-bit encoding in which the header's words are spelled right.
func spelling(header, sample []byte, sep byte) (Encoding, float64, string) {
	var best Encoding
	most := 0
	for _, enc := range eightBit {
		n := 0
		for _, col := range headerColumns(header, sep, '"', enc) {
			if spelledNames[strings.ToLower(col.Name)] {
				n++
			}
		}
		if n > most {
			best, most = enc, n
		}
	}
	switch best {
	case "":
		return mostFrench(sample), 0.8, "encoding-letters"
	case Windows1252, ISO8859_15:
		best = latin(sample)
	}
	return best, 0.99, "encoding-header"
}

// mostFrench finds the eight-bit encoding under which a sample looks most like French names.
func mostFrench(sample []byte) Encoding {
	var best Encoding
	most := 0
	for _, enc := range eightBit {
		if score := frenchness(decode(sample, enc)); best == "" || score > most {
			best, most = enc, score
		}
	}
	if best == Windows1252 || best == ISO8859_15 {
		return latin(sample)
	}
	return best
}

// mostlyUTF8 reports whether the lines of a sample that have accents are UTF-8. A few may not be, where another export
// was appended; a line of another encoding is valid UTF-8 so rarely (never in 1.67 million French words in
// Windows-1252) that a fifth of the lines is proof.
func mostlyUTF8(sample []byte, whole bool) bool {
	if !whole {
		if i := bytes.LastIndexAny(sample, "\r\n"); i > 0 {
			sample = sample[:i] // the sample may end inside a character
		}
	}
	valid, invalid := 0, 0
	for line := range bytes.FieldsFuncSeq(sample, func(r rune) bool { return r == '\r' || r == '\n' }) {
		switch {
		case isASCII(line):
		case utf8.Valid(line):
			valid++
		default:
			invalid++
		}
	}
	return valid > 0 && 4*valid >= invalid
}

// setLayout decides what kind of file the columns make, and what that says about them and about quotes.
func (f *found) setLayout(header, sample []byte, opts Options) *FatalError {
	layout := opts.Layout
	if layout == "" {
		layout = f.columns.layout()
	}
	if f.head > 0 {
		f.nameColumns(layout, opts)
	}
	if opts.Layout != "" {
		f.reason("layout-given", string(layout))
	} else {
		f.reason("layout", string(layout))
	}
	f.setQuote(layout, header, sample, opts)
	f.setColumns(layout)
	id := FieldAccountID
	if f.roster || opts.Layout == "" && f.at[FieldAccountID] < 0 {
		id = FieldGUID
	}
	if f.at[id] < 0 {
		name := "Guid"
		if spec := layout.spec(); opts.Layout != "" {
			name = spec.id
		}
		return fatal(Finding{Code: CodeMissingColumn, Line: f.dialect.HeaderLine, Header: name}, ErrMissingColumn)
	}
	for _, field := range [...]Field{FieldLastName, FieldFirstName} {
		if f.at[field] < 0 {
			f.findings = append(f.findings, Finding{Code: CodeMissingColumn, Severity: Error, Line: f.dialect.HeaderLine,
				Row: f.rowOf(f.dialect.HeaderLine), Header: guideNames[field]})
		}
	}
	return nil
}

// nameColumns gives the ENT's identifier to the column that has it in the layout.
func (f *found) nameColumns(layout Layout, opts Options) {
	if layout == LayoutGUID && opts.Layout != "" && f.columns.Index(FieldGUID) < 0 {
		if i := f.columns.Index(FieldAccountID); i >= 0 {
			f.columns[i].Field = FieldGUID // the caller says that it is the ENT's
		}
	}
	for i := range layouts {
		s := &layouts[i]
		if s.layout != layout || s.traits&byHeader == 0 || opts.Layout == "" && !s.fits(f.columns) {
			continue
		}
		if at := s.nameID(f.columns); at >= 0 {
			// An identifier of the application's would be a finding of its own: see checkMeaning.
			if field, _ := fieldOf(f.columns[at].Name); field != FieldGUID && f.columns.Index(FieldAccountID) < 0 && opts.Layout == "" {
				f.findings = append(f.findings, Finding{Code: CodeRosterByHeader, Line: f.dialect.HeaderLine, Row: f.rowOf(f.dialect.HeaderLine),
					Column: at + 1, Header: f.columns[at].Name, Value: string(layout)})
			}
			return
		}
		for c := range f.columns { // the caller's layout has its identifier elsewhere
			if f.columns[c].Field == FieldGUID {
				f.columns[c].Field = FieldOther
			}
		}
	}
}

// setColumns notes where the columns of the layout are.
func (f *found) setColumns(layout Layout) {
	f.dialect.Layout = layout
	spec := layout.spec()
	f.roster, f.guids = spec.traits&isRoster != 0, spec.traits&hasGUIDs != 0
	f.rewrites = layout.rewriteID("ID : 1") != "ID : 1"
	for i, col := range f.columns {
		if col.Field == FieldChild {
			f.children = append(f.children, i)
		}
	}
	for field := range f.at {
		f.at[field] = f.columns.Index(Field(field))
	}
}

// setQuote decides whether cells are quoted, and with what.
func (f *found) setQuote(layout Layout, header, sample []byte, opts Options) {
	sep := byte(f.dialect.Separator)
	f.dialect.Quote = '"'
	switch {
	case opts.Quote == NoQuote:
		f.dialect.Quote = 0
		f.reason("quote-given", "0")
	case opts.Quote != 0:
		f.dialect.Quote = opts.Quote
		f.reason("quote-given", string(opts.Quote))
	case layout.sacoche() && !savedAgain(sample, header, sep):
		f.dialect.Quote = 0
	default:
		f.findApostrophes(sample)
	}
	if f.dialect.Quote == '\'' && f.head > 0 {
		f.rename(headerColumns(header, sep, '\'', f.dialect.Encoding))
	}
}

// rename gives the columns the names that the header shows once its quotes are known. It means the same as before.
func (f *found) rename(cols Columns) {
	for i := range min(len(cols), len(f.columns)) {
		f.columns[i].Name = cols[i].Name
	}
}

// savedAgain reports whether another program wrote one of SACoche's lists again, with quotes where they are needed.
// SACoche itself writes none at all, semicolons, and after the header a line without even those.
func savedAgain(sample, header []byte, sep byte) bool {
	if sep != ';' || bytes.Contains(sample, []byte(`;"`)) && (bytes.Contains(sample, []byte(`";`)) || bytes.Contains(sample, []byte("\"\r\n"))) {
		return true
	}
	_, rest, _ := bytes.Cut(sample, header)
	rest = bytes.TrimLeft(rest, ";")
	rest, _ = bytes.CutPrefix(rest, []byte("\r"))
	rest, _ = bytes.CutPrefix(rest, []byte("\n"))
	return len(rest) > 0 && rest[0] != '\r' && rest[0] != '\n'
}

// utf16 tells UTF-16 by its byte order mark or by the zero bytes that ASCII characters leave in every other place.
func utf16(sample []byte) (enc Encoding, reason string) {
	switch {
	case bytes.HasPrefix(sample, []byte{0xff, 0xfe}):
		return UTF16LE, "encoding-bom"
	case bytes.HasPrefix(sample, []byte{0xfe, 0xff}):
		return UTF16BE, "encoding-bom"
	}
	var zeros [2]int
	n := min(len(sample), 4096)
	for i := range n {
		if sample[i] == 0 {
			zeros[i%2]++
		}
	}
	switch half := n / 2; {
	case half < 2:
	case zeros[1]*10 > half*6 && zeros[0]*10 < half:
		return UTF16LE, "encoding-zeros"
	case zeros[0]*10 > half*6 && zeros[1]*10 < half:
		return UTF16BE, "encoding-zeros"
	}
	return "", ""
}
