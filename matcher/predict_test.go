package matcher

import (
	"fmt"
	"hash/crc32"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

func TestPredict(t *testing.T) {
	zoe := Account{ID: "1", Last: "LEFÈVRE", First: "Zoé"}
	with := func(a Account, prior string) Account { a.Prior = prior; return a }
	named := func(id, last, first string) Account { return Account{ID: id, Last: last, First: first} }
	long := strings.Repeat("k", 70)
	for _, tt := range []struct {
		why      string
		rows     []Row
		accounts []Account
		want     string // outcomes of the rows, then what the accounts bear
	}{
		{"accents and case make no difference", []Row{{ID: "g", Last: "Lefevre", First: "ZOE"}}, []Account{zoe}, "changed | g"},
		{"an identifier is overwritten", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "old")}, "changed | g"},
		{"the same identifier", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "g")}, "identical | g"},
		{"0123 is taken for 123", []Row{{ID: "0123", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "123")}, "identical | 123"},
		{"but a is not A", []Row{{ID: "A", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "a")}, "changed | A"},
		{"an empty cell is passed over", []Row{{ID: "", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "g")}, "skipped | g"},
		{"a blank identifier is not", []Row{{ID: " ", Last: "Lefevre", First: "Zoé"}}, []Account{with(zoe, "g")}, "no_id | g"},
		{"nobody of that name", []Row{{ID: "g", Last: "Lefebvre", First: "Zoé"}}, []Account{zoe}, "unknown | "},
		{"names the other way round", []Row{{ID: "g", Last: "Zoé", First: "Lefèvre"}}, []Account{zoe}, "unknown | "},
		{"two accounts of that name", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}}, []Account{zoe, named("2", "Lefevre", "ZOE")}, "homonym | , "},
		{"an administrator does not count", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}},
			[]Account{zoe, {ID: "2", Last: "Lefevre", First: "Zoé", Profile: "ADM"}}, "changed | g, "},
		{"nor does what an administrator bears", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}},
			[]Account{zoe, {ID: "2", Last: "Roy", First: "Léa", Profile: "ADM", Prior: "g"}}, "changed | g, g"},
		{"an identifier that another account bears", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}},
			[]Account{zoe, {ID: "2", Last: "Roy", First: "Léa", Prior: "g"}}, "taken | , g"},
		{"two people who should swap are both refused", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}, {ID: "h", Last: "Roy", First: "Léa"}},
			[]Account{with(zoe, "h"), {ID: "2", Last: "Roy", First: "Léa", Prior: "g"}}, "taken taken | h, g"},
		{"one identifier for two people is given to both", []Row{{ID: "g", Last: "Lefevre", First: "Zoé"}, {ID: "g", Last: "Roy", First: "Léa"}},
			[]Account{zoe, named("2", "Roy", "Léa")}, "changed changed | g, g"},
		{"namesakes in the file both write, and the greater identifier stays", []Row{{ID: "h", Last: "Lefevre", First: "Zoé"}, {ID: "g", Last: "Lefevre", First: "Zoé"}},
			[]Account{zoe}, "changed changed | h"},
		{"numbers are greater as numbers", []Row{{ID: "10", Last: "Lefevre", First: "Zoé"}, {ID: "9", Last: "Lefevre", First: "Zoé"}},
			[]Account{zoe}, "changed changed | 10"},
		{"the row that agrees does not keep the other from writing", []Row{{ID: "h", Last: "Lefevre", First: "Zoé"}, {ID: "g", Last: "Lefevre", First: "Zoé"}},
			[]Account{with(zoe, "h")}, "identical changed | g"},
		{"a line end in a name parts nothing", []Row{{ID: "g", Last: "A\nB", First: "C"}}, []Account{named("1", "A", "B\nC")}, "unknown | "},
		{"names that are numbers are compared as numbers", []Row{{ID: "g", Last: "1e3", First: "01"}}, []Account{named("1", "1000", "1.0")}, "changed | g"},
		{"œ in a family name never matches itself", []Row{{ID: "g", Last: "LEBŒUF", First: "Zoé"}}, []Account{named("1", "LEBŒUF", "Zoé")}, "unknown | "},
		{"œ in a given name does", []Row{{ID: "g", Last: "Roy", First: "Lœtitia"}}, []Account{named("1", "Roy", "Lœtitia")}, "changed | g"},
		{"and so would any letter beyond Latin-1", []Row{{ID: "g", Last: "Roy", First: "Lštitia"}}, []Account{named("1", "Roy", "Lœtitia")}, "changed | g"},
		{"an accent after an apostrophe does not", []Row{{ID: "g", Last: "Roy", First: "D'Étienne"}}, []Account{named("1", "Roy", "D'Étienne")}, "unknown | "},
		{"the database cuts at 63 characters", []Row{{ID: long, Last: "Lefevre", First: "Zoé"}}, []Account{zoe}, "changed | " + long[:63]},
	} {
		t.Run(tt.why, func(t *testing.T) {
			f := Predict(tt.rows, tt.accounts, nil)
			var got []string
			for _, fate := range f.Fates {
				got = append(got, fate.Outcome.String())
			}
			if got := strings.Join(got, " ") + " | " + strings.Join(f.After, ", "); got != tt.want {
				t.Errorf("Predict: %s\n   want: %s", got, tt.want)
			}
		})
	}
}

func TestPredictFormerAccounts(t *testing.T) {
	rows := []Row{
		{ID: "a", Last: "Roy", First: "Léa"}, // a former Roy Léa would make it a homonym
		{ID: "b", Last: "Roy", First: "Zoé"}, // or receive the identifier
		{ID: "c", Last: "Petit", First: "Luc"},
		{ID: "", Last: "Roy", First: "Léa"},
	}
	accounts := []Account{{ID: "1", Last: "Roy", First: "Léa"}, {ID: "2", Last: "Petit", First: "Luc"}, {ID: "3", Last: "Petit", First: "Luc"}}
	for _, given := range []bool{false, true} {
		f := Predict(rows, accounts, &PredictOptions{Former: given})
		for i, want := range []bool{!given, !given, false, false} { // a third namesake changes nothing, nor does anybody an empty cell
			if f.Fates[i].Former != want {
				t.Errorf("former accounts given %t: row %d may change %t, want %t", given, i, f.Fates[i].Former, want)
			}
		}
	}
}

func TestPredictVerdict(t *testing.T) {
	accounts := []Account{{ID: "father", Last: "Roy", First: "Jean"}, {ID: "other", Last: "Petit", First: "Luc"}, {ID: "free", Last: "Blanc", First: "Eva"},
		{ID: "bears", Last: "Noir", First: "Ali", Prior: "c"}, {Last: "Gris", First: "Tom"}}
	for _, tt := range []struct {
		why  string
		rows []Row
		want []Verdict
	}{
		{"to her own account", []Row{{ID: "a", Last: "Roy", First: "Jean", Owner: "father"}}, []Verdict{Right}},
		{"to an account that nobody has decided about", []Row{{ID: "a", Last: "Roy", First: "Jean"}}, []Verdict{Undecided}},
		{"to another's, the person's own being elsewhere", []Row{{ID: "a", Last: "Roy", First: "Jean", Owner: "other"}}, []Verdict{Wrong}},
		{"to one that is decided to be another's", []Row{{ID: "a", Last: "Roy", First: "Jean"}, {ID: "b", Last: "Roy", First: "Jeannot", Owner: "father"}}, []Verdict{Wrong, NotGiven}},
		{"to her own account, which bears it already", []Row{{ID: "c", Last: "Noir", First: "Ali", Owner: "bears"}}, []Verdict{Right}},
		{"to an account without an ID, which is nobody's", []Row{{ID: "a", Last: "Gris", First: "Tom"}, {ID: "b", Last: "Roy", First: "Jean", Owner: "father"}}, []Verdict{Undecided, Right}},
		{"nowhere", []Row{{ID: "a", Last: "Noir", First: "Ida", Owner: "free"}}, []Verdict{NotGiven}},
	} {
		f := Predict(tt.rows, accounts, nil)
		for i, want := range tt.want {
			if f.Fates[i].Verdict != want {
				t.Errorf("%s: row %d is %d, want %d", tt.why, i, f.Fates[i].Verdict, want)
			}
		}
	}
}

func TestReadSACocheAccepts(t *testing.T) {
	for _, tt := range []struct {
		why, name, data string
		ok              bool
	}{
		{"a CSV file", "dir.x/roster.csv", "Guid;Nom;Prénom\n", true},
		{"a text file, in capitals", "ROSTER.TXT", "Guid;Nom;Prénom\n", true},
		{"another ending", "roster.xls", "Guid;Nom;Prénom\n", false},
		{"no ending", "csv", "Guid;Nom;Prénom\n", false},
		{"a hidden file", ".csv", "Guid;Nom;Prénom\n", false},
		{"an empty file", "roster.csv", "", false},
		{"a file larger than any roster", "roster.csv", string(make([]byte, maxSACocheFile+1)), false},
	} {
		if _, err := ReadSACoche(tt.name, []byte(tt.data)); (err == nil) != tt.ok {
			t.Errorf("%s: %v", tt.why, err)
		}
	}
}

func TestReadSACocheCells(t *testing.T) {
	for _, tt := range []struct{ why, data, want string }{
		{"columns by position alone", "Nom;Prénom;Guid\nROY;Léa;g\n", `2 "ROY" "Léa" "g"`},
		{"separators are counted over the file", "G;N;P\na,b;ROY, x, y;Léa, z, t\n", `2 "a" "b;ROY" " x"`},
		{"quotes hold separators and lines", "G;N;P\n\"a;b\";\"RO\nY\";Léa\nc;PETIT;Luc\n", `2 "a;b" "RO\nY" "Léa" | 4 "c" "PETIT" "Luc"`},
		{"a doubled quote is one", "G;N;P\na;\"RO\"\"Y\";Léa\n", `2 "a" "RO\"Y" "Léa"`},
		{"a backslash keeps a quote from ending", "G;N;P\na;\"RO\\\"Y\";Léa\n", `2 "a" "RO\\\"Y" "Léa"`},
		{"text after a quote is kept", "G;N;P\na;\"RO\"Y;Léa\n", `2 "a" "ROY" "Léa"`},
		{"space before a quote is not", "G;N;P\na; \"ROY\";  Léa\n", `2 "a" "ROY" "  Léa"`},
		{"a quote within is a letter", "G;N;P\na;RO\"Y;Léa\n", `2 "a" "RO\"Y" "Léa"`},
		{"a last quote that stays open is closed by the end", "G;N;P\na;ROY;Léa\nb;PETIT;\"Luc", `2 "a" "ROY" "Léa" | 3 "b" "PETIT" "Luc"`},
		{"a last quote with nothing behind it is a NUL, which is not empty", "G;N;P\na;ROY;Léa\nb;PETIT;\"", `2 "a" "ROY" "Léa" | 3 "b" "PETIT" "\x00"`},
		{"also behind one that a backslash held open", "G;N;P\n\"a\";\"ROY\";\"Léa\\\"\n\"b\";\"PETIT\";\"Luc\\\"", `2 "a" "ROY" "Léa\\\"\nb\""`},
		{"one that stays open over lines eats them", "G;N;P\na;\"ROY;Léa\nb;PETIT;Luc\n", `2 dropped 2`},
		{"blank lines before the header go", "\n\r\n G;N;P\na;ROY;Léa\n", `4 "a" "ROY" "Léa"`},
		{"short rows and empty cells", "G;N;P\na;ROY\n\n;ROY;Léa\na; ;Léa\nb;;Léa\nc;ROY;\n", `2 dropped 2 | 3 dropped 1 | 4 dropped 3 | 5 "a" " " "Léa" | 6 dropped 3 | 7 dropped 3`},
		{"one bad byte makes all Windows-1252", "G;N;P\na;ROY;Léa\nb;PETIT;No\xebl\n", `2 "a" "ROY" "LÃ©a" | 3 "b" "PETIT" "Noël"`},
		{"the bytes that Windows-1252 leaves open are control characters", "G;N;P\na;ROY\x81;L\xe9a\x9d\n", `2 "a" "ROY\u0081" "Léa\u009d"`},
		{"its others are letters, quotes and dashes", "G;N;P\na;D\x92ARC;L\x9ctitia\n", `2 "a" "D’ARC" "Lœtitia"`},
		{"one BOM goes before the lines are counted", "\ufeff\nG;N;P\na;ROY;Léa\n", `3 "a" "ROY" "Léa"`},
		{"a CR before a separator goes, but not behind a quote", "G;N;P\na;ROY\r;Léa\nb;\"ROY\"\r;Léa\n", `2 "a" "ROY" "Léa" | 3 "b" "ROY\r" "Léa"`},
		{"a separator is no space before a quote", "G\tN\tP\n\t\"ROY\"\tLéa\n", `2 dropped 3`},
		{"CR alone ends no line", "G;N;P\ra;ROY;Léa\r", ""},
	} {
		rows, err := ReadSACoche("x.csv", []byte(tt.data))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			if r.Dropped {
				got = append(got, fmt.Sprintf("%d dropped %d", r.Line, r.Cells))
			} else {
				got = append(got, fmt.Sprintf("%d %q %q %q", r.Line, r.ID, r.Last, r.First))
			}
		}
		if got := strings.Join(got, " | "); got != tt.want {
			t.Errorf("%s: %s\nwant %s", tt.why, got, tt.want)
		}
	}
}

func TestLooseEqual(t *testing.T) {
	for _, tt := range []struct {
		a, b string
		want bool
	}{
		{"123", "0123", true}, {"1000", "1e3", true}, {"1000", "1E3", true}, {"0e1", "0e9", true}, {"1.0", "1", true}, {".5", "0.50", true},
		{"1.", "1", true}, {"-0", "0", true}, {"+1", "1", true}, {" 1", "1", true}, {"1 ", "1", true}, {"a", "a", true}, {"", "", true},
		{"a", "A", false}, {"", "0", false}, {"1a", "1", false}, {"0x1A", "26", false}, {"1e", "1", false}, {".", "0", false}, {"-", "0", false},
		{"9223372036854775807", "9223372036854775808", false}, // one is no integer of 64 bits
		{"9223372036854775808", "9223372036854775809", false}, // neither is: as texts
		{"9223372036854775808", "9.223372036854775808e18", true},
		{"1e1000", "1e1001", false},                                  // both infinite: as texts
		{"9007199254740993", "9007199254740992", false},              // one float, and two integers
		{"10000000000000000000.5", "10000000000000000000.25", false}, // twenty digits before the point: as texts
		{"1000000000000000000.5", "1000000000000000000.25", true},    // nineteen: as floats
		{"1.5", "2", false}, {"1e+3", "1000", true}, {"1e-1", "0.1", true}, {"1e5", "1E+05", true},
		{"+-1", "-+1", false}, {"1x5", "2x5", false}, {"1e5.5", "1e5.6", false}, {"1e+", "1e-", false}, {"1.5.5", "1.5.6", false}, // no numbers
	} {
		if got := looseEqual(tt.a, tt.b); got != tt.want || looseEqual(tt.b, tt.a) != tt.want {
			t.Errorf("%q == %q is %t, want %t", tt.a, tt.b, got, tt.want)
		}
		own, _ := looseKeysOf(tt.a)
		_, lookFor := looseKeysOf(tt.b)
		if found := slices.ContainsFunc(lookFor.all(), func(k string) bool { return slices.Contains(own.all(), k) }); found != tt.want {
			t.Errorf("%q is found by %q: %t, want %t", tt.a, tt.b, found, tt.want)
		}
	}
}

// phpSort agrees with any other sort where the order is one.
func TestPHPSort(t *testing.T) {
	for n := range 3000 {
		if n > 40 && n%97 != 0 {
			continue
		}
		items := make([]int, n)
		for i := range items {
			items[i] = i * 7919 % (n + 1) // a permutation, or a few repeats
		}
		want := slices.Clone(items)
		slices.Sort(want)
		phpSort(items, func(a, b int) bool { return a > b })
		if !slices.Equal(items, want) {
			t.Fatalf("%d items: %v", n, items)
		}
	}
}

// Where there is no order phpSort comes to what PHP's usort comes to with the same comparison.
func TestPHPSortWithoutOrder(t *testing.T) {
	after := func(a, b int) bool {
		x := (31*min(a, b) + 17*max(a, b) + 7) % 10007
		odd := x*x*x%10007%2 == 1
		return odd == (a < b)
	}
	for _, tt := range []struct {
		items int
		want  uint32 // checksum of the numbers from 0 as PHP 8.2 leaves them, with commas between
	}{
		{2, 0xc5000db7}, {3, 0xcd66d8d8}, {4, 0xe4daa83d}, {5, 0x42bb852a}, {6, 0xaa43722a}, {7, 0x66329ab3}, {16, 0x8f9691fa},
		{17, 0x7c5fd122}, {18, 0xea767534}, {40, 0x0f0d09b5}, {1023, 0xc3d49eee}, {1024, 0x095c5b3c}, {1500, 0x2e6fd53b},
	} {
		items := make([]int, tt.items)
		for i := range items {
			items[i] = i
		}
		phpSort(items, after)
		var b []byte
		for _, i := range items {
			b = fmt.Appendf(b, "%d,", i)
		}
		if got := crc32.ChecksumIEEE(b[:len(b)-1]); got != tt.want {
			t.Errorf("%d items: %#x, want %#x: %v", tt.items, got, tt.want, items[:min(20, len(items))])
		}
	}
}

func TestSafeLeavesToAPerson(t *testing.T) {
	lea, luc := Account{ID: "1", Last: "ROY", First: "Léa"}, Account{ID: "2", Last: "PETIT", First: "Luc"}
	ofLea := func(id string) Row { return Row{ID: id, Last: "Roy", First: "Léa", Owner: "1"} }
	ofLuc := func(id string) Row { return Row{ID: id, Last: "Petit", First: "Luc", Owner: "2"} }
	with := func(a Account, prior string) Account { a.Prior = prior; return a }
	named := func(r Row, last, first string) Row { r.Last, r.First = last, first; return r }
	long := strings.Repeat("k", 64)
	type sheet struct{ Rows, ByHand []int }
	for _, tt := range []struct {
		why      string
		rows     []Row
		accounts []Account
		want     sheet
	}{
		{"an owner of two identifiers", []Row{ofLea("a"), ofLea("b"), ofLuc("c")}, []Account{lea, luc}, sheet{[]int{2}, []int{0, 1}}},
		{"an identifier of two owners", []Row{ofLea("a"), ofLuc("a")}, []Account{lea, luc}, sheet{nil, []int{0, 1}}},
		{"two identifiers that differ in case alone", []Row{ofLea("a"), ofLuc("A")}, []Account{lea, luc}, sheet{nil, []int{0, 1}}},
		{"but not an account that bears its identifier already", []Row{ofLea("a")}, []Account{with(lea, "a")}, sheet{[]int{0}, nil}},
		{"an identifier that the database would cut", []Row{ofLea(long), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"a quote", []Row{named(ofLea("a"), "Roy", "\"Léa\""), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"a name that is no UTF-8, which would change how the others are read", []Row{named(ofLea("a"), "Roy", "L\xe9a"), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"and such an identifier", []Row{ofLea("a\xe9"), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"but not a comma or two", []Row{named(ofLea("a"), "Roy", "Léa, Ida, Eva"), ofLuc("b")}, []Account{{ID: "1", Last: "ROY", First: "Léa, Ida, Eva"}, luc}, sheet{[]int{0, 1}, nil}},
		{"as many commas as make them the separator", []Row{named(ofLea("a"), "Roy", "L,é,a,I,d,a,E,v"), ofLuc("b")}, []Account{{ID: "1", Last: "ROY", First: "L,é,a,I,d,a,E,v"}, luc}, sheet{[]int{1}, []int{0}}},
		{"or colons, without which the commas are", []Row{named(ofLea("a:::::::"), "Roy", "Léa"), named(ofLuc("b"), "Petit", "L,u,c,,,")}, []Account{lea, {ID: "2", Last: "PETIT", First: "L,u,c,,,"}}, sheet{nil, []int{0, 1}}},
		{"a line end", []Row{named(ofLea("a"), "RO\nY", "Léa"), ofLuc("b")}, []Account{{ID: "1", Last: "RO\nY", First: "Léa"}, luc}, sheet{[]int{1}, []int{0}}},
		{"a character that nobody sees", []Row{named(ofLea("a"), "Roy", "Lé\x7fa"), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"but not for a row of its identifier of which nothing was decided", []Row{ofLea("a"), {ID: "a", Last: "Royer", First: "Léa"}}, []Account{lea}, sheet{[]int{0}, nil}},
		{"but not a space", []Row{named(ofLea("a"), "Le Roy", "Léa")}, []Account{{ID: "1", Last: "LE ROY", First: "Léa"}}, sheet{[]int{0}, nil}},
		{"a row that the roster's own file drops", []Row{{ID: "a", Last: "Roy", First: "Léa", Owner: "1", Dropped: true}}, []Account{lea}, sheet{nil, []int{0}}},
		{"but not the second of two rows, the first of which lacks a name", []Row{named(ofLea("a"), "", "Léa"), ofLea("a")}, []Account{lea}, sheet{[]int{1}, nil}},
		{"or the other name", []Row{named(ofLea("a"), "Roy", ""), ofLea("a")}, []Account{lea}, sheet{[]int{1}, nil}},
		{"an identifier of nothing but a no-break space", []Row{ofLea("\u00a0"), ofLuc("b")}, []Account{lea, luc}, sheet{[]int{1}, []int{0}}},
		{"nor a row without identifier, which nobody could type in", []Row{ofLea("")}, []Account{with(lea, "old")}, sheet{nil, nil}},
	} {
		s := Safe(tt.rows, tt.accounts, nil)
		if d := cmp.Diff(sheet{s.Rows, s.ByHand}, tt.want, cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: got before want:\n%s", tt.why, d)
		}
	}
}

func TestSafe(t *testing.T) {
	rows := []Row{
		{ID: "a", Last: "Roy", First: "Léa", Owner: "1"},
		{ID: "b", Last: "LEBŒUF", First: "Luc", Owner: "2"},    // matches nobody
		{ID: "c", Last: "Petit", First: "Jean", Owner: "3"},    // two accounts of that name
		{ID: "d", Last: "Blanc", First: "Eva", Owner: "5"},     // would go to a namesake's account
		{ID: "e", Last: "Roy, dite X", First: "Ida"},           // nobody's
		{ID: "a", Last: "Roy", First: "Léa", Owner: "1"},       // twice in the export
		{ID: "f", Last: "Noir", First: "Max", Owner: "7"},      // taken
		{ID: "g", Last: "Brun: x", First: "Zoé", Owner: "9"},   // its colon parts nothing
		{ID: "h", Last: "Gris", First: "Tom", Owner: "10"},     // needs nothing
		{ID: "h", Last: "LEBŒUF", First: "Zoé", Owner: "none"}, // decided to own an account that is not there
		{ID: "i", Last: "Gall", First: "Luc", Owner: "11"},     // the next row would take its account, and is left out
		{ID: "j", Last: "Gall", First: "Luc", Owner: "12"},     // would go to a namesake's account
		{ID: "K", Last: "Sala", First: "Ida", Owner: "13"},     // another account bears it in small letters
		{ID: "l", Last: "Sala", First: "Léo", Owner: "14"},
	}
	accounts := []Account{
		{ID: "1", Last: "ROY", First: "Léa"}, {ID: "2", Last: "LEBŒUF", First: "Luc"},
		{ID: "3", Last: "PETIT", First: "Jean"}, {ID: "4", Last: "PETIT", First: "Jean"},
		{ID: "5", Last: "BLANC-ROY", First: "Eva"}, {ID: "6", Last: "BLANC", First: "Eva"},
		{ID: "7", Last: "NOIR", First: "Max"}, {ID: "8", Last: "VERT", First: "Ali", Prior: "f"},
		{ID: "9", Last: "BRUN: X", First: "Zoé"}, {ID: "10", Last: "Autre", First: "Nom", Prior: "h"},
		{ID: "11", Last: "GALL", First: "Luc"}, {ID: "12", Last: "GALL", First: "Luc Marie"},
		{ID: "13", Last: "SALA", First: "Ida"}, {ID: "14", Last: "SALA", First: "Léo", Prior: "k"},
	}
	s := Safe(rows, accounts, nil)
	if want := "\"Guid\";\"Nom\";\"Prénom\"\n\"a\";\"Roy\";\"Léa\"\n\"g\";\"Brun: x\";\"Zoé\"\n\"i\";\"Gall\";\"Luc\"\n\"l\";\"Sala\";\"Léo\"\n"; string(s.File) != want {
		t.Errorf("file %q, want %q", s.File, want)
	}
	if want := []int{1, 2, 3, 6, 9, 11, 12}; !slices.Equal(s.Rows, []int{0, 7, 10, 13}) || !slices.Equal(s.ByHand, want) {
		t.Errorf("rows %v, by hand %v; want [0 7 10 13] and %v", s.Rows, s.ByHand, want)
	}
}

// FuzzPredict predicts any bytes as a roster and as accounts, and reads the
// safe file back.
func FuzzPredict(f *testing.F) {
	f.Add([]byte("G;N;P\na;ROY;Léa\nb;LEBŒUF;Luc\n"), []byte("I;N;P\n1;Roy;Lea\n2;Lebœuf;Luc\n"))
	f.Add([]byte("G;N;P\n01;D'Étienne;\"a\\\"b\"\n1;1e3;\xe9\n"), []byte("I;N;P\n1;1000;\xe9\n1;D'Étienne;b\n"))
	f.Fuzz(func(t *testing.T, roster, list []byte) {
		rows, err := ReadSACoche("a.csv", roster)
		if err != nil {
			return
		}
		people, err := ReadSACoche("b.csv", list)
		if err != nil || len(rows) > 100 || len(people) > 100 {
			return
		}
		var accounts []Account
		for i, p := range people {
			accounts = append(accounts, Account{ID: fmt.Sprint(i), Last: p.Last, First: p.First, Prior: p.ID})
		}
		for i := range rows {
			if len(accounts) > 0 && i%4 > 0 {
				rows[i].Owner = accounts[i*7%len(accounts)].ID
			}
		}
		// Half of the rows are decided as the import would, the others anyhow.
		for i, fate := range Predict(rows, accounts, nil).Fates {
			if fate.Account >= 0 && i%2 == 0 {
				rows[i].Owner = accounts[fate.Account].ID
			}
		}
		safe := Safe(rows, accounts, nil)
		again, err := ReadSACoche("import.csv", safe.File)
		if err != nil || len(again) != len(safe.Rows) {
			t.Fatalf("the safe file has %d rows, want %d: %v", len(again), len(safe.Rows), err)
		}
		forecast := Predict(again, accounts, nil)
		if d := cmp.Diff(safe.After, forecast.After, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("what the accounts bear after the safe file: got before want:\n%s", d)
		}
		for n, i := range safe.Rows {
			fate := forecast.Fates[n]
			if fate.Account < 0 || accounts[fate.Account].ID != rows[i].Owner || forecast.After[fate.Account] != rows[i].ID && forecast.After[fate.Account] != sacocheID(rows[i].ID) {
				t.Fatalf("row %+v was decided for %s: %+v", again[n], rows[i].Owner, fate)
			}
			if slices.Contains(safe.ByHand, i) {
				t.Fatalf("row %d is in the file and by hand", i)
			}
		}
		for i, r := range rows {
			last, first := sacocheFileNames(r.Last, r.First)
			if len(last) > 4*sacocheNameLength+len(r.Last)*4 || len(first) > 4*sacocheNameLength+len(r.First)*4 {
				t.Fatalf("row %d grew", i)
			}
		}
	})
}

// FuzzLooseEqual: what the keys find is what the comparison holds equal.
func FuzzLooseEqual(f *testing.F) {
	f.Add("0123", "123")
	f.Add("9223372036854775808", "9.223372036854775808e18")
	f.Add("1e1000", " 1e1000 ")
	f.Fuzz(func(t *testing.T, a, b string) {
		if strings.Contains(a+b, "\x00") {
			return // SACoche has dropped it
		}
		equal := looseEqual(a, b)
		own, _ := looseKeysOf(a)
		_, lookFor := looseKeysOf(b)
		if found := slices.ContainsFunc(lookFor.all(), func(k string) bool { return slices.Contains(own.all(), k) }); found != equal {
			t.Errorf("%q is found by %q: %t, and equal: %t", a, b, found, equal)
		}
		if looseEqual(b, a) != equal || looseCompare(a, b) != -looseCompare(b, a) {
			t.Errorf("%q and %q compare otherwise the other way round", a, b)
		}
	})
}

// TestSafeSaysWhy holds the fates of what is typed in to what hinders each.
func TestSafeSaysWhy(t *testing.T) {
	accounts := []Account{
		{ID: "1", Last: "ROY", First: "Léa"}, {ID: "2", Last: "PETIT", First: "Jean"}, {ID: "3", Last: "PETIT", First: "Jean"},
		{ID: "4", Last: "LEBŒUF", First: "Luc"}, {ID: "5", Last: "NOIR", First: "Max"}, {ID: "6", Last: "VERT", First: "Ali", Prior: "f"},
		{ID: "7", Last: "BLANC", First: "Eva"}, {ID: "8", Last: "BLANC-ROY", First: "Eva"}, {ID: "9", Last: "GR;IS", First: "Tom"},
	}
	rows := []Row{
		{ID: "a", Last: "Roy", First: "Léa", Owner: "1"},
		{ID: "b", Last: "Petit", First: "Jean", Owner: "2"},
		{ID: "c", Last: "Lebœuf", First: "Luc", Owner: "4"},
		{ID: "f", Last: "Noir", First: "Max", Owner: "5"},
		{ID: "g", Last: "Blanc", First: "Eva", Owner: "8"},
		{ID: "h", Last: "Gr;is", First: "Tom", Owner: "9"},
		{ID: "i", Last: "Roy", First: "Léa", Owner: "none"},
	}
	s := Safe(rows, accounts, &PredictOptions{Former: true})
	got := map[int]Fate{}
	for n, i := range s.ByHand {
		got[i] = s.Fates[n]
	}
	want := map[int]Fate{
		1: {Outcome: Homonym, Account: -1},
		2: {Outcome: Unknown, Account: -1},
		3: {Outcome: Taken, Account: 4},
		4: {Outcome: Changed, Account: 6, Verdict: Wrong},
		5: {Outcome: Changed, Account: 8, Verdict: Right},
		6: {Outcome: Changed, Account: 0, Verdict: Wrong},
	}
	if d := cmp.Diff(got, want); d != "" {
		t.Errorf("got before want:\n%s", d)
	}
}
