package matcher

import (
	"fmt"
	"slices"
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
