package enroster

import (
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func addSeeds(f *testing.F) {
	for _, data := range seeds(f) {
		f.Add(data)
	}
}

// seeds are the small files of roster-made, and one of SACoche's lists.
func seeds(f *testing.F) (list [][]byte) {
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
			list = append(list, data)
		}
	}
	return append(list, []byte("SACOCHE_ID;NOM;PRENOM;PROFIL\r\n\r\n1;A;B;ENS\r\n"))
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

// FuzzWriter wants that what was read and is written in SACoche's order is read again as the same people, without a fault
// in how it is written.
func FuzzWriter(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		_, recs, _ := readAll(data, &Options{Today: today})
		var want []Record
		for _, rec := range recs {
			if rec.GUID == "" {
				continue // a roster is about people with identifiers
			}
			rec.Line, rec.Row, rec.Cells, rec.AccountID, rec.School = 0, 0, Cells{}, "", ""
			if !rec.isSomebody() { // would be read as a line of totals
				if err := WriteAll(io.Discard, []Record{rec}, nil); !errors.Is(err, ErrNotReadBack) {
					t.Errorf("writing %q alone: %v, want %v", rec.GUID, err, ErrNotReadBack)
				}
				continue
			}
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
			got[i].Line, got[i].Row, got[i].Cells = 0, 0, Cells{}
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

// FuzzRoundTrip wants that a file which is read and written again is the same file, byte for byte, whatever was found in
// it, with workers and without.
func FuzzRoundTrip(f *testing.F) {
	addSeeds(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, workers := range []int{0, 2} {
			r, got, err := written(data, Options{Today: today, Workers: workers}, nil)
			if err != nil {
				if errors.As(err, new(*FatalError)) {
					return
				}
				t.Fatal(err)
			}
			if enc := r.Dialect().Encoding; enc == UTF16LE || enc == UTF16BE {
				if again, _ := appendEncoded(nil, decodeAll(data, r), enc); !bytes.Equal(again, data) {
					return // half a character is lost
				}
			}
			if !bytes.Equal(got, data) {
				t.Errorf("%d workers:\n%q, want\n%q", workers, got, data)
			}
		}
	})
}

// FuzzEdit changes one field of one record of a file without faults. It wants every other row as it was, and the changed
// one to be read as it was changed, or to be refused. In a file with faults, such as a quote that is never closed, how a row
// is read may depend on the next one.
func FuzzEdit(f *testing.F) {
	for i, data := range seeds(f) {
		f.Add(data, i%3, uint8(i), []string{"L'\"É;\n", alain, "1/2/2012", "", " Œ|" + amar}[i%5])
	}
	f.Fuzz(func(t *testing.T, data []byte, at int, field uint8, text string) {
		n := -1
		var want Record
		opts := Options{Today: today, KeepSource: true}
		r, got, err := written(data, opts, func(rec *Record) {
			if n++; n == at {
				change(rec, field, text)
				want = *rec
			}
		})
		if err != nil || n < at || at < 0 || slices.ContainsFunc(r.Findings(), func(f Finding) bool { return f.Severity > Info }) {
			return
		}
		opts.Encoding = r.Dialect().Encoding
		_, rows, err := readAll(data, &opts)
		if err != nil {
			t.Fatal(err)
		}
		_, again, err := readAll(got, &opts)
		if err != nil || len(again) != len(rows) {
			t.Fatalf("%d records, error %v, want %d\n%q, was\n%q", len(again), err, len(rows), got, data)
		}
		for i := range rows {
			if i == at {
				if field%8 == 7 {
					if at := len(text) % 7; again[i].Cells.At(at) != text {
						t.Errorf("record %d, cell %d: %q, want %q", i, at, again[i].Cells.At(at), text)
					}
				} else if !sameFields(&again[i], &want) {
					t.Errorf("record %d (-got +want):\n%s", i, cmp.Diff(again[i], want))
				}
			} else if again[i].Cells.Source() != rows[i].Cells.Source() || !sameFields(&again[i], &rows[i]) {
				t.Errorf("record %d: %q, was %q", i, again[i].Cells.Source(), rows[i].Cells.Source())
			}
		}
	})
}

// change puts text into a field of a record.
func change(rec *Record, field uint8, text string) {
	switch field % 8 {
	case 0:
		rec.GUID = text
	case 1:
		rec.LastName = text
	case 2:
		rec.FirstName = text
	case 3:
		rec.Profile, _ = ParseProfile(text)
	case 4:
		rec.Classes = splitClasses(text, false)
	case 5:
		rec.Born, _ = parseDate(text, today)
	case 6:
		rec.Children = strings.Split(text, "|")
	case 7:
		rec.Cells = rec.Cells.With(len(text)%7, text)
	}
}

// FuzzOptions wants that no bytes make a Reader panic whose caller says what the file is, right or wrong, and that a
// strict reading stops where the lenient one finds its first error, after the same records.
func FuzzOptions(f *testing.F) {
	for i := range Layouts() {
		f.Add([]byte("a;b;c;d;e;f\nDISSOIR;Alain;x;DISSOIR;Alain;y\n"), uint8(i), int8(0), uint8(i))
		f.Add([]byte("Guid;Nom;Prénom;\"Date de\nnaissance\"\n;;;2\n"+alain+";'L''A';B;C\n"), uint8(i), int8(i%5), uint8(i))
	}
	f.Fuzz(func(t *testing.T, data []byte, layout uint8, header int8, quote uint8) {
		o := Options{MaxFindings: 100, MaxRow: 4096, Today: today, HeaderLine: max(NoHeader, int(header)), Quote: []rune{0, '"', '\'', NoQuote}[quote%4]}
		if list := Layouts(); int(layout) < len(list) {
			o.Layout = list[layout]
		}
		r, want, _ := readAll(data, &o)
		first := slices.IndexFunc(r.Findings(), func(f Finding) bool { return f.Severity >= Error })
		o.Strict = true
		s, got, err := readAll(data, &o)
		if first >= 0 && (err == nil || len(s.Findings()) <= first) {
			t.Errorf("strict: error %v, findings %v, want one after %v", err, codes(s.Findings()), codes(r.Findings()[:first+1]))
		}
		if len(got) > len(want) {
			t.Fatalf("strict: %d records, lenient %d", len(got), len(want))
		}
		if diff := cmp.Diff(got, want[:len(got):len(got)]); diff != "" && len(got) > 0 {
			t.Errorf("strict against lenient (-got +want):\n%s", diff)
		}
	})
}
