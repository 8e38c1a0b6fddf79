package matcher

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestNamesakes(t *testing.T) {
	a, b, c := fullName{7, 1}, fullName{9, 1}, fullName{1, 7}
	n, numbers := newNamesakes([]fullName{a, b, a, c, b, a}, []int32{0, 0, 1, 2, 3, 5})
	if diff := gocmp.Diff(numbers, []int32{0, 1, 0, 2, 1, 0}); diff != "" {
		t.Errorf("names are not numbered as they come (-got +want):\n%s", diff)
	}
	n.sort(func(i, j int32) int { return int(j - i) })
	for _, tt := range []struct {
		name fullName
		want []int32
	}{{a, []int32{5, 1, 0}}, {b, []int32{3, 0}}, {c, []int32{2}}, {fullName{8, 1}, nil}} {
		if diff := gocmp.Diff(n.bearers(tt.name), tt.want); diff != "" {
			t.Errorf("bearers of %d (-got +want):\n%s", tt.name, diff)
		}
	}
	var zero namesakes
	if got := zero.bearers(a); got != nil {
		t.Errorf("nobody's namesakes bear a name: %v", got)
	}
}

// TestOneIdentifierOnManyRows: a column that says the same of everybody makes one
// person of many names.
func TestOneIdentifierOnManyRows(t *testing.T) {
	var people []Person
	for i := range 1000 {
		people = append(people, Person{ID: "same", Last: fmt.Sprintf("NOM%d", i), First: "Léa"})
	}
	res := Link(people, people[:1], nil)
	if len(res.Decisions) != 1 || res.Decisions[0].Status != Review {
		t.Errorf("decisions %+v, want one review", res.Decisions)
	}
}
