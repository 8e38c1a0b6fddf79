package enroster

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// checkFiles gives what a Checker finds in files that are named a, b, c and so on, one line a finding. A stream of a
// file that ends with "!" breaks off there.
func checkFiles(t *testing.T, files ...string) (out []string) {
	t.Helper()
	c := NewChecker("", nil, nil)
	for i, file := range files {
		text, broken := strings.CutSuffix(file, "!")
		r := NewReader(strings.NewReader(text), &Options{Today: today})
		c.File(string(rune('a'+i)), r.Dialect().Layout, r.Columns())
		for rec, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			c.Add(rec)
		}
		if broken {
			c.Partial()
		}
	}
	for _, f := range c.Finish() {
		out = append(out, fmt.Sprintf("%s %s %s:%d/%d/%d %s<%s:%d", f.Code, f.Severity, f.File, f.Line, f.Row, f.Column, f.Header, f.FirstFile, f.First))
	}
	return out
}

func TestCheckFiles(t *testing.T) {
	id := func(n int) string { return fmt.Sprintf("%08d-0000-4000-8000-000000000000", n) }
	row := func(cells ...string) string { return strings.Join(cells, ";") + "\n" }
	const (
		pupils    = "Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance\n"
		guardians = "Guid;Nom;Prénom;Profil;Classes;Groupe;Guid_Enfant1;Guid_Enfant2\n"
		staff     = "Guid;Nom;Prénom;Profil;Classes;Groupe\n"
	)
	pupil := func(n int, last string) string { return row(id(n), last, "Zoé", "1", "6A", "", "01/02/2013") }
	teachers := func(n int) (rows string) {
		for i := range n {
			rows += row(id(100+i), "T", strconv.Itoa(i), "3")
		}
		return rows
	}
	for _, tt := range []struct {
		why   string
		files []string
		want  []string
	}{
		{"a child in the other file, which comes later",
			[]string{guardians + row(id(2), "A", "B", "2", "", "", id(1)), pupils + pupil(1, "A")}, nil},
		{"a child in none of the files",
			[]string{guardians + row(id(2), "A", "B", "2", "", "", id(1), id(9)), pupils + pupil(1, "A")},
			[]string{"cell.dangling-child info a:2/2/8 Guid_Enfant2<:0"}},
		{"a child that is a teacher in the other file",
			[]string{staff + row(id(1), "A", "B", "3"), guardians + row(id(2), "A", "B", "2", "", "", id(1))},
			[]string{"cell.child-not-pupil warning b:2/2/7 Guid_Enfant1<a:2"}},
		{"a teacher who is a mother has a row in each file",
			[]string{staff + row(id(1), "A", "B", "3"), guardians + row(id(1), "A", "B", "2", "", "", id(2)), pupils + pupil(2, "A")}, nil},
		{"a mother among ten teachers makes their file none of guardians: both are of one export",
			[]string{staff + row(id(1), "A", "B", "2") + teachers(10), guardians + row(id(1), "C", "D", "2", "", "", id(2)), pupils + pupil(2, "A")},
			[]string{"cell.duplicate-guid error b:2/2/1 Guid<a:2"}},
		{"two people of two files with one Guid",
			[]string{pupils + pupil(1, "A"), staff + row(id(1), "C", "D", "3")},
			[]string{"cell.duplicate-guid error b:2/2/1 Guid<a:2"}},
		{"two exports of two days share their pupils",
			[]string{pupils + pupil(1, "A") + pupil(2, "A"), pupils + pupil(1, "A")},
			[]string{"row.possible-same-person warning a:3/3/0 <:2"}},
		{"two schools, each split: a brother at the other school is somebody",
			[]string{pupils + pupil(1, "A"), pupils + pupil(2, "C"), guardians + row(id(3), "A", "B", "2", "", "", id(1), id(2)),
				guardians + row(id(4), "C", "D", "2", "", "", id(8))},
			[]string{"cell.dangling-child info d:2/2/7 Guid_Enfant1<:0"}},
		{"the columns are those of the finding's file",
			[]string{staff + row(id(7), "A", "B", "3"), "Nom;Prénom;Profil;Guid\n" + row("A", "B", "1", id(1)) + row("C", "D", "1", id(1))},
			[]string{"cell.duplicate-guid error b:3/3/4 Guid<:2"}},
		{"rows go on from line ends in quotes in their own file only",
			[]string{staff + row(id(7), "A", "B", "3", "\"6A\n6B\""), pupils + pupil(1, "A") + pupil(1, "C")},
			[]string{"cell.duplicate-guid error b:3/3/1 Guid<:2"}},
		{"of a file that breaks off nothing is said, and its people may be children",
			[]string{guardians + row(id(2), "A", "B", "2", "", "", id(9)), pupils + pupil(1, "A") + pupil(1, "C") + "!"}, nil},
		{"so may those of a first file that breaks off at once",
			[]string{pupils + "!", guardians + row(id(2), "A", "B", "2", "", "", id(9)) + row(id(1), "A", "C", "1")}, nil},
		{"an empty file between two",
			[]string{pupils + pupil(1, "A"), staff, guardians + row(id(2), "A", "B", "2", "", "", id(9))},
			[]string{"cell.dangling-child info c:2/2/7 Guid_Enfant1<:0"}},
		{"SACoche's three lists: a guardian's child is in the list of pupils, a roster beside them says nothing of it",
			[]string{
				"SACOCHE_ID;NOM;PRENOM;CLASSE_NOM\r\n\r\n1;A;Zoé;6A\r\n",
				"SACOCHE_ID;NOM;PRENOM;ENFANT_ID\r\n\r\n2;A;B;1\r\n2;A;B;7\r\n",
				"SACOCHE_ID;NOM;PRENOM;PROFIL\r\n\r\n1;C;D;ENS\r\n",
				"Guid;Nom;Prénom;Profil\n7;A;B;1\n1;A;Zoé;1\n"},
			[]string{"cell.dangling-child info b:4/4/4 ENFANT_ID<:0", "cell.duplicate-account error c:3/3/1 SACOCHE_ID<a:3"}},
		{"what SACoche cannot take names its file", []string{staff + row(id(1), "A", "B", "3"), pupils + pupil(1, "LECŒUR")},
			[]string{"cell.name-misread info b:2/2/2 Nom<:0", "cell.duplicate-guid error b:2/2/1 Guid<a:2"}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			if diff := cmp.Diff(checkFiles(t, tt.files...), tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

func TestFirstFileIsNamed(t *testing.T) {
	f := Finding{Code: CodeDuplicateGUID, Severity: Error, Line: 3, Column: 1, Header: "Guid", First: 2, FirstFile: "élèves.csv"}
	for lang, want := range map[string]string{
		"fr": "Ligne 3, colonne « Guid » : cet identifiant est déjà celui d’une autre personne, ligne 2 du fichier « élèves.csv » (majuscules",
		"en": "Line 3, column \"Guid\": this identifier is that of somebody else already, line 2 of \"élèves.csv\" (capitals",
	} {
		if got := strings.ReplaceAll(f.Message(lang), "\u00a0", " "); !strings.HasPrefix(got, want) {
			t.Errorf("got %q, want %q…", got, want)
		}
	}
	f = Finding{Code: CodePossibleSamePerson, Severity: Warning, Line: 3, First: 2, Have: 2, FirstFile: "b.csv"}
	if got := f.Message("en"); !strings.Contains(got, `line 2 of "b.csv", in a class of a past year`) {
		t.Errorf("got %q, want the file of the row out of date", got)
	}
}

// TestCheckOfOneFile wants that a named file alone has the findings of a file without a name.
func TestCheckOfOneFile(t *testing.T) {
	for _, m := range manifest(t) {
		data := readMade(t, m.File)
		r, recs, err := readAll(data, &Options{Today: today})
		var fatal *FatalError
		if errors.As(err, &fatal) {
			continue
		}
		plain, named := NewChecker(r.Dialect().Layout, r.Columns(), nil), NewChecker("", nil, nil)
		named.File("x", r.Dialect().Layout, r.Columns())
		for _, rec := range recs {
			plain.Add(rec)
			named.Add(rec)
		}
		want := plain.Finish()
		for i := range want {
			want[i].File = "x"
		}
		if diff := cmp.Diff(named.Finish(), want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", m.File, diff)
		}
	}
}

// TestPartsAreOneFile wants the findings of a file from its parts, one for each kind of people, but that one person may
// stand in two of them.
func TestPartsAreOneFile(t *testing.T) {
	id := func(n int) string { return fmt.Sprintf("%08x-0000-4000-8000-000000000000", n) }
	for seed := range uint64(20) {
		rnd := rand.New(rand.NewPCG(seed, 2))
		parts := make([][]Record, 3)
		for range rnd.IntN(600) + 30 {
			kind := rnd.IntN(3)
			rec := Record{GUID: id(rnd.IntN(900)), LastName: strconv.Itoa(rnd.IntN(30)), FirstName: strconv.Itoa(rnd.IntN(10)),
				Profile: []Profile{Pupil, Guardian, Teacher}[kind], Born: Date{2010, 1, 1 + rnd.IntN(3)}}
			if kind == 1 {
				rec.Children = []string{id(rnd.IntN(1200))}
			}
			parts[kind] = append(parts[kind], rec)
		}
		one, split := NewChecker(LayoutGUID, nil, &CheckOptions{MaxFindings: 1 << 20}), NewChecker("", nil, &CheckOptions{MaxFindings: 1 << 20})
		var all []Record // of the one file, line by line
		base := map[string]int{}
		for i, part := range parts {
			name := string(rune('a' + i))
			split.File(name, LayoutGUID, nil)
			base[name] = len(all)
			for n, rec := range part {
				rec.Line, rec.Row = n+1, n+1
				split.Add(rec)
				all = append(all, rec)
				rec.Line, rec.Row = len(all), len(all)
				one.Add(rec)
			}
		}
		var got, want []string
		for _, f := range split.Finish() {
			line, first := base[f.File]+f.Line, f.First
			if f.FirstFile != "" {
				first += base[f.FirstFile]
			} else if first > 0 {
				first += base[f.File]
			}
			got = append(got, fmt.Sprint(f.Code, f.Severity, line, first, f.Value))
		}
		for _, f := range one.Finish() {
			if f.Code == CodeDuplicateGUID {
				a, b := all[f.Line-1], all[f.First-1]
				if a.Profile != b.Profile && a.LastName == b.LastName && a.FirstName == b.FirstName && a.Born == b.Born {
					continue
				}
			}
			want = append(want, fmt.Sprint(f.Code, f.Severity, f.Line, f.First, f.Value))
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Fatalf("seed %d (-got +want):\n%s", seed, diff)
		}
	}
}

// TestCheckBesideUnreadFile wants no child called missing where a file of which nothing could be read may have it,
// whichever of the two is given first.
func TestCheckBesideUnreadFile(t *testing.T) {
	for _, unread := range []int{-1, 0, 1} {
		c := NewChecker("", nil, nil)
		for i := range 2 {
			if i == unread {
				c.File("unread.csv", "", nil)
				c.Partial()
			} else if unread >= 0 || i == 0 {
				c.File("read.csv", LayoutGUID, nil)
				c.Add(Record{Line: 2, Row: 2, GUID: alain, LastName: "A", FirstName: "B", Profile: Pupil})
				c.Add(Record{Line: 3, Row: 3, GUID: amar, LastName: "C", FirstName: "D", Profile: Guardian, Children: []string{strings.Repeat("9", 32)}})
			}
		}
		has := slices.ContainsFunc(c.Finish(), func(f Finding) bool { return f.Code == CodeDanglingChild })
		if has != (unread < 0) {
			t.Errorf("file %d unread: a child missing: %v", unread, has)
		}
	}
}
