package demo

import (
	"bytes"
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// newSite starts the servers in French for a test.
func newSite(t *testing.T) *site { t.Helper(); return newSiteIn(t, "fr") }

func newSiteIn(t *testing.T, lang string) *site {
	t.Helper()
	s, err := start(t.Context(), Options{Lang: lang})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.stop(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// A visit is a person at a site, with a test that fails for her.
type visit struct {
	*journey
	t     *testing.T
	login string
}

func (s *site) visitBy(t *testing.T, login string) *visit {
	j := &journey{site: s, words: s.words, transport: new(http.Transport), browsers: make(map[string]*browser), admin: s.appServer.url + "/admin"}
	t.Cleanup(j.transport.CloseIdleConnections)
	return &visit{j, t, login}
}

func (v *visit) browser() *browser {
	v.t.Helper()
	b, err := v.as(v.t.Context(), v.login)
	if err != nil {
		v.t.Fatal(err)
	}
	return b
}

func (v *visit) get(address string) page {
	v.t.Helper()
	p, err := v.browser().get(v.t.Context(), address)
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

func (v *visit) post(address string, form url.Values) page {
	v.t.Helper()
	p, err := v.browser().post(v.t.Context(), address, form)
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

func (v *visit) upload(name string, content []byte) page {
	v.t.Helper()
	p, err := v.browser().send(v.t.Context(), v.admin+"/import", "export", file{name, content})
	if err != nil {
		v.t.Fatal(err)
	}
	return p
}

func (v *visit) expect(p page, status int, texts ...string) {
	v.t.Helper()
	if err := p.shows(status, texts...); err != nil {
		v.t.Errorf("%s: %v", v.login, err)
	}
}

var adminPages = []struct{ method, path string }{
	{http.MethodGet, "/admin"},
	{http.MethodPost, "/admin/import"},
	{http.MethodGet, "/admin/accounts"},
	{http.MethodGet, "/admin/preview"},
	{http.MethodPost, "/admin/apply"},
	{http.MethodGet, "/admin/cases"},
	{http.MethodPost, "/admin/cases"},
	{http.MethodPost, "/admin/release"},
}

func TestOnlyItsAdministratorOpensTheApplicationsAdministration(t *testing.T) {
	s := newSite(t)
	s.ent.activated = true
	v := s.visitBy(t, "nvasseur") // the head of the school is not its administrator
	v.get(v.app("/"))
	for _, page := range adminPages {
		if page.method == http.MethodGet {
			v.expect(v.get(v.app(page.path)), http.StatusForbidden, "Page réservée à l’administrateur", "M. Karim ROUSSEL")
		} else {
			v.expect(v.post(v.app(page.path), nil), http.StatusForbidden, "Page réservée à l’administrateur")
		}
	}
	// And those who have not signed in are sent to, or refused.
	stranger := newBrowser(v.transport)
	for _, page := range adminPages {
		p, err := stranger.do(t.Context(), page.method, v.app(page.path), "", nil)
		if err != nil {
			t.Fatal(err)
		}
		atLogin := strings.HasPrefix(p.url, v.ent("/cas/login"))
		if page.method == http.MethodGet && !atLogin || page.method == http.MethodPost && p.status != http.StatusUnauthorized {
			t.Errorf("%s %s without a session: %d at %s", page.method, page.path, p.status, p.url)
		}
	}
}

func TestFormsOfOtherSitesAreRefused(t *testing.T) {
	s := newSite(t)
	s.ent.activated = true
	v := s.visitBy(t, "kroussel")
	v.get(v.app("/"))
	addresses := []string{v.ent("/administration/sso"), v.ent("/administration/export"), v.ent("/cas/login")}
	for _, page := range adminPages {
		if page.method == http.MethodPost {
			addresses = append(addresses, v.app(page.path))
		}
	}
	for _, address := range append(addresses, v.app("/logout")) {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodPost, address, strings.NewReader("action=deactivate"))
		if err != nil {
			t.Fatal(err)
		}
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		req.Header.Set("Sec-Fetch-Site", "same-site") // another port of this machine
		resp, err := v.browser().client.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != http.StatusForbidden {
			t.Errorf("%s: %d, want 403", address, resp.StatusCode)
		}
	}
	if !s.ent.active() {
		t.Error("another site's form deactivated the connector")
	}
}

func TestFilesThatAreNoExportChangeNothing(t *testing.T) {
	s := newSite(t)
	s.ent.activated = true
	v := s.visitBy(t, "kroussel")
	v.get(v.app("/"))
	accounts, err := data.ReadFile("data/accounts.csv")
	if err != nil {
		t.Fatal(err)
	}
	const header = "Guid;Nom;Prénom;Profil;Classes\n"
	row := "6513270e-269e-4d37-b2a7-4de452e6b438;MARTIN;Léa;Élève;" + strings.Repeat("0990042V$6e B|", 500) + "\n"
	for _, tt := range []struct {
		what    string
		content string
		status  int
		want    string
	}{
		{"a PDF", "%PDF-1.7\n\x00\x01", 422, "PDF"},
		{"an empty file", "", 422, "vide"},
		{"no Guid column", "Nom;Prénom\nMARTIN;Léa\n", 422, "Guid"},
		{"a header and nobody", header, 422, "ne contient aucune personne"},
		{"the account list", string(accounts), 422, "liste de comptes"},
		{"pupils without a school", header + "6513270e-269e-4d37-b2a7-4de452e6b438;MARTIN;Léa;Élève;6e B\n", 422, "UAI"},
		{"two schools", header + "6513270e-269e-4d37-b2a7-4de452e6b438;MARTIN;Léa;Élève;0990042V$6e B\n" +
			"6513270e-269e-4d37-b2a7-4de452e6b439;MARTIN;Tom;Élève;0990043W$6e B\n", 422, "0990042V, 0990043W"},
		{"too large", header + strings.Repeat(row, maxUpload/len(row)+1), 413, "8 Mo"},
	} {
		p := v.upload("export.csv", []byte(tt.content))
		v.expect(p, tt.status, tt.want, "Rien n’a été modifié.")
		if t.Failed() {
			t.Fatalf("%s: %s", tt.what, p.text())
		}
		if s.app.book.proposed() != nil {
			t.Errorf("%s: a comparison was kept", tt.what)
		}
	}
	v.expect(v.post(v.app("/admin/import"), url.Values{"export": {"text"}}), http.StatusBadRequest, "Aucun fichier n’a été reçu")
}

func TestAnImportIsAppliedOnceAndOnlyTheOneThatWasShown(t *testing.T) {
	s := newSite(t)
	s.ent.activated = true
	v := s.visitBy(t, "kroussel")
	v.get(v.app("/"))
	var export bytes.Buffer
	if err := s.ent.people.export(&export); err != nil {
		t.Fatal(err)
	}
	first, err := v.upload("export.csv", export.Bytes()).field("comparison")
	if err != nil {
		t.Fatal(err)
	}
	second, err := v.upload("export.csv", export.Bytes()).field("comparison")
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"", first} {
		v.expect(v.post(v.app("/admin/apply"), url.Values{"comparison": {id}}), http.StatusConflict, "Rien n’a été modifié.")
	}
	v.expect(v.post(v.app("/admin/apply"), url.Values{"comparison": {second}}), http.StatusOK, "18 rattachés")
	v.expect(v.post(v.app("/admin/apply"), url.Values{"comparison": {second}}), http.StatusConflict, "Rien n’a été modifié.")
	v.expect(v.post(v.app("/admin/cases"), url.Values{"account": {"15"}}), http.StatusBadRequest, "Rien n’a été modifié.")
	v.expect(v.post(v.app("/admin/cases"), url.Values{"account": {"12"}, "owner": {nobody}}), http.StatusConflict, "Rien n’a été modifié.")
	v.expect(v.post(v.app("/admin/release"), url.Values{"account": {"12"}}), http.StatusOK, "17 rattachés")
	v.expect(v.post(v.app("/admin/release"), url.Values{"account": {"12"}}), http.StatusConflict, "Rien n’a été modifié.")
}

func TestADeactivatedConnectorGivesNoTickets(t *testing.T) {
	s := newSite(t)
	s.ent.activated = true
	v := s.visitBy(t, "lmartin")
	v.expect(v.get(v.app("/")), http.StatusForbidden, "Aucun compte n’est encore rattaché")
	admin := s.visitBy(t, "kroussel")
	admin.expect(admin.post(admin.ent("/administration/sso"), url.Values{"action": {"deactivate"}}), http.StatusOK, "Désactivé")
	admin.expect(admin.post(admin.ent("/administration/sso"), url.Values{"action": {"maybe"}}), http.StatusBadRequest, "Rien n’a été modifié.")
	admin.expect(admin.post(admin.ent("/administration/export"), url.Values{"action": {"sso-csv"}}), http.StatusBadRequest, "Rien n’a été modifié.")
	v.post(v.app("/logout"), nil)
	v.expect(v.get(v.app("/")), http.StatusForbidden, "Application non activée")
}

func TestAWrongPasswordShowsTheLoginAndNoGuid(t *testing.T) {
	s := newSite(t)
	b := newBrowser(s.transport)
	p, err := b.post(t.Context(), s.entServer.url+"/cas/login", url.Values{"username": {"lmartin"}, "password": {"no"}})
	if err != nil {
		t.Fatal(err)
	}
	if p.status != http.StatusUnauthorized || !strings.Contains(p.body, `value="lmartin"`) ||
		strings.Contains(p.body, s.ent.people.byLogin["lmartin"].GUID) {
		t.Errorf("%d: %s", p.status, p.body)
	}
}

func TestHeadersAndAddressesOfEveryPage(t *testing.T) {
	s := newSite(t)
	plain := &http.Client{Transport: s.transport, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	for _, address := range []string{
		s.entServer.url + "/", s.entServer.url + "/cas/login", s.entServer.url + "/ent.css", s.entServer.url + "/nothing",
		s.appServer.url + "/", s.appServer.url + "/goodbye", s.appServer.url + "/app.css", s.appServer.url + "/nothing",
	} {
		resp, err := plain.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if csp := resp.Header.Get("Content-Security-Policy"); !strings.HasPrefix(csp, "default-src 'self'; ") {
			t.Errorf("%s: Content-Security-Policy %q", address, csp)
		}
	}
	// By another name the same machine is no site of ours.
	for _, tt := range []struct {
		method string
		status int
	}{{http.MethodGet, http.StatusFound}, {http.MethodPost, http.StatusMisdirectedRequest}} {
		req, err := http.NewRequestWithContext(t.Context(), tt.method, s.appServer.url+"/admin", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Host = "attacker.example:80"
		resp, err := plain.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if resp.StatusCode != tt.status || tt.method == http.MethodGet && resp.Header.Get("Location") != s.appServer.url+"/admin" {
			t.Errorf("%s as attacker.example: %d to %q", tt.method, resp.StatusCode, resp.Header.Get("Location"))
		}
	}
}
