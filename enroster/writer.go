package enroster

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// WriterOptions say how a roster is written. Nil and the zero WriterOptions write what SACoche imports: semicolons, LF,
// UTF-8 without a mark, no children.
type WriterOptions struct {
	Separator rune // 0: ';'
	CRLF      bool // end lines with CR LF, as Windows does
	BOM       bool // begin with a byte order mark, which tells Excel that the file is UTF-8
	Children  int  // number of Guid_Enfant columns

	// Columns, when not nil, are written instead of SACoche's, and under them each record's Cells as they are, whatever its
	// fields say: Like is for records that were changed. With the Columns of the Reader that gave the records, unknown
	// columns are kept. A record without Cells gets cells of its
	// fields; one for which there is no column is an error, ErrNoColumn.
	Columns Columns

	// From, when not nil, are the columns under which the records' Cells stand: those of the Reader that gave them. What the
	// package could not read in a cell is then written as it stands there instead of as nothing: a profile such as
	// "Jardinier", a sex or title of no known spelling, a date that is none.
	From Columns

	// Like, when not nil, is a Reader with Options.KeepSource whose file is written again; of the other options OnProgress
	// and, for the cells that are written anew, Guard count then. See Writer.
	Like *Reader

	// Guard puts an apostrophe before cells that a spreadsheet would run as a formula: those that begin with =, +, -,
	// @, TAB or CR (OWASP, CSV injection). Use it for files that people open, not for files that programs import. The
	// Reader takes the apostrophe away again.
	Guard bool

	// OnProgress, if not nil, is called with the bytes that the stream has taken so far: about every 256 KiB, and a last
	// time by Close.
	OnProgress func(bytes int64)
}

// ErrTooManyChildren is wrapped by Write's error for a record with more children than the file has columns.
var ErrTooManyChildren = errors.New("enroster: more children than Guid_Enfant columns")

// Writer writes records as a roster in SACoche's column order: Guid, Nom, Prénom, Profil, Classes, Groupe,
// DateNaissance, Sexe, Civilite, Guid_Enfant1 and so on. SACoche reads the first three by position. Make one with
// NewWriter, and call Close at the end. A Writer is for one goroutine.
//
// # A file written again
//
// With WriterOptions.Like it writes the Reader's file again, byte for byte where no record was changed: encoding, byte order
// marks, separator, quotes, spaces, line ends, the lines before the header and after the last row. (Not so: half a
// character of UTF-16 alone comes back as U+FFFD, and of lines that are no record, blank ones too, no more comes back than
// Options.KeepSource keeps.) Of a record that was changed, in its fields or by Cells.With, the cells that say something else
// now are written anew and no other; a row of another encoding than the file stays in it, unless that lacks a letter of the new
// text: then the whole row goes into that of the file. A record of the program's own gets a row in the file's columns and manner.
//
// Records may be left out, moved and added, while the Reader goes on (in its goroutine) or later. What stands between two rows and is no
// record, such as a blank line or a header in the middle, goes with the row after it; what stands before the first record or
// after the last stays.
//
// A value for which the file has no column, a character that its encoding lacks, more children than columns, and a text
// that the Reader would not read again as it is, are errors that wrap ErrNoColumn, ErrNotEncoded, ErrTooManyChildren and
// ErrNotReadBack; nothing of the record is written then, and others may follow. A record of another Reader with KeepSource
// counts by its typed fields alone; Cells without a source are taken to stand under the columns of this one.
type Writer struct {
	w      *bufio.Writer
	opts   WriterOptions
	header bool
	err    error // the first error of the stream, which stays
	line   []string

	progress progress
	copier   *copier // nil without Like
}

// NewWriter makes a Writer to w. It writes nothing yet. A nil opts is the zero WriterOptions.
func NewWriter(w io.Writer, opts *WriterOptions) *Writer {
	wr := &Writer{}
	if opts != nil {
		wr.opts = *opts
	}
	if wr.progress.hook = wr.opts.OnProgress; wr.progress.hook != nil {
		w = countedWriter{w, &wr.progress}
	}
	if wr.opts.Like != nil {
		wr.copier = newCopier(wr.opts.Like, wr.opts.Guard)
	}
	wr.w = bufio.NewWriter(w)
	if wr.opts.Separator == 0 {
		wr.opts.Separator = ';'
	}
	return wr
}

// Write writes one record. A record with more children than WriterOptions.Children is an error, ErrTooManyChildren, and
// nothing of it is written: never a lost child. Nor is one that has neither a GUID nor a name, which would be read as a
// line of totals: ErrNotReadBack. The error of a stream that failed comes with every call after it.
func (w *Writer) Write(rec Record) error {
	if w.err != nil {
		return w.err
	}
	if w.copier != nil {
		return w.copy(&rec)
	}
	if w.opts.Columns == nil && len(rec.Children) > w.opts.Children {
		return fmt.Errorf("%w: %d children, %d columns", ErrTooManyChildren, len(rec.Children), w.opts.Children)
	}
	if w.opts.Columns == nil && !rec.isSomebody() {
		return fmt.Errorf("%w: it has neither a GUID nor a name", ErrNotReadBack)
	}
	w.writeHeader()
	if w.opts.Columns != nil {
		texts, err := w.cells(&rec)
		if err != nil {
			return err
		}
		w.row(texts)
		return w.err
	}
	w.line = append(w.line[:0], rec.GUID, rec.LastName, rec.FirstName, w.profile(&rec), joinClasses(rec.Classes), joinClasses(rec.Groups),
		w.born(&rec), w.sex(&rec), w.title(&rec))
	w.line = append(w.line, rec.Children...)
	for range w.opts.Children - len(rec.Children) {
		w.line = append(w.line, "")
	}
	w.row(w.line)
	return w.err
}

// Close writes what is buffered, and the header if no record did. Its error says whether everything reached the stream:
// nil is yes. It does not close the stream.
func (w *Writer) Close() error {
	if w.copier != nil {
		w.copyEnd()
	} else {
		w.writeHeader()
	}
	if err := w.w.Flush(); w.err == nil && err != nil {
		w.err = fmt.Errorf("enroster: writing: %w", err)
	}
	w.progress.tell()
	return w.err
}

// WriteAll writes records as a whole file, header included, with as many Guid_Enfant columns as the widest record needs
// (at least opts.Children).
func WriteAll(w io.Writer, recs []Record, opts *WriterOptions) error {
	o := WriterOptions{}
	if opts != nil {
		o = *opts
	}
	for _, rec := range recs {
		o.Children = max(o.Children, len(rec.Children))
	}
	wr := NewWriter(w, &o)
	for _, rec := range recs {
		if err := wr.Write(rec); err != nil {
			return err
		}
	}
	return wr.Close()
}

// sacocheHeader is SACoche's column order; Guid_EnfantN follow.
var sacocheHeader = []string{"Guid", "Nom", "Prénom", "Profil", "Classes", "Groupe", "DateNaissance", "Sexe", "Civilite"}

func (w *Writer) writeHeader() {
	if w.header || w.err != nil {
		return
	}
	w.header = true
	if w.opts.BOM {
		w.write("\ufeff")
	}
	var names []string
	if w.opts.Columns != nil {
		for _, c := range w.opts.Columns {
			names = append(names, c.Name)
		}
	} else {
		names = append(names, sacocheHeader...)
		for i := range w.opts.Children {
			names = append(names, "Guid_Enfant"+strconv.Itoa(i+1))
		}
	}
	w.row(names)
}

func (w *Writer) row(cells []string) {
	for i, c := range cells {
		if i > 0 {
			w.write(string(w.opts.Separator))
		}
		if w.opts.Guard {
			c = guarded(c)
		}
		if needsQuotes(c, w.opts.Separator, `"`) {
			c = `"` + strings.ReplaceAll(c, `"`, `""`) + `"`
		}
		w.write(c)
	}
	if w.opts.CRLF {
		w.write("\r")
	}
	w.write("\n")
}

// needsQuotes reports whether a cell would be read back as something else without quotes. Apostrophes around a cell could
// be taken for quotes themselves, where no other cell speaks against it.
func needsQuotes(c string, separator rune, quote string) bool {
	return strings.ContainsRune(c, separator) || strings.ContainsAny(c, "\r\n") || strings.Contains(c, quote) ||
		len(c) > 1 && c[0] == '\'' && c[len(c)-1] == '\'' || strings.HasPrefix(c, " ") || strings.HasSuffix(c, " ") || strings.HasPrefix(c, "\ufeff")
}

func (w *Writer) write(s string) {
	if w.err != nil {
		return
	}
	if _, err := w.w.WriteString(s); err != nil {
		w.err = fmt.Errorf("enroster: writing: %w", err)
	}
}

// cells gives the texts of a record under WriterOptions.Columns.
func (w *Writer) cells(rec *Record) ([]string, error) {
	if rec.Cells.Len() > 0 {
		w.line = w.line[:0]
		for _, text := range rec.Cells.All() {
			w.line = append(w.line, text)
		}
		return w.line, nil
	}
	o := overlaid{cols: w.opts.Columns}
	for f := range o.at {
		o.at[f] = o.cols.Index(Field(f))
	}
	o.lay(rec, &Record{})
	o.put(max(len(o.cols), 1)-1, "")
	return o.texts, o.err
}

// The texts of what may stand in a cell without being understood; see WriterOptions.From.

func (w *Writer) profile(rec *Record) string {
	s := w.opts.From.Text(*rec, FieldProfile)
	if p, ok := ParseProfile(s); !ok && p == rec.Profile {
		return s
	}
	return rec.Profile.String()
}

func (w *Writer) sex(rec *Record) string {
	s := w.opts.From.Text(*rec, FieldSex)
	if v, ok := ParseSex(s); !ok && v == rec.Sex {
		return s
	}
	return rec.Sex.String()
}

func (w *Writer) title(rec *Record) string {
	s := w.opts.From.Text(*rec, FieldTitle)
	if v, ok := ParseTitle(s); !ok && v == rec.Title {
		return s
	}
	return rec.Title.String()
}

func (w *Writer) born(rec *Record) string {
	s := w.opts.From.Text(*rec, FieldBorn)
	if d, fault := parseDate(s, DateOf(time.Now())); fault != "" && d.IsZero() && rec.Born.IsZero() {
		return s
	}
	return guideDate(rec.Born)
}

// copy writes a record as a row of the file that is written again.
func (w *Writer) copy(rec *Record) error {
	if err := w.copyHead(); err != nil {
		return err
	}
	row, err := w.copier.row(rec)
	if err != nil {
		return err
	}
	if _, err := w.w.Write(row); err != nil && w.err == nil {
		w.err = fmt.Errorf("enroster: writing: %w", err)
	}
	return w.err
}

// copyHead writes what of the head is known and not yet written.
func (w *Writer) copyHead() error {
	if err := w.copier.start(); err != nil {
		return err
	}
	w.encode(w.copier.begin())
	return w.err
}

// copyEnd writes what is left of the file.
func (w *Writer) copyEnd() {
	if err := w.copyHead(); err != nil {
		w.err = err
		return
	}
	w.encode(w.copier.end())
}

// encode writes what was decoded from the file, and so can be encoded again.
func (w *Writer) encode(text string) {
	w.write(string(appendKept(nil, text, w.copier.like.found.dialect.Encoding)))
}

// guarded is a text that no spreadsheet runs as a formula.
func guarded(s string) string {
	if s != "" && strings.IndexByte("=+-@\t\r", s[0]) >= 0 {
		return "'" + s
	}
	return s
}

// guideDate writes a date as the guide does, JJ/MM/AAAA, and none as nothing.
func guideDate(d Date) string {
	if d.IsZero() {
		return ""
	}
	return fmt.Sprintf("%02d/%02d/%04d", d.Day, int(d.Month), d.Year)
}

func joinClasses(list []Class) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = c.String()
	}
	return strings.Join(texts, "|")
}
