package matcher

import (
	"slices"
	"strings"
	"testing"
)

// toldInRows are rules whose examples are no files, as they take too many rows or an
// option.
var toldInRows = map[string]string{
	"noSchool":       "TestClassOfWhoNamesNoSchool",
	"leftBehind":     "TestRowsThatTheENTBeforeLeftBehind",
	"habitElsewhere": "TestDamageFollowsWhoMoved",
	"oneParent":      "TestTheOtherParentByHerGivenName",
	"rareAnywhere":   "TestLinkMixedSchools",
	"alikeAnywhere":  "TestLinkMixedSchoolsOfNamesAlike",
}

// TestContestRulesAreNeeded takes one rule away at a time: some case has to come out
// otherwise for want of it.
func TestContestRulesAreNeeded(t *testing.T) {
	cases := listCases(t)
	for table, rules := range map[string][]contestRule{"across lists": acrossLists[:], "within a list": withinList[:]} {
		for i := range rules {
			r := &rules[i]
			t.Run(table+"/"+r.name, func(t *testing.T) {
				holds := r.holds
				defer func() { r.holds = holds }()
				r.holds = func(*linkage, *pair, *pair) bool { return false }
				someComesOutOtherwise(t, r.name, cases)
			})
		}
	}
}

// someComesOutOtherwise fails the test of a rule taken away that no case misses.
func someComesOutOtherwise(t *testing.T, rule string, cases []listCase) {
	t.Helper()
	if test := toldInRows[rule]; test != "" {
		t.Skip("see " + test)
	}
	if !slices.ContainsFunc(cases, func(c listCase) bool {
		return strings.TrimSpace(outcome(Link(c.roster, c.accounts, c.opts))) != c.want
	}) {
		t.Error("every case comes out as it does with the rule")
	}
}

// decidingRule says which rule it is: here of a father's two rows of one name and his
// two accounts, of which one bears an identifier and the other lacks a last name.
func TestDecidingRule(t *testing.T) {
	l := work(t, people(`
		g1, BARBOSA-MENDES André, guardian, child=g2
		g2, BARBOSA-MENDES Hugo, pupil, 1A
		g3, BARBOSA-MENDES André, guardian, child=g2`), people(`
		a1, BARBOSA-MENDES Hugo, pupil, 1A
		a2, BARBOSA André, guardian
		a3, BARBOSA-MENDES André, guardian, prior=g3, child=a1`), false)
	between := func(account, person string) *pair {
		for i := range l.pairs {
			if p := &l.pairs[i]; l.accounts.people[p.account].ID == account && l.roster.people[p.person].ID == person {
				return p
			}
		}
		t.Fatalf("no pair of %s and %s", account, person)
		return nil
	}
	p := between("a3", "g3")
	for _, tt := range []struct {
		account, person, want string
		contests              bool
	}{
		{"a3", "g1", "setApart", false},
		{"a2", "g3", "setApart", false},
	} {
		r := l.decidingRule(between(tt.account, tt.person), p)
		if r == nil {
			r = &contestRule{}
		}
		if r.name != tt.want || r.contests != tt.contests {
			t.Errorf("%s for %s: rule %q says %v, want %q and %v", tt.account, tt.person, r.name, r.contests, tt.want, tt.contests)
		}
	}
	if r := l.decidingRule(p, between("a3", "g1")); r == nil || !r.contests {
		t.Errorf("the identifier's row beside the other: %+v, want one that contests", r)
	}
	if r := l.decidingRule(p, p); r != nil {
		t.Errorf("a pair beside itself: %q, want no rule", r.name)
	}
}
