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
		fmt.Println(rows[i].Last, fate.Outcome, fate.Verdict == matcher.Wrong)
	}
	// Output:
	// DISSOIR changed true
	// LEBŒUF unknown false
}
