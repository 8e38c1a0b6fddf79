package enroster

import (
	"bytes"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// written gives what a Writer with Like makes of a file whose records edit may change.
func written(data []byte, opts Options, edit func(*Record)) (*Reader, []byte, error) {
	opts.KeepSource = true
	r := NewReader(bytes.NewReader(data), &opts)
	var b bytes.Buffer
	w := NewWriter(&b, &WriterOptions{Like: r})
	for rec, err := range r.All() {
		if err != nil {
			return r, nil, err
		}
		if edit != nil {
			edit(&rec)
		}
		if err := w.Write(rec); err != nil {
			return r, nil, err
		}
	}
	err := w.Close()
	return r, b.Bytes(), err
}

// TestCopyOfEveryFile wants every file of the corpora that reads back byte for byte, with findings or without.
func TestCopyOfEveryFile(t *testing.T) {
	n := 0
	for _, root := range []string{"testdata", filepath.Join("..", "..", "shared", "data")} {
		err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".csv") && !strings.HasSuffix(name, ".txt") {
				return nil // the corpora may be elsewhere
			}
			data, err := os.ReadFile(name)
			if err != nil || len(data) > 4<<20 {
				return err
			}
			for _, workers := range []int{0, 2} {
				_, got, err := written(data, Options{Today: today, Workers: workers}, nil)
				if err != nil {
					return nil // no roster
				}
				n++
				if !bytes.Equal(got, data) {
					i := 0
					for i < min(len(got), len(data)) && got[i] == data[i] {
						i++
					}
					t.Errorf("%s, %d workers: %d bytes, want %d; the first other byte is at %d: %q, want %q", name, workers,
						len(got), len(data), i, got[max(0, i-30):min(len(got), i+40)], data[max(0, i-30):min(len(data), i+40)])
				}
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if t.Logf("%d copies", n); n < 300 {
		t.Errorf("%d copies, want 300 at least", n)
	}
}

const third = "0c28cd44-a295-45fd-845a-4d81a38b0024"

// copied gives what a Writer with Like makes of a file whose records do chooses, changes and orders.
func copied(t *testing.T, file string, do func([]Record) []Record) (string, error) {
	t.Helper()
	r, recs, err := readAll([]byte(file), &Options{Today: today, KeepSource: true})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	err = WriteAll(&b, do(recs), &WriterOptions{Like: r})
	return b.String(), err
}

func TestCopyOfOtherRecords(t *testing.T) {
	const (
		head  = "Export\n\nGuid;Nom;Prénom;Profil;Remarque;Guid_Enfant1;Guid_Enfant2\n\n"
		one   = alain + "; Dissoir;\"Alain\";Jardinier;x\n"
		total = "Total;7\n\n"
		two   = amar + ";DISSOIR;Amar;National_2;;;" + alain + "\r\n"
	)
	for _, tt := range []struct {
		why, file string
		do        func([]Record) []Record
		want      string
	}{
		{"what stands between goes with the row after it", head + one + total + two,
			func(l []Record) []Record { return []Record{l[1], l[0]} }, head + total + two + one},
		{"and is left out with it", head + one + total + two, func(l []Record) []Record { return l[:1] }, head + one},
		{"what stands before the first record stays", head + one + two + "\n\n", func(l []Record) []Record { return l[1:] }, head + two + "\n\n"},
		{"nobody is left", head + one, func([]Record) []Record { return nil }, head},
		{"a last row without a line end is moved up", head + one + strings.TrimSpace(two),
			func(l []Record) []Record { return []Record{l[1], l[0]} }, head + strings.TrimSpace(two) + "\n" + one},
		{"a last row without a line end is changed", head + one + strings.TrimSpace(two),
			func(l []Record) []Record { l[1].FirstName = "Omar"; return l }, head + one + strings.Replace(strings.TrimSpace(two), "Amar", "Omar", 1)},
		{"a last row with the end mark of MS-DOS is changed", head + one + strings.TrimSpace(two) + "\x1a",
			func(l []Record) []Record { l[1].FirstName = "Omar"; return l }, head + one + strings.Replace(strings.TrimSpace(two), "Amar", "Omar", 1) + "\x1a"},
		{"the end mark of MS-DOS ends the file and no row", head + one + strings.TrimSpace(two) + ";\"x\"\x1a",
			func(l []Record) []Record { return []Record{l[1], l[0]} }, head + strings.TrimSpace(two) + ";\"x\"\n" + one + "\x1a"},
		{"a record is written twice, and between two line ends", head + one + two, func(l []Record) []Record { return []Record{l[1], l[1], l[0]} },
			head + two + two + one},
		{"a record of the program's own has all columns", head + one,
			func(l []Record) []Record {
				return append(l, Record{GUID: third, LastName: "BACQUET", FirstName: "A;B", Profile: Teacher})
			}, head + one + third + ";BACQUET;\"A;B\";Professeur;;;\n"},
		{"cells of the program's own", head + one,
			func(l []Record) []Record {
				rec := Record{GUID: third, LastName: "BACQUET", FirstName: "Eva", Profile: Teacher}
				rec.Cells = CellsOf(third, "BACQUET", "Eva", "ENS", "-")
				return append(l, rec)
			}, head + one + third + ";BACQUET;Eva;ENS;-;;\n"},
		{"a header without a line end gets one", strings.TrimSpace(head), func([]Record) []Record {
			return []Record{{GUID: third, LastName: "BACQUET", FirstName: "Eva"}}
		}, strings.TrimSpace(head) + "\n" + third + ";BACQUET;Eva;;;;\n"},
		{"a file in quotes stays so", "\"Guid\",\"Nom\",\"Prénom\"\r\n", func([]Record) []Record {
			return []Record{{GUID: third, LastName: "BACQUET", FirstName: "Eva"}}
		}, "\"Guid\",\"Nom\",\"Prénom\"\r\n\"" + third + "\",\"BACQUET\",\"Eva\"\r\n"},
		{"children keep their columns, gaps and all", "Guid;Nom;Prénom;Guid_Enfant1;Guid_Enfant2;Guid_Enfant3;Guid_Enfant4\n" + amar + ";A;B;;" + alain + ";;\n",
			func(l []Record) []Record { l[0].Children = append(l[0].Children, third); return l },
			"Guid;Nom;Prénom;Guid_Enfant1;Guid_Enfant2;Guid_Enfant3;Guid_Enfant4\n" + amar + ";A;B;;" + alain + ";" + third + ";\n"},
		{"children move up where there is no room", "Guid;Nom;Prénom;Guid_Enfant2;Guid_Enfant1\n" + amar + ";A;B;" + alain + ";\n",
			func(l []Record) []Record { l[0].Children = append(l[0].Children, third); return l },
			"Guid;Nom;Prénom;Guid_Enfant2;Guid_Enfant1\n" + amar + ";A;B;" + third + ";" + alain + "\n"},
		{"a class goes in both its columns, or the other would be read", "id;nom;prenom;CLASSE_REF;CLASSE_NOM\n1;A;B;6A;6e A\n",
			func(l []Record) []Record { l[0].Classes = nil; return l }, "id;nom;prenom;CLASSE_REF;CLASSE_NOM\n1;A;B;;\n"},
		{"a child is taken out of a cell that had two", "Guid;Nom;Prénom;Guid_Enfant1;Guid_Enfant2\n" + amar + ";A;B;" + alain + ";" + alain + "," + third + "\n",
			func(l []Record) []Record { l[0].Children = l[0].Children[:1]; return l },
			"Guid;Nom;Prénom;Guid_Enfant1;Guid_Enfant2\n" + amar + ";A;B;" + alain + ";\n"},
		{"a column for all children", "id;nom;prenom;enfants\n1;A;B;2|3\n",
			func(l []Record) []Record { l[0].Children = []string{"3", "4"}; return l }, "id;nom;prenom;enfants\n1;A;B;3|4\n"},
		{"a cell whose column is known, and a field beside it", head + one,
			func(l []Record) []Record {
				l[0].Cells, l[0].FirstName = l[0].Cells.With(1, "D'ISSOIR").With(3, "ENS"), "Albin"
				return l
			}, head + strings.NewReplacer("Dissoir", "D'ISSOIR", "Alain", "Albin", "Jardinier", "ENS").Replace(strings.Replace(one, " Dissoir", "Dissoir", 1))},
		{"of a cell and its field, both changed, the field counts", head + one,
			func(l []Record) []Record {
				l[0].Cells, l[0].FirstName = l[0].Cells.With(2, "Luc"), "Albin"
				return l
			}, head + strings.Replace(one, "Alain", "Albin", 1)},
		{"a cell that is as it was again", head + one,
			func(l []Record) []Record { l[0].Cells = l[0].Cells.With(1, "").With(1, "Dissoir"); return l }, head + one},
		{"a class that only the short column has", "id;nom;prenom;classe_ref\n1;A;B;6A\n",
			func(l []Record) []Record { l[0].Classes = []Class{{Name: "5A"}}; return l }, "id;nom;prenom;classe_ref\n1;A;B;5A\n"},
		{"a date as it was written", "id;nom;prenom;naissance\n1;A;B;2012-02-01\n2;A;C;01/02/2012\n",
			func(l []Record) []Record {
				l[0].Born, l[1].Born = Date{2012, 3, 4}, Date{2012, 3, 4}
				return l
			}, "id;nom;prenom;naissance\n1;A;B;2012-03-04\n2;A;C;04/03/2012\n"},
		{"a file with apostrophes for quotes", "'Guid';'Nom';'Prénom'\n'" + alain + "';'DISSOIR';'Alain'\n'" + amar + "';'DISSOIR';'Amar'\n",
			func(l []Record) []Record { l[0].LastName = "L'A;B"; return l },
			"'Guid';'Nom';'Prénom'\n'" + alain + "';'L''A;B';'Alain'\n'" + amar + "';'DISSOIR';'Amar'\n"},
		{"a file with spaces for separators", "Guid Nom Prénom Profil\n" + alain + " DISSOIR Alain ELV\n",
			func(l []Record) []Record { l[0].FirstName = "Jean Luc"; return l },
			"Guid Nom Prénom Profil\n" + alain + " DISSOIR \"Jean Luc\" ELV\n"},
		{"a quoted cell of two lines stays", "Guid;Nom;Prénom;Profil;Groupe\r\n" + alain + ";DISSOIR;Alain;ELV;\"A\nB\"\r\n",
			func(l []Record) []Record { l[0].FirstName = "Luc"; return l },
			"Guid;Nom;Prénom;Profil;Groupe\r\n" + alain + ";DISSOIR;Luc;ELV;\"A\nB\"\r\n"},
		{"SACoche's list without quotes", "SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n\r\n1;;\"A\";B;ENS\r\n",
			func(l []Record) []Record { l[0].GUID = alain; return l },
			"SACOCHE_ID;ID_ENT;NOM;PRENOM;PROFIL\r\n\r\n1;" + alain + ";\"A\";B;ENS\r\n"},
		{"a stray quote stays in a row that is changed", "Guid;Nom;Prénom;Profil\n" + alain + ";\"DISSOIR;Alain;1\n" + amar + ";DISSOIR;Amar;2\n",
			func(l []Record) []Record { l[0].FirstName = "Albin"; return l },
			"Guid;Nom;Prénom;Profil\n" + alain + ";\"DISSOIR;Albin;1\n" + amar + ";DISSOIR;Amar;2\n"},
		{"a row whose cells stood under other columns", "Guid;Nom;Prénom;Profil;Groupe;DateNaissance;Sexe\n" + alain + ";DISSOIR;Alain;1;16/06/2010;M\n",
			func(l []Record) []Record { l[0].FirstName = "Albin"; return l },
			"Guid;Nom;Prénom;Profil;Groupe;DateNaissance;Sexe\n" + alain + ";DISSOIR;Albin;1;;16/06/2010;M\n"},
		{"a row of another encoding that lacks the new letter", "Guid;Nom;Prénom\n" + alain + ";DISSOIR;É\n" + amar + ";LEF\xc8VRE;Am\xe2r\n",
			func(l []Record) []Record { l[1].FirstName = "Łukasz"; return l }, "Guid;Nom;Prénom\n" + alain + ";DISSOIR;É\n" + amar + ";LEFÈVRE;Łukasz\n"},
		{"a row of another encoding stays in it", "Guid;Nom;Prénom\n" + alain + ";DISSOIR;É\n" + amar + ";LEF\xc8VRE;Am\xe2r\n",
			func(l []Record) []Record { l[1].FirstName = "Zoé"; return l }, "Guid;Nom;Prénom\n" + alain + ";DISSOIR;É\n" + amar + ";LEF\xc8VRE;Zo\xe9\n"},
		{"a row of ISO-8859-15 in a file of Windows-1252 stays in it", "Guid;Nom;Pr\xe9nom\n" + alain + ";C\x8cUR;A\n" + amar + ";B\xbcUF;Am\xe2r\n",
			func(l []Record) []Record { l[1].FirstName = "Zoé"; return l }, "Guid;Nom;Pr\xe9nom\n" + alain + ";C\x8cUR;A\n" + amar + ";B\xbcUF;Zo\xe9\n"},
		{"so does one of which a cell was changed", "Guid;Nom;Pr\xe9nom\n" + alain + ";C\x8cUR;A\n" + amar + ";B\xbcUF;Am\xe2r\n",
			func(l []Record) []Record { l[1].Cells = l[1].Cells.With(1, "SŒUR"); return l },
			"Guid;Nom;Pr\xe9nom\n" + alain + ";C\x8cUR;A\n" + amar + ";S\xbcUR;Am\xe2r\n"},
		{"or its only proof was taken out", "Guid;Nom;Pr\xe9nom\n" + alain + ";C\xbcUR;A\n" + amar + ";B\x8cUF;Am\xe2r\n",
			func(l []Record) []Record { l[1].LastName = "BOEUF"; return l },
			"Guid;Nom;Pr\xe9nom\n" + alain + ";C\xbcUR;A\n" + amar + ";BOEUF;Am\xe2r\n"},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, err := copied(t, tt.file, tt.do)
			if got != tt.want || err != nil {
				t.Errorf("error %v, got\n%q, want\n%q", err, got, tt.want)
			}
		})
	}
}

// TestCopyRefuses wants an error that names the line and no person, and nothing of the record written.
func TestCopyRefuses(t *testing.T) {
	const file = "Guid;Nom;Pr\xe9nom;Guid_Enfant1\n" + alain + ";DISSOIR;Alain\n"
	for _, tt := range []struct {
		why  string
		edit func(*Record)
		want error
	}{
		{"a letter that Windows-1252 lacks", func(r *Record) { r.LastName = "Łódź" }, ErrNotEncoded},
		{"a sex in a file without one", func(r *Record) { r.Sex = Male }, ErrNoColumn},
		{"two children in one column", func(r *Record) { r.Children = []string{amar, "x"} }, ErrTooManyChildren},
		{"a line end in a name", func(r *Record) { r.LastName = "DIS\nSOIR" }, ErrNotReadBack},
		{"spaces around a name", func(r *Record) { r.LastName = "DISSOIR " }, ErrNotReadBack},
	} {
		t.Run(tt.why, func(t *testing.T) {
			got, err := copied(t, file, func(l []Record) []Record { tt.edit(&l[0]); return l })
			if !errors.Is(err, tt.want) || !strings.Contains(err.Error(), "line 2") || strings.Contains(err.Error(), "DISSOIR") || got != "" {
				t.Errorf("error %v, want %v; written %q", err, tt.want, got)
			}
		})
	}
	_, err := copied(t, "SACOCHE_ID;NOM;PRENOM;PROFIL\r\n\r\n1;A;B;ENS\r\n", func(l []Record) []Record { l[0].LastName = "A;B"; return l })
	if !errors.Is(err, ErrNotReadBack) {
		t.Errorf("a separator in a file without quotes: error %v, want %v", err, ErrNotReadBack)
	}
	r, recs, err := readAll([]byte(file), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := WriteAll(io.Discard, recs, &WriterOptions{Like: r}); !errors.Is(err, ErrNoSource) {
		t.Errorf("error %v, want %v", err, ErrNoSource)
	}
}

// TestCopyOfAnotherFile wants a record of another file written by its fields, never as it stands there.
func TestCopyOfAnotherFile(t *testing.T) {
	_, recs, err := readAll([]byte("Prénom,Nom,Remarque,Guid\nAlain,DISSOIR,x,"+alain+"\n"), &Options{KeepSource: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := copied(t, "Guid;Nom;Prénom;Option\n", func([]Record) []Record { return recs })
	if want := "Guid;Nom;Prénom;Option\n" + alain + ";DISSOIR;Alain;\n"; got != want || err != nil {
		t.Errorf("error %v, got %q, want %q", err, got, want)
	}
}

// TestSource wants the row as it stands in the file, and its own after a change.
func TestSource(t *testing.T) {
	_, recs, err := readAll([]byte("Guid;Nom;Pr\xe9nom\r\n"+alain+";\"DISSOIR\"; Z\xe9lie\r\n"), &Options{KeepSource: true, NoCells: true})
	if err != nil {
		t.Fatal(err)
	}
	cells := recs[0].Cells.With(1, "DUPONT")
	if want := alain + ";\"DISSOIR\"; Zélie\r\n"; recs[0].Cells.Source() != want || cells.Source() != want {
		t.Errorf("sources %q and %q, want %q", recs[0].Cells.Source(), cells.Source(), want)
	}
	if cells.At(1) != "DUPONT" || cells.Len() != 3 || recs[0].Cells.At(1) != "DISSOIR" {
		t.Errorf("cells %v, of which one was %v", cells, recs[0].Cells)
	}
	if long := cells.With(5, "x"); long.Len() != 6 || long.At(5) != "x" || long.At(4) != "" {
		t.Errorf("cells %v", long)
	}
	if got := CellsOf("a").Source(); got != "" {
		t.Errorf("source %q of cells that no file has", got)
	}
}

// TestCopyGuard wants the guard on what is written anew alone.
func TestCopyGuard(t *testing.T) {
	r, recs, err := readAll([]byte("Guid;Nom;Prénom\n"+alain+";-A;-B\n"), &Options{KeepSource: true})
	if err != nil {
		t.Fatal(err)
	}
	recs[0].LastName = "-C"
	var b strings.Builder
	if err := WriteAll(&b, recs, &WriterOptions{Like: r, Guard: true}); err != nil || !strings.HasSuffix(b.String(), ";'-C;-B\n") {
		t.Errorf("error %v, written %q", err, b.String())
	}
}

// TestEncodingsLoseNothing wants every byte back from every eight-bit encoding.
func TestEncodingsLoseNothing(t *testing.T) {
	var all []byte
	for b := range 256 {
		all = append(all, byte(b))
	}
	for enc := range charmaps {
		if got, ok := appendEncoded(nil, decodeWhole(all, enc), enc); !ok || !bytes.Equal(got, all) {
			t.Errorf("%s: got %x", enc, got)
		}
	}
}

// TestKeptIsBounded wants that of many lines that are no records the last are kept, and the records right.
func TestKeptIsBounded(t *testing.T) {
	line := "Total;" + strings.Repeat("x", 1000) + "\n"
	head, others := "Guid;Nom;Prénom;Profil\n"+alain+";A;B\n", strings.Repeat(line, 3*maxKept/len(line))
	r, got, err := written([]byte(head+others+amar+";A;C\n"+others), Options{MaxFindings: 1}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(string(got), head+line) || !strings.Contains(string(got), line+amar+";A;C\n"+line) {
		t.Errorf("written %q…", got[:100])
	}
	if n := len(got) - len(head); n > 3*maxKept || cap(r.src.kept) > 3*maxKept {
		t.Errorf("%d bytes more than the first record, %d held", n, cap(r.src.kept))
	}
}

// TestCopyOfLateEncoding wants a mark before a row back that was read before the first accent showed the encoding.
func TestCopyOfLateEncoding(t *testing.T) {
	file := "Guid;Nom;Prenom\n" + strings.Repeat(third+";A;B\n", 2*sampleSize/50) + "\ufeff" + alain + ";A;B\n" + amar + ";A;\xe9\n"
	r, recs, err := readAll([]byte(file), &Options{KeepSource: true})
	if err != nil || r.Dialect().Encoding != Windows1252 {
		t.Fatalf("error %v, encoding %s", err, r.Dialect().Encoding)
	}
	var b strings.Builder
	if err := WriteAll(&b, recs, &WriterOptions{Like: r}); err != nil || b.String() != file {
		t.Errorf("error %v, %d bytes, want %d", err, b.Len(), len(file))
	}
}

// TestCopyOfTooLongRow wants a row that is longer than what is kept left out whole: what is left of it must not be somebody.
func TestCopyOfTooLongRow(t *testing.T) {
	head, last := "Guid;Nom;Prénom\n"+alain+";A;B\n\n", amar+";A;C\n"
	for _, end := range []string{"\n", "\r\n", "\r"} {
		file := strings.ReplaceAll(head+strings.Repeat("x", 2*maxKept+100)+"\"\""+third+";A;X\n"+last, "\n", end)
		_, got, err := written([]byte(file), Options{}, nil)
		if want := strings.ReplaceAll(head+last, "\n", end); err != nil || string(got) != want {
			t.Errorf("error %v, %d bytes, want\n%q", err, len(got), want)
		}
		_, got, err = written([]byte(strings.ReplaceAll(file, strings.Repeat("x", 2*maxKept), "")), Options{MaxRow: 64}, nil)
		if want := strings.ReplaceAll(file, strings.Repeat("x", 2*maxKept), ""); err != nil || string(got) != want {
			t.Errorf("error %v, got\n%q, want\n%q", err, got, want)
		}
	}
}

// TestCopyOfLongFile wants files of several buffers and blocks back, with blank lines, rows that are no records and
// an accent far behind the beginning, and in every 37th row another first name alone.
func TestCopyOfLongFile(t *testing.T) {
	var rows []string
	for i, row := range strings.SplitAfter(string(longRoster(6_000)), "\r\n") {
		switch {
		case i%100 == 50:
			row += "\r\n"
		case i%1000 == 999:
			row += "Total;7\r\n"
		case i > 0 && i < 3000:
			row = strings.Replace(row, "Zoé", "Zoe", 1)
		}
		rows = append(rows, row)
	}
	for _, header := range []string{"Prénom", "Prenom"} { // the second tells no encoding
		was := strings.Replace(strings.Join(rows, ""), "Prénom", header, 1)
		edited := slices.Clone(rows)
		for i := 37; i < len(rows)-1; i += 37 {
			edited[i] = strings.NewReplacer("Zoe", "Zo", "Zoé", "Zo").Replace(rows[i])
		}
		want := strings.Replace(strings.Join(edited, ""), "Prénom", header, 1)
		for _, enc := range []Encoding{UTF8, Windows1252, CP850, UTF16LE} {
			if enc == CP850 && header == "Prenom" {
				continue // which nothing tells from Windows-1252
			}
			data, _ := appendEncoded(nil, was, enc)
			for _, workers := range []int{0, 2, 3} {
				for text, change := range map[string]bool{was: false, want: true} {
					n := 0
					_, got, err := written(data, Options{Today: today, Workers: workers}, func(r *Record) {
						if n++; change && n%37 == 0 {
							r.FirstName = "Zo"
						}
					})
					if b, _ := appendEncoded(nil, text, enc); err != nil || !bytes.Equal(got, b) {
						t.Errorf("%s, header %s, %d workers, changes %v: error %v, %d bytes, want %d", enc, header, workers, change, err, len(got), len(b))
					}
				}
			}
		}
	}
}
