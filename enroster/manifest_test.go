package enroster

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// made is one file of roster-made with its answers; README.md beside the files explains them.
type made struct {
	File    string
	Family  string
	Dialect *struct {
		Delimiter string
		Encoding  string
		EOL       string
	}
	HeaderLine    int    `json:"header_line"`
	ExpectDate    string `json:"expect_date"`
	Header        []string
	Rows          int
	Records       []map[string]any
	RecordsSHA256 string `json:"records_sha256"`
	Findings      []struct {
		Kind         string
		Line, Column int
		Have, Want   int
		FirstLine    int `json:"first_line"`
		Name         string
	}
}

// today is the day on which the manifest was made.
var today = Date{2026, 11, 23}

// sameKind has the kinds of the manifest that stand for several codes of the package.
var sameKind = map[string][]string{
	"quote": {"bare-quote", "quote-not-closed"}, // Pollock's "one quote somewhere": what it is depends on where
}

func manifest(t *testing.T) []made {
	t.Helper()
	f, err := os.Open(filepath.Join("testdata", "roster-made", "manifest.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	var list []made
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var m made
		if err := json.Unmarshal(lines.Bytes(), &m); err != nil {
			t.Fatal(err)
		}
		list = append(list, m)
	}
	if len(list) != 187 {
		t.Fatalf("the manifest has %d files, want 187", len(list))
	}
	return list
}

// readAll reads everything and gives what the manifest calls records.
func readAll(data []byte, opts *Options) (*Reader, []Record, error) {
	r := NewReader(bytes.NewReader(data), opts)
	var recs []Record
	for rec, err := range r.All() {
		if err != nil {
			return r, recs, err
		}
		recs = append(recs, rec)
	}
	return r, recs, nil
}

func asMade(cols Columns, rec Record) map[string]any {
	guid, _ := CanonicalGUID(rec.GUID)
	children := []any{}
	for _, c := range rec.Children {
		id, _ := CanonicalGUID(c)
		children = append(children, id)
	}
	return map[string]any{
		"guid": guid, "nom": cols.Text(rec, FieldLastName), "prenom": cols.Text(rec, FieldFirstName),
		"profil": cols.Text(rec, FieldProfile), "classes": cols.Text(rec, FieldClasses), "groupe": cols.Text(rec, FieldGroups),
		"naissance": rec.Born.String(), "sexe": cols.Text(rec, FieldSex), "civilite": cols.Text(rec, FieldTitle), "enfants": children,
	}
}

// pythonLine is rec as json.dumps(record, ensure_ascii=False, sort_keys=True) writes it.
func pythonLine(t *testing.T, rec map[string]any) string {
	t.Helper()
	keys := []string{"civilite", "classes", "enfants", "groupe", "guid", "naissance", "nom", "prenom", "profil", "sexe"}
	quote := func(v any) string {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(v); err != nil {
			t.Fatal(err)
		}
		return strings.TrimSpace(b.String())
	}
	var parts []string
	for _, k := range keys {
		v := quote(rec[k])
		if list, ok := rec[k].([]any); ok {
			var items []string
			for _, item := range list {
				items = append(items, quote(item))
			}
			v = "[" + strings.Join(items, ", ") + "]"
		}
		parts = append(parts, quote(k)+": "+v)
	}
	return "{" + strings.Join(parts, ", ") + "}"
}

// TestManifest reads every file of roster-made and wants the records and the findings that its manifest gives.
func TestManifest(t *testing.T) {
	for _, m := range manifest(t) {
		t.Run(m.File, func(t *testing.T) {
			data := readMade(t, m.File)
			r, recs, err := readAll(data, &Options{Today: today})
			var fatal *FatalError
			if err != nil && !errors.As(err, &fatal) {
				t.Fatal(err)
			}
			checkRecords(t, m, r, recs)
			checkDialect(t, m, r.Dialect(), data)
			check := NewChecker(r.Dialect().Layout, r.Columns(), nil)
			for _, rec := range recs {
				check.Add(rec)
			}
			checkFindings(t, m, append(r.Findings(), check.Finish()...))
		})
	}
}

func checkRecords(t *testing.T, m made, r *Reader, recs []Record) {
	t.Helper()
	if m.ExpectDate != "" && recs[0].Born.String() != m.ExpectDate {
		t.Errorf("born %s, want %s", recs[0].Born, m.ExpectDate)
	}
	if m.RecordsSHA256 == "" {
		return
	}
	if len(recs) != m.Rows {
		t.Errorf("%d records, want %d", len(recs), m.Rows)
	}
	var lines []string
	for i, rec := range recs {
		got := asMade(r.Columns(), rec)
		if i < len(m.Records) {
			if diff := cmp.Diff(got, m.Records[i]); diff != "" {
				t.Errorf("record %d (-got +want):\n%s", i, diff)
			}
		}
		lines = append(lines, pythonLine(t, got))
	}
	sum := sha256.Sum256([]byte(strings.Join(lines, "\n")))
	if got := hex.EncodeToString(sum[:]); got != m.RecordsSHA256 {
		t.Errorf("records have SHA-256 %s, want %s", got, m.RecordsSHA256)
	}
}

func checkDialect(t *testing.T, m made, d Dialect, data []byte) {
	t.Helper()
	if m.HeaderLine != 0 && d.HeaderLine != m.HeaderLine {
		t.Errorf("header on line %d, want %d", d.HeaderLine, m.HeaderLine)
	}
	if m.Dialect == nil {
		return
	}
	if got := string(d.Separator); got != m.Dialect.Delimiter {
		t.Errorf("separator %q, want %q", got, m.Dialect.Delimiter)
	}
	if m.Dialect.EOL != "" && d.LineEnd != m.Dialect.EOL && d.LineEnd != "" { // "": a header only, without a line end
		t.Errorf("line end %q, want %q", d.LineEnd, m.Dialect.EOL)
	}
	want, bom := strings.CutSuffix(m.Dialect.Encoding, "-bom")
	if want != "" && string(d.Encoding) != want && !sameText(data, d.Encoding, Encoding(want)) {
		t.Errorf("encoding %s, want %s", d.Encoding, want)
	}
	if bom != (d.BOM > 0) {
		t.Errorf("%d byte order marks, want some: %v", d.BOM, bom)
	}
}

// sameText reports whether two eight-bit encodings make one text of data, so that nothing can tell them apart.
func sameText(data []byte, a, b Encoding) bool {
	return charmaps[a] != nil && charmaps[b] != nil && decode(data, a) == decode(data, b)
}

func checkFindings(t *testing.T, m made, got []Finding) {
	t.Helper()
	for _, f := range got {
		if f.Message("fr") == "" || f.Message("en") == "" {
			t.Errorf("%s has no message", f.Code)
		}
	}
	for _, want := range m.Findings {
		names := append(sameKind[want.Kind], want.Kind)
		found := false
		for _, f := range got {
			_, kind, _ := strings.Cut(string(f.Code), ".")
			for _, name := range names {
				found = found || kind == name && (want.Line == 0 || f.Line == want.Line) && (want.Column == 0 || f.Column == want.Column) &&
					(want.Have == 0 || f.Have == want.Have && f.Want == want.Want) && (want.Name == "" || f.Header == want.Name) &&
					(want.FirstLine == 0 || f.First == want.FirstLine)
			}
		}
		if !found {
			t.Errorf("no finding %+v among %+v", want, got)
		}
	}
	if m.RecordsSHA256 == "" || len(m.Findings) > 0 {
		return
	}
	for _, f := range got {
		if f.Severity > Info {
			t.Errorf("finding in a clean file: %s", f.Message("en"))
		}
	}
}

// readMade gives the bytes of a file of roster-made.
func readMade(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("testdata", "roster-made", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}
