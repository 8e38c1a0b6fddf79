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

// TestErrorsSayNothingOfPeople wants that an error, which may reach a log, has no text of a cell.
func TestErrorsSayNothingOfPeople(t *testing.T) {
	_, _, err := readAll([]byte("Nom;Prénom\nDUPONT;Zoé\n"), nil)
	if err == nil || strings.Contains(err.Error(), "DUPONT") {
		t.Errorf("error %v", err)
	}
}
