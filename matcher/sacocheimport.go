package matcher

import (
	"slices"
	"strings"
)

// A sacoche is one import, made ready: rows and accounts under the keys that
// SACoche compares.
type sacoche struct {
	*sacocheBase
	opts PredictOptions
	rows []sacocheRow
}

// A sacocheBase is the accounts that imports see, made ready. It is not changed
// by them.
type sacocheBase struct {
	accounts []sacocheAccount
	byNames  map[string][]int32 // accounts that the import sees, under looseKeys of both names
	borne    map[string]bool    // looseKeys of the identifiers that they bear
}

type sacocheRow struct {
	id, last, first string
	dropped         bool
}

type sacocheAccount struct {
	prior, last, first string
}

func newSACoche(rows []Row, base *sacocheBase, opts PredictOptions) *sacoche {
	s := &sacoche{base, opts, make([]sacocheRow, len(rows))}
	for i := range rows {
		r := &rows[i]
		c := sacocheRow{id: sacocheID(r.ID), dropped: r.Dropped || r.ID == "" || r.Last == "" || r.First == ""}
		c.last, c.first = sacocheFileNames(r.Last, r.First)
		s.rows[i] = c
	}
	return s
}

func newSACocheBase(accounts []Account) *sacocheBase {
	s := &sacocheBase{
		accounts: make([]sacocheAccount, len(accounts)),
		byNames:  make(map[string][]int32, len(accounts)),
		borne:    make(map[string]bool, len(accounts)),
	}
	for i := range accounts {
		a := &accounts[i]
		if a.administrator() {
			continue
		}
		c := sacocheAccount{prior: a.Prior}
		c.last, c.first = sacocheBaseNames(a.Last, a.First)
		s.accounts[i] = c
		last, _ := looseKeys(c.last)
		first, _ := looseKeys(c.first)
		for _, l := range last {
			for _, f := range first {
				s.byNames[l+"\x00"+f] = append(s.byNames[l+"\x00"+f], int32(i))
			}
		}
		own, _ := looseKeys(c.prior)
		for _, k := range own {
			s.borne[k] = true
		}
	}
	return s
}

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
	_, last := looseKeys(r.last)
	_, first := looseKeys(r.first)
	for _, l := range last {
		for _, k := range first {
			if same := s.byNames[l+"\x00"+k]; len(same) > 0 {
				namesakes += len(same)
				f.Account = int(same[0])
			}
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
	_, lookFor := looseKeys(id)
	return slices.ContainsFunc(lookFor, func(k string) bool { return s.borne[k] })
}

// write gives the accounts their identifiers in SACoche's order.
func (s *sacoche) write(f *Forecast) {
	for _, i := range s.order() {
		if f.Fates[i].Outcome != Changed {
			continue
		}
		if id, whole := stored(s.rows[i].id, sacocheIDLength); whole || !s.opts.Strict {
			f.After[f.Fates[i].Account] = id
		}
	}
}

// mostEmulated is how many rows are sorted in PHP's own steps, which may take
// the square of their number.
const mostEmulated = 10_000

// order sorts the rows that are not dropped as SACoche does.
func (s *sacoche) order() (order []int) {
	for i, r := range s.rows {
		if !r.dropped {
			order = append(order, i)
		}
	}
	sorted := slices.Clone(order)
	slices.SortFunc(sorted, func(i, j int) int {
		if s.after(i, j) {
			return 1
		}
		return -1
	})
	if len(order) > mostEmulated || s.ordered(sorted) {
		return sorted
	}
	phpSort(order, s.after)
	return order
}

// ordered reports whether after is an order of these rows, so that any way of
// sorting them comes to the same: whether the rows of each name have all
// numbers for identifiers, or none.
func (s *sacoche) ordered(sorted []int) bool {
	names := map[string]bool{}
	for _, i := range sorted {
		r := &s.rows[i]
		n, number := parsePHPNumber(r.id)
		if number && n.overflow != 0 {
			return false
		}
		k := r.last + "\x00" + r.first
		if other, ok := names[k]; ok && other != number {
			return false
		}
		names[k] = number
	}
	return true
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
