package matcher

import "testing"

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
