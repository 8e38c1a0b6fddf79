package school

import (
	"slices"
	"strconv"
	"strings"
)

// A truth is one line of truth.csv.
type truth struct {
	guid        string
	all, school int
	homonym     bool
	resolved    []string
	expected    string
}

// A judge says what can be known about each account from what was written. It looks at the cells of the two files and
// at who is who, never at how likely something is.
type judge struct {
	rows     map[string][]*Row     // current ones, by the names borne and by the names written
	accounts map[string][]*account // by the names written, and by the names borne
	parents  map[string][]*account // by the accounts of children: those that name them
}

func newJudge(rows []*Row, accounts []*account) *judge {
	j := &judge{map[string][]*Row{}, map[string][]*account{}, map[string][]*account{}}
	for _, r := range rows {
		if !r.stale {
			for _, k := range names(r.person, r.Last, r.First) {
				j.rows[k] = append(j.rows[k], r)
			}
		}
	}
	for _, a := range accounts {
		for _, k := range names(a.person, a.last, a.first) {
			j.accounts[k] = append(j.accounts[k], a)
		}
		for _, id := range a.children {
			j.parents[id] = append(j.parents[id], a)
		}
	}
	return j
}

// names are the keys under which somebody may be taken for another: the names that she bears, and those written.
func names(p *person, last, first string) []string {
	borne := key(strings.Join(p.last, "")) + "/" + key(p.given[0])
	written := key(last) + "/" + key(first)
	if borne == written {
		return []string{borne}
	}
	return []string{borne, written}
}

// judge gives the truth about an account.
func (j *judge) judge(a *account) truth {
	t := truth{}
	if a.row != nil {
		t.guid = a.row.Guid
	}
	var rivals []*Row // who else could be meant
	seen := map[*Row]bool{}
	for _, k := range names(a.person, a.last, a.first) {
		for _, r := range j.rows[k] {
			if seen[r] || a.profile != "" && r.person.label != a.person.label {
				continue
			}
			seen[r] = true
			t.all++
			if a.school == "" || r.at(a.place) {
				t.school++
			}
			if r != a.row {
				rivals = append(rivals, r)
			}
		}
	}
	if a.row == nil {
		t.homonym = t.all > 0
		t.expected = j.leaver(a, rivals)
		return t
	}
	others := j.others(a)
	t.homonym = len(rivals) > 0 || len(others) > 0
	t.resolved = j.resolved(a, rivals)
	t.expected = "auto"
	switch {
	case a.wrong:
		t.expected = "review"
	case len(t.resolved) == 0 && len(rivals) > 0:
		t.expected = "review"
	case slices.ContainsFunc(rivals, func(r *Row) bool { return j.rather(a, r) }):
		t.expected = "review"
	case len(others) > 0 && !j.strong(a, others):
		t.expected = "review"
	case (a.renamed() || a.school != "" && !a.row.at(a.place)) && !j.strong(a, nil):
		t.expected = "review"
	}
	if !t.homonym {
		t.resolved = nil // as there is nobody to be told from
	}
	return t
}

// at reports whether the ENT has the row's person at a school.
func (r *Row) at(p *place) bool {
	return r.person.at(p) && (len(r.person.rows) == 1 || r.person.rows[r.person.index(p)] == r)
}

// index is the place of a school among the person's.
func (p *person) index(at *place) int {
	for i, q := range p.places {
		if q == at {
			return min(i, len(p.rows)-1)
		}
	}
	return 0
}

// renamed reports whether the account bears another last or first name
// altogether. A birth name that is part of the name used is none.
func (a *account) renamed() bool {
	return slices.Contains(a.ops, "other_given") || slices.Contains(a.ops, "usage_name") && !slices.Contains(a.person.last, a.person.birth[0])
}

// others gives the accounts that bear the same names and are somebody else's.
func (j *judge) others(a *account) (others []*account) {
	seen := map[*account]bool{}
	for _, k := range names(a.person, a.last, a.first) {
		for _, b := range j.accounts[k] {
			if !seen[b] && b.person != a.person && (a.profile == "" || b.profile == a.profile) && (a.school == "" || b.place == a.place) {
				seen[b] = true
				others = append(others, b)
			}
		}
	}
	return others
}

// resolved is the evidence that tells the right row from the rivals.
func (j *judge) resolved(a *account, rivals []*Row) (by []string) {
	for _, e := range []struct {
		name   string
		agrees func(*account, *Row) bool
	}{{"dob", sameBirth}, {"class", sameClass}, {"child", sameChild}, {"parent", j.sameParent}, {"id", samePrior}, {"etab", sameSchool}} {
		only := e.agrees(a, a.row)
		for _, r := range rivals {
			only = only && !e.agrees(a, r)
		}
		if only {
			by = append(by, e.name)
		}
	}
	return by
}

func sameBirth(a *account, r *Row) bool {
	return a.plain != (date{}) && r.Born == a.plain.french()
}

func sameClass(a *account, r *Row) bool {
	return a.class != "" && r.person.kind == pupil && r.at(a.place) && r.person.from == nil && r.Classes != "" &&
		a.class == a.place.name(r.person.room, a.place.theirs)
}

// sameChild reports whether the account names a child that the row names.
func sameChild(a *account, r *Row) bool {
	for _, c := range r.person.children {
		named := slices.ContainsFunc(c.rows, func(q *Row) bool { return slices.Contains(r.Children, q.Guid) })
		if named && slices.ContainsFunc(c.accounts, func(b *account) bool { return slices.Contains(a.children, b.id) }) {
			return true
		}
	}
	return false
}

// sameParent reports whether a guardian of the row's has an account that names the account among its children.
func (j *judge) sameParent(a *account, r *Row) bool {
	for _, b := range j.parents[a.id] {
		for _, g := range r.person.guardians {
			if b.person == g && !g.left {
				return true
			}
		}
	}
	return false
}

func samePrior(a *account, r *Row) bool { return a.prior != "" && a.prior == r.Guid }

func sameSchool(a *account, r *Row) bool { return a.school != "" && r.at(a.place) }

// strong reports whether more than names, school and class speaks for the account's row, and not for the others'.
func (j *judge) strong(a *account, others []*account) bool {
	evidence := []func(*account, *Row) bool{sameBirth, sameChild, j.sameParent, samePrior}
	if len(others) > 0 {
		evidence = append(evidence, sameClass)
	}
	for _, agrees := range evidence {
		only := agrees(a, a.row)
		for _, b := range others {
			only = only && !agrees(b, a.row)
		}
		if only {
			return true
		}
	}
	return false
}

// rather reports whether something speaks for a rival that does not speak for
// the right row, as where a guardian has one Guid in each school and her account
// in one names the child in the other.
func (j *judge) rather(a *account, rival *Row) bool {
	for _, agrees := range []func(*account, *Row) bool{sameBirth, sameChild, j.sameParent, samePrior} {
		if agrees(a, rival) && !agrees(a, a.row) {
			return true
		}
	}
	return false
}

// leaver says what can be known about an account whose person is not in the ENT any more.
func (j *judge) leaver(a *account, namesakes []*Row) string {
	if len(namesakes) == 0 {
		return "none"
	}
	for _, r := range namesakes {
		if a.school != "" && !r.at(a.place) || contradicts(a, r) || len(j.parents[a.id]) > 0 && !j.sameParent(a, r) {
			continue
		}
		taken := false // by an account of the namesake's own that says as much as this one, or more
		for _, b := range r.person.accounts {
			taken = taken || b.row == r && (a.school == "" || b.place == a.place) && (len(names(b.person, b.last, b.first)) == 1 || j.strong(b, nil))
		}
		if !taken {
			return "undecidable"
		}
	}
	return "review"
}

// contradicts reports whether an account and a row cannot be one person's by what stands in them.
func contradicts(a *account, r *Row) bool {
	if a.plain != (date{}) && r.Born != "" && r.Born != a.plain.french() {
		return true
	}
	if len(a.children) > 0 && len(r.Children) > 0 && !sameChild(a, r) {
		return true
	}
	if a.class != "" && r.Classes != "" && a.person.kind == pupil && r.person.kind == pupil {
		grown := r.person.room.year - a.person.room.year
		return grown < 0 || grown > 1
	}
	return false
}

// cells are those of truth.csv.
func (t truth) cells(a *account) []string {
	return []string{a.id, t.guid, a.kind, strings.Join(a.ops, "|"), strconv.Itoa(t.all), strconv.Itoa(t.school),
		map[bool]string{true: "1", false: "0"}[t.homonym], strings.Join(t.resolved, "|"), t.expected}
}
