package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A school changed its ENT in the middle of the year: the rows of the new one have
// UUIDs, a few of the old one stayed, and accounts bear the identifiers of the old.
func TestRowsThatTheENTBeforeLeftBehind(t *testing.T) {
	for _, dash := range []string{"-", ""} {
		testRowsLeftBehind(t, strings.NewReplacer("-", dash))
	}
	for _, tt := range []struct{ a, b string }{
		{"E777", "e12345678"}, {"1", "4000"}, {"82be7bd2-2f09-4d87-a423-fe2c87c001d6", "20048066-43fd-446d-aa36-4d7bc73ced14"},
	} {
		if a, b := formOf(canonicalID(tt.a)), formOf(canonicalID(tt.b)); a != b {
			t.Errorf("%s and %s are of the forms %v and %v, want one", tt.a, tt.b, a, b)
		}
	}
}

// testRowsLeftBehind writes the UUIDs by a replacer.
func testRowsLeftBehind(t *testing.T, written *strings.Replacer) {
	t.Helper()
	var roster, accounts []Person
	for n := range ownForm.rows {
		last := fmt.Sprintf("NOM%c%c", 'A'+n/26, 'A'+n%26)
		roster = append(roster, person(written.Replace(fmt.Sprintf("%08x-43fd-446d-aa36-4d7bc73ced14", n))+fmt.Sprintf(", %s Zoé, pupil, 1A", last)))
		accounts = append(accounts, person(fmt.Sprintf("a%d, %s Zoé, pupil, 1A, prior=E%d", n, last, 1000+n)))
	}
	roster = append(roster, person("child, MISTOU Ugo, pupil, 1A, 2012-05-06"))
	accounts = append(accounts, person("k, MISTOU Ugo, pupil, 1A, 2012-05-06"))
	for _, tt := range []struct {
		why, account string
		rows         []string
		want         Status
	}{
		{"the old identifier does not say that the old row is hers", "MISTOU Jean", []string{"E777", "ffffffff-43fd-446d-aa36-4d7bc73ced14"}, Review},
		{"and neither does it under a name with a slip", "MISTOUE Jean", []string{"E777", "ffffffff-43fd-446d-aa36-4d7bc73ced14"}, Review},
		{"it says so of her only row", "MISTOU Jean", []string{"E777"}, Linked},
		{"and of two rows that are as old", "MISTOU Jean", []string{"E777", "E778"}, Linked},
	} {
		r, a := slices.Clone(roster), append(slices.Clone(accounts), person("who, "+tt.account+", guardian, 1A, prior=E777, child=k"))
		for _, id := range tt.rows {
			r = append(r, person(written.Replace(id)+", MISTOU Jean, guardian, 1A, child=child"))
		}
		d := Link(r, a, nil).Decisions[len(a)-1]
		if d.Status != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, d.Status, tt.want)
		}
		if first := d.Candidates[0].Person.ID; d.Status == Review && first == "E777" {
			t.Errorf("%s: %s stands first, want the new row", tt.why, first)
		}
	}
}

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
