package interop

import (
	"crypto/tls"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

// startCastest serves castest at /cas over https, with one user, and returns
// its address too.
func startCastest(t *testing.T, ca *authority) (*castest.Server, string) {
	t.Helper()
	s := castest.New(&castest.Options{Client: ca.client(t)}, castest.User{
		Name: "zlefevre", Login: "zoe@example.org", Password: "secret",
		Attributes: casclient.Attributes{{Name: "nom", Value: "Lefèvre & Nuñez <x>"}, {Name: "profil", Value: "National_ENS"}, {Name: "profil", Value: "National_DIR"}},
	})
	server := httptest.NewUnstartedServer(http.StripPrefix("/cas", s))
	server.TLS = &tls.Config{Certificates: []tls.Certificate{ca.cert}}
	server.StartTLS()
	t.Cleanup(server.Close)
	return s, server.URL + "/cas"
}

func portOf(t *testing.T, address string) string {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u.Port()
}

// What the PHP application says.
type phpAnswer struct {
	User       string         `json:"user"`
	Attributes map[string]any `json:"attributes"`
	Proxies    []string       `json:"proxies"`
	Ticket     string         `json:"ticket"`
}

func (p page) php(t *testing.T) (a phpAnswer) {
	t.Helper()
	if err := json.Unmarshal([]byte(p.text), &a); err != nil {
		t.Fatalf("%v: status %d at %s:\n%.1000s", err, p.status, p.address, p.text)
	}
	return a
}

func TestPHPCASSignsInAtCastest(t *testing.T) {
	need(t, "php-cas", "/usr/share/php/CAS.php", "php-cli", "/usr/bin/php", "php-xml", "/usr/share/doc/php-xml")
	ca := newAuthority(t)
	s, cas := startCastest(t, ca)
	port := freePort(t)
	dir := install(t, "php", map[string]any{"Port": port, "CASPort": portOf(t, cas), "CA": ca.dir})
	app := fmt.Sprintf("http://127.0.0.1:%d", port)
	start(t, dir, []string{"PHP_CLI_SERVER_WORKERS=4"}, redirects(ca.client(t), app+"/CAS3"),
		"/usr/bin/php", "-S", fmt.Sprintf("127.0.0.1:%d", port), "-t", dir, "index.php")

	own := map[string]any{"nom": "Lefèvre & Nuñez <x>", "profil": []any{"National_ENS", "National_DIR"}}
	for path, want := range map[string]map[string]any{"/CAS1": nil, "/CAS2": nil, "/CAS3": own, "/SAML": own} {
		b := newBrowser(t, ca.client(t))
		got := b.typePassword(b.get(app+path), "zoe@example.org", "secret").php(t)
		for _, name := range []string{"authenticationDate", "longTermAuthenticationRequestTokenUsed", "isFromNewLogin"} {
			if path != "/CAS1" && path != "/CAS2" && got.Attributes[name] == nil {
				t.Errorf("%s: no attribute %s", path, name)
			}
			delete(got.Attributes, name)
		}
		if diff := cmp.Diff(want, got.Attributes); got.User != "zlefevre" || diff != "" && len(got.Attributes)+len(want) > 0 {
			t.Errorf("%s: user %q, attributes (-want +got):\n%s", path, got.User, diff)
		}
		// Single logout ends PHP's session.
		if p := b.get(app + path); p.isLoginForm() {
			t.Errorf("%s: not signed in any more: %s", path, p.address)
		}
		s.SignOut("zlefevre")
		if p := b.get(app + path); !p.isLoginForm() {
			t.Errorf("%s: after logout, status %d at %s, want the login form", path, p.status, p.address)
		}
	}
	for _, faults := range [][]castest.Fault{nil, {castest.PostedCallback}, {castest.PostedCallback, castest.LogoutAtCallback}} {
		s.Break(faults...)
		b := newBrowser(t, ca.client(t))
		ticket := b.typePassword(b.get(app+"/proxy"), "zoe@example.org", "secret").php(t).Ticket
		if !strings.HasPrefix(ticket, "PT-") {
			t.Fatalf("%q: no proxy ticket, but %q", faults, ticket)
		}
		got := newBrowser(t, ca.client(t)).get(app + "/CAS3?ticket=" + ticket).php(t)
		if diff := cmp.Diff([]string{app + "/proxy"}, got.Proxies); got.User != "zlefevre" || diff != "" {
			t.Errorf("%q: by proxy, user %q, proxies (-want +got):\n%s", faults, got.User, diff)
		}
		s.SignOut("zlefevre")
	}
	// Attributes in the other forms that it reads.
	for _, f := range []castest.Fault{castest.FlatAttributes, castest.NamedAttributes, castest.InlinedAttributes, castest.WrongContentType} {
		s.Break(f, castest.NoDate)
		b := newBrowser(t, ca.client(t))
		got := b.typePassword(b.get(app+"/CAS3"), "zoe@example.org", "secret").php(t)
		if diff := cmp.Diff(own, got.Attributes); got.User != "zlefevre" || diff != "" {
			t.Errorf("%s: user %q, attributes (-want +got):\n%s", f, got.User, diff)
		}
	}
}

// redirects returns a check for start: the URL answers with a redirect.
func redirects(client *http.Client, address string) func() error {
	c := *client
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return func() error {
		resp, err := c.Get(address)
		if err != nil {
			return err
		}
		defer resp.Body.Close()
		if resp.StatusCode != http.StatusFound && resp.StatusCode != http.StatusSeeOther {
			return fmt.Errorf("status %d", resp.StatusCode)
		}
		return nil
	}
}
