package school

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Columns says which columns are filled. All files have all columns.
type Columns byte

const (
	AllColumns     Columns = iota // all
	NamesAndSchool                // names, profile and school only; the ENT keeps its classes, which the accounts lack
	NamesOnly                     // names only, in lists that mix schools without saying which; the ENT keeps its profiles
)

// Options says what to make. The zero value is one school of some 1,500 accounts.
type Options struct {
	Accounts int                // about so many; 0 is 1,500
	Schools  int                // 0 is one for each 1,500 accounts
	Seed     uint64             // of chance: another seed, other people
	Names    *Names             // nil is OwnNames
	Rates    map[string]float64 // instead of those of Rates, by name; others are an error
	Columns  Columns
}

// most is how many accounts and schools may be asked for: memory holds all of them, some 1 KiB an account.
const most = 5_000_000

// A Set is what was made.
type Set struct {
	rows     []*Row
	accounts []*account
	truths   []truth
	places   []*place
}

// Make makes schools. It fails on options that make no sense, before it makes anything.
func Make(o Options) (*Set, error) {
	rate, err := shares(o.Rates)
	if err != nil {
		return nil, err
	}
	switch {
	case o.Accounts < 0 || o.Accounts > most:
		return nil, fmt.Errorf("school: %d accounts: want 1 to %d, or 0 for 1,500", o.Accounts, most)
	case o.Schools < 0 || o.Schools > max(1, cmp.Or(o.Accounts, 1500)/100):
		return nil, errors.New("school: a school needs a hundred accounts")
	case o.Columns > NamesOnly:
		return nil, fmt.Errorf("school: no such columns: %d", o.Columns)
	}
	accounts := cmp.Or(o.Accounts, 1500)
	schools := cmp.Or(o.Schools, max(1, (accounts+750)/1500))
	m := &maker{chance: rand.New(rand.NewPCG(o.Seed, 0x5c001)), names: o.Names, rate: rate, columns: o.Columns}
	if m.names == nil {
		m.names = OwnNames()
	}
	leavers := float64(accounts) * rate["leaver"]
	people := (float64(accounts) - leavers) / (1 - rate["newcomer"])
	m.open(schools, int(people*0.4)/schools)
	for _, p := range m.places {
		m.fill(p, max(10, int(people)/schools))
	}
	m.leave(int(leavers), int(rate["leaver_trap"]*float64(accounts)+0.5))
	s := &Set{rows: m.enroll(), places: m.places}
	s.accounts = m.register()
	j := newJudge(s.rows, s.accounts)
	for _, a := range s.accounts {
		s.truths = append(s.truths, j.judge(a))
	}
	return s, nil
}

// Write writes ent.csv, app.csv and truth.csv into a folder, which it makes if need be. Files of these names are
// replaced.
func (s *Set) Write(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	for name, write := range map[string]func(io.Writer) error{"ent.csv": s.WriteRoster, "app.csv": s.WriteAccounts, "truth.csv": s.WriteTruth} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			return err
		}
		err = write(f)
		if e := f.Close(); err == nil {
			err = e
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// WriteRoster writes ent.csv.
func (s *Set) WriteRoster(w io.Writer) error {
	most := 3
	for _, r := range s.rows {
		most = max(most, len(r.Children))
	}
	header := strings.Split("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite", ";")
	for i := range most {
		header = append(header, fmt.Sprintf("Guid_Enfant%d", i+1))
	}
	cells := make([]string, len(header))
	return write(w, header, len(s.rows), func(i int) []string {
		r := s.rows[i]
		clear(cells)
		copy(cells, []string{r.Guid, r.Last, r.First, r.Profile, r.Classes, r.Groups, r.Born, r.Sex, r.Title})
		copy(cells[9:], r.Children)
		return cells
	})
}

// WriteAccounts writes app.csv.
func (s *Set) WriteAccounts(w io.Writer) error {
	header := strings.Split("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants", ";")
	return write(w, header, len(s.accounts), func(i int) []string {
		a := s.accounts[i]
		return []string{a.id, a.last, a.first, a.profile, a.school, a.class, a.born, a.sex, a.prior, strings.Join(a.children, "|")}
	})
}

// WriteTruth writes truth.csv.
func (s *Set) WriteTruth(w io.Writer) error {
	header := strings.Split("id;guid;kind;ops;same_all;same_etab;homonym;resolved_by;expected", ";")
	return write(w, header, len(s.accounts), func(i int) []string { return s.truths[i].cells(s.accounts[i]) })
}

func write(w io.Writer, header []string, rows int, row func(int) []string) error {
	b := bufio.NewWriter(w)
	c := csv.NewWriter(b)
	c.Comma = ';'
	if err := c.Write(header); err != nil {
		return err
	}
	for i := range rows {
		if err := c.Write(row(i)); err != nil {
			return err
		}
	}
	c.Flush()
	if err := c.Error(); err != nil {
		return err
	}
	return b.Flush()
}
