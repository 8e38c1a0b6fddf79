package enroster

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseProfile(t *testing.T) {
	for text, want := range map[string]Profile{
		"National_ELV": Pupil, "National_elv": Pupil, "National_1": Pupil, "1": Pupil, "Élèves": Pupil, "eleve": Pupil, "ÉLÈVE": Pupil, "E\u0301le\u0300ve": Pupil,
		"ELE": Pupil, "Student": Pupil, "National_2": Guardian, "TUT": Guardian, "Responsables élèves": Guardian, "Relative": Guardian, "parents": Guardian, "AVS": Guardian,
		"National_ENS": Teacher, "Professeur vacataire": Teacher, "Enseignant": Teacher, "PPA": Teacher, "IEX": Teacher,
		"National_DOC": Librarian, "24": Librarian, "professeurs documentalistes": Librarian,
		"DIR": Management, "National_4": Management, "Personnels de direction": Management, "directeur": Management, "23": Management,
		"AED": SchoolLife, "National_5": SchoolLife, "National_EVS": SchoolLife, "MDS": Administrative, "National_6": Administrative, "ACA": Academic,
		"National_7": Academic, "9": LocalAuthority, "INS": Inspector, "Personnel": Staff, "L'administrateur ENT": Administrator, "ENT": Administrator, "Personnels enseignants": Teacher, "Enseignantes": Teacher, "Mère": Guardian, "Proviseure adjointe": Management,
		"Conseillère principale d’éducation": SchoolLife, "ADM": Administrator,
		"National_3;National_2": Teacher | Guardian, "ENS|TUT": Teacher | Guardian, "DIR:0699999Z;ENS:0699999Z": Management | Teacher,
	} {
		if got, ok := ParseProfile(text); got != want || !ok {
			t.Errorf("%q is %v, %v; want %v", text, got, ok, want)
		}
	}
	for text, want := range map[string]Profile{"": 0, "Jardinier": 0, "ENS;Jardinier": Teacher, ";": 0} {
		if got, ok := ParseProfile(text); got != want || ok {
			t.Errorf("%q is %v, %v; want %v and not known", text, got, ok, want)
		}
	}
}

// TestProfileNamesItself wants that every set of profiles is read back from its own label.
func TestProfileNamesItself(t *testing.T) {
	for p := Profile(1); p < Administrator<<1; p++ {
		if got, ok := ParseProfile(p.String()); got != p || !ok {
			t.Fatalf("%q is %b, want %b", p, got, p)
		}
	}
	if got := slices.Collect((Teacher | Guardian).Each()); !slices.Equal(got, []Profile{Guardian, Teacher}) {
		t.Errorf("single profiles %v", got)
	}
	if (Teacher | Guardian).Has(Teacher|Pupil) || !(Teacher | Guardian).Has(Guardian) || Teacher.Has(0) {
		t.Error("Has is not the subset")
	}
}

func TestParseDate(t *testing.T) {
	for text, want := range map[string]struct {
		ISO   string
		Fault Code
	}{
		"": {}, "00/00/0000": {}, "16/06/1987": {"1987-06-16", ""}, "1/2/2012": {"2012-02-01", ""}, "2012-02-01": {"2012-02-01", ""},
		"01-02-2012": {"2012-02-01", ""}, "01.02.2012": {"2012-02-01", ""}, "05/08/2010 00:00:00": {"2010-08-05", ""}, "2012-02-01T00:00:00Z": {"2012-02-01", ""},
		"29/02/2012": {"2012-02-29", ""}, "29/02/2011": {"", CodeDateNotValid}, "12/31/2011": {"2011-12-31", CodeDateNotValid}, "31122011": {"2011-12-31", CodeDateNotValid}, "20111231": {"2011-12-31", CodeDateNotValid},
		"31 déc. 2011": {"2011-12-31", CodeDateNotValid}, "1er AOÛT 2011": {"2011-08-01", CodeDateNotValid}, "17-sept-2011": {"2011-09-17", CodeDateNotValid}, "17 jui 2011": {"", CodeDateNotValid},
		"20112011": {"2011-11-20", CodeDateNotValid}, "19121912": {"1912-12-19", CodeDateNotValid}, "12/31/2099": {"2099-12-31", CodeDateNotValid}, "13/31/2011": {"", CodeDateNotValid}, "31122011x": {"", CodeDateNotValid}, "hier": {"", CodeDateNotValid},
		"1/2/201": {"", CodeDateNotValid}, "01/02/12": {"2012-02-01", CodeDateTwoDigitYear}, "1-févr-12": {"2012-02-01", CodeDateTwoDigitYear}, "1-jui-12": {"", CodeDateNotValid}, "01/02/87": {"1987-02-01", CodeDateTwoDigitYear},
		"01/02/26": {"2026-02-01", CodeDateTwoDigitYear}, "23/11/2026": {"2026-11-23", ""},
		"18264": {"1950-01-01", CodeDateSerial}, "18263": {"", CodeDateNotValid}, "73050": {"2099-12-31", CodeDateSerial}, "73051": {"", CodeDateNotValid}, "40909": {"2012-01-01", CodeDateSerial}, "40909.0": {"2012-01-01", CodeDateSerial}, "40909,5": {"2012-01-01", CodeDateSerial}, "40909.x": {"", CodeDateNotValid}, "99999": {"", CodeDateNotValid}, "01/01/1899": {"1899-01-01", CodeDateRange}, "01/01/1900": {"1900-01-01", CodeDateRange}, "01/01/1901": {"1901-01-01", ""}, "24/11/2026": {"2026-11-24", CodeDateRange},
		"01/01/0000": {"", CodeDateNotValid},
	} {
		got, fault := parseDate(text, today)
		if got.String() != want.ISO || fault != want.Fault {
			t.Errorf("%q is %q, %q; want %q, %q", text, got, fault, want.ISO, want.Fault)
		}
	}
	if (Date{2012, 2, 1}).Compare(Date{2012, 1, 31}) != 1 || (Date{}).Compare(Date{1, 1, 1}) != -1 {
		t.Error("dates do not compare by the calendar")
	}
}

func TestParseSexAndTitle(t *testing.T) {
	for text, want := range map[string]Sex{"": 0, "M": Male, "m.": Male, "1": Male, "G": Male, "Masculin": Male, "Garçon": Male, "Homme": Male,
		"F": Female, "2": Female, "Mme": Female, "MLLE": Female, "Féminin": Female} {
		sex, ok := ParseSex(text)
		title, also := ParseTitle(text)
		if sex != want || title != Title(want) || !ok || !also {
			t.Errorf("%q is %v and %v, %v", text, sex, title, ok)
		}
	}
	for _, text := range []string{"X", "?", "3"} {
		if sex, ok := ParseSex(text); sex != SexUnknown || ok {
			t.Errorf("%q is %v, %v; want not known", text, sex, ok)
		}
	}
}

func TestCanonicalGUID(t *testing.T) {
	for text, ok := range map[string]bool{alain: true, "{F73D0F72-0958-4B8F-85F7-A58A96D95220}": true, "f73d0f7209584b8f85f7a58a96d95220": true, "f73d0f72\u20110958–4b8f-85f7-a58a96d95220": true,
		" f73d0f72-0958-4b8f-85f7-a58a96d95220\u00a0": true, "f73d0f72-0958-4b8f-85f7-a58a96d9522": false, alain + "0": false, "": false, "UT123": false} {
		got, valid := CanonicalGUID(text)
		if valid != ok || ok && got != alain {
			t.Errorf("%q is %q, %v", text, got, valid)
		}
	}
	if got, _ := CanonicalGUID(" UT123 "); got != "ut123" {
		t.Errorf("an identifier that is no GUID is %q", got)
	}
}

func TestSplitClasses(t *testing.T) {
	one := func(uai, name string) Class { return Class{UAI: uai, Name: name} }
	for text, want := range map[string]struct{ Classes, Groups []Class }{
		"":                      {},
		"0310000Z$1L1":          {[]Class{one("0310000Z", "1L1")}, []Class{one("0310000Z", "1L1")}},
		"6A|6B":                 {[]Class{one("", "6A"), one("", "6B")}, []Class{one("", "6A"), one("", "6B")}},
		"4 B, 4 D, 5 B":         {[]Class{one("", "4 B"), one("", "4 D"), one("", "5 B")}, []Class{one("", "4 B, 4 D, 5 B")}},
		"LATIN, GREC":           {[]Class{one("", "LATIN, GREC")}, []Class{one("", "LATIN, GREC")}},
		"0310000Z$A,0310000Z$B": {[]Class{one("0310000Z", "A"), one("0310000Z", "B")}, []Class{one("0310000Z", "A"), one("0310000Z", "B")}},
		"6A ANG1\n6A LATIN":     {[]Class{one("", "6A ANG1"), one("", "6A LATIN")}, []Class{one("", "6A ANG1"), one("", "6A LATIN")}},
		"0310000Z$4 B, 4 D":     {[]Class{one("0310000Z", "4 B"), one("", "4 D")}, []Class{one("0310000Z", "4 B, 4 D")}},
		"prix$5":                {[]Class{one("", "prix$5")}, []Class{one("", "prix$5")}},
	} {
		if diff := cmp.Diff(splitClasses(text, false), want.Classes); diff != "" {
			t.Errorf("classes %q (-got +want):\n%s", text, diff)
		}
		if diff := cmp.Diff(splitClasses(text, true), want.Groups); diff != "" {
			t.Errorf("groups %q (-got +want):\n%s", text, diff)
		}
	}
	if !(Record{Groups: []Class{{Name: "BASE2011-2012"}}}).Stale() || (Record{Classes: []Class{{Name: "BASEBALL"}, {Name: "BASE0001-0002"}}}).Stale() {
		t.Error("stale is not BASE and two years")
	}
}

// TestClassDamage wants what Excel makes of a class told from classes with such names.
func TestClassDamage(t *testing.T) {
	for text, want := range map[string]Code{
		"3,00E+01": CodeExcelNumber, "3.00E+01": CodeExcelNumber, "3E+01": CodeExcelNumber, "6-mars": CodeExcelDate, "03/02/2026": CodeExcelDate, "déc-04": CodeExcelDate,
		"3E1": "", "3 E 1": "", "6-3": "", "3/2": "", "6 MARS": "", "SEPT": "", "3.1": "", "": "",
	} {
		if got := classDamage(text); got != want {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
}

func TestRepairMojibake(t *testing.T) {
	for text, want := range map[string]string{
		"FranÃ§ois": "François", "FranÃƒÂ§ois": "François", "Å’UVRARD": "ŒUVRARD", "Ã\u0089RIC": "ÉRIC", "Fran√ßois": "François", "Ch‚Äô": "Ch’",
	} {
		if got, ok := repairMojibake(text); got != want || !ok {
			t.Errorf("%q is %q, want %q", text, got, want)
		}
	}
	for _, text := range []string{"", "François", "Ã", "Â", "SÃO PAULO", "É¿", "ß…", "L’ÉTANG", "ŒUVRE", "D’Ÿ", "Zoë", "Ñandú"} {
		if got, ok := repairMojibake(text); ok {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestHeaderNames(t *testing.T) {
	for name, want := range map[string]Column{
		"Guid": {Field: FieldGUID}, " PRÉNOM ": {Field: FieldFirstName}, "Date de naissance": {Field: FieldBorn}, "Date de naissance (JJ/MM/AAAA)": {Field: FieldBorn}, "Sexe (M/F)": {Field: FieldSex}, "Guid_Enfant12": {Field: FieldChild, N: 12},
		"guid enfant 2": {Field: FieldChild, N: 2}, "ENFANT_NOM": {}, "Pr?nom": {Field: FieldFirstName}, "Pr\ufffdnom": {Field: FieldFirstName},
		"Civilit??": {Field: FieldTitle}, "": {}, "?": {}, "N\u200bom": {Field: FieldLastName}, "classe": {Field: FieldClasses}, "id_ent": {Field: FieldGUID},
		"SACOCHE_ID": {Field: FieldAccountID}, "Nom complet": {},
	} {
		f, n := fieldOf(name)
		if got := (Column{Field: f, N: n}); got != want {
			t.Errorf("%q is %+v, want %+v", name, got, want)
		}
	}
}

// TestColumns wants the plainest of the columns with one meaning, and the kind of file that the columns make.
func TestColumns(t *testing.T) {
	for header, want := range map[string]struct {
		Layout      Layout
		Last, First string // the names of the columns that are read
		Profile     string
		Findings    []Code
	}{
		"Guid;Nom;Prénom;Profil":                      {LayoutGUID, "Nom", "Prénom", "Profil", nil},
		"Guid;Nom d'usage;Nom;Prénom 2;Prénom":        {LayoutGUID, "Nom", "Prénom", "", []Code{CodeSameMeaning}},
		"Guid;Nom d'usage;Nom de famille;Prénom":      {LayoutGUID, "Nom de famille", "Prénom", "", []Code{CodeSameMeaning}},
		"Guid;Nom de naissance;Prénom 1;Prénom 2":     {LayoutGUID, "Nom de naissance", "Prénom 1", "", nil},
		"Guid;Nom;Prénom;Type;Profil":                 {LayoutGUID, "Nom", "Prénom", "Profil", []Code{CodeSameMeaning}},
		"Guid;Nom;Prénom;Nom":                         {LayoutGUID, "Nom", "Prénom", "", []Code{CodeDuplicateColumn}},
		"Guid;ENFANT_NOM;ENFANT_PRENOM;Nom;Prénom":    {LayoutGUID, "Nom", "Prénom", "", nil},
		"Guid;Id;Nom;Prénom":                          {LayoutGUID, "Nom", "Prénom", "", []Code{CodeIDInRoster}},
		"Id;Guid;Nom;Prénom;Guid_Enfant1":             {LayoutGUID, "Nom", "Prénom", "", []Code{CodeIDInRoster}},
		"Id;Nom;Prénom;Guid_Enfant1":                  {LayoutGUID, "Nom", "Prénom", "", []Code{CodeMissingColumn}},
		"id;nom;prenom;guid":                          {LayoutAccounts, "nom", "prenom", "", []Code{CodeGUIDInAccounts}},
		"id;nom;prenom;profil;id_ent;enfants":         {LayoutAccounts, "nom", "prenom", "profil", nil},
		"id_ent;id;nom;prenom":                        {LayoutAccounts, "nom", "prenom", "", nil},
		"Identifiant ENT;Nom;Prénom":                  {LayoutKosmos, "Nom", "Prénom", "", nil},
		"SACOCHE_ID;ID_ENT;GENRE;NOM;PRENOM":          {LayoutPupils, "NOM", "PRENOM", "", nil},
		"SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL":         {LayoutProfessionals, "NOM", "PRENOM", "PROFIL", nil},
		"SACOCHE_ID;NOM;PRENOM;ENFANT_ID;ENFANT_NOM;": {LayoutGuardians, "NOM", "PRENOM", "", nil},
	} {
		r, _, _ := readAll([]byte(header+"\n"), nil)
		cols := r.Columns()
		got := want
		got.Layout, got.Findings = r.Dialect().Layout, nil
		got.Last, got.First, got.Profile = cols.header(cols.Index(FieldLastName)), cols.header(cols.Index(FieldFirstName)), cols.header(cols.Index(FieldProfile))
		for _, f := range r.Findings() {
			got.Findings = append(got.Findings, f.Code)
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", header, diff)
		}
	}
}

// TestAlign wants values moved on evidence only, and no fault seen in names and labels that are words of other columns.
func TestAlign(t *testing.T) {
	cols := newColumns(strings.Split("Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance;Sexe", ";"))
	for _, tt := range []struct {
		row, want string
		misfit    bool
		severity  Severity
	}{
		{"G;DISSOIR;Alain;National_1;1L1;16/06/1987", "G;DISSOIR;Alain;National_1;1L1;;16/06/1987", true, Warning},
		{"G;DISSOIR;Alain;National_1;1L1;;;16/06/1987;", "G;DISSOIR;Alain;National_1;1L1;;16/06/1987", true, Warning},
		{"G;DISSOIR;Alain;National_1;;1L1;;16/06/1987;", "G;DISSOIR;Alain;National_1;;1L1;16/06/1987", true, Warning},
		{"G;DISSOIR;Alain;National_1;1", "G;DISSOIR;Alain;National_1;1", false, Info},
		{"G;PARENT;Luc;National_3;;;;;;", "G;PARENT;Luc;National_3;;;;", true, Info},
		{"G;MALE;Garçon;National_3;3 M;", "G;MALE;Garçon;National_3;3 M;", true, Info},
		{"G;DUPONT;;Jardinier;1;;;;;", "G;DUPONT;;Jardinier;1;;;", true, Info},
		{"G;DUPONT;;Jardinier;3;1;;;;", "G;DUPONT;;Jardinier;3;1;;", true, Info},
		{"G;DUPONT;ELV", "G;DUPONT;ELV", false, Info},
		{"G;DISSOIR;Alain;ELV;1L1;;;16/06/1987;M;x", "G;DISSOIR;Alain;ELV;1L1;;;16/06/1987;M;x", false, Info},
		{"G;16/06/1987;Luc;;", "G;16/06/1987;Luc;;", true, Error},
	} {
		var cells []cell
		for text := range strings.SplitSeq(strings.Replace(tt.row, "G", alain, 1), ";") {
			cells = append(cells, cell{text: text})
		}
		cells, misfit, severity := align(cols, len(cols), cells, today)
		var got []string
		for _, c := range cells {
			got = append(got, c.text)
		}
		if text := strings.Join(got, ";"); text != strings.Replace(tt.want, "G", alain, 1) || misfit != tt.misfit || severity != tt.severity {
			t.Errorf("%s became %s, %v, %s", tt.row, text, misfit, severity)
		}
	}
}

// TestIsClean wants that what isClean lets pass is what cleaning leaves as it is.
func TestIsClean(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	pieces := []string{"a", "Z", " ", "'", "=", "\"", "~", "\x7f", "\x1f", "\t", "é", "À", "ſ", "Ã", "©", "Â", "ß", "…", "e\u0301", "ﬁ", "\u00a0", "√", "Œ", "DISSOIR"}
	passed := 0
	for range 200_000 {
		var b []byte
		for range 1 + rng.IntN(12) {
			b = append(b, pieces[rng.IntN(len(pieces))]...)
		}
		if !isClean(b, UTF8) {
			continue
		}
		passed++
		if text, marks := clean(b, UTF8, true); text != string(b) || marks != 0 {
			t.Fatalf("%q is cleaned to %q, %b", b, text, marks)
		}
	}
	if passed < 1000 {
		t.Errorf("only %d texts passed", passed)
	}
	for c := range 128 {
		id := strings.Replace(alain, "f", string(rune(c)), 1)
		if want := strings.ContainsRune("0123456789abcdef", rune(c)); isCanonicalGUID(id) != want {
			t.Errorf("%q is canonical: %v, want %v", id, !want, want)
		}
	}
}
