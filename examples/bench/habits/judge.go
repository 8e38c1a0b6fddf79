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

func newJudge(m *maker) *judge {
	j := &judge{m, map[string]*row{}, map[string][]*row{}, map[string][]*row{}, map[string][]*row{}, map[string]int{}, [2]map[*person][]*person{{}, {}}, nil}
	for i, list := range [][]*row{m.ent, m.app} {
		for _, r := range list {
			r.l, r.f = read(r.last), read(r.first)
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
	homonym := "0"
	if here > 1 {
		homonym = "1"
	}
	return []string{a.id, guid, kind, strings.Join(a.ops, "|"), strconv.Itoa(all), strconv.Itoa(here), homonym, by, expected}
}

// present says what is to be expected of an account whose person is in the roster.
func (j *judge) present(a, own *row) (expected, by string) {
	mine, rivals := j.weigh(a, own), 0
	for r := range j.those(j.bearers, a) {
		if r.who.guid == own.who.guid {
			continue
		}
		if f := j.weigh(a, r); f.contests(mine) {
			return "review", ""
		} else if f.names > other {
			rivals++
		}
	}
	for b := range j.those(j.claims, own) {
		if f := j.weigh(b, own); j.competes(b, a) && f.contests(mine) && !j.better(b, f.weight) {
			return "review", ""
		}
	}
	switch {
	case a.prior != "" && a.prior != own.id && j.own[a.prior] != nil, a.vague && mine.by == "",
		mine.names == other && (mine.weight < 2 || mine.given == other) && !mine.renamed(), mine.names > other && mine.weight < 1:
		return "review", ""
	case rivals == 0:
		mine.by = ""
	}
	return "auto", mine.by
}

// competes says whether two accounts are two people's, in one school's list.
func (j *judge) competes(b, a *row) bool {
	return b.who.guid != a.who.guid && (j.schoolless || b.school == a.school)
}

// better says whether an account has a row of its own that fits it better than w.
func (j *judge) better(b *row, w int) bool {
	own := j.own[b.who.guid]
	return own != nil && j.weigh(b, own).weight > w
}

// absent says what is to be expected of an account whose person is not in the roster.
func (j *judge) absent(a *row) (expected, by string) {
	expected = "none"
	for r := range j.those(j.bearers, a) {
		f := j.weigh(a, r)
		switch {
		case f.names >= first && f.weight >= 2:
		case f.names > other && f.weight >= 1 && (!f.against || f.says("dob") || f.says("guardian")):
		case f.names == other && f.renamed():
		default:
			continue
		}
		rival := f.weight - 2
		for b := range j.those(j.claims, r) {
			if g := j.weigh(b, r); j.competes(b, a) && g.names > other {
				rival = max(rival, g.weight)
			}
		}
		switch {
		case rival >= f.weight+2:
		case rival > f.weight-2:
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
