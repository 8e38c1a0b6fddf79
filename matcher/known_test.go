package matcher

import (
	"fmt"
	"testing"
)

// TestKnownNames: in lists that are long enough to tell, a name is one that people bear
// if both lists have it; what the one list alone has is a slip however often it comes.
func TestKnownNames(t *testing.T) {
	var roster, accounts []Person
	for i := range tellingRows / 2 {
		p := Person{ID: fmt.Sprint("r", i), Last: fmt.Sprintf("Nom%c%c%c", 'a'+i%26, 'a'+i/26%26, 'a'+i/676), First: fmt.Sprintf("Bob%c", 'a'+i%20), Profiles: []string{Teacher}, Schools: []string{"1A"}}
		roster = append(roster, p)
		p.ID = "a" + p.ID
		accounts = append(accounts, p)
	}
	add := func(list *[]Person, id, last, first string) {
		*list = append(*list, Person{ID: id, Last: last, First: first, Profiles: []string{Teacher}, Schools: []string{"1A"}})
	}
	for i, first := range []string{"Ugo", "Vic"} {
		add(&roster, fmt.Sprint("b", i), "BRANDUSO", first)
		add(&accounts, fmt.Sprint("b", i), "BRANDUSO", first)
		add(&roster, fmt.Sprint("c", i), "BRANDIZO", first)
		add(&accounts, fmt.Sprint("c", i), "BRANDIZO", first)
		add(&accounts, fmt.Sprint("d", i), "BRANTIZO", first+"bert") // often misspelt, and absent
	}
	add(&roster, "g", "BRANDIZO", "Zelda")
	for _, tt := range []struct {
		why, last string
		want      Status
	}{
		{"both lists have both names", "BRANDUSO", Review},
		{"the accounts alone have the name, three times", "BRANTIZO", Linked},
	} {
		list := accounts[:len(accounts):len(accounts)]
		add(&list, "a", tt.last, "Zelda")
		d := Link(roster, list, nil).Decisions
		if got := d[len(d)-1].Status; got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}
