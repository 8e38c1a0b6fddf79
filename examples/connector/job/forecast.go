package job

import (
	"slices"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// A Forecast foresees the application's own import of the decisions of a State:
// the files are read once more for it, as that import reads them.
type Forecast struct {
	*State
	rows  [][]matcher.Row   // by roster
	cells []matcher.Account // of all lists, none twice
}

// Forecast reads the files once more. The error is that of reading.
func (s *State) Forecast() (*Forecast, error) {
	f := &Forecast{State: s, rows: make([][]matcher.Row, len(s.files))}
	for i, file := range s.files {
		rows, err := file.importRows()
		if err != nil {
			return nil, err
		}
		f.rows[i] = rows
	}
	seen := map[string]bool{} // an account that two lists have is one account
	for i, file := range s.Job.cells {
		cells, err := file.cells()
		if err != nil {
			return nil, err
		}
		if i == 0 && len(s.Job.cells) == 1 {
			f.cells = cells
			break
		}
		for _, a := range cells {
			if a.ID == "" || !seen[a.ID] {
				f.cells = append(f.cells, a)
			}
			seen[a.ID] = true
		}
	}
	return f, nil
}

// A Fate is what the application's own import would do with one row of the
// ENT's export, given to it as it is.
type Fate struct {
	matcher.Fate
	File *File
	Row  *matcher.Row // not to be changed
	// Account is the one that would bear the identifier, nil if none; it must
	// not be changed.
	Account *matcher.Account
}

// Wrong reports whether the row would go to somebody else's account.
func (f Fate) Wrong() bool { return f.Verdict == matcher.Wrong }

// Fates says what SACoche's import would do with the export as it is, row by
// row; several files one after the other. Files whose columns are not where it
// looks are left out.
func (f *Forecast) Fates() (list []Fate) {
	series := Series{Rows: f.rows, Accounts: f.cells, Owned: func(id string) []string { return f.Holdings(identifier(id)) }}
	forecasts, _ := series.Run()
	for n, forecast := range forecasts {
		list = slices.Grow(list, len(forecast.Fates))
		for i, fate := range forecast.Fates {
			row := Fate{Fate: fate, File: f.files[n], Row: &f.rows[n][i]}
			if fate.Verdict != matcher.NotGiven {
				row.Account = &f.cells[fate.Account]
			}
			list = append(list, row)
		}
	}
	return list
}

// identifier gives an identifier of the ENT the form under which join's people
// have it.
func identifier(s string) string {
	s = strings.TrimSpace(s)
	if c, ok := enroster.CanonicalGUID(s); ok {
		return c
	}
	return s
}

// A Giving is one account that was decided and gets its identifier.
type Giving struct {
	Account *matcher.Person // not to be changed
	Person  string          // identifier as the export writes it
	Bears   string          // the one that the account bears now
}

// A Plan is how the decided identifiers get into the application.
type Plan struct {
	File   []byte   // for the application's import: only rows that it will attribute as decided
	Import []Giving // those of File
	ByHand []Giving // to be typed in
	// Erase are accounts about which nothing is decided, and which bear what was
	// decided to be another account's: first of all it is taken from them, by hand,
	// for no import does. Their Person is "".
	Erase []Giving
	Has   int      // accounts that bear the right identifier already
	after []string // by cell, what it bears after the import of File
}

// Plan makes the safe file. Its rows bear the names that the application itself
// has for the accounts, so that its import finds those too which the ENT
// writes otherwise; what it would take for a homonym is left to type in.
func (f *Forecast) Plan() Plan {
	var p Plan
	rows := make([]matcher.Row, 0, f.Owned)
	at := make([]int, 0, f.Owned) // the cell of a row
	for i := range f.cells {
		a := &f.cells[i]
		owner, ok := f.Owner(a.ID)
		if !ok {
			if f.anothers(a.ID, identifier(a.Prior)) {
				p.Erase = append(p.Erase, Giving{f.lists.at(f.lists.mustHave(a.ID)), "", a.Prior})
			}
			continue
		}
		if identifier(a.Prior) == owner {
			p.Has++
		}
		rows = append(rows, matcher.Row{ID: f.Written(owner), Last: a.Last, First: a.First, Owner: a.ID})
		at = append(at, i)
	}
	safe := matcher.Safe(rows, f.cells, nil)
	p.File = safe.File
	givings := func(which []int) (list []Giving) {
		for _, i := range which {
			a := &f.cells[at[i]]
			if identifier(a.Prior) != identifier(rows[i].ID) {
				list = append(list, Giving{f.lists.at(f.lists.mustHave(a.ID)), rows[i].ID, a.Prior})
			}
		}
		return list
	}
	p.Import, p.ByHand = givings(safe.Rows), givings(safe.ByHand)
	p.after = f.after(safe.File)
	return p
}

// after says what each account bears when a file has been imported.
func (f *Forecast) after(file []byte) []string {
	rows, err := matcher.ReadSACoche("import.csv", file)
	if err != nil {
		rows = nil // no row, no change
	}
	return matcher.Predict(rows, f.cells, nil).After
}
