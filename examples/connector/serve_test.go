package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"os/signal"
	"os/user"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"syscall"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// serveArgs in the environment makes this test's own program the connector, so
// that it can be killed.
const serveArgs = "CONNECTOR_TEST_ARGS"

func TestMain(m *testing.M) {
	if args := os.Getenv(serveArgs); args != "" {
		ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM) // as main does
		defer stop()
		os.Exit(run(ctx, strings.Split(args, "\n"), os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}

// A served is the pages in a process of their own.
type served struct {
	t       *testing.T
	process *exec.Cmd
	base    string
	client  *http.Client
}

// startPages starts connector serve in a process, and comes in.
func startPages(t *testing.T, data string, args ...string) *served {
	t.Helper()
	return startPagesWith(t, data, visitor(t), args...)
}

// startPagesWith is startPages for a visitor with a client of her own.
func startPagesWith(t *testing.T, data string, client *http.Client, args ...string) *served {
	t.Helper()
	return startCommand(t, client, append([]string{"serve", "--listen", "127.0.0.1:0", "--data", data, "--for", "Mme Durand"}, args...)...)
}

// startCommand starts a command that serves the pages, and comes in.
func startCommand(t *testing.T, client *http.Client, args ...string) *served {
	t.Helper()
	s := &served{t: t, process: exec.CommandContext(t.Context(), os.Args[0])}
	s.process.Env = append(os.Environ(), serveArgs+"="+strings.Join(args, "\n"))
	out, err := s.process.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.process.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.kill)
	link := ""
	lines := bufio.NewScanner(out)
	for lines.Scan() && link == "" {
		link = regexp.MustCompile(`https?://\S+`).FindString(lines.Text())
	}
	at, secret, ok := strings.Cut(link, "/entrer?jeton=")
	if !ok {
		t.Fatalf("no link was printed: %v", lines.Err())
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	s.base, s.client = at, client
	s.post("/entrer", url.Values{"jeton": {secret}})
	return s
}

// kill ends the process at once, as kill -9 does.
func (s *served) kill() {
	_ = s.process.Process.Kill() // it may be gone
	_ = s.process.Wait()
}

// answer is the page that comes, once the work that it shows has ended: on a slow
// machine what is sent may still be read when the first page is there.
func (s *served) answer(resp *http.Response, err error) string {
	s.t.Helper()
	body, _ := s.settled(resp, err)
	return body
}

// settled is answer with the address at which the page is.
func (s *served) settled(resp *http.Response, err error) (page string, at *url.URL) {
	s.t.Helper()
	if err != nil {
		s.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		s.t.Fatal(err)
	}
	if resp.StatusCode != http.StatusOK {
		s.t.Fatalf("%s: %d", resp.Request.URL, resp.StatusCode)
	}
	if bytes.Contains(body, []byte(`http-equiv="refresh"`)) {
		return s.settled(s.client.Get(resp.Request.URL.String()))
	}
	return string(body), resp.Request.URL
}

func (s *served) get(path string) string {
	s.t.Helper()
	return s.answer(s.client.Get(s.base + path))
}

func (s *served) post(path string, form url.Values) string {
	s.t.Helper()
	return s.answer(s.client.PostForm(s.base+path, form))
}

func (s *served) send(files map[string][]byte) string {
	s.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for name, data := range files {
		part, err := form.CreateFormFile("fichier", name)
		if err != nil {
			s.t.Fatal(err)
		}
		if _, err := part.Write(data); err != nil {
			s.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		s.t.Fatal(err)
	}
	return s.answer(s.client.Post(s.base+"/fichiers", form.FormDataContentType(), &body))
}

func TestDecisionsSurviveKillAtAnyMoment(t *testing.T) {
	data := filepath.Join(t.TempDir(), "données d’essai")
	school := jobtest.New(90)
	for i := 40; i < 60; i++ { // twenty more cases
		school.Pupils[i].AppBorn = fmt.Sprintf("%02d/12/2001", i-39) // one date for all would look filled in
	}
	files := map[string][]byte{"ent.csv": school.Export(), "eleves.csv": school.PupilList(nil), "responsables.csv": school.GuardianList(nil)}
	seen := regexp.MustCompile(`name="vu" value="([^"]+)"`)
	choice := regexp.MustCompile(`name="choix" value="(meme:[^"]+)"`)

	s := startPages(t, data)
	s.send(files)
	said := map[string]bool{}
	for i := 40; i < 60; i++ {
		account := school.Pupils[i].ID
		page := s.get("/homonymes/cas?compte=" + account)
		form := url.Values{"compte": {account}, "vu": {seen.FindStringSubmatch(page)[1]}, "choix": {choice.FindStringSubmatch(page)[1]}}
		if i%5 > 0 {
			s.post("/homonymes/cas", form)
			said[account] = true
			continue
		}
		// The process is killed while it answers.
		done := make(chan bool)
		go func() {
			resp, err := s.client.PostForm(s.base+"/homonymes/cas", form)
			if err == nil {
				resp.Body.Close()
			}
			done <- err == nil && resp.StatusCode == http.StatusOK
		}()
		s.kill()
		if <-done {
			said[account] = true
		}
		s = startPages(t, data)
	}
	for account := range said {
		if page := s.get("/homonymes/cas?compte=" + account); !strings.Contains(page, "Annuler cette décision") || !strings.Contains(page, "Mme Durand") {
			t.Errorf("the decision about account %s was confirmed, and is lost", account)
		}
	}
	if page := s.get("/fichiers"); !strings.Contains(page, "responsables.csv") {
		t.Error("the files are lost")
	}
}

func TestServeEndsInOrderWhenItIsTold(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no signals to send")
	}
	data := filepath.Join(t.TempDir(), "d")
	s := startPages(t, data)
	s.get("/fichiers")
	if err := s.process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := s.process.Wait(); err != nil {
		t.Errorf("%v, want exit code 0", err)
	}
	if _, err := os.Stat(filepath.Join(data, "connector.sqlite-wal")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the database was not closed: %v", err)
	}
}

func TestWhatAKilledUploadLeftIsSwept(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	if err := os.Mkdir(data, 0o700); err != nil {
		t.Fatal(err)
	}
	left := filepath.Join(data, "upload-123.tmp")
	if err := os.WriteFile(left, []byte("MARTIN;Léa"), 0o600); err != nil {
		t.Fatal(err)
	}
	startPages(t, data)
	if _, err := os.Stat(left); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a half received file is still there: %v", err)
	}
}

func TestServeRefusesWhatIsNotSafe(t *testing.T) {
	shared := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(shared, 0o755); err != nil {
		t.Fatal(err)
	}
	const openFolder = "a folder that others can read"
	for _, tt := range []struct {
		why  string
		args []string
		code int
		want string
	}{
		{"an address that others reach", []string{"serve", "--listen", "0.0.0.0:0"}, exitUsage, "pages montrent des données d’élèves"},
		{"no address", []string{"serve", "--listen", "8090"}, exitUsage, "127.0.0.1"},
		{"a path that is none", []string{"serve", "--base", "connecteur"}, exitUsage, "commence par"},
		{openFolder, []string{"serve", "--listen", "127.0.0.1:0", "--data", shared}, exitFailed, "D’autres personnes peuvent lire"},
		{"an ENT and no administrator", []string{"serve", "--cas", "https://ent.example.org/cas"}, exitUsage, "au moins un administrateur"},
		{"an ENT without encryption", []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"), "--cas", "http://ent.example.org/cas", "--admin", "x"}, exitUsage, "refusé"},
		{"an address of the pages that is none", []string{"serve", "--listen", "127.0.0.1:0", "--data", filepath.Join(t.TempDir(), "d"), "--url", "ent"}, exitUsage, "https://ent.example.fr"},
		{"a folder that is a file", []string{"purge", "--data", write(t, "f", "")}, exitFailed, "ne peut pas servir"},
		{"days that are none", []string{"purge", "--days", "-1"}, exitUsage, "négatif"},
	} {
		if tt.why == openFolder && runtime.GOOS == "windows" {
			continue // which has no such permissions
		}
		stdout, stderr, code := try(t, tt.args...)
		if code != tt.code || stdout != "" || !strings.Contains(nbsp(stderr), tt.want) {
			t.Errorf("%s: code %d, %q, %q; want code %d and %q", tt.why, code, stdout, stderr, tt.code, tt.want)
		}
	}
}

func TestWhoeverStartsTheProgramIsNamed(t *testing.T) {
	for _, tt := range []struct{ name, username, want string }{
		{"Marie Durand", "mdurand", "Marie Durand"},
		{"Marie Durand,,,", "mdurand", "Marie Durand"},
		{"", "mdurand", "mdurand"},
		{"", `SALLE-12\mdurand`, "mdurand"},
	} {
		if got := userName(&user.User{Name: tt.name, Username: tt.username}); got != tt.want {
			t.Errorf("%q, %q: %q, want %q", tt.name, tt.username, got, tt.want)
		}
	}
}

func TestPurgeOfAFolderThatIsNotThere(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "donnees")
	if stdout, stderr, code := try(t, "purge", "--data", dir); code != exitFailed || !strings.Contains(nbsp(stderr), "n’existe pas : rien n’a été effacé") {
		t.Errorf("code %d, %q %q", code, stdout, stderr)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Error("the folder was made")
	}
}

func TestRolesWithoutTheENTAreRefused(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "d")
	if _, stderr, code := try(t, "serve", "--data", dir, "--viewer-profile", "ENS"); code != exitUsage || !strings.Contains(nbsp(stderr), "ajoutez --cas") {
		t.Errorf("code %d, %q", code, stderr)
	}
}

func TestPurgeErasesARunThatNobodyEnded(t *testing.T) {
	data := filepath.Join(t.TempDir(), "d")
	s, err := store.OpenSQLite(t.Context(), data)
	if err != nil {
		t.Fatal(err)
	}
	run, err := s.Begin(t.Context(), "Mme Durand")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.AddFile(t.Context(), store.File{Run: run.ID, Role: store.Roster}, strings.NewReader("MARTIN")); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ days, runs, files int }{{90, 0, 0}, {0, 1, 1}} {
		stdout, stderr, code := try(t, "purge", "--data", data, "--days", fmt.Sprint(tt.days))
		if want := fmt.Sprintf("passages %d, fichiers %d", tt.runs, tt.files); code != exitDone || !strings.Contains(stdout, want) {
			t.Errorf("%d days: code %d, %q %q; want %q", tt.days, code, stdout, stderr, want)
		}
	}
}
