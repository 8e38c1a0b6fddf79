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
		{"but not with one on both sides", "Marion - Lise", []string{"marion", "lise"}},
		{"three are joined as two are", "Marie- José -Anne", []string{"mariejoseanne"}},
		{"a hyphen that joins nothing is none", "Marie -", []string{"marie"}},
		{"nor before all", "- Marie José", []string{"marie", "jose"}},
		{"a cell of hyphens has no name", "- -", nil},
		{"a title is none", "Mme Marie- José", []string{"mariejose"}},
		{"nor is the number of a namesake", "Léa2", []string{"lea"}},
		{"but a nought is a letter", "Hug0", []string{"hug0"}},
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

func TestElided(t *testing.T) {
	for _, tt := range []struct {
		why, cell string
		want      []string
	}{
		{"it begins the name", "M'COLO", []string{"mcolo"}},
		{"behind a title", "Mme M'MADI", []string{"mmadi"}},
		{"or that of a man", "M. M'MADI", []string{"mmadi"}},
		{"a title stands before another name", "M DUPONT M'BAREK", []string{"dupont", "mbarek"}},
		{"a hyphen parts names, too", "DUPONT-M'BAREK", []string{"dupont", "mbarek"}},
		{"without an apostrophe it is a title", "M COLO", []string{"colo"}},
		{"and within a word it is a letter", "DAM'S", []string{"dam", "s"}},
	} {
		var s surname
		French.readSurname(&s, tt.cell)
		if diff := gocmp.Diff(s.parts(), tt.want); diff != "" {
			t.Errorf("%s: %q (-got +want):\n%s", tt.why, tt.cell, diff)
		}
	}
}

func TestRemarks(t *testing.T) {
	for _, tt := range []struct{ why, cell, want string }{
		{"in brackets", "MARTIN (garde alternée)", "martin"},
		{"in square ones, between names", "Jean [doublon] Paul", "jean paul"},
		{"in brackets that do not end", "MARTIN (décédé", "martin"},
		{"of another's name", "LEROY (remplace Mme Durand)", "leroy"},
		{"a class of last year", "MARTIN  (ex 5B)", "martin"},
		{"a word that is also a last name is one in brackets", "MARTIN (ancien)", "martin"},
		{"and none behind a dash", "MARTIN - ANCIEN", "martin ancien"},
		{"behind a dash", "Marion - A SUPPRIMER", "marion"},
		{"but not behind a hyphen", "MARTIN-PARTI", "martin parti"},
		{"a class or a number at the end", "MARTIN 5B 2", "martin"},
		{"a number before the name", "2 MARTIN", "2 martin"},
		{"a doubt", "MARTIN ?", "martin"},
		{"but no letter that was lost", "MARTI?", "marti?"},
		{"a second name in brackets is none", "MARTIN (DURAND)", "martin durand"},
		{"nor is a birth name", "MARTIN (née DURAND)", "martin nee durand"},
		{"nor a particle", "TOUR (DE LA)", "tour de la"},
		{"nor a letter", "MARTIN (A)", "martin a"},
		{"a remark alone is all that there is", "(ASE)", "ase"},
		{"and so is a number", "5B", "5b"},
	} {
		if got := Fold(French.withoutRemarks(tt.cell)); got != tt.want {
			t.Errorf("%s: %q is read as %q, want %q", tt.why, tt.cell, got, tt.want)
		}
	}
	if got := Plain.withoutRemarks("MARTIN (ancien)"); got != "MARTIN (ancien)" {
		t.Errorf("Plain drops a remark: %q", got)
	}
}

// Given names in another order are the same whichever list has them in which.
func TestReordered(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"van jamel", "jamel van", true},
		{"van jamel", "jamel", false},
		{"jamel", "jamel", false},
		{"nana ana", "ana ana", false}, // of which every name is one of the other's
	} {
		a, b := strings.Fields(tt.a), strings.Fields(tt.b)
		if x, y := reordered(a, b), reordered(b, a); x != tt.want || y != tt.want {
			t.Errorf("reordered(%q, %q) is %v, and %v the other way round, want %v", a, b, x, y, tt.want)
		}
	}
}
