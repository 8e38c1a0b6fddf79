package matcher

import (
	"cmp"
	"slices"
	"strings"
)

// A list is one side of a linkage, made ready: rows of one identifier merged,
// names folded, families resolved, schools inherited from children.
type list struct {
	people    []entry
	byID      map[string]int32
	byKey     map[string][]int32 // same folded names, by identifier
	byPrior   map[string][]int32 // who bears the other list's identifier
	withoutID int
}

// An entry is one person of a list.
type entry struct {
	Person
	id, prior   string // without case and outer spaces, for comparison
	last, first string // under Fold
	kind        kind
	schools     []string // sorted: her own and her children's
	classes     []string // under Fold
	children    []int32  // within the list
	guardians   []int32
	shared      bool // rows of other names or birth dates bear the same identifier
}

// key is what people of the same names share; "" if a name is missing, because
// half a name matches nobody.
func (e *entry) key() string {
	if e.last == "" || e.first == "" {
		return ""
	}
	return e.last + "\x00" + e.first
}

// canonicalID makes identifiers comparable: SACoche's own sign-in compares
// them without case, so two that differ by case only are one.
func canonicalID(id string) string { return strings.ToLower(strings.TrimSpace(id)) }

// newList prepares one side. school is the school of those who name none.
func newList(people []Person, school string) *list {
	l := &list{
		byID:    make(map[string]int32, len(people)),
		byKey:   make(map[string][]int32, len(people)),
		byPrior: make(map[string][]int32),
	}
	l.merge(people)
	l.resolveFamilies()
	l.resolveSchools(school)
	for i := range l.people {
		e := &l.people[i]
		if k := e.key(); k != "" {
			l.byKey[k] = append(l.byKey[k], int32(i))
		}
		if e.prior != "" {
			l.byPrior[e.prior] = append(l.byPrior[e.prior], int32(i))
		}
	}
	for _, same := range l.byKey { // whoever is looked at first must not depend on the order of rows
		slices.SortFunc(same, func(i, j int32) int { return cmp.Compare(l.people[i].id, l.people[j].id) })
	}
	return l
}

// merge makes one entry of the rows that share an identifier, in the order of
// their first rows.
func (l *list) merge(people []Person) {
	again := map[string][]entry{} // further rows of identifiers already met
	for _, p := range people {
		id := canonicalID(p.ID)
		if id == "" {
			l.withoutID++
		} else if _, ok := l.byID[id]; ok {
			again[id] = append(again[id], newEntry(p, id))
			continue
		} else {
			l.byID[id] = int32(len(l.people))
		}
		l.people = append(l.people, newEntry(p, id))
	}
	for id, more := range again {
		e := &l.people[l.byID[id]]
		*e = mergeEntries(append(more, *e))
	}
}

func newEntry(p Person, id string) entry {
	return entry{
		Person: p,
		id:     id,
		prior:  canonicalID(p.Prior),
		last:   Fold(p.Last),
		first:  Fold(p.First),
		kind:   kindOf(p.Profiles),
	}
}

// mergeEntries joins rows of one identifier. Which row stands for them all
// must not depend on their order.
func mergeEntries(rows []entry) entry {
	slices.SortFunc(rows, func(a, b entry) int {
		return cmp.Or(cmp.Compare(a.Last, b.Last), cmp.Compare(a.First, b.First), cmp.Compare(a.Born, b.Born), cmp.Compare(a.Prior, b.Prior))
	})
	e := rows[0]
	stale := true
	for _, r := range rows {
		if r.last != e.last || r.first != e.first || r.Born != "" && e.Born != "" && r.Born != e.Born {
			e.shared = true
		}
		if r.prior != e.prior {
			if r.prior != "" && e.prior != "" {
				e.shared = true
			} else if e.prior == "" {
				e.Prior, e.prior = r.Prior, r.prior
			}
		}
		if e.Born == "" {
			e.Born = r.Born
		}
		if r.Sex != e.Sex && r.Sex != "" {
			if e.Sex != "" {
				e.shared = true
			}
			e.Sex = max(e.Sex, r.Sex)
		}
		e.kind |= r.kind
		e.Profiles = union(e.Profiles, r.Profiles)
		e.Schools = union(e.Schools, r.Schools)
		e.Classes = union(e.Classes, r.Classes)
		e.Children = union(e.Children, r.Children)
		stale = stale && r.Stale
	}
	e.Stale = stale
	return e
}

// union returns the sorted set of both, nil if both are empty.
func union(a, b []string) []string {
	s := slices.Concat(a, b)
	slices.Sort(s)
	return slices.Compact(s)
}

func (l *list) resolveFamilies() {
	for i := range l.people {
		e := &l.people[i]
		for _, c := range e.Children {
			j, ok := l.byID[canonicalID(c)]
			if !ok || int(j) == i || slices.Contains(e.children, j) {
				continue
			}
			e.children = append(e.children, j)
			l.people[j].guardians = append(l.people[j].guardians, int32(i))
		}
	}
}

func (l *list) resolveSchools(school string) {
	for i := range l.people {
		e := &l.people[i]
		for _, c := range e.Classes {
			if k := Fold(c); k != "" {
				e.classes = append(e.classes, k)
			}
		}
		e.schools = cleanSchools(e.Schools)
	}
	for i := range l.people { // one generation: a child's school is her own, not her child's
		e := &l.people[i]
		var own []string
		for _, c := range e.children {
			own = union(own, cleanSchools(l.people[c].Schools))
		}
		e.schools = union(e.schools, own)
	}
	if school = cleanSchool(school); school == "" {
		return
	}
	for i := range l.people {
		if e := &l.people[i]; len(e.schools) == 0 {
			e.schools = []string{school}
		}
	}
}

func cleanSchools(schools []string) []string {
	var s []string
	for _, u := range schools {
		if u = cleanSchool(u); u != "" {
			s = append(s, u)
		}
	}
	slices.Sort(s)
	return slices.Compact(s)
}

// cleanSchool makes UAIs comparable: seven digits and a letter in either case.
func cleanSchool(uai string) string { return strings.ToUpper(strings.TrimSpace(uai)) }

// MainSchool returns the school that most of the roster's pupils belong to and
// the share of all its pupils who do, from 0 to 1. It returns "" and 0 if no
// pupil names a school. Of schools with equally many pupils the first by its
// UAI is returned. Rows left from another school year do not count.
//
// A roster of one school tells by it which school an account list without a
// school column belongs to.
func MainSchool(roster []Person) (uai string, share float64) {
	count := map[string]int{}
	pupils := 0
	for _, p := range roster {
		if kindOf(p.Profiles)&pupilKind == 0 || p.Stale {
			continue
		}
		pupils++
		for _, u := range cleanSchools(p.Schools) {
			count[u]++
		}
	}
	for u, n := range count {
		if n > count[uai] || n == count[uai] && u < uai {
			uai = u
		}
	}
	if uai == "" {
		return "", 0
	}
	return uai, float64(count[uai]) / float64(pupils)
}
