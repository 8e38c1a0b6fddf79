package job

import (
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

func TestDamageNotes(t *testing.T) {
	words := wording.New(wording.Wide, DamageTexts)
	dates := []matcher.DateDamage{{School: "0990042V", Kind: matcher.BornExchanged, Pairs: 7, Of: 30}, {Kind: matcher.BornWorthless, Pairs: 1200, Of: 1300}}
	got := DamageNotes(words.In("en"), dates, []string{"0990042V", ""}, []string{"0990042V"})
	want := []string{
		"0990042V: day and month of birth are exchanged in the whole import (7 people of 30). The matching reckons with it; correct the file if you can.",
		"A school without a number: most birth dates differ: they prove nothing (1,200 people of 1,300). The matching reckons with it; correct the file if you can.",
		"0990042V: the two files give ever other children to the same guardians. A column was probably sorted by itself or moved: families are left aside. Make the export anew.",
		"A school without a number: the two files give ever other children to the same guardians. A column was probably sorted by itself or moved: families are left aside. Make the export anew.",
		"0990042V: given names stand beside others’ last names in one of the files. A column was probably sorted by itself or moved: no last name that several people bear is enough there. Make the export anew.",
	}
	if diff := gocmp.Diff(got, want); diff != "" {
		t.Errorf("notes (-got +want):\n%s", diff)
	}
	if got := DamageNotes(words.In("fr"), nil, nil, nil); len(got) != 0 {
		t.Errorf("notes of files that nothing befell: %q", got)
	}
}
