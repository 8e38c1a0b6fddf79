package job

import (
	"slices"

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
	Account *matcher.Account // as its list writes it; not to be changed
	Prior   string           // likewise
	Way     Return
}

// Restore says how to undo the import of a plan, which the application can't:
// each account as it is now. Where the application's import would not restore
// an identifier to the right account, it is left to type in.
func (f *Forecast) Restore(p Plan) []Restoring {
	list := make([]Restoring, len(f.cells))
	after := slices.Clone(f.cells)
	typed := make(map[string]string, len(p.Erase)+len(p.ByHand))
	for _, g := range slices.Concat(p.Erase, p.ByHand) {
		typed[g.Account.ID] = g.Person
	}
	var rows []matcher.Row
	var at []int
	for i := range f.cells {
		a := &f.cells[i]
		after[i].Prior = p.after[i]
		if id, ok := typed[a.ID]; ok {
			after[i].Prior = id
		}
		list[i] = Restoring{Account: a, Prior: a.Prior, Way: Unchanged}
		if after[i].Prior == a.Prior {
			continue
		}
		list[i].Way = ByTyping
		if a.Prior == "" {
			list[i].Way = ByErasing
			continue
		}
		rows = append(rows, f.importRow(a.Prior, a))
		at = append(at, i)
	}
	for _, i := range matcher.Safe(rows, after, nil).Rows {
		list[at[i]].Way = ByImport
	}
	return list
}

// Names are the account's as its list writes them, by which the application's
// import finds it.
func (r Restoring) Names() (last, first string) { return r.Account.Last, r.Account.First }
