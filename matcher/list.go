package matcher

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"
)

// A list is one side of a linkage, made ready: rows of one identifier merged,
// names folded, families resolved, schools inherited from children.
type list struct {
	people    []entry
	byID      map[string]int32
	byKey     map[fullName]int32 // where in same its bearers are
	same      [][]int32          // people of the same folded names, by identifier
	byPrior   map[string][]int32 // who bears an identifier of the other list
	withoutID int
	names     *lexicon
	schools   *schoolSets
	naming    Naming
}

// A fullName is what people of the same names share: the letters of the last
// name and of the first.
type fullName struct{ last, first string }

func (k fullName) compare(other fullName) int {
	return cmp.Or(cmp.Compare(k.last, other.last), cmp.Compare(k.first, other.first))
}

// bearers returns the people of a name, by identifier.
func (l *list) bearers(k fullName) []int32 {
	if n, ok := l.byKey[k]; ok {
		return l.same[n]
	}
	return nil
}

// An entry is one person of a list.
type entry struct {
	*Person            // the caller's row, which is not written to: see entry.amend
	id        string   // without case and outer spaces, for comparison
	priors    []string // likewise; several only if rows of one identifier disagree
	sur       *surname
	giv       *given
	keys      []fullName // several likewise, none if a name is missing
	kind      kind
	schools   []string // sorted: her own and her children's
	own       []string // sorted: those that her rows name, or else schools
	classes   []string // under Fold
	children  []int32  // within the list, sorted
	guardians []int32
	bears     []int32               // the current rows of the other list whose identifier it bears
	borne     []int32               // the rows of the other list that bear its identifier
	shared    bool                  // rows that disagree bear the same identifier
	habits    map[string]*dateHabit // by school, of an account; nil if there are none
	year      int8                  // of a pupil's class, once learnGrades has looked; 0 if not plain
}

// amend returns a copy of the entry's row, to be changed, in its place.
func (e *entry) amend() *Person {
	p := *e.Person
	e.Person = &p
	return e.Person
}

// newList prepares one side. school is the school of those who name none.
func newList(ctx context.Context, c *crew, people []Person, school string, names *lexicon) (*list, error) {
	l := &list{
		byID:    make(map[string]int32, len(people)),
		byPrior: make(map[string][]int32),
		names:   names,
		schools: newSchoolSets(),
		naming:  names.naming,
	}
	entries, keys := make([]entry, len(people)), make([]fullName, len(people))
	err := c.each(ctx, len(people), func(_, from, to int) {
		for i := from; i < to; i++ {
			l.newEntry(&entries[i], &people[i], keys[i:i:i+1])
		}
		c.did((to - from) / 4)
	})
	if err != nil {
		return nil, err
	}
	l.merge(entries)
	for i := range l.people {
		e := &l.people[i]
		for _, p := range e.priors {
			l.byPrior[p] = append(l.byPrior[p], int32(i))
		}
	}
	l.fileNames()
	l.resolveFamilies()
	l.resolveSchools(school)
	l.dropFilledDates()
	return l, nil
}

// fileNames files everybody under the names.
func (l *list) fileNames() {
	l.byKey = make(map[fullName]int32, len(l.people))
	var ns []int32 // the number of each key, one person after the other
	var count []int32
	for i := range l.people {
		for _, k := range l.people[i].keys {
			n, ok := l.byKey[k]
			if !ok {
				n = int32(len(count))
				l.byKey[k] = n
				count = append(count, 0)
			}
			count[n]++
			ns = append(ns, n)
		}
	}
	l.same = make([][]int32, len(count))
	room := make([]int32, len(ns))
	for n, c := range count {
		l.same[n], room = room[:0:c], room[c:]
	}
	for i := range l.people {
		for range l.people[i].keys {
			l.same[ns[0]] = append(l.same[ns[0]], int32(i))
			ns = ns[1:]
		}
	}
	for _, same := range l.same { // whoever is looked at first must not depend on the order of rows
		if len(same) > 1 {
			slices.SortFunc(same, func(i, j int32) int { return cmp.Compare(l.people[i].id, l.people[j].id) })
		}
	}
}

// resolvePriors tells the rows of one list which of the other's identifiers they
// bear.
func resolvePriors(l, other *list) {
	for prior, bearers := range l.byPrior {
		j, ok := other.byID[prior]
		if !ok {
			continue
		}
		o := &other.people[j]
		o.borne = bearers
		if o.Stale {
			continue // an identifier that no current row bears
		}
		for _, i := range bearers {
			l.people[i].bears = append(l.people[i].bears, j)
		}
	}
}

// canonicalID makes identifiers comparable: SACoche's own sign-in compares
// them without case, so two that differ by case only are one.
// Only A to Z become small: İ is another letter than i.
func canonicalID(id string) string {
	id = strings.TrimSpace(id)
	for i := range len(id) {
		if 'A' <= id[i] && id[i] <= 'Z' {
			b := []byte(id)
			for ; i < len(b); i++ {
				if 'A' <= b[i] && b[i] <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return id
}

// newEntry makes an entry of one row, with room for its key.
func (l *list) newEntry(e *entry, p *Person, keys []fullName) {
	e.Person, e.id, e.kind = p, canonicalID(p.ID), kindOf(p.Profiles)
	e.sur, e.giv = l.names.surname(repaired(p.Last)), l.names.given(repaired(p.First))
	// A '?' stands for any letter: two names in another script that a
	// conversion lost are equal by their lengths alone.
	// Words are taken together, for half the registers write LE MASSON and the
	// others LEMASSON.
	if k := (fullName{e.sur.letters, e.giv.letters}); k.last != "" && k.first != "" && !strings.Contains(k.last, "?") && !strings.Contains(k.first, "?") {
		e.keys = append(keys, k)
	}
	if prior := canonicalID(p.Prior); prior != "" {
		e.priors = []string{prior}
	}
	if p.Born != "" && !isDate(p.Born) {
		e.amend().Born = ""
	}
}

// isDate reports whether s is a day on which somebody in a school may have
// been born, as YYYY-MM-DD.
func isDate(s string) bool {
	if len(s) != len(time.DateOnly) || s < "1900" {
		return false
	}
	_, err := time.Parse(time.DateOnly, s)
	return err == nil
}

// merge makes one entry of the rows that share an identifier, in the order of
// their first rows.
func (l *list) merge(rows []entry) {
	again := map[string][]entry{} // further rows of identifiers already met
	l.people = rows[:0]
	for _, e := range rows {
		if e.id == "" {
			l.withoutID++
		} else if _, ok := l.byID[e.id]; ok {
			again[e.id] = append(again[e.id], e)
			continue
		} else {
			l.byID[e.id] = int32(len(l.people))
		}
		l.people = append(l.people, e)
	}
	for id, more := range again {
		e := &l.people[l.byID[id]]
		*e = mergeEntries(append(more, *e))
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
	e.keys = nil
	for i := range rows {
		e.keys = append(e.keys, rows[i].keys...)
	}
	slices.SortFunc(e.keys, fullName.compare)
	e.keys = slices.Compact(e.keys)
	e.priors = joined(rows, func(r *entry) []string { return r.priors })
	p.Profiles = joined(current, func(r *entry) []string { return r.Profiles })
	p.Schools = joined(current, func(r *entry) []string { return r.Schools })
	p.Classes = joined(current, func(r *entry) []string { return r.Classes })
	p.Children = joined(current, func(r *entry) []string { return r.Children })
	born := joined(current, func(r *entry) []string { return []string{r.Born} })
	sex := joined(current, func(r *entry) []string { return []string{r.Sex} })
	prior := joined(rows, func(r *entry) []string { return []string{r.Prior} })
	p.Born, p.Sex, p.Prior = last(born), last(sex), last(prior)
	e.shared = len(e.keys) > 1 || len(e.priors) > 1 || twoOf(born) || twoOf(sex)
	for _, r := range current {
		// A pupil's row and a grown-up's are two people, even of one name.
		e.shared = e.shared || r.keys == nil || r.kind != 0 && e.kind != 0 && r.kind&pupilKind != e.kind&pupilKind
		e.kind |= r.kind
	}
	return e
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

// joined returns the sorted set of what all rows have of one field.
func joined(rows []entry, of func(*entry) []string) (all []string) {
	for i := range rows {
		all = append(all, of(&rows[i])...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// last returns the last of a sorted set, which is not "" if any is not.
func last(set []string) string { return set[len(set)-1] }

// twoOf reports whether a sorted set holds two texts besides "".
func twoOf(set []string) bool { return len(set) > 2 || len(set) == 2 && set[0] != "" }

func (l *list) resolveFamilies() {
	for i := range l.people {
		e := &l.people[i]
		for _, c := range e.Children {
			j, ok := l.byID[canonicalID(c)]
			if !ok {
				continue
			}
			e.children = append(e.children, j)
			if t := l.twin(j); t >= 0 {
				e.children = append(e.children, t)
			}
		}
		slices.Sort(e.children)
		e.children = slices.Compact(e.children)
		e.children = slices.DeleteFunc(e.children, func(j int32) bool { return int(j) == i })
		for _, j := range e.children {
			l.people[j].guardians = append(l.people[j].guardians, int32(i))
		}
	}
}

// twin returns the row of this year that is plainly the same pupil as a row
// left from another year, whose old identifier her guardians may still name:
// the only one of her names, not born on another day. -1 if there is none.
func (l *list) twin(stale int32) int32 {
	s := &l.people[stale]
	if !s.Stale || len(s.keys) != 1 {
		return -1
	}
	found := int32(-1)
	for _, j := range l.bearers(s.keys[0]) {
		e := &l.people[j]
		if e.Stale || e.kind&s.kind == 0 && e.kind|s.kind != 0 {
			continue
		}
		if found >= 0 || contradict(e, s) {
			return -1
		}
		found = j
	}
	return found
}

// contradict reports whether two rows of one list can't be one person, by birth
// date or sex.
func contradict(a, b *entry) bool {
	return compareBorn(a.Born, b.Born).has(bornDiffers|bornSlip) || a.Sex != "" && b.Sex != "" && a.Sex != b.Sex
}

// resolveSchools gives everyone her schools. A guardian has those of her
// children too, but of no child who is left from another year.
func (l *list) resolveSchools(school string) {
	var schools []string
	for i := range l.people {
		e := &l.people[i]
		e.own = l.schools.set(e.Schools)
		e.classes = l.schools.foldedClasses(e.Classes)
		named := e.Schools
		if len(e.children) > 0 {
			schools = append(schools[:0], e.Schools...)
			for _, c := range e.children {
				if child := &l.people[c]; !child.Stale {
					schools = append(schools, child.Schools...)
				}
			}
			named = schools
		}
		if e.schools = l.schools.set(named); len(e.schools) == 0 && school != "" {
			e.schools = l.schools.set([]string{school})
		}
		if len(e.own) == 0 {
			e.own = e.schools
		}
	}
}

// schoolSets are the sets of schools and of classes that a list has so far: a
// school's people have them in common.
type schoolSets struct {
	schools, classes map[string][]string // sets of one, by the one as it is written
	closed           bool                // what strangers say must not fill it
}

func newSchoolSets() *schoolSets {
	return &schoolSets{schools: map[string][]string{}, classes: map[string][]string{}}
}

// set is cleanSchools.
func (s *schoolSets) set(schools []string) []string {
	if len(schools) == 0 {
		return nil
	}
	for _, u := range schools[1:] {
		if u != schools[0] {
			return cleanSchools(schools)
		}
	}
	set, ok := s.schools[schools[0]]
	if !ok {
		if set = slices.Clip(cleanSchools(schools[:1])); !s.closed {
			s.schools[schools[0]] = set
		}
	}
	return set
}

// foldedClasses are the classes under Fold.
func (s *schoolSets) foldedClasses(classes []string) (folded []string) {
	if len(classes) == 1 {
		if folded, ok := s.classes[classes[0]]; ok {
			return folded
		}
	}
	for _, c := range classes {
		if k := Fold(c); k != "" {
			folded = append(folded, k)
		}
	}
	if len(classes) == 1 && !s.closed {
		s.classes[classes[0]] = slices.Clip(folded)
	}
	return folded
}

// cleanSchools makes UAIs comparable, seven digits and a letter in either case,
// and a sorted set of them.
func cleanSchools(schools []string) []string {
	var s []string
	for _, u := range schools {
		if u = strings.ToUpper(strings.TrimSpace(u)); u != "" {
			s = append(s, u)
		}
	}
	slices.Sort(s)
	return slices.Compact(s)
}
