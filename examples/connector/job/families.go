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
		if !ok {
			f.number[p.ID] = int32(i)
			continue
		}
		whole, ok := f.whole[n] // a guardian has one row for each child
		if !ok {
			one := list[n]
			one.Children = slices.Clone(one.Children)
			whole, f.whole[n] = &one, &one
		}
		whole.Children = append(whole.Children, p.Children...)
	}
	for i := range list {
		if n, ok := f.number[list[i].ID]; !ok || n != int32(i) {
			continue
		}
		p := f.at(int32(i))
		for _, c := range p.Children {
			if gs := f.guardians[c]; len(gs) == 0 || gs[len(gs)-1] != p.ID {
				f.guardians[c] = append(gs, p.ID)
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
	met := map[string]bool{}
	for _, id := range append(slices.Clone(whole.Children), f.guardians[p.ID]...) {
		if q, ok := f.get(id); ok && !met[q.ID] {
			list, met[q.ID] = append(list, q), true
		}
	}
	return list
}
