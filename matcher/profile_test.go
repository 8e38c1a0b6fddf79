package matcher

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// A form fills in one profile for everybody: a father is no pupil for that.
func TestProfilesThatWereFilledIn(t *testing.T) {
	row := func(id, last, first, profile string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{profile}, Schools: []string{"1A"}}
	}
	// A school of twelve families, each a pupil and a parent, of whom as many as
	// told have accounts; all accounts are labelled as pupils.
	school := func(pupils, parents int) (roster, accounts []Person) {
		for i, last := range []string{"ABADIE", "BARREAU", "CHEVRIER", "DELMAS", "ESTEVE", "FAUCHER", "GUIBERT", "HAMELIN", "IMBERT", "JACQUET", "LACOMBE", "MERCADIER"} {
			roster = append(roster, row(fmt.Sprint("g", i), last, "Camille", Pupil), row(fmt.Sprint("h", i), last, "Dominique", Guardian))
			if i < pupils {
				accounts = append(accounts, row(fmt.Sprint("a", i), last, "Camille", Pupil))
			}
			if i < parents {
				accounts = append(accounts, row(fmt.Sprint("b", i), last, "Dominique", Pupil))
			}
		}
		roster = append(roster, row("son", "BELKACEM", "Yanis", Pupil), row("father", "BELKACEM", "Yanis", Guardian))
		return roster, append(accounts, row("who", "BELKACEM", "Yanis Henri", Pupil))
	}
	for _, tt := range []struct {
		why             string
		pupils, parents int
		want            Status // of BELKACEM Yanis, father or son
	}{
		{"a list of pupils alone says who is a pupil", 12, 0, Linked},
		{"and so it does where two fathers bear their sons' names", 12, 2, Linked},
		{"pupils and parents who are all labelled pupils are of no profile", 12, 12, Review},
		{"parents alone who are all labelled pupils are of none either", 0, 12, Review},
	} {
		roster, accounts := school(tt.pupils, tt.parents)
		if got := statuses(Link(roster, accounts, nil))["who"]; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
		if got := statuses(Link(accounts, roster, nil))["son"]; got != tt.want {
			t.Errorf("%s: with the lists exchanged the son is %s, want %s", tt.why, got, tt.want)
		}
	}
}

func TestLinkWhereAWholeImportTellsNoProfile(t *testing.T) {
	var roster, accounts []Person
	for i := range noLabels.rows {
		p := Person{ID: fmt.Sprint("g", i), Last: fmt.Sprintf("Nom%c%c", 'a'+i%26, 'a'+i/26), First: "Ysé", Profiles: []string{Pupil}, Schools: []string{"1A"}}
		roster = append(roster, p)
		p.ID, p.Profiles = fmt.Sprint("a", i), nil
		accounts = append(accounts, p)
	}
	father := Person{ID: "g-father", Last: "Nomaa", First: "Ysé", Profiles: []string{Guardian}, Schools: []string{"1A"}}
	labelled := slices.Clone(accounts)
	for i := range noLabels.rows * 10 {
		labelled = append(labelled, Person{ID: fmt.Sprint("other", i), Last: "Tavernier", First: fmt.Sprint("Line ", i), Profiles: []string{Pupil}, Schools: []string{"1A"}})
	}
	for _, tt := range []struct {
		why              string
		roster, accounts []Person
		want             int // links
	}{
		{"one name in a school over all profiles is one person", roster, accounts, noLabels.rows},
		{"father and son of one name are for a person to part", append([]Person{father}, roster...), accounts, noLabels.rows - 1},
		{"rows without profile in a list that tells them stay for a person", roster, labelled, 0},
		{"unless they are many, as an import among others", roster, labelled[:noLabels.rows*5], noLabels.rows},
		{"so does one of a short list", roster, accounts[1:], 0},
	} {
		if got := len(linked(Link(tt.roster, tt.accounts, nil))); got != tt.want {
			t.Errorf("%s: %d linked, want %d", tt.why, got, tt.want)
		}
	}
}

// Where accounts have no profile, whoever has what only pupils have is one: no guardian
// of her names is meant.
func TestRowsWithoutAProfileAreWhatTheirLikesAre(t *testing.T) {
	for _, tt := range []struct {
		why, account string
		labelled     bool   // the other accounts
		beside       string // in the roster
		want         Status
	}{
		{"a class that pupils have", "class=3B", false, "", Absent},
		{"a birth date that pupils have", "2011-03-04", false, "", Absent},
		{"a birth date that no pupil has, as a form asked it of everybody", "1975-03-04", false, "", Linked},
		{"such a date does not make her the pupil of two that bear the names", "1975-03-04", false, "p, BRUGERE Mathéo, pupil, 1A, class=3B", Review},
		{"as the profiles of others tell", "class=3B", true, "", Absent},
		{"neither of them", "M", false, "", Linked},
	} {
		accounts := []Person{person("a, BRUGERE Mathéo, 1A, " + tt.account)}
		roster := people("g, BRUGERE Mathéo, guardian, 1A\n" + tt.beside)
		for n := range 2 * sameSortRows {
			row := fmt.Sprintf("%d, NOM%c%c Zoé, pupil, 1A, class=5A, 2013-%02d-%02d", n, 'A'+n/26, 'A'+n%26, 1+n%12, 1+n%28)
			p := person("a" + row)
			if n%2 == 0 {
				p.Classes = nil
			} else {
				p.Born = ""
			}
			if !tt.labelled || n%4 < 2 {
				p.Profiles = nil
			}
			q := person("g" + row)
			roster, accounts = append(roster, q), append(accounts, p)
			if tt.labelled {
				p.ID, p.Last, p.Profiles = "l"+p.ID, p.Last+"ier", []string{Pupil}
				accounts = append(accounts, p)
			}
		}
		if got := Link(roster, accounts, nil).Decisions[0].Status; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// TestClassesThatTellPupils links one account in a list without profiles, beside so
// many accounts with a class as tell, whose namesakes are pupils or teachers.
func TestClassesThatTellPupils(t *testing.T) {
	for _, tt := range []struct {
		why      string
		teachers int // of the namesakes
		account  string
		roster   string
		want     string
	}{
		{"only pupils are in a class, and a guardian of the names is another", 0, "class=6B", "h, guardian", "absent"},
		{"whoever is in none may be the guardian", 0, "", "h, guardian", "linked h"},
		{"of a pupil and her mother of one name the pupil is in a class", 0, "class=6B", "g, pupil, class=6B; h, guardian", "linked g"},
		{"where teachers are in classes, too, a class tells nothing", 6, "class=6B", "h, teacher", "linked h"},
	} {
		var roster, accounts []Person
		for n := range 2*sameSortRows + tt.teachers {
			line := fmt.Sprintf("%%s%d, Nom%c%c Ysé, 1A, class=5A", n, 'a'+n%26, 'a'+n/26)
			profile := []string{", pupil", ", teacher"}[one(n < tt.teachers)]
			roster, accounts = append(roster, person(fmt.Sprintf(line, "g")+profile)), append(accounts, person(fmt.Sprintf(line, "a")))
		}
		for row := range strings.SplitSeq(tt.roster, "; ") {
			id, rest, _ := strings.Cut(row, ", ")
			roster = append(roster, person(id+", RECOULIN Zélie, 1A, "+rest))
		}
		a := "a, RECOULIN Zélie, 1A"
		if tt.account != "" {
			a += ", " + tt.account
		}
		d := Link(roster, append([]Person{person(a)}, accounts...), nil).Decisions[0]
		got := d.Status.String()
		if d.Status == Linked {
			got += " " + d.Candidates[0].Person.ID
		}
		if got != tt.want {
			t.Errorf("%s: %s, want %s", tt.why, got, tt.want)
		}
	}
}
