package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/servertest"
	"github.com/entlink/entlink/examples/connector/store"
)

func TestWhereThingsAreKeptIsSaidInWords(t *testing.T) {
	for _, tt := range []struct {
		why  string
		args []string
		code int
		want string
	}{
		{"another database", []string{"--database", "mysql://x:hunter2@h/d"}, exitUsage, "attend l’URL d’une base PostgreSQL"},
		{"a database that is not there", []string{"--database", "postgres://x:hunter2@127.0.0.1:1/d?connect_timeout=1"}, exitFailed, "La base PostgreSQL ne répond pas"},
		{"sessions that are nowhere", []string{"--sessions", "x:hunter2"}, exitUsage, "attend database, memory, ou l’URL d’un serveur Redis"},
		{"a Redis server that is not there", []string{"--sessions", "redis://:hunter2@127.0.0.1:1/0"}, exitFailed, "Le serveur Redis ne répond pas"},
	} {
		stdout, stderr, code := try(t, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d")}, tt.args...)...)
		if code != tt.code || !strings.Contains(stderr, tt.want) || strings.Contains(stdout+stderr, "hunter2") {
			t.Errorf("%s: code %d, %q; want %d, %q", tt.why, code, stderr, tt.code, tt.want)
		}
	}
}

func TestPurgeInPostgreSQL(t *testing.T) {
	url := servertest.Postgres(t)
	s, err := store.OpenPostgres(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Begin(t.Context(), "x"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	stdout, stderr, code := try(t, "purge", "--data", filepath.Join(t.TempDir(), "d"), "--database", url, "--days", "0")
	if code != exitDone || !strings.Contains(stdout, "passages 1") {
		t.Errorf("code %d, %q %q", code, stdout, stderr)
	}
}

// TestARedisThatIsNotThereIsSaidOnce reads all that the program writes: the client
// has a log of its own.
func TestARedisThatIsNotThereIsSaidOnce(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), serveArgs+"="+strings.Join([]string{"serve", "--data", filepath.Join(t.TempDir(), "d"), "--sessions", "redis://127.0.0.1:1"}, "\n"))
	var said strings.Builder
	cmd.Stderr = &said
	if err := cmd.Run(); err == nil || strings.Count(said.String(), "\n") != 1 || strings.Contains(said.String(), "pool.go") {
		t.Errorf("%v, %q", err, said.String())
	}
}
