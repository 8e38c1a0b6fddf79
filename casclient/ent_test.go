package casclient

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// entOf reads the content of an authenticationSuccess beside the user.
func entOf(t *testing.T, content string) ENT {
	t.Helper()
	a, err := parseAnswer(yes(jo+content), "")
	if err != nil {
		t.Fatalf("%v\n%s", err, content)
	}
	return a.attributes.ENT()
}

func TestENT(t *testing.T) {
	for _, tt := range []struct {
		what, content string
		want          ENT
	}{
		{"nothing", "", ENT{}},
		{"Erasme: beside the user", `<cas:uid>87654321</cas:uid><cas:ENTPersonStructRattachRNE>0690001B</cas:ENTPersonStructRattachRNE><cas:ENT_id>10010</cas:ENT_id><cas:ENTPersonProfils>National_3</cas:ENTPersonProfils>`,
			ENT{Profiles: []Profile{ProfileENS}, Schools: []string{"0690001B"}}},
		{"a wrapper, several schools", `<cas:attributes><cas:ENTPersonStructRattachRNE>0690001b</cas:ENTPersonStructRattachRNE><cas:ENTPersonStructRattachRNE> 0690002C </cas:ENTPersonStructRattachRNE><cas:ENTPersonStructRattachRNE>0690001B</cas:ENTPersonStructRattachRNE></cas:attributes>`,
			ENT{Schools: []string{"0690001B", "0690002C"}}},
		{"laclasse: everything twice", `<cas:attributes><cas:LaclasseNom>Lefèvre</cas:LaclasseNom><cas:LaclassePrenom>Zoë</cas:LaclassePrenom><cas:LaclasseDateNais>2013-02-28</cas:LaclasseDateNais><cas:ENTPersonProfils>DIR:0699999Z;ENS:0699999Z;ELV:0690078k</cas:ENTPersonProfils><cas:LaclasseNomClasse>6A</cas:LaclasseNomClasse></cas:attributes>` +
			`<cas:LaclasseNom>Lefèvre</cas:LaclasseNom><cas:ENTPersonProfils>DIR:0699999Z;ENS:0699999Z;ELV:0690078k</cas:ENTPersonProfils>`,
			ENT{Profiles: []Profile{ProfileDIR, ProfileENS, ProfileELV}, Schools: []string{"0699999Z", "0690078K"}, Classes: []ENTClass{{"", "6A"}}, LastName: "Lefèvre", FirstName: "Zoë", Born: "2013-02-28"}},
		{"laclasse: roles", `<cas:ENTPersonRoles>PROF_ETB:0690078K:9999:Professeur:CLG-Rosset-LYON;ADM_ETB:0690079L:9999</cas:ENTPersonRoles>`,
			ENT{Profiles: []Profile{ProfileENS}, Schools: []string{"0690078K", "0690079L"}}},
		{"GIP RECIA: names and values, all schools and the current one", `<cas:attribute name="ESCOUAI" value="0450822X"/><cas:attribute name="ESCOUAI" value="0451483R"/><cas:attribute name="ESCOUAICourant" value="0451483R"/><cas:attribute name="sn" value="Lefèvre"/><cas:attribute name="givenName" value="Zoë"/>`,
			ENT{Schools: []string{"0450822X", "0451483R"}, School: "0451483R", LastName: "Lefèvre", FirstName: "Zoë"}},
		{"Kosmos Occitanie", `<cas:rneCourant>0310001A</cas:rneCourant><cas:ENTPersonProfils>National_elv</cas:ENTPersonProfils>`,
			ENT{Profiles: []Profile{ProfileELV}, Schools: []string{"0310001A"}, School: "0310001A"}},
		{"entcore: JSON text", `<cas:attributes><cas:type>["Student"]</cas:type><cas:classes>["4e8c-1$6A","0870003F$6 B"]</cas:classes><cas:structureNodes>[{"UAI":"0870003F","name":"Collège","type":"Teacher?","id":"x"},{"UAI":null}]</cas:structureNodes><cas:functionalGroups>[{"name":"A"}]</cas:functionalGroups><cas:lastName>["Lefèvre"]</cas:lastName></cas:attributes>`,
			ENT{Profiles: []Profile{ProfileELV}, Schools: []string{"0870003F"}, Classes: []ENTClass{{"", "6A"}, {"0870003F", "6 B"}}, LastName: "Lefèvre"}},
		{"entcore KNE: plurals around singulars", `<cas:ENTPersonProfils><cas:ENTPersonProfil>National_ENS</cas:ENTPersonProfil><cas:ENTPersonProfil>National_TUT</cas:ENTPersonProfil></cas:ENTPersonProfils><cas:ENTEleveClasses><cas:ENTEleveClasse>0690001B$6A</cas:ENTEleveClasse></cas:ENTEleveClasses>`,
			ENT{Profiles: []Profile{ProfileENS, ProfileTUT}, Classes: []ENTClass{{"0690001B", "6A"}}}},
		{"EnglishAttack: nested deeper", `<cas:ENTPersonStructRattachs><cas:ENTPersonStructRattach><cas:ENTPersonStructRattachRNE>0690001B</cas:ENTPersonStructRattachRNE><cas:ENTPersonStructRattachName>Collège</cas:ENTPersonStructRattachName></cas:ENTPersonStructRattach></cas:ENTPersonStructRattachs>`,
			ENT{Schools: []string{"0690001B"}}},
		{"entcore Pronote: joined, and a French date", `<cas:categories>National_3;National_2</cas:categories><cas:dateNaissance>28/02/2013</cas:dateNaissance><cas:nom>Lefèvre</cas:nom><cas:prenom>Zoë</cas:prenom>`,
			ENT{Profiles: []Profile{ProfileENS, ProfileTUT}, LastName: "Lefèvre", FirstName: "Zoë", Born: "2013-02-28"}},
		{"Edifice 2024", `<cas:attributes><cas:userAttributes><cas:lastName>Lefèvre</cas:lastName><cas:displayName>Zoë Lefèvre</cas:displayName><cas:birthDate>2024-03-14</cas:birthDate><cas:profile>Teacher</cas:profile><cas:schools><cas:school externalId="0870003F" main="true" name="École" type="x"><cas:classes><cas:classe externalId="a-b$TPS">TPS</cas:classe></cas:classes></cas:school></cas:schools></cas:userAttributes></cas:attributes>`,
			ENT{Profiles: []Profile{ProfileENS}, Schools: []string{"0870003F"}, Classes: []ENTClass{{"", "TPS"}}, LastName: "Lefèvre", DisplayName: "Zoë Lefèvre", Born: "2024-03-14"}},
		{"National_4 is not sure to be the head", `<cas:ENTPersonProfils>National_4</cas:ENTPersonProfils>`, ENT{Profiles: []Profile{ProfileStaff}}},
		{"what looks like nothing known", `<cas:ENTPersonProfils>admin</cas:ENTPersonProfils><cas:ENTPersonStructRattachRNE>069001B</cas:ENTPersonStructRattachRNE><cas:ENTPersonStructRattach>ou=x</cas:ENTPersonStructRattach><cas:birthDate>31/02/2013</cas:birthDate><cas:classes>;$; </cas:classes><cas:type>[1</cas:type>`, ENT{}},
		{"text that begins like JSON", `<cas:lastName>[sic] Lefèvre</cas:lastName>`, ENT{LastName: "[sic] Lefèvre"}},
		{"the national name before the vendor's, and none that is blank", `<cas:sn>B</cas:sn><cas:nom> </cas:nom><cas:lastName>A</cas:lastName><cas:nom>C</cas:nom>`, ENT{LastName: "A"}},
		{"names in other capitals", `<cas:LASTNAME>A</cas:LASTNAME><cas:entpersonprofils>NATIONAL_ELV</cas:entpersonprofils>`, ENT{Profiles: []Profile{ProfileELV}, LastName: "A"}},
		{"a date with a time", `<cas:birthDate>2013-02-28T00:00:00+01:00</cas:birthDate>`, ENT{Born: "2013-02-28"}},
	} {
		if diff := cmp.Diff(tt.want, entOf(t, tt.content)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.what, diff)
		}
	}
}

// A row of the table that no name leads to would be a row that does nothing.
func TestEveryRowOfTheTables(t *testing.T) {
	values := map[entField]string{
		fieldProfile: "National_ELV", fieldSchool: "0690001B", fieldCurrent: "0690001B", fieldClass: "6A",
		fieldLast: "A", fieldFirst: "B", fieldDisplay: "C", fieldBorn: "2013-02-28", fieldInside: `[{"UAI":"0690001B"}]`,
	}
	want := map[entField]ENT{
		fieldProfile: {Profiles: []Profile{ProfileELV}}, fieldSchool: {Schools: []string{"0690001B"}}, fieldCurrent: {Schools: []string{"0690001B"}, School: "0690001B"},
		fieldClass: {Classes: []ENTClass{{"", "6A"}}}, fieldLast: {LastName: "A"}, fieldFirst: {FirstName: "B"}, fieldDisplay: {DisplayName: "C"},
		fieldBorn: {Born: "2013-02-28"}, fieldInside: {Schools: []string{"0690001B"}},
	}
	var names []string
	for _, row := range entTable {
		if row.source == "" {
			t.Errorf("%s has no source", row.names)
		}
		for name := range strings.FieldsSeq(row.names) {
			names = append(names, strings.ToLower(name))
			if diff := cmp.Diff(want[row.field], Attributes{{name, values[row.field]}}.ENT()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", name, diff)
			}
		}
	}
	for _, row := range profileTable {
		for code := range strings.SplitSeq(row.codes, ",") {
			names = append(names, strings.ToLower(code))
			if diff := cmp.Diff([]Profile{row.profile}, Attributes{{"ENTPersonProfils", strings.ToUpper(code)}}.ENT().Profiles); diff != "" || row.source == "" {
				t.Errorf("%s (-want +got):\n%s", code, diff)
			}
		}
	}
	slices.Sort(names)
	if n := len(slices.Compact(slices.Clone(names))); n != len(names) {
		t.Errorf("%d names are in the tables twice", len(names)-n)
	}
}

func TestENTOfALargeAnswer(t *testing.T) {
	classes := make([]string, 100_000)
	for i := range classes {
		classes[i] = fmt.Sprint(i)
	}
	text, _ := json.Marshal(classes[:maxAttributes])
	for what, value := range map[string]string{"many": strings.Join(classes, ";"), "one many times": strings.Repeat("6A;", 300_000), "JSON": string(text), "brackets": strings.Repeat("[", 500_000)} {
		n := 0
		if d := shortest(func() { n = len(Attributes{{"classes", value}}.ENT().Classes) }); d > tooLong {
			t.Errorf("%s: it took %v", what, d)
		}
		if n == 0 || n > maxENT {
			t.Errorf("%s: %d classes", what, n)
		}
	}
}

func FuzzENT(f *testing.F) {
	f.Add("classes", `["0690001B$6A"]`)
	f.Add("ENTPersonProfils", "DIR:0699999Z;ENS")
	f.Fuzz(func(t *testing.T, name, value string) {
		e := Attributes{{name, value}, {"structureNodes", value}, {"dateNaissance", value}}.ENT()
		for _, uai := range e.Schools {
			if v, ok := parseUAI(uai); !ok || v != uai {
				t.Errorf("school %q", uai)
			}
		}
		if e.Born != "" {
			if _, err := time.Parse(time.DateOnly, e.Born); err != nil {
				t.Error(err)
			}
		}
	})
}
