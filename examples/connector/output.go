package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// An output is one file to be written.
type output struct {
	name  string // within the folder
	write func(io.Writer) error
}

// existsError says that an output is there already.
type existsError struct{ path string }

func (e *existsError) Error() string { return e.path + " exists" }

// writeAll writes all outputs into a folder, which it makes if need be, or
// none: each goes to a temporary file beside its place, and only when all are
// whole are they moved there. Without force an output that exists is an
// *existsError; one that can't be replaced, as another program has it open, is an
// *os.LinkError. A folder that it made is taken away again after a failure.
func writeAll(dir string, force bool, outputs ...output) (err error) {
	if err := free(dir, force, outputs); err != nil {
		return err
	}
	made, err := makeFolder(dir)
	if err != nil {
		return err
	}
	var temps []string
	defer func() {
		if err != nil {
			for _, t := range temps {
				os.Remove(t)
			}
			for _, d := range made {
				os.Remove(d)
			}
		}
	}()
	for _, o := range outputs {
		t, err := writeTemp(dir, o)
		if t != "" {
			temps = append(temps, t)
		}
		if err != nil {
			return err
		}
	}
	return moveAll(dir, temps, outputs, force)
}

// writeAll writes all outputs or none. The error is a sentence.
func (w words) writeAll(dir string, force bool, outputs ...output) error {
	err := writeAll(dir, force, outputs...)
	var exists *existsError
	var busy *os.LinkError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &busy) && inUse(err):
		return errors.New(w.say("match-busy", busy.New, w.cause(err)))
	case errors.As(err, &exists):
		return errors.New(w.say("match-exists", exists.path))
	case isFile(dir):
		return errors.New(w.say("match-out-is-file", dir))
	}
	return errors.New(w.say("match-cannot-write", dir, w.cause(err)))
}

func isFile(path string) bool {
	st, err := os.Stat(path)
	return err == nil && !st.IsDir()
}

// free reports an output that exists, unless force allows to replace it, and one
// that can't be replaced. Windows moves no file that a spreadsheet has open, not even
// to its own place; elsewhere that is always allowed, and does nothing.
func free(dir string, force bool, outputs []output) error {
	for _, o := range outputs {
		path := filepath.Join(dir, o.name)
		st, err := os.Lstat(path)
		switch {
		case err == nil && (!force || st.IsDir()):
			return &existsError{path}
		case err != nil && !errors.Is(err, fs.ErrNotExist):
			return err
		case err != nil:
			continue
		}
		if err := os.Rename(path, path); err != nil {
			return err
		}
	}
	return nil
}

// makeFolder makes dir and what is missing above it, for its owner alone: the
// results name children. It returns what it made, innermost first.
func makeFolder(dir string) (made []string, err error) {
	for d := filepath.Clean(dir); ; d = filepath.Dir(d) {
		if _, err := os.Stat(d); err == nil || d == filepath.Dir(d) {
			break
		}
		made = append(made, d)
	}
	return made, os.MkdirAll(dir, 0o700)
}

func writeTemp(dir string, o output) (name string, err error) {
	f, err := os.CreateTemp(dir, "."+o.name+".*") // mode 0600
	if err != nil {
		return "", err
	}
	err = o.write(f)
	if err == nil {
		err = f.Sync() // a full disk may only show here
	}
	if e := f.Close(); err == nil {
		err = e
	}
	return f.Name(), err
}

// moveAll puts the temporary files in their places. Without force it looks once
// more whether a file has come meanwhile.
func moveAll(dir string, temps []string, outputs []output, force bool) error {
	for i, t := range temps {
		path := filepath.Join(dir, outputs[i].name)
		if !force {
			if _, err := os.Lstat(path); err == nil {
				return &existsError{path}
			}
		}
		if err := os.Rename(t, path); err != nil {
			return err
		}
	}
	return nil
}
