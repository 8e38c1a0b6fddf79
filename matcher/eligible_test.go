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

// Two lists name two guardians of a child, one of whom is linked. The others have other last
// names and a given name that is so common in the school that it tells nobody by itself.
func TestTheOtherParentByHerGivenName(t *testing.T) {
	for _, tt := range []struct {
		why, account, roster, more string
		want                       Status
	}{
		{"of two parents she is the other", "GOROMIDO Marie", "XENIE Marie", "", Linked},
		{"whichever last names she has", "GOROMIDO Marie", "KACO Marie", "", Linked},
		{"of three she may be either", "GOROMIDO Marie", "XENIE Marie", "r, KACO Rose, guardian, 1A, child=e", Review},
		{"another given name is another's", "GOROMIDO Rose", "XENIE Marie", "", Review},
	} {
		roster, accounts := people("g, "+tt.roster+", guardian, 1A, child=e"), people("a, "+tt.account+", guardian, 1A, child=k")
		roster = append(roster, people("h, XENIE Abel, guardian, 1A, child=e\ne, XENIE Lino, pupil, 1A, 2013-11-10\n"+tt.more)...)
		accounts = append(accounts, people("b, XENIE Abel, guardian, 1A, child=k\nk, XENIE Lino, pupil, 1A, 2013-11-10")...)
		for n := range 300 { // who are in one list only
			row := fmt.Sprintf("%d, %%s%c%c Marie, guardian, 1A", n, 'A'+n/26, 'A'+n%26)
			roster, accounts = append(roster, person(fmt.Sprintf("g"+row, "NOM"))), append(accounts, person(fmt.Sprintf("a"+row, "TEL")))
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s: %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// TestRenamed: what tells a pupil under another last name.
func TestRenamed(t *testing.T) {
	const one = namesNear | profileSame | schoolSame | bornSame | classSame
	other := nameMatch{last: lastOther}
	for _, tt := range []struct {
		why  string
		pair pair
		want bool
	}{
		{"birth date, class and given name", pair{ev: one, nameMatch: other}, true},
		{"and a given name left out", pair{ev: one, nameMatch: nameMatch{last: lastOther, first: firstLeftOut}}, true},
		{"another spelling of the given name", pair{ev: one, nameMatch: nameMatch{last: lastOther, first: firstVariant}}, false},
		{"no birth date", pair{ev: one &^ bornSame, nameMatch: other}, false},
		{"birth dates that a whole import damaged", pair{ev: one | bornHabit, nameMatch: other}, false},
		{"no class", pair{ev: one &^ classSame, nameMatch: other}, false},
		{"grown-ups", pair{ev: one | grownUps, nameMatch: other}, false},
		{"cells exchanged", pair{ev: one, nameMatch: nameMatch{last: lastOther, swapped: true}}, false},
	} {
		if got := renamed(&tt.pair); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// TestOneParent: what makes of two guardians the parent beside the one who is linked.
func TestOneParent(t *testing.T) {
	const mother = namesNear | profileSame | schoolSame | grownUps | familySame
	one := pair{ev: mother, nameMatch: nameMatch{last: lastOther}, partnersSame: true, children: 1}
	for _, tt := range []struct {
		why    string
		change func(p *pair)
		want   bool
	}{
		{"one given name", func(*pair) {}, true},
		{"a further given name left out", func(p *pair) { p.first = firstLeftOut }, true},
		{"another spelling of it may be another's", func(p *pair) { p.first = firstVariant }, false},
		{"no last name", func(p *pair) { p.last = lastNone }, false},
		{"the other parent is not linked", func(p *pair) { p.partnersSame = false }, false},
		{"they are a couple, of two children", func(p *pair) { p.ev |= couple }, false},
		{"another sex", func(p *pair) { p.ev |= sexDiffers }, false},
		{"staff", func(p *pair) { p.ev |= profileOther }, false},
		{"not told to be grown up", func(p *pair) { p.ev &^= grownUps }, false},
		{"cells exchanged", func(p *pair) { p.swapped = true }, false},
	} {
		p := one
		tt.change(&p)
		if got := p.oneParent(); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}
