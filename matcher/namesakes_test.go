package matcher

import (
	"fmt"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestNamesakes(t *testing.T) {
	n := newNamesakes([]fullName{7, 9, 7, 1 << 40, 9, 7}, []int32{0, 0, 1, 2, 3, 5})
	n.sort(func(i, j int32) int { return int(j - i) })
	for _, tt := range []struct {
		name fullName
		want []int32
	}{{7, []int32{5, 1, 0}}, {9, []int32{3, 0}}, {1 << 40, []int32{2}}, {8, nil}} {
		if diff := gocmp.Diff(n.bearers(tt.name), tt.want); diff != "" {
			t.Errorf("bearers of %d (-got +want):\n%s", tt.name, diff)
		}
	}
	var zero namesakes
	if got := zero.bearers(7); got != nil {
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
