package demo

import (
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/wording"
)

var verbs = regexp.MustCompile(`%[a-z]`)

// all are the texts of the demonstration by key, those that go with a number in
// the form for several.
func all() map[string]wording.Text {
	texts := map[string]wording.Text{}
	for _, part := range parts {
		maps.Copy(texts, part.Texts)
		for key, c := range part.Counts {
			texts[key] = wording.Text{c[1], c[3]}
		}
	}
	return texts
}

func TestEveryTextIsThereInBothLanguages(t *testing.T) {
	for key, c := range appCounts {
		for form, text := range c {
			if text == "" || strings.Count(text, "%d") != strings.Count(c[0], "%d") {
				t.Errorf("%s, form %d: %q", key, form, text)
			}
		}
	}
	for key, pair := range all() {
		if pair[0] == "" || pair[1] == "" {
			t.Errorf("%s: French %q, English %q", key, pair[0], pair[1])
		}
		if fr, en := verbs.FindAllString(pair[0], -1), verbs.FindAllString(pair[1], -1); len(fr) != len(en) {
			t.Errorf("%s: French takes %v, English %v", key, fr, en)
		}
		if strings.ContainsAny(pair[0], "'\u00a0\u202f") {
			t.Errorf("%s: a straight apostrophe, or a no-break space that T would set: %q", key, pair[0])
		}
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
	texts := all()
	for _, key := range keys {
		if _, ok := texts[key]; !ok {
			t.Errorf("a page asks for %q, which is no text", key)
		}
	}
	look(os.DirFS("."), "*.go", inCode)
	return keys, beginnings
}

func TestEveryTextIsUsed(t *testing.T) {
	keys, beginnings := used(t)
	texts := all()
	for _, key := range slices.Sorted(maps.Keys(texts)) {
		begins := slices.ContainsFunc(beginnings, func(b string) bool { return strings.HasPrefix(key, b) })
		if !begins && !slices.Contains(keys, key) {
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
	for key := range all() {
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
