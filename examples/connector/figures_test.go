package main

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

// measure in the environment takes the figures: MEASURE=1 go test -run Figures -v .
const measure = "MEASURE"

// TestFigures takes the figures of connector serve as a browser sees them, in a
// process of its own: how long an import takes until its accounts are matched,
// how long each page takes after that, how long the end takes, and the most
// memory that the program had. Pages are the median of nine. Processor time is
// what tells on a machine that does other things too.
func TestFigures(t *testing.T) {
	if os.Getenv(measure) == "" {
		t.Skipf("it takes a minute; set %s to 1", measure)
	}
	for _, tt := range []struct {
		size int // accounts
		page time.Duration
	}{{2_500, 50 * time.Millisecond}, {100_000, 200 * time.Millisecond}} {
		t.Run(fmt.Sprint(tt.size, " accounts"), func(t *testing.T) {
			dir := t.TempDir()
			if stdout, stderr, code := try(t, "sample", "--size", fmt.Sprint(tt.size), "--seed", "7", "--out", dir); code != 0 {
				t.Fatal(stdout, stderr)
			}
			files := map[string][]byte{}
			for _, name := range []string{"ent.csv", "app.csv"} {
				data, err := os.ReadFile(filepath.Join(dir, name))
				if err != nil {
					t.Fatal(err)
				}
				files[name] = data
			}
			s := startPages(t, filepath.Join(dir, "d"))
			body, kind := formOf(t, files)
			began, used := time.Now(), cpuTime(t, s)
			resp, err := s.client.Post(s.base+"/fichiers", kind, body)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			t.Logf("received, and the first page there, after %v", time.Since(began).Round(time.Millisecond))
			worst := s.waited("/fichiers", "Rapprocher les comptes")
			t.Logf("read and checked after %v; the slowest page meanwhile took %v", time.Since(began).Round(time.Millisecond), worst)
			worst = s.waited("/rapprochement", "Rattachés avec certitude")
			t.Logf("the slowest page while accounts were matched took %v", worst)
			t.Logf("matched after %v, of which %v of processor time; at most %d MiB of memory", time.Since(began).Round(time.Millisecond), cpuTime(t, s)-used, peakMemory(t, s))

			for _, g := range guardIn.FindAllStringSubmatch(s.get("/rapprochement"), -1) {
				s.post("/rapprochement/garde", url.Values{"garde": {g[1]}, "nombre": {g[2]}})
			}
			s.until(s.get("/prevision"), "/prevision", "import.csv")
			for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes?texte=martin", "/homonymes/suivant", "/comptes?texte=martin",
				"/prevision", "/prevision?sort=changed&page=3", "/retour", "/controle", "/connexions", "/journal"} {
				var times []time.Duration
				for range 9 {
					start := time.Now()
					s.get(path)
					times = append(times, time.Since(start))
				}
				slices.Sort(times)
				verdict := ""
				if times[4] > tt.page {
					verdict = fmt.Sprintf(", and the goal is %v", tt.page)
				}
				t.Logf("%-32s %v%s", path, times[4].Round(100*time.Microsecond), verdict)
			}

			run := regexp.MustCompile(`name="passage" value="([^"]*)"`).FindStringSubmatch(s.get("/retour"))
			began, used = time.Now(), cpuTime(t, s)
			if resp, err = s.client.PostForm(s.base+"/fin", url.Values{"passage": {run[1]}, "certain": {"oui"}}); err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			answered := time.Since(began)
			worst = s.waited("/fin", "Choisissez l’export")
			t.Logf("ended after %v, of which %v of processor time; the first answer came after %v, the slowest later one took %v; at most %d MiB of memory",
				time.Since(began).Round(time.Millisecond), cpuTime(t, s)-used, answered.Round(time.Millisecond), worst, peakMemory(t, s))
		})
	}
}

// TestFiguresOfTheDemonstration takes how long the demonstration takes to be ready.
func TestFiguresOfTheDemonstration(t *testing.T) {
	if os.Getenv(measure) == "" {
		t.Skipf("it takes a moment of a quiet machine; set %s to 1", measure)
	}
	began := time.Now()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), serveArgs+"=demo")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Wait() }()
	defer func() { _ = cmd.Process.Kill() }()
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if address := regexp.MustCompile(`http://\S+`).FindString(lines.Text()); address != "" {
			resp, err := http.Get(address)
			if err != nil {
				t.Fatal(err)
			}
			resp.Body.Close()
			t.Logf("the first page is there after %v", time.Since(began).Round(time.Millisecond))
			return
		}
	}
	t.Error("no address was printed")
}

// guardIn finds the guards of a page, and their numbers with no-break spaces.
var guardIn = regexp.MustCompile(`<h2 id="g-([a-z]+)">([0-9\x{a0}\x{202f}]+)`)

// until asks for a page again while it shows how far a work is.
func (s *served) until(page, path, text string) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); !strings.Contains(page, text); page = s.get(path) {
		if time.Now().After(end) {
			s.t.Fatalf("%s does not read %q", path, text)
		}
	}
}

// waited asks for a page until it has a text, as a browser does while a work
// lasts, and returns how long the slowest answer took.
func (s *served) waited(path, text string) (worst time.Duration) {
	s.t.Helper()
	for end := time.Now().Add(time.Minute); ; time.Sleep(200 * time.Millisecond) {
		start := time.Now()
		resp, err := s.client.Get(s.base + path)
		if err != nil {
			s.t.Fatal(err)
		}
		page, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		worst = max(worst, time.Since(start).Round(time.Millisecond))
		if err == nil && bytes.Contains(page, []byte(text)) {
			return worst
		}
		if err != nil || time.Now().After(end) {
			s.t.Fatalf("%s does not read %q: %v", path, text, err)
		}
	}
}

func formOf(t *testing.T, files map[string][]byte) (body *bytes.Buffer, kind string) {
	t.Helper()
	body = new(bytes.Buffer)
	form := multipart.NewWriter(body)
	for name, data := range files {
		part, err := form.CreateFormFile("fichier", name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	return body, form.FormDataContentType()
}

// peakMemory is the most that a process has had, in MiB.
func peakMemory(t *testing.T, s *served) int {
	t.Helper()
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", s.process.Process.Pid))
	if err != nil {
		t.Skip("the system does not tell a process's memory: ", err)
	}
	m := regexp.MustCompile(`VmHWM:\s*(\d+) kB`).FindSubmatch(status)
	if m == nil {
		t.Skip("the system does not tell a process's memory")
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n >> 10
}

// cpuTime is the processor time that a process has used so far.
func cpuTime(t *testing.T, s *served) time.Duration {
	t.Helper()
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", s.process.Process.Pid))
	if err != nil {
		t.Skip("the system does not tell a process's time: ", err)
	}
	_, rest, _ := bytes.Cut(stat, []byte(") "))
	fields := strings.Fields(string(rest))
	total := 0
	for _, f := range fields[11:13] { // utime and stime, in hundredths of a second
		n, err := strconv.Atoi(f)
		if err != nil {
			t.Fatal(err)
		}
		total += n
	}
	return time.Duration(total) * 10 * time.Millisecond
}
