package main

import (
	"bufio"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

// observed reads the observations of one kind that matcher keeps, and those of
// the folder that SACOCHE_DATA names.
func observed[T any](t *testing.T, kind string, each func(T)) {
	t.Helper()
	files := []string{filepath.Join("..", "..", "matcher", "testdata", "sacoche", kind+".sample.jsonl")}
	if dir := os.Getenv("SACOCHE_DATA"); dir != "" {
		files = append(files, filepath.Join(dir, kind+".jsonl"))
	}
	for _, name := range files {
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		lines := bufio.NewScanner(f)
		lines.Buffer(nil, 64<<20)
		for lines.Scan() {
			var o T
			if err := json.Unmarshal(lines.Bytes(), &o); err != nil {
				t.Fatal(err)
			}
			each(o)
		}
	}
}

// quotedCSV writes a file with every cell in quotes.
func quotedCSV(rows ...[]string) string {
	var b strings.Builder
	for _, r := range rows {
		for i, c := range r {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString(`"` + strings.ReplaceAll(c, `"`, `""`) + `"`)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

// predicted runs predict --json and returns what it says of rows and accounts.
func predicted(t *testing.T, roster, accounts string, more ...string) (rows []predictedRow, list []predictedAccount) {
	t.Helper()
	stdout, stderr, code := try(t, append([]string{"predict", "--json", "--roster", roster, "--accounts", accounts}, more...)...)
	if stderr != "" || code != exitDone && code != exitLeft {
		t.Fatalf("code %d, stderr %q", code, stderr)
	}
	for line := range strings.Lines(stdout) {
		var r predictedRow
		var a predictedAccount
		if err := json.Unmarshal([]byte(line), &r); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if r.Type == "row" {
			if list != nil {
				t.Error("a row after an account")
			}
			rows = append(rows, r)
			continue
		}
		if err := json.Unmarshal([]byte(line), &a); err != nil || a.Type != "account" {
			t.Fatalf("%q: %v", line, err)
		}
		list = append(list, a)
	}
	return rows, list
}

// What SACoche did with whole scenarios, from files and on the command line.
func TestPredictImports(t *testing.T) {
	type scenario struct {
		ID, Tag  string
		SQLMode  string `json:"sql_mode"`
		Accounts []struct {
			UID                int
			Nom, Prenom        string
			Profil, ProfilType string
			Before             string `json:"id_ent"`
			After              string `json:"final_id_ent"`
		}
		Rows []struct{ ID, Nom, Prenom, Outcome string }
	}
	n := 0
	observed(t, "import", func(s scenario) {
		n++
		more := []string{"--former", write(t, "former.csv", "id;nom;prenom\n")} // the accounts are all there are
		if s.SQLMode == "strict" {
			more = append(more, "--strict")
		}
		roster := [][]string{{"Guid", "Nom", "Prénom"}}
		var want []string
		for _, r := range s.Rows {
			roster = append(roster, []string{r.ID, r.Nom, r.Prenom})
			want = append(want, r.ID+" "+r.Outcome)
		}
		accounts := [][]string{{"id", "nom", "prenom", "profil", "id_ent"}}
		for _, a := range s.Accounts {
			accounts = append(accounts, []string{fmt.Sprint(a.UID), a.Nom, a.Prenom, a.Profil, a.Before})
			want = append(want, fmt.Sprint(a.UID, " ", a.Before, " ", a.After))
		}
		rows, list := predicted(t, write(t, "ent.csv", quotedCSV(roster...)), write(t, "app.csv", quotedCSV(accounts...)), more...)
		var got []string
		for _, r := range rows {
			if got = append(got, r.GUID+" "+r.Outcome); r.Former {
				t.Errorf("%s: a former account could change %+v", s.ID, r)
			}
		}
		for _, a := range list {
			got = append(got, a.AccountID+" "+a.Before+" "+a.After)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s %s (-want +got):\n%s", s.ID, s.Tag, d)
		}
	})
	t.Logf("%d scenarios", n)
}

// What SACoche read in files, with an account list that is a header alone.
func TestPredictReading(t *testing.T) {
	type reading struct {
		ID, Tag string
		Name    string `json:"upload_name"`
		Content string `json:"content_b64"`
		Rows    []struct{ ID string }
	}
	accounts := write(t, "app.csv", "id;nom;prenom;profil;id_ent\n")
	observed(t, "csvread", func(o reading) {
		data, err := base64.StdEncoding.DecodeString(o.Content)
		if err != nil {
			t.Fatal(err)
		}
		path := write(t, filepath.Base(o.Name), string(data))
		if o.Rows == nil {
			if _, stderr, code := try(t, "predict", "--json", "--roster", path, "--accounts", accounts); code != exitFailed || !strings.Contains(stderr, "SACoche") {
				t.Errorf("%s %s: code %d, %q; want it refused", o.ID, o.Tag, code, stderr)
			}
			return
		}
		var want, got []string
		for _, r := range o.Rows {
			want = append(want, r.ID)
		}
		rows, _ := predicted(t, path, accounts)
		for _, r := range rows {
			if r.Outcome != "skipped" {
				got = append(got, r.GUID)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s %s (-want +got):\n%s", o.ID, o.Tag, d)
		}
	})
}

const teachers = "SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;PROFIL\r\n\r\n"

func TestPredictCells(t *testing.T) {
	for _, tt := range []struct {
		why, roster, accounts, want string
	}{
		{"a name is not trimmed or composed before the rule", "Guid;Nom;Prénom\na;Noe\u0308l;Eva\nb; Roy ;Léa\n", "id;nom;prenom\n1;Noël;Eva\n2;ROY;Léa\n", "unknown changed |  b"},
		{"an empty cell", "Guid;Nom;Prénom\n;Roy;Léa\n\nb;Roy\n", "id;nom;prenom\n2;ROY;Léa\n", "skipped skipped | "},
		{"an administrator by SACoche's code", "Guid;Nom;Prénom\na;Roy;Léa\n", teachers + "1;;;0;0;;x;Mme;ROY;Léa;;ENS\r\n2;;;0;0;;x;Mme;ROY;Léa;;ADM\r\n", "changed | a "},
		{"an administrator in words", "Guid;Nom;Prénom\na;Roy;Léa\n", "id;nom;prenom;profil\n1;Roy;Léa;administrateur\n", "unknown | "},
		{"an account list without accounts", "Guid;Nom;Prénom\na;Roy;Léa\n", teachers, "unknown |"},
		{"a letter that SACoche's list can't hold", "Guid;Nom;Prénom\na;Ozturk;Ay\u015fe\n", teachers + "1;;;0;0;;x;Mme;OZTURK;Ay\xa0e;;ENS\r\n", "changed | a"},
		{"a guardian of two children", "Guid;Nom;Prénom\na;Roy;Léa\n", "id;nom;prenom\n1;Roy;Léa\n1;Roy;Léa\n", "changed | a"},
		{"quotes in SACoche's lists are letters", "Guid;Nom;Prénom\na;Roy;\"Léa \"\"X\"\"\"\n", teachers + "1;;;0;0;;x;Mme;ROY;L\xe9a \"X\";;ENS\r\n", "changed | a"},
		{"columns in another order", "Nom;Prénom;Guid\nRoy;Léa;a\n", "id;nom;prenom\n1;Roy;Léa\n", "unknown | "},
	} {
		rows, list := predicted(t, write(t, "ent.csv", tt.roster), write(t, "app.csv", tt.accounts))
		var got []string
		for _, r := range rows {
			got = append(got, r.Outcome)
		}
		got = append(got, "|")
		for _, a := range list {
			got = append(got, a.After)
		}
		if got := strings.Join(got, " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestPredictWrongPerson(t *testing.T) {
	// The father has an account and is not in the export of this school's pupils.
	roster := write(t, "ent.csv", "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance\n"+
		"f73d0f72-0958-4b8f-85f7-a58a96d95220;ROY;Jean;Elève;0750001A$6B;;01/02/2014\n"+
		"0c28cd44-a295-45fd-845a-4d81a38b0024;PETIT;Luc;Elève;0750001A$6B;;03/04/2014\n")
	accounts := write(t, "app.csv", "id;nom;prenom;profil;etab;naissance\n12;Roy;Jean;parent;0750001A;\n13;Petit;Luc;eleve;0750001A;03/04/2014\n")
	rows, _ := predicted(t, roster, accounts)
	if len(rows) != 2 || rows[0].Verdict != "undecided" || rows[0].AccountID != "12" || rows[1].Verdict != "right" || !rows[0].Former {
		t.Errorf("rows %+v, want the first undecided, the second right", rows)
	}
	stdout, _, code := try(t, "predict", "--roster", roster, "--accounts", accounts)
	for _, want := range []string{"2 lignes donnent leur identifiant", "0 ligne irait à la mauvaise personne", "1 ligne irait à un compte dont on ne sait pas", "ligne 2", "--former"} {
		if !strings.Contains(nbsp(stdout), want) {
			t.Errorf("no %q in\n%s", want, stdout)
		}
	}
	if code != exitLeft {
		t.Errorf("code %d, want 3", code)
	}
	former := write(t, "former.csv", "id;nom;prenom;profil\n9;Roy;Jean;eleve\n")
	rows, list := predicted(t, roster, accounts, "--former", former)
	if rows[0].Outcome != "homonym" || rows[0].Former || len(list) != 3 || list[2].AccountID != "9" {
		t.Errorf("with a former namesake: %+v %+v", rows, list)
	}
}

// An account that match gives to one person and SACoche to another.
func TestPredictNamesTheWrongRows(t *testing.T) {
	const people = "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance\n" +
		"f73d0f72-0958-4b8f-85f7-a58a96d95220;ROY;Jean;Elève;0750001A$6B;;01/02/2014\n" +
		"0c28cd44-a295-45fd-845a-4d81a38b0024;ROY;Jean;Elève;0750001A$5B;;03/04/2013\n"
	accounts := write(t, "app.csv", "id;nom;prenom;profil;etab;naissance\n12;Roy;Jean;eleve;0750001A;03/04/2013\n")
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().String(people)
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{"as the ENT writes it": people, "as a spreadsheet's Unicode text": wide} {
		stdout, _, code := try(t, "predict", "--lang", "en", "--roster", write(t, "ent.csv", text), "--accounts", accounts)
		for _, want := range []string{"1 row would go to the wrong person", "line 2: ROY Jean → account 12 (Roy Jean), which is somebody else's", "To do: do not import this file as it is."} {
			if !strings.Contains(stdout, want) {
				t.Errorf("%s: no %q in\n%s", name, want, stdout)
			}
		}
		if code != exitLeft {
			t.Errorf("%s: code %d, want 3", name, code)
		}
	}
	safe := write(t, "safe.csv", "Guid;Nom;Prénom;Profil;Classes;DateNaissance\n0c28cd44-a295-45fd-845a-4d81a38b0024;ROY;Jean;Elève;0750001A$5B;03/04/2013\n")
	if stdout, _, _ := try(t, "predict", "--lang", "en", "--roster", safe, "--accounts", accounts); strings.Contains(stdout, "To do") {
		t.Errorf("a file that goes right is not to be imported:\n%s", stdout)
	}
}

func TestPredictExitCodes(t *testing.T) {
	good, list := write(t, "ent.csv", roster), write(t, "app.csv", "id;nom;prenom;profil;etab\n12;Lefevre;ZOE;eleve;0750001A\n13;Noel;Eva;eleve;0750001A\n")
	for _, tt := range []struct {
		why  string
		args []string
		want int
	}{
		{"every row to the account decided", []string{"--roster", good, "--accounts", list}, exitDone},
		{"two rosters, the second finds all done", []string{"--roster", good, good, "--accounts", list}, exitDone},
		{"a row that finds nobody", []string{"--roster", good, "--accounts", write(t, "app.csv", accounts)}, exitLeft},
		{"no accounts flag", []string{"--roster", good}, exitUsage},
		{"no roster flag", []string{"--accounts", list}, exitUsage},
		{"a roster that is not there", []string{"--roster", filepath.Join(t.TempDir(), "x.csv"), "--accounts", list}, exitFailed},
		{"a roster for accounts", []string{"--roster", good, "--accounts", good}, exitFailed},
		{"a name that SACoche refuses", []string{"--roster", write(t, "ent.xls", roster), "--accounts", list}, exitFailed},
		{"an empty roster", []string{"--roster", write(t, "ent.csv", ""), "--accounts", list}, exitFailed},
		{"an empty account list", []string{"--roster", good, "--accounts", write(t, "app.csv", "")}, exitFailed},
		{"no school is known: nothing to compare with", []string{"--roster", write(t, "ent.csv", "Guid;Nom;Prénom\na;LEFEVRE;Zoé\n"), "--accounts", write(t, "app.csv", "id;nom;prenom\n12;Lefevre;ZOE\n")}, exitLeft},
	} {
		for _, extra := range [][]string{nil, {"--json"}} {
			stdout, stderr, code := try(t, append(append([]string{"predict"}, tt.args...), extra...)...)
			if code != tt.want || (code == exitDone || code == exitLeft) != (stderr == "") {
				t.Errorf("%s %v: code %d, stderr %q, want code %d\n%s", tt.why, extra, code, stderr, tt.want, stdout)
			}
		}
	}
}

func TestPredictSaysWhatIsNoCSVFile(t *testing.T) {
	const workbook, want = "PK\x03\x04....[Content_Types].xml", "classeur Excel (.xlsx) : enregistrez-le en CSV UTF-8"
	list := write(t, "app.csv", accounts)
	for _, name := range []string{"ent.xlsx", "ent.csv"} {
		stdout, stderr, _ := try(t, "predict", "--roster", write(t, name, workbook), "--accounts", list)
		if !strings.Contains(nbsp(stdout+stderr), want) {
			t.Errorf("%s: %q, %q, want %q", name, stdout, stderr, want)
		}
	}
}

// The rule of entcore knows profiles and birth dates and no schools: of two
// namesakes one of whom has an account, the other's is hers.
func TestPredictEntcore(t *testing.T) {
	roster := write(t, "ent.csv", "Guid;Nom;Prénom;Profil;Classes;DateNaissance\n"+
		"00000000-0000-0000-0000-000000000001;D’Arc;Zoé;Elève;6A;01/02/2015\n"+
		"00000000-0000-0000-0000-000000000002;PETIT;Léa;Elève;6A;03/04/2015\n"+
		"00000000-0000-0000-0000-000000000003;PETIT;Anna;Elève;6A;\n"+
		"00000000-0000-0000-0000-000000000004;LE GALL;Noé;Elève;6A;05/06/2015\n"+
		"00000000-0000-0000-0000-000000000005;ROUX;Tom;Elève;6A;07/08/2015\n")
	accounts := write(t, "app.csv", "id;nom;prenom;profil;classe;naissance;id_ent\n"+
		"1;D'Arc;Zoe;ELV;6A;01/02/2015;\n"+
		"2;Petit;Lea;ELV;6A;03/04/2015;00000000-0000-0000-0000-000000000002\n"+
		"4;Le-Gall;Noe;ELV;6A;05/06/2015;\n5;LEGALL;Noé;ELV;6B;05/06/2015;\n"+
		"6;Roux;Tom;ELV;6A;07/08/2015;\n")
	rows, list := predicted(t, roster, accounts, "--rule", "entcore", "--school", "0990042V")
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Line, " ", r.Outcome, " ", r.AccountID, " ", r.Verdict))
	}
	for _, a := range list {
		got = append(got, a.AccountID+" "+a.Before+" > "+a.After)
	}
	const id = "00000000-0000-0000-0000-00000000000"
	want := []string{"2 unknown  ", "3 identical 2 right", "4 skipped  ", "5 homonym  ", "6 changed 6 right",
		"1  > ", "2 " + id + "2 > " + id + "2", "4  > ", "5  > ", "6  > " + id + "5"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("rows and accounts (-got +want):\n%s", diff)
	}
	stdout, _, code := try(t, "predict", "--rule", "entcore", "--school", "0990042V", "--roster", roster, "--accounts", accounts)
	for _, want := range []string{"par entcore", "ne trouve pas la personne", "élève sans date de naissance"} {
		if !strings.Contains(nbsp(stdout), want) || strings.Contains(stdout, "SACoche") {
			t.Errorf("no %q, or SACoche, in:\n%s", want, stdout)
		}
	}
	if code != exitLeft {
		t.Errorf("code %d, want %d", code, exitLeft)
	}
	for _, args := range [][]string{{"--rule", "moodle"}, {"--rule", "gepi", "--strict"}, {"--rule", "entcore", "--strict"}, {"--rule", "entcore", "--former", accounts}} {
		if _, stderr, code := try(t, append([]string{"predict", "--roster", roster, "--accounts", accounts}, args...)...); code != exitUsage || stderr == "" {
			t.Errorf("%v: code %d, %q, want a usage error", args, code, stderr)
		}
	}
}

// GEPI reads a birth date in the sixth cell of a row alone, and gives a father
// the account of the one guardian that it knows of his child.
func TestPredictGEPI(t *testing.T) {
	const id = "00000000-0000-0000-0000-00000000000"
	roster := write(t, "ent.csv", "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Guid_Enfant1\n"+
		id+"1;PETIT;Zoé;Elève;6A;01/02/2015\n"+
		id+"2;ROUX;Tom;Elève;6A;;07/08/2015\n"+
		id+"3;PETIT;Paul;Parent;;;;"+id+"1\n"+
		id+"4;BACQUET;Michel;Enseignant\n")
	accounts := write(t, "app.csv", "id;nom;prenom;profil;classe;naissance;enfants;id_ent\n"+
		"1;Petit;Zoe;ELV;6A;01/02/2015;;\n2;Petit;Zoé;ELV;6A;01/02/2014;;\n"+
		"3;Roux;Tom;ELV;6A;21/12/2011;;\n4;Petit;Anne;TUT;;;1;\n5;Bacquet;Michel;PRF;;;;"+id+"4\n")
	rows, list := predicted(t, roster, accounts, "--rule", "gepi", "--school", "0990042V")
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprint(r.Line, " ", r.Outcome, " ", r.AccountID, " ", r.Verdict))
	}
	for _, a := range list {
		got = append(got, a.AccountID+" "+a.Before+" > "+a.After)
	}
	want := []string{"2 changed 1 right", "3 changed 3 undecided", "4 changed 4 undecided", "5 identical 5 right",
		"1  > " + id + "1", "2  > ", "3  > " + id + "2", "4  > " + id + "3", "5 " + id + "4 > " + id + "4"}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("rows and accounts (-got +want):\n%s", diff)
	}
	stdout, _, code := try(t, "predict", "--rule", "gepi", "--school", "0990042V", "--roster", roster, "--accounts", accounts)
	if !strings.Contains(nbsp(stdout), "par GEPI") || strings.Contains(stdout, "SACoche") || code != exitLeft {
		t.Errorf("code %d, want %d, no GEPI, or SACoche, in:\n%s", code, exitLeft, stdout)
	}
}
