package matcher

import (
	"slices"
	"testing"
)

func TestEveryLinkCarriesItsReasons(t *testing.T) {
	roster, accounts := schoolLists(t)
	for _, d := range Link(roster, accounts, nil).Decisions {
		for _, c := range d.Candidates {
			if len(c.Reasons) < 3 || c.Score < 0 || c.Score > 1 {
				t.Errorf("account %s: %d reasons, score %v; want names, profile and school at least, and a score from 0 to 1", d.Account.ID, len(c.Reasons), c.Score)
			}
		}
		if (d.Status == Review) != (len(d.Causes) > 0) || (d.Status == Absent) != (len(d.Candidates) == 0) {
			t.Errorf("account %s is %s with %d candidates and causes %v", d.Account.ID, d.Status, len(d.Candidates), d.Causes)
		}
	}
}

func TestEveryReasonHasItsSentences(t *testing.T) {
	for r, w := range words {
		if w.fr == "" || w.en == "" {
			t.Errorf("%s has no sentence in one language", r)
		}
	}
	for _, r := range evidenceOrder {
		if _, ok := words[r]; !ok && r != "" {
			t.Errorf("%s has no sentence", r)
		}
	}
	if got, want := Explain("fr", []Reason{NamesEqual, BornDiffers}), "mêmes nom et prénom, dates de naissance différentes"; got != want {
		t.Errorf("Explain = %q, want %q", got, want)
	}
}

func TestEveryReasonHasItsWeight(t *testing.T) {
	roster := people("g1, PIECZYNSKI Lou, pupil, 1A, 2014-10-05, class=5e B")
	accounts := people("a1, PIECNZYNSKI Lou, pupil, 1A, 2014-10-05, class=5e B")
	c := Link(roster, accounts, nil).Decisions[0].Candidates[0]
	if len(c.Weights) != len(c.Reasons) {
		t.Fatalf("%d weights for %d reasons", len(c.Weights), len(c.Reasons))
	}
	for i, r := range c.Reasons {
		if heavy := c.Weights[i] > 2; heavy != slices.Contains([]Reason{NamesNear, BornSame}, r) {
			t.Errorf("%s weighs %v bits", r, c.Weights[i])
		}
	}
}
