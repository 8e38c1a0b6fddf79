package matcher

import (
	"cmp"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// alikePupils makes a school of so many pupils of one given name and of last names a
// letter apart, and accounts of which one in eight has the name as it is and the
// others a letter too many. Every third pupil has a guardian.
func alikePupils(n int) (roster, accounts []Person) {
	for i := range n {
		p := Person{ID: fmt.Sprintf("g%03d", i), Last: fmt.Sprintf("Ravoahangy%c", 'a'+i%26), First: "Lalao", Profiles: []string{Pupil}, Schools: []string{"1A"}}
		a := p
		if a.ID = fmt.Sprintf("a%03d", i); i%8 > 0 {
			a.Last = a.Last[:4] + "x" + a.Last[4:]
		}
		roster, accounts = append(roster, p), append(accounts, a)
		if i%3 == 0 {
			g := Person{ID: "of-" + p.ID, Last: fmt.Sprintf("%c%caka%c", 'b'+i%20, 'b'+i/20, 'b'+i%19), First: "Jean", Profiles: []string{Guardian}, Children: []string{p.ID}}
			roster = append(roster, g)
			g.ID, g.Children = "of "+a.ID, []string{a.ID}
			accounts = append(accounts, g)
		}
	}
	return roster, accounts
}

// ofPupils returns the decisions about pupils, by account.
func ofPupils(r *Result) []Decision {
	ds := slices.DeleteFunc(slices.Clone(r.Decisions), func(d Decision) bool { return d.Account.Profiles[0] != Pupil })
	slices.SortFunc(ds, func(a, b Decision) int { return cmp.Compare(a.Account.ID, b.Account.ID) })
	return ds
}

// TestThrong wants those whom a relative tells apart linked, however many come near
// them, and of the others the few shown who come nearest.
func TestThrong(t *testing.T) {
	roster, accounts := alikePupils(390)
	res := Link(roster, accounts, nil)
	if len(res.Newcomers) > 0 {
		t.Errorf("%d newcomers, who may be anybody's whose account is in review", len(res.Newcomers))
	}
	want := ofPupils(res)
	for i, d := range want {
		switch {
		case i%3 == 0 && (d.Status != Linked || d.Candidates[0].Person.ID != "g"+d.Account.ID[1:]):
			t.Fatalf("%s, who has a guardian: %v, %+v", d.Account.ID, d.Status, d.Candidates)
		case i%3 > 0 && (d.Status != Review || len(d.Candidates) != 8):
			t.Fatalf("%s: %v, %d candidates", d.Account.ID, d.Status, len(d.Candidates))
		case i%3 > 0 && i%8 > 0 && !slices.Contains(d.Candidates[0].Reasons, Crowd):
			t.Fatalf("%s: %v", d.Account.ID, d.Candidates[0].Reasons)
		}
	}

	slices.Reverse(roster)
	slices.Reverse(accounts)
	if diff := gocmp.Diff(ofPupils(Link(roster, accounts, nil)), want); diff != "" {
		t.Errorf("decisions (-reversed +as given):\n%s", diff)
	}
	if diff := gocmp.Diff(exchanged(Link(accounts, roster, nil)), linked(res)); diff != "" {
		t.Errorf("links (-exchanged +as given):\n%s", diff)
	}
}

// TestThrongShowsNobodyTwice lets accounts bear an identifier of somebody in it.
func TestThrongShowsNobodyTwice(t *testing.T) {
	roster, accounts := alikePupils(390)
	for i := range accounts {
		accounts[i].Prior = "g001"
	}
	for _, d := range ofPupils(Link(roster, accounts, nil)) {
		met := map[string]bool{}
		for _, c := range d.Candidates {
			if met[c.Person.ID] {
				t.Fatalf("%s: %s is shown twice", d.Account.ID, c.Person.ID)
			}
			met[c.Person.ID] = true
		}
	}
}

// TestThrongIsBounded counts the pairs that are held of a school made for it.
func TestThrongIsBounded(t *testing.T) {
	for n, want := range map[int]bool{100: false, 390: true} {
		roster, accounts := alikePupils(n)
		l := work(t, roster, accounts, false)
		if got := len(l.throng.shown) > 0; got != want {
			t.Errorf("%d pupils: a throng %v, want %v", n, got, want)
		}
		for i := range l.accounts.people {
			near := slices.DeleteFunc(slices.Clone(l.ofAccount.of(int32(i))), func(q int32) bool { return !l.pairs[q].ev.has(namesNear) })
			if len(near) > maxNear || len(l.throng.shown[int32(i)]) > maxNear {
				t.Fatalf("%d pupils: %d pairs of one account and %d to be shown", n, len(near), len(l.throng.shown[int32(i)]))
			}
		}
	}
}
