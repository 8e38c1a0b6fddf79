package job

import (
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// A Fate is what the application's own import would do with one row of the
// ENT's export, given to it as it is.
type Fate struct {
	matcher.Fate
	File *File
	Row  matcher.Row
	// Account is the one that would bear the identifier, zero if none.
	Account matcher.Account
}

// Wrong reports whether the row would go to somebody else's account.
func (f Fate) Wrong() bool { return f.Verdict == matcher.Wrong }

// Forecast says what SACoche's import would do with the export as it is, row by
// row; several files one after the other. Files whose columns are not where it
// looks are left out.
func (s *State) Forecast() (list []Fate) {
	accounts := append([]matcher.Account{}, s.cells...)
	owners := map[string][]string{}
	for account, person := range s.Owner {
		owners[person] = append(owners[person], account)
	}
	for _, f := range s.files {
		rows := append([]matcher.Row{}, f.rows...)
		for i := range rows {
			if o := owners[identifier(rows[i].ID)]; len(o) > 0 {
				rows[i].Owner = o[0]
			}
		}
		forecast := matcher.Predict(rows, accounts, nil)
		for i, fate := range forecast.Fates {
			row := Fate{Fate: fate, File: f, Row: rows[i]}
			if fate.Verdict != matcher.NotGiven {
				row.Account = accounts[fate.Account]
			}
			list = append(list, row)
		}
		for i, id := range forecast.After {
			accounts[i].Prior = id
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
	Account matcher.Person
	Person  string // identifier as the export writes it
	Bears   string // the one that the account bears now
}

// A Plan is how the decided identifiers get into the application.
type Plan struct {
	File   []byte   // for the application's import: only rows that it will attribute as decided
	Import []Giving // those of File
	ByHand []Giving // to be typed in
	Has    int      // accounts that bear the right identifier already
	after  []string // by cell, what it bears after the import of File
}

// Plan makes the safe file. Its rows bear the names that the application itself
// has for the accounts, so that its import finds those too which the ENT
// writes otherwise; what it would take for a homonym is left to type in.
func (s *State) Plan() Plan {
	var p Plan
	var rows []matcher.Row
	var givings []Giving
	for _, a := range s.cells {
		owner, ok := s.Owner[a.ID]
		if !ok {
			continue
		}
		account, _ := s.Account(a.ID)
		if identifier(a.Prior) == owner {
			p.Has++
		}
		rows = append(rows, matcher.Row{ID: s.Written(owner), Last: a.Last, First: a.First, Owner: a.ID})
		givings = append(givings, Giving{account, s.Written(owner), a.Prior})
	}
	safe := matcher.Safe(rows, s.cells, nil)
	p.File = safe.File
	for _, i := range safe.Rows {
		if identifier(givings[i].Bears) != identifier(givings[i].Person) {
			p.Import = append(p.Import, givings[i])
		}
	}
	for _, i := range safe.ByHand {
		if identifier(givings[i].Bears) != identifier(givings[i].Person) {
			p.ByHand = append(p.ByHand, givings[i])
		}
	}
	p.after = s.after(safe.File)
	return p
}

// after says what each account bears when a file has been imported.
func (s *State) after(file []byte) []string {
	rows, err := matcher.ReadSACoche("import.csv", file)
	if err != nil {
		rows = nil // no row, no change
	}
	return matcher.Predict(rows, s.cells, nil).After
}
