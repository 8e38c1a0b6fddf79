package matcher_test

import (
	"context"
	"fmt"

	"github.com/entlink/entlink/matcher"
)

func ExampleLink() {
	roster := []matcher.Person{
		{ID: "1f0a", Last: "LEFÈVRE", First: "Jean-Noël", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "2b77", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
		{ID: "3c21", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
	}
	accounts := []matcher.Person{
		{ID: "12", Last: "Lefevre", First: "JEAN NOEL", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "13", Last: "Sylla", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
	}
	for _, d := range matcher.Link(roster, accounts, nil).Decisions {
		fmt.Println("account", d.Account.ID, d.Status)
		for _, c := range d.Candidates {
			fmt.Printf("  %s: %s\n", c.Person.ID, matcher.Explain("en", c.Reasons))
		}
		if d.Status == matcher.Review {
			fmt.Println("  because", matcher.Explain("en", d.Causes))
		}
	}
	// Output:
	// account 12 linked
	//   1f0a: same last and first name, same profile, same school
	// account 13 review
	//   2b77: same last and first name, same profile, same school
	//   3c21: same last and first name, same profile, same school
	//   because several people of the ENT bear these names
}

// What is said about a pair is a code in programs and a sentence for people.
func ExampleExplain() {
	said := []matcher.Reason{matcher.NamesEqual, matcher.ProfileSame, matcher.BornDiffers}
	fmt.Println(matcher.Explain("fr", said))
	fmt.Println(matcher.Explain("en", said))
	// Output:
	// mêmes nom et prénom, même profil, dates de naissance différentes
	// same last and first name, same profile, other birth date
}

// A program that links millions takes each decision as it comes and keeps little of
// it. Lists whose names are not French are read letter by letter.
func ExampleOptions() {
	roster := []matcher.Person{{ID: "7", Last: "van der Berg", First: "Jan", Profiles: []string{matcher.Teacher}}}
	accounts := []matcher.Person{{ID: "12", Last: "Van Der Berg", First: "JAN", Profiles: []string{matcher.Teacher}}}
	owner := map[string]string{}
	matcher.Link(roster, accounts, &matcher.Options{
		RosterSchool: "A", AccountSchool: "A", // one school, which neither list names
		Names: matcher.Plain,
		OnDecision: func(d matcher.Decision) {
			if d.Status == matcher.Linked {
				owner[d.Account.ID] = d.Candidates[0].Person.ID
			}
		},
	})
	fmt.Println(owner)
	// Output: map[12:7]
}

func ExampleFold() {
	fmt.Println(matcher.Fold("D’ANGELO-LŒUILLY  Éléonore"))
	// Output: d angelo loeuilly eleonore
}

func ExampleMainSchool() {
	roster := []matcher.Person{
		{ID: "1", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "2", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "3", Profiles: []string{matcher.Pupil}, Schools: []string{"0750002B"}},
	}
	uai, share := matcher.MainSchool(roster)
	fmt.Printf("%s %.2f\n", uai, share)
	// Output: 0750001A 0.67
}

func ExampleIndex() {
	var index matcher.Index
	err := index.Replace(context.Background(), []matcher.Person{
		{ID: "12", Last: "LEFÈVRE", First: "Jean-Noël", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}, Born: "2012-05-02"},
		{ID: "13", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
	}, nil)
	if err != nil {
		fmt.Println(err)
		return
	}
	// Somebody signs in whose identifier is not known yet.
	d := index.Match(matcher.Person{ID: "1f0a", Last: "Lefebvre", First: "Jean Noël, Marie", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}, Born: "2012-05-02"})
	if d.Status == matcher.Linked {
		fmt.Println("account", d.Candidates[0].Person.ID)
	}
	// Output: account 12
}
