package matcher

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A TableError says what is wrong with a file of truths or of answers.
type TableError struct {
	Line   int    // from 1
	Column string // the one that the header lacks, "" if it lacks none
	Err    error  // what is wrong with the line, not nil
}

// Error says where and what.
func (e *TableError) Error() string { return fmt.Sprintf("matcher: line %d: %v", e.Line, e.Err) }

// Unwrap returns what is wrong with the line.
func (e *TableError) Unwrap() error { return e.Err }

// ReadTruths reads a truth file: CSV in UTF-8 with semicolons and a header that has at
// least the columns id and guid; it may have kind, expected and ops, in which
// several are joined by "|". The error is a *TableError, or the reader's; the truths
// above the line are returned with it.
func ReadTruths(r io.Reader) ([]Truth, error) {
	var ts []Truth
	err := eachRow(r, []string{"id", "guid"}, []string{"kind", "expected", "ops"}, func(c []string) error {
		ts = append(ts, Truth{Account: c[0], Person: c[1], Kind: c[2], Expected: c[3], Done: pieces(c[4])})
		return nil
	})
	return ts, err
}

// ReadAnswers reads decisions from CSV in UTF-8 with semicolons and a header that has at
// least the columns account_id, status ("linked", "review" or "absent") and
// guid, in which several are joined by "|", best first; it may have profile. The error
// is a *TableError, or the reader's; the answers above the line are returned with it.
func ReadAnswers(r io.Reader) ([]Answer, error) {
	var as []Answer
	err := eachRow(r, []string{"account_id", "status", "guid"}, []string{"profile"}, func(c []string) error {
		a := Answer{Account: c[0], People: pieces(c[2]), Profile: c[3]}
		for a.Status = Absent; a.Status.String() != c[1]; a.Status++ {
			if a.Status == Linked {
				return errors.New("status is none of linked, review, absent")
			}
		}
		if a.Status == Linked && len(a.People) != 1 {
			return errors.New("linked, and not to one guid")
		}
		as = append(as, a)
		return nil
	})
	return as, err
}

// pieces cuts a cell at "|"; an empty one has none.
func pieces(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, "|")
}

// eachRow gives the cells of the columns wanted, in that order, row by row;
// those of a column in may are empty if the table lacks it. The cells are the
// caller's only until f returns, the texts for ever.
func eachRow(r io.Reader, must, may []string, f func([]string) error) error {
	b := bufio.NewReader(r)
	if mark, err := b.Peek(3); err == nil && string(mark) == "\ufeff" {
		_, _ = b.Discard(3) // as it was just peeked at
	}
	c := csv.NewReader(b)
	c.Comma, c.LazyQuotes = ';', true
	header, err := c.Read()
	if err == io.EOF {
		return &TableError{Line: 1, Err: errors.New("no header")}
	}
	if err != nil {
		return tableError(err)
	}
	at := make([]int, 0, len(must)+len(may))
	for i, name := range append(slices.Clone(must), may...) {
		j := slices.Index(header, name)
		if j < 0 && i < len(must) {
			return &TableError{Line: 1, Column: name, Err: fmt.Errorf("no column %s", name)}
		}
		at = append(at, j)
	}
	cells := make([]string, len(at))
	for {
		row, err := c.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return tableError(err)
		}
		for i, j := range at {
			if j >= 0 {
				cells[i] = row[j]
			}
		}
		if err := f(cells); err != nil {
			line, _ := c.FieldPos(0)
			return &TableError{Line: line, Err: err}
		}
	}
}

// tableError makes a TableError of what encoding/csv finds wrong with a line.
func tableError(err error) error {
	if line := new(csv.ParseError); errors.As(err, &line) {
		return &TableError{Line: line.Line, Err: line.Err}
	}
	return fmt.Errorf("matcher: %w", err)
}
