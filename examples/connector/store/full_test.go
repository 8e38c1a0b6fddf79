package store

import (
	"errors"
	"strings"
	"testing"
)

// TestAFullDiskHasAName keeps a file that has no room: SQLite bounds its own pages,
// and says the same as of a disk that is full.
func TestAFullDiskHasAName(t *testing.T) {
	_, s, run := openRun(t)
	db := s.(*database).db
	db.SetMaxOpenConns(1) // the bound is the connection's own
	if _, err := db.ExecContext(t.Context(), `PRAGMA max_page_count = 60`); err != nil {
		t.Fatal(err)
	}
	_, err := s.AddFile(t.Context(), File{Run: run.ID, Role: Received}, strings.NewReader(strings.Repeat("x", 1<<20)))
	if !errors.Is(err, ErrFull) {
		t.Errorf("error %v, want %v", err, ErrFull)
	}
	if files, err := s.Files(t.Context(), run.ID); err != nil || len(files) > 0 {
		t.Errorf("%v, %v, want no file", files, err)
	}
	if _, err := s.AddFile(t.Context(), File{Run: run.ID, Role: Received}, strings.NewReader("x")); err != nil {
		t.Errorf("a file that has room: %v", err)
	}
}
