package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// try runs a command line and returns what it printed and its exit code.
func try(t *testing.T, args ...string) (stdout, stderr string, code int) {
	t.Helper()
	var out, msg bytes.Buffer
	code = run(context.Background(), args, &out, &msg)
	return out.String(), msg.String(), code
}

// write makes a file in a folder of the test and returns its path.
func write(t *testing.T, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

const (
	roster   = "Guid;Nom;Prénom;Profil;Classes\nf73d0f72-0958-4b8f-85f7-a58a96d95220;LEFÈVRE;Zoé;Elève;0750001A$6B\n0c28cd44-a295-45fd-845a-4d81a38b0024;NOËL;Eva;Elève;0750001A$6B\n"
	accounts = "id;nom;prenom;profil;etab\n12;Lefevre;ZOE;eleve;0750001A\n"
)

func TestWrongUsage(t *testing.T) {
	for _, tt := range []struct {
		why  string
		args []string
		want string // in the message
	}{
		{"no command", nil, "Emploi"},
		{"a command that does not exist", []string{"rapproche"}, "« rapproche » n’existe pas"},
		{"a flag that does not exist", []string{"check", "--josn", "x"}, "Option non comprise : --josn. Tapez « connector check -h »"},
		{"a letter that is no flag", []string{"check", "-z", "x"}, "Option non comprise : -z."},
		{"a flag without its value", []string{"match", "--roster"}, "L’option --roster attend une valeur."},
		{"a word where a number belongs", []string{"sample", "--out", "o", "--size", "beaucoup"}, "« beaucoup » ne convient pas à l’option --size."},
		{"check without a file", []string{"check"}, "au moins un fichier"},
		{"records without json", []string{"check", "--records", "x"}, "--json"},
		{"match without a roster", []string{"match", "--accounts", "a", "--out", "o"}, "--roster manque"},
		{"match without accounts", []string{"match", "--roster", "r", "--out", "o"}, "--accounts manque"},
		{"match without a folder", []string{"match", "--roster", "r", "--accounts", "a"}, "--out manque"},
		{"match with a stray argument", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "x"}, "que des options"},
		{"a school that is no UAI", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "--school", "Hugo"}, "n’est pas un UAI"},
		{"a layout that is not known", []string{"check", "--layout", "nulle-part", "x"}, "connues : guid, kosmos"},
		{"nor for match", []string{"match", "--roster", "r", "--accounts", "a", "--out", "o", "--layout", "nulle-part"}, "« nulle-part » est inconnue"},
		{"evaluate without a truth", []string{"evaluate", "d"}, "--truth manque"},
		{"evaluate without decisions", []string{"evaluate", "--truth", "t"}, "un fichier de décisions"},
		{"sample without a folder", []string{"sample"}, "--out manque"},
		{"a sample of nobody", []string{"sample", "--out", "o", "--size", "5"}, "--size doit être"},
		{"validate without a ticket", []string{"validate", "--cas", "https://x", "--service", "https://y"}, "un ticket et un seul"},
		{"validate without a server", []string{"validate", "--service", "https://y", "ST-1"}, "--cas manque"},
		{"validate without a service", []string{"validate", "--cas", "https://y", "ST-1"}, "--service manque"},
		{"validate over plain http elsewhere", []string{"validate", "--cas", "http://ent.example.org/cas", "--service", "https://y.example.org/", "ST-1"}, "Adresse refusée"},
		{"a protocol that does not exist", []string{"validate", "--protocol", "4", "--cas", "https://x.example.org", "--service", "https://y.example.org/", "ST-1"}, "choisissez 2 ou 3"},
		{"a language that does not exist", []string{"check", "--lang", "de", "x"}, "choisissez fr ou en"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			stdout, stderr, code := try(t, tt.args...)
			if code != exitUsage || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) {
				t.Errorf("%v: code %d, stdout %q, stderr %q; want code 2, no stdout, and %q in stderr", tt.args, code, stdout, stderr, tt.want)
			}
		})
	}
}

// nbsp makes no-break spaces plain, so that tests can be typed.
func nbsp(s string) string { return strings.ReplaceAll(s, "\u00a0", " ") }

func TestHelp(t *testing.T) {
	for _, command := range []string{"", "check", "match", "predict", "validate", "demo", "serve", "purge"} {
		for lang, want := range map[string]string{"fr": "Emploi", "en": "Usage"} {
			args := append(strings.Fields(command), "-h", "--lang", lang)
			stdout, stderr, code := try(t, args...)
			if code != exitDone || stderr != "" || !strings.Contains(stdout, want) || !strings.Contains(stdout, "--lang") {
				t.Errorf("%v: code %d, stderr %q, stdout %q; want code 0 and %q", args, code, stderr, stdout, want)
			}
			if lang == "fr" && regexp.MustCompile(`(?i)\b(usage|flags|available|help for|default)\b`).MatchString(stdout) {
				t.Errorf("%v: English words in the French help:\n%s", args, stdout)
			}
		}
	}
}

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

func TestMatch(t *testing.T) {
	r, a, out := write(t, "r.csv", roster), write(t, "a.csv", accounts+"13;ZOLA;Émile;eleve;0750001A\n"), filepath.Join(t.TempDir(), "new", "out")
	stdout, stderr, code := try(t, "match", "--roster", r, "--accounts", a, "--out", out)
	if code != exitDone || stderr != "" {
		t.Fatalf("code %d, stderr %q", code, stderr)
	}
	for _, want := range []string{"1 compte lié", "0 compte à vérifier", "1 compte inconnu de l’ENT", "1 personne de l’ENT sans compte", "decisions.csv"} {
		if !strings.Contains(nbsp(stdout), want) {
			t.Errorf("summary without %q:\n%s", want, stdout)
		}
	}
	wantFile(t, filepath.Join(out, "decisions.csv"), "account_id;status;guid;score;reasons\n"+
		"12;linked;f73d0f72-0958-4b8f-85f7-a58a96d95220;0.98;mêmes nom et prénom, même profil, même établissement\n"+
		"13;absent;;0.00;personne ne porte ces nom et prénom\n")
	wantFile(t, filepath.Join(out, "newcomers.csv"), "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite\n"+
		"0c28cd44-a295-45fd-845a-4d81a38b0024;NOËL;Eva;Élève;0750001A$6B;;;;\n")

	_, stderr, code = try(t, "match", "--roster", r, "--accounts", a, "--out", out)
	if code != exitFailed || !strings.Contains(stderr, "--force") || !strings.Contains(stderr, "Rien n’a été modifié.") {
		t.Errorf("a second run: code %d, stderr %q, want code 1 and a word about --force", code, stderr)
	}
	if _, stderr, code = try(t, "match", "--roster", r, "--accounts", a, "--out", out, "--force", "--lang", "en"); code != exitDone {
		t.Errorf("with --force: code %d, stderr %q", code, stderr)
	}
	wantFile(t, filepath.Join(out, "decisions.csv"), "account_id;status;guid;score;reasons\n"+
		"12;linked;f73d0f72-0958-4b8f-85f7-a58a96d95220;0.98;\"same last and first name, same profile, same school\"\n"+
		"13;absent;;0.00;nobody bears these names\n")
}

func wantFile(t *testing.T, path, want string) {
	t.Helper()
	got, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	norm := func(s string) string { return strings.ReplaceAll(s, `"`, "") }
	if diff := cmp.Diff(norm(string(got)), norm(want)); diff != "" {
		t.Errorf("%s (-got +want):\n%s", filepath.Base(path), diff)
	}
}

func TestMatchRefusals(t *testing.T) {
	r, a := write(t, "r.csv", roster), write(t, "a.csv", accounts)
	twoSchools := write(t, "two.csv", roster+"82397c31-7407-4aeb-ae30-33989ac40083;SOW;Ali;Elève;0750002B$6B\n")
	noSchool := write(t, "noschool.csv", strings.ReplaceAll(roster, "0750001A$", ""))
	sacoche := write(t, "s.csv", "id;nom;prenom;profil\n12;Lefevre;ZOE;eleve\n")
	for _, tt := range []struct {
		why, roster, accounts, want string
	}{
		{"a missing roster", filepath.Join(t.TempDir(), "none.csv"), a, "n’existe pas"},
		{"a folder for a roster", t.TempDir(), a, "est un dossier"},
		{"an empty account list", r, write(t, "e.csv", ""), "vide"},
		{"an account list for a roster", a, a, "--accounts"},
		{"a roster for an account list", r, r, "--roster"},
		{"no Guid column", write(t, "g.csv", "Nom;Prénom\nA;B\n"), a, "Guid"},
		{"a roster of nobody", write(t, "h.csv", "Guid;Nom;Prénom;Profil\n"), a, "ne contient personne"},
		{"accounts without a school and a roster of several", twoSchools, sacoche, "0750001A, 0750002B"},
		{"no school anywhere", noSchool, sacoche, "--school"},
		{"a file for a folder", r, a, "n’est pas un dossier"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			out := filepath.Join(t.TempDir(), "out")
			if tt.why == "a file for a folder" {
				out = write(t, "out", "mine")
			}
			stdout, stderr, code := try(t, "match", "--roster", tt.roster, "--accounts", tt.accounts, "--out", out)
			if code != exitFailed || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) || !strings.Contains(stderr, "Rien n’a été modifié.") {
				t.Errorf("code %d, stdout %q, stderr %q, want code 1 and %q", code, stdout, stderr, tt.want)
			}
			if strings.Count(strings.TrimSpace(stderr), "\n") != 0 {
				t.Errorf("more than one line: %q", stderr)
			}
			if st, err := os.Stat(out); err == nil && st.IsDir() {
				t.Errorf("%s was made", out)
			}
		})
	}
}

func TestSpreadFiles(t *testing.T) {
	for _, tt := range []struct{ why, in, want string }{
		{"one file a flag stays", "match --roster r --accounts a --out o", "match --roster r --accounts a --out o"},
		{"several files repeat the flag", "match --roster r s --out o --accounts a b c --force", "match --roster r --roster s --out o --accounts a --accounts b --accounts c --force"},
		{"a word after another flag is no file", "match --accounts a --out o x", "match --accounts a --out o x"},
		{"other commands are left alone", "check --accounts a b", "check --accounts a b"},
	} {
		if got := strings.Join(spreadFiles(strings.Fields(tt.in)), " "); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}

func TestMatchAccountsOfNobodyIsDone(t *testing.T) {
	r, a, out := write(t, "r.csv", roster), write(t, "a.csv", "id;nom;prenom;profil;etab\n"), t.TempDir()
	if stdout, stderr, code := try(t, "match", "--roster", r, "--accounts", a, "--out", out); code != exitDone {
		t.Errorf("code %d, stdout %q, stderr %q, want code 0", code, stdout, stderr)
	}
	wantFile(t, filepath.Join(out, "decisions.csv"), "account_id;status;guid;score;reasons\n")
}

// TestMatchMadeSchool runs the whole command on the made school of 2,000 and
// holds the result to what issue and README promise.
func TestMatchMadeSchool(t *testing.T) {
	data := filepath.Join("..", "..", "matcher", "testdata", "ecole_2k")
	recall, wrong := scoreMatch(t, filepath.Join(data, "truth.csv"), "--roster", filepath.Join(data, "ent.csv"), "--accounts", filepath.Join(data, "app.csv"))
	if recall < 0.97 || wrong > 0 {
		t.Errorf("recall %.4f with %d wrong links, want at least 0.97 with none", recall, wrong)
	}
}

// TestMatchSACocheLists runs it on SACoche's three lists, which name no school.
func TestMatchSACocheLists(t *testing.T) {
	data := filepath.Join("..", "..", "enroster", "testdata", "sacoche")
	recall, wrong := scoreMatch(t, filepath.Join("testdata", "sacoche-truth.csv"), "--roster", filepath.Join(data, "ent.csv"),
		"--accounts", filepath.Join(data, "eleves.csv"), "--accounts", filepath.Join(data, "responsables.csv"), "--accounts", filepath.Join(data, "professeurs.csv"))
	if recall < 0.97 || wrong > 0 {
		t.Errorf("recall %.4f with %d wrong links, want at least 0.97 with none", recall, wrong)
	}
}

func scoreMatch(t *testing.T, truthFile string, args ...string) (recall float64, wrong int) {
	t.Helper()
	out := t.TempDir()
	stdout, stderr, code := try(t, append([]string{"match", "--out", out}, args...)...)
	if code != exitLeft {
		t.Fatalf("code %d, stderr %q, want 3: there are homonyms", code, stderr)
	}
	t.Log("\n" + stdout)
	table := func(path string) [][]string {
		f, err := os.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r := csv.NewReader(f)
		r.Comma = ';'
		rows, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		return rows[1:]
	}
	decided := map[string][]string{}
	for _, row := range table(filepath.Join(out, "decisions.csv")) {
		decided[row[0]] = row
	}
	truth := table(truthFile) // id;guid;kind;…;expected
	of := map[string]int{}
	for _, row := range truth {
		of[row[1]]++
	}
	var single, found int
	for _, row := range truth {
		d := decided[row[0]]
		if d == nil {
			t.Fatalf("no decision for account %s", row[0])
		}
		right := d[1] == "linked" && d[2] == row[1]
		if d[1] == "linked" && !right && row[len(row)-1] != "undecidable" {
			wrong++
		}
		if row[1] != "" && of[row[1]] == 1 {
			single++
			if right {
				found++
			}
		}
	}
	t.Logf("%d links wrong, recall %.4f (%d of %d)", wrong, float64(found)/float64(single), found, single)
	return float64(found) / float64(single), wrong
}

func TestValidate(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "x", Attributes: casclient.Attributes{
		{Name: "ENTPersonProfils", Value: "National_ENS"}, {Name: "nom", Value: "Lefèvre"}, {Name: "ENTPersonProfils", Value: "National_DIR"},
	}})
	srv := httptest.NewServer(cas)
	defer srv.Close()
	const service = "http://127.0.0.1:1/app"
	ticket := cas.Ticket("zlefevre", service)
	stdout, stderr, code := try(t, "validate", "--cas", srv.URL, "--service", service, ticket)
	var got answer
	if err := json.Unmarshal([]byte(stdout), &got); err != nil || code != exitDone {
		t.Fatalf("code %d, stderr %q, stdout %q: %v", code, stderr, stdout, err)
	}
	want := answer{"zlefevre", map[string][]string{"ENTPersonProfils": {"National_ENS", "National_DIR"}, "nom": {"Lefèvre"}}}
	for _, k := range []string{"authenticationDate", "isFromNewLogin", "longTermAuthenticationRequestTokenUsed"} {
		delete(got.Attributes, k) // what the server adds by itself
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("answer (-got +want):\n%s", diff)
	}
	stdout, stderr, code = try(t, "validate", "--cas", srv.URL, "--service", service, ticket)
	if code != exitFailed || stdout != "" || !strings.Contains(stderr, "INVALID_TICKET") || strings.Contains(stderr, ticket) {
		t.Errorf("the same ticket again: code %d, stdout %q, stderr %q, want code 1, INVALID_TICKET, and no ticket in the message", code, stdout, stderr)
	}
	srv.Close()
	for _, tt := range []struct{ why, server, ticket, want string }{
		{"a server that is not there", srv.URL, "ST-1", "n’a pas donné de réponse"},
		{"a ticket that is none", srv.URL, "ST-1&pgtUrl=x", "n’est pas un ticket"},
	} {
		if _, stderr, code := try(t, "validate", "--cas", tt.server, "--service", service, tt.ticket); code != exitFailed || !strings.Contains(nbsp(stderr), tt.want) {
			t.Errorf("%s: code %d, stderr %q, want code 1 and %q", tt.why, code, stderr, tt.want)
		}
	}
}

func TestValidateLyingServers(t *testing.T) {
	for _, tt := range []struct {
		fault castest.Fault
		want  string
	}{
		{castest.HTMLPage, "pas une réponse CAS"},
		{castest.CAS1Text, "pas une réponse CAS"},
		{castest.Status500, "pas donné de réponse utilisable"},
		{castest.Redirect, "pas donné de réponse utilisable"},
		{castest.Huge, "pas donné de réponse utilisable"},
		{castest.SecondUser, "mal formée"},
		{castest.EmptyUser, "mal formée"},
	} {
		t.Run(string(tt.fault), func(t *testing.T) {
			cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "x"})
			cas.Break(tt.fault)
			srv := httptest.NewServer(cas)
			defer srv.Close()
			const service = "http://127.0.0.1:1/app"
			stdout, stderr, code := try(t, "validate", "--cas", srv.URL, "--service", service, cas.Ticket("zlefevre", service))
			if code != exitFailed || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) {
				t.Errorf("code %d, stdout %q, stderr %q, want code 1 and %q", code, stdout, stderr, tt.want)
			}
		})
	}
}
