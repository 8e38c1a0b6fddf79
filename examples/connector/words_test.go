package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// TestEveryMessageExists finds the keys in the program's text: each must have
// its message, and each message must be said somewhere.
func TestEveryMessageExists(t *testing.T) {
	names, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, n := range names {
		if strings.HasSuffix(n, "_test.go") || strings.HasSuffix(n, "texts.go") {
			continue
		}
		b, err := os.ReadFile(n)
		if err != nil {
			t.Fatal(err)
		}
		code.Write(b)
	}
	said := func(key string) bool {
		return strings.Contains(code.String(), `"`+key+`"`) || strings.HasPrefix(key, "severity-") ||
			strings.HasPrefix(key, "profile-") || strings.HasPrefix(key, "status-") || strings.HasPrefix(key, "guard-") ||
			strings.HasPrefix(key, "proof-") || strings.HasPrefix(key, "man-exit-") || strings.HasPrefix(key, "verify-fault-")
	}
	texts, counts := map[string]text{}, map[string]count{}
	for _, part := range parts {
		maps.Copy(texts, part.Texts)
		maps.Copy(counts, part.Counts)
	}
	for _, m := range regexp.MustCompile(`(?:say|line|some|needArgs)\((?:w, )?"([a-z-]+)"[,)]`).FindAllStringSubmatch(code.String(), -1) {
		if _, ok := texts[m[1]]; !ok && counts[m[1]] == (count{}) {
			t.Errorf("no message %q", m[1])
		}
	}
	for key, x := range texts {
		if x[0] == "" || x[1] == "" {
			t.Errorf("message %q lacks a language", key)
		}
		if !said(key) {
			t.Errorf("message %q is never said", key)
		}
	}
	for key := range counts {
		if !said(key) {
			t.Errorf("message %q is never said", key)
		}
	}
}

func TestCountsInBothLanguages(t *testing.T) {
	for _, tt := range []struct {
		lang string
		n    int
		want string
	}{
		{"fr", 0, "  0 compte lié"}, {"fr", 1, "  1 compte lié"}, {"fr", 2, "  2 comptes liés"}, {"fr", 1234, "  1 234 comptes liés"},
		{"en", 0, "  0 accounts linked"}, {"en", 1, "  1 account linked"}, {"en", 1234, "  1,234 accounts linked"},
	} {
		if got := nbsp(wordsFor(tt.lang).say("match-linked", tt.n)); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.lang, got, tt.want)
		}
	}
}

// Help is in one language, and its columns are aligned by letters: É is two bytes.
func TestHelpColumns(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		root := rootCommand(wordsFor(lang), &settings{})
		for _, c := range append(root.Commands(), root) {
			lines := strings.Split(c.UsageString(), "\n")
			column := -1
			for _, l := range lines {
				if lang == "fr" && strings.Contains(l, "(default") {
					t.Errorf("%s speaks English: %q", c.Name(), l)
				}
				_, rest, flag := strings.Cut(l, "  --")
				if !flag {
					continue
				}
				before, _, _ := strings.Cut(rest, "   ")
				meaning := strings.TrimLeft(strings.TrimPrefix(rest, before), " ")
				at := utf8.RuneCountInString(l) - utf8.RuneCountInString(meaning)
				if column < 0 {
					column = at
				}
				if at != column {
					t.Errorf("%s: %q begins in column %d, want %d", c.Name(), meaning, at, column)
				}
			}
		}
	}
}
