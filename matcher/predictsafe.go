package matcher

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// A SafeImport is what of a roster can be given to SACoche's own import, and
// what is left to type in by hand.
type SafeImport struct {
	// File is a file for SACoche, with a header: only rows whose identifier the
	// import gives to the account that was decided, whole, and to nobody else.
	File []byte
	// Rows holds the positions of its rows, in their order.
	Rows []int
	// ByHand holds the positions of the rows that have an Owner and are not in
	// File, but for those that need nothing: their account bears the identifier
	// already, or File has the same row.
	ByHand []int
	// Fates says what the import would do with each row of ByHand after that of
	// File, which is why it has to be typed in. One whose Verdict is Right has a
	// cell that a file can't hold or an identifier that it can't keep whole, or its
	// owner or its identifier has another row.
	Fates []Fate
}

// Safe makes a file that SACoche's import attributes exactly as Row.Owner says,
// out of the rows that have one, and verifies it: File is read and predicted
// again as SACoche would. What the file can't promise against is an account of
// somebody who has left, unless PredictOptions.Former is set. A nil opts is the zero
// PredictOptions; neither slice is changed.
func Safe(rows []Row, accounts []Account, opts *PredictOptions) *SafeImport {
	s := &SafeImport{Rows: candidates(rows, accounts)}
	base := newSACocheBase(accounts)
	for {
		s.Rows = bySemicolons(rows, s.Rows)
		s.File = sacocheFile(rows, s.Rows)
		kept := attributed(readBack(s.File, rows, s.Rows), accounts, base, opts)
		if len(kept) == len(s.Rows) {
			break
		}
		for n, i := range kept {
			s.Rows[n] = s.Rows[i]
		}
		s.Rows = s.Rows[:len(kept)]
	}
	s.leave(rows, accounts, opts)
	return s
}

// candidates are the rows that have an owner, one for each, and that are read
// back as they are written. An owner of two identifiers, an identifier of two
// owners, or one that another account bears, is left to a person; sign-in does
// not tell capitals from small letters.
func candidates(rows []Row, accounts []Account) (some []int) {
	bearers := map[string][]string{}
	for i := range accounts {
		id := canonicalID(accounts[i].Prior)
		bearers[id] = append(bearers[id], accounts[i].ID)
	}
	ids, owners := map[string]string{}, map[string]string{}
	apart := map[string]bool{} // owners that are no candidates
	for i := range rows {
		r := &rows[i]
		if r.Owner == "" {
			continue
		}
		id := canonicalID(sacocheID(r.ID))
		if other, ok := ids[r.Owner]; ok && other != id {
			apart[r.Owner] = true
		}
		if other, ok := owners[id]; ok && other != r.Owner {
			apart[r.Owner], apart[other] = true, true
		}
		ids[r.Owner], owners[id] = id, r.Owner
	}
	taken := map[string]bool{}
	for i := range rows {
		r := &rows[i]
		if r.Owner == "" || apart[r.Owner] || taken[r.Owner] || r.Dropped || !plain(r.ID) || !plain(r.Last) || !plain(r.First) {
			continue
		}
		taken[r.Owner] = true
		if !slices.ContainsFunc(bearers[canonicalID(sacocheID(r.ID))], func(account string) bool { return account != r.Owner }) {
			some = append(some, i)
		}
	}
	return some
}

// plain reports whether a cell is written and read back as it is, in a file whose
// separator is known.
func plain(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || strings.ContainsRune("\"\\;\ufeff", r)
	})
}

// bySemicolons leaves out rows of many commas or colons, until the semicolons of the file
// are as many, for SACoche takes the most frequent for its separator.
func bySemicolons(rows []Row, some []int) []int {
	const semicolons = 2 // of a row, and of the header
	for before := -1; before != len(some); {
		before = len(some)
		for _, mark := range [...]string{",", ":"} {
			beyond := func(i int) int {
				r := &rows[i]
				return strings.Count(r.ID, mark) + strings.Count(r.Last, mark) + strings.Count(r.First, mark) - semicolons
			}
			over := -semicolons
			for _, i := range some {
				over += beyond(i)
			}
			some = slices.DeleteFunc(some, func(i int) bool {
				n := beyond(i)
				if over <= 0 || n <= 0 {
					return false
				}
				over -= n
				return true
			})
		}
	}
	return some
}

// attributed returns the positions of those rows that an import of all of them
// gives to their owner, whole. While some go elsewhere they alone are left out:
// what they write would be held against the others.
func attributed(rows []Row, accounts []Account, base *sacocheBase, opts *PredictOptions) (kept []int) {
	f := predict(rows, accounts, base, opts)
	for i, fate := range f.Fates {
		if fate.Verdict == Right {
			kept = append(kept, i)
		}
	}
	if len(kept) < len(rows) {
		return kept
	}
	return slices.DeleteFunc(kept, func(i int) bool { return f.After[f.Fates[i].Account] != sacocheID(rows[i].ID) })
}

// sacocheFile writes rows for SACoche: every cell in quotes, under the header
// that ENTs write.
func sacocheFile(rows []Row, some []int) []byte {
	b := []byte("\"Guid\";\"Nom\";\"Prénom\"\n")
	for _, i := range some {
		for n, cell := range [...]string{rows[i].ID, rows[i].Last, rows[i].First} {
			if n > 0 {
				b = append(b, ';')
			}
			b = append(append(append(b, '"'), cell...), '"')
		}
		b = append(b, '\n')
	}
	return b
}

// readBack reads the file of some rows as SACoche would, and gives them their
// owners. It returns none of them if any is not what it was.
func readBack(file []byte, rows []Row, some []int) []Row {
	again, err := ReadSACoche("import.csv", file)
	if err != nil || len(again) != len(some) {
		return nil
	}
	for n, i := range some {
		if r := &rows[i]; again[n].ID != r.ID || again[n].Last != r.Last || again[n].First != r.First {
			return nil
		}
		again[n].Owner = rows[i].Owner
	}
	return again
}

// leave finds the rows with an owner that are not done by the safe ones.
func (s *SafeImport) leave(rows []Row, accounts []Account, opts *PredictOptions) {
	after := slices.Clone(accounts)
	bears := make(map[string]string, len(accounts)) // what each owner bears when the file is imported
	for i := range accounts {
		bears[accounts[i].ID] = accounts[i].Prior
	}
	for _, i := range s.Rows {
		bears[rows[i].Owner] = sacocheID(rows[i].ID)
	}
	for i := range after {
		after[i].Prior = bears[after[i].ID]
	}
	var left []Row
	for i := range rows {
		if r := &rows[i]; r.Owner != "" && r.ID != "" && bears[r.Owner] != sacocheID(r.ID) {
			s.ByHand = append(s.ByHand, i)
			left = append(left, *r)
		}
	}
	if len(left) > 0 {
		s.Fates = Predict(left, after, opts).Fates
	}
}
