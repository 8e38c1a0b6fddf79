package enroster

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriter(t *testing.T) {
	rec := Record{GUID: amar, LastName: "DISSOIR", FirstName: `Jean "JB"`, Profile: Guardian, Groups: []Class{{"0310000Z", "A"}, {"", "B"}},
		Born: Date{1970, 1, 2}, Sex: Male, Title: Mr, Children: []string{alain}}
	head := "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite"
	for name, tt := range map[string]struct {
		recs []Record
		opts *WriterOptions
		want string
	}{
		"no records give a header": {nil, nil, head + "\n"},
		"the width is that of the widest record": {[]Record{{GUID: alain}, rec}, nil,
			head + ";Guid_Enfant1\n" + alain + ";;;;;;;;;\n" + amar + `;DISSOIR;"Jean ""JB""";Responsable élève;;0310000Z$A|B;02/01/1970;M;M.;` + alain + "\n"},
		"a file for people has no formulas": {[]Record{{GUID: alain, LastName: "-DUPONT", FirstName: "=1+1"}}, &WriterOptions{Guard: true, CRLF: true, BOM: true},
			"\ufeff" + head + "\r\n" + alain + ";'-DUPONT;'=1+1;;;;;;\r\n"},
		"what cells say and the package does not know, with their columns at hand": {
			[]Record{{GUID: alain, Cells: CellsOf("Jardinier", "31/02/2012", "?", "Dr")}, {GUID: amar, Profile: Teacher, Sex: Male, Cells: CellsOf("prof;Jardinier", "", "?")},
				{GUID: alain, Profile: Pupil, Born: Date{2012, 2, 1}, Cells: CellsOf("Jardinier", "31/02/2012")}},
			&WriterOptions{From: Columns{{"P", FieldProfile, 0}, {"B", FieldBorn, 0}, {"S", FieldSex, 0}, {"T", FieldTitle, 0}}},
			head + "\n" + alain + ";;;Jardinier;;;31/02/2012;?;Dr\n" + amar + ";;;\"prof;Jardinier\";;;;M;\n" + alain + ";;;Élève;;;01/02/2012;;\n"},
		"a record without cells under columns of the caller": {[]Record{{AccountID: "1", LastName: "A", Children: []string{"2"}}},
			&WriterOptions{Columns: Columns{{"enfant", FieldChild, 1}, {"id", FieldAccountID, 0}, {"nom", FieldLastName, 0}, {"x", FieldOther, 0}}}, "enfant;id;nom;x\n2;1;A;\n"},
		"columns of the caller": {[]Record{{Cells: CellsOf("1", "a;b")}}, &WriterOptions{Columns: Columns{{Name: "id"}, {Name: "nom"}}, Separator: ','},
			"id,nom\n1,a;b\n"},
	} {
		var b bytes.Buffer
		if err := WriteAll(&b, tt.recs, tt.opts); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if diff := cmp.Diff(b.String(), tt.want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", name, diff)
		}
	}
}

// TestGuardComesOff wants the apostrophe of the guard taken away by the Reader, before each letter that it guards.
func TestGuardComesOff(t *testing.T) {
	for _, first := range []string{"=", "+", "-", "@", "\t", "\r"} {
		var b bytes.Buffer
		if err := WriteAll(&b, []Record{{GUID: alain, LastName: first + "1+1", FirstName: "Alain"}}, &WriterOptions{Guard: true}); err != nil {
			t.Fatal(err)
		}
		_, recs, err := readAll(b.Bytes(), nil)
		if err != nil || len(recs) != 1 || recs[0].LastName != strings.TrimSpace(first)+"1+1" || !strings.Contains(b.String(), "'"+first) {
			t.Errorf("%q: error %v, %v of %q", first, err, recs, b.String())
		}
	}
}

// TestNoLostChild wants an error, and nothing written, for a record with more children than columns.
func TestNoLostChild(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, &WriterOptions{Children: 1})
	err := w.Write(Record{GUID: amar, Children: []string{"a", "b"}})
	if !errors.Is(err, ErrTooManyChildren) || strings.Contains(err.Error(), amar) {
		t.Errorf("error %v", err)
	}
	if err := w.Close(); err != nil || strings.Contains(b.String(), amar) {
		t.Errorf("error %v, written %q", err, b.String())
	}
}

// TestNoLostField wants an error, and nothing written, for a record without cells that says more than there are columns.
func TestNoLostField(t *testing.T) {
	var b bytes.Buffer
	w := NewWriter(&b, &WriterOptions{Columns: Columns{{Name: "Guid", Field: FieldGUID}}})
	if err := w.Write(Record{GUID: alain, Sex: Male}); !errors.Is(err, ErrNoColumn) {
		t.Errorf("error %v, want %v", err, ErrNoColumn)
	}
	if err := w.Close(); err != nil || b.String() != "Guid\n" {
		t.Errorf("error %v, written %q", err, b.String())
	}
}

type fullDisk struct{}

func (fullDisk) Write([]byte) (int, error) { return 0, errDisk }

var errDisk = errors.New("no space left on device")

// TestFullDisk wants that Close says so, even when every Write fitted the buffer.
func TestFullDisk(t *testing.T) {
	w := NewWriter(fullDisk{}, nil)
	if err := w.Write(Record{GUID: alain}); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); !errors.Is(err, errDisk) {
		t.Errorf("error %v", err)
	}
	if err := w.Write(Record{}); !errors.Is(err, errDisk) {
		t.Errorf("a later Write: %v", err)
	}
}
