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
	"slices"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/finding"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// MaxFile bounds a file in bytes: it is held whole while it is read, for the
// application's own rule looks at its bytes.
const MaxFile = 64 << 20

// A File is one file that was read.
type File struct {
	Name    string
	Dialect enroster.Dialect
	Columns enroster.Columns
	Rows    int              // people's rows; a guardian may have several
	People  []matcher.Person // of the rows, for the matcher
	// Findings holds those of the rows and those between rows, each kind in
	// the file's order, some thousands at most; Groups counts all of them.
	Findings []enroster.Finding
	Groups   *finding.Groups

	written map[string]string // as join.People has them
	content Content
}

// A Content gives a file's bytes once more.
type Content func() ([]byte, error)

// From has the bytes come from elsewhere when they are needed again, which is
// for a Forecast, and lets go of those that were read.
func (f *File) From(c Content) { f.content = c }

// maxRows bounds the rows that a group names, maxFindings the findings that a
// File keeps.
const (
	maxRows     = 8
	maxFindings = 10_000
)

// ErrNobody says that a file has a header and no person below it.
var ErrNobody = errors.New("job: the file names nobody")

// Read reads an ENT's export or an account list. The error is a
// *enroster.FatalError for a file that can't be used, or ErrNobody, beside which
// the file is returned: an application may have no account yet.
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
	f := &File{Name: name, Groups: finding.New(maxRows, func(g enroster.Finding) int { return g.Row }), content: func() ([]byte, error) { return data, nil }}
	opts.OnFinding, opts.MaxFindings, opts.NoCells = f.found, 1, true
	r := enroster.NewReader(bytes.NewReader(data), &opts)
	f.Dialect, f.Columns = r.Dialect(), r.Columns()
	check := enroster.NewChecker(f.Dialect.Layout, f.Columns, &enroster.CheckOptions{OnFinding: f.found, MaxFindings: 1})
	people := join.NewPeople(f.Roster())
	for rec, err := range r.All() {
		if err == nil {
			err = ctx.Err()
		}
		if err != nil {
			return nil, err
		}
		check.Add(rec)
		f.Rows++
		people.Add(rec)
	}
	check.Finish()
	if f.Rows == 0 {
		return f, ErrNobody
	}
	f.People, f.written = people.All(), people.Written()
	return f, nil
}

// importRows reads a roster once more, as SACoche's import would. A file whose columns are
// elsewhere has no such rows: what SACoche would make of it is garbage.
func (f *File) importRows() (list []matcher.Row, err error) {
	if !f.Importable() {
		return nil, nil
	}
	data, err := f.content()
	if err != nil {
		return nil, err
	}
	rows, err := matcher.ReadSACoche("export.csv", data)
	if err != nil {
		return nil, err
	}
	return slices.DeleteFunc(rows, func(r matcher.Row) bool { return r.Cells <= 1 && r.ID == "" }), nil // a blank line is nobody
}

// cells reads an account list once more, with its cells as they are written.
func (f *File) cells() (list []matcher.Account, lost map[string]bool, err error) {
	data, err := f.content()
	if err != nil {
		return nil, nil, err
	}
	return join.Cells(data)
}

// Roster reports whether the file is an ENT's export, and not an account list.
func (f *File) Roster() bool { return f.Dialect.Layout.Roster() }

// Importable reports whether SACoche's import would find the identifier and
// the names where it looks for them.
func (f *File) Importable() bool {
	for i, want := range []enroster.Field{enroster.FieldGUID, enroster.FieldLastName, enroster.FieldFirstName} {
		if i >= len(f.Columns) || f.Columns[i].Field != want {
			return false
		}
	}
	return f.Roster()
}

// found takes a finding into its group and, while there is room, into the list.
func (f *File) found(g enroster.Finding) {
	if g.Code == enroster.CodeTooManyFindings {
		return // that is about the Reader's own list
	}
	if len(f.Findings) < maxFindings {
		f.Findings = append(f.Findings, g)
	}
	f.Groups.Add(g)
}
