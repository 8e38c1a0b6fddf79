package matcher

import (
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestPlacesOfRows asks for the places of rows from several goroutines at once:
// rows that say the same share one, and no others do.
func TestPlacesOfRows(t *testing.T) {
	rows := []Person{
		{},
		{Schools: []string{"1A"}},
		{Schools: []string{" 1a"}},
		{Schools: []string{"1A", "2B"}},
		{Schools: []string{"1A"}, Classes: []string{"2B"}},
		{Schools: []string{"1A"}, Classes: []string{"5e B"}},
		{Schools: []string{"1A"}, Classes: []string{"5e", "B"}},
		{Schools: []string{"1A\x002B"}},
		{Classes: []string{"1A", "2B"}},
	}
	s := newSchoolSets()
	found := make([][]*place, 8)
	var asking sync.WaitGroup
	for n := range found {
		asking.Go(func() {
			for i := range rows {
				found[n] = append(found[n], s.of(&rows[i], nil))
			}
		})
	}
	asking.Wait()
	type says struct{ Schools, Classes []string }
	var got []says
	for i, p := range found[0] {
		for n := range found {
			if found[n][i] != p {
				t.Errorf("row %d has two places", i)
			}
		}
		got = append(got, says{p.schools, p.classes})
	}
	want := []says{{}, {[]string{"1A"}, nil}, {[]string{"1A"}, nil}, {[]string{"1A", "2B"}, nil}, {[]string{"1A"}, []string{"2b"}}, {[]string{"1A"}, []string{"5e b"}},
		{[]string{"1A"}, []string{"5e", "b"}}, {[]string{"1A\x002B"}, nil}, {nil, []string{"1a", "2b"}}}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("places (-got +want):\n%s", diff)
	}
}
