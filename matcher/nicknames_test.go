package matcher

import (
	"fmt"
	"testing"
)

func TestAbbreviated(t *testing.T) {
	names := newLexicon(French)
	for _, tt := range []struct {
		why  string
		a, b string
		want bool
	}{
		{"the first word is an initial", "J-Pierre", "Jean-Pierre", true},
		{"the initial is joined to the second word", "JPierre", "Jean-Pierre", true},
		{"all words are initials", "J.-P.", "Jean-Pierre", true},
		{"either of the two may be the short one", "Jean-Pierre", "JP", true},
		{"three words have three initials", "B A L", "Berthe Anne Louise", true},
		{"the words behind the first are all there", "B-Anne-Louise", "Berthe Anne Louise", true},
		{"another initial is another name", "P-Pierre", "Jean-Pierre", false},
		{"a word too many is another name", "J-Pierre-Paul", "Jean-Pierre", false},
		{"a word too few is another name", "B-Anne", "Berthe Anne Louise", false},
		{"initials with a word left out are another's", "BL", "Berthe Anne Louise", false},
		{"one word is no compound", "J", "Jean", false},
	} {
		if got := abbreviated(names.given(tt.a), names.given(tt.b)); got != tt.want {
			t.Errorf("%s: abbreviated(%q, %q) is %v", tt.why, tt.a, tt.b, got)
		}
	}
	a, b := names.given("Jean-Pierre"), names.given("Jeanne-Paule")
	if n := testing.AllocsPerRun(100, func() { abbreviated(a, b) }); n > 0 {
		t.Errorf("%v allocations to tell that a name is no abbreviation", n)
	}
}

// TestNicknameOfAUsualName looks at a mother under a nickname, in a school where many
// bear the name for which it stands, beside her child.
func TestNicknameOfAUsualName(t *testing.T) {
	for _, tt := range []struct {
		why, spouse string
		want        Status
	}{
		{"her child tells that it is she", "PUEYO Alain", Linked},
		{"the other parent is called so too", "PUEYO Nathan", Review},
	} {
		roster := people("g, PUEYO Nathalie, guardian, 1A, child=e\nh, " + tt.spouse + ", guardian, 1A, child=e\ne, PUEYO Eden, pupil, 1A, class=6A, 2014-05-06")
		accounts := people("a, PUEYO Nath, guardian, 1A, child=k\nk, PUEYO Eden, pupil, 1A, class=6A, 2014-05-06")
		for n := range 200 {
			first := fmt.Sprintf("Zoe%c%c", 'a'+n/26, 'a'+n%26)
			if n%2 == 0 {
				first = "Nathalie"
			}
			row := fmt.Sprintf("%d, NOM%c%c %s, guardian, 1A", n, 'A'+n/26, 'A'+n%26, first)
			if roster = append(roster, person("r"+row)); n%8 > 2 {
				accounts = append(accounts, person("b"+row))
			}
		}
		if d := Link(roster, accounts, nil).Decisions[0]; d.Status != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, d.Status, tt.want)
		}
	}
}
