package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestTitlesOfAList looks at the two mothers of a child, of one given name, whom nothing
// but equal last names tell apart, in a list of which so many grown-ups have a title, and at
// a woman whose given name is a man's as well.
func TestTitlesOfAList(t *testing.T) {
	const roster = "g1, OUALI Sabrina, guardian, 1A, child=k\ng2, BOUKRAA Sabrina, guardian, 1A, child=k\nk, OUALI Mohamed, pupil, 1A\ng3, PETIT Dominique, guardian, 1A, F\n"
	const child = "b, OUALI Mohamed, pupil, 1A\n"
	both := []string{"a1 g1", "a2 g2", "b k"}
	for _, tt := range []struct {
		name, last, first string // what stands before the names of the others
		titled, of        int
		mothers           string
		want              []string
	}{
		{"a civility and the given name were joined", "", "Mme ", 24, 24, "a1, OUALI Mme\u00a0Sabrina, guardian, 1A, child=b\na2, BOUKRAA Mme\u00a0Sabrina, guardian, 1A, child=b\n", both},
		{"or the last name", "M. ", "", 24, 24, "a1, MME\u00a0OUALI Sabrina, guardian, 1A, child=b\na2, MME\u00a0BOUKRAA Sabrina, guardian, 1A, child=b\n", both},
		{"more than half have one", "", "Mme ", 18, 24, "a1, OUALI Mme\u00a0Sabrina, guardian, 1A, child=b\na2, BOUKRAA Mme\u00a0Sabrina, guardian, 1A, child=b\n", []string{"b k"}},
		{"of a dozen all have one", "", "Mme ", 12, 12, "a1, OUALI Mme\u00a0Sabrina, guardian, 1A, child=b\na2, BOUKRAA Mme\u00a0Sabrina, guardian, 1A, child=b\n", []string{"b k"}},
		{"a man's title is no woman's of his name", "", "Mme ", 24, 24, "a1, PETIT M.\u00a0Dominique, guardian, 1A\n", []string{"b k"}},
		{"a woman's is hers", "", "Mme ", 24, 24, "a1, PETIT Mme\u00a0Dominique, guardian, 1A\n", []string{"a1 g3", "b k"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			theirs, accounts := people(roster), people(tt.mothers+child)
			for n := range tt.of {
				pupil := Person{ID: fmt.Sprint("h", n), Last: fmt.Sprintf("NOM%cI", 'A'+n), First: fmt.Sprintf("Lé%co", 'a'+n), Profiles: []string{Pupil}, Schools: []string{"1A"}}
				theirs, accounts = append(theirs, pupil), append(accounts, pupil)
				accounts[len(accounts)-1].ID = fmt.Sprint("xh", n) // who have no titles, and do not count
				p := Person{ID: fmt.Sprint("g", 'a'+n), Last: fmt.Sprintf("NOM%cE", 'A'+n), First: fmt.Sprintf("Ann%ca", 'a'+n), Profiles: []string{Guardian}, Schools: []string{"1A"}}
				theirs = append(theirs, p)
				if p.ID = fmt.Sprint("x", n); n < tt.titled {
					p.Last, p.First = tt.last+p.Last, tt.first+p.First
				}
				accounts = append(accounts, p)
			}
			got := slices.DeleteFunc(linked(Link(theirs, accounts, nil)), func(l string) bool { return strings.HasPrefix(l, "x") })
			if diff := gocmp.Diff(got, tt.want); diff != "" {
				t.Errorf("links (-got +want):\n%s", diff)
			}
			var exchanged []string
			for _, pair := range linked(Link(accounts, theirs, nil)) {
				if person, account, _ := strings.Cut(pair, " "); !strings.HasPrefix(account, "x") {
					exchanged = append(exchanged, account+" "+person)
				}
			}
			slices.Sort(exchanged)
			if diff := gocmp.Diff(exchanged, tt.want); diff != "" {
				t.Errorf("links of the lists exchanged (-got +want):\n%s", diff)
			}
		})
	}
}

func TestUntitled(t *testing.T) {
	type untold struct {
		Name string
		Sex  byte
	}
	for _, tt := range []struct {
		name, cell string
		want       untold
	}{
		{"a title before a name", "Mme Claire", untold{"Claire", 'F'}},
		{"with a space that does not break", "MR\u00a0LE GALL", untold{"LE GALL", 'M'}},
		{"none", "Claire", untold{"Claire", 0}},
		{"an M that an apostrophe joins to the name", "M'Barek", untold{"M'Barek", 0}},
		{"a title alone", "Mme ", untold{"Mme ", 0}},
		{"the two of a couple", "M. et Mme Claire", untold{"M. et Mme Claire", 0}},
		{"or of one of them", "Mme ou M. Claire", untold{"Mme ou M. Claire", 0}},
		{"the two without a word between", "M. Mme MARTIN", untold{"M. Mme MARTIN", 0}},
	} {
		name, sex := untitled(tt.cell)
		if diff := gocmp.Diff(untold{name, sex}, tt.want); diff != "" {
			t.Errorf("%s: (-got +want)\n%s", tt.name, diff)
		}
	}
}
