package matcher

import (
	"fmt"
	"testing"
)

// TestSlipAmongManyOfTheGivenName looks for a woman of a usual name whose last name is
// mistyped, in a school where many others of her given name have no account, each of
// whom may have changed her last name.
func TestSlipAmongManyOfTheGivenName(t *testing.T) {
	for _, tt := range []struct {
		last string
		want string
	}{
		{"MULLRE", "g"},
		{"BACLE", ""}, // the new name of any of them
	} {
		roster := people("g, MULLER Nathalie, guardian, 1A")
		accounts := people("a, " + tt.last + " Nathalie, guardian, 1A")
		for n := range 2000 { // most of whom have no account
			last, first := fmt.Sprintf("NOM%c%c%c", 'A'+n/676, 'A'+n/26%26, 'A'+n%26), fmt.Sprintf("Zoe%c%c", 'a'+n/26%26, 'a'+n%26)
			switch n % 40 {
			case 0:
				first = "Nathalie"
			case 1, 2, 3, 4, 5, 6, 7, 8:
				last = "MULLER"
			}
			row := fmt.Sprintf("%d, %s %s, guardian, 1A", n, last, first)
			roster = append(roster, person("g"+row))
			if n%4 == 1 {
				accounts = append(accounts, person("a"+row))
			}
		}
		got := ""
		for _, c := range Link(roster, accounts, nil).Decisions[0].Candidates {
			got += c.Person.ID
		}
		if got != tt.want {
			t.Errorf("%s Nathalie may be %q, want %q", tt.last, got, tt.want)
		}
	}
}
