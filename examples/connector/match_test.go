package main

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestMatchTellsOfEachLinkAndWhatFollows adds up what is said of the accounts that are
// linked, and tells how the others are decided.
func TestMatchTellsOfEachLinkAndWhatFollows(t *testing.T) {
	school := jobtest.New(60)
	school.Pupils[11].Prior = school.Pupils[11].GUID // D’ANGELO, whose name SACoche's import never finds
	m := makeSchool(t, school, nil)
	stdout, _, code := try(t, append([]string{"match", "--out", filepath.Join(m.dir, "out")}, m.source()...)...)
	if code != exitLeft {
		t.Fatalf("code %d, %s", code, stdout)
	}
	number := func(text string) (n int) {
		t.Helper()
		line := regexp.MustCompile(`(?m)^ *(\d+) ` + text).FindStringSubmatch(nbsp(stdout))
		if line == nil {
			t.Fatalf("no line of %q:\n%s", text, stdout)
		}
		n, _ = strconv.Atoi(line[1])
		return n
	}
	linked, parts := number("comptes liés"), number("lignes dans import.csv")+number("identifiants à saisir")+number("autre compte porte déjà son identifiant")
	if linked != parts {
		t.Errorf("%d accounts are linked, and of %d it is told what follows:\n%s", linked, parts, stdout)
	}
	if !strings.Contains(nbsp(stdout), "À faire : lisez review.csv") {
		t.Errorf("what to do with the cases is not told:\n%s", stdout)
	}
	if !strings.Contains(stdout, "restaurer.csv") {
		t.Errorf("the way back is not told, before the import:\n%s", stdout)
	}
	stdout, _, _ = try(t, append([]string{"export", "--out", filepath.Join(m.dir, "import")}, m.source()...)...)
	if want := "(connector decide)"; !strings.Contains(stdout, want) { // the pages do not have these files
		t.Errorf("export of files does not lead to %s:\n%s", want, stdout)
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
		{"an account list for a roster", a, a, "donnez-la avec --accounts. Si c’est bien l’export de l’ENT, sa colonne d’identifiants doit s’appeler « Guid ». Ou dites --layout guid."},
		{"a roster for an account list", r, r, "donnez-le avec --roster. Si c’est bien la liste de comptes, sa colonne de numéros doit s’appeler « id »."},
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

// A school of which nobody is in the export is likely mistyped, and said so.
func TestMatchSchoolOfNobody(t *testing.T) {
	r, a := write(t, "r.csv", roster), write(t, "a.csv", "id;nom;prenom;profil\n12;Lefevre;ZOE;eleve\n")
	for school, said := range map[string]bool{"0750001A": false, "0750009Z": true} {
		stdout, stderr, _ := try(t, "match", "--roster", r, "--accounts", a, "--school", school, "--out", filepath.Join(t.TempDir(), "out"))
		if strings.Contains(stdout, "n’est de l’établissement 0750009Z") != said || stderr != "" {
			t.Errorf("%s: %s%s, want it said: %v", school, stdout, stderr, said)
		}
	}
}

// A folder where a file should be is said in the person's words, not in the system's.
func TestMatchSaysWhatAFolderIs(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has other words")
	}
	args := []string{"match", "--roster", write(t, "r.csv", roster), "--accounts", write(t, "a.csv", accounts)}
	for want, more := range map[string][]string{
		"c’est un dossier": {"--ledger", t.TempDir(), "--out", filepath.Join(t.TempDir(), "out")},
		"un fichier s’y trouve à la place d’un dossier": {"--out", filepath.Join(write(t, "out", "mine"), "inside")},
	} {
		if _, stderr, code := try(t, append(args, more...)...); code != exitFailed || !strings.Contains(nbsp(stderr), want) {
			t.Errorf("code %d, %s, want %q", code, stderr, want)
		}
	}
}

// An ENT's export whose column of identifiers is called ID is read as one where the
// caller says so: an application's number under that name is nobody's Guid.
func TestMatchTakesAnIDForTheGuid(t *testing.T) {
	r, a, out := write(t, "r.csv", strings.Replace(roster, "Guid", "ID", 1)), write(t, "a.csv", accounts), filepath.Join(t.TempDir(), "out")
	if stdout, stderr, code := try(t, "match", "--roster", r, "--layout", "guid", "--accounts", a, "--out", out); code != exitDone || !strings.Contains(nbsp(stdout), "1 compte lié") {
		t.Errorf("code %d, %s%s, want a link", code, stdout, stderr)
	}
}

// A Guid that two exports write in two forms is imported as the first row writes it,
// whichever file that is in, but for long dashes and spaces, which no ENT sends.
func TestMatchWritesAGuidAsItsFirstRow(t *testing.T) {
	a, guid := write(t, "a.csv", accounts), "f73d0f72-0958-4b8f-85f7-a58a96d95220"
	plain, capitals := write(t, "r.csv", roster), write(t, "c.csv", strings.Replace(roster, guid, strings.ToUpper(guid), 1))
	dashes := write(t, "d.csv", strings.Replace(roster, guid, strings.ToUpper(strings.Replace(guid, "-", " – ", 1)), 1))
	for _, tt := range []struct {
		first, second, want string
	}{{plain, capitals, guid}, {capitals, plain, strings.ToUpper(guid)}, {dashes, plain, strings.ToUpper(guid)}} {
		out := filepath.Join(t.TempDir(), "out")
		if _, stderr, code := try(t, "match", "--roster", tt.first, "--roster", tt.second, "--accounts", a, "--out", out); code != exitDone {
			t.Fatalf("code %d: %s", code, stderr)
		}
		if got, err := os.ReadFile(filepath.Join(out, "import.csv")); err != nil || !strings.Contains(string(got), `"`+tt.want+`"`) {
			t.Errorf("%s first: import.csv is %q (%v), want %s in it", filepath.Base(tt.first), got, err, tt.want)
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

func TestMatchOfTwoSchoolsSaysSo(t *testing.T) {
	const unlike = "du même établissement"
	r := write(t, "r.csv", roster)
	for _, tt := range []struct {
		why, accounts string
		want          bool
	}{
		{"a list of another school", "id;nom;prenom;profil;etab\n12;ZOLA;Émile;eleve;0690001B\n13;Sand;George;eleve;0690001B\n", true},
		{"half of the list is of this one", accounts + "13;ZOLA;Émile;eleve;0750001A\n", false},
	} {
		stdout, _, _ := try(t, "match", "--roster", r, "--accounts", write(t, "a.csv", tt.accounts), "--out", t.TempDir())
		if got := strings.Contains(nbsp(stdout), unlike); got != tt.want {
			t.Errorf("%s: it says so %v, want %v:\n%s", tt.why, got, tt.want, stdout)
		}
	}
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

// TestTheListsOfTwoSchoolsAreRefused by all commands that match.
func TestTheListsOfTwoSchoolsAreRefused(t *testing.T) {
	m := makeSchool(t, jobtest.New(60), nil)
	other := m.file(t, "autre.csv", jobtest.Another(60).PupilList(nil))
	files := []string{"--roster", m.ent, "--accounts", m.pupils, "--accounts", other}
	for _, args := range [][]string{
		{"match", "--out", filepath.Join(m.dir, "o")}, {"export", "--out", filepath.Join(m.dir, "o")}, {"verify", "--after", m.pupils},
		{"decide", "--ledger", filepath.Join(m.dir, "l"), "--none", "1000"},
	} {
		_, stderr, code := try(t, append(args, files...)...)
		if code != exitFailed || !strings.Contains(nbsp(stderr), "deux personnes différentes dans « "+m.pupils+" » et dans « "+other+" »") || strings.Count(stderr, "Rien n’a été modifié") > 1 {
			t.Errorf("%s: code %d, %q", args[0], code, stderr)
		}
	}
}

// TestMatchSaysWhatBefellWholeFiles: a column that slipped, or dates that are all a day off, are told, and cost nobody her link.
func TestMatchSaysWhatBefellWholeFiles(t *testing.T) {
	roster, accounts := jobtest.Slipped(30)
	stdout, stderr, code := try(t, "match", "--roster", write(t, "r.csv", roster), "--accounts", write(t, "a.csv", accounts), "--out", t.TempDir(), "--force")
	if code != exitDone || stderr != "" {
		t.Fatalf("code %d, stderr %q\n%s", code, stderr, stdout)
	}
	for _, want := range []string{"60 comptes liés", "Attention. 0990042V : des dates de naissance ont été décalées du même nombre de jours à l’import (30 personnes sur 30)", "les familles ne comptent pas (28 personnes sur 30)"} {
		if !strings.Contains(nbsp(stdout), want) {
			t.Errorf("summary without %q:\n%s", want, stdout)
		}
	}
}

// TestMatchTellsWhatIsOddAboutAFile: what concerns a whole file is told in full, for
// nobody looks for it among the errors of rows.
func TestMatchTellsWhatIsOddAboutAFile(t *testing.T) {
	r, a := write(t, "r.csv", roster), write(t, "a.csv", accounts)
	for _, tt := range []struct {
		why, want string
		args      []string
	}{
		{"a list of nobody beside another", "e.csv » a un en-tête et personne au-dessous",
			[]string{"--roster", r, "--accounts", a, "--accounts", write(t, "e.csv", "id;nom;prenom;profil;etab\n")}},
		{"a list given twice", "a.csv » est donné plusieurs fois : il est lu une fois.",
			[]string{"--roster", r, "--accounts", a, "--accounts", a}},
		{"a roster without last names", "n.csv » : Ligne 1 : la colonne « Nom » manque",
			[]string{"--roster", write(t, "n.csv", "Guid;Prénom;Profil;Classes\nf73d0f72-0958-4b8f-85f7-a58a96d95220;Zoé;Elève;0750001A$6B\n"), "--accounts", a}},
		{"a roster without its first line", "h.csv » : Ligne 1 : la ligne d’en-tête manque",
			[]string{"--roster", write(t, "h.csv", "f73d0f72-0958-4b8f-85f7-a58a96d95220;LEFÈVRE;Zoé;Elève;0750001A$6B\n"), "--accounts", a}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			stdout, stderr, _ := try(t, append([]string{"match", "--out", t.TempDir(), "--force"}, tt.args...)...)
			if got := nbsp(stdout); !strings.Contains(got, tt.want) || strings.Contains(got, "erreur") {
				t.Errorf("stderr %q, summary without %q:\n%s", stderr, tt.want, got)
			}
		})
	}
}
