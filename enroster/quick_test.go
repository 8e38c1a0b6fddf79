package enroster

import (
	"bytes"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// reading is all that a Reader gives.
type reading struct {
	Records  []Record
	Findings []Finding
	Dialect  Dialect
	Err      string
}

func readingOf(r *Reader) reading {
	var got reading
	for rec, err := range r.All() {
		if err != nil {
			got.Err = err.Error()
			break
		}
		got.Records = append(got.Records, rec)
	}
	got.Findings, got.Dialect = r.Findings(), r.Dialect()
	return got
}

// same reports whether two readings are equal; reflection cannot tell of cells.
func same(a, b reading) bool {
	if len(a.Records) != len(b.Records) {
		return false
	}
	a.Records, b.Records = slices.Clone(a.Records), slices.Clone(b.Records)
	for i := range a.Records {
		if !a.Records[i].Cells.Equal(b.Records[i].Cells) {
			return false
		}
		a.Records[i].Cells, b.Records[i].Cells = Cells{}, Cells{}
	}
	return reflect.DeepEqual(a, b)
}

// sameWithoutQuick wants the same of a file whether its ordinary rows are read the quick way or not.
func sameWithoutQuick(t *testing.T, name string, data []byte, opts Options) {
	t.Helper()
	opts.Today = today
	r := NewReader(bytes.NewReader(data), &opts)
	got := readingOf(r)
	r = NewReader(bytes.NewReader(data), &opts)
	r.quick.off = true
	want := readingOf(r)
	if !same(got, want) {
		diff := cmp.Diff(got, want)
		t.Errorf("%s (-quick +long):\n%s", name, diff)
	}
	opts.Workers = 3
	r = NewReader(bytes.NewReader(data), &opts)
	r.start()
	if r.ahead != nil {
		r.ahead.size = 300 // so that cuts fall everywhere
	}
	if got := readingOf(r); !same(got, want) {
		diff := cmp.Diff(got, want)
		t.Errorf("%s (-three workers +none):\n%s", name, diff)
	}
}

// longer puts rows behind the header, so many that the rest of the file is not in the sample.
func longer(data []byte) []byte {
	head, rest, _ := bytes.Cut(data, []byte("\n"))
	row := alain + ";" + strings.Repeat("N", 2000) + strings.Repeat(";", max(0, bytes.Count(head, []byte(";"))-1))
	return slices.Concat(head, []byte("\n"), bytes.Repeat([]byte(row+"\n"), sampleSize/len(row)+1), rest)
}

// testFiles gives every file of the tests, the large ones left out.
func testFiles(t testing.TB) map[string][]byte {
	files := make(map[string][]byte)
	err := filepath.WalkDir("testdata", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.Contains(path, "fuzz") {
			return err
		}
		data, err := os.ReadFile(path)
		if len(data) < 1<<20 {
			files[path] = data
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func TestQuickFiles(t *testing.T) {
	for name, data := range testFiles(t) {
		sameWithoutQuick(t, name, data, Options{})
		if enc, _ := utf16(data); enc == "" {
			sameWithoutQuick(t, name, longer(data), Options{})
		}
	}
	sameWithoutQuick(t, "made", madeRoster(2000), Options{})
	sameWithoutQuick(t, "every cell in quotes", allQuoted(madeRoster(2000)), Options{})
}

// TestQuickProfileTwiceEncoded wants a profile with accents that is remembered from one row not to be taken for the same
// bytes in a row of another encoding, where they are mojibake.
func TestQuickProfileTwiceEncoded(t *testing.T) {
	const head = "Guid;Nom;Prenom;Profil;Classes\n"
	row := func(profile string) string { return alain + ";DISSOIR;Alain;" + profile + ";6A\n" }
	latin := string(encoded(row("Élève"), Windows1252))
	sample := head + strings.Repeat(row("National_1"), 2*sampleSize/len(row("National_1")))
	for name, data := range map[string]string{
		"rows in UTF-8 after rows in Windows-1252":           head + latin + row("Élève") + row("Élève"),
		"the same, and the encoding shows behind the sample": sample + latin + strings.Repeat(row("Élève"), 5),
		"a row in both encodings behind the sample":          sample + alain + ";DISSOIR;Alain;Élève;6\xc9\n" + strings.Repeat(row("Élève"), 5),
	} {
		sameWithoutQuick(t, name, []byte(data), Options{})
	}
}

// TestPassInsidePass wants each record once, and an end, of a pass that begins inside another one.
func TestPassInsidePass(t *testing.T) {
	for _, workers := range []int{0, 2} {
		r := NewReader(bytes.NewReader(madeRoster(20_000)), &Options{Workers: workers, KeepSource: true})
		n := 0
		for range r.All() {
			n++
			for range r.All() {
				n++
			}
			r.kept.tail = "kept"
		}
		if n != 20_000 || r.kept.tail != "kept" {
			t.Errorf("%d workers: %d records, tail %q", workers, n, r.kept.tail)
		}
	}
}

// TestNoCells wants the same records but for the cells, from the quick and from the long way.
func TestNoCells(t *testing.T) {
	data := append(madeRoster(100), "x;y;z\n"+alain+";DISSOIR;Alain;National_9\n"...)
	want := readingOf(NewReader(bytes.NewReader(data), nil))
	got := readingOf(NewReader(bytes.NewReader(data), &Options{NoCells: true}))
	for i := range want.Records {
		want.Records[i].Cells = Cells{}
	}
	if diff := cmp.Diff(got, want); diff != "" {
		t.Errorf("(-without +with cells):\n%s", diff)
	}
}

// TestQuickIsTaken wants that nearly every row of an ordinary file is read the quick way.
func TestQuickIsTaken(t *testing.T) {
	for _, enc := range append(eightBit, UTF8) {
		quickIsTaken(t, string(enc), encoded(string(madeRoster(5000)), enc))
	}
	quickIsTaken(t, "every cell in quotes", allQuoted(madeRoster(5000)))
}

// allQuoted puts every cell of a made roster in quotes.
func allQuoted(data []byte) []byte {
	text := strings.NewReplacer(`"`, "", ";", `";"`, "\r\n", "\"\r\n\"").Replace(string(data))
	return []byte(`"` + strings.TrimSuffix(text, `"`))
}

func quickIsTaken(t *testing.T, name string, data []byte) {
	t.Helper()
	r := NewReader(bytes.NewReader(data), nil)
	slow := 0
	for _, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		if len(r.packed) > 0 { // the long way packs cells
			slow++
			r.packed = r.packed[:0]
		}
	}
	if slow > 50 {
		t.Errorf("%s: %d of 5000 rows are read the long way", name, slow)
	}
}

// TestQuickDamage changes some bytes of ordinary files, and wants the same of each file whichever way it is read.
func TestQuickDamage(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	files := [][]byte{madeRoster(60)}
	for name, data := range testFiles(t) {
		if len(data) < 1<<14 && strings.HasSuffix(name, ".csv") {
			files = append(files, data)
		}
	}
	pieces := []string{";", "\"", "\r", "\n", "\r\n", " ", "'", "=", "-", "?", "é", "É", "éé", "Ã©", "\xe9", "\u200b", "e\u0301", "\x00",
		"\x7f", "\u00a0", "#NOM?", "#REF!", "6-3", "3,00E+01", "BASE2011-2012", "National_1", "M", "F", "Mme", "31/02/2010", "01/01/2010",
		alain, amar, strings.ToUpper(alain), "{" + alain + "}", "Guid", "Nom", "\t", ",", "|", ";;;;;;", "\x1a", "\ufeff", "Œ", "2", "24", "à"}
	rounds := 80
	if testing.Short() {
		rounds = 50
	}
	for range rounds {
		data := bytes.Clone(files[rng.IntN(len(files))])
		for range 1 + rng.IntN(4) {
			at := rng.IntN(len(data) + 1)
			cut := min(len(data), at+rng.IntN(3)*rng.IntN(12))
			data = append(append(bytes.Clone(data[:at]), pieces[rng.IntN(len(pieces))]...), data[cut:]...)
		}
		if rng.IntN(3) == 0 {
			data = longer(data)
		}
		sameWithoutQuick(t, "damaged", data, Options{})
		if t.Failed() {
			t.Fatalf("%q", data)
		}
	}
}

// TestWorkersStop breaks off after some rows, and wants no goroutine left and the rest of the rows from a second pass.
func TestWorkersStop(t *testing.T) {
	data := madeRoster(20_000)
	before := runtime.NumGoroutine()
	for _, first := range []int{1, 700, 5000, 19_999} {
		r := NewReader(bytes.NewReader(data), &Options{Workers: 4})
		n := 0
		for rec, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			if n++; rec.Line != n+1 {
				t.Fatalf("line %d after %d records", rec.Line, n)
			}
			if n == first {
				break
			}
		}
		for tries := 0; runtime.NumGoroutine() > before; tries++ { // one that has done its work may still be ending
			if tries == 1000 {
				t.Fatalf("%d goroutines after the break, %d before", runtime.NumGoroutine(), before)
			}
			time.Sleep(time.Millisecond)
		}
		for rec, err := range r.All() {
			if n++; err != nil || rec.Line != n+1 {
				t.Fatalf("line %d after %d records, error %v", rec.Line, n, err)
			}
		}
		if n != 20_000 {
			t.Errorf("%d records, broken off after %d", n, first)
		}
	}
}

// TestFaultsOfWorkersReachTheCaller has parsing go wrong in another goroutine: who reads can recover from it, and sees
// where it was.
func TestFaultsOfWorkersReachTheCaller(t *testing.T) {
	r := NewReader(bytes.NewReader(madeRoster(2000)), &Options{Workers: 2})
	r.Dialect()
	a := r.ahead
	a.plan.needed = []uint8{255} // of 64 columns
	a.start()
	defer a.stop()
	buf := make([]byte, 1) // to have blocks cut
	if _, err := a.Read(buf); err != nil {
		t.Fatal(err)
	}
	b := a.read[0]
	<-b.done // by the worker, for nobody awaits it yet
	b.is = true
	defer func() {
		err, ok := recover().(runtime.Error)
		if !ok || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "parsed.go") {
			t.Errorf("recovered %v, want the error and its place", err)
		}
	}()
	a.await(b)
	t.Error("nothing to recover from")
}

// TestWorkersAreUsed wants most rows of an ordinary file from the workers.
func TestWorkersAreUsed(t *testing.T) {
	r := NewReader(bytes.NewReader(madeRoster(20_000)), &Options{Workers: 2})
	own := 0
	for range r.All() {
		if r.quick.p.n > 0 { // of the reader's own parsing
			own++
		}
		r.quick.p.n = 0
	}
	if own > 1000 {
		t.Errorf("the reader read %d rows of 20,000 itself", own)
	}
}

// FuzzQuick wants the same of any bytes, read the quick way or not.
func FuzzQuick(f *testing.F) {
	addSeeds(f)
	f.Add(madeRoster(10))
	f.Fuzz(func(t *testing.T, data []byte) {
		sameWithoutQuick(t, "fuzz", data, Options{MaxFindings: 100, MaxRow: 4096})
	})
}
