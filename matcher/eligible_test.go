package matcher

import (
	"fmt"
	"testing"
)

// TestEligibleRulesAreNeeded takes one rule away at a time: some case has to come out
// otherwise for want of it.
func TestEligibleRulesAreNeeded(t *testing.T) {
	cases := listCases(t)
	for table, rules := range map[string][]eligibleRule{"at sight": atSight[:], "by weight": byWeight[:]} {
		for i := range rules {
			r := &rules[i]
			t.Run(table+"/"+r.name, func(t *testing.T) {
				holds := r.holds
				defer func() { r.holds = holds }()
				r.holds = func(*linkage, *pair, evidence) bool { return false }
				someComesOutOtherwise(t, r.name, cases)
			})
		}
	}
}

// A pupil's account beside a row of staff of the names and the birth date, in a list of
// pupils of four years: who is older than they are came back to work, and who is not is
// mislabelled.
func TestWhoCameBackToWorkAtHerSchool(t *testing.T) {
	for _, tt := range []struct {
		why, born, other string // another pupil
		want             Status
	}{
		{"older than all pupils", "2001-02-03", "2009-05-06", Review},
		{"beside a pupil's date that was mistyped", "2001-02-03", "1971-05-06", Review},
		{"beside a pupil of the list as old, at another school", "2001-02-03", "2000-05-06, 2B", Review},
		{"as old as the eldest", "2008-02-03", "2009-05-06", Linked},
	} {
		roster, accounts := people("g, KERVELLEC Enora, staff, 1A, "+tt.born), people("a, KERVELLEC Enora, pupil, 1A, "+tt.born)
		for n := range 40 {
			row := fmt.Sprintf("%d, NOM%c%c Zoé, pupil, 1A, 20%02d-%02d-%02d", n, 'A'+n/26, 'A'+n%26, 8+n%4, 1+n%12, 1+n%28)
			roster, accounts = append(roster, person("g"+row)), append(accounts, person("a"+row))
		}
		other := person("o, ZORGUE Malika, pupil, " + tt.other)
		if other.Schools == nil {
			other.Schools = []string{"1A"}
		}
		roster, accounts = append(roster, other), append(accounts, other)
		for _, got := range []Status{Link(roster, accounts, nil).Decisions[0].Status, Link(accounts, roster, nil).Decisions[0].Status} {
			if got != tt.want {
				t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
			}
		}
	}
}
