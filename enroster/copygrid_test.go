package enroster

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	units "unicode/utf16"
)

// dialectRoster is a roster in a dialect: encoding, separator, line end, quotes around all cells or none, byte order marks, and
// what stands before the header.
func dialectRoster(enc Encoding, sep, end, quote, head string) []byte {
	rows := [][]string{
		{"Guid", "Nom", "Prénom", "Profil", "Classes", "Remarque", "Guid_Enfant1", "Guid_Enfant2"},
		{alain, "DISSOIR", "Alain", "National_1", "0310000Z$1L1", "né à  l'été", "", ""},
		{amar, " DISSOIR ", "Amâr", "Jardinier", "", "", alain, ""},
		{"0c28cd44-a295-45fd-845a-4d81a38b0024", "BACQUET", "Michèle", "National_3", "1L1+2L1"},
	}
	text := head
	for _, row := range rows {
		for i, cell := range row {
			row[i] = quote + cell + quote
		}
		text += strings.Join(row, sep) + end
	}
	data, ok := appendEncoded(nil, text, enc)
	if !ok {
		panic("a letter that " + enc + " lacks")
	}
	return data
}

// dialects calls do for each dialect of a grid.
func dialects(do func(name string, data []byte)) {
	for _, enc := range []Encoding{UTF8, Windows1252, ISO8859_15, Macintosh, CP850, UTF16LE, UTF16BE} {
		for _, sep := range []string{";", ",", "\t", "|"} {
			for _, end := range []string{"\n", "\r\n", "\r"} {
				for _, quote := range []string{"", `"`} {
					for _, head := range []string{"", "\ufeff", "\ufeff\ufeff", "sep=" + sep + "\n", "Export du 1er mai" + end + end} {
						if charmaps[enc] != nil && strings.HasPrefix(head, "\ufeff") {
							continue
						}
						do(fmt.Sprintf("%s %q %q %q %q", enc, sep, end, quote, head), dialectRoster(enc, sep, end, quote, head))
					}
				}
			}
		}
	}
}

// TestCopyOfEveryDialect wants files of the grid back byte for byte, whole and without their last line end.
func TestCopyOfEveryDialect(t *testing.T) {
	dialects(func(name string, data []byte) {
		whole := data
		for range 2 {
			r, got, err := written(data, Options{Today: today}, nil)
			if err != nil {
				t.Errorf("%s: %v", name, err)
				return
			}
			if !bytes.Equal(got, data) {
				t.Errorf("%s, read as %s:\n%q, want\n%q", name, r.Dialect().Encoding, got, data)
			}
			data = bytes.TrimRight(whole, "\x00\r\n")
			if len(whole)%2 == 0 && len(data)%2 == 1 {
				data = whole[:len(data)+1] // half a line end of UTF-16
			}
		}
	})
}

// TestCopyChangesOneCell changes one field of one row in every dialect, and wants the bytes of that cell alone to differ.
func TestCopyChangesOneCell(t *testing.T) {
	for k, tt := range []struct {
		what     string
		row      int
		old, new string // the cell in the file; after a bar that of the next column
		edit     func(*Record)
	}{
		{"a Guid", 0, alain, amar, func(r *Record) { r.GUID = amar }},
		{"an unknown column", 0, "né à  l'été", "né en mai", func(r *Record) { r.Cells = r.Cells.With(5, "né en mai") }},
		{"a last name with spaces around it", 1, " DISSOIR ", "Dissoir", func(r *Record) { r.LastName = "Dissoir" }},
		{"a first name", 1, "Amâr", "Émile", func(r *Record) { r.FirstName = "Émile" }},
		{"a profile that the package did not know", 1, "Jardinier", "Professeur", func(r *Record) { r.Profile = Teacher }},
		{"a child more", 1, alain + "/", alain + "/" + amar, func(r *Record) { r.Children = append(r.Children, amar) }},
		{"a child less", 1, alain, "", func(r *Record) { r.Children = nil }},
		{"a class", 2, "1L1+2L1", "1L1", func(r *Record) { r.Classes = []Class{{Name: "1L1"}} }},
	} {
		t.Run(tt.what, func(t *testing.T) {
			all := 0
			dialects(func(name string, data []byte) {
				if all++; all%5 != k%5 {
					return // each edit has a fifth of the grid, and each dialect an edit
				}
				n := -1
				r, got, err := written(data, Options{Today: today}, func(rec *Record) {
					if n++; n == tt.row {
						tt.edit(rec)
					}
				})
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				text, next := decodeAll(data, r), string(r.Dialect().Separator)
				if strings.Contains(text, `"`) {
					next = `"` + next + `"`
				}
				old, replacement := strings.ReplaceAll(tt.old, "/", next), strings.ReplaceAll(tt.new, "/", next)
				from := strings.Index(text, []string{alain, amar, "0c28"}[tt.row])
				want := text[:from] + strings.Replace(text[from:], old, replacement, 1)
				if got := decodeAll(got, r); got != want {
					t.Errorf("%s:\n%q, want\n%q", name, got, want)
				}
			})
		})
	}
}

// decodeAll gives the text of a file in the encoding that a Reader found.
func decodeAll(data []byte, r *Reader) string {
	enc := r.Dialect().Encoding
	if enc != UTF16LE && enc != UTF16BE {
		return decode(data, enc)
	}
	var list []uint16
	for i := 0; i+1 < len(data); i += 2 {
		a, b := uint16(data[i]), uint16(data[i+1])
		if enc == UTF16LE {
			a, b = b, a
		}
		list = append(list, a<<8|b)
	}
	return string(units.Decode(list))
}
