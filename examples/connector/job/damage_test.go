package job

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

func TestDamageNotes(t *testing.T) {
	words := wording.New(wording.Wide, DamageTexts)
	got := DamageNotes(words.In("en"), []matcher.Damage{
		{School: "0990042V", Kind: matcher.BornExchanged, Pairs: 7, Of: 30},
		{Kind: matcher.BornWorthless, Pairs: 1200, Of: 1300},
		{School: "0990042V", Kind: matcher.BornStrayed, Pairs: 12, Of: 300},
		{Kind: matcher.ChildrenMisplaced, Pairs: 40, Of: 41},
		{School: "0990042V", Kind: matcher.NamesMisplaced, Pairs: 31, Of: 32},
		{School: "0990042V", Kind: matcher.IdentifiersMisplaced, Pairs: 300, Of: 310},
	})
	want := []DamageNote{
		{"0990042V: days and months of birth were exchanged by an import (7 people of 30). The matching reckons with it; best correct the ENT or the application if the fault is there, and make the export anew.", true},
		{"A school without a number: most birth dates differ: they prove nothing (1,200 people of 1,300). The matching reckons with it; best correct the ENT or the application if the fault is there, and make the export anew.", true},
		{"0990042V: some birth dates stand in the rows of other people: they do not count (12 people of 300). A column was probably sorted by itself or moved. Make the export anew.", false},
		{"A school without a number: the two files give ever other children to the same guardians: families do not count (40 people of 41). A column was probably sorted by itself or moved. Make the export anew.", false},
		{"0990042V: some given names stand in the rows of other people: a last name that several bear is not enough there (31 people of 32). A column was probably sorted by itself or moved. Make the export anew.", false},
		{"0990042V: most identifiers borne already are other people's: each link is left to a person (300 people of 310). An import probably gave them to the wrong accounts. Match again with account lists that have no ENT identifiers.", false},
	}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("notes (-got +want):\n%s", diff)
	}
	if got := DamageNotes(words.In("fr"), nil); len(got) != 0 {
		t.Errorf("notes of files that nothing befell: %v", got)
	}
}
