package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// openWithENT starts the pages below a path, and an ENT that signs people in:
// one of each role, and more.
func openWithENT(t *testing.T, more ...castest.User) (site *Site, pages *httptest.Server, ent *castest.Server) {
	t.Helper()
	names := casclient.Attributes{{Name: "ENTPersonNom", Value: "Roussel"}, {Name: "ENTPersonPrenom", Value: "Karim"}}
	users := []castest.User{{Name: "id-admin", Login: "kroussel", Password: "secret", Attributes: names}}
	for _, login := range []string{"pupil", "importer", "reviewer", "viewer"} {
		users = append(users, castest.User{Name: "id-" + login, Login: login, Password: "secret"})
	}
	ent = castest.New(nil, append(users, more...)...)
	cas := httptest.NewServer(ent)
	t.Cleanup(cas.Close)
	pages = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { site.Handler().ServeHTTP(w, r) }))
	t.Cleanup(pages.Close)
	client, err := casclient.New(cas.URL, pages.URL+"/connecteur/cas", &casclient.Options{AllowHTTPLoopback: true, Home: "/connecteur/"})
	if err != nil {
		t.Fatal(err)
	}
	site, _ = open(t, Options{Base: "/connecteur", CAS: client, Contact: "M. Karim ROUSSEL",
		Rights: func(p *casclient.Principal) Rights {
			return map[string]Rights{"id-admin": All, "id-importer": Import, "id-reviewer": Review, "id-viewer": See}[p.User]
		}})
	return site, pages, ent
}

// signIn goes to a page and types a password where the ENT asks for it.
func signIn(t *testing.T, pages *httptest.Server, path, login string) (*reader, shown) {
	t.Helper()
	r := stranger(t, pages.URL)
	p := r.get(path)
	if !strings.Contains(p.body, `name="password"`) {
		t.Fatalf("%s asked for no password: %d %.300s", p.url, p.status, p.text())
	}
	form := url.Values{"username": {login}, "password": {"secret"}}
	for _, m := range regexp.MustCompile(`type="hidden" name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(p.body, -1) {
		form.Set(m[1], strings.ReplaceAll(m[2], "&amp;", "&"))
	}
	at := *p.url // the form leads to its own page
	r.base = at.Scheme + "://" + at.Host
	p = r.post(at.RequestURI(), form)
	r.base = pages.URL
	return r, p
}

func TestAdministratorsSignInThroughTheENT(t *testing.T) {
	_, pages, ent := openWithENT(t)
	r, p := signIn(t, pages, "/connecteur/homonymes", "kroussel")
	r.expect(p, http.StatusOK, "Karim ROUSSEL")
	if p.url.Path != "/connecteur/rapprochement" { // there is nothing to treat yet, and it says what is missing
		t.Errorf("the sign-in led to %s", p.url)
	}
	r.expect(r.get("/connecteur/journal"), http.StatusOK)
	// Signing out at the ENT ends it here too.
	ent.SignOut("id-admin")
	if p := r.get("/connecteur/journal"); !strings.Contains(p.url.Path, "login") {
		t.Errorf("after signing out at the ENT, %s still answers %d", p.url, p.status)
	}
}

func TestSigningOutLeavesTheENTOpen(t *testing.T) {
	_, pages, _ := openWithENT(t)
	r, _ := signIn(t, pages, "/connecteur/", "kroussel")
	r.expect(r.post("/connecteur/sortir", nil), http.StatusOK, "Vous êtes déconnecté", "toujours connecté à l’ENT")
}
