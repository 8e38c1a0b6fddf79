package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCheckExitCodes(t *testing.T) {
	clean := write(t, "clean.csv", roster)
	faulty := write(t, "faulty.csv", roster+";SANS;Guid;Elève;0750001A$6B\n")
	for _, tt := range []struct {
		why   string
		files []string
		want  int
	}{
		{"a clean file", []string{clean}, exitDone},
		{"a file with an error", []string{faulty}, exitLeft},
		{"one Guid for two people", []string{write(t, "twice.csv", "Guid;Nom;Prénom\n"+twoWithOneGuid)}, exitLeft},
		{"an empty file", []string{write(t, "empty.csv", "")}, exitFailed},
		{"a missing file", []string{filepath.Join(t.TempDir(), "none.csv")}, exitFailed},
		{"a folder", []string{t.TempDir()}, exitFailed},
		{"a spreadsheet", []string{write(t, "x.csv", "PK\x03\x04\x14\x00\x06\x00[Content_Types].xml")}, exitFailed},
		{"a PDF", []string{write(t, "x.csv", "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")}, exitFailed},
		{"no Guid column", []string{write(t, "x.csv", "Nom;Prénom;Profil\nA;B;Elève\n")}, exitFailed},
		{"a header alone", []string{write(t, "x.csv", "Guid;Nom;Prénom;Profil\n")}, exitDone},
		{"all of them: the worst counts", []string{clean, t.TempDir(), faulty}, exitFailed},
	} {
		t.Run(tt.why, func(t *testing.T) {
			for _, extra := range [][]string{nil, {"--json"}, {"--json", "--records"}} {
				stdout, stderr, code := try(t, append(append([]string{"check"}, extra...), tt.files...)...)
				if code != tt.want || stderr != "" {
					t.Errorf("%v: code %d, stderr %q, want code %d\n%s", extra, code, stderr, tt.want, stdout)
				}
				for _, f := range tt.files {
					if !strings.Contains(stdout, filepath.Base(f)) {
						t.Errorf("%v: %s is not named in the output", extra, f)
					}
				}
			}
		})
	}
}

// TestLayouts wants the rosters of other ENTs checked and matched, by their
// header or by the layout that the caller names.
func TestLayouts(t *testing.T) {
	list := write(t, "accounts.csv", accounts)
	for _, tt := range []struct {
		why, file, layout string
		want              string // what check says that the file is
	}{
		{"a header that is known", "Nom;Prénom;Identifiant ENT;Profil;Classes\nLEFÈVRE;Zoé;zl7;Elève;0750001A$6B\n", "", "Fichier : export de l’ENT (Kosmos, Skolengo)"},
		{"places that the caller knows", "1;2;3;4;5;Classe\nx;y;LEFÈVRE;Zoé;zl7;0750001A$6B\n", "itslearning", "Fichier : export de l’ENT (itslearning)"},
		{"no header at all", "LEFÈVRE;Zoé;zl7\n", "toutatice", "pas d’en-tête"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			file, out := write(t, "ent.csv", tt.file), filepath.Join(t.TempDir(), "out")
			check, match := []string{"check", file}, []string{"match", "--roster", file, "--accounts", list, "--out", out}
			if tt.layout != "" {
				check, match = append(check, "--layout", tt.layout), append(match, "--layout", tt.layout)
			}
			if stdout, stderr, code := try(t, check...); code != exitDone || !strings.Contains(nbsp(stdout), tt.want) {
				t.Errorf("check: code %d, stderr %q, stdout %q; want %q", code, stderr, stdout, tt.want)
			}
			_, stderr, _ := try(t, match...)
			decisions, err := os.ReadFile(filepath.Join(out, "decisions.csv"))
			if err != nil || !strings.Contains(string(decisions), "zl7") {
				t.Errorf("match: stderr %q, error %v, decisions %q", stderr, err, decisions)
			}
			decide := append([]string{"decide", "--ledger", filepath.Join(out, "ledger.txt")}, match[1:5]...)
			if _, stderr, code := try(t, append(append(decide, match[7:]...), "12", "zl7")...); code != exitDone {
				t.Errorf("decide: code %d, stderr %q", code, stderr)
			}
		})
	}
}

func TestCheckJSON(t *testing.T) {
	path := write(t, "x.csv", "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\n"+
		"{F73D0F72-0958-4B8F-85F7-A58A96D95220};FranÃ§ois ;Zoé;National_1;0750001A$6B;;01/02/2012;F\n"+
		";SYLLA;Mariam;National_2;;;;;Mme;F73D0F72-0958-4B8F-85F7-A58A96D95220\n")
	stdout, _, code := try(t, "check", "--json", "--records", path)
	if code != exitLeft {
		t.Errorf("code %d, want 3", code)
	}
	var types []string
	var records []map[string]any
	for line := range strings.Lines(stdout) {
		var o map[string]any
		if err := json.Unmarshal([]byte(line), &o); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if o["file"] != path {
			t.Errorf("file %v, want %s", o["file"], path)
		}
		types = append(types, o["type"].(string))
		switch o["type"] {
		case "record":
			delete(o, "file")
			delete(o, "type")
			records = append(records, o)
		case "finding":
			for _, k := range []string{"code", "severity", "line", "row", "column", "header", "value", "message"} {
				if _, ok := o[k]; !ok {
					t.Errorf("finding without %s: %s", k, line)
				}
			}
		}
	}
	if types[0] != "dialect" {
		t.Errorf("types %v, want the dialect first", types)
	}
	want := []map[string]any{{
		"line": 2.0, "guid": "f73d0f72-0958-4b8f-85f7-a58a96d95220", "nom": "François", "prenom": "Zoé", "profil": "National_1",
		"classes": "0750001A$6B", "groupe": "", "naissance": "2012-02-01", "sexe": "F", "civilite": "", "enfants": []any{},
	}, {
		"line": 3.0, "guid": "", "nom": "SYLLA", "prenom": "Mariam", "profil": "National_2", "classes": "", "groupe": "",
		"naissance": "", "sexe": "", "civilite": "Mme", "enfants": []any{"f73d0f72-0958-4b8f-85f7-a58a96d95220"},
	}}
	if diff := cmp.Diff(records, want); diff != "" {
		t.Errorf("records (-got +want):\n%s", diff)
	}
}

const twoWithOneGuid = "f73d0f72-0958-4b8f-85f7-a58a96d95220;A;B\nF73D0F72-0958-4B8F-85F7-A58A96D95220;C;D\n"

func TestCheckComparesRows(t *testing.T) {
	path := write(t, "x.csv", "Guid;Nom;Prénom\n"+twoWithOneGuid)
	stdout, _, _ := try(t, "check", "--json", path)
	if want := `"code":"cell.duplicate-guid","severity":"error","line":3,"first_line":2,"row":3,"column":1,"header":"Guid"`; !strings.Contains(stdout, want) {
		t.Errorf("no %s in\n%s", want, stdout)
	}
	stdout, _, _ = try(t, "check", path)
	if want := "Ligne 3, colonne « Guid » : cet identifiant est déjà celui d’une autre personne, ligne 2"; !strings.Contains(nbsp(stdout), want) {
		t.Errorf("no %q in\n%s", want, stdout)
	}
}

// TestCheckOfParts wants the files of an export that is split by profile checked together: a child is in the other
// file, and one identifier of two people stands in two files.
func TestCheckOfParts(t *testing.T) {
	const child, parent = "f73d0f72-0958-4b8f-85f7-a58a96d95220", "0c28cd44-a295-45fd-845a-4d81a38b0024"
	pupils := write(t, "eleves.csv", "Guid;Nom;Prénom;Profil\n"+child+";A;B;Élève\n"+parent+";C;D;Élève\n")
	parents := write(t, "parents.csv", "Guid;Nom;Prénom;Profil;Guid_Enfant1\n"+parent+";A;E;Responsable;"+child+"\n")
	stdout, _, code := try(t, "check", "--json", parents, pupils)
	if code != exitLeft || strings.Contains(stdout, "dangling") {
		t.Errorf("code %d, want an error and no absent child in\n%s", code, stdout)
	}
	name, _ := json.Marshal(parents)
	if want := `"code":"cell.duplicate-guid","severity":"error","line":3,"first_line":2,"first_file":` + string(name) + `,"row":3`; !strings.Contains(stdout, want) {
		t.Errorf("no %s in\n%s", want, stdout)
	}
	stdout, _, _ = try(t, "check", parents, pupils)
	first, second, _ := strings.Cut(nbsp(stdout), pupils)
	if !strings.HasPrefix(first, parents) || !strings.Contains(second, "ligne 2 du fichier « "+parents[:20]) || strings.Contains(first, "Ligne 2") {
		t.Errorf("want the finding under the pupils, and the other file named:\n%s", nbsp(stdout))
	}
	list := write(t, "comptes.csv", "id;nom;prenom;profil\n1;A;B;eleve\n")
	stdout, stderr, _ := try(t, "match", "--roster", parents, "--roster", pupils, "--accounts", list, "--school", "0310000Z", "--out", t.TempDir()+"/out")
	if want := "1 erreur dans « " + pupils; !strings.Contains(nbsp(stdout), want) {
		t.Errorf("no %q in\n%s%s", want, nbsp(stdout), stderr)
	}
}

func TestCheckPageNamesEachLineOnce(t *testing.T) {
	header := "Guid;Nom;Prénom;Profil;Guid_Enfant1;Guid_Enfant2\n"
	guardian := func(n int, children string) string {
		return fmt.Sprintf("0c28cd44-a295-45fd-845a-4d81a38b%04d;NOËL%c;Eva;Responsable;%s\n", n, 'A'+n, children)
	}
	absent := "f73d0f72-0958-4b8f-85f7-a58a96d95220;f73d0f72-0958-4b8f-85f7-a58a96d95221"
	pupil := "f73d0f72-0958-4b8f-85f7-a58a96d95229;DISSOIR;Alain;Elève\n"
	alone := header + guardian(1, absent) + pupil
	all := header
	for n := range 9 {
		all += guardian(n+1, absent)
	}
	all += pupil
	for _, tt := range []struct{ why, file, has, hasNot string }{
		{"both findings of a group are on one line: it is not named again", alone, "2 fois] Ligne 2", "aussi"},
		{"five further lines are named, and how many there are beyond them", all, "aussi : ligne 3, ligne 4, ligne 5, ligne 6, ligne 7, et 3 autres lignes", "ligne 3, ligne 3"},
		{"a file of a header alone says that it has nobody", header, "Aucune personne", "lue"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			stdout, _, _ := try(t, "check", write(t, "export.csv", tt.file))
			if got := nbsp(stdout); !strings.Contains(got, tt.has) || strings.Contains(got, tt.hasNot) {
				t.Errorf("check printed\n%s\nwant %q in it and not %q", got, tt.has, tt.hasNot)
			}
		})
	}
}

func TestCheckUnreadableIsFatalOnLineZero(t *testing.T) {
	stdout, _, _ := try(t, "check", "--json", "--lang", "en", filepath.Join(t.TempDir(), "none.csv"))
	var last struct {
		Type, Severity, Message string
		Line                    int
	}
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &last); err != nil {
		t.Fatal(err)
	}
	if last.Type != "finding" || last.Severity != "fatal" || last.Line != 0 || !strings.Contains(last.Message, "does not exist") {
		t.Errorf("got %+v, want a fatal finding on line 0 that says that the file does not exist", last)
	}
}
