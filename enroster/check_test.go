package enroster

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
)

const checkHeader = "Guid;Nom;Prénom;Profil;Classes;DateNaissance;Guid_Enfant1;Guid_Enfant2\n"

// checkText gives what a Checker finds in a file, one line a finding.
func checkText(t *testing.T, file string) (out []string) {
	t.Helper()
	r := NewReader(strings.NewReader(file), &Options{Today: today})
	findings, err := Check(r, nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range findings {
		out = append(out, fmt.Sprintf("%s %s %d/%d/%d %s<%d", f.Code, f.Severity, f.Line, f.Row, f.Column, f.Header, f.First))
	}
	return out
}

func TestCheck(t *testing.T) {
	id := func(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }
	row := func(cells ...string) string { return strings.Join(cells, ";") + "\n" }
	for _, tt := range []struct {
		why  string
		rows string
		want []string
	}{
		{"nothing to find", row(id(1), "A", "B", "1", "6A", "01/02/2013") + row(id(2), "C", "D", "2", "", "", id(1)), nil},
		{"two people with one Guid",
			row(id(1), "A", "B", "1", "6A") + row(id(1), "C", "D", "1", "6A"),
			[]string{"cell.duplicate-guid error 3/3/1 Guid<2"}},
		{"one person twice: nothing is lost",
			row(id(1), "DUBOIS", "Zoé", "1", "6A") + row(id(1), "Dubois", "Zoe", "1", "6B"),
			[]string{"cell.duplicate-guid warning 3/3/1 Guid<2"}},
		{"the same names under one Guid, but born on another day",
			row(id(1), "A", "B", "1", "6A", "01/02/2013") + row(id(1), "A", "B", "1", "6A", "01/02/2014"),
			[]string{"cell.duplicate-guid error 3/3/1 Guid<2"}},
		{"one person twice, once without a birth date",
			row(id(1), "A", "B", "1", "6A", "01/02/2013") + row(id(1), "A", "B", "1", "6A"),
			[]string{"cell.duplicate-guid warning 3/3/1 Guid<2"}},
		{"rows without names are not known to be one person's",
			row(id(1), "", "", "1", "6A") + row(id(1), "", "", "1", "6A"),
			[]string{"cell.duplicate-guid error 3/3/1 Guid<2"}},
		{"Guids that differ by case, braces and dashes",
			row("abcdef00-0000-4000-8000-000000000000", "A", "B", "1", "6A") + row("{ABCDEF00000040008000000000000000}", "C", "D", "1", "6A"),
			[]string{"cell.duplicate-guid error 3/3/1 Guid<2"}},
		{"no Guid at all is not one Guid", row("", "A", "B", "1", "6A") + row("", "C", "D", "1", "6A"), nil},
		{"identifiers that are no GUIDs are compared too",
			row("x1", "A", "B", "1", "6A") + row("X1", "C", "D", "1", "6A"),
			[]string{"cell.duplicate-guid error 3/3/1 Guid<2"}},
		{"a child that nobody is, beside one that is",
			row(id(2), "C", "D", "2", "", "", id(1), id(9)) + row(id(1), "A", "B", "1", "6A"),
			[]string{"cell.dangling-child info 2/2/8 Guid_Enfant2<0"}},
		{"a child that is no identifier is the Reader's business", row(id(2), "C", "D", "2", "", "", "12345") + row(id(1), "A", "B", "1", "6A"), nil},
		{"guardians alone, from an export split by profile", row(id(2), "C", "D", "2", "", "", id(1)), nil},
		{"a child that is a teacher",
			row(id(1), "A", "B", "3", "") + row(id(2), "C", "D", "2", "", "", id(1)),
			[]string{"cell.child-not-pupil warning 3/3/7 Guid_Enfant1<2"}},
		{"a child of whom the file does not say what it is", row(id(1), "A", "B", "", "6A") + row(id(2), "C", "D", "2", "", "", id(1)), nil},
		{"a person as her own child is the Reader's business", row(id(2), "C", "D", "2", "", "", id(2)) + row(id(1), "A", "B", "1", "6A"), nil},
		{"one pupil, two Guids",
			row(id(1), "A", "B", "1", "6A", "01/02/2013") + row(id(2), "a", "b", "1", "6A", "01/02/2013"),
			[]string{"row.possible-same-person warning 3/3/0 <2"}},
		{"last year's row without a birth date",
			row(id(1), "A", "B", "1", "BASE2011-2012") + row(id(2), "A", "B", "1", "6A", "01/02/2013"),
			[]string{"row.possible-same-person warning 3/3/0 <2"}},
		{"last year's row with another birth date is somebody else",
			row(id(1), "A", "B", "1", "BASE2011-2012", "01/02/2012") + row(id(2), "A", "B", "1", "6A", "01/02/2013"),
			[]string{"row.namesake info 3/3/0 <2"}},
		{"the one of three who is the same",
			row(id(1), "A", "B", "1", "6A", "01/02/2012") + row(id(2), "A", "B", "1", "6A", "01/02/2013") + row(id(3), "A", "B", "1", "6A", "01/02/2013"),
			[]string{"row.namesake info 3/3/0 <2", "row.possible-same-person warning 4/4/0 <3"}},
		{"pupils of one name whom no birth date tells apart",
			row(id(1), "A", "B", "1", "6A") + row(id(2), "A", "B", "1", "6A", "01/02/2013"),
			[]string{"row.namesake warning 3/3/0 <2"}},
		{"a mother and a daughter of one name", row(id(1), "A", "B", "1", "6A") + row(id(2), "A", "B", "2", "", "", id(1)), nil},
		{"names that are spelled apart",
			row(id(1), "LE GOFF", "Jean-Noël", "3", "") + row(id(2), "Le-Goff", "jean noel", "3", ""),
			[]string{"row.namesake info 3/3/0 <2"}},
		{"a row that goes over two lines is one row of a spreadsheet",
			row(id(1), "A", "B", "1", "\"6A\n6B\"") + row(id(1), "C", "D", "1", "6A"),
			[]string{"cell.duplicate-guid error 4/3/1 Guid<2"}},
		{"what SACoche cannot take, and then what compares rows",
			row(id(1), "LECŒUR", "Zoé", "1", "6A") + row(id(1), "B", "D'Étienne", "1", "6A") +
				row(strings.Repeat("x", 64), strings.Repeat("Léa", 17), "Ana", "1", "6A"),
			[]string{"cell.name-misread info 2/2/2 Nom<0", "cell.name-misread info 3/3/3 Prénom<0", "cell.guid-too-long warning 4/4/1 Guid<0",
				"cell.name-cut warning 4/4/2 Nom<0", "cell.duplicate-guid error 3/3/1 Guid<2"}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			if diff := cmp.Diff(checkText(t, checkHeader+tt.rows), tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

func TestCheckAccounts(t *testing.T) {
	const guid = "abcdef00-0000-4000-8000-000000000000"
	for _, tt := range []struct {
		why, file string
		want      []string
	}{
		{"two accounts with one number, two with one Guid, a child by its number",
			"id;nom;prenom;profil;id_ent;enfants\n1;A;B;eleve;" + guid + ";\n2;C;D;eleve;;\n2;E;F;eleve;;\n3;G;H;parent;" + guid + ";1|7\n",
			[]string{"cell.duplicate-account error 4/4/1 id<3", "cell.duplicate-guid error 5/5/5 id_ent<2", "cell.dangling-child info 5/5/6 enfants<0"}},
		{"SACoche's guardians have a row for each child",
			"SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;ENFANT_ID;ENFANT_NOM;ENFANT_PRENOM;ENFANT_CLASSE_REF;ENFANT_CLASSE_NOM\r\n\r\n" +
				"1;" + guid + ";;;;;;Mme;A;B;;7;A;C;6A;6A\r\n1;" + guid + ";;;;;;Mme;A;B;;8;A;D;6A;6A\r\n2;;;;;;;Mme;A;B;;9;E;F;6A;6A\r\n",
			[]string{"row.namesake info 5/5/0 <3"}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			if diff := cmp.Diff(checkText(t, tt.file), tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

func TestCheckFindingSaysWhat(t *testing.T) {
	const file = checkHeader + "11111111-0000-4000-8000-000000000000;A;B;1;BASE2024-2025;01/02/2013\n" +
		"22222222-0000-4000-8000-000000000000;A;B;1;6A;01/02/2013\n" +
		"33333333-0000-4000-8000-000000000000;C;D;2;;;{44444444-0000-4000-8000-00000000000A}\n"
	findings, err := Check(NewReader(strings.NewReader(file), &Options{Today: today}), nil)
	if err != nil || len(findings) != 2 {
		t.Fatalf("findings %+v, error %v", findings, err)
	}
	if got, want := findings[0].Message("en"), "Line 3: same names as line 2, under another identifier; line 2, in a class of a past year, is probably out of date: have that account removed."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := (Finding{Code: CodeNamesake, Severity: Warning, Line: 3, First: 2}).Message("en"), "Line 3: same names as line 2, and a birth date is missing that would tell the two people apart: add it."; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := findings[1].Value, "44444444-0000-4000-8000-00000000000a"; got != want {
		t.Errorf("value %q, want %q", got, want)
	}
}

// TestCheckSaysWhichGUID wants the GUID that two rows have in the finding, as a program looks for it.
func TestCheckSaysWhichGUID(t *testing.T) {
	const guid = "abcdef00-0000-4000-8000-000000000000"
	for _, file := range []string{checkHeader + guid + ";A;B;1;6A\n{" + strings.ToUpper(guid) + "};C;D;1;6A\n",
		"id;nom;prenom;id_ent\n1;A;B;" + guid + "\n2;C;D;" + strings.ToUpper(guid) + "\n", "id;nom;prenom\n" + guid + ";A;B\n" + guid + ";C;D\n"} {
		findings, err := Check(NewReader(strings.NewReader(file), nil), nil)
		if err != nil || len(findings) != 1 || findings[0].Value != guid {
			t.Errorf("%q: findings %+v, error %v", file, findings, err)
		}
	}
}

// TestCheckCapsFindings wants the first of them, a last one that counts all, and all of them called.
func TestCheckCapsFindings(t *testing.T) {
	called := 0
	c := NewChecker(LayoutGUID, Columns{{Name: "Guid", Field: FieldGUID}}, &CheckOptions{MaxFindings: 3, OnFinding: func(Finding) { called++ }})
	for i := range 10 {
		c.Add(Record{Line: i + 2, Row: i + 2, GUID: "x", LastName: strconv.Itoa(i), FirstName: "y"})
	}
	got := c.Finish()
	if len(got) != 4 || got[3].Code != CodeTooManyFindings || got[3].Have != 9 || got[3].Want != 3 || got[2].Line != 5 || called != 9 {
		t.Errorf("called %d, got %+v", called, got)
	}
	if again := c.Finish(); len(again) != 4 {
		t.Errorf("a second Finish gives %d findings", len(again))
	}
}

// TestCheckAgainstPairs compares a Checker with one that looks at every pair, on files of few names and identifiers
// that span several pages.
func TestCheckAgainstPairs(t *testing.T) {
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 1))
		recs := make([]Record, rnd.IntN(2000))
		for i := range recs {
			recs[i] = Record{Line: i + 2, Row: i + 2, GUID: fmt.Sprintf("%08x-0000-4000-8000-000000000000", rnd.IntN(3000)),
				LastName: strconv.Itoa(rnd.IntN(50)), FirstName: strconv.Itoa(rnd.IntN(20)), Profile: []Profile{0, Pupil, Guardian, Teacher}[rnd.IntN(4)]}
			for range rnd.IntN(3) {
				recs[i].Children = append(recs[i].Children, fmt.Sprintf("%08x-0000-4000-8000-000000000000", rnd.IntN(4000)))
			}
		}
		c := NewChecker(LayoutGUID, nil, &CheckOptions{MaxFindings: 1 << 20})
		var want []string
		byID := map[string][]Record{}
		for _, r := range recs {
			c.Add(r)
			byID[r.GUID] = append(byID[r.GUID], r)
		}
		for _, r := range recs {
			if first := byID[r.GUID][0]; first.Line != r.Line {
				want = append(want, fmt.Sprintf("%s %d %d", CodeDuplicateGUID, r.Line, first.Line))
			}
			for _, child := range r.Children {
				rows := byID[child]
				switch {
				case child == r.GUID:
				case rows == nil:
					want = append(want, fmt.Sprintf("%s %d 0", CodeDanglingChild, r.Line))
				case !slices.ContainsFunc(rows, func(r Record) bool { return r.Profile == 0 || r.Profile.Has(Pupil) }):
					want = append(want, fmt.Sprintf("%s %d %d", CodeChildNotPupil, r.Line, rows[0].Line))
				}
			}
		}
		var got []string
		line := 0
		for _, f := range c.Finish() {
			if f.Line < line {
				t.Errorf("line %d after line %d", f.Line, line)
			}
			line = f.Line
			if f.Code != CodeNamesake {
				got = append(got, fmt.Sprintf("%s %d %d", f.Code, f.Line, f.First))
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("seed %d (-got +want):\n%s", seed, diff)
		}
	}
}

// synthetic calls add with n records of a region: half pupils, a third guardians who stand before their children,
// the rest staff. They share their memory, so that what is measured is what becomes of them.
func synthetic(n int, salt byte, add func(Record)) {
	lasts, firsts := make([]string, 20011), make([]string, 3001)
	for i := range lasts {
		lasts[i] = "NOM" + strconv.Itoa(i*7919)
	}
	for i := range firsts {
		firsts[i] = "Prénom" + strconv.Itoa(i*104729)
	}
	all := syntheticIDs(n)
	at := func(i int) string { return all[36*(i%n) : 36*(i%n)+36] }
	classes, none := []Class{{"0310000Z", "6A"}}, []Class{}
	children := make([]string, 2)
	for i := range n {
		rec := Record{Line: i + 2, Row: i + 2, GUID: at(i), LastName: lasts[i*31%len(lasts)], FirstName: firsts[(i*17+i/len(lasts))%len(firsts)]}
		if salt != 0 && i%50 == int(salt) {
			rec.FirstName = "Autre"
		}
		switch i % 6 {
		case 0, 1:
			rec.Profile, rec.Classes = Guardian, none
			children[0], children[1] = at(i+2), at(i+3)
			rec.Cells, rec.Children = CellsOf("", "", "", "", "", "", "", "", "", children[0], children[1]), children
		case 5:
			rec.Profile, rec.Classes = Teacher, classes
		default:
			rec.Profile, rec.Classes, rec.Born = Pupil, classes, Date{2008 + i%9, 1 + 5, 1 + i%28}
		}
		add(rec)
	}
}

// syntheticIDs gives n GUIDs in one string, made once.
var syntheticIDs = func() func(n int) string {
	made := map[int]string{}
	return func(n int) string {
		if made[n] != "" {
			return made[n]
		}
		var b strings.Builder
		b.Grow(36 * n)
		for i := range n {
			const hexDigits = "0123456789abcdef"
			id := [36]byte([]byte("00000000-0000-4000-8000-000000000000"))
			h := uint64(i+1) * 0x9e3779b97f4a7c15
			for _, at := range [16]int{0, 1, 2, 3, 4, 5, 6, 7, 9, 10, 11, 12, 15, 16, 17, 20} {
				id[at] = hexDigits[h&15]
				h >>= 4
			}
			b.Write(id[:])
		}
		made[n] = b.String()
		return made[n]
	}
}()

// syntheticColumns are the columns of synthetic's records.
var syntheticColumns = Columns{{"Guid", FieldGUID, 0}, {"Nom", FieldLastName, 0}, {"Prénom", FieldFirstName, 0}, {"Profil", FieldProfile, 0},
	{"Classes", FieldClasses, 0}, {"Groupe", FieldGroups, 0}, {"DateNaissance", FieldBorn, 0}, {"Sexe", FieldSex, 0},
	{"Civilite", FieldTitle, 0}, {"Guid_Enfant1", FieldChild, 1}, {"Guid_Enfant2", FieldChild, 2}}

func BenchmarkChecker(b *testing.B) {
	const n = 100_000
	b.ReportAllocs()
	for b.Loop() {
		c := NewChecker(LayoutGUID, syntheticColumns, nil)
		synthetic(n, 0, c.Add)
		c.Finish()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/n, "ns/row")
}

// peak runs a test alone in a fresh process and gives the most memory that it ever held, in MiB, as Linux tells it.
func peak(t *testing.T, env string) float64 {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^"+t.Name()+"$", "-test.v")
	cmd.Env = append(os.Environ(), env)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	t.Logf("%s", out)
	_, rest, _ := strings.Cut(string(out), "peak KiB ")
	kib, err := strconv.Atoi(strings.TrimSpace(rest[:strings.IndexByte(rest, '\n')]))
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return float64(kib) / 1024
}

// sayPeak prints what peak reads.
func sayPeak(t *testing.T) {
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmHWM:")
	fmt.Println("peak KiB", strings.TrimSuffix(strings.TrimSpace(rest[:strings.IndexByte(rest, '\n')]), " kB"))
}

// TestCheckMemory wants that the checks of a million rows take at most 64 MiB beside the records themselves. Run it with
// MEASURE=1; it starts a process of its own.
func TestCheckMemory(t *testing.T) {
	switch os.Getenv("MEASURE") {
	case "1":
		base, full := peak(t, "MEASURE=base"), peak(t, "MEASURE=full")
		t.Logf("peak %.1f MiB, %.1f MiB without the checks: %.1f MiB for them", full, base, full-base)
		if runtime.GOOS == "linux" && full-base > 64 {
			t.Errorf("the checks take %.1f MiB, want at most 64", full-base)
		}
	case "base":
		debug.SetGCPercent(-1) // the records are one block, and nothing else is garbage
		synthetic(1_000_000, 0, func(Record) {})
		sayPeak(t)
	case "full":
		debug.SetGCPercent(-1)
		c := NewChecker(LayoutGUID, syntheticColumns, nil)
		synthetic(1_000_000, 0, c.Add)
		c.Finish()
		sayPeak(t)
	default:
		t.Skip("MEASURE=1 measures memory")
	}
}

// TestCheckOfAnyChunks wants the same findings however the stream is cut.
func TestCheckOfAnyChunks(t *testing.T) {
	for _, m := range manifest(t) {
		if m.Family != "semantic" {
			continue
		}
		data, err := os.ReadFile(filepath.Join("testdata", "roster-made", m.File))
		if err != nil {
			t.Fatal(err)
		}
		whole, err1 := Check(NewReader(bytes.NewReader(data), &Options{Today: today}), nil)
		bytewise, err2 := Check(NewReader(iotest.OneByteReader(bytes.NewReader(data)), &Options{Today: today}), nil)
		if diff := cmp.Diff(whole, bytewise); diff != "" || err1 != nil || err2 != nil {
			t.Errorf("%s: errors %v, %v (-whole +bytewise):\n%s", m.File, err1, err2, diff)
		}
	}
}
