package matcher

import "strings"

// A sacoche is one import, made ready: rows and accounts under the keys that
// SACoche compares.
type sacoche struct {
	opts     PredictOptions
	rows     []sacocheRow
	accounts []sacocheAccount
	byNames  map[string][]int32 // accounts that the import sees, under looseKey of both names
	byPrior  map[string][]int32 // those that bear an identifier, under its looseKey
}

type sacocheRow struct {
	id, last, first string
	dropped         bool
}

type sacocheAccount struct {
	prior, last, first string
}

func newSACoche(rows []Row, accounts []Account, opts PredictOptions) *sacoche {
	s := &sacoche{
		opts:     opts,
		rows:     make([]sacocheRow, len(rows)),
		accounts: make([]sacocheAccount, len(accounts)),
		byNames:  make(map[string][]int32, len(accounts)),
		byPrior:  make(map[string][]int32, len(accounts)),
	}
	for i := range rows {
		r := &rows[i]
		c := sacocheRow{id: sacocheID(r.ID), dropped: r.Dropped || r.ID == "" || r.Last == "" || r.First == ""}
		c.last, c.first = sacocheFileNames(r.Last, r.First)
		s.rows[i] = c
	}
	for i := range accounts {
		a := &accounts[i]
		if a.administrator() {
			continue
		}
		c := sacocheAccount{prior: a.Prior}
		c.last, c.first = sacocheBaseNames(a.Last, a.First)
		s.accounts[i] = c
		k := namesKey(c.last, c.first)
		s.byNames[k] = append(s.byNames[k], int32(i))
		k = looseKey(c.prior)
		s.byPrior[k] = append(s.byPrior[k], int32(i))
	}
	return s
}

func namesKey(last, first string) string { return looseKey(last) + "\x00" + looseKey(first) }

// fate is what becomes of a row, but for what it writes. It looks at the
// accounts as they were when the import began, as SACoche does.
func (s *sacoche) fate(row int) Fate {
	r := &s.rows[row]
	f := Fate{Account: -1}
	switch {
	case r.dropped:
		f.Outcome = Skipped
		return f
	case r.id == "":
		f.Outcome = NoID
		return f
	}
	namesakes := 0
	for _, i := range s.byNames[namesKey(r.last, r.first)] {
		if a := &s.accounts[i]; looseEqual(a.last, r.last) && looseEqual(a.first, r.first) {
			if namesakes++; namesakes > 1 {
				break
			}
			f.Account = int(i)
		}
	}
	// One more namesake turns one into two; none into one that is given the
	// identifier, or is refused it.
	f.Former = !s.opts.Former && namesakes < 2
	switch {
	case namesakes == 0:
		f.Outcome = Unknown
	case namesakes > 1:
		f.Outcome, f.Account = Homonym, -1
	case looseEqual(r.id, s.accounts[f.Account].prior):
		f.Outcome = Identical
	case s.taken(r.id):
		f.Outcome = Taken
	default:
		f.Outcome = Changed
	}
	return f
}

func (s *sacoche) taken(id string) bool {
	for _, i := range s.byPrior[looseKey(id)] {
		if looseEqual(id, s.accounts[i].prior) {
			return true
		}
	}
	return false
}

// write gives the accounts their identifiers in SACoche's order.
func (s *sacoche) write(f *Forecast) {
	var order []int
	for i, r := range s.rows {
		if !r.dropped {
			order = append(order, i)
		}
	}
	phpSort(order, s.after)
	for _, i := range order {
		if f.Fates[i].Outcome != Changed {
			continue
		}
		if id, whole := stored(s.rows[i].id, sacocheIDLength); whole || !s.opts.Strict {
			f.After[f.Fates[i].Account] = id
		}
	}
}

// after reports whether SACoche looks at row i after row j: by names as bytes,
// then by identifiers loosely, then as in the file.
func (s *sacoche) after(i, j int) bool {
	a, b := &s.rows[i], &s.rows[j]
	if c := strings.Compare(a.last, b.last); c != 0 {
		return c > 0
	}
	if c := strings.Compare(a.first, b.first); c != 0 {
		return c > 0
	}
	if c := looseCompare(a.id, b.id); c != 0 {
		return c > 0
	}
	return i > j
}
