package enroster

import (
	"bytes"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"
)

// longRoster is a roster of so many rows, of about 80 bytes each.
func longRoster(rows int) []byte {
	var b bytes.Buffer
	b.WriteString("Guid;Nom;Prénom;Profil;Classes\r\n")
	for i := range rows {
		fmt.Fprintf(&b, "%08d-0000-4000-8000-000000000000;NOM%d;Zoé;National_1;0310000Z$6A\r\n", i, i)
	}
	return b.Bytes()
}

// checkProgress wants growing numbers with steps of about the stated size, of which the last is all.
func checkProgress(t *testing.T, got []int64, all int) {
	t.Helper()
	if len(got) < 2 || got[len(got)-1] != int64(all) {
		t.Fatalf("told %d, want steps up to %d", got, all)
	}
	if !slices.IsSorted(got) {
		t.Errorf("told %d, want growing numbers", got)
	}
	if most := all/progressStep + 1; len(got) > most {
		t.Errorf("told %d times, want %d at most", len(got), most)
	}
}

func TestReaderProgress(t *testing.T) {
	utf8 := longRoster(20_000)
	wide := []byte{0xff, 0xfe}
	for _, r := range string(utf8) {
		wide = append(wide, byte(r), byte(r>>8))
	}
	for name, file := range map[string][]byte{"UTF-8": utf8, "UTF-16, in bytes of the file": wide} {
		for _, workers := range []int{0, 2} {
			t.Run(fmt.Sprintf("%s, %d workers", name, workers), func(t *testing.T) {
				var told []int64
				r := NewReader(bytes.NewReader(file), &Options{Workers: workers, OnProgress: func(n int64) { told = append(told, n) }})
				for _, err := range r.All() {
					if err != nil {
						t.Fatal(err)
					}
				}
				checkProgress(t, told, len(file))
			})
		}
	}
}

// TestProgressOfNothing wants the last call for files without records too.
func TestProgressOfNothing(t *testing.T) {
	for name, file := range map[string]string{"an empty file": "", "no roster": "%PDF-1.4", "a header only": "Guid;Nom;Prénom\n"} {
		var told []int64
		r := NewReader(strings.NewReader(file), &Options{OnProgress: func(n int64) { told = append(told, n) }})
		for range r.All() {
		}
		if !slices.Equal(told, []int64{int64(len(file))}) {
			t.Errorf("%s: told %d, want %d", name, told, len(file))
		}
	}
}

func TestWriterProgress(t *testing.T) {
	var b bytes.Buffer
	var told []int64
	w := NewWriter(&b, &WriterOptions{OnProgress: func(n int64) { told = append(told, n) }})
	for range 10_000 {
		if err := w.Write(Record{GUID: alain, LastName: "DISSOIR", FirstName: "Alain"}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	checkProgress(t, told, b.Len())

	told = nil
	w = NewWriter(io.Discard, &WriterOptions{OnProgress: func(n int64) { told = append(told, n) }})
	if err := w.Close(); err != nil || len(told) != 1 {
		t.Errorf("error %v, told %d, want one call by Close", err, told)
	}
}
