package enroster

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestCells(t *testing.T) {
	long := strings.Repeat("é", 40_000)
	for name, texts := range map[string][]string{
		"no cells":                {},
		"one empty cell":          {""},
		"an ordinary row":         {alain, "DISSOIR", "", "Zoé", ""},
		"a text beyond 64 KiB":    {"a", long, "b", ""},
		"two texts of the same":   {"x", "x"},
		"zeros as in the packing": {"\x00\x00\x00\x00", "\x00"},
	} {
		c := CellsOf(texts...)
		if diff := cmp.Diff(c.texts(), texts); diff != "" {
			t.Errorf("%s (-got +want):\n%s", name, diff)
		}
		if c.Len() != len(texts) || c.At(len(texts)) != "" || c.At(-1) != "" {
			t.Errorf("%s: %d cells, %q before, %q behind", name, c.Len(), c.At(-1), c.At(len(texts)))
		}
		b, err := json.Marshal(Record{Cells: c})
		if err != nil {
			t.Fatal(err)
		}
		var again Record
		if err := json.Unmarshal(b, &again); err != nil || !again.Cells.Equal(c) {
			t.Errorf("%s: %v after JSON, error %v", name, again.Cells, err)
		}
	}
	if (Cells{}).Equal(CellsOf("")) || CellsOf("a", "b").Equal(CellsOf("ab", "")) || CellsOf("a").Equal(CellsOf("a", "")) {
		t.Error("cells are equal that are not")
	}
	if got := fmt.Sprint(CellsOf("a", `b"`)); got != `["a" "b\""]` {
		t.Errorf("for people: %s", got)
	}
	if err := json.Unmarshal([]byte("[1]"), new(Cells)); err == nil {
		t.Error("a number is read as cells")
	}
}

// TestCellsOfRows wants the cells of rows that are read in each way: as they stand, cleaned, and too long for a short table.
func TestCellsOfRows(t *testing.T) {
	long := strings.Repeat("x", 70_000)
	_, recs, err := readAll([]byte("Guid;Nom;Prénom;Memo\n"+alain+";\" DISSOIR \";Alain;a\n"+amar+";DISSOIR;Ama\u200br;'=a\n"+
		amar+";DISSOIR;Amar;"+long+"\n"), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got [][]string
	for _, rec := range recs {
		got = append(got, rec.Cells.texts())
	}
	want := [][]string{{alain, "DISSOIR", "Alain", "a"}, {amar, "DISSOIR", "Ama\u200br", "=a"}, {amar, "DISSOIR", "Amar", long}}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-got +want):\n%s", diff)
	}
}
