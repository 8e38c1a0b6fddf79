package enroster

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/google/go-cmp/cmp"
)

// Identifiers of the people in the small files below.
const (
	alain = "f73d0f72-0958-4b8f-85f7-a58a96d95220"
	amar  = "f7ebe441-14e0-4c48-b9ec-53e603829fb3"
)

// codes gives the findings as "line:column code", which is what the tables below compare.
func codes(list []Finding) []string {
	var out []string
	for _, f := range list {
		place := []byte{byte('0' + f.Line)}
		if f.Column > 0 {
			place = append(place, ':', byte('0'+f.Column))
		}
		out = append(out, string(place)+" "+string(f.Code))
	}
	return out
}

func TestReadSmallFiles(t *testing.T) {
	type want struct {
		Names    []string // last and first name of each record
		Findings []string
	}
	for name, tt := range map[string]struct {
		file string
		want want
	}{
		"a file that names its columns and nobody is valid and empty": {
			"id;nom;prenom\n", want{}},
		"rows may stop after their last value": {
			"Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance\n" + alain + ";DISSOIR;Alain;National_3\n",
			want{[]string{"DISSOIR Alain"}, nil}},
		"spaces between commas do not hide a quoted cell": {
			"Guid, Nom, Prénom\n" + alain + `, "DISSOIR" , Alain` + "\n",
			want{[]string{"DISSOIR Alain"}, nil}},
		"the end mark of MS-DOS does not open a quoted cell of two lines": {
			"Guid;Nom;Prénom\n" + alain + ";DISSOIR;\"Jean\nAlain\"\x1a",
			want{[]string{"DISSOIR Jean Alain"}, nil}},
		"a quote that is never closed takes no row with it": {
			"Guid;Nom;Prénom\n" + alain + ";\"DISSOIR;Alain\n" + amar + ";DISSOIR;Amar\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, []string{"2:2 cell.quote-not-closed"}}},
		"nor when a later cell is quoted": {
			"Guid;Nom;Prénom\n" + alain + ";\"DISSOIR;Alain\n" + amar + ";\"DISSOIR\";Amar\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, []string{"2:2 cell.quote-not-closed"}}},
		"nor the next cell, if that is quoted": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";\"DISSOIR;\"Alain\";National_3\n",
			want{[]string{"DISSOIR Alain"}, []string{"2:2 cell.quote-not-closed"}}},
		"nor do many": {
			"Guid;Nom;Prénom\n" + strings.Repeat(alain+";\"DISSOIR;Alain\n", 3) + amar + ";DISSOIR;Amar\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Alain", "DISSOIR Alain", "DISSOIR Amar"},
				[]string{"2:2 cell.quote-not-closed", "3:2 cell.quote-not-closed", "4:2 cell.quote-not-closed"}}},
		"nor in an account list, whose identifiers are known by their shape": {
			"id;nom;prenom\nU100;A;B\nU101;\"C;D\nU102;E;F\n",
			want{[]string{"A B", "C D", "E F"}, []string{"3:2 cell.quote-not-closed"}}},
		"a quoted cell may hold lines that are no records": {
			"Guid;Nom;Prénom;Groupe\n" + alain + ";DISSOIR;Alain;\"LATIN\nGREC\"\n" + amar + ";DISSOIR;Amar;\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, nil}},
		"of at most thirty-two lines": {
			"Guid;Nom;Prénom;Groupe\n" + alain + ";DISSOIR;Alain;\"" + strings.Repeat("LATIN\n", 31) + "\"\n",
			want{[]string{"DISSOIR Alain"}, nil}},
		"a line of another encoding is read as Windows-1252": {
			"Guid;Nom;Prénom\n" + alain + ";N\xe9;Alain\n",
			want{[]string{"Né Alain"}, []string{"2 file.mixed-encodings"}}},
		"an old ENT leaves out the group of pupils": {
			"Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance\n" + alain + ";DISSOIR;Alain;National_1;0310000Z$1L1;16/06/1987\n",
			want{[]string{"DISSOIR Alain"}, []string{"2 row.cell-count"}}},
		"an unknown profile does not move the cells of a short row": {
			"Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance\n" + alain + ";DISSOIR;Alain;Jardinier\n",
			want{[]string{"DISSOIR Alain"}, []string{"2:4 cell.unknown-profile"}}},
		"a Dutch name may begin with an apostrophe": {
			"Guid;Nom;Prénom\n" + alain + ";'T HOOFT;Jan\n",
			want{[]string{"'T HOOFT Jan"}, nil}},
		"a total at the end is nobody": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ELV\nTotal;1\n",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.not-a-record"}}},
		"nor without a line end": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ELV\nTotal;1",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.not-a-record"}}},
		"nor is the number of people": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ELV\n1204",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.not-a-record"}}},
		"nor is one that a spreadsheet filled up with empty cells": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ENS\nTotal : 1;;;\nTotal;1;;\nTotal;;;1\n",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.not-a-record", "4 row.not-a-record", "5 row.not-a-record"}}},
		"a row of another separator is somebody, and missing": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ENS\n" + amar + ",DISSOIR,Amar,ENS\n",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.other-separator"}}},
		"nor is a row of accounts that has all the cells of the header a total": {
			"id;nom;prenom;profil\n1,DISSOIR,Alain,ENS\nTotal, 1 compte\n",
			want{nil, []string{"2 row.other-separator", "3 row.not-a-record"}}},
		"an identifier with a long dash or a space inside would sign nobody in": {
			"Guid;Nom;Prénom\n" + strings.Replace(alain, "-", "–", 1) + ";DISSOIR;Alain\n{" + strings.ToUpper(amar) + "} ;DISSOIR;Amar\n" +
				strings.Replace(amar, "-", " ", 1) + ";DISSOIR;Amar\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar", "DISSOIR Amar"}, []string{"2:1 cell.guid-form", "4:1 cell.guid-form"}}},
		"nor does it in an account": {
			"id;nom;prenom;profil;id_ent\n1;DISSOIR;Alain;ELV;" + strings.Replace(alain, "-", "–", 1) + "\n",
			want{[]string{"DISSOIR Alain"}, []string{"2:5 cell.guid-form"}}},
		"the quotes of a formula that protects text are no stray ones": {
			"Guid;Nom;Prénom;Classes\n" + alain + ";DISSOIR;Alain;=\"3E1\"\n",
			want{[]string{"DISSOIR Alain"}, []string{"2:4 cell.excel-formula"}}},
		"a number that a spreadsheet made of an identifier is lost": {
			"Identifiant ENT;Nom;Prénom;Profil\n1,23457E+11;DISSOIR;Alain;ELV\n123456789012;DISSOIR;Amar;ELV\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, []string{"2:1 cell.excel-identifier"}}},
		"in an account list, too": {
			"id;nom;prenom;profil;id_ent\n1,2E+13;DISSOIR;Alain;ELV;\n2;DISSOIR;Amar;ELV;1.23E+11\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, []string{"2:1 cell.excel-identifier", "3:5 cell.excel-identifier"}}},
		"two identifiers in one cell are two children": {
			"Guid;Nom;Prénom;Profil;Guid_Enfant1\n" + amar + ";DISSOIR;Amar;TUT;" + alain + ", " + third + "\n",
			want{[]string{"DISSOIR Amar"}, []string{"2:5 cell.several-children"}}},
		"on a line each, the second does not begin a record": {
			"Guid;Nom;Prénom;Profil;Guid_Enfant1;Guid_Enfant2\n" + amar + ";DISSOIR;Amar;TUT;\"" + alain + "\n" + third + "\";\n",
			want{[]string{"DISSOIR Amar"}, []string{"2:5 cell.several-children"}}},
		"a name alone is somebody": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ENS\n;DISSOIR;;\n",
			want{[]string{"DISSOIR Alain", "DISSOIR "}, []string{"3:1 cell.missing-value", "3:3 cell.missing-value"}}},
		"a line of empty cells in quotes is blank": {
			"Guid;Nom;Prénom;Profil\n\"\";\"\"; \"\" ;\"\"\n" + alain + ";DISSOIR;Alain;ENS\n",
			want{[]string{"DISSOIR Alain"}, []string{"2 row.blank-line"}}},
		"and one of a quote in quotes is not": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ENS\n\"\"\"\";;;\n",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.not-a-record"}}},
		"a file cut inside an identifier is cut off": {
			"Guid;Nom;Prénom;Profil\n" + alain + ";DISSOIR;Alain;ENS\nf7ebe441-14e0",
			want{[]string{"DISSOIR Alain"}, []string{"3 row.cut-off"}}},
		"a row cut before a first name lacks neither that nor what follows": {
			"Guid;Nom;Prénom;Profil;Classes\n" + alain + ";DISSOIR;",
			want{[]string{"DISSOIR "}, []string{"2 row.cut-off"}}},
		"nor does one cut inside a last name": {
			"Guid;Nom;Prénom;Profil;Classes\n" + alain + ";DISS",
			want{[]string{"DISS "}, []string{"2 row.cut-off"}}},
		"nor does one cut inside a letter": {
			"Guid;Nom;Prénom;Profil;Classes\n" + alain + ";DISSOIR;Alain;\xc3",
			want{[]string{"DISSOIR Alain"}, []string{"2 row.cut-off"}}},
		"nor is a pupil without a class whose class begins with it": {
			"Guid;Nom;Prénom;Profil;Classes\n" + alain + ";DISSOIR;Alain;ELV;\xc3",
			want{[]string{"DISSOIR Alain"}, []string{"2 row.cut-off"}}},
		"a pupil with children is told of once": {
			"Guid;Nom;Prénom;Profil;Guid_Enfant1;Guid_Enfant2\n" + alain + ";DISSOIR;Alain;ELV;" + amar + ";" + third + "\n",
			want{[]string{"DISSOIR Alain"}, []string{"2:5 cell.child-of-non-guardian"}}},
		"a child that is no identifier is told where it stands": {
			"Guid;Nom;Prénom;Profil;Guid_Enfant1;Guid_Enfant2\n" + amar + ";DISSOIR;Amar;TUT;" + alain + ";12345\n",
			want{[]string{"DISSOIR Amar"}, []string{"2:6 cell.guid-not-valid"}}},
		"a spreadsheet's error is told once, whatever its column should hold": {
			"Guid;Nom;Prénom;Profil;Naissance;Sexe;Civilite;Guid_Enfant1\n" + alain + ";DISSOIR;Alain;#NOM?;########;#N/A;#N/A;#REF!\n#REF!;DISSOIR;Amar\n",
			want{[]string{"DISSOIR Alain", "DISSOIR Amar"}, []string{"2:4 cell.excel-error", "2:5 cell.excel-error",
				"2:6 cell.excel-error", "2:7 cell.excel-error", "2:8 cell.excel-error", "3:1 cell.excel-error"}}},
		"a roster that lacks a name's column says so": {
			"Guid;Prénom;Profil\n" + alain + ";Alain;ENS\n",
			want{[]string{" Alain"}, []string{"1 header.missing-column"}}},
		"and so does an account list": {
			"id;nom;profil\n1;DISSOIR;ENS\n",
			want{[]string{"DISSOIR "}, []string{"1 header.missing-column"}}},
	} {
		t.Run(name, func(t *testing.T) {
			r, recs, err := readAll([]byte(tt.file), &Options{Today: today})
			if err != nil {
				t.Fatal(err)
			}
			var got want
			for _, rec := range recs {
				got.Names = append(got.Names, rec.LastName+" "+rec.FirstName)
			}
			got.Findings = codes(r.Findings())
			if diff := cmp.Diff(got, tt.want); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

// TestQuoteOfTooManyLines wants the end of a quoted cell not looked for beyond its thirty-second line.
func TestQuoteOfTooManyLines(t *testing.T) {
	r, recs, err := readAll([]byte("Guid;Nom;Prénom;Groupe\n"+alain+";DISSOIR;Alain;\""+strings.Repeat("LATIN\n", 32)+"\"\n"), nil)
	if err != nil || len(recs) != 1 || len(recs[0].Groups) != 1 || r.Findings()[0].Code != CodeQuoteNotClosed {
		t.Errorf("error %v, records %v, findings %v", err, recs, codes(r.Findings()))
	}
}

// TestSeveralChildren wants the children of one cell among the others, in the order of the columns' numbers.
func TestSeveralChildren(t *testing.T) {
	_, recs, err := readAll([]byte("Guid;Nom;Prénom;Guid_Enfant2;Guid_Enfant1\n"+third+";DISSOIR;Amar;x;"+alain+"|"+amar+"\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(recs[0].Children, []string{alain, amar, "x"}); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}

// lockedWorkbook is what of a workbook with a password tells that it is one.
var lockedWorkbook = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + strings.Repeat("\xff", 504) + "E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00"

func TestFatalTellsWhatTheFileIs(t *testing.T) {
	for name, tt := range map[string]struct{ file, want string }{
		"a workbook":                 {"PK\x03\x04....[Content_Types].xml", "an Excel workbook (.xlsx): save it"},
		"an old workbook":            {"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....W\x00o\x00r\x00k\x00b\x00o\x00o\x00k\x00", "an old Excel workbook (.xls): save it"},
		"a workbook with a password": {lockedWorkbook, "an Excel workbook with a password: open it and save it"},
		"lines in quotes":            {"\"Guid,\"\"Nom\"\",\"\"Prénom\"\"\"\n\"" + alain + ",\"\"DISSOIR\"\",\"\"Alain\"\"\"\n", "a file of which each line as a whole stands in quotes"},
		"an archive":                 {"PK\x03\x04....ent.csv", "a ZIP archive: take the CSV file out"},
	} {
		_, _, err := readAll([]byte(tt.file), nil)
		var fatal *FatalError
		if !errors.As(err, &fatal) || !strings.Contains(fatal.Finding.Message("en"), tt.want) {
			t.Errorf("%s: %v, want %q", name, err, tt.want)
		}
	}
}

func TestFatal(t *testing.T) {
	for name, tt := range map[string]struct {
		file string
		want error
	}{
		"nothing":                       {"", ErrEmpty},
		"blank lines":                   {"\r\n \r\n", ErrEmpty},
		"a PDF":                         {"%PDF-1.7\n", ErrNotCSV},
		"a sign-in page":                {"\n<html><body>", ErrNotCSV},
		"a piece of a page":             {"<title>Connexion</title>", ErrNotCSV},
		"JSON":                          {`{"users": []}`, ErrNotCSV},
		"a word processor's document":   {`{\rtf1\ansi Guid;Nom}`, ErrNotCSV},
		"a workbook":                    {"PK\x03\x04....[Content_Types].xml", ErrNotCSV},
		"a workbook with a password":    {lockedWorkbook, ErrNotCSV},
		"prose":                         {"Bonjour,\nvoici le fichier.\n", ErrNoHeader},
		"people without a header":       {alain + ";DISSOIR;Alain\n", ErrNoHeader},
		"a header without identifiers":  {"Nom;Prénom;Profil\n", ErrMissingColumn},
		"zero bytes only":               {strings.Repeat("\x00", 100), ErrEmpty},
		"noise that has control bytes ": {"\x01\x02\x03\x04abc\x05", ErrNotCSV},
	} {
		t.Run(name, func(t *testing.T) {
			r, recs, err := readAll([]byte(tt.file), nil)
			var fatal *FatalError
			if !errors.As(err, &fatal) || !errors.Is(err, tt.want) || len(recs) > 0 {
				t.Fatalf("got %v and %d records, want %v", err, len(recs), tt.want)
			}
			if diff := cmp.Diff(r.Findings(), []Finding{fatal.Finding}); diff != "" || fatal.Finding.Severity != Fatal {
				t.Errorf("findings (-got +want):\n%s", diff)
			}
		})
	}
}

// TestChunks wants that the way a stream comes in pieces changes nothing.
func TestChunks(t *testing.T) {
	for _, m := range manifest(t) {
		data, err := os.ReadFile(filepath.Join("testdata", "roster-made", m.File))
		if err != nil {
			t.Fatal(err)
		}
		r, want, _ := readAll(data, &Options{Today: today})
		small := NewReader(iotest.OneByteReader(bytes.NewReader(data)), &Options{Today: today})
		var got []Record
		for rec, err := range small.All() {
			if err == nil {
				got = append(got, rec)
			}
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("%s: records byte by byte (-got +want):\n%s", m.File, diff)
		}
		if diff := cmp.Diff(small.Findings(), r.Findings()); diff != "" {
			t.Errorf("%s: findings byte by byte (-got +want):\n%s", m.File, diff)
		}
	}
}

// TestStreamFails wants the records before the failure, then the stream's own error.
func TestStreamFails(t *testing.T) {
	broken := errors.New("cable cut")
	file := "Guid;Nom;Prénom\n" + alain + ";DISSOIR;Alain\n" + amar
	for _, before := range []string{"", file} {
		r := NewReader(io.MultiReader(strings.NewReader(before), iotest.ErrReader(broken)), nil)
		names, last := 0, error(nil)
		for _, err := range r.All() {
			if last = err; err == nil {
				names++
			}
		}
		if !errors.Is(last, broken) || names != strings.Count(before, ";Alain") {
			t.Errorf("after %d bytes: %d records, error %v", len(before), names, last)
		}
	}
}

// TestLongRow wants that a row without end costs no memory and no other row.
func TestLongRow(t *testing.T) {
	row := alain + ";DISSOIR;Alain\n"
	file := "Guid;Nom;Prénom\n" + row + amar + ";" + strings.Repeat("A", 300_000) + ";Amar\n" + row
	r, recs, err := readAll([]byte(file), &Options{MaxRow: 100_000})
	if err != nil || len(recs) != 2 || recs[1].Line != 4 {
		t.Fatalf("%d records, error %v", len(recs), err)
	}
	if diff := cmp.Diff(codes(r.Findings()), []string{"3 row.row-too-long"}); diff != "" {
		t.Errorf("findings (-got +want):\n%s", diff)
	}
	if len(r.src.buf) > 4*100_000 {
		t.Errorf("the buffer grew to %d bytes", len(r.src.buf))
	}
}

// TestNoIdentifierAhead wants that quotes which are never closed lose no row even where no line ahead looks like a record.
func TestNoIdentifierAhead(t *testing.T) {
	file := "id;nom;prenom\n" + strings.Repeat("x;\"y;z\n", 5000)
	_, recs, err := readAll([]byte(file), nil)
	if err != nil || len(recs) != 5000 || recs[4999].LastName != "y" {
		t.Errorf("%d records, error %v", len(recs), err)
	}
}

// TestWideRows wants that rows of thousands of cells, which fit no column, are read in the time of their length.
func TestWideRows(t *testing.T) {
	file := "Guid;Nom;" + strings.Repeat("Guid_Enfant1;", 5000) + "\n" + strings.Repeat(strings.Repeat("M;", 4000)+"\n", 20)
	done := make(chan int)
	go func() {
		_, recs, _ := readAll([]byte(file), nil)
		done <- len(recs)
	}()
	select {
	case n := <-done:
		if n != 20 {
			t.Errorf("%d records", n)
		}
	case <-time.After(2 * time.Minute): // a quadratic reading takes hours; a busy machine may take a while
		t.Fatal("still reading after two minutes")
	}
}

func TestFindingsAreCapped(t *testing.T) {
	file := "Guid;Nom;Prénom\n" + strings.Repeat("x;DISSOIR;Alain\n", 7)
	seen := 0
	r, recs, err := readAll([]byte(file), &Options{MaxFindings: 3, OnFinding: func(Finding) { seen++ }})
	if err != nil || len(recs) != 7 || seen != 7 {
		t.Fatalf("%d records, %d findings seen, error %v", len(recs), seen, err)
	}
	list := r.Findings()
	if len(list) != 4 || list[3].Code != CodeTooManyFindings || list[3].Have != 7 {
		t.Errorf("findings %v", codes(list))
	}
}

// TestRows wants the numbers that a spreadsheet shows: a quoted line end makes no row, a sep= line none, a blank line one.
func TestRows(t *testing.T) {
	file := "sep=;\nGuid;Nom;Prénom;Groupe\n\n" + alain + ";A;B;\"x\ny\"\n" + amar + ";C;D;\n"
	_, recs, err := readAll([]byte(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got [][2]int
	for _, rec := range recs {
		got = append(got, [2]int{rec.Line, rec.Row})
	}
	if diff := cmp.Diff(got, [][2]int{{4, 3}, {6, 4}}); diff != "" {
		t.Errorf("line and row (-got +want):\n%s", diff)
	}
}

func TestOptionsThatCannotBe(t *testing.T) {
	for _, opts := range []*Options{{Encoding: "latin1"}, {Separator: '…'}, {Separator: '"'}} {
		r, _, err := readAll([]byte("Guid;Nom;Prénom\n"), opts)
		if err == nil || r.Columns() != nil {
			t.Errorf("%+v: no error", opts)
		}
	}
}

// TestStop wants that a range may be left and taken up again.
func TestStop(t *testing.T) {
	r := NewReader(strings.NewReader("id;nom;prenom\n1;A;B\n2;C;D\n3;E;F\n"), nil)
	var got []string
	for range 3 {
		for rec, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rec.AccountID)
			break
		}
	}
	if diff := cmp.Diff(got, []string{"1", "2", "3"}); diff != "" {
		t.Errorf("records (-got +want):\n%s", diff)
	}
}

// TestOptionsOverride wants that what the caller says wins over what the file looks like.
func TestOptionsOverride(t *testing.T) {
	file := "Guid,Nom,Prénom\n" + alain + ",N\xc3\xa9,Alain\n"
	r, recs, err := readAll([]byte(file), &Options{Encoding: Windows1252, Separator: ','})
	if err != nil || r.Dialect().Encoding != Windows1252 || r.Dialect().Reasons[0].Code != "separator-given" {
		t.Fatalf("dialect %+v, error %v", r.Dialect(), err)
	}
	if recs[0].LastName != "Né" { // the mojibake that this makes is repaired
		t.Errorf("name %q", recs[0].LastName)
	}
}

// TestFindingsHoldLittle wants that findings keep no more of a long cell than people read.
func TestFindingsHoldLittle(t *testing.T) {
	file := "Guid;Nom;Prénom\n" + alain + ";?" + strings.Repeat("é", 20_000) + ";Alain\n"
	r, recs, err := readAll([]byte(file), nil)
	if err != nil || len(recs) != 1 || len(recs[0].LastName) != 40_001 {
		t.Fatalf("%d records, error %v", len(recs), err)
	}
	if list := r.Findings(); len(list) != 1 || len(list[0].Value) != 999 {
		t.Errorf("findings %v", codes(list))
	}
}
