package matcher

import (
	"fmt"
	"testing"
)

// TestGivenNameTellsWhichSexIsMistyped links one guardian's account that has another sex
// than her row, in a school where others bear her given name.
func TestGivenNameTellsWhichSexIsMistyped(t *testing.T) {
	for _, tt := range []struct {
		why        string
		women, men int // others of the given name
		account    string
		want       string
	}{
		{"all others are women: whatever was chosen in the form", 12, 0, "COUZINIER Sandrine", "linked g []"},
		{"a second given name is left out", 12, 0, "COUZINIER Sandrine Odile", "linked g []"},
		{"the last name has a slip", 12, 0, "COUZINNIER Sandrine", "linked g []"},
		{"men are called so too, and he may be another", 12, 3, "COUZINIER Sandrine", "review g [contradiction]"},
		{"hardly anybody else is called so", 2, 0, "COUZINIER Sandrine", "review g [contradiction]"},
	} {
		roster, accounts := people("g, COUZINIER Sandrine, guardian, 1A, F"), people("a, "+tt.account+", guardian, 1A, M")
		for n := range tt.women + tt.men {
			line := fmt.Sprintf("%%s%d, Nom%c%c Sandrine, guardian, 1A, %c", n, 'a'+n%26, 'a'+n/26, "FM"[one(n >= tt.women)])
			roster, accounts = append(roster, person(fmt.Sprintf(line, "g"))), append(accounts, person(fmt.Sprintf(line, "a")))
		}
		for _, d := range []Decision{Link(roster, accounts, nil).Decisions[0], Link(accounts, roster, nil).Decisions[0]} {
			got := fmt.Sprint(d.Status, " ", d.Candidates[0].Person.ID, " ", d.Causes)
			if d.Account.ID == "g" {
				got = fmt.Sprint(d.Status, " g ", d.Causes)
			}
			if got != tt.want {
				t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
			}
		}
	}
}

// The account says a man, of a woman's given name and a last name with a slip: either the
// sex is mistyped or the name is her husband's.
func TestSexThatMayBeMistypedLeavesTheCoupleOpen(t *testing.T) {
	roster, accounts := people("g, COUZINIER Michèle, guardian, 1A, F\nh, COUZINIER Michel, guardian, 1A, M"), people("a, COUZINNIER Michèle, guardian, 1A, M")
	for n := range 24 {
		line := fmt.Sprintf("%%s%d, Nom%c %s, guardian, 1A, %c", n, 'a'+n, []string{"Michèle", "Michel"}[n%2], "FM"[n%2])
		roster, accounts = append(roster, person(fmt.Sprintf(line, "g"))), append(accounts, person(fmt.Sprintf(line, "a")))
	}
	for n := range 80 {
		line := fmt.Sprintf("%%s%d, Pre%c%c Zo%c%c, guardian, 1A, %c", 24+n, 'a'+n%26, 'a'+n/26, 'a'+n/26, 'a'+n%26, "FM"[n%2])
		roster, accounts = append(roster, person(fmt.Sprintf(line, "g"))), append(accounts, person(fmt.Sprintf(line, "a")))
	}
	if d := Link(roster, accounts, nil).Decisions[0]; d.Status != Review {
		t.Errorf("%v %s, want a review", d.Status, d.Candidates[0].Person.ID)
	}
	if to := linkedTo(Link(accounts, roster, nil)); to["g"] != "" || to["h"] != "" {
		t.Errorf("with the lists exchanged linked to %q and %q, want neither", to["g"], to["h"])
	}
}
