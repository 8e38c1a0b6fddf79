package matcher

import (
	"fmt"
	"testing"
)

// TestClassOfWhoNamesNoSchool links pupils whose accounts name no school by their
// classes, in lists of which the others show whether classes tell.
func TestClassOfWhoNamesNoSchool(t *testing.T) {
	for _, tt := range []struct {
		why      string
		pupils   int
		class    func(i int) string // of the others' accounts; C0 to C9 in the roster
		accounts string
		want     Status
	}{
		{"in her class, where all others are in theirs", 40, func(i int) string { return fmt.Sprint("C", i%10) }, ", class=C1", Linked},
		{"in another class", 40, func(i int) string { return fmt.Sprint("C", i%10) }, ", class=C2", Review},
		{"in no class", 40, func(i int) string { return fmt.Sprint("C", i%10) }, "", Review},
		{"in her class, where the others of these names are of other classes, for they are of another school", 40, func(i int) string { return fmt.Sprint("C", i*i%9) }, ", class=C1", Review},
		{"in her class, where few others show that classes tell", 20, func(i int) string { return fmt.Sprint("C", i%10) }, ", class=C1", Review},
	} {
		var roster, accounts []Person
		for i := range tt.pupils {
			p := Person{ID: fmt.Sprint("p", i), Last: fmt.Sprintf("NOM%c%c", 'A'+i/26, 'A'+i%26), First: "Zoé", Profiles: []string{Pupil}, Schools: []string{fmt.Sprint(i%2+1, "A")}, Classes: []string{fmt.Sprint("C", i%10)}}
			roster = append(roster, p)
			p.Schools, p.Classes = nil, []string{tt.class(i)}
			accounts = append(accounts, p)
		}
		roster = append(roster, person("g, BRUGERE Mathéo, pupil, 1A, class=C1"), person("h, LE GOFF Yann, pupil, 1A, class=C1"), person("i, LE GOFF Yann, pupil, 2A, class=C2"))
		accounts = append(accounts, person("a, BRUGERE Matheo, pupil"+tt.accounts), person("b, LE GOFF Yann, pupil, class=C1"))
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[tt.pupils]; d.Status != tt.want {
				t.Errorf("%s, %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
			if d := r.Decisions[tt.pupils+1]; d.Status != Review {
				t.Errorf("%s, %s: %v of two schools' namesakes, want review", tt.why, side, d.Status)
			}
		}
	}
}

// TestClassWhereNoListNamesSchools leaves pupils to a person where neither list
// says which schools it mixes: a 6A is in each of them.
func TestClassWhereNoListNamesSchools(t *testing.T) {
	var roster, accounts []Person
	for i := range 40 {
		p := Person{ID: fmt.Sprint("p", i), Last: fmt.Sprintf("NOM%c%c", 'A'+i/26, 'A'+i%26), First: "Zoé", Profiles: []string{Pupil}, Classes: []string{fmt.Sprint("C", i%10)}}
		roster = append(roster, p)
		accounts = append(accounts, p)
	}
	for _, d := range Link(roster, accounts, nil).Decisions {
		if d.Status != Review {
			t.Fatalf("%s is %v, want review", d.Account.Last, d.Status)
		}
	}
}
