package matcher

import (
	"fmt"
	"testing"
)

// TestWhoLeftHasAnIdentifierThatIsGone links one account whose identifier no row of the
// roster has any more, in a school whose other accounts bear theirs.
func TestWhoLeftHasAnIdentifierThatIsGone(t *testing.T) {
	for _, tt := range []struct {
		why          string
		pupils, gone int // the others, and how many of them bear an identifier that is gone
		account      string
		roster       string
		want         string
	}{
		{"nearly everybody keeps hers: a newcomer has the names of one who left", 60, 1, "pupil, prior=old", "pupil", "review g [identifier-gone]"},
		{"an account without any is a newcomer's as well as anybody's", 60, 1, "pupil", "pupil", "linked g []"},
		{"a birth date says that it is she, under another identifier", 60, 1, "pupil, 2014-05-06, prior=old", "pupil, 2014-05-06", "linked g []"},
		{"so does her class", 60, 1, "pupil, class=5A, prior=old", "pupil, class=5A", "linked g []"},
		{"where all were renumbered it tells nothing", 60, 60, "pupil, prior=old", "pupil", "linked g []"},
		{"nor where a few were", 60, 3, "pupil, prior=old", "pupil", "linked g []"},
		{"few who bear one show nothing", 20, 0, "pupil, prior=old", "pupil", "linked g []"},
	} {
		roster, accounts := people("g, BRUGERE Mathéo, 1A, "+tt.roster), people("a, Brugere Matheo, 1A, "+tt.account)
		for n := range tt.pupils {
			line := fmt.Sprintf("%%s%d, Nom%c%c Zoé, pupil, 1A, class=5A", n, 'a'+n%26, 'a'+n/26)
			prior := fmt.Sprint("g", n)
			if n < tt.gone {
				prior = fmt.Sprint("old", n)
			}
			roster = append(roster, person(fmt.Sprintf(line, "g")))
			accounts = append(accounts, person(fmt.Sprintf(line, "a")+", prior="+prior))
		}
		d := Link(roster, accounts, nil).Decisions[0]
		if got := fmt.Sprint(d.Status, " ", d.Candidates[0].Person.ID, " ", d.Causes); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
		exchanged := Link(accounts, roster, nil).Decisions[0]
		if exchanged.Status != d.Status {
			t.Errorf("%s: exchanged %v, want %v", tt.why, exchanged.Status, d.Status)
		}
	}
}
