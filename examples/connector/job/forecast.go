package job

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// A Forecast foresees the application's own import of the decisions of a State:
// the files are read once more for it, as that import reads them.
type Forecast struct {
	*State
	rows  [][]matcher.Row   // by roster
	cells []matcher.Account // of all lists, none twice
	lost  map[string]bool   // those whose names are not known to the letter, by ID
	blind bool              // they may not be all there are
}

// Foresee is a Forecast of accounts that the caller has read, as join.Cells reads
// them. Where they may not be all there are, or are not as they are written, blind
// has everything typed in: an account that is not known of may bear any names. It
// knows no Fates.
func (s *State) Foresee(cells []matcher.Account, lost map[string]bool, blind bool) *Forecast {
	return &Forecast{State: s, cells: cells, lost: lost, blind: blind}
}

// Forecast reads the files once more. The error is that of reading.
func (s *State) Forecast() (*Forecast, error) {
	f := &Forecast{State: s, rows: make([][]matcher.Row, len(s.files)), lost: map[string]bool{}}
	for i, file := range s.files {
		rows, err := file.importRows()
		if err != nil {
			return nil, err
		}
		f.rows[i] = rows
	}
	seen := map[string]bool{} // an account that two lists have is one account
	for i, file := range s.Job.cells {
		cells, lost, err := file.cells()
		if err != nil {
			return nil, err
		}
		maps.Copy(f.lost, lost)
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
	series := Series{Rows: f.rows, Accounts: f.cells, Owned: func(id string) []string { return f.Holdings(Identifier(id)) }}
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

// Identifier gives an identifier of the ENT, as the application reads it, the form
// under which join's people have it. Of a file in UTF-16, which the application
// takes for Windows-1252, every other character is a NUL, which it drops.
func Identifier(s string) string {
	s = strings.TrimSpace(Legible(s))
	if c, ok := enroster.CanonicalGUID(s); ok {
		return c
	}
	return s
}

// Legible is a cell without the control characters that the application drops.
func Legible(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) && !strings.ContainsRune("\t\r\n", r) {
			return -1
		}
		return r
	}, s)
}

// A Giving is one account that was decided and gets its identifier.
type Giving struct {
	Account *matcher.Person // not to be changed
	Person  string          // identifier as the export writes it
	Bears   string          // the one that the account bears now
	why     string          // what ByHandWhy says, of those that are done by hand
}

// A Plan is how the decided identifiers get into the application.
type Plan struct {
	File   []byte   // for the application's import: only rows that it will attribute as decided
	Rows   int      // of File
	Import []Giving // those of File that change an account
	ByHand []Giving // to be typed in
	// Erase are accounts that bear what was decided to be another account's, if
	// nothing is decided about them, or if it bars what is typed in: it is taken from
	// them by hand, after the import of File and before anything is typed in. Their
	// Person is "".
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
			if f.anothers(a.ID, Identifier(a.Prior)) {
				p.Erase = append(p.Erase, Giving{f.account(a), "", a.Prior, "erase"})
			}
			continue
		}
		if Identifier(a.Prior) == owner {
			p.Has++
		}
		rows = append(rows, f.importRow(f.Written(owner), a))
		at = append(at, i)
	}
	known := f.cells
	if f.blind {
		known = nil
	}
	safe := matcher.Safe(rows, known, nil)
	p.File, p.Rows, p.after = safe.File, len(safe.Rows), safe.After
	if f.blind { // it gives nobody anything
		for i := range f.cells {
			p.after = append(p.after, f.cells[i].Prior)
		}
	}
	giving := func(list []Giving, i int, why string) []Giving {
		a := &f.cells[at[i]]
		if Identifier(a.Prior) == Identifier(rows[i].ID) {
			return list
		}
		return append(list, Giving{f.account(a), rows[i].ID, a.Prior, why})
	}
	for _, i := range safe.Rows {
		p.Import = giving(p.Import, i, "")
	}
	for n, i := range safe.ByHand {
		p.ByHand = giving(p.ByHand, i, f.byHandWhy(safe.Fates[n]))
	}
	p.Erase = append(p.Erase, f.barring(p)...)
	return p
}

// importRow is the row by which the application's import is to give an account an
// identifier. Where its name is not known to the letter the row is one that no
// import takes.
func (f *Forecast) importRow(id string, a *matcher.Account) matcher.Row {
	return matcher.Row{ID: id, Last: a.Last, First: a.First, Owner: a.ID, Dropped: f.lost[a.ID]}
}

// barring are the accounts of p.ByHand that still bear what another one is to be
// given before it is their turn: the application refuses an identifier that is
// borne, so that two which have each other's would wait for each other.
func (f *Forecast) barring(p Plan) (list []Giving) {
	bears := make([]string, len(f.cells))
	borne := map[string][]int{}                                              // by identifier, the cells that bear it or did: an import may have given it to several
	cell := map[string]int{}                                                 // by account
	key := func(id string) string { return strings.ToLower(Identifier(id)) } // to the application capitals are small letters
	give := func(i int, id string) {
		bears[i], borne[id] = id, append(borne[id], i)
	}
	for i := range f.cells {
		cell[f.cells[i].ID] = i
		give(i, key(p.after[i]))
	}
	for _, g := range p.Erase {
		bears[cell[g.Account.ID]] = ""
	}
	for _, g := range p.ByHand {
		id, own := key(g.Person), cell[g.Account.ID]
		for _, i := range borne[id] {
			if i == own || bears[i] != id {
				continue
			}
			if owner, decided := f.Owner(f.cells[i].ID); decided && key(owner) != id { // her account of another school may bear it too
				list = append(list, Giving{f.account(&f.cells[i]), "", p.after[i], "erase"})
				bears[i] = ""
			}
		}
		give(own, id)
	}
	return list
}

// account is the one of a row that was read once more. A row may lack the number
// that the matcher goes by: only names tell then which account it is.
func (f *Forecast) account(a *matcher.Account) *matcher.Person {
	if n, ok := f.lists.number[a.ID]; ok {
		return f.lists.at(n)
	}
	return &matcher.Person{ID: a.ID, Last: a.Last, First: a.First, Prior: a.Prior}
}
