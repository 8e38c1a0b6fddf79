package main

import (
	"bytes"
	"fmt"
	"mime/multipart"
	"net/url"
	"os"
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
			s.until(s.answer(s.client.Post(s.base+"/fichiers", kind, body)), "/fichiers", "Rapprocher les comptes")
			t.Logf("read and checked after %v", time.Since(began).Round(time.Millisecond))
			s.until(s.get("/rapprochement"), "/rapprochement", "Rattachés avec certitude")
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
			first := s.post("/fin", url.Values{"passage": {run[1]}, "certain": {"oui"}})
			answered := time.Since(began)
			s.until(first, "/fin", "Choisissez l’export")
			t.Logf("ended after %v, of which %v of processor time; the first answer came after %v; at most %d MiB of memory",
				time.Since(began).Round(time.Millisecond), cpuTime(t, s)-used, answered.Round(time.Millisecond), peakMemory(t, s))
		})
	}
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
