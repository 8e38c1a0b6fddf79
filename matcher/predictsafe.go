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
	// After holds the identifier that each account bears when File is imported, in
	// the accounts' order.
	After []string
}

// Safe makes a file that SACoche's import attributes exactly as Row.Owner says,
// out of the rows that have one: one for each account, so that none changes what
// becomes of another. File is read again as SACoche would, and holds no row if any
// of its cells is then another. What it can't promise against is an account of
// somebody who has left, unless PredictOptions.Former is set. A nil opts is the zero
// PredictOptions; neither slice is changed.
func Safe(rows []Row, accounts []Account, opts *PredictOptions) *SafeImport {
	base := newSACocheBase(accounts)
	some, to := base.attributed(rows, candidates(rows, accounts), accounts)
	s := &SafeImport{Rows: bySemicolons(rows, some), After: priors(accounts)}
	if s.File = sacocheFile(rows, s.Rows); !readsBack(s.File, rows, s.Rows) {
		s.Rows, s.File = nil, sacocheFile(rows, nil)
	}
	for _, i := range s.Rows {
		s.After[to[i]] = sacocheID(rows[i].ID)
	}
	s.leave(rows, accounts, base, opts)
	return s
}

// candidates are the rows that have an owner, one for each, and that are read
// back as they are written. An owner of two identifiers, an identifier of two
// owners, one that another account bears, or a blank one is left to a person;
// sign-in does not tell capitals from small letters.
func candidates(rows []Row, accounts []Account) (some []int) {
	bearers := onlyOnes{}
	for i := range accounts {
		if a := &accounts[i]; a.Prior != "" {
			bearers.add(canonicalID(a.Prior), a.ID)
		}
	}
	keys := make([]string, len(rows))
	ids, owners := make(onlyOnes, len(rows)), make(onlyOnes, len(rows))
	for i := range rows {
		if r := &rows[i]; r.Owner != "" {
			keys[i] = canonicalID(sacocheID(r.ID))
			ids.add(r.Owner, keys[i])
			owners.add(keys[i], r.Owner)
		}
	}
	for i := range rows {
		r := &rows[i]
		if r.Owner == "" || r.Dropped || keys[i] == "" || ids[r.Owner].several || owners[keys[i]].several || !plain(r.ID) || !plain(r.Last) || !plain(r.First) {
			continue
		}
		ids[r.Owner] = onlyOne{several: true} // she has her row
		if by, borne := bearers[keys[i]]; !borne || !by.several && by.value == r.Owner {
			some = append(some, i)
		}
	}
	return some
}

// onlyOnes keep of each key the only value that it has, or that it has several.
type onlyOnes map[string]onlyOne

type onlyOne struct {
	value   string
	several bool
}

func (m onlyOnes) add(key, value string) {
	switch one, ok := m[key]; {
	case !ok:
		m[key] = onlyOne{value: value}
	case one.value != value:
		m[key] = onlyOne{several: true}
	}
}

// plain reports whether a cell is written and read back as it is, in a file whose
// separator is known.
func plain(s string) bool {
	return s != "" && utf8.ValidString(s) && !strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' || r == 0x7f || r == '"' || r == '\\' || r == ';' || r == '\ufeff'
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

// attributed returns those of some rows that an import gives to their owner, whole,
// and by row the position of that account.
func (b *sacocheBase) attributed(rows []Row, some []int, accounts []Account) (kept []int, to []int32) {
	to = make([]int32, len(rows))
	for _, i := range some {
		r := newSACocheRow(&rows[i])
		f := b.fate(&r)
		var bears string
		switch f.Outcome {
		case Identical:
			bears = b.priors[f.Account]
		case Changed:
			bears, _ = stored(r.id, sacocheIDLength)
		default:
			continue
		}
		if accounts[f.Account].ID == rows[i].Owner && bears == r.id {
			kept, to[i] = append(kept, i), int32(f.Account)
		}
	}
	return kept, to
}

// sacocheFile writes rows for SACoche: every cell in quotes, under the header
// that ENTs write.
func sacocheFile(rows []Row, some []int) []byte {
	const header, marks = "\"Guid\";\"Nom\";\"Prénom\"\n", len("\"\";\"\";\"\"\n")
	size := len(header)
	for _, i := range some {
		size += len(rows[i].ID) + len(rows[i].Last) + len(rows[i].First) + marks
	}
	b := append(make([]byte, 0, size), header...)
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

// readsBack reports whether SACoche reads the file of some rows as it was written.
func readsBack(file []byte, rows []Row, some []int) bool {
	n := 0
	for r, err := range sacocheRows("import.csv", file) {
		if err != nil || n == len(some) {
			return false
		}
		if was := &rows[some[n]]; r.ID != was.ID || r.Last != was.Last || r.First != was.First {
			return false
		}
		n++
	}
	return n == len(some)
}

// leave finds the rows with an owner that are not done by the safe ones.
func (s *SafeImport) leave(rows []Row, accounts []Account, base *sacocheBase, opts *PredictOptions) {
	var open []int
	bears := map[string]string{} // by owner of an open row
	safe := s.Rows
	for i := range rows {
		switch r := &rows[i]; {
		case len(safe) > 0 && safe[0] == i:
			safe = safe[1:]
		case r.Owner != "" && r.ID != "":
			open, bears[r.Owner] = append(open, i), ""
		}
	}
	for i := range accounts {
		if _, asked := bears[accounts[i].ID]; asked {
			bears[accounts[i].ID] = s.After[i]
		}
	}
	var left []Row
	for _, i := range open {
		if r := &rows[i]; bears[r.Owner] != sacocheID(r.ID) {
			s.ByHand, left = append(s.ByHand, i), append(left, *r)
		}
	}
	if len(left) > 0 {
		s.Fates = newSACoche(left, base.bearing(accounts, s.After), opts).fates()
		judge(s.Fates, left, accounts)
	}
}
