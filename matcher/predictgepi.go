package matcher

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// PredictGEPI says what GEPI's page for exports of this kind (Rapprochement
// ENT iTOP) would write for a roster, if its administrator ticks every row that
// it offers and chooses no account herself: what a hurried import does. GEPI
// takes pupils, guardians and staff in turn, each in the file's order, and
// writes row by row:
//
//   - an identifier that an account bears already is passed over, whoever it is;
//   - a pupil is looked for among pupils by names in which every byte but A–Z
//     stands for anything (so "Zoé" is "Zora" too), and by the birth date if
//     the row has one; a stale row is not offered;
//   - a guardian is looked for among the guardians of the accounts that bear the
//     identifiers of her first three children by then: those of her names, and
//     for a child without one all of that child's guardians;
//   - anybody else is looked for by names among those who are neither.
//
// Where one account is found it gets the identifier, and loses the one that it
// bore. Where none or several are, nothing is written. Namesakes inside the file
// are shown in red and written all the same: the last one stays.
//
// There is a fate for each person of the roster, and in After an identifier for each
// account, in their orders. A Fate is Changed or Identical (some account bears the
// identifier already) with its account, Unknown, Homonym, or Skipped for a person without an
// identifier and a stale pupil. Former is always false: GEPI looks at all that it
// has. Decisions are those of Link, in which an account that is not Linked is
// nobody's; nil leaves everything Undecided. Profiles say on which page a row is
// imported, pupils before guardians before others; a row without one is
// imported nowhere and Skipped. Born should be given where GEPI would see it
// alone: as JJ/MM/AAAA in the sixth cell of a row.
//
// The rule is read off GEPI's sources (mod_ent/index_itop.php) and has not been
// observed on a running server. Names compare under the collation
// utf8_general_ci, in which its tables are made.
func PredictGEPI(roster, accounts []Person, decisions []Decision) *Forecast {
	g := newGEPI(accounts)
	f := &Forecast{Fates: make([]Fate, len(roster)), After: g.bears}
	for i := range f.Fates {
		f.Fates[i].Account = -1
	}
	for _, page := range [...]kind{pupilKind, guardianKind, staffKind} {
		for i := range roster {
			if gepiPage(&roster[i]) == page {
				f.Fates[i] = g.row(&roster[i], page)
			}
		}
	}
	owners := ownersOf(decisions)
	for i := range f.Fates {
		if fate := &f.Fates[i]; fate.Account >= 0 {
			fate.Verdict = owners.verdict(roster[i].ID, accounts[fate.Account].ID)
		}
	}
	return f
}

// gepiPage is the page on which a person is imported: the first of several.
func gepiPage(p *Person) kind {
	k := kindOf(p.Profiles)
	return k & -k
}

// gepi is the state of GEPI's tables while it imports.
type gepi struct {
	accounts  []Person
	last      []string         // of accounts, under the collation
	first     []string         // likewise
	byNames   map[string][]int // staff
	pupils    []int            // in the order of their last names
	guardians map[string][]int // of a pupil's account ID
	bears     []string         // what each account bears
	bearers   map[string][]int // accounts that bear an identifier: none, one, or more where two were given it
}

func newGEPI(accounts []Person) *gepi {
	g := &gepi{
		accounts: accounts, last: make([]string, len(accounts)), first: make([]string, len(accounts)),
		byNames: map[string][]int{}, guardians: map[string][]int{},
		bears: make([]string, len(accounts)), bearers: map[string][]int{},
	}
	for i := range accounts {
		a := &accounts[i]
		g.last[i], g.first[i] = generalFold(a.Last), generalFold(a.First)
		g.give(i, a.Prior)
		switch k := kindOf(a.Profiles); {
		case k&pupilKind != 0:
			g.pupils = append(g.pupils, i)
		case k&guardianKind != 0:
			for _, child := range a.Children {
				id := canonicalID(child)
				g.guardians[id] = append(g.guardians[id], i)
			}
		default:
			names := g.names(i)
			g.byNames[names] = append(g.byNames[names], i)
		}
	}
	slices.SortFunc(g.pupils, func(i, j int) int { return cmp.Compare(g.last[i], g.last[j]) })
	return g
}

// give has an account bear an identifier, and the one that it bore no longer.
func (g *gepi) give(i int, id string) {
	if old := generalFold(g.bears[i]); old != "" {
		g.bearers[old] = slices.DeleteFunc(g.bearers[old], func(k int) bool { return k == i })
	}
	if g.bears[i] = id; id != "" {
		id = generalFold(id)
		g.bearers[id] = append(g.bearers[id], i)
	}
}

// bearer is the account that bears an identifier, -1 if none does.
func (g *gepi) bearer(id string) int {
	if all := g.bearers[generalFold(id)]; len(all) > 0 {
		return all[len(all)-1]
	}
	return -1
}

// names is the key of an account whose names compare by =, under which spaces
// at the end do not count.
func (g *gepi) names(i int) string {
	return strings.TrimRight(g.last[i], " ") + "\x00" + strings.TrimRight(g.first[i], " ")
}

// row imports one row, and writes what it gives.
func (g *gepi) row(p *Person, page kind) Fate {
	if strings.TrimSpace(p.ID) == "" || page == pupilKind && p.Stale {
		return Fate{Account: -1} // Skipped
	}
	if i := g.bearer(p.ID); i >= 0 {
		return Fate{Outcome: Identical, Account: i}
	}
	var found []int
	switch page {
	case pupilKind:
		found = g.pupilsOf(p)
	case guardianKind:
		found = g.guardiansOf(p)
	default:
		found = g.byNames[strings.TrimRight(generalFold(p.Last), " ")+"\x00"+strings.TrimRight(generalFold(p.First), " ")]
	}
	switch len(found) {
	case 0:
		return Fate{Outcome: Unknown, Account: -1}
	case 1:
	default:
		return Fate{Outcome: Homonym, Account: -1}
	}
	g.give(found[0], p.ID)
	return Fate{Outcome: Changed, Account: found[0]}
}

// pupilsOf are the pupils' accounts of a row, or two of them.
func (g *gepi) pupilsOf(p *Person) (found []int) {
	last, first := gepiPattern(p.Last), gepiPattern(p.First)
	head, _, _ := strings.Cut(last, "%") // the names that begin so stand side by side
	from, _ := slices.BinarySearchFunc(g.pupils, head, func(i int, head string) int { return cmp.Compare(g.last[i], head) })
	for _, i := range g.pupils[from:] {
		if !strings.HasPrefix(g.last[i], head) || len(found) > 1 {
			break
		}
		if (p.Born == "" || p.Born == g.accounts[i].Born) && like(g.last[i], last) && like(g.first[i], first) {
			found = append(found, i)
		}
	}
	return found
}

// guardiansOf are the guardians' accounts of a row.
func (g *gepi) guardiansOf(p *Person) (found []int) {
	names := strings.TrimRight(generalFold(p.Last), " ") + "\x00" + strings.TrimRight(generalFold(p.First), " ")
	for _, child := range p.Children[:min(3, len(p.Children))] {
		pupil := g.bearer(child)
		if pupil < 0 || kindOf(g.accounts[pupil].Profiles)&pupilKind == 0 {
			continue
		}
		all := g.guardians[canonicalID(g.accounts[pupil].ID)]
		named := slices.DeleteFunc(slices.Clone(all), func(i int) bool { return g.names(i) != names })
		if len(named) == 0 {
			named = all
		}
		for _, i := range named {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
		}
	}
	return found
}

// gepiPattern is the pattern that GEPI makes of a name: every byte that is no
// letter of ASCII becomes %, which stands for anything.
func gepiPattern(name string) string {
	b := []byte(name)
	for i, c := range b {
		switch {
		case c >= 'a' && c <= 'z':
			b[i] = c - 'a' + 'A'
		case c < 'A' || c > 'Z':
			b[i] = '%'
		}
	}
	return string(slices.CompactFunc(b, func(x, y byte) bool { return x == '%' && y == '%' }))
}

// like is SQL's LIKE: % in the pattern stands for any letters, and none.
func like(s, pattern string) bool {
	// The parts between the % must come one after the other; of the places where
	// one comes the first leaves most for those behind it.
	head, rest, wild := strings.Cut(pattern, "%")
	if !wild {
		return s == pattern
	}
	if !strings.HasPrefix(s, head) {
		return false
	}
	s = s[len(head):]
	for {
		part, after, more := strings.Cut(rest, "%")
		if !more {
			return strings.HasSuffix(s, part)
		}
		i := strings.Index(s, part)
		if i < 0 {
			return false
		}
		s, rest = s[i+len(part):], after
	}
}

// generalFold is the form under which text compares in utf8_general_ci: letter
// by letter, in capitals without what an accent adds to one; ß is S, and œ, æ, ø
// and ł are letters of their own.
func generalFold(s string) string {
	return strings.Map(func(r rune) rune {
		if r < 0x80 {
			if r >= 'a' && r <= 'z' {
				r -= 'a' - 'A'
			}
			return r
		}
		if r == 'ß' {
			return 'S'
		}
		var b [16]byte
		r, _ = utf8.DecodeRune(norm.NFD.AppendString(b[:0], string(r)))
		return unicode.ToUpper(r)
	}, s)
}
