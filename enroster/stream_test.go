package enroster

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/unicode"
)

// TestAgainstCSV reads random well-formed files, in pieces, and wants every cell that encoding/csv reads, trimmed and
// with its line ends as LF.
func TestAgainstCSV(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	letters := []string{"a", "é", "Œ", " ", "-", "'", ";", ",", "\t", "\n", "\r\n", "\"", "x", ".", "|", "1", "😀"}
	text := func() string {
		var s strings.Builder
		for range rng.IntN(9) {
			s.WriteString(letters[rng.IntN(len(letters))])
		}
		return "N" + s.String() + "z"
	}
	for n := range 120 {
		sep := []rune{';', ',', '\t'}[n%3]
		rows := [][]string{{"Guid", "Nom", "Prénom", "Memo", "Note"}}
		for range 1 + rng.IntN(40)*rng.IntN(40) {
			rows = append(rows, []string{randomGUID(rng), text(), text(), text(), text()})
		}
		var b bytes.Buffer
		w := csv.NewWriter(&b)
		w.Comma, w.UseCRLF = sep, n%2 == 0
		if err := w.WriteAll(rows); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for j := range row {
				rows[i][j] = strings.TrimSpace(strings.ReplaceAll(row[j], "\r\n", "\n"))
			}
		}
		var src io.Reader = bytes.NewReader(b.Bytes())
		switch n % 4 {
		case 0:
			src = iotest.OneByteReader(src)
		case 1:
			src = iotest.DataErrReader(iotest.HalfReader(src))
		}
		r := NewReader(src, nil)
		got := rows[:1:1]
		for rec, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, rec.Cells.texts())
		}
		if diff := cmp.Diff(got, rows); diff != "" || len(r.Findings()) > 0 {
			t.Fatalf("file %d, findings %v (-got +want):\n%s", n, r.Findings(), diff)
		}
	}
}

func randomGUID(rng *rand.Rand) string {
	return fmt.Sprintf("%08x-%04x-4%03x-8%03x-%012x", rng.Uint32(), rng.IntN(1<<16), rng.IntN(1<<12), rng.IntN(1<<12), rng.Int64N(1<<48))
}

// TestBufferEdge puts a line end, a letter of two bytes and a quoted cell of two lines on every side of the end of the
// buffer.
func TestBufferEdge(t *testing.T) {
	for _, end := range []string{"\r\n", "\n", "\r"} {
		last := strings.Join([]string{alain + `;"DISS""OIR`, `É";Zoé;x`, amar + `;NÉÈ;Amar;"y;"`, ""}, end)
		for shift := range 100 {
			row := amar + ";B;C;" + strings.Repeat("q", 30_000) + end
			head := "Guid;Nom;Prénom;Memo" + end + row + row + amar + ";B;C;"
			head += strings.Repeat("q", sampleSize-len(head)-shift) + end
			for _, first := range []int{sampleSize + 30, sampleSize, sampleSize - 1, 1} {
				data := []byte(head + last)
				first = min(first, len(data))
				r := NewReader(io.MultiReader(bytes.NewReader(data[:first]), bytes.NewReader(data[first:])), nil)
				var got []string
				for rec, err := range r.All() {
					if err != nil {
						t.Fatal(err)
					}
					got = append(got, rec.LastName+"/"+rec.FirstName)
				}
				if diff := cmp.Diff(got, []string{"B/C", "B/C", "B/C", `DISS"OIR É/Zoé`, "NÉÈ/Amar"}); diff != "" || len(r.Findings()) > 0 {
					t.Fatalf("line end %q, %d bytes before: findings %v (-got +want):\n%s", end, shift, r.Findings(), diff)
				}
			}
		}
	}
}

// TestRealNames wants every name of the French lists read as it stands, in each encoding that has its letters, without
// a finding.
func TestRealNames(t *testing.T) {
	var names []string
	for _, file := range []string{"noms_maires_fr.csv", "prenoms_fr.csv", "weights_noms.csv", "noms_insee_liste.txt"} {
		for line := range strings.Lines(string(sharedFile(t, "names", file))) {
			cells := strings.Split(strings.TrimSpace(line), ",")
			names = append(names, cells[0])
			if file == "weights_noms.csv" && cells[1] != "" {
				names = append(names, cells[1], strings.ToLower(cells[1]))
			}
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	for _, enc := range append(eightBit, UTF8) {
		b, want := bytes.NewBuffer(encoded("Guid;Nom;Prénom\n", enc)), []string(nil)
		for _, name := range names {
			if raw := encoded(name, enc); raw != nil && (enc == UTF8 || !isASCII(raw)) && name != "nom" && name != "prenom" {
				fmt.Fprintf(b, "%s;%s;%s\n", alain, raw, raw)
				want = append(want, name)
			}
		}
		r := NewReader(b, nil)
		var n int
		for rec, err := range r.All() {
			if err != nil {
				t.Fatal(err)
			}
			if n < len(want) && (rec.LastName != want[n] || rec.FirstName != want[n]) {
				t.Errorf("%s: %q is read as %q, %q", enc, want[n], rec.LastName, rec.FirstName)
			}
			n++
		}
		if n != len(want) || len(r.Findings()) > 0 {
			t.Errorf("%s: %d names of %d, findings %v", enc, n, len(want), r.Findings())
		}
	}
}

// encoded is s in an encoding, nil if that lacks a letter.
func encoded(s string, enc Encoding) []byte {
	if charmaps[enc] == nil {
		return []byte(s)
	}
	var b []byte
	for _, r := range s {
		c, ok := charmaps[enc].EncodeRune(r)
		if !ok {
			return nil
		}
		b = append(b, c)
	}
	return b
}

// BenchmarkReader reads a roster of 100,000 people, and the same bytes by encoding/csv, which knows no types.
func BenchmarkReader(b *testing.B) {
	data := madeRoster(100_000)
	records := func(b *testing.B, read func(io.Reader) int) {
		b.SetBytes(int64(len(data)))
		b.ReportAllocs()
		for b.Loop() {
			if n := read(bytes.NewReader(data)); n != 100_000 {
				b.Fatalf("%d records", n)
			}
		}
	}
	plain := func(reuse bool) func(b *testing.B) {
		return func(b *testing.B) {
			records(b, func(src io.Reader) int {
				r := csv.NewReader(src)
				r.Comma, r.ReuseRecord, r.FieldsPerRecord = ';', reuse, -1
				for n := -1; ; n++ {
					if _, err := r.Read(); err == io.EOF {
						return n
					} else if err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
	b.Run("csv", plain(false))
	b.Run("csv-reuse", plain(true))
	b.Run("enroster-rows", func(b *testing.B) {
		records(b, func(src io.Reader) (n int) {
			for _, err := range NewReader(src, nil).Rows() {
				if err != nil {
					b.Fatal(err)
				}
				n++
			}
			return n
		})
	})
	b.Run("enroster", func(b *testing.B) {
		records(b, func(src io.Reader) int {
			r, n := NewReader(src, nil), 0
			for _, err := range r.All() {
				if err != nil || len(r.Findings()) > 0 {
					b.Fatal(err, r.Findings())
				}
				n++
			}
			return n
		})
	})
}

// madeRoster is a roster of the ordinary kind: half pupils, four tenths guardians with one or two children, a tenth
// teachers; accents in most rows, quotes in some, and lines that stop at their last value.
func madeRoster(people int) []byte {
	rng := rand.New(rand.NewPCG(3, 4))
	pick := func(words string) string { list := strings.Fields(words); return list[rng.IntN(len(list))] }
	var b bytes.Buffer
	b.WriteString("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2\r\n")
	pupil := randomGUID(rng)
	for i := range people {
		id := randomGUID(rng)
		fmt.Fprintf(&b, "%s;%s;%s;", id, pick("MARTIN LEFÈVRE DUPONT N'GUYEN LE-GALL PÉREZ BERNARD THOMAS-MÉRIEUX"),
			pick(`Zoé Léa Jean-Baptiste Amar Inès "Noémie" Lucas Emma Hugo "Chloé"`))
		class := "0310000Z$" + pick("6A 5B 3E1 2nde4 TG01")
		switch i % 10 {
		default:
			fmt.Fprintf(&b, "National_1;%s;%s LATIN;%02d/%02d/20%02d;%s\r\n", class, class, 1+rng.IntN(28), 1+rng.IntN(12), 8+rng.IntN(7), pick("M F"))
			pupil = id
		case 5, 6:
			fmt.Fprintf(&b, "National_2;;;;;%s;%s\r\n", pick("M. Mme"), pupil)
		case 7, 8:
			fmt.Fprintf(&b, "National_2;;;;;%s;%s;%s\r\n", pick("M. Mme"), pupil, randomGUID(rng))
		case 9:
			fmt.Fprintf(&b, "National_3;%s;;;F;Mme\r\n", class)
		}
	}
	return b.Bytes()
}

// TestLargeFile wants the memory of a long file to be that of a short one.
func TestLargeFile(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 50 MB")
	}
	row := strings.Repeat(alain+";\"DISSOIR\";Zoé;?\n", 1000)
	src := []io.Reader{strings.NewReader("Guid;Nom;Prénom;Memo\n")}
	for range 1000 {
		src = append(src, strings.NewReader(row))
	}
	r := NewReader(io.MultiReader(src...), nil)
	n := 0
	for _, err := range r.All() {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 1_000_000 || len(r.src.buf) > 2*sampleSize {
		t.Errorf("%d records, a buffer of %d bytes", n, len(r.src.buf))
	}
}

// TestHeaderLongerThanTheSample wants thousands of children in the order of their columns, in UTF-16 and after
// another line, too.
func TestHeaderLongerThanTheSample(t *testing.T) {
	const children = 10_000
	head, row := "Guid;Nom;Prénom", third+";DISSOIR;Amar"
	for n := range children {
		head += fmt.Sprintf(";Guid_Enfant%d", n+1)
		row += fmt.Sprintf(";%08x-0958-4b8f-85f7-a58a96d95220", n)
	}
	file := []byte(head + "\n" + row + "\n")
	wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewEncoder().Bytes(file)
	if err != nil {
		t.Fatal(err)
	}
	for _, data := range [][]byte{file, wide, append([]byte("sep=;\n"), file...)} {
		r, recs, err := readAll(data, &Options{Today: today})
		if err != nil || len(recs) != 1 || len(recs[0].Children) != children || len(r.Findings()) > 0 {
			t.Fatalf("error %v, %d records, findings %v", err, len(recs), codes(r.Findings()))
		}
		if got := recs[0].Children[children-1]; got != fmt.Sprintf("%08x-0958-4b8f-85f7-a58a96d95220", children-1) {
			t.Errorf("last child %s", got)
		}
	}
}
