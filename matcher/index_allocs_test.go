//go:build !race

package matcher

import "testing"

// TestIndexMatchIntoAllocatesNothing holds MatchInto to what it says of
// newcomers whose names, school and class somebody of the index has. Under the
// race detector a sync.Pool forgets at random, so there is no telling then.
func TestIndexMatchIntoAllocatesNothing(t *testing.T) {
	var x Index
	err := x.Replace(t.Context(), people("g1, LEFÈVRE Zoé, pupil, 1A, 2012-01-02, class=5e B\nG-2, SYLLA Mariam, pupil, 1A, class=5e B\nG-3, SYLLA Mariam, pupil, 1A\ng4, SYLLA Zoé, teacher, 1A\ng5, MARTIN Léa, pupil, 1A, stale"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for why, newcomer := range map[string]string{
		"linked":                    "a1, LEFÈVRE Zoé, pupil, 1A, 2012-01-02, class=5e B",
		"several to look at":        "A-1, SYLLA Mariam, pupil, 1A",
		"no identifier yet":         ", SYLLA Mariam, pupil, 1A",
		"another's names":           "a1, LEFÈVRE Mariam, pupil, 1A, class=5e B",
		"only of another year":      "a1, MARTIN Léa, pupil, 1A",
		"no school":                 "a1, SYLLA Zoé, teacher",
		"a class that he is not in": "a1, SYLLA Zoé, teacher, 1A, class=5e B",
	} {
		p := person(newcomer)
		var d Decision
		x.MatchInto(&d, p) // makes room
		if n := fewestAllocs(func() { x.MatchInto(&d, p) }); n > 0 {
			t.Errorf("%s: %v allocations", why, n)
		}
	}
}
