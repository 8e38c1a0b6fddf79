package matcher

import (
	"iter"
	"slices"
)

// relatives are where somebody's children, guardians or partners stand in her list's
// family. The zero relatives are none.
type relatives struct{ from, n int32 }

// them returns relatives, sorted.
func (l *list) them(r relatives) []int32 { return l.family[r.from : r.from+r.n : r.from+r.n] }

// few returns relatives, and no more of them than manyRelatives.
func (l *list) few(r relatives) []int32 { return firstOf(l.them(r), manyRelatives) }

// tooMany reports whether two families have so many of one sort that they are not to
// be compared, each with each.
func tooMany(a, r relatives) bool { return int(a.n)*int(r.n) > manyRelatives*manyRelatives }

func (l *list) resolveFamilies(rs *rows) {
	l.family = make([]int32, 0, len(rs.children))
	for i := range l.people {
		from := len(l.family)
		for j := range l.namedChildren(rs, int32(i)) {
			l.family = append(l.family, j)
			if t := l.twin(j); t >= 0 {
				l.family = append(l.family, t)
			}
		}
		if len(l.family) == from {
			continue
		}
		children := l.family[from:]
		slices.Sort(children)
		children = slices.DeleteFunc(slices.Compact(children), func(j int32) bool { return int(j) == i })
		l.family = l.family[:from+len(children)]
		l.people[i].children = relatives{int32(from), int32(len(children))}
		if !l.household(children) {
			continue
		}
		for _, j := range children {
			l.people[j].guardians.n++
		}
	}
	from := int32(len(l.family))
	l.family = append(l.family, make([]int32, from)...) // as often as somebody is a child of somebody
	for j := range l.people {
		g := &l.people[j].guardians
		g.from, from, g.n = from, from+g.n, 0
	}
	for i := range l.people {
		children := l.them(l.people[i].children)
		if !l.household(children) {
			continue
		}
		for _, j := range children {
			g := &l.people[j].guardians
			l.family[g.from+g.n] = int32(i)
			g.n++
		}
	}
}

// Bounds on the children of a household: so many in a school's lists, and of so many
// last names, as those of one mother by several fathers are.
const (
	householdChildren = 12
	householdNames    = 6
)

// household reports whether children may be of one family. Whoever is named for more
// of them, or for children of ever other names, is the head of a home or a social
// service: two of the wards have no more to do with one another than classmates, and
// are not told from one another by a guardian.
func (l *list) household(children []int32) bool {
	if len(children) <= householdNames || len(children) > householdChildren {
		return len(children) <= householdNames
	}
	var room [householdNames]int32
	names := room[:0] // a child of each
	for _, c := range children {
		if slices.ContainsFunc(names, func(o int32) bool { return l.namesake(c, o) || l.namesake(o, c) }) {
			continue
		}
		if len(names) == householdNames {
			return false
		}
		names = append(names, c)
	}
	return true
}

// namesake reports whether a row has a word of another's last name, in either cell.
func (l *list) namesake(i, of int32) bool {
	e := &l.people[i]
	return slices.ContainsFunc(l.people[of].sur.parts(), func(w string) bool {
		return slices.Contains(e.sur.parts(), w) || slices.Contains(e.giv.words(), w)
	})
}

// namedChildren goes through those whom somebody names as children and who are there:
// where rows of hers were joined, whom she names in all that count.
func (l *list) namedChildren(rs *rows, i int32) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		if _, joined := rs.again[l.rows[i]]; joined {
			for _, c := range l.people[i].Children {
				if j, ok := l.number(c); ok && !yield(j) {
					return
				}
			}
			return
		}
		for _, row := range rs.childrenOf(l.rows[i]) {
			if row >= 0 && !yield(rs.at[row]) {
				return
			}
		}
	}
}

// resolveCouples finds those who have a child in common.
func (l *list) resolveCouples() {
	for i := range l.people {
		e := &l.people[i]
		if !l.household(l.them(e.children)) {
			continue
		}
		from := len(l.family)
		for _, c := range l.them(e.children) {
			for _, g := range l.few(l.people[c].guardians) {
				if int(g) != i {
					l.family = append(l.family, g)
				}
			}
		}
		found := l.family[from:]
		slices.Sort(found)
		found = slices.Compact(found)
		l.family = l.family[:from+len(found)]
		e.partners = relatives{int32(from), int32(len(found))}
	}
}

// Bounds on what shows that a guardian's one identifier is for all schools: so many who
// have children in two, and how many of them to each who has a row in either.
const (
	inTwoSchools = 10
	toEachTwice  = 10
)

// oneIdentifier reports whether guardians have one identifier for the children of all
// their schools, and not one in each: some have children in two, and hardly any have a
// namesake in another school whose child has the other parent's namesake, too.
func (l *list) oneIdentifier() bool {
	all := l.guardians(l.childrenApart)
	return all >= inTwoSchools && all >= toEachTwice*l.guardians(func(e *entry) bool {
		if e.full < 0 || e.partners.n == 0 || l.childrenApart(e) {
			return false
		}
		return slices.ContainsFunc(firstOf(l.of(e.full), maxScan), func(j int32) bool { return l.coupleTwice(e, &l.people[j]) })
	})
}

// guardians counts those of this year of whom something is so.
func (l *list) guardians(so func(e *entry) bool) (n int) {
	for i := range l.people {
		if e := &l.people[i]; !e.stale && e.children.n > 0 && so(e) {
			n++
		}
	}
	return n
}

// childrenApart reports whether two children of a guardian, who are still there, have no
// school in common.
func (l *list) childrenApart(e *entry) bool {
	var first []string // schools of one of them
	return slices.ContainsFunc(l.them(e.children), func(c int32) bool {
		o := &l.people[c]
		if o.stale || len(o.own) == 0 {
			return false
		}
		if first == nil {
			first = o.own
		}
		return !meet(o.own, first)
	})
}

// coupleTwice reports whether two of one name, in two schools, have partners of one name.
func (l *list) coupleTwice(a, b *entry) bool {
	return !meet(a.schools, b.schools) && l.alikePartners(a, b)
}

// alikePartners reports whether a partner of the one bears the name of the other's.
func (l *list) alikePartners(a, b *entry) bool {
	theirs := l.them(b.partners)
	return !tooMany(a.partners, b.partners) && slices.ContainsFunc(l.them(a.partners), func(i int32) bool {
		full := l.people[i].full
		return full >= 0 && slices.ContainsFunc(theirs, func(j int32) bool { return l.people[j].full == full })
	})
}

// siblings reports whether the children of two guardians of one name may be brothers and
// sisters: the other parents bear one name, or, where either has none, children do.
func (l *list) siblings(a, b *entry) bool {
	if a.partners.n > 0 && b.partners.n > 0 || tooMany(a.children, b.children) {
		return tooMany(a.partners, b.partners) || l.alikePartners(a, b)
	}
	theirs := l.them(b.children)
	return slices.ContainsFunc(l.them(a.children), func(i int32) bool {
		return slices.ContainsFunc(theirs, func(j int32) bool { return l.namesake(i, j) || l.namesake(j, i) })
	})
}

// twin returns the row of this year that is plainly the same pupil as a row
// left from another year, whose old identifier her guardians may still name:
// the only one of her names, not born on another day. -1 if there is none.
func (l *list) twin(stale int32) int32 {
	s := &l.people[stale]
	if !s.stale || s.full < 0 {
		return -1
	}
	found := l.only(l.of(s.full), func(e *entry) bool { return !e.stale && (e.kind&s.kind != 0 || e.kind|s.kind == 0) })
	if found >= 0 && contradict(&l.people[found], s) {
		return -1
	}
	return found
}

// contradict reports whether two rows can't be one person, by birth date or sex.
func contradict(a, b *entry) bool {
	return a.birth.compare(b.birth).has(bornDiffers|bornSlip) || compareSex(a, b).has(sexDiffers)
}

// manyRelatives bounds the comparisons of two families.
const manyRelatives = 32
