// Package job does the September job with the files of one run, page by page:
// what each file is, whose each account is, what is left to a person, what the
// application's import would do, what to give it instead, and whether it was
// done. It knows neither pages nor databases: everything is a function of the
// files and of what people decided.
package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// MaxFile bounds a file in bytes: it is held whole, for the application's own
// rule looks at its bytes.
const MaxFile = 64 << 20

// A File is one file that was read whole.
type File struct {
	Name    string
	Dialect enroster.Dialect
	Columns enroster.Columns
	Rows    int              // people's rows; a guardian may have several
	People  []matcher.Person // of the rows, for the matcher
	// Findings holds those of the rows and those between rows, each kind in
	// the file's order, some thousands at most; Groups counts all of them.
	Findings []enroster.Finding
	Groups   []Group

	written map[string]string // identifiers that the roster writes in another form than People have them
	rows    []matcher.Row     // of a roster, as SACoche's import reads them
	cells   []matcher.Account // of a list, as it is written
}

// A Group is the findings of one kind.
type Group struct {
	First enroster.Finding
	Count int
	Rows  []int // of the next few, as a spreadsheet counts them
	More  int   // how many rows beyond these

	last int // row of the latest one
}

// maxRows bounds the rows that a Group names, maxFindings the findings that a
// File keeps.
const (
	maxRows     = 8
	maxFindings = 10_000
)

// ErrNobody says that a file has a header and no person below it.
var ErrNobody = errors.New("job: the file names nobody")

// Read reads an ENT's export or an account list. The error is a
// *enroster.FatalError for a file that can't be used, or ErrNobody.
func Read(name string, data []byte) (*File, error) { return ReadAs(name, data, "") }

// ReadAs is Read for an export in a layout that its header does not show; ""
// is what the header shows.
func ReadAs(name string, data []byte, layout enroster.Layout) (*File, error) {
	return readFile(context.Background(), name, data, enroster.Options{Layout: layout})
}

// ReadContext is Read, given up when ctx ends: the error is then the context's.
// progress is called with how many bytes are read.
func ReadContext(ctx context.Context, name string, data []byte, progress func(bytes int64)) (*File, error) {
	return readFile(ctx, name, data, enroster.Options{OnProgress: progress})
}

func readFile(ctx context.Context, name string, data []byte, opts enroster.Options) (*File, error) {
	f := &File{Name: name}
	opts.OnFinding, opts.MaxFindings, opts.NoCells = f.found, 1, true
	r := enroster.NewReader(bytes.NewReader(data), &opts)
	f.Dialect, f.Columns = r.Dialect(), r.Columns()
	check := enroster.NewChecker(f.Dialect.Layout, f.Columns, &enroster.CheckOptions{OnFinding: f.found, MaxFindings: 1})
	for rec, err := range r.All() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		check.Add(rec)
		f.add(rec)
	}
	check.Finish()
	if f.Rows == 0 {
		return nil, ErrNobody
	}
	if f.Roster() {
		f.readRows(data)
		return f, nil
	}
	cells, err := join.Cells(data)
	if err != nil {
		return nil, fmt.Errorf("job: the cells of an account list: %w", err)
	}
	f.cells = cells
	return f, nil
}

// add keeps of a row what the matcher needs.
func (f *File) add(rec enroster.Record) {
	f.Rows++
	one := []enroster.Record{rec}
	if !f.Roster() {
		f.People = append(f.People, join.Accounts(one)...)
		return
	}
	f.People = append(f.People, join.Roster(one)...)
	if id := f.People[len(f.People)-1].ID; id != rec.GUID {
		if f.written == nil {
			f.written = map[string]string{}
		}
		if _, ok := f.written[id]; !ok {
			f.written[id] = rec.GUID
		}
	}
}

// readRows reads a roster as SACoche's import would. A file whose columns are
// elsewhere has no such rows: what SACoche would make of it is garbage.
func (f *File) readRows(data []byte) {
	for i, want := range []enroster.Field{enroster.FieldGUID, enroster.FieldLastName, enroster.FieldFirstName} {
		if i >= len(f.Columns) || f.Columns[i].Field != want {
			return
		}
	}
	rows, err := matcher.ReadSACoche("export.csv", data)
	if err != nil {
		return
	}
	for _, r := range rows {
		if r.Cells > 1 || r.ID != "" { // a blank line is nobody
			f.rows = append(f.rows, r)
		}
	}
}

// Roster reports whether the file is an ENT's export, and not an account list.
func (f *File) Roster() bool { return f.Dialect.Layout.Roster() }

// Importable reports whether SACoche's import would find the identifier and
// the names where it looks for them.
func (f *File) Importable() bool { return f.rows != nil }

// Worst is the worst severity among the findings.
func (f *File) Worst() (worst enroster.Severity) {
	for _, g := range f.Groups {
		worst = max(worst, g.First.Severity)
	}
	return worst
}

// found takes a finding into its group and, while there is room, into the list.
func (f *File) found(g enroster.Finding) {
	if g.Code == enroster.CodeTooManyFindings {
		return // that is about the Reader's own list
	}
	if len(f.Findings) < maxFindings {
		f.Findings = append(f.Findings, g)
	}
	for i := range f.Groups {
		same := &f.Groups[i]
		if same.First.Code != g.Code || same.First.Severity != g.Severity {
			continue
		}
		same.Count++
		switch {
		case g.Row == same.last:
		case len(same.Rows) < maxRows:
			same.Rows = append(same.Rows, g.Row)
		default:
			same.More++
		}
		same.last = g.Row
		return
	}
	f.Groups = append(f.Groups, Group{First: g, Count: 1, last: g.Row})
}
