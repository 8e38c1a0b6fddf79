package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestReadmeIsTested holds that every Go snippet of the README stands in an
// Example that is compiled and run, but for its indentation.
func TestReadmeIsTested(t *testing.T) {
	root := filepath.Join("..", "..")
	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if n := strings.Count(string(readme), "\n"); n > 120 {
		t.Errorf("README.md has %d lines, want at most 120", n)
	}
	var examples strings.Builder
	for _, pattern := range []string{"*/example_test.go", "*/*/example_test.go", "*/*/*/example_test.go"} {
		files, err := filepath.Glob(filepath.Join(root, pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range files {
			b, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			examples.WriteString(plain(string(b)))
		}
	}
	snippets := regexp.MustCompile("(?s)```go\n(.*?)```").FindAllStringSubmatch(string(readme), -1)
	if len(snippets) < 4 {
		t.Errorf("%d Go snippets, want one a package and the glue at least", len(snippets))
	}
	for _, s := range snippets {
		if !strings.Contains(examples.String(), plain(s[1])) {
			t.Errorf("no Example holds this snippet of the README:\n%s", s[1])
		}
	}
}

// plain drops indentation and the spaces that gofmt puts before comments.
func plain(s string) string {
	var b strings.Builder
	for l := range strings.Lines(s) {
		b.WriteString(strings.Join(strings.Fields(l), " ") + "\n")
	}
	return b.String()
}
