package matcher

import (
	"fmt"
	"testing"
)

// TestClassesMoveTogether links one pupil by names alone in a school whose other
// pupils show how classes move from the accounts to the roster.
func TestClassesMoveTogether(t *testing.T) {
	tests := []struct {
		name            string
		pupils          int
		was, is         string // class of the others: account, roster
		account, roster string // of the one in question
		want            Status
	}{
		{"in a list of this year she is in her class", 40, "5A", "5A", "5A", "5A", Linked},
		{"in a list of this year nobody is in a class of last year", 40, "5A", "5A", "6B", "5A", Review},
		{"nobody goes down", 40, "5A", "5A", "5A", "6B", Review},
		{"in a list of last year she goes up as all do", 40, "5A", "4A", "5B", "4C", Linked},
		{"in a list of last year who stays is a newcomer of the same names", 40, "5A", "4A", "5B", "5C", Review},
		{"even in a class of the same name", 40, "5A", "4A", "5B", "5B", Review},
		{"few pupils show nothing", 10, "5A", "5A", "6B", "5A", Linked},
		{"a class that does not tell its year contradicts nothing", 40, "5A", "5A", "BLEUE", "5A", Linked},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			pupil := func(id string, n int, class string) Person {
				return Person{ID: id, Last: "NOM" + string(rune('A'+n/26)) + string(rune('A'+n%26)), First: "Zoé", Profiles: []string{"pupil"}, Schools: []string{"1A"}, Classes: []string{class}}
			}
			var roster, accounts []Person
			for n := range tt.pupils {
				roster = append(roster, pupil(fmt.Sprint("g", n), n, tt.is))
				accounts = append(accounts, pupil(fmt.Sprint("a", n), n, tt.was))
			}
			roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class="+tt.roster))
			accounts = append(accounts, person("a, BRUGERE Matheo, pupil, 1A, class="+tt.account))
			for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
				if d := r.Decisions[tt.pupils]; d.Status != tt.want {
					t.Errorf("%s: %v, want %v", side, d.Status, tt.want)
				}
			}
		})
	}
}
