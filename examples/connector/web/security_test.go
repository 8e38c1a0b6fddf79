package web

import (
	"bytes"
	"context"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// paths are all that a visitor who was let in may ask for.
var paths = []struct{ method, path string }{
	{http.MethodGet, "/"}, {http.MethodGet, "/fichiers"}, {http.MethodPost, "/fichiers"}, {http.MethodPost, "/fichiers/retirer"},
	{http.MethodGet, "/fichiers/constats.csv"}, {http.MethodGet, "/rapprochement"}, {http.MethodPost, "/rapprochement/etablissement"},
	{http.MethodPost, "/rapprochement/garde"}, {http.MethodGet, "/homonymes"}, {http.MethodGet, "/homonymes/suivant"},
	{http.MethodGet, "/homonymes/registre.txt"}, {http.MethodGet, "/homonymes/cas"}, {http.MethodPost, "/homonymes/cas"}, {http.MethodGet, "/prevision"},
	{http.MethodGet, "/prevision/import.csv"}, {http.MethodGet, "/prevision/a-saisir"}, {http.MethodGet, "/prevision/a-saisir.csv"}, {http.MethodGet, "/prevision/restaurer.csv"},
	{http.MethodGet, "/comptes"}, {http.MethodPost, "/comptes"}, {http.MethodGet, "/retour"}, {http.MethodPost, "/retour"}, {http.MethodGet, "/controle"}, {http.MethodPost, "/controle"},
	{http.MethodPost, "/fin"}, {http.MethodGet, "/journal"}, {http.MethodPost, "/sortir"}, {http.MethodGet, "/nothing"},
}

func TestWithoutALinkNothingOpens(t *testing.T) {
	site, server := open(t, Options{})
	in := visit(t, site, server, "Mme Durand")
	in.send("/fichiers", files(jobtest.New(30))...)
	out := stranger(t, server.URL)
	for _, p := range paths {
		got := out.do(out.request(p.method, p.path, strings.NewReader("")))
		if got.status != http.StatusUnauthorized || strings.Contains(got.body, "ent.csv") {
			t.Errorf("%s %s: %d, want 401", p.method, p.path, got.status)
		}
	}
	out.expect(out.get("/entrer?jeton=guessed"), http.StatusUnauthorized, "Ce lien a déjà servi")
	out.expect(out.post("/entrer", url.Values{"jeton": {""}}), http.StatusUnauthorized)
}

func TestALinkWorksOnceAndASessionEnds(t *testing.T) {
	now := time.Date(2026, time.September, 1, 9, 0, 0, 0, time.UTC)
	site, server := open(t, Options{Now: func() time.Time { return now }})
	link := site.Admit("Mme Durand")
	_, secret, _ := strings.Cut(link, "jeton=")
	first, second := stranger(t, server.URL), stranger(t, server.URL)
	second.expect(second.get(link), http.StatusOK, "Mme Durand") // looking at it does not use it
	first.expect(first.post("/entrer", url.Values{"jeton": {secret}}), http.StatusOK, "Fichiers")
	second.expect(second.post("/entrer", url.Values{"jeton": {secret}}), http.StatusUnauthorized, "Ce lien a déjà servi")
	now = now.Add(sessionTerm + time.Second)
	first.expect(first.get("/fichiers"), http.StatusUnauthorized)

	third := visit(t, site, server, "M. Roussel")
	third.expect(third.post("/sortir", nil), http.StatusOK, "Vous êtes déconnecté")
	third.expect(third.get("/fichiers"), http.StatusUnauthorized)
}

func TestTheSessionCookieIsOutOfReach(t *testing.T) {
	site, server := open(t, Options{})
	_, secret, _ := strings.Cut(site.Admit("Mme Durand"), "jeton=")
	r := stranger(t, server.URL)
	r.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	p := r.post("/entrer", url.Values{"jeton": {secret}})
	if c := p.header.Get("Set-Cookie"); !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Strict") || strings.Contains(c, secret) {
		t.Errorf("cookie %q", c)
	}
}

func TestOtherSitesFormsAndNamesAreRefused(t *testing.T) {
	site, server := open(t, Options{Hosts: []string{}})
	site.options.Hosts = []string{strings.TrimPrefix(server.URL, "http://")}
	r := visit(t, site, server, "Mme Durand")
	for _, p := range paths {
		if p.method != http.MethodPost {
			continue
		}
		req := r.request(p.method, p.path, strings.NewReader("choix=autre"))
		req.Header.Set("Sec-Fetch-Site", "cross-site")
		r.expect(r.do(req), http.StatusForbidden, "envoyé par un autre site")
	}
	req := r.request(http.MethodGet, "/fichiers", nil)
	req.Host = "attacker.example"
	r.expect(r.do(req), http.StatusMisdirectedRequest)
}

// TestFormsAreShort has anybody send what does not end, to each form that has no
// files: the choice of a language above all, for which nobody has to come in.
func TestFormsAreShort(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	for _, p := range append(paths, struct{ method, path string }{http.MethodPost, "/langue"}, struct{ method, path string }{http.MethodPost, "/entrer"}) {
		if p.method != http.MethodPost || p.path == "/fichiers" || p.path == "/controle" || p.path == "/sortir" {
			continue
		}
		for _, kind := range []string{"application/x-www-form-urlencoded", "multipart/form-data; boundary=x"} {
			body := &counted{Reader: io.MultiReader(strings.NewReader("--x\r\nContent-Disposition: form-data; name=\"a\"; filename=\"a\"\r\n\r\n"), io.LimitReader(zeros{}, 64<<20))}
			req := httptest.NewRequest(p.method, server.URL+p.path, body)
			req.Header.Set("Content-Type", kind)
			req.Header.Set("Sec-Fetch-Site", "same-origin")
			u, err := url.Parse(server.URL)
			if err != nil {
				t.Fatal(err)
			}
			for _, c := range r.client.Jar.Cookies(u) {
				req.AddCookie(c)
			}
			site.Handler().ServeHTTP(httptest.NewRecorder(), req)
			if body.n > maxForm+8<<10 {
				t.Errorf("%s reads %d bytes of %s", p.path, body.n, kind)
			}
		}
	}
}

// zeros are letters without an end.
type zeros struct{}

func (zeros) Read(b []byte) (int, error) {
	for i := range b {
		b[i] = '0'
	}
	return len(b), nil
}

// A counted counts what is read of it.
type counted struct {
	io.Reader
	n int
}

func (c *counted) Read(b []byte) (int, error) {
	n, err := c.Reader.Read(b)
	c.n += n
	return n, err
}

func TestHeadersOfEveryAnswer(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	for _, path := range []string{"/fichiers", "/style.css", "/nothing", "/entrer"} {
		p := r.get(path)
		if csp := p.header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self';") || strings.Contains(csp, "unsafe") {
			t.Errorf("%s: Content-Security-Policy %q", path, csp)
		}
		for _, foreign := range []string{"http://", "https://", "//cdn", "style=", "<script>", "onclick"} {
			if strings.Contains(p.body, foreign) {
				t.Errorf("%s has %q, which the policy forbids", path, foreign)
			}
		}
	}
}

func TestNamesAreTextAndNotMarkup(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	const evil = `<script>alert(1)</script>`
	school.Pupils[0].First, school.Pupils[1].First = evil+`"'&`, evil+`"'&`
	school.Pupils[0].Last, school.Pupils[1].Last = "=cmd|' /C calc'!A0", "=cmd|' /C calc'!A0"
	r := visit(t, site, server, `<b>Durand</b>`)
	send := files(school)
	send[0].name = `<img src=x onerror=alert(1)>.csv`
	r.send("/fichiers", send...)
	for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes/cas?compte=1000", "/prevision?sort=homonym", "/prevision?sort=unknown", "/prevision/a-saisir", "/journal", "/comptes?texte=script", "/homonymes?texte=" + url.QueryEscape(evil)} {
		p := r.get(path)
		r.expect(p, http.StatusOK)
		for _, bad := range []string{"<script>", "<img", "<b>Durand"} {
			if strings.Contains(p.body, bad) {
				t.Errorf("%s lets %q through", path, bad)
			}
		}
	}
	// What goes into a spreadsheet runs nothing there.
	for _, path := range []string{"/prevision/a-saisir.csv"} {
		for line := range strings.Lines(r.get(path).body) {
			for _, cell := range strings.Split(line, ";") {
				if strings.HasPrefix(strings.Trim(cell, `"`), "=") {
					t.Errorf("%s has a formula: %s", path, line)
				}
			}
		}
	}
}

func TestFilesThatAreNoneAreRefusedInWords(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	school := jobtest.New(30)
	for _, tt := range []struct {
		why  string
		file sent
		want string
	}{
		{"an archive under the name of a list", sent{"ent.csv", []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00")}, "ZIP"},
		{"an empty file", sent{"ent.csv", nil}, "vide"},
		{"a picture", sent{"photo.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00")}, "une image"},
		{"people written with another separator", sent{"ent.csv", []byte("Guid;Nom;Prénom;Profil\nf73d0f72-0958-4b8f-85f7-a58a96d95220,ROY,Jean,ELV\n")}, "autre séparateur"},
		{"a header alone", sent{"ent.csv", []byte("Guid;Nom;Prénom;Profil\n")}, "ne contient personne"},
		{"one long line", sent{"ent.csv", bytes.Repeat([]byte("a"), 3<<20)}, "en-tête"},
	} {
		p := r.send("/fichiers", tt.file)
		r.expect(p, http.StatusUnprocessableEntity, tt.want, "Rien d’autre n’a été modifié")
		if t.Failed() {
			t.Fatal(tt.why)
		}
	}
	r.expect(r.send("/fichiers"), http.StatusUnprocessableEntity, "choisissez-en un")
	r.expect(r.send("/fichiers", files(school)[0]), http.StatusOK, "Il manque encore les listes")
	r.expect(r.send("/fichiers", files(school)[0]), http.StatusUnprocessableEntity, "C’est le même fichier que « ent.csv »")
	r.expect(r.send("/fichiers", sent{"vide.csv", nil}, files(school)[1]), http.StatusUnprocessableEntity, "eleves.csv") // the other one was kept
	r.expect(r.send("/controle", files(school)[0]), http.StatusUnprocessableEntity, "exportées de SACoche")
}

// endless is as many letters as wanted.
type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'a'
	}
	return len(p), nil
}

func TestAFileThatIsTooLongIsGivenUp(t *testing.T) {
	if testing.Short() {
		t.Skip("sends 64 MiB")
	}
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	body, to := io.Pipe()
	form := multipart.NewWriter(to)
	go func() {
		part, err := form.CreateFormFile("fichier", "ent.csv")
		if err == nil {
			_, err = io.Copy(part, io.LimitReader(endless{}, job.MaxFile+1))
		}
		if err == nil {
			err = form.Close()
		}
		to.CloseWithError(err)
	}()
	req := r.request(http.MethodPost, "/fichiers", body)
	req.Header.Set("Content-Type", form.FormDataContentType())
	r.expect(r.do(req), http.StatusUnprocessableEntity, "dépasse 64 Mio")
	left, err := os.ReadDir(site.options.Temp)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range left {
		if strings.HasPrefix(f.Name(), "upload-") {
			t.Errorf("%s was left behind", f.Name())
		}
	}
}

// failing is a store whose disk is broken.
type failing struct{ store.Store }

func (failing) Run(context.Context) (store.Run, error) { return store.Run{}, io.ErrUnexpectedEOF }

func TestTheLogNamesNobody(t *testing.T) {
	var log bytes.Buffer
	site, server := open(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(jobtest.New(60))...)
	r.get("/homonymes/cas?compte=1000")
	site.store = failing{site.store} // so that something has to be logged
	r.expect(r.get("/homonymes?texte=DIALLO"), http.StatusInternalServerError, "Le programme n’a pas pu répondre")
	if log.Len() == 0 {
		t.Error("nothing was logged")
	}
	for _, name := range []string{"DIALLO", "Aminata", "Durand", jobtest.GUID(1)} {
		if strings.Contains(log.String(), name) {
			t.Errorf("the log has %q: %s", name, log.String())
		}
	}
}
