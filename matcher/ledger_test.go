package matcher

import (
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

var someDay = time.Date(2025, 9, 4, 0, 0, 0, 0, time.UTC)

// two is a review: an account, and two people of the roster who may own it.
func two() (d Decision) {
	pupil := func(id, last, first string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{Pupil}, Schools: []string{"0750001A"}}
	}
	return Decision{Account: pupil("12", "Petit", "Zoé"), Status: Review, Causes: []Reason{HomonymsInRoster}, Candidates: []Candidate{
		{Person: pupil("g1", "PETIT", "Zoé"), Reasons: []Reason{NamesEqual}}, {Person: pupil("g2", "PETIT", "Zoé"), Reasons: []Reason{NamesEqual}},
	}}
}

func linkedPair(account, person string) Decision {
	d := two()
	d.Account.ID, d.Status, d.Causes = account, Linked, nil
	d.Candidates = d.Candidates[:1]
	d.Candidates[0].Person.ID = person
	return d
}

// Whoever was refused may not be all who could be meant: a list may have been cut.
func TestLedgerCutListRefused(t *testing.T) {
	var roster []Person
	for i := range 5 {
		roster = append(roster, Person{ID: fmt.Sprint("g", i), Last: "DIALLO", First: "Aminata", Profiles: []string{Pupil}, Schools: []string{"0750001A"}})
	}
	account := []Person{{ID: "12", Last: "DIALLO", First: "Aminata", Profiles: []string{Pupil}, Schools: []string{"0750001A"}}}
	for _, tt := range []struct {
		why            string
		listed         int
		want           Status
		left, unlisted int
	}{
		{"all are listed, and all refused", 5, Absent, 0, 0},
		{"three are not listed", 2, Review, 2, 3},
		{"one is not listed", 4, Review, 4, 1},
	} {
		t.Run(tt.why, func(t *testing.T) {
			r := Link(roster, account, &Options{MaxCandidates: tt.listed})
			l := &Ledger{}
			for _, c := range r.Decisions[0].Candidates {
				if err := l.Refuse(r.Decisions[0], someDay, c.Person.ID); err != nil {
					t.Fatal(err)
				}
			}
			for range 2 { // once more changes nothing
				l.Apply(r)
				if got := r.Decisions[0]; got.Status != tt.want || len(got.Candidates) != tt.left || got.Unlisted != tt.unlisted {
					t.Errorf("%v, %d candidates and %d unlisted; want %v, %d and %d", got.Status, len(got.Candidates), got.Unlisted, tt.want, tt.left, tt.unlisted)
				}
			}
		})
	}
}

func TestLedgerRefusesWhatIsNoCandidate(t *testing.T) {
	l := &Ledger{}
	if err := l.Confirm(two(), "g9", someDay); !errors.Is(err, ErrNotCandidate) {
		t.Errorf("confirming somebody else: %v", err)
	}
	if err := l.Refuse(two(), someDay, "g1", "g9"); !errors.Is(err, ErrNotCandidate) || len(l.Rulings()) != 0 {
		t.Errorf("refusing somebody else: %v, noted %v", err, l.Rulings())
	}
	d := two()
	d.Account.ID = strings.Repeat("1", 300)
	if err := l.Confirm(d, "g1", someDay); !errors.Is(err, ErrRulingID) {
		t.Errorf("an identifier of 300 letters: %v", err)
	}
	d.Account.ID = " "
	if err := l.Confirm(d, "g1", someDay); !errors.Is(err, ErrRulingID) {
		t.Errorf("an account without identifier: %v", err)
	}
	d.Account.ID, d.Candidates[0].Person.ID = "12", ""
	if err := l.Confirm(d, "", someDay); !errors.Is(err, ErrRulingID) {
		t.Errorf("a person without identifier: %v", err)
	}
	d = two()
	d.Account.ID = "12\xe9" // the file is UTF-8
	if err := l.Confirm(d, "g1", someDay); !errors.Is(err, ErrRulingID) || len(l.Rulings()) != 0 {
		t.Errorf("an identifier that is no UTF-8: %v, noted %v", err, l.Rulings())
	}
}

func TestLedgerConfirmLeavesOtherVerdicts(t *testing.T) {
	l := &Ledger{}
	other := two()
	other.Account.ID = "13"
	for _, err := range []error{l.Confirm(other, "g1", someDay), l.Refuse(two(), someDay, "g1"), l.Confirm(two(), "g2", someDay)} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var got []string
	for _, r := range l.Rulings() {
		got = append(got, fmt.Sprint(r.Account, " ", r.Person, " ", r.Same))
	}
	if diff := cmp.Diff(got, []string{"12 g1 false", "12 g2 true", "13 g1 true"}); diff != "" {
		t.Errorf("verdicts (-got +want):\n%s", diff)
	}
}

func TestLedgerPurgesAccountsThatAreGone(t *testing.T) {
	l := &Ledger{}
	for _, id := range []string{"12", "13"} {
		d := two()
		d.Account.ID = id
		if err := l.Confirm(d, "g1", someDay); err != nil {
			t.Fatal(err)
		}
	}
	if n := l.Purge([]Person{{ID: "g1"}}, []Person{{ID: "12"}}); n != 1 || len(l.Rulings()) != 1 || l.Rulings()[0].Account != "12" {
		t.Errorf("purged %d, left %+v; want that about account 13 purged", n, l.Rulings())
	}
}

func TestLedgerForgets(t *testing.T) {
	l := &Ledger{}
	for _, id := range []string{"12", "13"} {
		d := two()
		d.Account.ID = id
		if err := l.Refuse(d, someDay, "g1", "g2"); err != nil {
			t.Fatal(err)
		}
	}
	if n := l.Withdraw(" 13 "); n != 2 {
		t.Errorf("withdrew %d verdicts about account 13, want 2", n)
	}
	if n := l.Purge([]Person{{ID: "G1"}}, []Person{{ID: "12"}}); n != 1 {
		t.Errorf("purged %d verdicts, want that about g2, who left", n)
	}
	if rs := l.Rulings(); len(rs) != 1 || rs[0].Person != "g1" {
		t.Errorf("left: %+v, want the one about 12 and g1", rs)
	}
	if n := l.Purge(nil, nil); n != 1 {
		t.Errorf("purged %d verdicts when all have left, want 1", n)
	}
}
