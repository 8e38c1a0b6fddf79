package job

import (
	"github.com/entlink/entlink/matcher"
)

// A Return says how an account gets the identifier back that it bore before
// the import.
type Return string

// The ways back.
const (
	Unchanged Return = "unchanged" // the import does not change it
	ByImport  Return = "import"    // the application's own import restores it
	ByTyping  Return = "typing"    // somebody has to type it in
	ByErasing Return = "erasing"   // somebody has to erase the identifier
)

// A Restoring is one account with the identifier that it bears now.
type Restoring struct {
	Account matcher.Person
	Prior   string // as its list writes it
	Way     Return
	cell    matcher.Account
}

// Restore says how to undo the import of a plan, which the application can't:
// each account as it is now. Where the application's import would not restore
// an identifier to the right account, it is left to type in.
func (s *State) Restore(p Plan) []Restoring {
	list := make([]Restoring, len(s.cells))
	after := append([]matcher.Account{}, s.cells...)
	typed := map[string]string{}
	for _, g := range p.ByHand {
		typed[g.Account.ID] = g.Person
	}
	var rows []matcher.Row
	var at []int
	for i, a := range s.cells {
		after[i].Prior = p.after[i]
		if id, ok := typed[a.ID]; ok {
			after[i].Prior = id
		}
		account, _ := s.Account(a.ID)
		list[i] = Restoring{Account: account, Prior: a.Prior, Way: Unchanged, cell: a}
		if after[i].Prior == a.Prior {
			continue
		}
		list[i].Way = ByTyping
		if a.Prior == "" {
			list[i].Way = ByErasing
			continue
		}
		rows = append(rows, matcher.Row{ID: a.Prior, Last: a.Last, First: a.First, Owner: a.ID})
		at = append(at, i)
	}
	for _, i := range matcher.Safe(rows, after, nil).Rows {
		list[at[i]].Way = ByImport
	}
	return list
}

// Names are the account's as its list writes them, by which the application's
// import finds it.
func (r Restoring) Names() (last, first string) { return r.cell.Last, r.cell.First }
