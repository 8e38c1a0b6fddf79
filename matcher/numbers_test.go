package matcher

import (
	"math/rand/v2"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestNumberLists: whatever room was made, each list has what was added to it.
func TestNumberLists(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	ls := newNumberLists(5)
	for i, most := range []int{0, 3, 1, 0, 100} {
		for range most {
			ls.expect(int32(i))
		}
	}
	ls.makeRoom()
	for _, again := range []string{"at first", "once cleared"} {
		want := make([][]int32, len(ls.at))
		for n := range int32(500) {
			i := r.IntN(len(want))
			ls.add(int32(i), n)
			want[i] = append(want[i], n)
		}
		for i := range want {
			if diff := gocmp.Diff(ls.of(int32(i)), want[i]); diff != "" {
				t.Errorf("%s, list %d (-got +want):\n%s", again, i, diff)
			}
		}
		ls.clear()
		if got := ls.of(1); len(got) != 0 {
			t.Errorf("a cleared list has %v", got)
		}
	}
}
