package enroster

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// WriterOptions say how a roster is written. Nil and the zero WriterOptions write what SACoche imports: semicolons, LF,
// UTF-8 without a mark, no children.
type WriterOptions struct {
	Separator rune // 0: ';'
	CRLF      bool // end lines with CR LF, as Windows does
	BOM       bool // begin with a byte order mark, which tells Excel that the file is UTF-8
	Children  int  // number of Guid_Enfant columns

	// Columns, when not nil, are written instead of SACoche's, and under them each record's Cells as they are. With the
	// Columns of the Reader that gave the records, unknown columns are kept.
	Columns Columns

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
type Writer struct {
	w      *bufio.Writer
	opts   WriterOptions
	header bool
	err    error // the first error of the stream, which stays
	line   []string

	progress progress
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
	wr.w = bufio.NewWriter(w)
	if wr.opts.Separator == 0 {
		wr.opts.Separator = ';'
	}
	return wr
}

// Write writes one record. A record with more children than WriterOptions.Children is an error, ErrTooManyChildren, and
// nothing of it is written: never a lost child. The error of a stream that failed comes with every call after it.
func (w *Writer) Write(rec Record) error {
	if w.err != nil {
		return w.err
	}
	if w.opts.Columns == nil && len(rec.Children) > w.opts.Children {
		return fmt.Errorf("%w: %d children, %d columns", ErrTooManyChildren, len(rec.Children), w.opts.Children)
	}
	w.writeHeader()
	if w.opts.Columns != nil {
		w.line = w.line[:0]
		for _, text := range rec.Cells.All() {
			w.line = append(w.line, text)
		}
		w.row(w.line)
		return w.err
	}
	born := ""
	if !rec.Born.IsZero() {
		born = fmt.Sprintf("%02d/%02d/%04d", rec.Born.Day, int(rec.Born.Month), rec.Born.Year)
	}
	w.line = append(w.line[:0], rec.GUID, rec.LastName, rec.FirstName, rec.Profile.String(), joinClasses(rec.Classes), joinClasses(rec.Groups),
		born, rec.Sex.String(), rec.Title.String())
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
	w.writeHeader()
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
		if w.opts.Guard && c != "" && strings.IndexByte("=+-@\t\r", c[0]) >= 0 {
			c = "'" + c
		}
		if w.needsQuotes(c) {
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
func (w *Writer) needsQuotes(c string) bool {
	return strings.ContainsRune(c, w.opts.Separator) || strings.ContainsAny(c, "\"\r\n") ||
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

func joinClasses(list []Class) string {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = c.String()
	}
	return strings.Join(texts, "|")
}
