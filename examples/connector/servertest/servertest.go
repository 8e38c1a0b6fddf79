// Package servertest starts the servers that tests need, PostgreSQL and Redis as
// Debian has them, for one test each: on sockets and ports of their own, with
// nothing kept. Where they are not installed the test is skipped.
package servertest

import (
	"context"
	"errors"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// patience is how long a server may take to start, or to end, on a machine that has
// much else to do.
const patience = 2 * time.Minute

// Postgres starts a PostgreSQL server that ends with the test, and returns the
// URL of its empty database.
func Postgres(t testing.TB) (url string) {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("PostgreSQL is tried through a Unix socket")
	}
	initdb, server := program("initdb"), program("postgres")
	if initdb == "" || server == "" {
		t.Skip("PostgreSQL is not installed")
	}
	// A short name: sockets' names are at most about a hundred bytes long.
	dir, err := os.MkdirTemp("", "pg-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	as := servant(t, dir)
	data := filepath.Join(dir, "data")
	run(t, append(as, initdb, "--pgdata", data, "--username", "postgres", "--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"))
	start(t, dir, append(as, server, "-D", data, "-k", dir, "-c", "listen_addresses=", "-c", "fsync=off", "-c", "max_connections=60"))
	await(t, func() error { // it listens before it is ready, and says here when it is
		said, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
		if err == nil && !strings.Contains(string(said), "\nready") {
			err = errors.New("PostgreSQL is starting up")
		}
		return err
	})
	return "postgres://postgres@/postgres?host=" + dir
}

// servant is how to run a program that does not want to be root's: as the user
// postgres, to whom the folder is given, if root runs the tests.
func servant(t testing.TB, dir string) (prefix []string) {
	t.Helper()
	if os.Getuid() != 0 {
		return nil
	}
	u, err := user.Lookup("postgres")
	if err != nil {
		t.Skip("there is no user postgres, and PostgreSQL does not run as root")
	}
	uid, err := strconv.Atoi(u.Uid)
	if err != nil {
		t.Fatal(err)
	}
	gid, err := strconv.Atoi(u.Gid)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chown(dir, uid, gid); err != nil {
		t.Fatal(err)
	}
	setpriv := program("setpriv")
	if setpriv == "" {
		t.Skip("setpriv is not installed, and PostgreSQL does not run as root")
	}
	return []string{setpriv, "--reuid", u.Uid, "--regid", u.Gid, "--clear-groups", "--pdeathsig", "QUIT"}
}

// Redis starts a Redis server that ends with the test, and returns its URL.
func Redis(t testing.TB) (url string) {
	t.Helper()
	server := program("redis-server")
	if server == "" {
		t.Skip("Redis is not installed")
	}
	dir, err := os.MkdirTemp("", "redis-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := os.RemoveAll(dir); err != nil {
			t.Error(err)
		}
	})
	socket := filepath.Join(dir, "s")
	start(t, dir, []string{server, "--port", "0", "--unixsocket", socket, "--save", "", "--appendonly", "no", "--dir", dir})
	await(t, func() error {
		var d net.Dialer
		c, err := d.DialContext(t.Context(), "unix", socket)
		if err == nil {
			c.Close()
		}
		return err
	})
	return "unix://" + socket
}

// program finds a program, where Debian keeps those of PostgreSQL too.
func program(name string) string {
	if path, err := exec.LookPath(name); err == nil {
		return path
	}
	found, err := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if err != nil || len(found) == 0 {
		return ""
	}
	return found[len(found)-1]
}

func run(t testing.TB, command []string) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), command[0], command[1:]...)
	cmd.Dir = "/"
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, out)
	}
}

// start runs a server until the test is over.
func start(t testing.TB, dir string, command []string) {
	t.Helper()
	ctx, stop := context.WithCancel(context.WithoutCancel(t.Context()))
	cmd := exec.CommandContext(ctx, command[0], command[1:]...)
	cmd.Dir = "/"
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) } // at once, open connections or not
	cmd.WaitDelay = patience
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		t.Fatal(err)
	}
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		stop()
		_ = cmd.Wait() // it was told to go
		log.Close()
		if t.Failed() {
			if said, err := os.ReadFile(log.Name()); err == nil {
				lines := slices.Collect(strings.Lines(string(said)))
				t.Logf("the last words of %s:\n%s", command[0], strings.Join(lines[max(0, len(lines)-20):], ""))
			}
		}
	})
}

// await waits until a server is ready.
func await(t testing.TB, ready func() error) {
	t.Helper()
	for end := time.Now().Add(patience); ; {
		err := ready()
		if err == nil {
			return
		}
		if time.Now().After(end) {
			t.Fatalf("the server is not ready: %v", err)
		}
		pause := time.NewTimer(20 * time.Millisecond)
		select {
		case <-pause.C:
		case <-t.Context().Done():
			t.Fatal(t.Context().Err())
		}
	}
}
