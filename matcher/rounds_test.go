package matcher

import (
	"context"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// work links and returns the work as it stands at the end.
func work(t testing.TB, roster, accounts []Person, thorough bool) *linkage {
	opts := &Options{Workers: 1}
	l := newLinkage(opts, len(roster)+len(accounts))
	l.thorough = thorough
	if err := l.link(context.Background(), roster, accounts, opts); err != nil {
		t.Fatal(err)
	}
	return l
}

// TestRoundsKeepWhatIsTrue compares rounds that look only at what changed with
// rounds that look at everything.
func TestRoundsKeepWhatIsTrue(t *testing.T) {
	compare := func(what string, roster, accounts []Person) {
		quick, thorough := work(t, roster, accounts, false), work(t, roster, accounts, true)
		if diff := gocmp.Diff(quick.result(nil, false), thorough.result(nil, false)); diff != "" {
			t.Fatalf("%s: only what changed, and everything:\n%s", what, diff)
		}
		for i := range quick.pairs {
			if quick.pairs[i] != thorough.pairs[i] {
				t.Fatalf("%s: pair %d is %+v, and %+v if all is looked at", what, i, quick.pairs[i], thorough.pairs[i])
			}
		}
	}
	for seed := range uint64(500) {
		w := newWorld(seed)
		truth := w.people()
		compare(fmt.Sprint("world ", seed), w.list(truth, "g", "a"), w.list(truth, "a", "g"))
	}
	roster, accounts := region(5000)
	compare("a region", roster, accounts)
}

// TestWorkIsNearLinear counts instead of timing: pairs looked at, and pairs made.
func TestWorkIsNearLinear(t *testing.T) {
	t.Run("rounds look at what changed", func(t *testing.T) {
		roster, accounts := region(6000)
		quick, thorough := work(t, roster, accounts, false), work(t, roster, accounts, true)
		if got, all := quick.rounds.looked, thorough.rounds.looked; got > all*3/4 {
			t.Errorf("%d pairs were looked at in all rounds, and %d if all are; want three quarters at most", got, all)
		}
	})
	t.Run("thousands of namesakes in as many schools", func(t *testing.T) {
		const n = 3000
		var roster, accounts []Person
		for i := range n {
			p := Person{ID: fmt.Sprint("g", i), Last: "MARTIN", First: "Léa", Profiles: []string{Pupil}, Schools: []string{fmt.Sprintf("%07dA", i)}}
			roster = append(roster, p)
			p.ID = fmt.Sprint("a", i)
			accounts = append(accounts, p)
		}
		slices.Reverse(accounts)
		l := work(t, roster, accounts, false)
		if most := 16 * n; len(l.pairs) > most {
			t.Errorf("%d pairs of %d namesakes on either side, want at most %d", len(l.pairs), n, most)
		}
	})
}
