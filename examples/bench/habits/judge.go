package habits

import (
	"slices"
	"strconv"
	"strings"
)

// A judge weighs a row of each list as a careful secretary would who has both before her: whose names stand there, who
// else bears them in either list, and what the dates, children, classes and identifiers say for one and against another.
type judge struct {
	*maker
	own     map[string]*row   // by the roster's identifier
	bearers map[string][]*row // of the roster, by each part of their names
	same    map[string][]*row // of the roster, by whole names and role
	claims  map[string][]*row // accounts, by each part of their names
	several map[string]int    // accounts of one person

	answer [2]map[*person][]*person // who answers for a child in the roster, and in the application
	sure   map[*person]bool         // whose accounts are found, so that they tell whose their relatives' are
}

// A reading is a name as it is compared: folded, without spaces, in words.
type reading struct {
	joined string
	words  []string
}

// How two names compare: other names, an initial of the other, such as could be the same, the same but for further given
// names, the same; and what that says for one person.
const (
	other = iota
	initial
	near
	first
	exact
)

var nameWeight = []int{0, -2, 0, 1, 2}

func read(s string) reading {
	s = fold(s)
	return reading{strings.ReplaceAll(s, " ", ""), strings.Fields(s)}
}

func newJudge(m *maker) *judge {
	j := &judge{m, map[string]*row{}, map[string][]*row{}, map[string][]*row{}, map[string][]*row{}, map[string]int{}, [2]map[*person][]*person{{}, {}}, nil}
	for i, list := range [][]*row{m.ent, m.app} {
		for _, r := range list {
			r.l, r.f = read(r.last), read(strings.ReplaceAll(r.first, "-", ""))
			for _, k := range r.kids {
				j.answer[i][k] = append(j.answer[i][k], r.who)
			}
		}
	}
	for _, r := range m.ent {
		j.own[r.id] = r
		for _, part := range parts(r) {
			j.bearers[part] = append(j.bearers[part], r)
		}
		j.same[whole(r)] = append(j.same[whole(r)], r)
	}
	for _, a := range m.app {
		for _, part := range parts(a) {
			j.claims[part] = append(j.claims[part], a)
		}
		j.several[a.who.guid]++
	}
	for range 3 {
		sure := map[*person]bool{}
		for _, a := range m.app {
			if own := j.own[a.who.guid]; own != nil {
				e, _ := j.present(a, own)
				sure[a.who] = sure[a.who] || e == "auto"
			}
		}
		j.sure = sure
	}
	return j
}

func whole(r *row) string { return appLabels[r.role] + fold(r.last) + ";" + fold(r.first) }

// parts are the words of a last name, and of each its beginning, so that a slip at its end does not hide it.
func parts(r *row) (ps []string) {
	for _, w := range append(slices.Clone(r.l.words), r.l.joined) {
		for _, p := range []string{w[:min(3, len(w))], w[max(0, len(w)-4):]} {
			if !slices.Contains(ps, p) {
				ps = append(ps, p)
			}
		}
	}
	return ps
}

// truth is the line of the truth about an account.
func (j *judge) truth(a *row) []string {
	own := j.own[a.who.guid]
	all, here := 0, 0
	for _, r := range j.same[appLabels[a.who.role]+fold(a.who.last)+";"+fold(a.who.first)] {
		all++
		if r.school == a.school {
			here++
		}
	}
	guid, kind := "", "leaver"
	expected, by := j.absent(a)
	if own != nil {
		guid, kind = own.id, "match"
		expected, by = j.present(a, own)
		if j.several[own.id] > 1 {
			kind = "duplicate"
		}
	} else if here > 0 {
		kind = "leaver_trap"
	}
	if a.expected != "" {
		expected, by = a.expected, ""
	}
	if a.kind != "" {
		kind = a.kind
	}
	homonym := "0"
	if here > 1 {
		homonym = "1"
	}
	return []string{a.id, guid, kind, strings.Join(a.ops, "|"), strconv.Itoa(all), strconv.Itoa(here), homonym, by, expected}
}

// present says what is to be expected of an account whose person is in the roster.
func (j *judge) present(a, own *row) (expected, by string) {
	n, mine, _, by := j.weigh(a, own)
	rivals := 0
	for r := range j.those(j.bearers, a) {
		if r.who.guid == own.who.guid {
			continue
		}
		switch x, w, _, _ := j.weigh(a, r); {
		case x == other:
		case (x >= n || mine < 4) && w > mine-2:
			return "review", ""
		default:
			rivals++
		}
	}
	for b := range j.those(j.claims, own) {
		if x, w, _, _ := j.weigh(b, own); b.who.guid != a.who.guid && x > other && (x >= n || mine < 4) && w > mine-2 && !j.better(b, w) {
			return "review", ""
		}
	}
	switch {
	case a.prior != "" && a.prior != own.id && j.own[a.prior] != nil, a.vague && by == "",
		n == other && (mine < 2 || likeness(a.f, own.f) == other) && !j.renamed(a, own, by), n > other && mine < 1:
		return "review", ""
	case rivals == 0:
		by = ""
	}
	return "auto", by
}

// renamed says whether an account may be that of a child who is called by another of her given names, or by another
// parent's last name: the one child of that birth date, or that given name and class, and those parents in either list.
func (j *judge) renamed(a, r *row, by string) bool {
	return likeness(a.l, r.l) > other && strings.Contains(by, "dob|guardian") || likeness(a.f, r.f) >= first && strings.Contains(by, "guardian|class")
}

// better says whether an account has a row of its own that fits it better than w.
func (j *judge) better(b *row, w int) bool {
	own := j.own[b.who.guid]
	if own == nil {
		return false
	}
	_, x, _, _ := j.weigh(b, own)
	return x > w
}

// absent says what is to be expected of an account whose person is not in the roster.
func (j *judge) absent(a *row) (expected, by string) {
	expected = "none"
	for r := range j.those(j.bearers, a) {
		n, mine, against, by := j.weigh(a, r)
		switch {
		case n >= first && mine >= 2:
		case n > other && mine >= 1 && (!against || strings.Contains(by, "dob") || strings.Contains(by, "guardian")):
		case n == other && j.renamed(a, r, by):
		default:
			continue
		}
		var rival int
		for b := range j.those(j.claims, r) {
			if x, w, _, _ := j.weigh(b, r); b.who.guid != a.who.guid && x > 0 {
				rival = max(rival, w)
			}
		}
		switch {
		case rival >= mine+2:
		case rival > mine-2:
			expected = "review"
		case expected == "none":
			expected = "undecidable"
		}
	}
	return expected, ""
}

// those goes over the rows whose names begin or end like a's.
func (j *judge) those(of map[string][]*row, a *row) map[*row]bool {
	rows := map[*row]bool{}
	for _, p := range parts(a) {
		for _, r := range of[p] {
			rows[r] = true
		}
	}
	return rows
}

// weigh compares an account with a row: how their names compare, how much all of it says for the row, whether any of it speaks against it,
// and what speaks for it beside the names.
func (j *judge) weigh(a, r *row) (names, weight int, against bool, by string) {
	l, f := likeness(a.l, r.l), likeness(a.f, r.f)
	if f == near && min(len(a.f.words), len(r.f.words)) == 1 && a.f.words[0] == r.f.words[0] {
		f = first
	}
	if names = min(l, f); names > other {
		weight = nameWeight[l] + nameWeight[f]
	}
	var said []string
	add := func(w int, what string) {
		weight += w
		if w > 0 {
			said = append(said, what)
		}
		against = against || w < -1 // a class says little
	}
	if a.prior != "" && a.prior == r.id {
		add(2, "id") // who knows by what import
	}
	if a.born.y > 0 && r.born.y > 0 && !a.noDate && !r.noDate && !j.datesLost {
		add(sameDates(a.born, r.born), "dob")
	}
	if len(a.kids) > 0 && slices.ContainsFunc(r.kids, func(k *person) bool { return k.inENT }) {
		add(j.meet(a.kids, r.kids), "child")
	}
	if g, h := j.answer[0][r.who], j.answer[1][a.who]; r.role == pupil && len(g) > 0 && len(h) > 0 {
		add(j.meet(h, g), "guardian")
	}
	switch {
	case a.role == pupil != (r.role == pupil):
		add(-8, "")
	case a.role != r.role && a.profile == "":
		add(-2, "")
	}
	if !j.classless && a.role == pupil && a.class != "" && r.class != "" {
		if fold(a.class) == fold(r.class) && a.class[0] == r.class[0] {
			add(1, "class")
		} else {
			add(-1, "")
		}
	}
	if a.sex != "" && r.sex != "" && a.sex != r.sex {
		add(-2, "")
	}
	if a.school != r.school && !j.schoolless {
		add(-2, "")
	}
	return names, weight, against, strings.Join(said, "|")
}

// sameDates says how much two birth dates speak for one person: 1 January may be any day of its year, and one number that
// differs may be a slip.
func sameDates(a, b date) int {
	day, month, year := a.d == b.d, a.m == b.m, a.y == b.y
	unknown := a.d == 1 && a.m == 1 || b.d == 1 && b.m == 1
	switch {
	case day && month && year:
		return 4
	case year && unknown:
		return 1
	case day && month, day && year, month && year:
		return -3
	}
	return -8
}

// meet says how much two families speak for one person: it says little against her that those whom one list knows have
// left, or are new.
func (j *judge) meet(account, roster []*person) int {
	against := -1
	for _, p := range account {
		if j.sure[p] && slices.Contains(roster, p) {
			return 4
		}
		if p.inENT && slices.Contains(roster, p) {
			return 1
		}
		if p.inENT {
			against = -2
		}
	}
	return against
}

// likeness compares two last names, or two given names, by what a reader would take for one name.
func likeness(a, b reading) int {
	switch {
	case a.joined == b.joined:
		return exact
	case len(a.joined) < 2 || len(b.joined) < 2:
		if strings.HasPrefix(a.joined, b.joined) || strings.HasPrefix(b.joined, a.joined) {
			return initial
		}
		return other
	case strings.HasPrefix(a.joined, b.joined), strings.HasPrefix(b.joined, a.joined), oneSlip(a.joined, b.joined):
		return near
	}
	for _, w := range a.words {
		if len(w) > 2 && slices.Contains(b.words, w) {
			return near
		}
	}
	return other
}

// oneSlip says whether one letter too many, too few, wrong or exchanged with the next makes a of b.
func oneSlip(a, b string) bool {
	if min(len(a), len(b)) < 3 {
		return false
	}
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for i < len(a) && a[i] == b[i] {
		i++
	}
	k := 0
	for k < len(a)-i && a[len(a)-1-k] == b[len(b)-1-k] {
		k++
	}
	midA, midB := a[i:len(a)-k], b[i:len(b)-k]
	return len(midB) <= 1 || len(midA) == 2 && len(midB) == 2 && midA[0] == midB[1] && midA[1] == midB[0]
}
