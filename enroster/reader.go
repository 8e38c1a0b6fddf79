package enroster

import (
	"bytes"
	"fmt"
	"io"
	"iter"
	"strings"
	"time"
	"unicode/utf8"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// Values of Options.
const (
	NoQuote  rune = -1 // Quote: quotes are letters like any other
	NoHeader int  = -1 // HeaderLine: the first line is a person already
)

const (
	defaultMaxFindings = 10_000
	// defaultMaxRow bounds the memory that a file without line ends can take. The widest roster row, a guardian with a
	// hundred children, has under 8 KiB.
	defaultMaxRow = 1 << 20
	// maxQuotedLines and maxQuotedBytes bound how far the end of a quoted cell is looked for before its quote counts as
	// never closed. Lists of groups on several lines have some ten.
	maxQuotedLines = 32
	maxQuotedBytes = 64 << 10
	// maxColumns bounds the cells of a row: the most columns that a spreadsheet has.
	maxColumns = 16384
)

// Reader reads a roster or an account list from a stream, in one pass and with one row in memory. Make one with
// NewReader. A Reader is for one goroutine.
type Reader struct {
	opts Options
	src  *source
	raw  io.Reader

	progress progress
	kept     kept

	started   bool
	fatal     error
	found     found
	split     splitter
	line      int // physical lines consumed
	row       int // rows consumed, as a spreadsheet counts them
	cells     []rawCell
	cleaned   []cell // reused from row to row
	kids      []child
	list      []string
	packed    []byte
	quick     quick
	own       batch  // of the row that quick has read
	ahead     *ahead // nil without workers
	lastID    []byte // the last identifier; see startsRecord
	mixed     bool   // a line of another encoding was reported
	accented  bool   // a line proved the encoding
	mojibake  bool   // the header was encoded twice, so all of the file was
	allQuoted bool   // every name of the header stands in quotes
	blanks    []Finding

	findings []Finding
	total    int         // findings in all
	strict   *FatalError // the finding that ends a strict reading
	done     bool
	mute     bool // nothing is reported
}

// NewReader makes a Reader of r. It reads nothing yet. A nil opts is the zero Options.
func NewReader(r io.Reader, opts *Options) *Reader {
	rd := &Reader{raw: r}
	if opts != nil {
		rd.opts = *opts
	}
	if rd.progress.hook = rd.opts.OnProgress; rd.progress.hook != nil {
		rd.raw = countedReader{r, &rd.progress}
	}
	if rd.opts.KeepSource {
		rd.opts.NoCells = false
		rd.kept.id = max(1, readers.Add(1))
	}
	if rd.opts.MaxFindings <= 0 {
		rd.opts.MaxFindings = defaultMaxFindings
	}
	if rd.opts.MaxRow <= 0 {
		rd.opts.MaxRow = defaultMaxRow
	}
	if rd.opts.Today.IsZero() {
		rd.opts.Today = DateOf(time.Now())
	}
	return rd
}

// All gives the records in the order of the file. A row with a fault is given as far as it can be read, and the fault
// is a finding; rows that are no records (blank lines, a repeated header, a total at the end) are findings only.
//
// An error comes last and at most once. It means that the file cannot be used, as a *FatalError, or that the stream
// failed, as an error that wraps the stream's own. The records before it were read right, but the file is not
// whole: do not treat those who are absent as gone. All is for one pass: a second call goes on where the first stopped.
func (r *Reader) All() iter.Seq2[Record, error] {
	return func(yield func(Record, error) bool) {
		if r.done {
			return
		}
		r.start()
		if r.ahead != nil && r.ahead.jobs == nil { // or a pass inside a pass, for whose rows the outer one's workers do
			r.ahead.start()
			defer r.ahead.stop()
		}
		var rec Record
		for {
			if w, text, t := r.ordinary(); w != nil {
				if !yield(r.take(w, text, t), nil) {
					return
				}
				continue
			}
			ok, err := r.next(&rec)
			switch {
			case err != nil:
				r.finish()
				yield(Record{}, err)
				return
			case !ok:
				if r.opts.KeepSource && !r.done {
					r.keepTail()
				}
				r.finish()
				return
			case !yield(rec, nil):
				return
			}
		}
	}
}

// Dialect says how the file is written and why the Reader thinks so. It reads the beginning of the stream if need be.
// It is the zero Dialect, or has gaps, for a file that cannot be used.
func (r *Reader) Dialect() Dialect {
	r.start()
	return r.found.dialect
}

// Columns gives the columns of the file, reading its beginning if need be; nil for a file that cannot be used. The
// caller must not change them.
func (r *Reader) Columns() Columns {
	r.start()
	return r.found.columns
}

// Findings gives what was found so far, in the order of the file and at most Options.MaxFindings. When there were more,
// a last one, file.too-many-findings, says how many. The caller must not change them.
func (r *Reader) Findings() []Finding { return r.findings }

// finish ends the pass.
func (r *Reader) finish() {
	if r.done {
		return
	}
	r.done = true
	r.progress.tell()
	if r.total > r.opts.MaxFindings {
		r.findings = append(r.findings, Finding{Code: CodeTooManyFindings, Severity: Warning, Have: r.total, Want: r.opts.MaxFindings})
	}
}

// report adds a finding with the severity of its code.
func (r *Reader) report(f Finding) {
	f.Severity = kinds[f.Code].severity
	r.add(f)
}

// maxValue is how many bytes of a cell a finding keeps. Ten thousand findings of a hostile file may not hold its cells.
const maxValue = 1000

// add adds a finding.
func (r *Reader) add(f Finding) {
	if r.mute {
		return
	}
	r.total++
	if r.opts.Strict && f.Severity >= Error && r.strict == nil {
		r.strict = &FatalError{Finding: f, err: ErrStrict}
	}
	if len(f.Value) > maxValue {
		n := maxValue
		for n > maxValue-utf8.UTFMax && !utf8.RuneStart(f.Value[n]) { // a value of a damaged header may hold no letter at all
			n--
		}
		f.Value = f.Value[:n]
	}
	f.Value = strings.Clone(f.Value) // of its row, nothing but this is kept
	if len(r.findings) < r.opts.MaxFindings {
		r.findings = append(r.findings, f)
	}
	if r.opts.OnFinding != nil {
		r.opts.OnFinding(f)
	}
}

// start recognises the file, once.
func (r *Reader) start() {
	if r.started {
		return
	}
	r.started = true
	if r.fatal = r.opts.check(); r.fatal != nil {
		return
	}
	r.src = newSource(r.raw)
	sample := r.src.beginning(r.opts.MaxRow)
	if len(sample) == 0 && r.src.err != io.EOF {
		r.fatal = fmt.Errorf("enroster: reading the beginning: %w", r.src.err)
		return
	}
	given := r.opts.Encoding
	enc, reason := utf16(sample)
	if given == UTF16LE || given == UTF16BE {
		enc, reason = given, "encoding-given"
	}
	opts := r.opts
	if enc != "" && (given == "" || given == enc) {
		endian, high := unicode.LittleEndian, 1
		if enc == UTF16BE {
			endian, high = unicode.BigEndian, 0
		}
		rest := io.MultiReader(bytes.NewReader(sample), &resumed{r.raw, r.src.err})
		r.src = newSource(transform.NewReader(rest, wideDecoder{unicode.UTF16(endian, unicode.IgnoreBOM).NewDecoder(), high}))
		sample = r.src.beginning(r.opts.MaxRow)
		opts.Encoding = UTF8
	}
	f, err := recognise(sample, r.src.err != nil, opts)
	if enc != "" && opts.Encoding != given {
		f.dialect.Encoding, f.dialect.Confidence = enc, 1
		for i := range f.dialect.Reasons {
			if f.dialect.Reasons[i].Code == "encoding-given" {
				f.dialect.Reasons[i] = Reason{Code: reason, Detail: string(enc)}
			}
		}
	}
	r.found = f
	if err != nil && r.src.err != nil && r.src.err != io.EOF {
		r.fatal = fmt.Errorf("enroster: reading the beginning: %w", r.src.err)
		return
	}
	if err != nil {
		r.report(err.Finding)
		r.fatal = err
		return
	}
	r.split = splitter{sep: byte(f.dialect.Separator), quote: byte(f.dialect.Quote)}
	r.accented = !f.ascii
	if r.opts.KeepSource {
		r.keepSource()
	}
	r.readHeader()
	if r.opts.KeepSource {
		r.keepHead()
	}
	r.quick.prepare(&r.found, &r.opts)
	if r.opts.Workers > 1 && r.quick.on {
		r.ahead = newAhead(r.src, r.quick, r.opts.Workers)
	}
}

// resumed goes on reading a stream that may already have ended with err.
type resumed struct {
	r   io.Reader
	err error
}

func (s *resumed) Read(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	return s.r.Read(p)
}

// next reads the next record. ok is false at the end.
func (r *Reader) next(rec *Record) (ok bool, err error) {
	switch {
	case r.fatal != nil:
		return false, r.fatal
	case r.strict != nil: // the header
		return false, r.strict
	}
	for {
		if w, text, t := r.ordinary(); w != nil {
			*rec = r.take(w, text, t)
			return true, nil
		}
		w, ok, err := r.nextRow()
		if err != nil {
			return false, err
		}
		made := ok && r.record(&w, rec)
		switch {
		case r.strict != nil:
			return false, r.strict
		case made || !ok:
			return made, nil
		}
	}
}
