package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// Two pupils of one name in the ENT and one account of that name; one pupil with two accounts; one whose account
// SACoche's import could not find.
const (
	caseRoster = "Guid;Nom;Prénom;Profil;Classes;DateNaissance\n" +
		"11111111-0000-4000-8000-000000000001;PETIT;Zoé;Elève;0750001A$6B;01/02/2013\n" +
		"11111111-0000-4000-8000-000000000002;PETIT;Zoé;Elève;0750001A$5A;03/04/2012\n" +
		"11111111-0000-4000-8000-000000000003;NOËL;Eva;Elève;0750001A$6B;05/06/2013\n" +
		"11111111-0000-4000-8000-000000000004;ROUX;Léo;Elève;0750001A$6B;07/08/2013\n" +
		"11111111-0000-4000-8000-000000000005;=SUM(1);Max;Elève;0750001A$6B;09/08/2013\n"
	caseAccounts = "id;nom;prenom;profil;etab;classe;naissance\n" +
		"12;Petit;Zoe;eleve;0750001A;;\n" +
		"13;Noël;Eva;eleve;0750001A;6B;05/06/2013\n" +
		"14;Noel;Eva;eleve;0750001A;6B;05/06/2013\n" +
		"15;Roux;Léo;eleve;0750001A;6B;07/08/2013\n" +
		"16;=SUM(1);Max;eleve;0750001A;6B;09/08/2013\n"
)

func matchCase(t *testing.T, roster, accounts string, more ...string) (dir, out string, code int) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "out")
	out, msg, code := try(t, append([]string{"match", "--roster", roster, "--accounts", accounts, "--out", dir}, more...)...)
	if code == exitFailed || code == exitUsage {
		t.Fatalf("match: code %d, %s", code, msg)
	}
	return dir, out, code
}

func lines(t *testing.T, dir, name string) []string {
	t.Helper()
	b, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(b), "\n"), "\n")
}

func TestMatchSheets(t *testing.T) {
	dir, out, _ := matchCase(t, write(t, "r.csv", caseRoster), write(t, "a.csv", caseAccounts))
	review := lines(t, dir, "review.csv")
	if !strings.HasPrefix(review[0], "\ufeffcompte;nom;prenom;") {
		t.Errorf("review.csv begins %q, want the mark for Excel and its header", review[0])
	}
	if header := strings.Split(review[0], ";"); header[len(header)-1] != "autres_comptes" {
		t.Errorf("review.csv begins %q, want it to end with the other accounts", review[0])
	}
	for account, other := range map[string]string{"13": "14", "14": "13"} {
		if !slices.ContainsFunc(review, func(l string) bool { return strings.HasPrefix(l, account+";") && strings.HasSuffix(l, ";"+other) }) {
			t.Errorf("review.csv does not show account %s beside %s:\n%s", other, account, strings.Join(review, "\n"))
		}
	}
	zoe := 0
	for _, l := range review[1:] {
		if strings.HasPrefix(l, "12;Petit;Zoe;Élève;;;") {
			zoe++
			if !strings.Contains(l, ";PETIT;Zoé;Élève;") || !strings.Contains(l, "plusieurs personnes de l’ENT portent ces nom et prénom") || !strings.Contains(l, "même établissement") {
				t.Errorf("a line of the review without the candidate or the reasons: %s", l)
			}
		}
	}
	if zoe != 2 {
		t.Errorf("%d lines about account 12, want one for each of the two pupils", zoe)
	}
	twice := strings.Join(lines(t, dir, "duplicates.csv"), "\n")
	for _, want := range []string{"NOËL;Eva;13;", "NOËL;Eva;14;"} {
		if !strings.Contains(twice, want) {
			t.Errorf("duplicates.csv lacks %q:\n%s", want, twice)
		}
	}
	if strings.Contains(twice, ";12;") || strings.Contains(twice, ";15;") {
		t.Errorf("duplicates.csv names accounts that are alone:\n%s", twice)
	}
	wantFile(t, filepath.Join(dir, "import.csv"), "\"Guid\";\"Nom\";\"Prénom\"\n"+
		"\"11111111-0000-4000-8000-000000000004\";\"Roux\";\"Léo\"\n\"11111111-0000-4000-8000-000000000005\";\"=SUM(1)\";\"Max\"\n")
	for _, l := range review {
		if strings.Contains(l, ";=") {
			t.Errorf("a formula: %s", l)
		}
	}
	if !strings.Contains(nbsp(out), "2 lignes dans import.csv") {
		t.Errorf("the summary does not tell of the import:\n%s", out)
	}
}

// An identifier that would change hands is shown with the account that bears it.
func TestReviewNamesWhoBearsTheIdentifier(t *testing.T) {
	accounts := "id;nom;prenom;profil;etab;classe;naissance;id_ent\n" +
		"15;Roux;Léo;eleve;0750001A;6B;07/08/2013;\n" +
		"21;Zola;Émile;eleve;0750001A;;;11111111-0000-4000-8000-000000000004\n"
	dir, out, _ := matchCase(t, write(t, "r.csv", caseRoster), write(t, "a.csv", accounts))
	review := lines(t, dir, "review.csv")
	if !slices.ContainsFunc(review, func(l string) bool { return strings.HasPrefix(l, "15;Roux;") && strings.HasSuffix(l, ";21") }) {
		t.Errorf("account 15 is not shown beside account 21, which bears the identifier:\n%s\n%s", strings.Join(review, "\n"), out)
	}
}

// What the import would refuse is left to type in: SACoche knows no profiles, so a father bars his son.
func TestMatchByHand(t *testing.T) {
	roster, accounts := write(t, "r.csv", caseRoster), write(t, "a.csv", caseAccounts+"17;Roux;Léo;parent;0750001A;;\n")
	dir, _, _ := matchCase(t, roster, accounts)
	byHand := lines(t, dir, "by-hand.csv")
	if len(byHand) != 2 || !strings.HasPrefix(byHand[1], "15;Roux") || !strings.HasSuffix(byHand[1], ";Léo;Élève;6B;07/08/2013;11111111-0000-4000-8000-000000000004;;SACoche a plusieurs comptes de ce nom") {
		t.Errorf("by-hand.csv: %q, want account 15 with its class and Guid, as another account of these names exists", byHand)
	}
}

// TestMatchSaysWhatToErase has an account of somebody who left bear what is another
// account's: match says so as export does.
func TestMatchSaysWhatToErase(t *testing.T) {
	school := jobtest.New(60)
	school.Pupils[30].GUID, school.Pupils[30].Prior = "", school.Pupils[40].GUID
	m := makeSchool(t, school, nil)
	ledger := m.file(t, "registre.txt", nil)
	if _, stderr, code := try(t, "decide", "--roster", m.ent, "--accounts", m.pupils, "--accounts", m.guardian, "--ledger", ledger, school.Pupils[40].ID, school.Pupils[40].GUID); code != exitDone {
		t.Fatal(code, stderr)
	}
	_, stderr, code := try(t, append([]string{"match", "--ledger", ledger, "--out", filepath.Join(m.dir, "g")}, m.source()...)...)
	if want := "du compte " + school.Pupils[30].ID + " au compte " + school.Pupils[40].ID; code != exitGuard || !strings.Contains(nbsp(stderr), want) {
		t.Errorf("code %d, the guard does not tell of which accounts (%s): %s", code, want, stderr)
	}
	args := append(m.source(), "--ledger", ledger, "--confirm", "1", "--out")
	stdout, stderr, code := try(t, append(append([]string{"match"}, args...), filepath.Join(m.dir, "m"))...)
	if code != exitLeft || !strings.Contains(nbsp(stdout), "1 identifiant à effacer d’abord dans SACoche") {
		t.Errorf("code %d, %s%s", code, stdout, stderr)
	}
	if _, stderr, code := try(t, append(append([]string{"export"}, args...), filepath.Join(m.dir, "e"))...); code != exitLeft {
		t.Fatal(code, stderr)
	}
	got, want := sheet(t, filepath.Join(m.dir, "m", "by-hand.csv")), sheet(t, filepath.Join(m.dir, "e", "a-saisir.csv"))
	pair := func(rows [][]string) (pairs []string) {
		for _, r := range rows[1:] {
			pairs = append(pairs, r[0]+": "+strings.Join(r[len(r)-3:], ", "))
		}
		return pairs
	}
	if diff := cmp.Diff(pair(got), pair(want)); diff != "" || !slices.Contains(pair(got), school.Pupils[30].ID+": , "+school.Pupils[40].GUID+", il est à un autre compte") {
		t.Errorf("what match (-) and export (+) say of what is done by hand:\n%s\n%q", diff, pair(got))
	}
}

func TestALedgerThatIsNoneIsSaidInOneLanguage(t *testing.T) {
	roster, accounts := write(t, "r.csv", caseRoster), write(t, "a.csv", caseAccounts)
	for lang, want := range map[string]string{"fr": "ligne 1 : ce n’est pas un registre de décisions, ou il a été coupé", "en": "not the header of a ledger"} {
		_, stderr, code := try(t, "match", "--lang", lang, "--roster", roster, "--accounts", accounts, "--ledger", write(t, "l.txt", "x\n"), "--out", filepath.Join(t.TempDir(), "o"))
		if code != exitFailed || !strings.Contains(nbsp(stderr), want) || lang == "fr" && strings.Contains(stderr, "ledger") || strings.Contains(stderr, "%!") {
			t.Errorf("%s: code %d, %q", lang, code, stderr)
		}
	}
}

func TestMatchWithLedger(t *testing.T) {
	roster, accounts := write(t, "r.csv", caseRoster), write(t, "a.csv", caseAccounts)
	ledger := filepath.Join(t.TempDir(), "registre été.txt")
	decide := func(args ...string) (string, int) {
		t.Helper()
		out, msg, code := try(t, append([]string{"decide", "--roster", roster, "--accounts", accounts, "--ledger", ledger}, args...)...)
		return nbsp(out + msg), code
	}
	status := func(account string) string {
		t.Helper()
		dir, _, _ := matchCase(t, roster, accounts, "--ledger", ledger)
		for _, l := range lines(t, dir, "decisions.csv") {
			if c := strings.Split(l, ";"); c[0] == account {
				return c[1] + " " + c[2]
			}
		}
		return ""
	}
	const one, two = "11111111-0000-4000-8000-000000000001", "11111111-0000-4000-8000-000000000002"
	if got := status("12"); !strings.HasPrefix(got, "review ") {
		t.Fatalf("account 12 is %s before anybody said anything", got)
	}
	if out, code := decide("12", "{"+strings.ToUpper(two)+"}"); code != exitDone || !strings.Contains(out, "Noté") {
		t.Fatalf("decide: code %d, %s", code, out)
	}
	if got := status("12"); got != "linked "+two {
		t.Errorf("account 12 is %q, want what was decided", got)
	}
	if st, err := os.Stat(ledger); err != nil || st.Mode().Perm() != 0o600 && runtime.GOOS != "windows" {
		t.Errorf("the ledger is for its owner's eyes alone: %v, %v", st.Mode(), err)
	}
	if b, _ := os.ReadFile(ledger); strings.Contains(strings.ToLower(string(b)), "petit") {
		t.Errorf("the ledger tells a name:\n%s", b)
	}
	before := accounts
	accounts = write(t, "a.csv", strings.Replace(caseAccounts, "Zoe;eleve;0750001A;;", "Zoe;eleve;0750001A;;03/01/2012", 1))
	if got := status("12"); strings.HasPrefix(got, "linked") {
		t.Errorf("account 12 is %q, want the question open again as a birth date came", got)
	}
	accounts = before
	if out, code := decide("--none", "12"); code != exitDone {
		t.Errorf("decide --none: code %d, %s", code, out)
	}
	if got := status("12"); got != "absent " {
		t.Errorf("account 12 is %q, want absent", got)
	}
	if out, code := decide("--forget", "12"); code != exitDone || !strings.Contains(out, "2 décisions oubliées") {
		t.Errorf("decide --forget: code %d, %s", code, out)
	}
	if out, code := decide("12", one); code != exitDone {
		t.Fatalf("decide: code %d, %s", code, out)
	}
	accounts = write(t, "a.csv", strings.Replace(caseAccounts, "12;", "99;", 1))
	if out, code := decide("--purge"); code != exitDone || !strings.Contains(out, "1 décision oubliée") {
		t.Errorf("decide --purge when account 12 is gone: code %d, %s", code, out)
	}
}

// Whoever says which of two accounts is somebody's has said all about both, and so has
// she who says besides that the one which is linked is not: nothing is left to decide, and
// the files say why the other has no identifier.
func TestDecideOfTwoAccountsSettlesBoth(t *testing.T) {
	const guid = "11111111-0000-4000-8000-000000000001"
	for _, tt := range []struct {
		why, born string // birth date of account 13, by which it is linked
		said      [][]string
	}{
		{"neither is linked", "", [][]string{{"12", guid}}},
		{"the other is linked", "01/02/2013", [][]string{{"12", guid}, {"--none", "13"}}},
	} {
		source := []string{"--ledger", filepath.Join(t.TempDir(), "l.txt"),
			"--roster", write(t, "r.csv", "Guid;Nom;Prénom;Profil;Classes;DateNaissance\n"+guid+";PETIT;Zoé;Elève;0750001A$6A;01/02/2013\n"),
			"--accounts", write(t, "a.csv", "id;nom;prenom;profil;etab;classe;naissance\n12;PETIT;Zoe;eleve;0750001A;6A;\n13;PETIT;ZOÉ;eleve;0750001A;6A;"+tt.born+"\n")}
		for _, said := range tt.said {
			out, msg, code := try(t, slices.Concat([]string{"decide"}, source, said)...)
			if code != exitDone || strings.Contains(out, "(1)") {
				t.Fatalf("%s: decide %v: code %d, %s%s", tt.why, said, code, out, msg)
			}
		}
		dir := filepath.Join(t.TempDir(), "out")
		if _, stderr, code := try(t, slices.Concat([]string{"match", "--out", dir}, source)...); code != exitDone {
			t.Fatalf("%s: code %d, want %d as nothing is left to decide: %s", tt.why, code, exitDone, stderr)
		}
		got := strings.Join(lines(t, dir, "decisions.csv"), "\n")
		for _, want := range []string{"12;linked;" + guid, "13;absent;;0.00;la personne a un autre compte, selon une personne"} {
			if !strings.Contains(got, want) {
				t.Errorf("%s: decisions.csv lacks %q:\n%s", tt.why, want, got)
			}
		}
		if got := strings.Join(lines(t, dir, "duplicates.csv"), "\n"); !strings.Contains(got, ";13;PETIT;ZOÉ;Élève;6A;"+tt.born+";laissé sans identifiant") {
			t.Errorf("%s: duplicates.csv does not say what becomes of account 13:\n%s", tt.why, got)
		}
	}
}

// Whoever says of two accounts that they are one person's is told at once that
// neither is linked so, and how it goes on.
func TestDecideSaysWhenAPersonHasTwoAccounts(t *testing.T) {
	const guid = "11111111-0000-4000-8000-000000000001"
	roster := write(t, "r.csv", "Guid;Nom;Prénom;Profil;Classes\n"+guid+";PETIT;Zoé;Elève;0750001A$6A\n")
	accounts := write(t, "a.csv", "id;nom;prenom;profil;etab;classe\n12;PETIT;Zoe;eleve;0750001A;6A\n13;PETIT;ZOÉ;eleve;0750001A;6A\n")
	ledger := filepath.Join(t.TempDir(), "l.txt")
	for _, step := range []struct {
		why  string
		args []string
		want []string
	}{
		{"the first is hers", []string{"12", guid}, nil},
		{"and so is the second", []string{"13", guid}, []string{"12"}},
		{"the second is not", []string{"--none", "13"}, nil},
		{"the first is hers, once more", []string{"12", guid}, nil},
	} {
		out, stderr, code := try(t, append([]string{"decide", "--json", "--roster", roster, "--accounts", accounts, "--ledger", ledger}, step.args...)...)
		var got struct{ Also []string }
		if err := json.Unmarshal([]byte(out), &got); err != nil || code != exitDone {
			t.Fatalf("%s: code %d, %v\n%s%s", step.why, code, err, out, stderr)
		}
		if diff := cmp.Diff(got.Also, step.want); diff != "" {
			t.Errorf("%s: her other accounts (-got +want):\n%s", step.why, diff)
		}
	}
	out, _, _ := try(t, "decide", "--roster", roster, "--accounts", accounts, "--ledger", ledger, "13", guid)
	if !strings.Contains(nbsp(out), "elle a aussi le compte 12") {
		t.Errorf("what is said: %s", out)
	}
}

// TestALedgerThatIsNotThereIsNamed has a name be mistyped: what people said would be
// dropped without a word.
func TestALedgerThatIsNotThereIsNamed(t *testing.T) {
	m := makeSchool(t, jobtest.New(30), nil)
	for _, args := range [][]string{{"match", "--out", filepath.Join(m.dir, "m")}, {"export", "--out", filepath.Join(m.dir, "e")}, {"verify", "--after", m.pupils}} {
		_, stderr, code := try(t, append(append(args, "--ledger", filepath.Join(m.dir, "régistre.txt")), m.source()...)...)
		if code == exitFailed || !strings.Contains(nbsp(stderr), "régistre.txt » n’existe pas encore : aucune décision n’est reprise.") {
			t.Errorf("%s: code %d, %q", args[0], code, stderr)
		}
	}
}

func TestDecideRefuses(t *testing.T) {
	roster, accounts, ledger := write(t, "r.csv", caseRoster), write(t, "a.csv", caseAccounts), filepath.Join(t.TempDir(), "l.txt")
	for _, tt := range []struct {
		why    string
		ledger string
		args   []string
		code   int
		want   string
	}{
		{"an account without a Guid", ledger, []string{"12"}, exitUsage, "voir « connector decide -h ». Rien n’a été fait."},
		{"two things at once", ledger, []string{"--none", "--forget", "12"}, exitUsage, "un compte et un Guid"},
		{"no ledger", "", []string{"12", "g"}, exitUsage, "--ledger manque"},
		{"an account that is not there", ledger, []string{"999", "g"}, exitFailed, "« 999 »"},
		{"somebody who is not proposed", ledger, []string{"12", "11111111-0000-4000-8000-000000000004"}, exitFailed, "propose pour le compte « 12 » : prenez un guid de review.csv"},
		{"a file that is no ledger", roster, []string{"12", "g"}, exitFailed, "ligne 1 : ce n’est pas un registre"},
	} {
		args := append([]string{"decide", "--roster", roster, "--accounts", accounts, "--ledger", tt.ledger}, tt.args...)
		if _, msg, code := try(t, args...); code != tt.code || !strings.Contains(nbsp(msg), tt.want) {
			t.Errorf("%s: code %d, %q; want %d and %q", tt.why, code, msg, tt.code, tt.want)
		}
	}
	if _, err := os.Stat(ledger); err == nil {
		t.Error("a refused verdict wrote a ledger")
	}
}
