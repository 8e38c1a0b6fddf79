package habits

import (
	"slices"
	"strings"
)

// A reading is a name as it is compared: folded, without spaces, in words; and of given names the first.
type reading struct {
	joined, first string
	words         []string
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
	r := reading{words: strings.Fields(fold(s))}
	r.joined = strings.Join(r.words, "")
	if first := strings.Fields(s); len(first) > 0 {
		r.first = strings.ReplaceAll(fold(first[0]), " ", "")
	}
	return r
}

// A finding is what a reader sees who compares an account with a row of the roster.
type finding struct {
	names, given int    // how their names, and their given names, compare
	weight       int    // how much all of it says for the row
	against      bool   // some of it speaks against it; a class says little
	by           string // what speaks for it beside the names
}

func (f finding) says(what string) bool { return strings.Contains(f.by, what) }

// contests says whether f leaves open that another finding, of the account's person, is wrong. Who bears the very given
// name is not her twin, whatever else they have in common, unless something speaks against her.
func (f finding) contests(mine finding) bool {
	return f.names > other && f.weight > mine.weight-2 && (f.given >= mine.given || mine.weight < 2)
}

// renamed says whether an account may be that of a child who is called by another of her given names, or by another
// parent's last name: the one child of that birth date, or that given name and class, and those parents in either list.
func (f finding) renamed() bool {
	return f.says("last") && f.says("dob|guardian") || f.given >= first && f.says("guardian|class")
}

func (j *judge) weigh(a, r *row) (f finding) {
	l := likeness(a.l, r.l)
	f.given = likeness(a.f, r.f)
	switch one := min(len(strings.Fields(a.first)), len(strings.Fields(r.first))) == 1; {
	case f.given == near && one && a.f.first == r.f.first:
		f.given = first
	case f.given == other && one && oneSlip(a.f.first, r.f.first):
		f.given = near
	}
	if f.names = min(l, f.given); f.names > other {
		f.weight = nameWeight[l] + nameWeight[f.given]
	}
	var said []string
	if f.given == other && l > other {
		said = append(said, "last")
	}
	add := func(w int, what string) {
		f.weight += w
		if w > 0 {
			said = append(said, what)
		}
		f.against = f.against || w < -1
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
		add(-1, "") // a program guesses it from the given name
	}
	if !j.schoolless && a.school != r.school && !slices.ContainsFunc(r.kids, func(k *person) bool { return k.inENT && k.school == a.school }) {
		add(-2, "")
	}
	f.by = strings.Join(said, "|")
	return f
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
	case min(len(a.joined), len(b.joined)) >= 8 && (strings.HasPrefix(a.joined, b.joined) || strings.HasPrefix(b.joined, a.joined)):
		return first // cut off
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
