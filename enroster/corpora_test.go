package enroster

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// plainRows reads a CSV file that is no roster: under a header of three columns, which it is given, every row is a
// record, and its cells are what counts.
func plainRows(data []byte, sep, quote rune) ([][]string, error) {
	for bytes.HasPrefix(data, bom) {
		data = data[len(bom):]
	}
	file := append([]byte("Guid"+string(sep)+"Nom"+string(sep)+"Prenom\n"), data...)
	_, recs, err := readAll(file, &Options{Separator: sep, Quote: quote, HeaderLine: 1, Layout: LayoutGUID})
	var rows [][]string
	for _, rec := range recs {
		rows = append(rows, rec.Cells.texts())
	}
	return asRead(rows, false), err
}

// asRead makes of the rows that another reader gives what the Reader gives of the same cells: cleaned, without blank rows
// and without empty cells at the end of a row.
func asRead(rows [][]string, raw bool) [][]string {
	var list [][]string
	for _, row := range rows {
		var cells []string
		for i, c := range row {
			if raw {
				c, _ = clean([]byte(c), UTF8, i == 0)
			}
			cells = append(cells, c)
		}
		for len(cells) > 0 && cells[len(cells)-1] == "" {
			cells = cells[:len(cells)-1]
		}
		if len(cells) > 0 {
			list = append(list, cells)
		}
	}
	return list
}

// corpus is a folder of files with answers that lie beside the checkout.
func corpus(t *testing.T, parts ...string) string {
	t.Helper()
	dir := filepath.Join(append([]string{"..", "..", "shared", "data", "csv"}, parts...)...)
	if _, err := os.Stat(dir); err != nil {
		t.Skip("the corpora are not beside the checkout: ", filepath.Join(parts...))
	}
	return dir
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatal(err)
	}
}

// compareRows wants the rows of a case, or, where the Reader reads it otherwise on purpose, that it does so.
func compareRows(t *testing.T, name string, data []byte, sep, quote rune, want [][]string, otherwise map[string]string) {
	t.Helper()
	got, err := plainRows(data, sep, quote)
	diff := cmp.Diff(got, asRead(want, true))
	reason, known := otherwise[name]
	if err != nil && !known {
		t.Errorf("%s: %v", name, err)
	}
	switch {
	case known && diff == "":
		t.Errorf("%s is read as expected, though it is listed: %s", name, reason)
	case !known && diff != "":
		t.Errorf("%s: %q (-got +want):\n%s", name, data, diff)
	}
}

func TestCSVSpectrum(t *testing.T) {
	dir := corpus(t, "csv-spectrum")
	files, err := filepath.Glob(filepath.Join(dir, "csvs", "*.csv"))
	if err != nil || len(files) != 12 {
		t.Fatalf("%d files, error %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name := strings.TrimSuffix(filepath.Base(file), ".csv")
		if name == "location_coordinates" {
			continue // its answer gives another telephone number than the file
		}
		var objects []map[string]string
		b, err := os.ReadFile(filepath.Join(dir, "json", name+".json"))
		if err != nil {
			t.Fatal(err)
		}
		if b[0] == '{' { // one row
			b = append(append([]byte{'['}, b...), ']')
		}
		if err := json.Unmarshal(b, &objects); err != nil {
			t.Fatal(err)
		}
		rows, err := plainRows(data, ',', '"')
		if err != nil || len(rows) != len(objects)+1 {
			t.Errorf("%s: %d rows for %d objects, error %v", name, len(rows), len(objects), err)
			continue
		}
		for i, o := range objects {
			for j, key := range rows[0] {
				cell := ""
				if j < len(rows[i+1]) {
					cell = rows[i+1][j]
				}
				if want, _ := clean([]byte(o[key]), UTF8, j == 0); cell != want {
					t.Errorf("%s: row %d, %s is %q, want %q", name, i+1, key, cell, want)
				}
			}
		}
	}
}

// What the Reader reads otherwise than the corpora's own readers, and why.
const (
	closed   = "a quote that is never closed takes no row with it"
	anyEnd   = "a lone CR ends a line wherever it stands, as in files of old Macs and joined ones"
	noHeader = "the separator is told by known column names, which this file has not"
)

var papaOtherwise = map[string]string{
	"17 Quoted field with whitespace around quotes":                                                                                        "spaces may stand around a quoted cell",
	"19 Quoted field has no closing quote":                                                                                                 closed,
	"21 Quoted field has invalid trailing quote after delimiter":                                                                           closed,
	"22 Quoted field has invalid trailing quote before delimiter":                                                                          closed,
	"23 Quoted field has invalid trailing quote after new line":                                                                            closed,
	"71 Mixed slash n and slash r should choose first as precident":                                                                        anyEnd,
	"84 Bad delimiter (\\n)":                                                                                                               "a line end is refused as a separator, not replaced by a comma",
	"121 Pipe delimiter is guessed correctly when mixed with comas":                                                                        noHeader,
	"123 Pipe delimiter is guessed correctly when first field are enclosed in quotes and contain delimiter characters":                     noHeader,
	"124 Pipe delimiter is guessed correctly when some fields are enclosed in quotes and contain delimiter characters and escaoped quotes": noHeader,
}

var csvOtherwise = map[string]string{
	"BareCR": anyEnd, "FieldCR": anyEnd, "FieldCRCR": anyEnd,
	"LazyOddQuotes": closed + ": the first of seven quotes is dropped, the others are text",
}

var w3cOtherwise = map[string]string{
	"events-listing.csv": "spaces may stand before a quoted cell, so that its commas part nothing",
}

func TestPapaParse(t *testing.T) {
	dir := corpus(t, "papaparse")
	var cases []struct {
		Set, Description, Input string
		Config                  map[string]any
		Data                    any
	}
	readJSON(t, filepath.Join(dir, "cases.json"), &cases)
	ran := 0
	for i, c := range cases {
		sep, quote, ok := ',', '"', true
		for key, v := range c.Config {
			s, _ := v.(string)
			switch {
			case key == "delimiter" && len(s) == 1:
				sep = rune(s[0])
			case key == "quoteChar" && (s == "'" || s == `"`):
				quote = rune(s[0])
			case key == "newline", key == "skipEmptyLines":
			default:
				ok = false
			}
		}
		rows, ok2 := c.Data.([]any)
		if !ok || !ok2 {
			continue // other keys are settings that the Reader does not have: comments, types, previews
		}
		var want [][]string
		for _, r := range rows {
			var row []string
			for _, cell := range r.([]any) {
				row = append(row, fmt.Sprint(cell))
			}
			want = append(want, row)
		}
		ran++
		compareRows(t, fmt.Sprintf("%d %s", i, c.Description), []byte(c.Input), sep, quote, want, papaOtherwise)
	}
	if ran != 92 {
		t.Errorf("%d of %d cases ran, want 92", ran, len(cases))
	}
}

func TestEncodingCSVCases(t *testing.T) {
	dir := corpus(t, "go-encoding-csv")
	var cases []struct {
		Name, Input, Comma, Comment string
		Output                      [][]string
		Errors                      []string
		LazyQuotes                  bool
	}
	readJSON(t, filepath.Join(dir, "cases.json"), &cases)
	ran := 0
	for _, c := range cases {
		sep := ','
		if c.Comma != "" {
			sep = []rune(c.Comma)[0]
		}
		bad := c.Comment != "" || sep > 126
		for _, e := range c.Errors {
			bad = bad || e != ""
		}
		if bad {
			continue
		}
		ran++
		compareRows(t, c.Name, []byte(c.Input), sep, '"', c.Output, csvOtherwise)
	}
	if ran != 42 { // the others have comments, separators beyond ASCII, or an error as their answer
		t.Errorf("%d of %d cases ran, want 42", ran, len(cases))
	}
}

func TestW3C(t *testing.T) {
	dir := corpus(t, "w3c-csvw")
	b, err := os.ReadFile(filepath.Join(dir, "dialects.txt"))
	if err != nil {
		t.Fatal(err)
	}
	ran := 0
	for _, line := range strings.Split(strings.TrimSpace(string(b)), "\n")[1:] {
		f := strings.Split(strings.TrimSpace(line), "|")
		data, err := os.ReadFile(filepath.Join(dir, f[0]))
		if err != nil {
			t.Fatal(err)
		}
		sep, ok := map[string]rune{"comma": ',', "semicolon": ';', "tab": '\t', "vslash": '|'}[f[2]]
		if !ok {
			t.Fatalf("%s: separator %s", f[0], f[2])
		}
		r := csv.NewReader(bytes.NewReader(data))
		r.Comma, r.FieldsPerRecord = sep, -1
		r.LazyQuotes = f[0] == "events-listing.csv" // strictly it is an error
		want, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		ran++
		compareRows(t, f[0], data, sep, '"', want, w3cOtherwise)
	}
	if ran != 131 {
		t.Errorf("%d files ran, want 131", ran)
	}
}
