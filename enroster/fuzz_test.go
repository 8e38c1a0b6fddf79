package enroster

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func addSeeds(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "roster-made", "*.csv"))
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		if len(data) < 4096 {
			f.Add(data)
		}
	}
	f.Add([]byte("SACOCHE_ID;NOM;PRENOM;PROFIL\r\n\r\n1;A;B;ENS\r\n"))
}

// FuzzReader wants that no bytes make the Reader panic, hold more than it may, or say something that has no sentence.
func FuzzReader(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		r, recs, err := readAll(data, &Options{MaxFindings: 100, MaxRow: 4096, Today: today})
		if len(r.Findings()) > 101 {
			t.Errorf("%d findings", len(r.Findings()))
		}
		lines := bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1
		if len(recs) > lines {
			t.Errorf("%d records in %d lines", len(recs), lines)
		}
		last := 0
		for _, rec := range recs {
			if rec.Line <= last {
				t.Errorf("record on line %d after line %d", rec.Line, last)
			}
			last = rec.Line
		}
		for _, f := range r.Findings() {
			if kinds[f.Code].text[0] == "" || f.Message("fr") == "" {
				t.Errorf("no sentence for %s", f.Code)
			}
		}
		if err != nil && len(r.Findings()) == 0 {
			t.Errorf("error %v without a finding", err)
		}
	})
}

// FuzzRoundTrip wants that what was read and is written is read again as the same people, without a fault in how it is
// written.
func FuzzRoundTrip(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, recs, _ := readAll(data, &Options{Today: today})
		var want []Record
		for _, rec := range recs {
			if rec.GUID == "" {
				continue // a roster is about people with identifiers
			}
			rec.Line, rec.Row, rec.Cells, rec.AccountID, rec.School = 0, 0, nil, "", ""
			want = append(want, rec)
		}
		var b bytes.Buffer
		if err := WriteAll(&b, want, nil); err != nil {
			t.Fatal(err)
		}
		r, got, err := readAll(b.Bytes(), &Options{Today: today})
		if err != nil {
			t.Fatal(err)
		}
		for i := range got {
			got[i].Line, got[i].Row, got[i].Cells = 0, 0, nil
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("(-got +want):\n%s\nwritten: %q", diff, b.String())
		}
		for _, f := range r.Findings() {
			scope, kind, _ := strings.Cut(string(f.Code), ".")
			if f.Severity >= Error && (scope == "file" || scope == "header" || strings.Contains(kind, "quote")) {
				t.Errorf("%s in %q", f.Message("en"), b.String())
			}
		}
	})
}
