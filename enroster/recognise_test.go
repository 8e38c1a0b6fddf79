package enroster

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
)

// TestOneAccent wants the encoding of a file found whose only accent is in one name, by the letters around it.
func TestOneAccent(t *testing.T) {
	for _, name := range []string{"PÉREZ", "SAINT-ÉTIENNE", "KÜHN", "Léa", "Cœlia", "Françoise", "Zoé", "Hélène", "CÔTÉ"} {
		for _, enc := range eightBit {
			raw := encoded("Guid;Nom;Prenom\n"+alain+";"+name+";Luc\n", enc)
			if raw == nil {
				continue
			}
			_, recs, err := readAll(raw, nil)
			if err != nil || recs[0].LastName != name {
				t.Errorf("%s: %q is read as %q, error %v", enc, name, recs[0].LastName, err)
			}
		}
	}
}

// TestLateLatin wants a row read as it was written where it proves another of the two Latin encodings than the beginning
// of the file, and that said once.
func TestLateLatin(t *testing.T) {
	const header = "Guid;Nom;Pr\xe9nom\n"
	plain := amar + ";NO\xcbL;Amar\n"
	for name, tt := range map[string]struct {
		file     string
		options  *Options
		last     string // the last row's name
		findings []string
	}{
		"8859-15 that shows late":           {header + strings.Repeat(plain, 2000) + alain + ";C\xbcUR;Zo\xe9\n", nil, "CŒUR Zoé", []string{"2002 file.mixed-encodings iso-8859-15"}},
		"at the beginning of a name":        {header + strings.Repeat(plain, 2000) + alain + ";\xbcUVRARD;Zo\xe9\n", nil, "ŒUVRARD Zoé", []string{"2002 file.mixed-encodings iso-8859-15"}},
		"a fraction proves nothing":         {header + strings.Repeat(plain, 2000) + alain + ";NO\xcbL;Zo\xe9;\xbdP\n", nil, "NOËL Zoé", []string{"2002 cell.extra-cell ½P"}},
		"1252 joined to 8859-15":            {header + amar + ";C\xbcUR;Zo\xe9\n" + strings.Repeat(alain+";C\x8cUR;Zo\xe9\n", 3), nil, "CŒUR Zoé", []string{"3 file.mixed-encodings windows-1252"}},
		"8859-15 joined to 1252":            {header + amar + ";C\x8cUR;Zo\xe9\n" + strings.Repeat(alain+";C\xbcUR;Zo\xe9\n", 3), nil, "CŒUR Zoé", []string{"3 file.mixed-encodings iso-8859-15"}},
		"the caller's encoding is believed": {header + alain + ";C\xbcUR;Zo\xe9\n", &Options{Encoding: Windows1252}, "C¼UR Zoé", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, recs, err := readAll([]byte(tt.file), tt.options)
			if err != nil {
				t.Fatal(err)
			}
			if last := recs[len(recs)-1]; last.LastName+" "+last.FirstName != tt.last {
				t.Errorf("%s %s, want %s", last.LastName, last.FirstName, tt.last)
			}
			var got []string
			for _, f := range r.Findings() {
				got = append(got, fmt.Sprint(f.Line, " ", f.Code, " ", f.Value))
			}
			if diff := cmp.Diff(got, tt.findings); diff != "" {
				t.Errorf("(-got +want):\n%s", diff)
			}
		})
	}
}

// TestHeaderOfSeveralLines wants a header found that goes on in the next line, and no person taken for one.
func TestHeaderOfSeveralLines(t *testing.T) {
	row := alain + ";DISSOIR;Alain;16/06/2010\n"
	for name, tt := range map[string]struct {
		file     string
		people   int
		findings []string
	}{
		"names over two rows":             {"Guid;Nom;Prénom;Date de\n;;;naissance\n" + row, 1, []string{"2 header.second-line"}},
		"a name split before its words":   {"Guid;Nom;;Date de\n;;Prénom;naissance\n" + row, 1, []string{"2 header.second-line"}},
		"names over three rows":           {"Guid;Nom;Prénom;Date\n;;;de\n;;;naissance\n" + row, 1, []string{"2 header.second-line", "3 header.second-line"}},
		"groups over some of the names":   {"Guid;Identité;;Naissance\n;Nom;Prénom;Date\n" + row, 1, []string{"2 header.second-line"}},
		"groups in two rows":              {"Guid;Personne;;\n;Identité;;État civil\n;Nom;Prénom;Naissance\n" + row, 1, []string{"2 header.second-line", "3 header.second-line"}},
		"a title, groups, names":          {"Export du collège;;;\nIdentité;;;État civil\nGuid;Nom;Prénom;Date de naissance\n" + row, 1, nil},
		"a title over names in two rows":  {"Export;;;\nGuid;Nom;Prénom;Date de\n;;;naissance\n" + row, 1, []string{"3 header.second-line"}},
		"two rows that describe":          {"Guid;Nom;Prénom;Date de naissance\ntexte;texte;texte;date\n36;50;50;10\n" + row, 1, []string{"2 header.second-line", "3 header.second-line"}},
		"split names that are described":  {"Guid;Nom;Prénom;Date de\n;;;naissance\n(texte);(texte);(texte);(date)\n" + row, 1, []string{"2 header.second-line", "3 header.second-line"}},
		"numbers for names are people":    {"id;nom;prenom;naissance\n1;1;1;\n2;2;2;16/06/2010\n", 2, nil},
		"a group called as a column is":   {"id;nom;prenom;naissance;a;b\n1;DISSOIR;Alain;16/06/2010;Groupe;Classe\n", 1, nil},
		"a person under the same":         {"id;nom;prenom;naissance;a;b\nx;Nom;Prénom;16/06/2010;Groupe;Classe\n", 1, nil},
		"a line end inside quotes":        {"Guid;Nom;Prénom;\"Date de\nnaissance\"\n" + row, 1, nil},
		"inside the first quotes":         {"\"Guid\n\";Nom;Prénom;Date de naissance\n" + row, 1, nil},
		"titles over the names":           {"Identité;;;Naissance\nGuid;Nom;Prénom;Date de naissance\n" + row, 1, nil},
		"a row that describes the names":  {"Guid;Nom;Prénom;Date de naissance\n(texte);(texte);(texte);(date)\n" + row, 1, []string{"2 header.second-line"}},
		"a person called Texte is one":    {"Guid;Nom;Prénom;Date de naissance\n" + strings.Replace(row, "DISSOIR", "TEXTE", 1) + row, 2, nil},
		"a person without an identifier":  {"Guid;Nom;Prénom;Date de naissance\n;TEXTE;Luc;\n" + row, 2, []string{"2:1 cell.missing-value"}},
		"names in two languages":          {"Guid;Nom;Prénom;Date de naissance\nuuid;lastname;firstname;birthdate\n" + row, 1, []string{"2 row.repeated-header"}},
		"a header and nobody":             {"Guid;Nom;Prénom;\"Date de\nnaissance\"", 0, nil},
		"a sep= line before both":         {"sep=;\nGuid;Nom;Prénom;Date de\n;;;naissance\n" + row, 1, []string{"3 header.second-line"}},
		"a quote that is never closed":    {"Guid;Nom;Prénom;\"Date de naissance\n" + row, 1, nil},
		"short names that could go on":    {"Guid;Nom;Prénom;Date de naissance;Classe\n" + row, 1, nil},
		"a line of another kind is above": {"Export du 12/09/2026;;;\nGuid;Nom;Prénom;Date de naissance\n" + row, 1, nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, got := people(t, tt.file, nil)
			if len(got) != tt.people || len(got) > 0 && !strings.HasSuffix(got[len(got)-1], "2010-06-16") {
				t.Errorf("people %q, columns %+v", got, r.Columns())
			}
			if diff := cmp.Diff(codes(r.Findings()), tt.findings); diff != "" {
				t.Errorf("findings (-got +want):\n%s", diff)
			}
		})
	}
}

// TestNoHeader wants a roster without its header read where content proves the columns, and refused where it does not.
func TestNoHeader(t *testing.T) {
	const third = "0c28cd44-a295-45fd-845a-4d81a38b0024"
	for name, tt := range map[string]struct {
		file   string
		people []string // nil: the file is refused
	}{
		"a profile proves the guide's order": {alain + ";DISSOIR;Alain;National_1\n",
			[]string{alain + "|DISSOIR|Alain|Élève||"}},
		"a date at its place proves classes too": {alain + ",DISSOIR,Alain,National_1,3A,LATIN,16/06/2010,M\n" + amar + ",DISSOIR,Amar,National_2,,,,M\n",
			[]string{alain + "|DISSOIR|Alain|Élève|3A|2010-06-16", amar + "|DISSOIR|Amar|Responsable élève||"}},
		"a date elsewhere proves itself only": {alain + ";DISSOIR;Alain;National_1;3A;16/06/2010\n",
			[]string{alain + "|DISSOIR|Alain|Élève||2010-06-16"}},
		"a school proves a class": {alain + ";DISSOIR;Alain;National_1;0310000Z$1L1\n",
			[]string{alain + "|DISSOIR|Alain|Élève|0310000Z$1L1|"}},
		"capitals prove family names": {alain + ";Alain;DISSOIR\n" + amar + ";Amar;DISSOIR\n" + third + ";Zoé;LE GALL\n",
			[]string{alain + "|DISSOIR|Alain|||", amar + "|DISSOIR|Amar|||", third + "|LE GALL|Zoé|||"}},
		"in Windows-1252": {alain + ";DISSOIR;Zo\xe9;National_1\n",
			[]string{alain + "|DISSOIR|Zoé|Élève||"}},
		"after a sep= line and a blank one": {"sep=;\n\n" + alain + ";DISSOIR;Alain;ELV\n",
			[]string{alain + "|DISSOIR|Alain|Élève||"}},
		"two names alone could stand either way":  {alain + ";DISSOIR;Alain\n", nil},
		"so could these":                          {alain + ";Martin;Thomas\n" + amar + ";Thomas;Martin\n" + third + ";Paul;Louis\n", nil},
		"capitals against the guide's order":      {alain + ";Alain;DISSOIR;National_1\n", nil},
		"one row that is another's":               {alain + ";DISSOIR;Alain;National_1\nTotal;1\n", nil},
		"numbers are no names":                    {alain + ";DISSOIR;77;National_1\n", nil},
		"identifiers that could be anybody's":     {"U1;DISSOIR;Alain;National_1\n", nil},
		"an unknown profile proves nothing":       {alain + ";DISSOIR;Alain;Jardinier\n", nil},
		"identifiers in another column than each": {alain + ";" + amar + ";DISSOIR;National_1\n", nil},
	} {
		t.Run(name, func(t *testing.T) {
			r, recs, err := readAll([]byte(tt.file), &Options{Today: today})
			if tt.people == nil {
				if !errors.Is(err, ErrNoHeader) {
					t.Errorf("%d records, error %v, columns %+v", len(recs), err, r.Columns())
				}
				return
			}
			r, got := people(t, tt.file, nil)
			if diff := cmp.Diff(got, tt.people); diff != "" {
				t.Errorf("people (-got +want):\n%s", diff)
			}
			list := r.Findings()
			if len(list) == 0 || list[0].Code != CodeNoHeader || list[0].Severity != Error || r.Dialect().HeaderLine != 0 {
				t.Errorf("findings %v, dialect %+v", list, r.Dialect())
			}
		})
	}
}

// TestApostrophes wants apostrophes taken for quotes only where nothing speaks against it, and said either way.
func TestApostrophes(t *testing.T) {
	const head = "Guid;Nom;Prénom;Groupe\n"
	for name, tt := range map[string]struct {
		file     string
		want     string // the first person's last name and group
		findings []string
	}{
		"a separator between them": {head + alain + ";DISSOIR;Alain;'6A;6B'\n", "DISSOIR 6A|6B", []string{"2 file.apostrophe-quotes"}},
		"doubled, as in a name":    {head + alain + ";'L''HÉRITIER';Alain;6A\n", "L'HÉRITIER 6A", []string{"2 file.apostrophe-quotes"}},
		"around the whole header":  {"'Guid';'Nom';'Prénom';'Groupe'\n'" + alain + "';'DISSOIR';'Alain';'6A'\n", "DISSOIR 6A", []string{"1 file.apostrophe-quotes"}},
		"a name contradicts it": {head + alain + ";D'ALMEIDA;Alain;'6A;6B'\n", "D'ALMEIDA 6A",
			[]string{"2 file.apostrophe-doubt", "2:4 cell.excel-text-mark", "2:5 cell.extra-cell"}},
		"a Dutch name":             {head + alain + ";'T HOOFT;Alain;6A\n", "'T HOOFT 6A", nil},
		"two Dutch names":          {head + alain + ";'T HOOFT;'S JACOB;6A\n", "'T HOOFT 6A", nil},
		"one cell says too little": {head + alain + ";'DISSOIR';Alain;6A\n", "'DISSOIR' 6A", nil},
		"a file of double quotes":  {head + alain + ";\"DISSOIR\";Alain;'6A;6B'\n", "DISSOIR 6A", []string{"2:4 cell.excel-text-mark", "2:5 cell.extra-cell"}},
	} {
		t.Run(name, func(t *testing.T) {
			r, recs, err := readAll([]byte(tt.file), &Options{Today: today})
			if err != nil || len(recs) != 1 {
				t.Fatalf("%d records, error %v", len(recs), err)
			}
			if got := recs[0].LastName + " " + joinClasses(recs[0].Groups); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
			if diff := cmp.Diff(codes(r.Findings()), tt.findings); diff != "" {
				t.Errorf("findings (-got +want):\n%s", diff)
			}
		})
	}
	var b strings.Builder
	if err := WriteAll(&b, []Record{{GUID: alain, LastName: "'L''HÉRITIER'", FirstName: "Alain"}}, nil); err != nil {
		t.Fatal(err)
	}
	if _, got := people(t, b.String(), nil); len(got) != 1 || got[0] != alain+"|'L''HÉRITIER'|Alain|||" {
		t.Errorf("written and read again: %q", got)
	}
	data, err := os.ReadFile(filepath.Join("testdata", "roster-made", "089-quotes-apostrophe.csv"))
	if err != nil {
		t.Fatal(err)
	}
	r, _, err := readAll(data, &Options{Today: today})
	if diff := cmp.Diff(codes(r.Findings()), []string{"4 file.apostrophe-quotes"}); diff != "" || err != nil {
		t.Errorf("089: error %v, findings (-got +want):\n%s", err, diff)
	}
}

// TestOptionsWin wants that each thing that is recognised can be said by the caller instead.
func TestOptionsWin(t *testing.T) {
	row := alain + ";DISSOIR;Alain\n"
	for name, tt := range map[string]struct {
		file   string
		opts   Options
		reason string
		want   string
	}{
		"encoding":            {"Guid;Nom;Pr\x8enom\n" + alain + ";N\x8e;A\n", Options{Encoding: Macintosh}, "encoding-given", alain + "|Né|A|||"},
		"separator":           {"Guid|Nom|Prénom\n" + alain + "|A|B\n", Options{Separator: '|'}, "separator-given", alain + "|A|B|||"},
		"quote":               {"Guid;Nom;Prénom\n" + alain + ";'A;B';C\n", Options{Quote: '\''}, "quote-given", alain + "|A;B|C|||"},
		"the double quote":    {"Guid;Nom;Prénom;Groupe\n" + alain + ";'L''A';B;C\n", Options{Quote: '"'}, "quote-given", alain + "|'L''A'|B|||"},
		"no quotes":           {"Guid;Nom;Prénom\n" + alain + ";\"A;B\n", Options{Quote: NoQuote}, "quote-given", alain + "|\"A|B|||"},
		"quotes in a list":    {"SACOCHE_ID;NOM;PRENOM;PROFIL\r\n\r\n1;\"A;B\";C;ENS\r\n", Options{Quote: '"'}, "quote-given", "account 1|A;B|C|Professeur||"},
		"header line":         {"Guid;Nom;Prénom\nGuid;Prénom;Nom\n" + row, Options{HeaderLine: 2}, "header-given", alain + "|Alain|DISSOIR|||"},
		"no header":           {"DISSOIR;Alain;x\n", Options{Layout: "liberscol", HeaderLine: NoHeader}, "layout-given", "x|DISSOIR|Alain|||"},
		"header of a layout":  {"titre\ntitre\na;b;c\nDISSOIR;Alain;x\n", Options{Layout: "liberscol", HeaderLine: 3}, "layout-given", "x|DISSOIR|Alain|||"},
		"no header, contents": {alain + ";DISSOIR;Alain;ELV\n", Options{HeaderLine: NoHeader}, "columns-content", alain + "|DISSOIR|Alain|Élève||"},
		"layout":              {"Guid;Id;Nom;Prénom\n" + alain + ";7;DISSOIR;Alain\n", Options{Layout: LayoutAccounts}, "layout-given", "account 7|DISSOIR|Alain|||"},
	} {
		t.Run(name, func(t *testing.T) {
			r, got := people(t, tt.file, &tt.opts)
			if len(got) != 1 || got[0] != tt.want {
				t.Errorf("people %q, want %s", got, tt.want)
			}
			found := false
			for _, reason := range r.Dialect().Reasons {
				found = found || reason.Code == tt.reason
			}
			if !found {
				t.Errorf("no reason %s among %v", tt.reason, r.Dialect().Reasons)
			}
			for _, f := range r.Findings() {
				if f.Severity >= Error {
					t.Error(f.Message("en"))
				}
			}
		})
	}
	for _, o := range []Options{{Quote: 'x'}, {Quote: -2}, {HeaderLine: -2}, {Layout: "nowhere"}} {
		if _, _, err := readAll([]byte("Guid;Nom;Prénom\n"), &o); err == nil {
			t.Errorf("%+v: no error", o)
		}
	}
	if _, _, err := readAll([]byte("Guid;Nom;Prénom\n"+row), &Options{HeaderLine: 2}); !errors.Is(err, ErrNoHeader) {
		t.Errorf("a header line without a header: error %v", err)
	}
}

// TestStrict wants the first error to end a strict reading, and warnings not to.
func TestStrict(t *testing.T) {
	file := "Guid;Nom;Prénom;Sexe\n" + alain + ";DISSOIR;Alain;x\n;DISSOIR;Amar;M\n" + amar + ";DISSOIR;Amar;M\n"
	for _, strict := range []bool{false, true} {
		r, recs, err := readAll([]byte(file), &Options{Strict: strict})
		var fatal *FatalError
		if want := map[bool]int{false: 3, true: 1}[strict]; len(recs) != want || errors.As(err, &fatal) != strict {
			t.Fatalf("strict %v: %d records, error %v", strict, len(recs), err)
		}
		if diff := cmp.Diff(codes(r.Findings()), []string{"2:4 cell.unknown-sex", "3:1 cell.missing-value"}); diff != "" {
			t.Errorf("findings (-got +want):\n%s", diff)
		}
		if strict && (!errors.Is(err, ErrStrict) || fatal.Finding.Line != 3 || fatal.Finding.Code != CodeMissingValue) {
			t.Errorf("error %v, finding %+v", err, fatal.Finding)
		}
	}
	_, recs, err := readAll([]byte("Guid;Nom;Pr?nom\n"+alain+";DISSOIR;Alain\n"), &Options{Strict: true})
	if len(recs) > 0 || !errors.Is(err, ErrStrict) {
		t.Errorf("a fault in the header: %d records, error %v", len(recs), err)
	}
}

// TestEncodedManyTimes wants text restored that was read in a wrong encoding and saved, again and again.
func TestEncodedManyTimes(t *testing.T) {
	clean := "Guid;Nom;Prénom;Civilité\n" + alain + ";HÉLÈNE ÙÇŒÛ;Zoë Lùçœîôû;M.\n"
	for _, way := range [][]*charmap.Charmap{
		{charmap.Windows1252}, {charmap.ISO8859_1}, {charmap.Macintosh},
		{charmap.Windows1252, charmap.Windows1252}, {charmap.ISO8859_1, charmap.Windows1252}, {charmap.Windows1252, charmap.Macintosh},
		{charmap.Macintosh, charmap.Windows1252}, {charmap.Macintosh, charmap.Macintosh},
		{charmap.Windows1252, charmap.Windows1252, charmap.Windows1252}, {charmap.ISO8859_1, charmap.ISO8859_1, charmap.ISO8859_1, charmap.ISO8859_1},
		{charmap.Macintosh, charmap.Windows1252, charmap.Macintosh},
	} {
		file := clean
		for _, c := range way {
			text, err := c.NewDecoder().String(file)
			if err != nil {
				t.Fatal(err)
			}
			file = text
		}
		r, got := people(t, file, nil)
		if len(got) != 1 || got[0] != alain+"|HÉLÈNE ÙÇŒÛ|Zoë Lùçœîôû|||" || r.Columns()[2].Name != "Prénom" {
			t.Errorf("%v: %q, columns %+v", way, got, r.Columns())
		}
		if diff := cmp.Diff(codes(r.Findings()), []string{"1 file.mojibake"}); diff != "" {
			t.Errorf("%v: findings (-got +want):\n%s", way, diff)
		}
	}
}

// TestHeaderTakenAway wants the files of roster-made's grid read without their header as with it: in every separator
// and encoding the same people under the same identifiers, and nothing in a field where the header has something else.
func TestHeaderTakenAway(t *testing.T) {
	read := 0
	for _, m := range manifest(t) {
		data, err := os.ReadFile(filepath.Join("testdata", "roster-made", m.File))
		if err != nil {
			t.Fatal(err)
		}
		r, want, _ := readAll(data, &Options{Today: today})
		if enc := r.Dialect().Encoding; m.Family != "grid" || m.Rows == 0 || enc == UTF16LE || enc == UTF16BE {
			continue
		}
		rest := data[bytes.IndexAny(data, "\r\n"):]
		_, got, err := readAll(bytes.TrimLeft(rest, "\r\n"), &Options{Today: today})
		if err != nil || len(got) != len(want) {
			t.Errorf("%s: %d records, want %d, error %v", m.File, len(got), len(want), err)
			continue
		}
		read++
		for i := range got {
			a, b := got[i], want[i]
			if a.GUID != b.GUID || a.LastName != b.LastName || a.FirstName != b.FirstName || a.Profile != b.Profile || !slices.Equal(a.Children, b.Children) ||
				len(a.Classes) > 0 && !slices.Equal(a.Classes, b.Classes) || len(a.Groups) > 0 && !slices.Equal(a.Groups, b.Groups) ||
				!a.Born.IsZero() && a.Born != b.Born || a.Sex != 0 && a.Sex != b.Sex || a.Title != 0 && a.Title != b.Title {
				t.Errorf("%s: %q without the header, %q with it", m.File, a.Cells, b.Cells)
			}
		}
	}
	if read != 29 {
		t.Errorf("%d files, want 29", read)
	}
}
