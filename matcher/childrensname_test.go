package matcher

import (
	"fmt"
	"testing"
)

// TestNameOfOtherChildren looks at a guardian of a usual name, whose elder child
// left and whose younger came.
func TestNameOfOtherChildren(t *testing.T) {
	for _, tt := range []struct {
		why, elder, younger string
		want                Status
	}{
		{"children of another name than hers share two with her", "SUREAUD", "SUREAUD", Linked},
		{"children of her name share but one", "MOREAU", "MOREAU", Review},
		{"her name otherwise written is hers", "MO REAU", "MO-REAU", Review},
		{"children of two names are two guardians'", "SUREAUD", "PETIT", Review},
	} {
		roster := people("g, MOREAU Laurent, guardian, 1A, M, child=c\nc, " + tt.younger + " Louis, pupil, 1A")
		accounts := people("a, MOREAU Laurent, guardian, 1A, M, child=k\nk, " + tt.elder + " Theo, pupil, 1A")
		for i := range 400 { // of whom some bear either name
			last, first := fmt.Sprintf("NOM%c%c", 'A'+i/26, 'A'+i%26), "Zoé"
			if i%16 == 0 {
				last = "MOREAU"
			} else if i%16 == 1 {
				first = "Laurent"
			}
			p := Person{ID: fmt.Sprint("p", i), Last: last, First: fmt.Sprint(first, map[bool]string{true: "", false: fmt.Sprint("x", i)}[first == "Laurent"]), Profiles: []string{Guardian}, Schools: []string{"1A"}}
			roster = append(roster, p)
			accounts = append(accounts, p)
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s, %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}

// TestNamesOfACouple looks at the two guardians of an elder child who left and of a
// younger who came: another couple may bear their names where many bear each of them.
func TestNamesOfACouple(t *testing.T) {
	for _, tt := range []struct {
		why, mother string
		want        Status
	}{
		{"few bear the names of either", "Élise", Linked},
		{"many bear the names of both", "Marie", Review},
	} {
		roster := people("g, MOREAU Laurent, guardian, 1A, child=c\nh, MOREAU " + tt.mother + ", guardian, 1A, child=c\nc, MOREAU Louis, pupil, 1A")
		accounts := people("a, MOREAU Laurent, guardian, 1A, child=k\nb, MOREAU " + tt.mother + ", guardian, 1A, child=k\nk, MOREAU Théo, pupil, 1A")
		for i := range 400 { // of whom some bear each name
			last, first := fmt.Sprintf("NOM%c%c", 'A'+i/26, 'A'+i%26), fmt.Sprint("Zoé", i)
			switch i % 8 {
			case 0:
				last = "MOREAU"
			case 1:
				first = "Laurent"
			case 2, 3, 4:
				first = "Marie"
			}
			p := Person{ID: fmt.Sprint("p", i), Last: last, First: first, Profiles: []string{Guardian}, Schools: []string{"1A"}}
			roster = append(roster, p)
			accounts = append(accounts, p)
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			for _, d := range r.Decisions[:2] {
				if d.Status != tt.want {
					t.Errorf("%s, %s: %s is %v, want %v", tt.why, side, d.Account.Last+" "+d.Account.First, d.Status, tt.want)
				}
			}
		}
	}
}

// TestOnlyFamilyOfALastName looks at a mother whose elder child left and whose younger
// came, in lists long enough to tell whether another family bears her name.
func TestOnlyFamilyOfALastName(t *testing.T) {
	for _, tt := range []struct {
		why, last, roster, accounts string
		rows                        int
		want                        Status
	}{
		{"nobody else bears the last name", "DEMOTTE", "", "", 400, Linked},
		{"it is borne in other schools", "MOREAU", "", "", 400, Review},
		{"another family bears it", "DEMOTTE", "x, DEMOTTE Odile, teacher, 1A", "", 400, Review},
		{"another account does", "DEMOTTE", "", "x, DEMOTTE Odile, teacher, 1A", 400, Review},
		{"her family does, in both lists", "DEMOTTE", "f, DEMOTTE Alain, guardian, 1A, child=c", "e, DEMOTTE Alain, guardian, 1A, child=k", 400, Linked},
		{"another father in either list makes two couples", "DEMOTTE", "f, DEMOTTE Alain, guardian, 1A, child=c", "e, DEMOTTE Hugues, guardian, 1A, child=k", 400, Review},
		{"a short list does not tell", "DEMOTTE", "", "", 100, Review},
	} {
		roster := people("g, " + tt.last + " Marie, guardian, 1A, child=c\nc, " + tt.last + " Louis, pupil, 1A\n" + tt.roster)
		accounts := people("a, " + tt.last + " Marie, guardian, 1A, child=k\nk, " + tt.last + " Théo, pupil, 1A\n" + tt.accounts)
		for n := range tt.rows {
			first := "Marie"
			if n%8 > 0 {
				first = fmt.Sprintf("Zoe%c%c", 'a'+n/26, 'a'+n%26)
			}
			row := fmt.Sprintf("%d, NOM%c%c %s, guardian, 1A", n, 'A'+n/26, 'A'+n%26, first)
			roster, accounts = append(roster, person("g"+row)), append(accounts, person("a"+row))
		}
		for side, r := range map[string]*Result{"roster and accounts": Link(roster, accounts, nil), "exchanged": Link(accounts, roster, nil)} {
			if d := r.Decisions[0]; d.Status != tt.want {
				t.Errorf("%s, %s: %v, want %v", tt.why, side, d.Status, tt.want)
			}
		}
	}
}
