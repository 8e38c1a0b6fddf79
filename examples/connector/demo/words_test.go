package demo

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var verbs = regexp.MustCompile(`%[a-z]`)

func TestEveryTextIsThereInBothLanguages(t *testing.T) {
	for key, pair := range texts {
		if pair.fr == "" || pair.en == "" {
			t.Errorf("%s: French %q, English %q", key, pair.fr, pair.en)
		}
		if fr, en := verbs.FindAllString(pair.fr, -1), verbs.FindAllString(pair.en, -1); len(fr) != len(en) {
			t.Errorf("%s: French takes %v, English %v", key, fr, en)
		}
		if strings.ContainsAny(pair.fr, "'\u00a0\u202f") {
			t.Errorf("%s: a straight apostrophe, or a no-break space that T would set: %q", key, pair.fr)
		}
		if one, ok := strings.CutSuffix(key, "-one"); ok && texts[one+"-many"] == (text{}) {
			t.Errorf("%s has no %s-many", key, one)
		}
	}
	if n := len(entTexts) + len(appTexts) + len(runTexts); n != len(texts) {
		t.Errorf("%d texts under %d keys: a key stands in two places", n, len(texts))
	}
}

// used are the keys that pages and code ask for. Some are put together: those
// are named here by how they begin.
func used(t *testing.T) (keys, beginnings []string) {
	t.Helper()
	beginnings = []string{"cas-", "try-", "matched-", "contact-", "profile-"}
	inPage := regexp.MustCompile(`\b[tn] "([a-z-]+)"`)
	inCode := regexp.MustCompile(`"((?:[a-z]+-)*[a-z]+)"`)
	look := func(fsys fs.FS, pattern string, re *regexp.Regexp) {
		names, err := fs.Glob(fsys, pattern)
		if err != nil || len(names) == 0 {
			t.Fatal(pattern, err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "texts.go") || strings.HasSuffix(name, "_test.go") {
				continue
			}
			b, err := fs.ReadFile(fsys, name)
			if err != nil {
				t.Fatal(err)
			}
			for _, m := range re.FindAllStringSubmatch(string(b), -1) {
				keys = append(keys, m[1])
			}
		}
	}
	look(pages, "pages/*.html", inPage)
	for _, key := range keys {
		_, whole := texts[key]
		_, counted := texts[key+"-one"]
		if !whole && !counted {
			t.Errorf("a page asks for %q, which is no text", key)
		}
	}
	look(os.DirFS("."), "*.go", inCode)
	return keys, beginnings
}

func TestEveryTextIsUsed(t *testing.T) {
	keys, beginnings := used(t)
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		base := strings.TrimSuffix(strings.TrimSuffix(key, "-one"), "-many")
		begins := slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(key, b) })
		if !begins && !slices.Contains(keys, key) && !slices.Contains(keys, base) {
			t.Errorf("%s is used nowhere", key)
		}
	}
	for _, login := range tryOut {
		if _, ok := texts["try-"+login]; !ok {
			t.Errorf("no text says what %s shows", login)
		}
	}
}

func TestFrenchHasNoBreakSpaces(t *testing.T) {
	w := words{"fr"}
	if got, want := w.T("undecided-text", "X"), "du vôtre\u00a0: votre"; !strings.Contains(got, want) {
		t.Errorf("%q does not contain %q", got, want)
	}
	breakable := regexp.MustCompile(`« | »| [:;?!]`)
	for key := range texts {
		if got := w.T(key); breakable.MatchString(got) {
			t.Errorf("%s: %q", key, got)
		}
	}
}

func TestNumbersTakeTheirForm(t *testing.T) {
	for _, tt := range []struct {
		lang string
		n    int
		want string
	}{
		{"fr", 0, "0 compte"}, {"fr", 1, "1 compte"}, {"fr", 2, "2 comptes"},
		{"en", 0, "0 accounts"}, {"en", 1, "1 account"}, {"en", 2, "2 accounts"},
	} {
		if got := (words{tt.lang}).N("accounts", tt.n); got != tt.want {
			t.Errorf("%s, %d: %q, want %q", tt.lang, tt.n, got, tt.want)
		}
	}
}
