package matcher

import (
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

func TestGivenNames(t *testing.T) {
	for _, tt := range []struct {
		why, cell string
		want      []string
	}{
		{"a space separates", "Jean Paul Marie", []string{"jean", "paul", "marie"}},
		{"so does a comma", "Jean, Paul,Marie", []string{"jean", "paul", "marie"}},
		{"a hyphen joins", "Jean-Paul Marie", []string{"jeanpaul", "marie"}},
		{"and so it does with a space behind it", "MARIE- JOSE Anne", []string{"mariejose", "anne"}},
		{"or before it", "Marie -José Anne", []string{"mariejose", "anne"}},
		{"but not with one on both sides", "Marion - A SUPPRIMER", []string{"marion", "a", "supprimer"}},
		{"three are joined as two are", "Marie- José -Anne", []string{"mariejoseanne"}},
		{"a hyphen that joins nothing is none", "Marie -", []string{"marie"}},
		{"nor before all", "- Marie José", []string{"marie", "jose"}},
		{"a cell of hyphens has no name", "- -", nil},
		{"a title is none", "Mme Marie- José", []string{"mariejose"}},
	} {
		var g given
		French.readGiven(&g, tt.cell)
		if diff := gocmp.Diff(g.names(), tt.want); diff != "" && len(g.names())+len(tt.want) > 0 {
			t.Errorf("%s: %q (-got +want):\n%s", tt.why, tt.cell, diff)
		}
		if got, want := strings.Join(g.names(), ""), g.compact(); got != want {
			t.Errorf("%s: %q: names of %q, letters %q", tt.why, tt.cell, got, want)
		}
	}
}
