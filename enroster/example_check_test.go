package enroster_test

import (
	"fmt"
	"strings"

	"github.com/entlink/entlink/enroster"
)

// A Checker beside the loop over the records finds what no row shows by itself.
func ExampleChecker() {
	file := strings.NewReader(`Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1
f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;0310000Z$1L1;;16/06/2009
0c28cd44-a295-45fd-845a-4d81a38b0024;Dissoir;Alain;National_1;BASE2011-2012;;16/06/2009
f7ebe441-14e0-4c48-b9ec-53e603829fb3;DISSOIR;Amar;National_2;;;;M;M.;8a3d7a1f-2d5d-4a5e-9d2e-d1f6a2b7c9e0
`)
	r := enroster.NewReader(file, nil)
	check := enroster.NewChecker(r.Dialect().Layout, r.Columns(), nil)
	for rec, err := range r.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		check.Add(rec)
	}
	for _, f := range check.Finish() {
		fmt.Println(f.Message("en"))
	}
	// Output:
	// Line 3: same names as line 2, under another identifier; line 3, in a class of a past year, is probably out of date: have that account removed.
	// Line 4, column "Guid_Enfant1": this child is not in the file: nothing to do if it goes to another school or has left, else make the full export again.
}

// A Delta says what became of the people of yesterday's export, and whether today's can be true.
func ExampleDiff() {
	yesterday := enroster.NewReader(strings.NewReader(`Guid;Nom;Prénom;Profil;Classes
f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;0310000Z$1L1
0c28cd44-a295-45fd-845a-4d81a38b0024;BACQUET;Michelle;National_3;0310000Z$1L1
f7ebe441-14e0-4c48-b9ec-53e603829fb3;SYLLA;Mariam;National_1;0310000Z$1L1
`), nil)
	today := enroster.NewReader(strings.NewReader(`Guid;Nom;Prénom;Profil;Classes
f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;0310000Z$2L1
0c28cd44-a295-45fd-845a-4d81a38b0024;DUPUIS;Jean;National_3;0310000Z$1L1
`), nil)
	delta, err := enroster.Diff(yesterday.All(), today.All(), &enroster.DiffOptions{MaxGone: 0.6})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, c := range delta.Changes {
		fmt.Println("line", c.Before, "became line", c.After, "with another class:", c.Fields[0] == enroster.FieldClasses)
	}
	for _, c := range delta.Handovers {
		fmt.Println("line", c.After, "is somebody else under the Guid of line", c.Before)
	}
	for _, e := range delta.Exceeded() {
		fmt.Println(e.Message("en"))
	}
	// Output:
	// line 2 became line 2 with another class: true
	// line 3 is somebody else under the Guid of line 3
	// Members of staff: 1 of 1 (100%) are no longer in the new export, or their identifier names somebody else there; the limit is 60%. Check that the export is complete; if it is, raise the limit for this time.
}

// An ENT that splits its export by profile has a guardian's child in another file: the parts are checked together.
func ExampleChecker_File() {
	parts := map[string]string{
		"parents.csv": "Guid;Nom;Prénom;Profil;Guid_Enfant1\n" +
			"f7ebe441-14e0-4c48-b9ec-53e603829fb3;DISSOIR;Amar;National_2;f73d0f72-0958-4b8f-85f7-a58a96d95220\n",
		"eleves.csv": "Guid;Nom;Prénom;Profil;Classes\n" +
			"f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;1L1\n" +
			"f7ebe441-14e0-4c48-b9ec-53e603829fb3;BACQUET;Luc;National_1;1L1\n",
	}
	c := enroster.NewChecker("", nil, nil)
	for _, name := range []string{"parents.csv", "eleves.csv"} {
		r := enroster.NewReader(strings.NewReader(parts[name]), nil)
		c.File(name, r.Dialect().Layout, r.Columns())
		for rec, err := range r.All() {
			if err != nil {
				fmt.Println(err)
				return
			}
			c.Add(rec)
		}
	}
	for _, f := range c.Finish() {
		fmt.Println(f.File+":", f.Message("en"))
	}
	// Output:
	// eleves.csv: Line 3, column "Guid": this identifier is that of somebody else already, line 2 of "parents.csv" (capitals do not count): correct one of the two, or one signs in to the other's account.
}
