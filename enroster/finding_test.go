package enroster

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestMessages compares the sentence of every code, in both languages, with testdata/messages.txt. To change them,
// change the file: it is what people read.
func TestMessages(t *testing.T) {
	var b strings.Builder
	for _, code := range slices.Sorted(maps.Keys(kinds)) {
		f := Finding{Code: code, Severity: kinds[code].severity, Line: 5, Row: 4, Value: "DUPONT", First: 2, Have: 6, Want: 7}
		scope, _, _ := strings.Cut(string(code), ".")
		switch {
		case code == CodeNotCSV:
			f.Line, f.Value = 0, "xlsx"
		case code == CodeMixedEncodings:
			f.Value = string(Windows1252)
		case code == CodeMissingColumn:
			f.Header = "Guid"
		case code == CodeRosterByHeader:
			f.Column, f.Header, f.Value = 3, "Identifiant", string(LayoutMonLycee)
		case scope == "cell":
			f.Column, f.Header = 2, "Nom"
		}
		b.WriteString(string(code) + " " + f.Severity.String() + "\n  " + f.Message("fr") + "\n  " + f.Message("en") + "\n")
	}
	for _, code := range slices.Sorted(maps.Keys(reasonTexts)) {
		r := Reason{Code: code, Detail: "X"}
		if code == "layout" || code == "layout-given" {
			r.Detail = string(LayoutGUID)
		}
		b.WriteString("reason " + code + "\n  " + r.Message("fr") + "\n  " + r.Message("en") + "\n")
	}
	golden := filepath.Join("testdata", "messages.txt")
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(b.String(), string(want)); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
		if os.Getenv("UPDATE") != "" {
			if err := os.WriteFile(golden, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestNumbers wants the thousands of a number apart, but not those of a line, which people look for.
func TestNumbers(t *testing.T) {
	f := Finding{Code: CodeRowTooLong, Line: 12345, Want: 1 << 20}
	for lang, want := range map[string]string{
		"fr": "Ligne 12345\u00a0: la ligne dépasse 1\u00a0048\u00a0576 octets, comme si des fins de ligne manquaient\u00a0; elle est ignorée. Refaites l’export.",
		"en": "Line 12345: the line is longer than 1,048,576 bytes, as if line ends were missing; it is ignored. Export again.",
	} {
		if got := f.Message(lang); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	f = Finding{Code: CodePossibleSamePerson, Line: 12346, First: 12345, Have: 12345}
	if got := f.Message("en"); strings.Contains(got, ",345") {
		t.Errorf("a line with its thousands apart: %s", got)
	}
}

// TestErrorsSayNothingOfPeople wants that an error, which may reach a log, has no text of a cell.
func TestErrorsSayNothingOfPeople(t *testing.T) {
	_, _, err := readAll([]byte("Nom;Prénom\nDUPONT;Zoé\n"), nil)
	if err == nil || strings.Contains(err.Error(), "DUPONT") {
		t.Errorf("error %v", err)
	}
}

// A date in another order that can be one day alone is that day, and the sentence says which.
func TestOnlyDayIsSaid(t *testing.T) {
	r := NewReader(strings.NewReader("Guid;Nom;Prénom;Profil;DateNaissance\n"+alain+";DISSOIR;Alain;ELV;12/31/2011\n"), nil)
	var born []string
	for rec, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		born = append(born, rec.Born.String())
	}
	if diff := cmp.Diff(born, []string{"2011-12-31"}); diff != "" {
		t.Errorf("births (-got +want):\n%s", diff)
	}
	if got := r.Findings()[0].Message("fr"); r.Findings()[0].Code != CodeDateNotValid || !strings.Contains(got, "elle est lue 31/12/2011") ||
		!strings.Contains(got, "lues à l’envers") {
		t.Errorf("%s: %s", r.Findings()[0].Code, got)
	}
	for _, only := range []string{"31122011", "31 décembre 2011"} { // tell nothing of the others' order
		if got := (Finding{Code: CodeDateNotValid, Value: only}).Message("en"); !strings.Contains(got, "it is read as 31/12/2011. Correct it") {
			t.Error(got)
		}
	}
}

// Of two columns of one name the first is read, but of children both are, and the sentence says so.
func TestDuplicateColumnIsSaid(t *testing.T) {
	r, recs, err := readAll([]byte("Guid;Nom;Prénom;Groupe;Groupe;Guid_Enfant1;Guid_Enfant1\n"+third+";DISSOIR;Amar;A;B;"+alain+";"+amar+"\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(recs[0].Children, []string{alain, amar}); diff != "" {
		t.Errorf("children (-got +want):\n%s", diff)
	}
	for i, want := range []string{"that one is read", "both are read"} {
		if got := r.Findings()[i].Message("en"); !strings.Contains(got, want) {
			t.Errorf("%s, want %q", got, want)
		}
	}
}

// A tabulation has no sign that a person knows.
func TestATabulationIsNamed(t *testing.T) {
	for lang, want := range map[string]string{"fr": "(«\u00a0tabulation\u00a0»)", "en": "(\"TAB\")"} {
		if got := (Finding{Code: CodeOtherSeparator, Line: 3, Value: "\t"}).Message(lang); !strings.Contains(got, want) {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

// A second header is a fault only where its columns are others: then what follows is read under the wrong ones.
func TestOtherHeaderIsSaid(t *testing.T) {
	const first = "Guid;Nom;Prénom;Profil;Classes;Groupe;Naissance\n"
	for second, want := range map[string]string{
		first:                             "the header is repeated",
		"GUID;nom;prenom;profil;Classe\n": "the header is repeated",
		"Guid;Nom;Prénom;Profil;Classes;Groupe;Guid_Enfant1\n": "whose column \"Guid_Enfant1\" does not stand where the first has it",
		"Nom;Prénom;Guid\n": "whose column \"Nom\" does not stand",
		"Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe\n":   "whose column \"Sexe\" does not stand",
		"Guid;Nom;Prénom;Profil;Classes;Groupe;Date de naissance;;;\n": "the header is repeated",
	} {
		r, recs, err := readAll([]byte(first+alain+";DISSOIR;Alain;ENS\n"+second), nil)
		if err != nil || len(recs) != 1 || len(r.Findings()) != 1 {
			t.Fatalf("%q: error %v, %d records, findings %v", second, err, len(recs), codes(r.Findings()))
		}
		f := r.Findings()[0]
		if got := f.Message("en"); !strings.Contains(got, want) || (f.Severity == Error) != strings.Contains(want, "whose") {
			t.Errorf("%q: %s %s, want %q", second, f.Severity, got, want)
		}
	}
}
