package enroster

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// people reads a file and gives each record as "GUID or AccountID|last|first|profile|classes|birth", and the findings.
func people(t *testing.T, file string, opts *Options) (*Reader, []string) {
	t.Helper()
	o := Options{}
	if opts != nil {
		o = *opts
	}
	o.Today = today
	r, recs, err := readAll([]byte(file), &o)
	if err != nil {
		t.Fatal(err)
	}
	var list []string
	for _, rec := range recs {
		id := rec.GUID
		if !r.Dialect().Layout.Roster() {
			id = "account " + rec.AccountID
		}
		list = append(list, strings.Join([]string{id, rec.LastName, rec.FirstName, rec.Profile.String(), joinClasses(rec.Classes), rec.Born.String()}, "|"))
	}
	return r, list
}

// TestLayoutsByHeader wants the rosters of other ENTs known by their whole header, and no list of accounts taken for
// one of them, nor the reverse.
func TestLayoutsByHeader(t *testing.T) {
	for name, tt := range map[string]struct {
		file     string
		layout   Layout
		people   []string
		findings []string
	}{
		"Kosmos, in any order": {
			"Nom;Prénom;Identifiant ENT;Profil\nDISSOIR;Alain;ADIS1234;Elève\n",
			LayoutKosmos, []string{"ADIS1234|DISSOIR|Alain|Élève||"}, nil},
		"an application's account list may know the ENT's identifier": {
			"id;nom;prenom;identifiant ent\n7;DISSOIR;Alain;ADIS1234\n",
			LayoutAccounts, []string{"account 7|DISSOIR|Alain|||"}, nil},
		"Open ENT NG's export for SACoche, all quoted": {
			"\"Id\";\"Id Siecle\";\"Type\";\"Nom\";\"Prénom\";\"Login\"\n\"" + alain + "\";\"123\";\"Student\";\"DISSOIR\";\"Alain\";\"alain.dissoir\"\n",
			LayoutWebEducation, []string{"alain.dissoir|DISSOIR|Alain|Élève||"}, []string{"1:1 header.id-in-roster"}},
		"Open ENT NG's list of users": {
			"Id;Identifiant;Nom;Prénom;Type;Classes\n" + alain + ";alain.dissoir;DISSOIR;Alain;Élève;4A,4AGL1\n",
			LayoutENTNG, []string{"alain.dissoir|DISSOIR|Alain|Élève|4A|4AGL1|"}, []string{"1:1 header.id-in-roster"}},
		"Open ENT NG's list of users, its other header": {
			"Classe(s);Type;Login;Prénom;Nom\n4A;Enseignant;alain.dissoir;Alain;DISSOIR\n",
			LayoutENTNG, []string{"alain.dissoir|DISSOIR|Alain|Professeur|4A|"}, []string{"1:3 header.roster-by-header"}},
		"the same names in another order are an account list": {
			"Identifiant;Id;Nom;Prénom;Type;Classes\n7;8;DISSOIR;Alain;Élève;4A\n",
			LayoutAccounts, []string{"account 8|DISSOIR|Alain|Élève|4A|"}, []string{"1:1 header.same-meaning"}},
		"monlycée.net, in Latin letters": {
			"Nom;Pr\xe9nom;Identifiant;Classe\nDISSOIR;Zo\xe9;zdissoir;2DE 3\n",
			LayoutMonLycee, []string{"zdissoir|DISSOIR|Zoé||2DE 3|"}, []string{"1:3 header.roster-by-header"}},
		"an account list with the same names": {
			"Identifiant;Nom;Prénom;Classe\n7;DISSOIR;Alain;2DE 3\n",
			LayoutAccounts, []string{"account 7|DISSOIR|Alain||2DE 3|"}, nil},
		"and with one name more": {
			"Nom;Prénom;Identifiant;Classe;Sexe\nDISSOIR;Alain;7;2DE 3;M\n",
			LayoutAccounts, []string{"account 7|DISSOIR|Alain||2DE 3|"}, nil},
		"Pentila, with commas and a title for the sex": {
			"Nom,Prénom,Date de Naissance,Sexe,Division,Login\nDISSOIR,Alain,16/06/2010,M.,3A,adissoir\n",
			LayoutPentila, []string{"adissoir|DISSOIR|Alain||3A|2010-06-16"}, []string{"1:6 header.roster-by-header"}},
		"an account list with Pentila's columns and an id": {
			"id;Nom;Prénom;Date de Naissance;Sexe;Division;Login\n7;DISSOIR;Alain;16/06/2010;M;3A;adissoir\n",
			LayoutAccounts, []string{"account 7|DISSOIR|Alain||3A|2010-06-16"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, got := people(t, tt.file, nil)
			if r.Dialect().Layout != tt.layout {
				t.Errorf("layout %s, want %s", r.Dialect().Layout, tt.layout)
			}
			if diff := cmp.Diff(got, tt.people); diff != "" {
				t.Errorf("people (-got +want):\n%s", diff)
			}
			if diff := cmp.Diff(codes(r.Findings()), tt.findings); diff != "" {
				t.Errorf("findings (-got +want):\n%s", diff)
			}
		})
	}
}

// TestLayoutsByPlace wants each layout of which only places are known read by them, with its own number of header lines,
// and nobody lost to a header or a header taken for somebody.
func TestLayoutsByPlace(t *testing.T) {
	seen := map[Layout]bool{}
	for _, tt := range []struct {
		layout Layout
		file   string
	}{
		{"itop", "a;b;c;d\nID1;DISSOIR;Alain;x\n"},
		{"perso", "a;b;c\nID1;DISSOIR;Alain\n"},
		{"gestibase", "a,b,c,d\nID1,DISSOIR,Alain,77\n"},
		{"envole", "ID1;DISSOIR;Alain\n"},
		{"itslearning", "a;b;c;d;e\nx;y;DISSOIR;Alain;ID1\n"},
		{"scolastance", "a;b;c;d;e;f\nx;y;DISSOIR;Alain;ID1;z\n"},
		{LayoutWebEducation, "a;b;c;d;e;f\nx;77;Élève;DISSOIR;Alain;ID1\n"},
		{"openent", "a;b;c;d;e\nID1;x;77;DISSOIR;Alain\n"},
		{"logica", "a;b;c;d;e\nID1;x;77;DISSOIR;Alain\n"},
		{"netocentre", "a;b;c;d\nID1;x;DISSOIR;Alain\n"},
		{"esup", "titre\na;b;c;d\nID1;x;DISSOIR;Alain\n"},
		{LayoutPentila, "a\tb\tc\td\te\tf\nDISSOIR\tAlain\t16/06/2010\tM.\t3A\tID1\n"},
		{"laclasse", "a;b;c;d\nx;DISSOIR;Alain;ID1\n"},
		{"provence", "a;b;c;d\nx;DISSOIR;Alain;ID1\n"},
		{"liberscol", "a;b;c\nDISSOIR;Alain;ID1\n"},
		{"reunion", "a;b;c\nDISSOIR;Alain;ID1\n"},
		{"toutatice", "DISSOIR;Alain;ID1\n"},
		{"sopra", "a;b;c;d;e\nx;y;ID1;DISSOIR;Alain\n"},
		{"atos", "a;b;c;d;e\nID1;x;DISSOIR;Alain;77\n"},
	} {
		t.Run(string(tt.layout), func(t *testing.T) {
			seen[tt.layout] = true
			r, got := people(t, tt.file, &Options{Layout: tt.layout})
			if d := r.Dialect(); d.Layout != tt.layout || !d.Layout.Roster() {
				t.Errorf("layout %s", d.Layout)
			}
			if len(got) != 1 || !strings.HasPrefix(got[0], "ID1|DISSOIR|Alain|") {
				t.Errorf("people %q", got)
			}
			for _, f := range r.Findings() {
				if f.Code != CodeGUIDNotValid || tt.layout != "itop" {
					t.Error(f.Message("en"))
				}
			}
			if _, _, err := readAll([]byte(tt.file), nil); !errors.Is(err, ErrNoHeader) {
				t.Errorf("without being asked for: error %v", err)
			}
		})
	}
	for _, l := range Layouts() {
		if s := l.spec(); s.traits&byPlace != 0 && !seen[l] {
			t.Errorf("%s is not tested", l)
		}
		if l.Label("fr") == "" || l.Label("en") == "" {
			t.Errorf("%s has no label", l)
		}
	}
}

// TestLayoutGiven wants that the caller's layout wins, that columns out of their places are named, and that what cannot
// be read so is refused.
func TestLayoutGiven(t *testing.T) {
	const noHeader = "header.no-header"
	for name, tt := range map[string]struct {
		file   string
		layout Layout
		want   string // a person, or what the error or the first finding is about
	}{
		"open ENT's identifier is that of its CAS server": {"a;b;c;d;e\nID : 123;x;77;DISSOIR;Alain\n", "openent", "UT123|DISSOIR|Alain|||"},
		"a list called a roster":                          {"Identifiant;Nom;Prénom\nadissoir;DISSOIR;Alain\n", LayoutGUID, "2:1 cell.guid-not-valid"},
		"a roster called a list":                          {"Guid;Id;Nom;Prénom\n" + alain + ";7;DISSOIR;Alain\n", LayoutAccounts, "account 7|DISSOIR|Alain|||"},
		"a list without identifiers":                      {"Guid;Nom;Prénom\n" + alain + ";DISSOIR;Alain\n", LayoutAccounts, "1 header.missing-column"},
		"Kosmos without its column":                       {"Guid;Nom;Prénom\n" + alain + ";DISSOIR;Alain\n", LayoutKosmos, "1 header.missing-column"},
		"names out of their places":                       {"Guid;Prénom;Nom\n" + alain + ";Alain;DISSOIR\n", "itop", "1:2 header.column-elsewhere"},
		"other columns keep their meaning":                {"id;n;p;Classe;Autre\nx;DISSOIR;Alain;3A;y\n", "perso", "x|DISSOIR|Alain||3A|"},
		"Pentila's names, not its places":                 {"Login,Nom,Prénom,Date de Naissance,Sexe,Division\nx,DISSOIR,Alain,16/06/2010,M,3A\n", LayoutPentila, "x|DISSOIR|Alain||3A|2010-06-16"},
		"no header where there must be one":               {"a;b;c\n", LayoutAccounts, "1 " + noHeader},
	} {
		t.Run(name, func(t *testing.T) {
			o := &Options{Layout: tt.layout, Today: today}
			r, _, err := readAll([]byte(tt.file), o)
			var got string
			if list := codes(r.Findings()); len(list) > 0 {
				got = list[0]
			} else if err == nil {
				_, list := people(t, tt.file, o)
				got = list[0]
			}
			if got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
