// Package interop drives casclient and castest against programs that nobody
// here wrote: casclient signs people in at django-cas-server and
// LemonLDAP::NG, and castest serves phpCAS and mod_auth_cas. All four are
// Debian packages; .ci/test installs them where it may. castest is also driven
// like the two servers, for it is to lead where they lead.
//
//	go test ./casclient/interop -servers if-installed -v
//
// Without the flag no program is started, and their tests are skipped. Servers
// and applications listen on free ports of the loopback interface, keep what they
// write in the test's temporary folder, and end with the test that started
// them.
package interop

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"text/template"
	"time"
)

var servers = flag.String("servers", "", "`which` real programs to start: if-installed, or all (a missing one is a failure)")

// need skips the test unless the flag asks for it and the files of Debian
// packages, each package followed by its file, are there.
func need(t *testing.T, packages ...string) {
	t.Helper()
	if *servers == "" {
		t.Skip("starts real programs: go test ./casclient/interop -servers if-installed")
	}
	for i := 0; i < len(packages); i += 2 {
		if _, err := os.Stat(packages[i+1]); err != nil {
			if *servers == "all" {
				t.Fatalf("the Debian package %s is not installed: %v", packages[i], err)
			}
			t.Skipf("the Debian package %s is not installed", packages[i])
		}
	}
}

// patience is how long a program may take to start; they need about a second.
const patience = 2 * time.Minute

// start runs a program in dir until the test ends, and returns when ready says
// that it is. What the program writes is shown if the test fails.
func start(t *testing.T, dir string, env []string, ready func() error, name string, args ...string) {
	t.Helper()
	log := filepath.Join(dir, "log")
	out, err := os.Create(log)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, out, out
	// Nothing of the tests' own environment, above all no proxy for HTTP.
	cmd.Env = append([]string{"PATH=" + os.Getenv("PATH"), "HOME=" + dir, "LC_ALL=C.UTF-8"}, env...)
	diesWithUs(cmd)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan struct{})
	go func() { cmd.Wait(); close(ended) }()
	t.Cleanup(func() {
		stop(cmd)
		<-ended
		if text, _ := os.ReadFile(log); t.Failed() {
			t.Logf("%s wrote:\n%s", name, text)
		}
	})
	deadline := time.After(patience)
	tick := time.NewTicker(20 * time.Millisecond)
	defer tick.Stop()
	for {
		err := ready()
		if err == nil {
			return
		}
		select {
		case <-tick.C:
		case <-ended:
			t.Fatalf("%s ended instead of serving (is its port taken?): %v", name, cmd.ProcessState)
		case <-deadline:
			t.Fatalf("%s does not answer after %v: %v", name, patience, err)
		}
	}
}

// answers returns a check for start: the URL answers with status 200.
func answers(client *http.Client, address string) func() error {
	return func() error {
		ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
		defer cancel()
		r, err := http.NewRequestWithContext(ctx, "GET", address, nil)
		if err != nil {
			return err
		}
		resp, err := client.Do(r)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusOK {
			return fmt.Errorf("status %d", resp.StatusCode)
		}
		return nil
	}
}

// freePort returns a port that nobody listens on, outside those that the system gives
// out by itself: of these any test beside this one may have it when it is used. Should
// another program take it before ours does, ours ends, and start says so.
func freePort(t *testing.T) int {
	t.Helper()
	for range 100 {
		port := 10_000 + rand.IntN(20_000)
		l, err := net.Listen("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err == nil {
			l.Close()
			return port
		}
	}
	t.Fatal("no port is free")
	return 0
}

// install copies the files of a folder beside this one into a new temporary
// folder, as templates that are told v, and returns that.
func install(t *testing.T, from string, v map[string]any) string {
	t.Helper()
	dir := t.TempDir()
	v["Dir"] = dir
	sources, err := filepath.Glob(filepath.Join(from, "*"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("no files in %s: %v", from, err)
	}
	for _, source := range sources {
		text, err := template.New(filepath.Base(source)).Delims("<<", ">>").Option("missingkey=error").ParseFiles(source)
		if err != nil {
			t.Fatal(err)
		}
		var b strings.Builder
		if err := text.Execute(&b, v); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, filepath.Base(source)), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}
