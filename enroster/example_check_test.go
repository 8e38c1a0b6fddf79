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
