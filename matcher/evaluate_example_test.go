package matcher_test

import (
	"fmt"

	"github.com/entlink/entlink/matcher"
)

// How good is a rule? Where the truth is known, count.
func ExampleEvaluate() {
	roster := []matcher.Person{
		{ID: "g1", Last: "LEFÈVRE", First: "Zoé", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "g2", Last: "NOËL", First: "Eva", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
	}
	accounts := []matcher.Person{
		{ID: "12", Last: "Lefevre", First: "ZOE", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
		{ID: "13", Last: "Petit", First: "Léo", Profiles: []string{matcher.Pupil}, Schools: []string{"0750001A"}},
	}
	truths := []matcher.Truth{
		{Account: "12", Person: "g1", Kind: "match", Expected: "auto"},
		{Account: "13", Kind: "leaver", Expected: "none"},
	}
	e := matcher.Evaluate(truths, matcher.Answers(matcher.Link(roster, accounts, nil).Decisions))
	fmt.Printf("precision %.2f, recall %.2f, left to a person %.2f\n", e.Precision(), e.Recall(), e.ReviewShare())
	// Output: precision 1.00, recall 1.00, left to a person 0.00
}
