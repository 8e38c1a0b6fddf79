package matcher_test

import (
	"fmt"

	"github.com/entlink/entlink/matcher"
)

// SACoche's import would give the pupil's identifier to his father, who has an
// account of the same name.
func ExamplePredict() {
	rows, err := matcher.ReadSACoche("export.csv", []byte("Guid;Nom;Prénom\nf73d0f72;DISSOIR;Alain\n0c28cd44;LEBŒUF;Eva\n"))
	if err != nil {
		fmt.Println(err)
		return
	}
	rows[0].Owner = "son" // decided by a person, or by Link
	forecast := matcher.Predict(rows, []matcher.Account{
		{ID: "father", Last: "Dissoir", First: "Alain", Profile: "TUT"},
		{ID: "eva", Last: "Lebœuf", First: "Eva", Profile: "ELV"},
	}, nil)
	for i, fate := range forecast.Fates {
		fmt.Println(rows[i].Last, fate.Outcome, fate.Verdict)
	}
	// Output:
	// DISSOIR changed wrong
	// LEBŒUF unknown not given
}

// The names of an import file are best those that the application has itself: its
// rule looks for these. What it would not attribute as decided is typed in.
func ExampleSafe() {
	accounts := []matcher.Account{
		{ID: "12", Last: "Lefevre", First: "Zoe", Profile: "ELV"},
		{ID: "13", Last: "SYLLA", First: "Mariam", Profile: "TUT"},
		{ID: "14", Last: "SYLLA", First: "Mariam", Profile: "TUT"},
	}
	rows := []matcher.Row{ // as they were decided
		{ID: "f73d0f72", Last: "Lefevre", First: "Zoe", Owner: "12"},
		{ID: "0c28cd44", Last: "SYLLA", First: "Mariam", Owner: "13"},
	}
	safe := matcher.Safe(rows, accounts, nil)
	fmt.Printf("%s", safe.File)
	for _, i := range safe.ByHand {
		fmt.Println("account", rows[i].Owner, "gets", rows[i].ID, "by hand")
	}
	// Output:
	// "Guid";"Nom";"Prénom"
	// "f73d0f72";"Lefevre";"Zoe"
	// account 13 gets 0c28cd44 by hand
}

// From two lists to a file that SACoche imports as was decided: each link is a row
// with the identifier of the person and the names of the account.
func ExampleSafe_links() {
	uai, mother := []string{"0750001A"}, []string{matcher.Guardian}
	roster := []matcher.Person{
		{ID: "1f0a", Last: "LEFÈVRE", First: "Jean-Noël", Profiles: []string{matcher.Pupil}, Schools: uai},
		{ID: "2b77", Last: "SYLLA", First: "Mariam", Profiles: mother, Schools: uai},
		{ID: "3c21", Last: "SYLLA", First: "Mariam", Profiles: mother, Schools: uai},
	}
	accounts := []matcher.Person{
		{ID: "12", Last: "Lefevre", First: "JEAN NOEL", Profiles: []string{matcher.Pupil}, Schools: uai},
		{ID: "13", Last: "Sylla", First: "Mariam", Profiles: mother, Schools: uai},
	}
	var list []matcher.Account
	for _, a := range accounts {
		list = append(list, matcher.Account{ID: a.ID, Last: a.Last, First: a.First, Prior: a.Prior})
	}
	result := matcher.Link(roster, accounts, nil) // then Ledger.Apply, where people have decided
	var rows []matcher.Row
	for _, d := range result.Decisions {
		if d.Status == matcher.Linked {
			rows = append(rows, matcher.Row{ID: d.Candidates[0].Person.ID, Last: d.Account.Last, First: d.Account.First, Owner: d.Account.ID})
		}
	}
	safe := matcher.Safe(rows, list, nil)
	fmt.Printf("%s%d by hand\n", safe.File, len(safe.ByHand))
	// Output:
	// "Guid";"Nom";"Prénom"
	// "1f0a";"Lefevre";"JEAN NOEL"
	// 0 by hand
}
