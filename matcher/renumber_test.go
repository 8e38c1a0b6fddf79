package matcher

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// pupilsOf are so many pupils with a birth date each, numbered from one on.
func pupilsOf(id, school string, from, n int) string {
	var b strings.Builder
	for i := from; i < from+n; i++ {
		letters := string([]rune{'b' + rune(i)%13, 'a', 'l' + rune(i)/13})
		fmt.Fprintf(&b, "%s%d, X%sou Jeanne, pupil, %s, 2012-%02d-%02d\n", id, i, letters, school, 1+i%12, 1+i%28)
	}
	return b.String()
}

// undated leaves out the birth dates.
func undated(rows string) string {
	return regexp.MustCompile(`, \d{4}-\d\d-\d\d`).ReplaceAllString(rows, "")
}

func TestSchoolsRenumbered(t *testing.T) {
	const (
		roster   = "g1, ZOLA Émile, pupil, 1A\ng2, HUGO Léopoldine, guardian, 1A\ng3, SAND Aurore, teacher, 1A\n"
		accounts = "a1, Zola Émile, pupil, 9Z\na2, Hugo Léopoldine, guardian, 9Z\na3, Sand Aurore, teacher, 9Z\n"
		linked   = "a1 linked g1\na2 linked g2\na3 linked g3"
		review   = "a1 review g1 other-school\na2 review g2 other-school\na3 review g3 other-school"
	)
	for _, tt := range []struct{ why, roster, accounts, want string }{
		{
			"a school that the roster does not name, and whose pupils are all in another there, is that one",
			pupilsOf("r", "1A", 0, 60), pupilsOf("k", "9Z", 0, 30), linked,
		}, {
			"so are two that were made one",
			pupilsOf("r", "1A", 0, 60), pupilsOf("k", "9Z", 0, 30) + pupilsOf("k", "8Y", 30, 30), linked,
		}, {
			"who leaves for the next school leaves most of hers behind",
			pupilsOf("r", "1A", 0, 90), pupilsOf("k", "9Z", 60, 90), review,
		}, {
			"or goes to several, each of which has others too",
			pupilsOf("r", "1A", 0, 70) + pupilsOf("s", "2B", 70, 70), pupilsOf("k", "9Z", 45, 50), review,
		}, {
			"a few who moved tell nothing",
			pupilsOf("r", "1A", 0, 60), pupilsOf("k", "9Z", 0, 10), review,
		}, {
			"nor do many from a school that the roster knows",
			pupilsOf("r", "1A", 0, 60) + "r, NEMO Paul, pupil, 9Z\n", pupilsOf("k", "9Z", 0, 30), review,
		}, {
			"where no list tells birth dates, those with one namesake show it",
			undated(pupilsOf("r", "1A", 0, 60)), undated(pupilsOf("k", "9Z", 0, 30)), linked,
		}, {
			"and most of them have to have one",
			undated(pupilsOf("r", "1A", 0, 90)), undated(pupilsOf("k", "9Z", 60, 90)), review,
		},
	} {
		people, theirs := people(roster+tt.roster), people(accounts+tt.accounts)
		got := strings.Join(strings.Split(outcome(Link(people, theirs, nil)), "\n")[:3], "\n")
		if diff := gocmp.Diff(got, tt.want); diff != "" {
			t.Errorf("%s: (-got +want)\n%s", tt.why, diff)
		}
		exchanged := Link(theirs, people, nil)
		if got := strings.Count(outcome(exchanged), "g1 linked a1"); got != strings.Count(tt.want, "a1 linked g1") {
			t.Errorf("%s: exchanged, %d links of the same two", tt.why, got)
		}
	}
}

// TestReasonOfARenumberedSchool says so where a school has another number, and
// not of whoever names both.
func TestReasonOfARenumberedSchool(t *testing.T) {
	d := Link(people("g1, ZOLA Émile, pupil, 1A\ng2, HUGO Adèle, teacher, 1A\n"+pupilsOf("r", "1A", 0, 60)),
		people("a1, Zola Émile, pupil, 9Z\na2, Hugo Adèle, teacher, 1A, 9Z\n"+pupilsOf("k", "9Z", 0, 30)), nil).Decisions
	for i, want := range []string{
		"same last and first name, same profile, same school under another number",
		"same last and first name, same profile, same school",
	} {
		if got := Explain("en", d[i].Candidates[0].Reasons); got != want {
			t.Errorf("%s is %v: %s, want %s", d[i].Account.Last, d[i].Status, got, want)
		}
	}
}

func TestOneAccountInARenumberedSchool(t *testing.T) {
	r := Link(people("g1, HUGO Léopoldine, guardian, child=e1\ne1, HUGO Adèle, pupil, 1A, 2013-02-03\n"+pupilsOf("r", "1A", 0, 60)),
		people("a1, Hugo Léopoldine, guardian, 9Z, child=c1\nc1, HUGO Adèle, pupil, 1A, 2013-02-03\na2, Hugo Léopoldine, guardian, 1A, child=c1\n"+pupilsOf("k", "9Z", 0, 30)), nil)
	got := strings.Join(strings.Split(outcome(r), "\n")[:3], "\n")
	if diff := gocmp.Diff(got, "a1 review g1 homonyms-in-accounts\nc1 linked e1\na2 review g1 homonyms-in-accounts"); diff != "" {
		t.Errorf("two accounts of one guardian in what is one school: (-got +want)\n%s", diff)
	}
}
