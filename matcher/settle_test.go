package matcher

import (
	"fmt"
	"slices"
	"testing"
)

// undoing are a pupil c, her stepfather, whose account is linked by his own child, and
// her father's wife, who is linked by another child and to an account that does not name
// c: so c's guardians are all somebody else's, unless her mother's account is linked,
// who bears another last name there; which it is by c alone.
const (
	undoingRoster = `
		C, BRIAND Hugo, pupil, 1A, 2011-08-05
		D, BRIAND Zoe, pupil, 2B, 2012-01-07
		E, CASTEL Ugo, pupil, 1A, 2013-02-09
		F1, MERLE Rose, guardian, 1A, child=C
		F2, BINET Paul, guardian, 2B, child=D
		M, SEGUIN Anne, guardian, 1A, child=C, child=E`
	undoingAccounts = `
		c, BRIAND Hugo, pupil, 1A, 2011-08-05
		d, BRIAND Zoe, pupil, 2B, 2012-01-07
		e, CASTEL Ugo, pupil, 1A, 2013-02-09
		f1, BINET Rose, guardian, 1A, child=c, child=d
		f2, BINET Paul, guardian, 2B, child=d, child=c
		m, SEGUIN Anne, guardian, 1A, child=e`
)

func TestLinksThatUndoOneAnotherAreNotMade(t *testing.T) {
	want := []string{"d D", "e E", "f2 F2", "m M"}
	roster, accounts := people(undoingRoster), people(undoingAccounts)
	for _, side := range []struct {
		what             string
		roster, accounts []Person
	}{{"as they are", roster, accounts}, {"exchanged", accounts, roster}} {
		for range 6 {
			l := work(t, side.roster, side.accounts, false)
			var got []string
			for i, j := range l.links.person {
				if j >= 0 {
					a, p := l.accounts.people[i].ID, l.roster.people[j].ID
					got = append(got, max(a, p)+" "+min(a, p))
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, want) {
				t.Errorf("%s: links %q, want %q", side.what, got, want)
			}
			side.roster = append(side.roster[1:], side.roster[0])
			side.accounts = append(side.accounts[1:], side.accounts[0])
		}
	}
	if l := work(t, roster, accounts, false); l.rounds.undone == 0 {
		t.Error("no link is undone, so this does not show what it is to show")
	}
	for _, d := range Link(roster, accounts, nil).Decisions {
		if id := d.Account.ID; (id == "c" || id == "f1") && (d.Status != Review || len(d.Causes) == 0) {
			t.Errorf("%s is %v with causes %v, want a review with a cause", id, d.Status, d.Causes)
		}
	}
}

// TestRoundsEnd counts rounds on lists that are as awkward as can be and on a
// region: links that undo one another must not go on for as long as there are
// links.
func TestRoundsEnd(t *testing.T) {
	most, held := 0, 0
	for seed := range uint64(3000) {
		w := newWorld(seed)
		truth := w.people()
		l := work(t, w.list(truth, "g", "a"), w.list(truth, "a", "g"), false)
		most, held = max(most, l.rounds.count), held+len(l.rounds.back)
		consistent(t, fmt.Sprint("world ", seed), l)
	}
	t.Logf("%d rounds at most, %d links held back", most, held)
	if held == 0 {
		t.Error("no world has links to hold back, so this does not show what it is to show")
	}
	if most > 40 {
		t.Errorf("%d rounds, want 40 at most", most)
	}
	roster, accounts := region(5000)
	l := work(t, roster, accounts, false)
	consistent(t, "a region", l)
	if l.rounds.count > 20 {
		t.Errorf("%d rounds for a region, want 20 at most", l.rounds.count)
	}
}

// consistent checks that the links are what stands out when they are made, no
// more and, but for those held back, no less.
func consistent(t *testing.T, what string, l *linkage) {
	t.Helper()
	l.rounds.forget()
	l.weighFamilies()
	l.rounds.judge(l)
	for i, j := range l.links.person {
		switch q := l.rounds.pair[i]; {
		case j >= 0 && (q < 0 || l.pairs[q].person != j):
			t.Fatalf("%s: account %d is linked by what does not stand out", what, i)
		case j < 0 && q >= 0 && l.rounds.lost[q] < maxLost:
			t.Fatalf("%s: account %d is not linked by what stands out", what, i)
		case j >= 0 && l.rounds.lost[q] >= maxLost:
			t.Fatalf("%s: account %d is linked by what is held back", what, i)
		}
	}
}

// TestLinksHaveTheirOwnPeople makes links, moves and undoes them.
func TestLinksHaveTheirOwnPeople(t *testing.T) {
	ls := newLinks(4, 2)
	holders := func(person int32) (is []int32) {
		ls.held(person, func(i int32) bool { is = append(is, i); return false })
		slices.Sort(is)
		return is
	}
	for _, step := range []struct {
		account, person int32
		want            [2][]int32
	}{
		{0, 1, [2][]int32{nil, {0}}},
		{1, 1, [2][]int32{nil, {0, 1}}},
		{3, 1, [2][]int32{nil, {0, 1, 3}}},
		{1, 0, [2][]int32{{1}, {0, 3}}},
		{0, -1, [2][]int32{{1}, {3}}},
		{3, 0, [2][]int32{{1, 3}, nil}},
		{3, 0, [2][]int32{{1, 3}, nil}},
		{1, -1, [2][]int32{{3}, nil}},
	} {
		ls.set(step.account, step.person)
		for j, want := range step.want {
			if got := holders(int32(j)); !slices.Equal(got, want) {
				t.Errorf("%d linked to %d: accounts of person %d are %v, want %v", step.account, step.person, j, got, want)
			}
		}
	}
}
