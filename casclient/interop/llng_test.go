package interop

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
)

// startLLNG starts the portal of LemonLDAP::NG, without a web server, and
// returns its CAS address. It is http: TLS is a web server's there.
func startLLNG(t *testing.T, ca *authority, denied *app, apps ...*app) string {
	t.Helper()
	port := freePort(t)
	server := fmt.Sprintf("http://127.0.0.1:%d", port)
	var services []string
	for _, a := range apps {
		services = append(services, a.url+"/")
	}
	dir := install(t, "llng", map[string]any{"Server": server, "Apps": strings.Join(services, " "), "Denied": denied.url + "/"})
	for _, d := range []string{"sessions", "psessions", "locks", "cache"} {
		if err := os.Mkdir(filepath.Join(dir, d), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	start(t, dir, []string{"LLNG_DEFAULTCONFFILE=" + filepath.Join(dir, "llng.ini"), "PERL_LWP_SSL_CA_FILE=" + ca.file("ca.pem")},
		answers(ca.client(t), server+"/cas/validate"),
		"plackup", "-I", dir, "--no-default-middleware", "-E", "deployment", "-s", "HTTP::Server::PSGI",
		"--host", "127.0.0.1", "--port", fmt.Sprint(port), "portal.psgi")
	return server + "/cas"
}

func TestLemonLDAPNG(t *testing.T) {
	// The last two are no dependencies of the package, and its CAS server
	// needs them.
	need(t, "lemonldap-ng", "/usr/share/lemonldap-ng/portal/templates", "libplack-perl", "/usr/bin/plackup",
		"libio-string-perl", "/usr/share/perl5/IO/String.pm", "libxml-simple-perl", "/usr/share/perl5/XML/Simple.pm")
	ca := newAuthority(t)
	denied := newApp(t, ca)
	s := &server{user: "zlefevre", other: "eleve1", app: newApp(t, ca), second: newApp(t, ca), ca: ca, wholeChain: true}
	s.url = startLLNG(t, ca, denied, s.app, s.second)
	attributes := casclient.Attributes{
		{Name: "cn", Value: "Zoë Lefèvre-Nuñez"},
		{Name: "note", Value: "école 🏫"},
		{Name: "profils", Value: "National_DIR"},
		{Name: "profils", Value: "National_ENS"},
	}
	s.protocols = []protocol{
		{"CAS 3", func(*casclient.Options) {}, attributes},
		{"CAS 3, asked for JSON", func(o *casclient.Options) { o.JSON = true }, attributes},
		{"CAS 2", func(o *casclient.Options) { o.Protocol = casclient.CAS2 }, attributes},
		{"CAS 3 by proxyValidate", anyProxy, attributes},
		{"CAS 2 by proxyValidate", func(o *casclient.Options) { o.Protocol = casclient.CAS2; anyProxy(o) }, attributes},
		{"CAS 1", func(o *casclient.Options) { o.Protocol = casclient.CAS1 }, nil},
	}
	s.drive(t)
	for _, tt := range []struct{ user, what string }{
		{"amp", "values that are not escaped, no XML"},
		{"inject", "values that are not escaped, and name a second user"},
	} {
		t.Run(tt.what, func(t *testing.T) {
			s.app.use(t, s.url, nil)
			b := newBrowser(t, ca.client(t))
			b.typePassword(b.get(s.app.url+"/page"), tt.user, tt.user).says(t, tt.user, http.StatusBadGateway, "refused")
			if err := s.app.failure(t); !errors.Is(err, casclient.ErrMalformed) {
				t.Errorf("error %v, want ErrMalformed", err)
			}
		})
	}
	t.Run("an application that a rule denies", func(t *testing.T) {
		denied.use(t, s.url, nil)
		b := newBrowser(t, ca.client(t))
		// The server answers with a ticket that it does not know.
		b.typePassword(b.get(denied.url+"/page"), s.user, s.user).says(t, "denied", http.StatusForbidden, "refused")
		refused(t, "denied", denied.failure(t), "INVALID_TICKET")
	})
	t.Run("no SAML", func(t *testing.T) {
		c := s.app.use(t, s.url, func(o *casclient.Options) { o.Protocol = casclient.SAML11 })
		b := newBrowser(t, ca.client(t))
		if _, err := c.Validate(context.Background(), s.ticket(b, s.app.url+"/cas"), ""); !errors.Is(err, casclient.ErrTransport) && !errors.Is(err, casclient.ErrNotCAS) {
			t.Errorf("error %v, want ErrTransport of status 401 or ErrNotCAS of a web page", err)
		}
	})
	t.Run("a proxy ticket of nobody", func(t *testing.T) {
		// This server gives one to who has no proxy-granting ticket, and then
		// vouches for a user without a name.
		p := newBrowser(t, ca.client(t)).get(s.url + "/proxy?targetService=" + s.app.url + "/cas")
		_, ticket, _ := strings.Cut(p.text, "<cas:proxyTicket>")
		ticket, _, _ = strings.Cut(strings.TrimSpace(ticket), "<")
		if !strings.HasPrefix(ticket, "PT-") {
			t.Skipf("the server has been repaired: %s", p.text)
		}
		for _, chains := range [][]casclient.ProxyChain{nil, {{{Prefix: s.second.url}}}} {
			c := s.app.use(t, s.url, func(o *casclient.Options) { o.ProxyChains = chains })
			if who, err := c.Validate(context.Background(), strings.TrimSpace(ticket), ""); err == nil {
				t.Errorf("it signs %q in", who.User)
			}
		}
	})
}
