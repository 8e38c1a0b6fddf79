package matcher_test

import (
	"bytes"
	"fmt"
	"time"

	"github.com/entlink/entlink/matcher"
)

// What a person said in one September is taken over in the next, as long as what
// she saw has not changed.
func ExampleLedger() {
	roster := []matcher.Person{
		{ID: "2b77", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
		{ID: "3c21", Last: "SYLLA", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
	}
	accounts := []matcher.Person{
		{ID: "13", Last: "Sylla", First: "Mariam", Profiles: []string{matcher.Guardian}, Schools: []string{"0750001A"}},
	}
	var ledger matcher.Ledger
	d := matcher.Link(roster, accounts, nil).Decisions[0]
	fmt.Println(d.Status, len(d.Candidates))
	if err := ledger.Confirm(d, "3c21", time.Date(2025, 9, 4, 0, 0, 0, 0, time.UTC)); err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer // of mode 0600: it holds identifiers
	if _, err := ledger.WriteTo(&file); err != nil {
		fmt.Println(err)
		return
	}

	// A year later.
	kept, err := matcher.ReadLedger(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	result := matcher.Link(roster, accounts, nil)
	done := kept.Apply(result)
	d = result.Decisions[0]
	fmt.Println(d.Status, d.Candidates[0].Person.ID, done.Linked, done.Reopened)
	// Output:
	// review 2
	// linked 3c21 1 0
}
