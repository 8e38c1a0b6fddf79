// Package habits makes small schools, each with one habit of the people or the programs that keep such lists: homonyms
// that are numbered, given names cut at ten letters, a village of cousins, last year's list, identifiers once given to
// the wrong person. Package school shows how well a matcher does where everything happens at once and at its usual rate;
// here each thing happens so often that a matcher which has no answer to it cannot hide.
//
// A set is an ENT's roster, an application's accounts and the truth about each account. Besides its habit it has an
// ordinary share of slips. What the truth expects is what a careful secretary could tell from the rows: auto where the
// evidence singles one person out and nobody else is meant, review where she would have to ask, none where the person is
// not there, undecidable where she could not even know that she should ask.
package habits

import (
	"encoding/csv"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"

	"github.com/entlink/entlink/examples/bench/school"
)

// A Habit is one thing that lists have in them.
type Habit struct {
	Name string
	Says string // what happens, in a line

	people func(m *maker) // changes who there is, before the lists are written
	lists  func(m *maker) // changes what the lists say
}

// Options say how large a set is and what its people are called.
type Options struct {
	Accounts int           // about how many; 0 is 400
	Seed     uint64        // the same options make the same set
	Names    *school.Names // nil is that package's own
}

// A Set is three tables, each with its header.
type Set struct{ Roster, Accounts, Truth [][]string }

// Find returns the habit of that name.
func Find(name string) (Habit, error) {
	for _, h := range Habits {
		if h.Name == name {
			return h, nil
		}
	}
	return Habit{}, fmt.Errorf("habits: no habit %q", name)
}

// Make makes a set with the habit.
func (h Habit) Make(o Options) *Set {
	if o.Accounts == 0 {
		o.Accounts = 400
	}
	if o.Names == nil {
		o.Names = school.OwnNames()
	}
	sum := fnv.New64a()
	sum.Write([]byte(h.Name))
	m := &maker{Rand: rand.New(rand.NewPCG(o.Seed, sum.Sum64())), names: o.Names, few: max(3, o.Accounts/25)}
	m.dates = pick(m, []float64{0.95, 0.7, 0.4})
	m.known = pick(m, []float64{0.9, 0.7})
	m.sexes = pick(m, []float64{0, 0.5, 1})
	m.priors = pick(m, []float64{0, 0, 0.1})
	m.schools(o.Accounts)
	if h.people != nil {
		h.people(m)
	}
	m.write()
	if h.lists != nil {
		h.lists(m)
	}
	return m.set()
}

// Write writes ent.csv, app.csv and truth.csv into the folder.
func (s *Set) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, rows := range map[string][][]string{"ent.csv": s.Roster, "app.csv": s.Accounts, "truth.csv": s.Truth} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		w := csv.NewWriter(f)
		w.Comma = ';'
		if err := w.WriteAll(rows); err != nil {
			f.Close()
			return err
		}
		if err := f.Close(); err != nil {
			return err
		}
	}
	return nil
}

// A maker makes one set.
type maker struct {
	*rand.Rand
	names *school.Names
	few   int // how many cases of its habit a set of this size has

	// What the application knows: shares of birth dates, of children and classes, of sexes, of identifiers already given.
	dates, known, sexes, priors float64

	uais     []string
	families []*family
	people   []*person
	ent, app []*row

	dateForm             func(date) string // how the application writes a date
	sexCode              map[string]string // and a sex
	classless, datesLost bool              // the application's classes, or dates, tell nothing
	schoolless           bool              // its schools tell nothing
}

func (m *maker) chance(p float64) bool { return m.Float64() < p }

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }

// take returns n of them at random, or all.
func take[T any](m *maker, from []T, n int) []T {
	out := append([]T(nil), from...)
	m.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out[:min(n, len(out))]
}
