package main

import (
	"net"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
	"testing"
)

func TestServeAnswersProbesAndMetrics(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	metrics := l.Addr().String()
	l.Close()
	s := startPages(t, filepath.Join(t.TempDir(), "d"), "--metrics", metrics, "--base", "/connecteur", "--log", "json")
	s.get("/fichiers")
	root := strings.TrimSuffix(s.base, "/connecteur")
	for _, path := range []string{"/livez", "/readyz"} {
		if body := s.answer(http.Get(root + path)); body != "ok\n" { //nolint:noctx // the test's own server
			t.Errorf("%s: %q", path, body)
		}
	}
	body := s.answer(http.Get("http://" + metrics + "/metrics")) //nolint:noctx // the test's own server
	for _, want := range []string{`connector_requests_total{code="200",route="GET /fichiers"} `, "connector_ready 1", "go_goroutines"} {
		if !strings.Contains(body, want) {
			t.Errorf("no %s in the metrics", want)
		}
	}
}

func TestOperationsThatAreNone(t *testing.T) {
	for _, tt := range []struct {
		why  string
		args []string
		want string
	}{
		{"a log of another kind", []string{"serve", "--log", "xml"}, "json, text ou off"},
		{"an address that is none", []string{"serve", "--metrics", "9100"}, "127.0.0.1:9100"},
	} {
		if _, stderr, code := try(t, tt.args...); code != exitUsage || !strings.Contains(nbsp(stderr), tt.want) {
			t.Errorf("%s: code %d, %q, want %q", tt.why, code, stderr, tt.want)
		}
	}
}

func TestVersion(t *testing.T) {
	stdout, stderr, code := try(t, "--version")
	if want := runtime.GOOS + "/" + runtime.GOARCH + ")\n"; code != exitDone || stderr != "" || !strings.HasPrefix(stdout, "connector ") || !strings.HasSuffix(stdout, want) {
		t.Errorf("code %d, %q %q, want …%s", code, stdout, stderr, want)
	}
}

func TestWhoClicksSeesThePages(t *testing.T) {
	desktop := func(name string) string { return map[string]string{"DISPLAY": ":0"}[name] }
	none := func(string) string { return "" }
	for _, tt := range []struct {
		why                  string
		system               string
		byExplorer, terminal bool
		getenv               func(string) string
		want                 bool
	}{
		{"Windows, from the Explorer", "windows", true, true, none, true},
		{"Windows, from a console", "windows", false, true, none, false},
		{"macOS, which opens a terminal", "darwin", false, true, none, true},
		{"macOS, from a script", "darwin", false, false, none, false},
		{"Linux, from the desktop", "linux", false, false, desktop, true},
		{"Linux, from a terminal of the desktop", "linux", false, true, desktop, false},
		{"Linux, from a service", "linux", false, false, none, false},
	} {
		if got := doubleClicked(tt.system, tt.byExplorer, tt.terminal, tt.getenv); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// TestTheLinkIsNotAmongTheArguments opens a page with a browser that is a
// script, and wants the secret of the link in a file that only its owner reads.
func TestTheLinkIsNotAmongTheArguments(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the script stands in for xdg-open")
	}
	dir := t.TempDir()
	said := filepath.Join(dir, "said")
	script := "#!/bin/sh\necho \"$@\" > '" + said + ".new'\nmv '" + said + ".new' '" + said + "'\n"
	if err := os.WriteFile(filepath.Join(dir, "xdg-open"), []byte(script), 0o700); err != nil {
		t.Fatal(err)
	}
	t.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	t.Setenv("HOME", dir)
	done, err := openPage(t.Context(), "http://127.0.0.1:8090/entrer?jeton=SECRET&x=1")
	if err != nil {
		t.Fatal(err)
	}
	var args []byte
	for args == nil {
		if args, err = os.ReadFile(said); err != nil && !os.IsNotExist(err) {
			t.Fatal(err)
		}
		runtime.Gosched()
	}
	name := strings.TrimSpace(string(args))
	page, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(name, "SECRET") || !strings.Contains(string(page), `url=http://127.0.0.1:8090/entrer?jeton=SECRET&amp;x=1"`) {
		t.Errorf("the browser was given %q:\n%s", name, page)
	}
	if st, err := os.Stat(name); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("others may read it: %v, %v", st.Mode(), err)
	}
	done()
	if _, err := os.Stat(name); !os.IsNotExist(err) {
		t.Errorf("it is still there: %v", err)
	}
}

func TestMemoryStaysWithinWhatWasSaid(t *testing.T) {
	before := debug.SetMemoryLimit(-1)
	t.Cleanup(func() { debug.SetMemoryLimit(before) })
	for _, tt := range []struct {
		name   string
		memory int
		env    string
		files  int64
		want   int64
	}{
		{"as it was said", 300, "", 0, 300 << 20},
		{"short files need no more", 300, "", 10 << 20, 300 << 20},
		{"longer files get what they need", 256, "", 100 << 20, 1400 << 20},
		{"no limit", 0, "", 100 << 20, before},
		{"the system's own variable goes before", 256, "1GiB", 0, before},
	} {
		debug.SetMemoryLimit(before)
		t.Setenv("GOMEMLIMIT", tt.env)
		(&operations{memory: tt.memory}).room(tt.files)
		if got := debug.SetMemoryLimit(-1); got != tt.want {
			t.Errorf("%s: a limit of %d bytes, want %d", tt.name, got, tt.want)
		}
	}
	if _, stderr, code := try(t, "serve", "--memory", "-1"); code != exitUsage || !strings.Contains(stderr, "--memory") {
		t.Errorf("less than nothing: %d, %s", code, stderr)
	}
}
