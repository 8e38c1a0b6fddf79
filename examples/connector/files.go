package main

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// A file is one roster or account list that was read whole.
type file struct {
	name     string // as given
	layout   enroster.Layout
	columns  enroster.Columns
	people   []matcher.Person  // of its rows
	written  map[string]string // as join.People has them
	findings []enroster.Finding
}

// A taker is told of a file before its rows are read, and gives what takes each.
type taker func(*file) func(enroster.Record)

// errorFindings returns the findings of the file as a whole because of which
// something was lost or may go wrong, and counts those of its rows.
func (f *file) errorFindings() (whole []enroster.Finding, rows int) {
	for _, g := range f.findings {
		switch part, _, _ := strings.Cut(string(g.Code), "."); {
		case g.Severity < enroster.Error:
		case part == "file" || part == "header":
			whole = append(whole, g)
		default:
			rows++
		}
	}
	return whole, rows
}

// open opens an input. The error is a sentence for people.
func (w words) open(name string) (*os.File, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, w.fileError(name, err)
	}
	if st, err := f.Stat(); err == nil && st.IsDir() {
		f.Close()
		return nil, errors.New(w.say("file-directory", name))
	}
	return f, nil
}

// layout reads the flag --layout: the name of a roster's layout, or nothing.
func (w words) layout(name string) (enroster.Layout, error) {
	if name == "" {
		return "", nil
	}
	var known []string
	for _, l := range enroster.Layouts() {
		if string(l) == name {
			return l, nil
		}
		known = append(known, string(l))
	}
	return "", usageError{errors.New(w.say("no-such-layout", name, strings.Join(known, ", ")))}
}

// fileError words what went wrong with a file: in a sentence that says what,
// where, and what to do.
func (w words) fileError(name string, err error) error {
	var fatal *enroster.FatalError
	switch {
	case errors.As(err, &fatal):
		return errors.New(w.say("match-file", name, fatal.Finding.Message(w.lang)))
	case errors.Is(err, fs.ErrNotExist):
		return errors.New(w.say("file-missing", name))
	case errors.Is(err, fs.ErrPermission):
		return errors.New(w.say("file-permission", name))
	case errors.Is(err, context.Canceled):
		return errors.New(w.say("stopped"))
	}
	return errors.New(w.say("file-unreadable", name, w.cause(err)))
}

// read reads a roster or account list whole, in a layout if one is given; messages gets the progress of a
// long one. The error is a sentence.
func (w words) read(ctx context.Context, name string, layout enroster.Layout, take taker, messages io.Writer) (*file, error) {
	in, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	hook, done := w.progress(in, messages)
	defer done()
	f, err := readAll(name, untilStopped{ctx, in}, &enroster.Options{Layout: layout, OnProgress: hook}, take)
	if err != nil {
		return nil, w.fileError(name, err)
	}
	return f, nil
}

// untilStopped reads until somebody stops the program: a command that reads
// only has nothing else to end.
type untilStopped struct {
	ctx context.Context // of the one command; io.Reader has no place for it
	in  io.Reader
}

func (u untilStopped) Read(p []byte) (int, error) {
	if err := u.ctx.Err(); err != nil {
		return 0, err
	}
	return u.in.Read(p)
}

// readAll reads a stream whole with options, of which it sets OnFinding and NoCells;
// take may be nil.
func readAll(name string, in io.Reader, opts *enroster.Options, take taker) (*file, error) {
	f := &file{name: name}
	opts.OnFinding, opts.NoCells = func(g enroster.Finding) { f.findings = append(f.findings, g) }, true
	r := enroster.NewReader(in, opts)
	f.layout, f.columns = r.Dialect().Layout, r.Columns()
	row := func(enroster.Record) {}
	if take != nil {
		row = take(f)
	}
	people := join.NewPeople(f.layout.Roster())
	for rec, err := range r.All() {
		if err != nil {
			return nil, err
		}
		people.Add(rec)
		row(rec)
	}
	f.people, f.written = people.All(), people.Written()
	return f, nil
}

// comparing takes the rows of several files, and adds to the findings of each the
// errors that only comparing them shows.
func comparing() (take taker, finish func()) {
	byName := make(map[string]*file)
	c := enroster.NewChecker("", nil, &enroster.CheckOptions{MaxFindings: 1, OnFinding: func(g enroster.Finding) {
		if g.Severity >= enroster.Error {
			byName[g.File].findings = append(byName[g.File].findings, g)
		}
	}})
	return func(f *file) func(enroster.Record) {
		byName[f.name] = f
		c.File(f.name, f.layout, f.columns)
		return c.Add
	}, func() { c.Finish() }
}

// once returns each of some files once, and keeps who was named again: a shell's
// history or a wildcard beside a name gives a file twice.
func (m *match) once(names []string) (first []string) {
	for _, name := range names {
		if !slices.Contains(first, name) {
			first = append(first, name)
		} else if !slices.Contains(m.again, name) {
			m.again = append(m.again, name)
		}
	}
	return first
}

// people are those of several files. Of one file they are the file's own.
func people(files []*file) []matcher.Person {
	if len(files) == 1 {
		return files[0].people
	}
	var lists [][]matcher.Person
	for _, in := range files {
		lists = append(lists, in.people)
	}
	return slices.Concat(lists...)
}

// lists are what the account lists are called.
func (m *match) lists() (names []string) {
	for _, in := range m.files {
		if !in.layout.Roster() {
			names = append(names, in.name)
		}
	}
	return names
}

// tellOfFiles says what is to be known of the files before the results are used:
// line and some write one, the second if there are any.
func (m *match) tellOfFiles(line func(key string, args ...any), some func(key string, n int, args ...any), w words) {
	for _, name := range m.again {
		line("match-again", name)
	}
	for _, in := range m.files {
		if len(in.people) == 0 {
			line("match-nobody", in.name)
		}
		whole, rows := in.errorFindings()
		for _, g := range whole {
			line("match-damage", w.say("match-file", in.name, g.Message(w.lang)))
		}
		some("match-errors", rows, in.name)
	}
}
