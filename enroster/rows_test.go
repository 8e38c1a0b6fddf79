package enroster

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// rowsLikeRecords wants of Rows, for each line that is a record, the cells of the record, of which nothing is left but to
// clean them, and the findings about how the file is written.
func rowsLikeRecords(t *testing.T, name string, data []byte, opts Options) {
	t.Helper()
	opts.Today = today
	r := NewReader(bytes.NewReader(data), &opts)
	rows := make(map[int]Cells)
	numbers := make(map[int]int)
	var rowsErr error
	for row, err := range r.Rows() {
		if err != nil {
			rowsErr = err
			break
		}
		var cells []string
		for i, c := range row.Cells() {
			text, _ := clean(c, UTF8, isCode(r.found.columns.field(i)))
			cells = append(cells, text)
		}
		rows[row.Line], numbers[row.Line] = CellsOf(cells...), row.Row
	}
	long := NewReader(bytes.NewReader(data), &opts)
	long.quick.off = true
	want := readingOf(long)
	if fmt.Sprint(rowsErr) != "<nil>" && rowsErr.Error() != want.Err || rowsErr == nil && want.Err != "" {
		t.Errorf("%s: error %v, want %s", name, rowsErr, want.Err)
	}
	if !cmp.Equal(r.Dialect(), long.Dialect()) {
		t.Errorf("%s: dialect %v, want %v", name, r.Dialect(), long.Dialect())
	}
	moved, none := make(map[int]bool), make(map[int]bool) // lines whose cells were moved, and that are no records
	var lines []Finding
	for _, f := range want.Findings {
		moved[f.Line] = moved[f.Line] || f.Code == CodeCellCount || f.Code == CodeCutOff
		none[f.Line] = none[f.Line] || f.Code == CodeNotARecord || f.Code == CodeOtherSeparator || f.Code == CodeRepeatedHeader
	}
	for _, f := range want.Findings {
		if aboutLines(f) && !moved[f.Line] {
			lines = append(lines, f)
		}
	}
	var got []Finding
	for _, f := range r.Findings() {
		if aboutLines(f) && !(none[f.Line] && strings.HasPrefix(string(f.Code), "cell.")) && !moved[f.Line] {
			got = append(got, f)
		}
	}
	if diff := cmp.Diff(got, lines); diff != "" && opts.MaxFindings == 0 {
		t.Errorf("%s: findings (-rows +records):\n%s", name, diff)
	}
	for _, rec := range want.Records {
		cells := rec.Cells
		if moved[rec.Line] {
			continue
		}
		got := rows[rec.Line]
		// Empty cells beyond the header are no part of a record.
		for got.Len() > cells.Len() && got.At(got.Len()-1) == "" {
			got = CellsOf(got.texts()[:got.Len()-1]...)
		}
		if !got.Equal(cells) || numbers[rec.Line] != rec.Row {
			t.Errorf("%s: line %d, row %d: cells %v, of the record %v", name, rec.Line, numbers[rec.Line], got, cells)
		}
	}
}

// aboutLines reports whether a finding says how a line is written, and not what its cells mean.
func aboutLines(f Finding) bool {
	switch f.Code {
	case CodeBareQuote, CodeQuoteNotDoubled, CodeQuoteNotClosed, CodeBackslashEscape, CodeBlankLine, CodeRowTooLong, CodeTooManyCells,
		CodeMixedEncodings:
		return true
	}
	return strings.HasPrefix(string(f.Code), "header.")
}

func TestRowsFiles(t *testing.T) {
	for name, data := range testFiles(t) {
		rowsLikeRecords(t, name, data, Options{})
		if enc, _ := utf16(data); enc == "" {
			rowsLikeRecords(t, name, longer(data), Options{})
		}
	}
	for _, enc := range append(eightBit, UTF8) {
		rowsLikeRecords(t, string(enc), encoded(string(madeRoster(2000)), enc), Options{})
	}
}

// FuzzRows wants of any bytes the rows whose cells those of records are.
func FuzzRows(f *testing.F) {
	addSeeds(f)
	f.Add(madeRoster(10))
	f.Add(encoded(string(madeRoster(10)), Windows1252))
	f.Fuzz(func(t *testing.T, data []byte) {
		rowsLikeRecords(t, "fuzz", data, Options{MaxRow: 4096})
	})
}

// TestRowsMemory wants a pass over rows to allocate for the file and not for its rows, and to hold little.
// The fewest of five passes are counted: whatever else runs in the process can only add to them.
func TestRowsMemory(t *testing.T) {
	read := func(people int) float64 {
		data := madeRoster(people)
		pass := func() {
			r := NewReader(bytes.NewReader(data), nil)
			for _, err := range r.Rows() {
				if err != nil {
					t.Fatal(err)
				}
			}
			if state := len(r.src.buf) + int(reflect.TypeFor[view]().Size()); people > 1000 && state > 64<<10 {
				t.Errorf("%d bytes of state", state)
			}
		}
		fewest := testing.AllocsPerRun(1, pass)
		for range 4 {
			fewest = min(fewest, testing.AllocsPerRun(1, pass))
		}
		return fewest
	}
	if few, many := read(100), read(20_000); many-few > 20 {
		t.Errorf("%.0f allocations for 20,000 rows, %.0f for 100", many, few)
	}
}

// TestRowsAndRecords reads on with All where Rows stopped, and the other way round.
func TestRowsAndRecords(t *testing.T) {
	r := NewReader(bytes.NewReader(madeRoster(1000)), nil)
	var lines []int
	for row := range r.Rows() {
		if lines = append(lines, row.Line); len(lines) == 10 {
			break
		}
	}
	for rec := range r.All() {
		if lines = append(lines, rec.Line); len(lines) == 500 {
			break
		}
	}
	for row := range r.Rows() {
		lines = append(lines, row.Line)
	}
	for i, line := range lines {
		if line != i+2 {
			t.Fatalf("line %d after %d rows", line, i)
		}
	}
	if len(lines) != 1000 {
		t.Errorf("%d rows", len(lines))
	}
}

// TestRowsBlank wants blank lines left out and found, and no row that is not blank.
func TestRowsBlank(t *testing.T) {
	const head = `"Guid";"Nom";"Prénom"` + "\n"
	person := `"` + alain + `";"DISSOIR";"Alain"` + "\n"
	for name, tt := range map[string]struct {
		line  string
		blank bool
	}{
		"nothing at all":                       {"", true},
		"spaces and tabs":                      {" \t ", true},
		"separators alone":                     {";;", true},
		"quotes with nothing between them":     {`"";"";""`, true},
		"fewer of them than the header has":    {`"";""`, true},
		"a space, then quotes":                 {` ;"";""`, true},
		"quotes behind a separator":            {`;"";`, true},
		"a space between the quotes of a cell": {`"";" ";""`, false},
		"a cell that is one quote":             {`"";"""";""`, false},
		"empty quotes and a name":              {`"";"";"Alain"`, false},
	} {
		r := NewReader(strings.NewReader(head+person+tt.line+"\n"+person), nil)
		var lines []int
		for row, err := range r.Rows() {
			if err != nil {
				t.Fatal(err)
			}
			lines = append(lines, row.Line)
		}
		var found []Code
		for _, f := range r.Findings() {
			found = append(found, f.Code)
		}
		want, codes := []int{2, 3, 4}, []Code(nil)
		if tt.blank {
			want, codes = []int{2, 4}, []Code{CodeBlankLine}
		}
		if diff := cmp.Diff(lines, want); diff != "" {
			t.Errorf("%s: lines (-got +want):\n%s", name, diff)
		}
		if diff := cmp.Diff(found, codes); diff != "" {
			t.Errorf("%s: findings (-got +want):\n%s", name, diff)
		}
	}
}

// TestRowCells wants the cells of rows with and without quotes, and nothing beside them.
func TestRowCells(t *testing.T) {
	const head = "Guid;Nom;Prénom;Memo\n"
	for name, tt := range map[string]struct {
		row  string
		want []string
	}{
		"cells as they stand":            {alain + `; DISSOIR ;Zoé;=1`, []string{alain, " DISSOIR ", "Zoé", "=1"}},
		"separators inside quotes":       {alain + `;"A;B";"";";"`, []string{alain, "A;B", "", ";"}},
		"quotes inside quotes":           {alain + `;"A ""B""";C;"D"`, []string{alain, `A "B"`, "C", "D"}},
		"a line end inside quotes":       {alain + ";A;B;\"C\nD\"", []string{alain, "A", "B", "C\nD"}},
		"a quote that stands for itself": {alain + `;A"B;C;D`, []string{alain, `A"B`, "C", "D"}},
		"more cells than the header":     {alain + `;A;B;C;D;`, []string{alain, "A", "B", "C", "D", ""}},
		"a short row":                    {alain + `;A;B`, []string{alain, "A", "B"}},
		"an empty first cell":            {`;A;B;C`, []string{"", "A", "B", "C"}},
	} {
		for _, end := range []string{"\n", "\r\n", "\r", ""} {
			r := NewReader(strings.NewReader(head+tt.row+end), nil)
			var got [][]string
			for row, err := range r.Rows() {
				if err != nil {
					t.Fatal(err)
				}
				var cells []string
				for _, c := range row.Cells() {
					cells = append(cells, string(c))
				}
				if row.Cell(-1) != nil || row.Cell(row.Len()) != nil {
					t.Errorf("%s: a cell where there is none", name)
				}
				got = append(got, cells)
			}
			if diff := cmp.Diff(got, [][]string{tt.want}); diff != "" {
				t.Errorf("%s, line end %q (-got +want):\n%s", name, end, diff)
			}
		}
	}
}
