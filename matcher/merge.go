package matcher

import (
	"cmp"
	"slices"
)

// merge joins to each person her further rows.
func (l *list) merge(rs *rows) {
	for i := range l.people {
		l.withoutID += one(l.people[i].idless)
	}
	for first, more := range rs.again {
		e := &l.people[rs.at[first]]
		all := make([]entry, len(more), len(more)+1)
		for n, i := range more {
			l.newEntry(&all[n], &rs.people[i], l.names.row(&rs.people[i]))
		}
		*e = mergeEntries(append(all, *e))
		e.place = l.schools.of(e.Person, l.room)
		l.several = l.several || len(e.names) > 1
	}
}

// mergeEntries joins rows of one identifier. Rows left from another year count
// only if there are no others, but for the names and identifiers that they
// bear. Which row stands for them all must not depend on their order.
func mergeEntries(rows []entry) entry {
	slices.SortFunc(rows, func(a, b entry) int { return compareRows(a.Person, b.Person) })
	current := slices.DeleteFunc(slices.Clone(rows), func(e entry) bool { return e.Stale })
	if len(current) == 0 {
		current = rows
	}
	e := current[0]
	p := e.amend()
	var names []fullName
	met := map[fullName]bool{}
	for i := range rows {
		for k := range rows[i].keys {
			if !met[k] {
				names, met[k] = append(names, k), true
			}
		}
	}
	e.claims = &claims{priors: joined(rows, func(r *entry) []string { return r.priors })}
	if len(names) > 0 {
		e.names = names
	}
	p.Profiles = joined(current, func(r *entry) []string { return r.Profiles })
	p.Schools = joined(current, func(r *entry) []string { return r.Schools })
	p.Classes = joined(current, func(r *entry) []string { return r.Classes })
	p.Children = joined(current, func(r *entry) []string { return r.Children })
	born := joined(current, func(r *entry) []string { return []string{r.Born} })
	sex := joined(current, func(r *entry) []string { return []string{r.Sex} })
	prior := joined(rows, func(r *entry) []string { return []string{r.Prior} })
	p.Born, p.Sex, p.Prior = last(born), last(sex), last(prior)
	e.note()
	e.shared = len(names) > 1 || len(e.priors) > 1 || twoOf(born) || twoOf(sex)
	for _, r := range current {
		// A pupil's row and a grown-up's are two people, even of one name.
		e.shared = e.shared || !r.agrees(&e) || r.kind != 0 && e.kind != 0 && r.kind&pupilKind != e.kind&pupilKind
		e.kind |= r.kind
	}
	return e
}

// agrees reports whether a row has names that can be told from others, or the
// very cells of another, as the rows of a guardian of two children have.
func (e *entry) agrees(as *entry) bool {
	return e.names != nil || fullNameOf(e.sur, e.giv) != (fullName{}) ||
		e.Last != "" && e.First != "" && e.Last == as.Last && e.First == as.First
}

// compareRows orders rows by what they say, where identifiers don't.
func compareRows(a, b *Person) int {
	return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.First, b.First), cmp.Compare(a.Born, b.Born), cmp.Compare(a.Sex, b.Sex),
		cmp.Compare(a.Prior, b.Prior), cmp.Compare(a.ID, b.ID), slices.Compare(a.Schools, b.Schools), slices.Compare(a.Profiles, b.Profiles),
		slices.Compare(a.Classes, b.Classes), slices.Compare(a.Children, b.Children), cmp.Compare(first(a.Stale), first(b.Stale)))
}

// first puts what is true before what is not.
func first(b bool) int {
	if b {
		return 0
	}
	return 1
}

// joined returns the sorted set of what all rows have of one field, of which no
// more than maxJoined are kept: nobody has as many, and whoever is told of her is
// told of them all.
func joined(rows []entry, of func(*entry) []string) (all []string) {
	for i := range rows {
		all = append(all, of(&rows[i])...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	return slices.Clip(all[:min(len(all), maxJoined)])
}

const maxJoined = 1000

// last returns the last of a sorted set, which is not "" if any is not.
func last(set []string) string { return set[len(set)-1] }

// twoOf reports whether a sorted set holds two texts besides "".
func twoOf(set []string) bool { return len(set) > 2 || len(set) == 2 && set[0] != "" }
