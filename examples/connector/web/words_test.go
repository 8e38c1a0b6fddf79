package web

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/wording"
)

// TestEveryTextExistsAndIsUsed finds the keys in the program and its pages.
func TestEveryTextExistsAndIsUsed(t *testing.T) {
	var all strings.Builder
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range names {
		if strings.HasSuffix(n, "_test.go") || strings.HasSuffix(n, "texts.go") {
			continue
		}
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(b)
	}
	err = fs.WalkDir(pageFiles, "pages", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		b, err := fs.ReadFile(pageFiles, path)
		all.Write(b)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	code := all.String()
	texts, counts := map[string]wording.Text{}, map[string]wording.Count{}
	for _, part := range parts {
		maps.Copy(texts, part.Texts)
		maps.Copy(counts, part.Counts)
	}
	for _, m := range regexp.MustCompile(`(?:\$?\.T |\$page\.T |\.Say\(|p\.T\()"([a-z0-9-]+)"`).FindAllStringSubmatch(code, -1) {
		if _, one := texts[m[1]]; !one && counts[m[1]] == (wording.Count{}) && !strings.HasSuffix(m[1], "-") {
			t.Errorf("no text %q", m[1])
		}
	}
	// Keys made of two parts: the first stands in the program, the second comes
	// from a table or another package.
	made := []string{"alert-", "judged-", "severity-", "total-", "guard-", "standing-", "row-", "outcome-", "way-", "proof-", "event-", "said-", "profile-", "account-", "list-", "run-"}
	for key, x := range texts {
		if x[0] == "" || x[1] == "" {
			t.Errorf("text %q lacks a language", key)
		}
	}
	var keys []string
	for key := range texts {
		keys = append(keys, key)
	}
	for key := range counts {
		keys = append(keys, key)
	}
	for _, key := range keys {
		if !strings.Contains(code, `"`+key+`"`) && !slices.ContainsFunc(made, func(p string) bool { return strings.HasPrefix(key, p) }) {
			t.Errorf("text %q is never shown", key)
		}
	}
}

func TestThePagesSpeakBothLanguages(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.expect(r.get("/fichiers"), 200, "Vérifier les fichiers", "English")
	p := r.post("/langue", map[string][]string{"langue": {"en"}, "retour": {"/fichiers"}})
	r.expect(p, 200, "Check the files", "Français")
	if !strings.Contains(p.body, `<html lang="en">`) {
		t.Error("the page does not say its language")
	}
	for _, away := range []string{"https://attacker.example/", "//attacker.example/", `/\attacker.example`, "nowhere"} {
		p := r.post("/langue", map[string][]string{"langue": {"fr"}, "retour": {away}})
		if p.url.Host != r.get("/fichiers").url.Host {
			t.Errorf("%s led to %s", away, p.url)
		}
	}
}

func TestFrenchTextsHaveTheirSpaces(t *testing.T) {
	w := messages.In("fr")
	if got, want := w.Say("people", 1234), "1\u202f234 personnes"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := w.Say("has", 0), "Aucun compte ne porte encore le bon identifiant."; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if got, want := w.Say("why"), "Pourquoi ce cas\u202f:"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestColumnsAreNamedAsSpreadsheetsDo(t *testing.T) {
	for n, want := range map[int]string{1: "A", 26: "Z", 27: "AA", 52: "AZ", 703: "AAA"} {
		if got := column(n); got != want {
			t.Errorf("column %d: %q, want %q", n, got, want)
		}
	}
}
