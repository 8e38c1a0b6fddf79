package matcher

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"
)

func TestFold(t *testing.T) {
	for _, tt := range []struct{ why, in, want string }{
		{"nothing stays nothing", "", ""},
		{"capitals become small letters", "DUPONT", "dupont"},
		{"an accent counts for nothing", "Éléonore", "eleonore"},
		{"nor does a cedilla or a diaeresis", "François Noël", "francois noel"},
		{"a decomposed accent is the same accent", "E\u0301le\u0301onore", "eleonore"},
		{"the ligature œ is written out", "Lœuilly CŒUR", "loeuilly coeur"},
		{"the ligature æ is written out", "Lætitia", "laetitia"},
		{"an accented ligature too", "Ǽ", "ae"},
		{"a sharp s is two letters", "Weiß", "weiss"},
		{"letters with a stroke lose it", "Łukasz Øster Đorđe", "lukasz oster dorde"},
		{"Turkish dotless and dotted i are i", "Işık İlhan", "isik ilhan"},
		{"Icelandic thorn is th", "Þór", "thor"},
		{"Romanian and Vietnamese letters fold", "Ștefan Nguyễn Ðức", "stefan nguyen duc"},
		{"a straight apostrophe separates", "D'ANGELO", "d angelo"},
		{"so does a typographic one", "D’Angelo", "d angelo"},
		{"so does a bare acute accent", "D´Angelo", "d angelo"},
		{"so does a Breton c'h with a modifier letter", "Derc\u02bchen", "derc hen"},
		{"a hyphen is a space", "Jean-Pierre", "jean pierre"},
		{"a double hyphen is one space", "DURAND--MARTIN", "durand martin"},
		{"a double hyphen in spaces is one space", "DURAND -- MARTIN", "durand martin"},
		{"dashes of every kind are hyphens", "A‐B‑C–D—E−F", "a b c d e f"},
		{"spaces of every kind are spaces", "DE\u00a0LA\u202fTOUR\u2003X", "de la tour x"},
		{"spaces at the ends go", "  Zoé \t", "zoe"},
		{"invisible characters count for nothing", "\ufeffMAR\u200bTIN\u00ad", "martin"},
		{"a full stop separates", "M.DUPONT", "m dupont"},
		{"commas between given names separate", "Léa, Marie,Anne", "lea marie anne"},
		{"typographic ligatures are undone", "ﬁlip", "filip"},
		{"full-width letters are letters", "Ｄｕｐｏｎｔ", "dupont"},
		{"digits stay", "6e B 2", "6e b 2"},
		{"a lost letter stays one letter", "Fran\ufffdois", "fran?ois"},
		{"so does a question mark", "Fran?ois", "fran?ois"},
		{"so does a byte that is not UTF-8", "Fran\xe7ois", "fran?ois"},
		{"other scripts are kept in small letters", "ИВАНОВ", "иванов"},
		{"their accents go too", "Йоргос ΆΛΦΑ", "иоргос αλφα"},
		{"both small sigmas are one letter", "Γεώργιος ΓΕΩΡΓΙΟΣ", "γεωργιοσ γεωργιοσ"},
		{"Windows-1252 read as Latin-1 still shows its apostrophe and œ", "D\u0092Angelo C\u009cur", "d angelo coeur"},
		{"African letters fold to their Latin base", "Ɓaɗɗo Ŋɔnɛ Ƴero", "baddo none yero"},
		{"punctuation alone is nothing", "-- '’ .", ""},
		{"a spacing accent separates in either normal form", "A\u0385B", "a b"},
		{"control characters count for nothing", "MAR\x00TIN", "martin"},
	} {
		if got := Fold(tt.in); got != tt.want {
			t.Errorf("%s: Fold(%q) = %q, want %q", tt.why, tt.in, got, tt.want)
		}
	}
}

// fewestAllocs is how often a call allocates, the fewest of five times: others
// allocate too, such as what a test before this one left, and the collector empties
// pools.
func fewestAllocs(call func()) float64 {
	fewest := testing.AllocsPerRun(100, call)
	for range 4 {
		fewest = min(fewest, testing.AllocsPerRun(100, call))
	}
	return fewest
}

func TestFoldAllocatesOnlyItsResult(t *testing.T) {
	dst := make([]byte, 0, 64)
	got := fewestAllocs(func() {
		dst = AppendFold(dst[:0], "D’ÉTIENNE-LŒUILLY Ștefan")
	})
	if got != 0 {
		t.Errorf("AppendFold allocates %v times, want 0", got)
	}
	key := "d etienne loeuilly"
	if got := fewestAllocs(func() { _ = Fold(key) }); got != 0 {
		t.Errorf("Fold of a key allocates %v times, want 0", got)
	}
}

func TestAppendFoldKeepsWhatIsThere(t *testing.T) {
	got := string(AppendFold([]byte("X;"), " -Zoé "))
	if want := "X;zoe"; got != want {
		t.Errorf("AppendFold = %q, want %q", got, want)
	}
}

func FuzzFold(f *testing.F) {
	for _, s := range []string{"", "D’Angelo", "Lœuilly", "e\u0301", "\xff", "İ", "ǅ", "\u1e9e", "ΐ", "㎏", "각", "\u09cb", "\U0001d165", "ﷺ"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		k := Fold(s)
		if got := Fold(k); got != k {
			t.Errorf("Fold(Fold(%q)) = %q, want %q", s, got, k)
		}
		if !utf8.ValidString(k) {
			t.Errorf("Fold(%q) = %q is not UTF-8", s, k)
		}
		if strings.HasPrefix(k, " ") || strings.HasSuffix(k, " ") || strings.Contains(k, "  ") {
			t.Errorf("Fold(%q) = %q has a space too many", s, k)
		}
		if got := string(AppendFold(nil, s)); got != k {
			t.Errorf("AppendFold(%q) = %q, want %q as Fold says", s, got, k)
		}
		for _, r := range s {
			if r > 0xffff {
				return // x/text's NFC of letters beyond the BMP loses some of them
			}
		}
		if c, d := Fold(norm.NFC.String(s)), Fold(norm.NFD.String(s)); utf8.ValidString(s) && (c != k || d != k) {
			t.Errorf("%q: key %q, of its NFC %q, of its NFD %q", s, k, c, d)
		}
	})
}

// BenchmarkAppendFold folds names beside the chain that x/text's documentation
// shows for leaving accents out, which leaves ligatures, dashes and apostrophes.
func BenchmarkAppendFold(b *testing.B) {
	chain := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	for _, bb := range []struct{ name, s string }{
		{"ascii", "DE LA FONTAINE Jean-Baptiste"},
		{"accents", "LEFÈVRE-NUÑEZ Éléonore"},
	} {
		b.Run(bb.name, func(b *testing.B) {
			b.ReportAllocs()
			dst := make([]byte, 0, 64)
			for b.Loop() {
				dst = AppendFold(dst[:0], bb.s)
			}
		})
		b.Run(bb.name+"/x-text", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				s, _, err := transform.String(chain, bb.s)
				if err != nil {
					b.Fatal(err)
				}
				_ = strings.ToLower(s)
			}
		})
	}
}
