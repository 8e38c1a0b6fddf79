package matcher

import (
	"slices"
	"strings"
)

// schoolSets are the sets of schools and of classes that a list has so far: a
// school's people have them in common.
type schoolSets struct {
	schools, classes map[string][]string // sets of one, by the one as it is written
	places           map[[3]*string]*place
	closed           bool // what strangers say must not fill it
}

func newSchoolSets() *schoolSets {
	return &schoolSets{schools: map[string][]string{}, classes: map[string][]string{}, places: map[[3]*string]*place{}}
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

// place returns what all share who are of one school, and of one class or none.
// What nobody shares is put into room, if there is any.
func (s *schoolSets) place(p place, room *place) *place {
	var k [3]*string // sets are one where their members are, in memory
	for i, set := range [...][]string{p.schools, p.own, p.classes} {
		if len(set) > 1 {
			return p.alone(room)
		}
		if len(set) == 1 {
			k[i] = &set[0]
		}
	}
	shared, ok := s.places[k]
	if !ok {
		if shared = p.alone(room); !s.closed {
			s.places[k] = shared
		}
	}
	return shared
}

// alone puts a place into room.
func (p place) alone(room *place) *place {
	if room == nil {
		room = new(place)
	}
	p.year, p.schoolKeys = grade(p.classes), room.schoolKeys[:0]
	for _, s := range p.schools {
		p.schoolKeys = append(p.schoolKeys, hash(s))
	}
	*room = p
	return room
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
