package matcher

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// FuzzLedgerWorld has somebody say whatever she likes about the reviews, and about some
// links, of awkward lists. Whatever she says: a ledger that is applied once more changes
// nothing, what she refused is not linked, what she confirmed is linked or asked about,
// nobody gets two accounts of one list by her word, and an account whose candidates have
// others is nobody's only if she gave each of them one, or refused her.
func FuzzLedgerWorld(f *testing.F) {
	for seed := range uint64(800) {
		f.Add(seed)
	}
	f.Fuzz(checkLedgerWorld)
}

func checkLedgerWorld(t *testing.T, seed uint64) {
	w := newWorld(seed)
	truth := w.people()
	roster, accounts := w.list(truth, "g", "a"), w.list(truth, "a", "g")
	l := &Ledger{}
	for _, d := range Link(roster, accounts, nil).Decisions {
		if d.Status == Review || d.Status == Linked && w.chance(0.1) {
			w.rule(t, l, d)
		}
	}
	r := Link(roster, accounts, nil)
	before := map[string]Decision{}
	for _, d := range r.Decisions {
		before[d.Account.ID] = d
	}
	l.Apply(r)
	said := map[pairKey]bool{} // whether they are the same
	for _, ruling := range l.Rulings() {
		said[keyOf(ruling.Account, ruling.Person)] = ruling.Same
	}
	owned := map[string][]Decision{}
	for _, d := range r.Decisions {
		if d.Status != Linked {
			continue
		}
		c := d.Candidates[0]
		same, ruled := said[keyOf(d.Account.ID, c.Person.ID)]
		if ruled && !same {
			t.Errorf("%s is linked to %s, whom somebody refused", d.Account.ID, c.Person.ID)
		}
		if same { // whether or not the evidence links them by now
			owned[canonicalID(c.Person.ID)] = append(owned[canonicalID(c.Person.ID)], d)
		}
	}
	for id, ds := range owned {
		for i, d := range ds {
			if slices.ContainsFunc(ds[:i], func(o Decision) bool { return oneList(&o.Account, &d.Account) }) {
				t.Errorf("%s has two accounts of one list, as was said, one of them %s", id, d.Account.ID)
			}
		}
	}
	for _, d := range r.Decisions {
		for _, c := range before[d.Account.ID].Candidates {
			same, ruled := said[keyOf(d.Account.ID, c.Person.ID)]
			if ruled && same && d.Status == Absent {
				t.Errorf("%s is nobody's, though somebody said that it is %s's", d.Account.ID, c.Person.ID)
			}
			if slices.Contains(d.Causes, OtherAccount) && !(ruled && !same) && !slices.ContainsFunc(owned[canonicalID(c.Person.ID)], func(o Decision) bool { return oneList(&o.Account, &d.Account) }) {
				t.Errorf("%s is nobody's for another account of %s, whom nobody gave one", d.Account.ID, c.Person.ID)
			}
		}
	}
	var once []Decision
	for _, d := range r.Decisions {
		once = append(once, copied(d))
	}
	l.Apply(r)
	if diff := gocmp.Diff(r.Decisions, once, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("decisions (-applied twice +once):\n%s", diff)
	}
}

// rule says something of a decision, or nothing.
func (w *world) rule(t *testing.T, l *Ledger, d Decision) {
	var known []string
	for _, c := range d.Candidates {
		if c.Person.ID != "" {
			known = append(known, c.Person.ID)
		}
	}
	if len(known) == 0 || d.Account.ID == "" {
		return
	}
	var err error
	switch w.IntN(4) {
	case 0, 1:
		err = l.Confirm(d, pick(w, known...), someDay)
	case 2:
		err = l.Refuse(d, someDay, known[w.IntN(len(known)):]...)
	}
	if err != nil {
		t.Error(err)
	}
}
