package enroster_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/entlink/entlink/enroster"
)

// A roster of which only the places of the columns are known is read where the caller says so.
func ExampleOptions_layout() {
	const file = `ref;civ;c3;c4;c5
1;M;DISSOIR;Alain;adissoir
2;F;BACQUET;Michelle;mbacquet
`
	r := enroster.NewReader(strings.NewReader(file), &enroster.Options{Layout: "itslearning"})
	for rec, err := range r.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.GUID, rec.LastName, rec.FirstName)
	}
	fmt.Println(r.Dialect().Layout.Label("en"))
	// Output:
	// adissoir DISSOIR Alain
	// mbacquet BACQUET Michelle
	// an ENT export (itslearning)
}

// A roster is read in one pass; what is odd about it comes as findings that its owner can read.
func ExampleReader() {
	file := strings.NewReader(`Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1
f73d0f72-0958-4b8f-85f7-a58a96d95220;DISSOIR;Alain;National_1;0310000Z$1L1;;16/06/2009
f7ebe441-14e0-4c48-b9ec-53e603829fb3;DISSOIR;Amar;National_2;;;;M;M.;f73d0f72-0958-4b8f-85f7-a58a96d95220
0c28cd44-a295-45fd-845a-4d81a38b0024;BACQUET;Michelle;National_3;3,00E+01;;;F;Mme
`)
	r := enroster.NewReader(file, nil)
	for rec, err := range r.All() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(rec.LastName, rec.FirstName, rec.Profile, rec.Classes, rec.Born, len(rec.Children))
	}
	for _, f := range r.Findings() {
		fmt.Println(f.Message("en"))
	}
	// Output:
	// DISSOIR Alain Élève [0310000Z$1L1] 2009-06-16 0
	// DISSOIR Amar Responsable élève []  1
	// BACQUET Michelle Professeur [3,00E+01]  0
	// Line 4, column "Classes": "3,00E+01": a spreadsheet took the class for a number (3E1 becomes 3,00E+01). Export again and do not open it in Excel.
}

// Who wants the cells alone, whatever they mean, reads rows.
func ExampleReader_Rows() {
	r := enroster.NewReader(strings.NewReader("Guid;Nom;Prénom;Cantine\n1;\"DISSOIR; dit D.\";Alain;oui\n"), nil)
	for row, err := range r.Rows() {
		if err != nil {
			fmt.Println(err)
			return
		}
		for i, cell := range row.Cells() {
			fmt.Printf("line %d, %s: %s\n", row.Line, r.Columns()[i].Name, cell)
		}
	}
	// Output:
	// line 2, Guid: 1
	// line 2, Nom: DISSOIR; dit D.
	// line 2, Prénom: Alain
	// line 2, Cantine: oui
}

// What a file is, and why, is known before its records.
func ExampleReader_Dialect() {
	r := enroster.NewReader(strings.NewReader("Guid,Nom,Pr\xe9nom\r\n"), nil)
	for _, reason := range r.Dialect().Reasons {
		fmt.Println(reason.Message("en"))
	}
	// Output:
	// Separator ",": read so, the header has the most known columns.
	// Encoding windows-1252: read so, the header shows its accents.
	// Contents: an ENT export, by its columns.
}

// SACoche reads the first three columns by position: the Writer puts them first, and every child has its column.
func ExampleWriter() {
	w := enroster.NewWriter(os.Stdout, &enroster.WriterOptions{Children: 1})
	err := w.Write(enroster.Record{
		GUID: "f7ebe441-14e0-4c48-b9ec-53e603829fb3", LastName: "DISSOIR", FirstName: "Amar",
		Profile: enroster.Guardian, Title: enroster.Mr, Children: []string{"f73d0f72-0958-4b8f-85f7-a58a96d95220"},
	})
	if err != nil {
		fmt.Println(err)
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1
	// f7ebe441-14e0-4c48-b9ec-53e603829fb3;DISSOIR;Amar;Responsable élève;;;;;M.;f73d0f72-0958-4b8f-85f7-a58a96d95220
}

// A Guid is filled in, and the file stays as it is otherwise: its separator, its quotes, the columns and labels that the
// package does not know.
func ExampleWriterOptions_like() {
	const file = `id|nom|prenom|profil|id_ent|"remarque, s'il y en a"
1|DISSOIR|Alain|eleve||
2|BACQUET|"Michelle"|Jardinier||"à vérifier"
`
	r := enroster.NewReader(strings.NewReader(file), &enroster.Options{KeepSource: true})
	w := enroster.NewWriter(os.Stdout, &enroster.WriterOptions{Like: r})
	for rec, err := range r.All() {
		if err == nil {
			if rec.AccountID == "2" {
				rec.GUID = "0c28cd44-a295-45fd-845a-4d81a38b0024"
			}
			err = w.Write(rec)
		}
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	if err := w.Close(); err != nil {
		fmt.Println(err)
	}
	// Output:
	// id|nom|prenom|profil|id_ent|"remarque, s'il y en a"
	// 1|DISSOIR|Alain|eleve||
	// 2|BACQUET|"Michelle"|Jardinier|0c28cd44-a295-45fd-845a-4d81a38b0024|"à vérifier"
}
