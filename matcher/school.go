package matcher

import (
	"slices"
	"strings"
	"sync"
)

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

// schoolSets are the sets of schools and of classes that a list has so far, and the
// places that these make: a school's people have them in common, so what is
// counted of a school is counted of its places.
type schoolSets struct {
	schools, classes sets
	known            map[[3]*string]*place
	places           []*place // by number
	closed           bool     // what strangers say must not fill it

	mu      sync.Mutex                        // of whoever adds while several look at rows
	written shelf[written, *Person, *written] // by what rows say, as it is written
}

func newSchoolSets() *schoolSets {
	return &schoolSets{schools: newSets(cleanSchools), classes: newSets(foldedClasses), known: map[[3]*string]*place{}}
}

// of returns the place of a row by what it says itself, in room if that is not nil
// and strangers ask. Several may ask at once, until the sets are closed.
func (s *schoolSets) of(p *Person, room *place) *place {
	read := func() *place {
		own := s.schools.set(p.Schools, s.closed)
		return s.place(own, own, s.classes.set(p.Classes, s.closed), room)
	}
	if s.closed {
		return read()
	}
	return s.written.get(rowKey(p), p, false, func(w *written, p *Person) {
		s.mu.Lock()
		defer s.mu.Unlock()
		*w = newWritten(p)
		w.place = read()
	}).place
}

// written is the place of rows that say so, as it is written.
type written struct {
	school, class string       // one behind the other in memory
	several       *[2][]string // schools and classes, unless there is one of each at most
	place         *place
}

func newWritten(p *Person) (w written) {
	school, one := only(p.Schools)
	class, too := only(p.Classes)
	if !one || !too {
		w.several = &[2][]string{slices.Clone(p.Schools), slices.Clone(p.Classes)}
		return w
	}
	cells := school + class
	w.school, w.class = cells[:len(school)], cells[len(school):]
	return w
}

func (w *written) is(p *Person) bool {
	if w.several != nil {
		return slices.Equal(w.several[0], p.Schools) && slices.Equal(w.several[1], p.Classes)
	}
	school, one := only(p.Schools)
	class, too := only(p.Classes)
	return one && too && school == w.school && class == w.class
}

// only returns the only one of some texts, "" if there is none; not ok of several.
func only(texts []string) (text string, ok bool) {
	switch len(texts) {
	case 0:
		return "", true
	case 1:
		return texts[0], true
	}
	return "", false
}

// rowKey is what the place of a row is looked up by.
func rowKey(p *Person) shelfKey {
	k := uint64(len(p.Schools))
	for _, texts := range [...][]string{p.Schools, p.Classes} {
		for _, t := range texts {
			k = mixed(k, hash(t))
		}
	}
	return shelfKey(k) | hashed
}

// place returns what all share who are of the same schools and classes. What
// strangers say is put into room, if there is any.
func (s *schoolSets) place(schools, own, classes []string, room *place) *place {
	var k [3]*string // sets are one where their members are, in memory
	for i, set := range [...][]string{schools, own, classes} {
		if len(set) > 0 {
			k[i] = &set[0]
		}
	}
	p, ok := s.known[k]
	if ok {
		return p
	}
	if p = room; p == nil {
		p = new(place)
	}
	year := grade(classes)
	*p = place{schools: schools, own: own, classes: classes, year: year, told: year, schoolKeys: p.schoolKeys[:0], number: -1}
	for _, s := range schools {
		p.schoolKeys = append(p.schoolKeys, hash(s))
	}
	if !s.closed {
		s.known[k] = p
	}
	return p
}

// count gives a place its number, once somebody is there.
func (s *schoolSets) count(p *place) *place {
	if p.number < 0 {
		p.number = int32(len(s.places))
		s.places = append(s.places, p)
	}
	return p
}

// sets are those that were made so far of texts as they are written.
type sets struct {
	clean     func([]string) []string
	of        map[string][]string // by the only text
	ofSeveral map[string][]string // by all of them
}

func newSets(clean func([]string) []string) sets {
	return sets{clean, map[string][]string{}, map[string][]string{}}
}

// set returns the set of some texts, the same for the same texts unless closed.
func (s *sets) set(texts []string, closed bool) []string {
	switch len(texts) {
	case 0:
		return nil
	case 1:
		return s.one(texts[0], closed)
	}
	var room [128]byte
	key := room[:0]
	for _, t := range texts {
		key = append(append(key, t...), 0)
	}
	set, ok := s.ofSeveral[string(key)]
	if !ok {
		if set = slices.Clip(s.clean(texts)); !closed {
			s.ofSeveral[string(key)] = set
		}
	}
	return set
}

// one returns the set of one text.
func (s *sets) one(text string, closed bool) []string {
	set, ok := s.of[text]
	if !ok {
		if set = slices.Clip(s.clean([]string{text})); !closed {
			s.of[text] = set
		}
	}
	return set
}

// foldedClasses are the classes under Fold.
func foldedClasses(classes []string) (folded []string) {
	for _, c := range classes {
		if k := Fold(c); k != "" {
			folded = append(folded, k)
		}
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

// A place is where somebody belongs. It is not written to: another takes its
// place.
type place struct {
	schools []string // sorted: her own and her children's
	own     []string // sorted: those that her rows name, or else schools
	listed  []string // schools without those that learnSchools found; nil if it found none
	classes []string // under Fold
	was     []string // classes as they were before learnClasses gave some of them the roster's names; nil if it did not
	year    int8     // of all the classes; 0 if it is not plain
	told    int8     // likewise, though dropGrades and catchUp have changed year

	schoolKeys []uint64 // of the schools, see appendKeys
	number     int32    // among the places of the list

	habits map[string]*dateHabit // by school, of accounts; nil if there are none
}

// manyClasses bounds the schools times the classes of somebody of whom it is counted
// which classes there are in each: a pupil has few, whatever the number of her groups.
const manyClasses = 256

// fewClasses reports whether those of a place are counted so.
func (p *place) fewClasses() bool { return len(p.schools)*len(p.classes) <= manyClasses }

// schoolsOrNone is a person's schools, "" for one who names none.
func (p *place) schoolsOrNone() []string {
	if len(p.schools) == 0 {
		return noSchool
	}
	return p.schools
}

var noSchool = []string{""}

// bySchool adds up by school what was counted of each of some places, by the schools that
// of tells.
func bySchool[T any](places []*place, of func(*place) []string, counted []T, add func(all, more *T)) map[string]*T {
	all := map[string]*T{}
	for n, p := range places {
		for _, s := range of(p) {
			if all[s] == nil {
				all[s] = new(T)
			}
			add(all[s], &counted[n])
		}
	}
	return all
}

// commonSchools lists the schools of both; "" if one of the two names none.
func commonSchools(a, b []string) (common []string) {
	if len(a) == 0 || len(b) == 0 {
		return noSchool
	}
	if slices.Equal(a, b) {
		return a
	}
	for _, s := range a {
		if slices.Contains(b, s) {
			common = append(common, s)
		}
	}
	return common
}

// namedOrNone is schoolsOrNone without the schools of her children, whose lists
// she is not in.
func (p *place) namedOrNone() []string {
	if len(p.own) == 0 {
		return noSchool
	}
	return p.own
}

// meet reports whether two sorted sets share an element.
func meet(a, b []string) bool {
	if len(a) == 1 && len(b) == 1 {
		return a[0] == b[0] // as most do
	}
	for len(a) > 0 && len(b) > 0 {
		switch {
		case a[0] == b[0]:
			return true
		case a[0] < b[0]:
			a = a[1:]
		default:
			b = b[1:]
		}
	}
	return false
}
