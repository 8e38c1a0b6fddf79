package matcher

import (
	"cmp"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// linked returns account and person of every link, sorted.
func linked(r *Result) (ls []string) {
	for _, d := range r.Decisions {
		if d.Status == Linked {
			ls = append(ls, d.Account.ID+" "+d.Candidates[0].Person.ID)
		}
	}
	slices.Sort(ls)
	return ls
}

// exchanged is linked of lists that were exchanged, as if they had not been. No
// identifier has a space.
func exchanged(r *Result) (ls []string) {
	for _, l := range linked(r) {
		a, p, _ := strings.Cut(l, " ")
		ls = append(ls, p+" "+a)
	}
	slices.Sort(ls)
	return ls
}

func TestLinkDoesNotDependOnTheOrderOfRows(t *testing.T) {
	roster, accounts := schoolLists(t)
	byID := func(r *Result) []Decision {
		slices.SortFunc(r.Decisions, func(a, b Decision) int { return cmp.Compare(a.Account.ID, b.Account.ID) })
		return r.Decisions
	}
	want := byID(Link(roster, accounts, nil))
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 3 {
		rnd.Shuffle(len(roster), func(i, j int) { roster[i], roster[j] = roster[j], roster[i] })
		rnd.Shuffle(len(accounts), func(i, j int) { accounts[i], accounts[j] = accounts[j], accounts[i] })
		if diff := gocmp.Diff(byID(Link(roster, accounts, nil)), want); diff != "" {
			t.Fatalf("decisions after a shuffle (-got +want):\n%s", diff)
		}
	}
}

func TestLinkGivesTheSameWithTheListsExchanged(t *testing.T) {
	roster, accounts := schoolLists(t)
	want := linked(Link(roster, accounts, nil))
	if diff := gocmp.Diff(exchanged(Link(accounts, roster, nil)), want); diff != "" {
		t.Errorf("links (-exchanged +as given):\n%s", diff)
	}
}

func TestLinkOnItsOwnOutputChangesNothing(t *testing.T) {
	roster, accounts := schoolLists(t)
	first := Link(roster, accounts, nil)
	second := Link(roster, bearing(accounts, first), nil)
	if diff := gocmp.Diff(linked(second), linked(first)); diff != "" {
		t.Errorf("links (-second run +first run):\n%s", diff)
	}
}

// TestIdentifiersTeachNothing compares what is learned from lists of many slips
// without identifiers and with those that Link finds: a weight that grows because
// of Link's own links would let it make others the next time.
func TestIdentifiersTeachNothing(t *testing.T) {
	roster, accounts := region(3000)
	first := work(t, roster, accounts, false)
	second := work(t, roster, bearing(accounts, Link(roster, accounts, nil)), false)
	if n := len(slices.DeleteFunc(second.disputed(), func(q int32) bool { return !second.pairs[q].ev.has(priorSame) })); n < 100 {
		t.Fatalf("%d identifiers where equal names did not settle who is meant, too few to teach anything", n)
	}
	for _, learned := range []struct {
		what      string
		got, want any
	}{
		{"who is settled", second.settled.person, first.settled.person},
		{"shares of last names", second.model.last, first.model.last},
		{"shares of given names", second.model.first, first.model.first},
		{"share of exchanged cells", second.model.swap, first.model.swap},
		{"share of one class", second.model.class, first.model.class},
		{"whom a row may be meant for", second.pools.all, first.pools.all},
	} {
		if diff := gocmp.Diff(learned.got, learned.want, gocmp.AllowUnexported(pool{})); diff != "" {
			t.Errorf("%s (-with identifiers +without):\n%s", learned.what, diff)
		}
	}
}

// bearing returns the accounts with the identifiers of those to whom a result
// links them.
func bearing(accounts []Person, r *Result) []Person {
	given := map[string]string{}
	for _, d := range r.Decisions {
		if d.Status == Linked {
			given[canonicalID(d.Account.ID)] = d.Candidates[0].Person.ID
		}
	}
	accounts = slices.Clone(accounts)
	for i := range accounts {
		if g := given[canonicalID(accounts[i].ID)]; g != "" {
			accounts[i].Prior = g
		}
	}
	return accounts
}

func FuzzLink(f *testing.F) {
	f.Add("g1, MARTIN Léa, pupil, 1A\ng2, SYLLA Awa, pupil", "a1, MARTIN Léa, pupil, 1A, prior=g2\na1, X Y, child=a1")
	f.Add("g, A B, child=g, stale", ", , M")
	f.Add("g1, A B, pupil, 1A, 2012-01-01\ng1, A C, pupil, 1A", "a1, A B, guardian, child=a2\na2, A B, pupil, 1A, 2012-01-01")
	f.Fuzz(func(t *testing.T, roster, accounts string) {
		for l := range strings.Lines(roster + "\n" + accounts) {
			if l = strings.TrimSpace(l); l != "" {
				for i, w := range strings.Split(l, ",") {
					if i > 1 && strings.TrimSpace(w) == "" {
						t.Skip("not a line that person reads")
					}
				}
				if !strings.Contains(l, ",") {
					t.Skip("not a line that person reads")
				}
			}
		}
		rs, as := people(roster), people(accounts)
		want := linked(Link(rs, as, nil))
		slices.Reverse(rs)
		slices.Reverse(as)
		if diff := gocmp.Diff(linked(Link(rs, as, nil)), want); diff != "" {
			t.Errorf("links (-rows reversed +as given):\n%s", diff)
		}
	})
}

// Link works on the rows themselves where it can, and writes to none: dates that
// were filled in, rows of one identifier and dates that are none would tempt it.
func TestLinkLeavesTheListsAsTheyAre(t *testing.T) {
	lists := func() (roster, accounts []Person) {
		roster, accounts = schoolLists(t)
		for i := range roster {
			if i%2 == 0 {
				roster[i].Born = "2000-01-02"
			}
		}
		roster = append(roster, person("g, MARTIN Zoé, pupil, 1A, 2015-02-03"), person("g, MARTIN Zoe, pupil, 2B, child=x"))
		accounts[0].Born = "31/12"
		return roster, accounts
	}
	roster, accounts := lists()
	Link(roster, accounts, nil)
	r, a := lists()
	if diff := gocmp.Diff([][]Person{roster, accounts}, [][]Person{r, a}); diff != "" {
		t.Errorf("after Link (-got +want):\n%s", diff)
	}
}

func TestDecisionsMayBeHandedOverInsteadOfKept(t *testing.T) {
	roster, accounts := region(2*decisionsAtOnce + 1)
	accounts[decisionsAtOnce] = Person{ID: "s", Last: "Stranger", First: "Nobody"} // where a link stood before
	want := Link(roster, accounts, nil)
	for _, reuse := range []bool{false, true} {
		var handed []Decision
		got := Link(roster, accounts, &Options{ReuseDecision: reuse, OnDecision: func(d Decision) {
			if reuse {
				d = copied(d)
			}
			handed = append(handed, d)
		}})
		if got.Decisions != nil {
			t.Errorf("%d decisions were kept as well", len(got.Decisions))
		}
		got.Decisions = handed
		if diff := gocmp.Diff(got, want); diff != "" {
			t.Errorf("decisions handed over, reused %v (-got +want):\n%s", reuse, diff)
		}
	}
}

// copied is a decision of which nothing is written to any more.
func copied(d Decision) Decision {
	d.Candidates, d.Rivals, d.Causes = append([]Candidate(nil), d.Candidates...), append([]Person(nil), d.Rivals...), append([]Reason(nil), d.Causes...)
	for i := range d.Candidates {
		d.Candidates[i].Weights = slices.Clone(d.Candidates[i].Weights)
	}
	return d
}
