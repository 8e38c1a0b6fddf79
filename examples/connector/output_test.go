package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestWriteAllOrNothing(t *testing.T) {
	full := errors.New("no space left on device")
	good := func(s string) func(io.Writer) error {
		return func(w io.Writer) error { _, err := io.WriteString(w, s); return err }
	}
	bad := func(w io.Writer) error { _, _ = io.WriteString(w, "half"); return full }
	for _, tt := range []struct {
		why    string
		before map[string]string
		force  bool
		second func(io.Writer) error
		fails  bool
		want   map[string]string
	}{
		{"into an empty folder", nil, false, good("2"), false, map[string]string{"a": "1", "b": "2"}},
		{"a full disk leaves nothing", nil, false, bad, true, map[string]string{}},
		{"a full disk leaves what was there", map[string]string{"a": "old"}, true, bad, true, map[string]string{"a": "old"}},
		{"nothing is written over", map[string]string{"b": "old"}, false, good("2"), true, map[string]string{"b": "old"}},
		{"but with force", map[string]string{"b": "old", "c": "mine"}, true, good("2"), false, map[string]string{"a": "1", "b": "2", "c": "mine"}},
	} {
		t.Run(tt.why, func(t *testing.T) {
			dir := t.TempDir()
			for name, content := range tt.before {
				if err := os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			err := writeAll(dir, tt.force, output{"a", good("1")}, output{"b", tt.second})
			if (err != nil) != tt.fails {
				t.Errorf("error %v, want one: %v", err, tt.fails)
			}
			if diff := cmp.Diff(content(dir), tt.want); diff != "" {
				t.Errorf("folder (-got +want):\n%s", diff)
			}
		})
	}
}

// A spreadsheet keeps its file from being replaced, on Windows only.
func TestWriteAllOrNothingOverAFileThatIsOpen(t *testing.T) {
	dir := t.TempDir()
	want := map[string]string{"a": "new", "b": "new"}
	for name := range want {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("old"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open, err := os.Open(filepath.Join(dir, "b"))
	if err != nil {
		t.Fatal(err)
	}
	defer open.Close()
	var says string
	if runtime.GOOS == "windows" {
		want, says = map[string]string{"a": "old", "b": "old"}, "sans doute un tableur"
	}
	write := func(w io.Writer) error { _, err := io.WriteString(w, "new"); return err }
	err = wordsFor("fr").writeAll(dir, true, output{"a", write}, output{"b", write})
	if (err != nil) != (says != "") || err != nil && !strings.Contains(nbsp(err.Error()), says) {
		t.Errorf("error %v, want %q", err, says)
	}
	if diff := cmp.Diff(content(dir), want); diff != "" {
		t.Errorf("folder (-got +want):\n%s", diff)
	}
}

// content is what the files of a folder hold.
func content(dir string) map[string]string {
	files := map[string]string{}
	es, _ := os.ReadDir(dir)
	for _, e := range es {
		b, _ := os.ReadFile(filepath.Join(dir, e.Name()))
		files[e.Name()] = string(b)
	}
	return files
}

func TestWriteAllTakesItsFolderAway(t *testing.T) {
	top := t.TempDir()
	fail := output{"a", func(io.Writer) error { return io.ErrShortWrite }}
	if err := writeAll(filepath.Join(top, "x", "y"), false, fail); !errors.Is(err, io.ErrShortWrite) {
		t.Errorf("error %v, want a short write", err)
	}
	if es, _ := os.ReadDir(top); len(es) != 0 {
		t.Errorf("left behind: %v", es)
	}
}
