package web

import (
	"bytes"
	"context"
	"html"
	"io"
	"mime/multipart"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// open starts the pages over a store of its own.
func open(t *testing.T, opts Options) (*Site, *httptest.Server) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "d")
	s, err := store.OpenSQLite(context.Background(), dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	opts.Temp = dir
	site, err := New(s, opts)
	if err != nil {
		t.Fatal(err)
	}
	site.patience = time.Minute // whatever else the machine does
	server := httptest.NewServer(site.Handler())
	t.Cleanup(server.Close)
	return site, server
}

// atWork starts the pages with a school's files, sent by somebody who came in.
func atWork(t *testing.T, name string, school *jobtest.School) (*Site, *httptest.Server, *reader) {
	t.Helper()
	site, server := open(t, Options{})
	r := visit(t, site, server, name)
	r.send("/fichiers", files(school)...)
	return site, server, r
}

// A reader is somebody at her browser, scripts off.
type reader struct {
	t      *testing.T
	client *http.Client
	base   string
}

// A shown is a page as it is read.
type shown struct {
	status int
	url    *url.URL
	header http.Header
	body   string
}

// text is the page without markup, no-break spaces plain.
func (p shown) text() string {
	s := html.UnescapeString(regexp.MustCompile(`<[^>]*>`).ReplaceAllString(p.body, " "))
	s = strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
	return strings.Join(strings.Fields(s), " ")
}

// stranger is somebody who was not let in.
func stranger(t *testing.T, base string) *reader {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &reader{t, &http.Client{Jar: jar}, base}
}

// visitor is somebody who came in by a link.
func visit(t *testing.T, site *Site, server *httptest.Server, name string) *reader {
	t.Helper()
	r := stranger(t, server.URL)
	link := site.Admit(name)
	r.expect(r.get(link), http.StatusOK, name)
	_, secret, _ := strings.Cut(link, "jeton=")
	r.expect(r.post("/entrer", url.Values{"jeton": {secret}}), http.StatusOK, name, "Se déconnecter")
	return r
}

func (r *reader) do(req *http.Request) shown {
	r.t.Helper()
	if req.Method == http.MethodPost && req.Header.Get("Sec-Fetch-Site") == "" {
		req.Header.Set("Sec-Fetch-Site", "same-origin") // as browsers do
	}
	resp, err := r.client.Do(req)
	if err != nil {
		r.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		r.t.Fatal(err)
	}
	return shown{resp.StatusCode, resp.Request.URL, resp.Header, string(body)}
}

func (r *reader) request(method, path string, body io.Reader) *http.Request {
	r.t.Helper()
	req, err := http.NewRequestWithContext(r.t.Context(), method, r.base+path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return req
}

func (r *reader) get(path string) shown {
	r.t.Helper()
	return r.do(r.request(http.MethodGet, path, nil))
}

func (r *reader) post(path string, form url.Values) shown {
	r.t.Helper()
	req := r.request(http.MethodPost, path, strings.NewReader(form.Encode()))
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return r.do(req)
}

// A sent is a file to send.
type sent struct {
	name string
	data []byte
}

func (r *reader) send(path string, files ...sent) shown {
	r.t.Helper()
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	for _, f := range files {
		part, err := form.CreateFormFile("fichier", f.name)
		if err != nil {
			r.t.Fatal(err)
		}
		if _, err := part.Write(f.data); err != nil {
			r.t.Fatal(err)
		}
	}
	if err := form.Close(); err != nil {
		r.t.Fatal(err)
	}
	req := r.request(http.MethodPost, path, &body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	return r.do(req)
}

// expect fails unless a page has a status and reads all these texts.
func (r *reader) expect(p shown, status int, texts ...string) {
	r.t.Helper()
	if p.status != status {
		r.t.Errorf("%s: status %d, want %d: %.300s", p.url, p.status, status, p.text())
	}
	read := p.text()
	for _, want := range texts {
		if !strings.Contains(read, want) {
			r.t.Errorf("%s does not read %q: %.2000s", p.url, want, read)
		}
	}
}

// field is the value of a hidden field, or of a box when it is ticked.
func (p shown) field(t *testing.T, name string) string {
	t.Helper()
	m := regexp.MustCompile(`<input type="(?:hidden|checkbox)" name="` + name + `" value="([^"]*)"`).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("%s has no field %q", p.url, name)
	}
	return html.UnescapeString(m[1])
}

// decision is the form of a case, with the choice of somebody who has read it.
func (p shown) decision(t *testing.T, choice string) url.Values {
	t.Helper()
	return url.Values{"compte": {p.field(t, "compte")}, "vu": {p.field(t, "vu")}, "choix": {choice}}
}

// choice is the first button of a case that says the same person.
func (p shown) choice(t *testing.T) string {
	t.Helper()
	m := regexp.MustCompile(`name="choix" value="(meme:[^"]*)"`).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("%s has no candidate to choose", p.url)
	}
	return html.UnescapeString(m[1])
}

// button is the value of the first button of a name.
func (p shown) button(t *testing.T, name string) string {
	t.Helper()
	m := regexp.MustCompile(`name="` + name + `" value="([^"]*)"`).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("%s has no button %q", p.url, name)
	}
	return html.UnescapeString(m[1])
}

// link is the address of the first link to an account's page.
func (p shown) link(t *testing.T, account string) string {
	t.Helper()
	m := regexp.MustCompile(`href="([^"]*(?:compte|texte)=` + account + `)"`).FindStringSubmatch(p.body)
	if m == nil {
		t.Fatalf("%s leads to no account %s", p.url, account)
	}
	return html.UnescapeString(m[1])
}
