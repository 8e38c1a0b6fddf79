package enroster

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestSchemas compares the schemas of some layouts with testdata/schema, and wants of all that they are JSON, name every
// column that is read, in both languages, and have patterns that compile.
func TestSchemas(t *testing.T) {
	golden := map[Layout]bool{LayoutGUID: true, LayoutAccounts: true, LayoutGuardians: true, LayoutMonLycee: true, "itslearning": true}
	for _, l := range Layouts() {
		for kind, schema := range map[string]func() ([]byte, error){"table": l.TableSchema, "json": l.JSONSchema} {
			got, err := schema()
			if err != nil {
				t.Fatal(err)
			}
			if again, _ := schema(); string(again) != string(got) {
				t.Errorf("%s %s is not the same twice", l, kind)
			}
			var v any
			if err := json.Unmarshal(got, &v); err != nil {
				t.Fatalf("%s %s: %v", l, kind, err)
			}
			for _, s := range []string{"Nom", "Prénom", "Last name", "Nom de famille.", `"title@en"`} {
				if !strings.Contains(string(got), s) {
					t.Errorf("%s %s has no %s", l, kind, s)
				}
			}
			for _, m := range regexp.MustCompile(`"pattern": "(.*)"`).FindAllStringSubmatch(string(got), -1) {
				if _, err := regexp.Compile(strings.ReplaceAll(m[1], `\\`, `\`)); err != nil {
					t.Errorf("%s %s: %v", l, kind, err)
				}
			}
			if !golden[l] {
				continue
			}
			name := filepath.Join("testdata", "schema", string(l)+"."+kind+".json")
			want, err := os.ReadFile(name)
			if err != nil && os.Getenv("UPDATE") == "" {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(got), string(want)); diff != "" {
				t.Errorf("%s (-got +want):\n%s", name, diff)
				if os.Getenv("UPDATE") != "" {
					if err := os.WriteFile(name, got, 0o644); err != nil {
						t.Fatal(err)
					}
				}
			}
		}
	}
	for _, schema := range []func() ([]byte, error){Layout("nowhere").TableSchema, Layout("").JSONSchema} {
		if _, err := schema(); err == nil {
			t.Error("a schema of an unknown layout")
		}
	}
}

// TestSchemaFitsWriter wants that what the Writer writes is what the schema of its layout asks for: each cell of a full
// record, and each empty one, matches its column's pattern.
func TestSchemaFitsWriter(t *testing.T) {
	b, err := LayoutGUID.JSONSchema()
	if err != nil {
		t.Fatal(err)
	}
	type property struct {
		Pattern   string
		MinLength int
		Enum      []string
	}
	var schema struct {
		Properties, PatternProperties map[string]property
		Required                      []string
	}
	if err := json.Unmarshal(b, &schema); err != nil {
		t.Fatal(err)
	}
	rec := Record{GUID: alain, LastName: "DISSOIR", FirstName: "Alain", Profile: Pupil | Teacher, Classes: []Class{{"0310000Z", "1L1"}, {"", "3 ROUGE"}},
		Groups: []Class{{"0310000Z", "LATIN, GREC"}}, Born: Date{2010, 6, 16}, Sex: Male, Title: Mr, Children: []string{amar, amar}}
	for _, rec := range []Record{rec, {GUID: alain, LastName: "D", FirstName: "A"}} {
		var file strings.Builder
		if err := WriteAll(&file, []Record{rec}, nil); err != nil {
			t.Fatal(err)
		}
		r, recs, err := readAll([]byte(file.String()), nil)
		if err != nil {
			t.Fatal(err)
		}
		for i, col := range r.Columns() {
			p, known := schema.Properties[col.Name]
			for pattern, child := range schema.PatternProperties {
				if regexp.MustCompile(pattern).MatchString(col.Name) {
					p, known = child, true
				}
			}
			cell := recs[0].Cells.At(i)
			fits := p.Enum == nil
			for _, v := range p.Enum {
				fits = fits || v == cell
			}
			if !known || !fits || !regexp.MustCompile(p.Pattern).MatchString(cell) || len(cell) < p.MinLength {
				t.Errorf("column %s: %q does not fit %+v", col.Name, cell, p)
			}
		}
	}
	if diff := cmp.Diff(schema.Required, []string{"Guid", "Nom", "Prénom"}); diff != "" {
		t.Errorf("required (-got +want):\n%s", diff)
	}
}
