package enroster

import (
	"io"
	"runtime"
	"strings"
	"testing"
)

// rowsOf is a stream of a header and so many times the same row.
func rowsOf(header, row string, times int) io.Reader {
	src := []io.Reader{strings.NewReader(header)}
	for range times {
		src = append(src, strings.NewReader(row))
	}
	return io.MultiReader(src...)
}

// TestRowsAreLetGo wants that the reader keeps no rows but the last ones, whichever way they are read and however few of
// them have lists of children or classes: a list that lies beside those of other rows would keep their texts.
func TestRowsAreLetGo(t *testing.T) {
	memo := strings.Repeat("x", 30_000)
	for name, row := range map[string]string{
		"one child among long rows":         alain + ";DISSOIR;Alain;National_2;;" + amar + ";" + memo + ";" + memo + "\n",
		"the long way":                      alain + ";DISSOIR;Ala\u200bin;National_2;6A;" + amar + ";" + memo + ";" + memo + "\n",
		"classes too long to be remembered": alain + ";DISSOIR;Alain;National_1;" + memo + ";;;\n",
	} {
		for _, workers := range []int{0, 2} {
			rowsAreLetGo(t, name, row, workers)
		}
	}
}

func rowsAreLetGo(t *testing.T, name, row string, workers int) {
	n, most := 0, uint64(0)
	opts := &Options{MaxFindings: 1, Workers: workers}
	for _, err := range NewReader(rowsOf("Guid;Nom;Prénom;Profil;Classes;Guid_Enfant1;Memo;Note\n", row, 3000), opts).All() {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n%1000 == 0 {
			runtime.GC()
			var m runtime.MemStats
			runtime.ReadMemStats(&m)
			most = max(most, m.HeapAlloc)
		}
	}
	if n != 3000 || most > 20<<20 {
		t.Errorf("%s, %d workers: %d rows, %d MiB in use", name, workers, n, most>>20)
	}
}

// TestLongLineIsLetGo wants a line of any length to pass by, with workers who read ahead and without.
func TestLongLineIsLetGo(t *testing.T) {
	for _, workers := range []int{0, 2} {
		for _, keep := range []bool{false, true} {
			calls, most := 0, uint64(0)
			r := NewReader(rowsOf("Guid;Nom;Prénom\n"+alain+";DISSOIR;Alain\n", strings.Repeat("x;", 32<<10), 1000),
				&Options{Workers: workers, KeepSource: keep, OnProgress: func(int64) {
					if calls++; calls%64 == 0 {
						runtime.GC()
						var m runtime.MemStats
						runtime.ReadMemStats(&m)
						most = max(most, m.HeapAlloc)
					}
				}})
			n := 0
			for _, err := range r.All() {
				if err != nil {
					t.Fatal(err)
				}
				n++
			}
			if n != 1 || calls < 64 || most > 20<<20 {
				t.Errorf("%d workers, source kept %v: %d rows, %d MiB in use", workers, keep, n, most>>20)
			}
		}
	}
}
