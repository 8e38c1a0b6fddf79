package job

import (
	"slices"
	"strings"

	"github.com/entlink/entlink/matcher"
)

// families knows the people of one list and who belongs to whom.
type families struct {
	rows      []matcher.Person
	number    map[string]int32          // by identifier, the position of her first row
	whole     map[int32]*matcher.Person // of those who have several
	guardians map[string][]string       // by child
}

func newFamilies(list []matcher.Person) *families {
	f := &families{rows: list, number: make(map[string]int32, len(list)), whole: map[int32]*matcher.Person{}, guardians: map[string][]string{}}
	for i, p := range list {
		if p.ID == "" {
			continue
		}
		n, ok := f.number[p.ID]
		if ok { // a guardian has one row for each child
			whole := *f.at(n)
			whole.Children = append(slices.Clone(whole.Children), p.Children...)
			f.whole[n] = &whole
		} else {
			f.number[p.ID] = int32(i)
		}
		for _, c := range p.Children {
			if !slices.Contains(f.guardians[c], p.ID) {
				f.guardians[c] = append(f.guardians[c], p.ID)
			}
		}
	}
	return f
}

// at returns the person of a number, who must not be changed.
func (f *families) at(n int32) *matcher.Person {
	if p, ok := f.whole[n]; ok {
		return p
	}
	return &f.rows[n]
}

// mustHave returns the number of an identifier that one of the rows bears. To
// take another for it would give somebody's account away.
func (f *families) mustHave(id string) int32 {
	n, ok := f.number[id]
	if !ok {
		panic("job: an identifier that no row bears")
	}
	return n
}

func (f *families) get(id string) (matcher.Person, bool) {
	n, ok := f.number[strings.TrimSpace(id)]
	if !ok {
		return matcher.Person{}, false
	}
	return *f.at(n), true
}

// of returns the children, and then the guardians, of whom the list knows more
// than an identifier.
func (f *families) of(p matcher.Person) (list []matcher.Person) {
	whole, _ := f.get(p.ID)
	for _, id := range append(slices.Clone(whole.Children), f.guardians[p.ID]...) {
		q, ok := f.get(id)
		if ok && !slices.ContainsFunc(list, func(o matcher.Person) bool { return o.ID == q.ID }) {
			list = append(list, q)
		}
	}
	return list
}
