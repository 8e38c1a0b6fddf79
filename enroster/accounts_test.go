package enroster

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// sharedFile reads a file of the corpora that lie beside the checkout, or the copy of its beginning in testdata.
func sharedFile(t *testing.T, parts ...string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(append([]string{"..", "..", "shared", "data"}, parts...)...))
	if err != nil {
		t.Skip("the corpora are not beside the checkout: ", filepath.Join(parts...))
	}
	return data
}

func TestSACocheLists(t *testing.T) {
	for _, tt := range []struct {
		file     string
		layout   Layout
		records  int
		findings map[Code]int
		first    Record
	}{
		{"eleves.csv", LayoutPupils, 427, map[Code]int{CodeLost: 3}, Record{
			Line: 3, Row: 3, AccountID: "1421", GUID: "a0303757-fbed-43e9-8e27-b695a8bb0330", LastName: "ABDOUNI", FirstName: "Mayline", Profile: Pupil,
			Classes: []Class{{Name: "3eme c"}}, Born: Date{2012, 11, 2}, Sex: Female}},
		{"responsables.csv", LayoutGuardians, 504, map[Code]int{CodeLost: 2}, Record{
			Line: 3, Row: 3, AccountID: "1553", LastName: "DUGENNE", FirstName: "Stéphanie", Profile: Guardian, Title: Mrs, Children: []string{"1634"}}},
		{"professeurs.csv", LayoutProfessionals, 38, map[Code]int{}, Record{
			Line: 3, Row: 3, AccountID: "1811", GUID: "0c28cd44-a295-45fd-845a-4d81a38b0024", LastName: "BEGANI", FirstName: "Laura", Profile: Management, Title: Mrs}},
	} {
		t.Run(tt.file, func(t *testing.T) {
			data, err := os.ReadFile(filepath.Join("testdata", "sacoche", tt.file))
			if err != nil {
				t.Fatal(err)
			}
			r, recs, err := readAll(data, nil)
			if err != nil {
				t.Fatal(err)
			}
			if d := r.Dialect(); d.Layout != tt.layout || d.Encoding != Windows1252 || d.Quote != 0 {
				t.Errorf("dialect %+v", d)
			}
			got := map[Code]int{}
			for _, f := range r.Findings() {
				got[f.Code]++
			}
			if diff := cmp.Diff(got, tt.findings); diff != "" {
				t.Errorf("findings (-got +want):\n%s", diff)
			}
			if len(recs) != tt.records {
				t.Errorf("%d records, want %d", len(recs), tt.records)
			}
			recs[0].Cells = Cells{}
			if diff := cmp.Diff(recs[0], tt.first); diff != "" {
				t.Errorf("first record (-got +want):\n%s", diff)
			}
		})
	}
}

// TestSACocheColumnSets wants the older column sets of SACoche's lists recognised too, and quotes in them left alone.
func TestSACocheColumnSets(t *testing.T) {
	const begin = "SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;"
	for _, tt := range []struct {
		header string
		want   Layout
	}{
		{"NOM;PRENOM;DATE_NAISSANCE;CLASSE_REF;CLASSE_NOM", LayoutPupils},
		{"GENRE;NOM;PRENOM;DATE_NAISSANCE;CLASSE_REF;CLASSE_NOM", LayoutPupils},
		{"NOM;PRENOM;ENFANT_ID;ENFANT_NOM;ENFANT_PRENOM;ENFANT_CLASSE_REF;ENFANT_CLASSE_NOM", LayoutGuardians},
		{"CIVILITE;NOM;PRENOM;ENFANT_ID;ENFANT_NOM;ENFANT_PRENOM;ENFANT_CLASSE_REF;ENFANT_CLASSE_NOM", LayoutGuardians},
		{"NOM;PRENOM;PROFIL", LayoutProfessionals},
	} {
		file := begin + tt.header + "\r\n\r\n1;;;0;0;;l;\"A\r\n"
		r, recs, err := readAll([]byte(file), nil)
		if err != nil || r.Dialect().Layout != tt.want || len(recs) != 1 {
			t.Errorf("%s: layout %s, %d records, error %v", tt.header, r.Dialect().Layout, len(recs), err)
		}
		for _, f := range r.Findings() {
			if f.Code != CodeMissingValue && f.Code != CodeUnknownSex && f.Code != CodeUnknownTitle {
				t.Errorf("%s: %s", tt.header, f.Message("en"))
			}
		}
	}
}

func TestAccountList(t *testing.T) {
	r, recs, err := readAll(sharedFile(t, "linkage", "ecole_2k", "app.csv"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(recs) != 2023 || r.Dialect().Layout != LayoutAccounts {
		t.Errorf("%d records, layout %s", len(recs), r.Dialect().Layout)
	}
	count := map[string]int{}
	for _, rec := range recs {
		count[rec.Profile.String()]++
		count[rec.School]++
		if rec.GUID != "" {
			count["guid"]++
		}
		count["children"] += len(rec.Children)
	}
	want := map[string]int{"Élève": 881, "Responsable élève": 1059, "Professeur": 57, "Personnel de direction": 26,
		"0020001B": 1050, "0010001A": 973, "guid": 183, "children": count["children"]}
	if diff := cmp.Diff(count, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
	if count["children"] < 754 {
		t.Errorf("%d children for 754 guardians", count["children"])
	}
}

func TestRoster(t *testing.T) {
	r, recs, err := readAll(sharedFile(t, "linkage", "ecole_2k", "ent.csv"), nil)
	if err != nil || len(recs) != 2002 || len(r.Findings()) > 0 {
		t.Fatalf("%d records, findings %v, error %v", len(recs), r.Findings(), err)
	}
	if diff := cmp.Diff(recs[0].Schools(), []string{"0010001A"}); diff != "" {
		t.Errorf("schools (-got +want):\n%s", diff)
	}
}

// TestSACocheSavedAgain wants the quotes of a program that wrote a list again taken as such, and those in SACoche's own
// files left as letters.
func TestSACocheSavedAgain(t *testing.T) {
	for name, file := range map[string]string{
		"own":             "SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n\r\n1;;DUPONT \"B\";Zo\xe9;ENS\r\n",
		"Excel":           "SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n;;;;\r\n1;;\"DUPONT \"\"B\"\"\";Zo\xe9;ENS\r\n",
		"Excel, UTF-8":    "\ufeffSACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n;;;;\r\n1;;\"DUPONT \"\"B\"\"\";Zoé;ENS\r\n",
		"English Excel":   "SACOCHE_ID,ID_ENT,NOM,PRENOM,PROFIL\r\n,,,,\r\n1,,\"DUPONT \"\"B\"\"\",Zo\xe9,ENS\r\n",
		"all quoted":      "\"SACOCHE_ID\",\"ID_ENT\",\"NOM\",\"PRENOM\",\"PROFIL\"\n\n\"1\",\"\",\"DUPONT \"\"B\"\"\",\"Zoé\",\"ENS\"\n",
		"Excel's Unicode": "SACOCHE_ID\tID_ENT\tNOM\tPRENOM\tPROFIL\r\n\t\t\t\t\r\n1\t\t\"DUPONT \"\"B\"\"\"\tZoé\tENS\r\n",
		"a csv program":   "SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n\r\n1;;\"DUPONT \"\"B\"\"\";Zoé;ENS\r\n",
		"no blank line":   "SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\n1;;\"DUPONT \"\"B\"\"\";Zoé;ENS\n",
	} {
		r, recs, err := readAll([]byte(file), nil)
		if err != nil || len(recs) != 1 {
			t.Fatalf("%s: %d records, error %v", name, len(recs), err)
		}
		if rec := recs[0]; rec.AccountID != "1" || rec.LastName != `DUPONT "B"` || rec.FirstName != "Zoé" || rec.Profile != Teacher {
			t.Errorf("%s: %+v", name, rec)
		}
		if len(r.Findings()) > 0 || r.Dialect().Layout != LayoutProfessionals {
			t.Errorf("%s: layout %s, findings %v", name, r.Dialect().Layout, r.Findings())
		}
	}
}
