package job

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/matcher"
)

func TestFamilies(t *testing.T) {
	f := newFamilies([]matcher.Person{
		{ID: "g", Children: []string{"a", "b"}},
		{ID: "a"},
		{ID: "h", Children: []string{"a"}},
		{ID: "g", Children: []string{"b", "c", "x"}},
		{ID: "b"}, {ID: "c"}, {}, {},
	})
	for id, want := range map[string][]string{"g": {"a", "b", "c"}, "a": {"g", "h"}, "b": {"g"}, "c": {"g"}, "h": {"a"}, "x": {"g"}, "": nil} {
		var got []string
		for _, p := range f.of(matcher.Person{ID: id}) {
			got = append(got, p.ID)
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("family of %q (-got +want):\n%s", id, diff)
		}
	}
}

// TestFamiliesCost bounds what is allocated for a row of lists in which one person
// has all the rows, or all the relatives.
func TestFamiliesCost(t *testing.T) {
	const n, most = 20_000, 2 << 10
	var rows, guardians []matcher.Person
	for i := range n {
		rows = append(rows, matcher.Person{ID: "g", Children: []string{fmt.Sprint(i)}})
		guardians = append(guardians, matcher.Person{ID: fmt.Sprint("g", i), Children: []string{"c"}})
	}
	for name, list := range map[string][]matcher.Person{"rows of one guardian": rows, "guardians of one child": guardians} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		newFamilies(list)
		runtime.ReadMemStats(&after)
		if got := (after.TotalAlloc - before.TotalAlloc) / n; got > most {
			t.Errorf("%s: %d bytes for a row, want at most %d", name, got, most)
		}
	}
}
