package main

import (
	"context"
	"errors"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// read reads all files.
func (m *match) read(ctx context.Context, w words, f matchFlags, messages io.Writer) error {
	compare, compared := comparing()
	if err := m.readRosters(ctx, w, f, compare, messages); err != nil {
		return err
	}
	rosters := len(m.files)
	if err := m.readLists(ctx, w, f, compare, messages); err != nil {
		return err
	}
	if len(m.rows) == 0 {
		return errors.New(w.say("match-no-people"))
	}
	compared()
	m.roster, m.accounts = people(m.files[:rosters]), people(m.files[rosters:])
	if err := collisions(m.files[rosters:]); err != nil {
		return w.schoolError(err, m.lists())
	}
	return nil
}

func (m *match) readRosters(ctx context.Context, w words, f matchFlags, compare taker, messages io.Writer) error {
	for _, name := range m.once(f.rosters) {
		in, err := w.read(ctx, name, f.layout, func(in *file) func(enroster.Record) {
			add := compare(in)
			return func(r enroster.Record) {
				add(r)
				m.rows = append(m.rows, &r)
			}
		}, messages)
		if err != nil {
			return err
		}
		if !in.layout.Roster() {
			return errors.New(w.say("match-not-roster", name) + " " + w.say("match-layout-guid"))
		}
		m.addWritten(in)
		m.files = append(m.files, in)
	}
	return nil
}

// addWritten keeps how a roster writes the identifiers of people whom none before it has:
// the first row counts, whichever file it is in.
func (m *match) addWritten(in *file) {
	known := map[string]bool{}
	for _, before := range m.files {
		for i := range before.people {
			known[before.people[i].ID] = true
		}
	}
	for id, as := range in.written {
		if !known[id] {
			m.written[id] = as
		}
	}
}

func (m *match) readLists(ctx context.Context, w words, f matchFlags, compare taker, messages io.Writer) error {
	lists := m.once(f.accounts)
	m.unforeseen = slices.ContainsFunc(lists, unforeseeable)
	for _, name := range lists {
		in, err := w.read(ctx, name, "", func(in *file) func(enroster.Record) {
			add := compare(in)
			if !m.unforeseen {
				return add
			}
			return func(r enroster.Record) {
				add(r)
				m.cells = append(m.cells, matcher.Account{ID: r.AccountID, Last: r.LastName, First: r.FirstName, Prior: r.GUID})
			}
		}, messages)
		if err != nil {
			return err
		}
		if in.layout.Roster() {
			return errors.New(w.say("match-not-account", name))
		}
		m.files = append(m.files, in)
		if err := m.addCells(w, name); err != nil {
			return err
		}
	}
	return nil
}

// unforeseeable reports whether a list is too long to be read as it is written, or can be
// read only once.
func unforeseeable(name string) bool {
	st, err := os.Stat(name)
	return err != nil || !st.Mode().IsRegular() || st.Size() > maxPredicted
}

// addCells reads an account list as it is written, for the application's own
// rule; an account that two lists have is one. Where a list can't be read so all
// accounts have their cells as they were understood.
func (m *match) addCells(w words, name string) error {
	if m.unforeseen {
		return nil
	}
	data, err := w.load(name)
	if err != nil {
		return err
	}
	cells, lost, err := join.Cells(data)
	if err != nil {
		return w.fileError(name, err)
	}
	if m.cells == nil { // of one list they are the list's own
		m.cells, m.lost = cells, lost
		return nil
	}
	maps.Copy(m.lost, lost)
	seen := make(map[string]bool, len(m.cells))
	for _, a := range m.cells {
		seen[a.ID] = true
	}
	for _, a := range cells {
		if a.ID == "" || !seen[a.ID] {
			m.cells = append(m.cells, a)
		}
	}
	return nil
}

// collisions finds lists of two schools among those of the accounts.
func collisions(files []*file) error {
	var lists [][]matcher.Person
	for _, in := range files {
		lists = append(lists, in.people)
	}
	return join.Collisions(lists...)
}
