package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

func TestWhatIsExportedAndImportedIsProved(t *testing.T) {
	m := makeSchool(t, jobtest.New(60), nil)
	out := filepath.Join(m.dir, "import")
	stdout, stderr, code := try(t, append([]string{"exporter", "--out", out, "--json"}, m.source()...)...)
	if code != exitLeft || stderr != "" {
		t.Fatalf("code %d, %q, want %d as cases are left", code, stderr, exitLeft)
	}
	var got exportJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if got.Type != "export" || got.Decided == 0 || got.Left == 0 || got.Import == 0 || got.Already != 1 || len(got.Written) != 3 || len(got.Guards) != 0 {
		t.Errorf("%+v", got)
	}
	bears := m.imported(t, got.Written[1])
	if rows := sheet(t, got.Written[2]); got.ByHand == 0 || got.ByHand != len(rows)-1 {
		t.Errorf("%d to type in, and the list has %d", got.ByHand, len(rows)-1)
	}
	for _, row := range sheet(t, got.Written[2])[1:] {
		bears[row[0]] = row[5]
	}
	now := func(account string) string { return bears[account] }
	after := []string{m.file(t, "apres-eleves.csv", m.school.PupilList(now)), m.file(t, "apres-responsables.csv", m.school.GuardianList(now))}

	stdout, stderr, code = try(t, append(append([]string{"verify", "--after"}, after...), m.source()...)...)
	if want := "Tout est comme décidé"; code != exitDone || !strings.Contains(nbsp(stdout), want) {
		t.Errorf("after the import: code %d, %s%s, want %q", code, stdout, stderr, want)
	}
	if !strings.Contains(nbsp(stdout), "Comptes sans identifiant : 1000") {
		t.Errorf("who has none is not told:\n%s", stdout)
	}
	// The lists from before are no proof.
	stdout, _, code = try(t, append([]string{"verify", "--after", m.pupils, m.guardian}, m.source()...)...)
	if want := "octet pour octet"; code != exitDiffers || !strings.Contains(stdout, want) {
		t.Errorf("lists from before the import: code %d, %s, want code %d and %q", code, stdout, exitDiffers, want)
	}
}

// TestAnIdentifierOfTwoAccountsIsErasedFirst has an account about which nothing is
// decided bear what is another account's, which bears it too: SACoche's table
// takes it twice, and a sign-in then opens either.
func TestAnIdentifierOfTwoAccountsIsErasedFirst(t *testing.T) {
	school := jobtest.New(60)
	twin, owner := school.Pupils[3], school.Pupils[20]
	m := makeSchool(t, school, func(account string) string {
		if account == twin.ID || account == owner.ID {
			return owner.GUID
		}
		return ""
	})
	out := filepath.Join(m.dir, "import")
	ledger := filepath.Join(m.dir, "registre.txt")
	if _, stderr, code := try(t, "decide", "--roster", m.ent, "--accounts", m.pupils, "--accounts", m.guardian, "--ledger", ledger, owner.ID, owner.GUID); code != exitDone {
		t.Fatal(stderr)
	}
	stdout, stderr, code := try(t, append([]string{"export", "--out", out, "--json", "--ledger", ledger, "--confirm", "1"}, m.source()...)...)
	if code != exitLeft {
		t.Fatalf("code %d, %s%s", code, stdout, stderr)
	}
	var got exportJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatal(err)
	}
	if rows := sheet(t, got.Written[2]); got.Erase != 1 || rows[1][0] != twin.ID || rows[1][5] != "" || rows[1][6] != owner.GUID {
		t.Errorf("%d to erase, and the list begins with %q", got.Erase, rows[1])
	}
	stdout, _, code = try(t, append([]string{"verify", "--ledger", ledger, "--after", m.pupils}, m.source()...)...)
	if want := "compte " + twin.ID + " : porte " + owner.GUID + ", qui est à un autre compte : à effacer"; code != exitDiffers || !strings.Contains(nbsp(stdout), want) {
		t.Errorf("code %d, %s, want %q", code, stdout, want)
	}
}

func TestVerifyNamesWhatDiffers(t *testing.T) {
	m := makeSchool(t, jobtest.New(30), nil)
	right := map[string]string{}
	for _, p := range m.school.Pupils {
		right[p.ID] = p.GUID
	}
	right[m.school.Pupils[0].ID], right[m.school.Pupils[2].ID], right[m.school.Pupils[3].ID] = "", "", "" // open cases
	right[m.school.Pupils[10].ID] = m.school.Pupils[11].GUID
	right[m.school.Pupils[11].ID] = ""
	right[m.school.Pupils[3].ID] = "somebody-else"
	list := m.file(t, "apres.csv", m.school.PupilList(func(account string) string { return right[account] }))
	args := []string{"verify", "--roster", m.ent, "--accounts", m.pupils, "--after", list}

	stdout, _, code := try(t, append(args, "--json", "--out", filepath.Join(m.dir, "écarts"))...)
	if code != exitDiffers {
		t.Fatalf("code %d, want %d:\n%s", code, exitDiffers, stdout)
	}
	faults := map[string]string{}
	lines := strings.Split(strings.TrimSpace(stdout), "\n")
	for _, l := range lines[:len(lines)-1] {
		var c checkedJSON
		if err := json.Unmarshal([]byte(l), &c); err != nil {
			t.Fatal(err)
		}
		if c.Fault {
			faults[c.AccountID] = c.Proof
		}
	}
	want := map[string]string{m.school.Pupils[10].ID: "differs", m.school.Pupils[11].ID: "missing", m.school.Pupils[3].ID: "touched"}
	if len(faults) != len(want) {
		t.Errorf("%v, want %v", faults, want)
	}
	for id, proof := range want {
		if faults[id] != proof {
			t.Errorf("account %s: %q, want %q", id, faults[id], proof)
		}
	}
	var total verifiedJSON
	if err := json.Unmarshal([]byte(lines[len(lines)-1]), &total); err != nil || total.Faults != 3 || total.Type != "total" {
		t.Errorf("%+v, %v", total, err)
	}
	if b, err := os.ReadFile(filepath.Join(m.dir, "écarts", "ecarts.csv")); err != nil || strings.Count(string(b), "\n") != 4 {
		t.Errorf("ecarts.csv: %v\n%s", err, b)
	}
	// A terminal shows numbers, and no child's name.
	stdout, _, _ = try(t, args...)
	if strings.Contains(stdout, m.school.Pupils[10].Last) || !strings.Contains(nbsp(stdout), "compte "+m.school.Pupils[10].ID+" :") {
		t.Errorf("a terminal shows:\n%s", stdout)
	}
}

func TestAGuardStopsUntilItsNumberIsTyped(t *testing.T) {
	swapped := jobtest.New(30)
	p := swapped.Pupils
	p[10].Prior, p[11].Prior = p[11].GUID, p[10].GUID
	stale := jobtest.New(30)
	for i := 5; i < 25; i++ {
		stale.Pupils[i].Prior = jobtest.GUID(9000 + i)
	}
	for _, tt := range []struct {
		why     string
		school  *jobtest.School
		decided [][2]string // by somebody
		want    []guardJSON
	}{
		{"two identifiers change hands", swapped, [][2]string{{p[10].ID, p[10].GUID}, {p[11].ID, p[11].GUID}}, []guardJSON{{"moved", 2, 3, false}}},
		{"most identifiers are gone from the ENT", stale, nil, []guardJSON{{"gone", 20, 21, false}, {"replaced", 20, 21, false}}},
	} {
		m := makeSchool(t, tt.school, nil)
		ledger := filepath.Join(m.dir, "registre.txt")
		for _, d := range tt.decided {
			if _, stderr, code := try(t, append(append([]string{"decide", "--ledger", ledger, d[0], d[1]}, "--accounts", m.guardian), m.source()[:4]...)...); code != exitDone {
				t.Fatalf("decide: code %d, %s", code, stderr)
			}
		}
		for _, command := range []string{"export", "match"} {
			t.Run(command+": "+tt.why, func(t *testing.T) {
				args := append([]string{command, "--ledger", ledger, "--json", "--out", filepath.Join(m.dir, command)}, m.source()...)
				guarded(t, m, command, args, tt.want)
			})
		}
	}
}

// guarded wants a command stopped by guards, until their very numbers are
// typed.
func guarded(t *testing.T, m made, command string, args []string, want []guardJSON) {
	t.Helper()
	var confirm []string
	for _, g := range want {
		confirm = append(confirm, "--confirm", fmt.Sprint(g.Number))
	}
	for _, tt := range []struct {
		why   string
		extra []string
		code  int
	}{
		{"nothing typed", nil, exitGuard},
		{"a smaller number", []string{"--confirm", "1"}, exitGuard},
		{"a greater number, typed without reading", []string{"--confirm", "999"}, exitGuard},
		{"the numbers", confirm, exitLeft},
	} {
		stdout, stderr, code := try(t, append(args, tt.extra...)...)
		if code != tt.code {
			t.Fatalf("%s: code %d, want %d\n%s%s", tt.why, code, tt.code, stdout, stderr)
		}
		var got struct {
			Guards  []guardJSON
			Written []string
		}
		if err := json.Unmarshal([]byte(stdout), &got); err != nil {
			t.Fatal(err)
		}
		stopped := code == exitGuard
		expected := slices.Clone(want)
		for i := range expected {
			expected[i].Confirmed = !stopped
		}
		if diff := cmp.Diff(expected, got.Guards); diff != "" || stopped != (len(got.Written) == 0) {
			t.Errorf("%s: %v, guards (-want +got):\n%s", tt.why, got.Written, diff)
		}
		if _, err := os.Stat(filepath.Join(m.dir, command)); stopped != os.IsNotExist(err) {
			t.Errorf("%s: files were written: %v", tt.why, err == nil)
		}
		if stopped && !strings.Contains(nbsp(stderr), "avec "+strings.Join(confirm, " ")+". Rien n’a été modifié.") {
			t.Errorf("%s: %q", tt.why, stderr)
		}
	}
}

// begin begins a run of the pages with the school's export and its list of pupils.
func (m made) begin(t *testing.T, s store.Store) store.Run {
	t.Helper()
	run, err := s.Begin(t.Context(), "Mme Durand")
	if err != nil {
		t.Fatal(err)
	}
	for name, role := range map[string]store.Role{m.ent: store.Roster, m.pupils: store.Accounts} {
		in, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := s.AddFile(t.Context(), store.File{Run: run.ID, Role: role, Name: filepath.Base(name)}, in); err != nil {
			t.Fatal(err)
		}
		in.Close()
	}
	return run
}

// TestExportStopsAtTheRunOfAnotherSchool has the accounts be other people's for the
// sign-ins of the same UAI.
func TestExportStopsAtTheRunOfAnotherSchool(t *testing.T) {
	m := makeSchool(t, jobtest.New(30), nil)
	data := filepath.Join(m.dir, "données")
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	others := func(yield func(account, person string) bool) {
		for i, p := range m.school.Pupils {
			if p.ID != "" && !yield(p.ID, jobtest.GUID(700_000+i)) {
				return
			}
		}
	}
	run := m.begin(t, s)
	before := &store.Publication{School: jobtest.UAI, Owners: others, Accounts: 29, Facts: func(string) (f store.Facts) { return f }}
	if err := s.End(t.Context(), run.ID, store.Ended, "Mme Durand", before); err != nil {
		t.Fatal(err)
	}
	m.begin(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	export := []string{"export", "--data", data, "--out", filepath.Join(m.dir, "import")}
	if _, stderr, code := try(t, export...); code != exitGuard || !strings.Contains(nbsp(stderr), "29 comptes rattachés au dernier passage ne le seraient plus à la même personne, sur 29.") ||
		!strings.Contains(nbsp(stderr), "Rien n’a été modifié") {
		t.Errorf("code %d, %q", code, stderr)
	}
	if _, stderr, code := try(t, append(export, "--confirm", "29")...); code != exitLeft {
		t.Errorf("once the number was typed: code %d, %q", code, stderr)
	}
}

func TestExportTakesTheRunOfThePages(t *testing.T) {
	m := makeSchool(t, jobtest.New(30), nil)
	data := filepath.Join(m.dir, "données")
	out := filepath.Join(m.dir, "import")
	export := []string{"export", "--data", data, "--out", out, "--json"}
	if _, stderr, code := try(t, export...); code != exitFailed || !strings.Contains(nbsp(stderr), "Aucun passage") || !strings.Contains(nbsp(stderr), "Rien n’a été modifié") {
		t.Errorf("no data: code %d, %q", code, stderr)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("looking for a run made its folder: %v", err)
	}
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	run := m.begin(t, s)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := try(t, export...)
	var got exportJSON
	if err := json.Unmarshal([]byte(stdout), &got); err != nil {
		t.Fatalf("code %d, %s: %v", code, stderr, err)
	}
	if code != exitLeft || got.Accounts != 29 || got.Left == 0 || len(got.Written) != 3 {
		t.Errorf("code %d, %+v", code, got)
	}
	if s, err = store.OpenSQLite(t.Context(), data); err != nil {
		t.Fatal(err)
	}
	events, err := s.Events(t.Context(), 0, 1)
	if err != nil || events[0].What != "take.export" || events[0].Subject != run.ID || events[0].By == "" {
		t.Errorf("the trail ends with %+v: %v", events, err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	// Nothing was exported again from SACoche yet.
	if _, stderr, code := try(t, "verify", "--data", data); code != exitFailed || !strings.Contains(nbsp(stderr), "exportez de nouveau les listes") {
		t.Errorf("verify without lists: code %d, %q", code, stderr)
	}
}

func TestFilesGivenInAnothersPlaceAreNamed(t *testing.T) {
	m := makeSchool(t, jobtest.New(10), nil)
	for _, tt := range []struct {
		why  string
		args []string
		code int
		want string
	}{
		{"the two sides swapped", []string{"export", "--out", "o", "--roster", m.pupils, "--accounts", m.ent}, exitFailed, "donnez-la avec --accounts"},
		{"an export in the place of a list", []string{"export", "--out", "o", "--roster", m.ent, "--accounts", m.ent}, exitFailed, "donnez-le avec --roster"},
		{"a folder", []string{"export", "--out", "o", "--roster", m.dir, "--accounts", m.pupils}, exitFailed, "est un dossier"},
		{"a file that does not exist", []string{"export", "--out", "o", "--roster", m.ent, "--accounts", m.dir + "/x.csv"}, exitFailed, "n’existe pas"},
		{"no folder for the results", []string{"export", "--roster", m.ent, "--accounts", m.pupils}, exitUsage, "--out manque"},
		{"no account list", []string{"export", "--out", "o", "--roster", m.ent}, exitUsage, "--accounts manque"},
		{"files and data", []string{"export", "--out", "o", "--data", m.dir, "--roster", m.ent, "--accounts", m.pupils}, exitUsage, "non les deux"},
		{"a ledger without files", []string{"export", "--out", "o", "--ledger", "x"}, exitUsage, "vont avec --roster"},
		{"the export as the list from after", []string{"verify", "--roster", m.ent, "--accounts", m.pupils, "--after", m.ent}, exitFailed, "est un export d’ENT"},
		{"no list from after", []string{"verify", "--roster", m.ent, "--accounts", m.pupils}, exitUsage, "--after manque"},
	} {
		stdout, stderr, code := try(t, tt.args...)
		if code != tt.code || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) || !strings.Contains(nbsp(stderr), "Rien n’a été") {
			t.Errorf("%s: code %d, %q, %q; want code %d and %q", tt.why, code, stdout, stderr, tt.code, tt.want)
		}
	}
}

// TestAListMayBeEmpty has an application without guardians, or without anybody yet,
// whose list is a header alone: export takes it as match does, but no export of an ENT
// in which nobody is.
func TestAListMayBeEmpty(t *testing.T) {
	m := makeSchool(t, jobtest.New(10), nil)
	header := func(name, of string) string {
		data, err := os.ReadFile(of)
		if err != nil {
			t.Fatal(err)
		}
		first, _, _ := bytes.Cut(data, []byte("\n"))
		return m.file(t, name, first)
	}
	none := header("vide.csv", m.guardian)
	for _, tt := range []struct {
		why  string
		args []string
		code int
	}{
		{"of two lists", []string{"--roster", m.ent, "--accounts", m.pupils, "--accounts", none}, exitLeft},
		{"the only list", []string{"--roster", m.ent, "--accounts", none}, exitDone},
		{"an export of nobody", []string{"--roster", header("ent-vide.csv", m.ent), "--accounts", m.pupils}, exitFailed},
	} {
		out := filepath.Join(t.TempDir(), "import")
		if stdout, stderr, code := try(t, append([]string{"export", "--out", out}, tt.args...)...); code != tt.code {
			t.Errorf("%s: code %d, want %d\n%s%s", tt.why, code, tt.code, stdout, stderr)
		}
	}
}

// TestCtrlCStopsACommandThatReads wants nothing written by one that was
// stopped.
func TestCtrlCStopsACommandThatReads(t *testing.T) {
	m := makeSchool(t, jobtest.New(30), nil)
	ctx, stop := context.WithCancel(t.Context())
	stop()
	for _, args := range [][]string{
		append([]string{"match", "--out", filepath.Join(m.dir, "out")}, m.source()...),
		append([]string{"export", "--out", filepath.Join(m.dir, "out")}, m.source()...),
		{"sample", "--size", "100", "--out", filepath.Join(m.dir, "out")},
	} {
		var out, msg bytes.Buffer
		code := run(ctx, args, &out, &msg)
		if code != exitFailed || nbsp(strings.TrimSpace(msg.String())) != "La commande a été arrêtée. Rien n’a été modifié." {
			t.Errorf("%s: code %d, %q %q", args[0], code, out.String(), msg.String())
		}
		if _, err := os.Stat(filepath.Join(m.dir, "out")); !os.IsNotExist(err) {
			t.Errorf("%s wrote: %v", args[0], err)
		}
	}
}
