package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/entlink/entlink/matcher"
)

// readLedger reads what people decided. A file that is not there yet is an
// empty ledger. The error is a sentence.
func (w words) readLedger(name string) (*matcher.Ledger, error) {
	in, err := os.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return &matcher.Ledger{}, nil
	}
	if err != nil {
		return nil, w.fileError(name, err)
	}
	defer in.Close()
	l, err := matcher.ReadLedger(in)
	var line *matcher.LedgerError
	switch {
	case errors.As(err, &line):
		return nil, errors.New(w.say("ledger-bad", name, line.Line, line.Cause))
	case err != nil:
		return nil, w.fileError(name, err)
	}
	return l, nil
}

// takeLedger reads what people decided for a command that takes it over, and tells
// where there is nothing: a name that is mistyped would drop what they said.
func (w words) takeLedger(name string, messages io.Writer) (*matcher.Ledger, error) {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		fmt.Fprintln(messages, w.say("ledger-none", name))
	}
	return w.readLedger(name)
}

// writeLedger writes a ledger in the place of the one that is there, whole or
// not at all, for its owner's eyes alone.
func (w words) writeLedger(name string, l *matcher.Ledger) error {
	dir, base := filepath.Split(filepath.Clean(name))
	if dir == "" {
		dir = "."
	}
	temp, err := writeTemp(dir, output{base, func(out io.Writer) error {
		_, err := l.WriteTo(out)
		return err
	}})
	if err == nil {
		err = os.Rename(temp, name)
	}
	if err != nil {
		if temp != "" {
			os.Remove(temp)
		}
		return errors.New(w.say("ledger-cannot-write", name, w.cause(err)))
	}
	return nil
}
