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
	priors  []string                // by account, the identifier that it bears
	byNames map[looseNames]namesake // accounts that the import sees
	borne   map[string]bool         // looseKeys of the identifiers that they bear
}

// looseNames are a key of looseKeys for each name.
type looseNames struct{ last, first string }

// A namesake is how many accounts bear some names, and the first.
type namesake struct{ accounts, first int32 }

type sacocheRow struct {
	id, last, first string
	dropped         bool
}

func newSACoche(rows []Row, base *sacocheBase, opts *PredictOptions) *sacoche {
	s := &sacoche{sacocheBase: base, rows: make([]sacocheRow, len(rows))}
	if opts != nil {
		s.opts = *opts
	}
	for i := range rows {
		s.rows[i] = newSACocheRow(&rows[i])
	}
	return s
}

func newSACocheRow(r *Row) sacocheRow {
	c := sacocheRow{id: sacocheID(r.ID), dropped: r.Dropped || r.ID == "" || r.Last == "" || r.First == ""}
	c.last, c.first = sacocheFileNames(r.Last, r.First)
	return c
}

func newSACocheBase(accounts []Account) *sacocheBase {
	s := &sacocheBase{byNames: make(map[looseNames]namesake, len(accounts))}
	for i := range accounts {
		a := &accounts[i]
		if a.administrator() {
			continue
		}
		last, first := sacocheBaseNames(a.Last, a.First)
		ownLast, _ := looseKeysOf(last)
		ownFirst, _ := looseKeysOf(first)
		for _, l := range ownLast.all() {
			for _, f := range ownFirst.all() {
				same, ok := s.byNames[looseNames{l, f}]
				if !ok {
					same.first = int32(i)
				}
				same.accounts++
				s.byNames[looseNames{l, f}] = same
			}
		}
	}
	return s.bearing(accounts, priors(accounts))
}

// bearing is the base when its accounts bear those identifiers.
func (s *sacocheBase) bearing(accounts []Account, ids []string) *sacocheBase {
	b := &sacocheBase{ids, s.byNames, make(map[string]bool, len(ids))}
	for i, id := range ids {
		if accounts[i].administrator() {
			continue
		}
		own, _ := looseKeysOf(id)
		for _, k := range own.all() {
			b.borne[k] = true
		}
	}
	return b
}

// fates are those of all rows, which nobody has judged yet.
func (s *sacoche) fates() []Fate {
	list := make([]Fate, len(s.rows))
	for i := range list {
		list[i] = s.fate(&s.rows[i])
		list[i].Former = list[i].Former && !s.opts.Former
	}
	return list
}

// fate is what becomes of a row, but for what it writes. It looks at the
// accounts as they were when the import began, as SACoche does, and at no other row.
func (s *sacocheBase) fate(r *sacocheRow) Fate {
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
	_, last := looseKeysOf(r.last)
	_, first := looseKeysOf(r.first)
	for _, l := range last.all() {
		for _, k := range first.all() {
			if same, ok := s.byNames[looseNames{l, k}]; ok {
				namesakes += int(same.accounts)
				f.Account = int(same.first)
			}
		}
	}
	// One more namesake turns one into two; none into one that is given the
	// identifier, or is refused it.
	f.Former = namesakes < 2
	switch {
	case namesakes == 0:
		f.Outcome = Unknown
	case namesakes > 1:
		f.Outcome, f.Account = Homonym, -1
	case looseEqual(r.id, s.priors[f.Account]):
		f.Outcome = Identical
	case s.taken(r.id):
		f.Outcome = Taken
	default:
		f.Outcome = Changed
	}
	return f
}

func (s *sacocheBase) taken(id string) bool {
	_, lookFor := looseKeysOf(id)
	return slices.ContainsFunc(lookFor.all(), func(k string) bool { return s.borne[k] })
}

// write gives the accounts their identifiers, in SACoche's order if one is given
// several.
func (s *sacoche) write(f *Forecast) {
	given, again := make([]bool, len(f.After)), false
	give := func(i int) {
		fate := &f.Fates[i]
		if fate.Outcome != Changed {
			return
		}
		if id, whole := stored(s.rows[i].id, sacocheIDLength); whole || !s.opts.Strict {
			f.After[fate.Account] = id
			again = again || given[fate.Account]
			given[fate.Account] = true
		}
	}
	for i := range s.rows {
		give(i)
	}
	if again {
		for _, i := range s.order() {
			give(i)
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
