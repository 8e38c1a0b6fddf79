package finding

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/entlink/entlink/enroster"
)

func TestGroups(t *testing.T) {
	g := New(2, func(f enroster.Finding) int { return f.Row })
	if g.Worst() != enroster.Info || len(g.WorstFirst()) > 0 {
		t.Error("nothing was found, and something is told")
	}
	note := enroster.Finding{Code: "a", Severity: enroster.Info, Row: 2}
	fault := enroster.Finding{Code: "b", Severity: enroster.Error, Row: 3}
	at := func(f enroster.Finding, row int) enroster.Finding { f.Row = row; return f }
	for i, tt := range []struct {
		f     enroster.Finding
		first bool
	}{
		{note, true}, {fault, true}, {at(fault, 3), false}, {at(note, 4), false}, {at(note, 4), false}, {at(note, 5), false}, {at(note, 6), false}, {at(note, 7), false},
		{enroster.Finding{Code: "a", Severity: enroster.Warning, Row: 8}, true}, // another severity is another kind
	} {
		if got := g.Add(tt.f); got != tt.first {
			t.Errorf("finding %d: first %v, want %v", i, got, tt.first)
		}
	}
	warning := enroster.Finding{Code: "a", Severity: enroster.Warning, Row: 8}
	want := []Group{{First: fault, Count: 2}, {First: warning, Count: 1}, {First: note, Count: 6, Further: []int{4, 5}, More: 2}}
	if diff := cmp.Diff(g.WorstFirst(), want, cmpopts.IgnoreUnexported(Group{})); diff != "" {
		t.Errorf("worst first (-got +want):\n%s", diff)
	}
	if g.Worst() != enroster.Error {
		t.Errorf("the worst is %s", g.Worst())
	}
}
