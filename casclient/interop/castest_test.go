package interop

import (
	"crypto/tls"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// castest leads where real servers lead. This one needs nothing installed.
func TestCastest(t *testing.T) {
	ca := newAuthority(t)
	attributes := casclient.Attributes{{Name: "nom", Value: "Lefèvre & Nuñez <x>"}, {Name: "profil", Value: "National_DIR"}, {Name: "profil", Value: "National_ENS"}}
	cas := httptest.NewUnstartedServer(http.StripPrefix("/cas", castest.New(&castest.Options{Client: ca.client(t)},
		castest.User{Name: "zlefevre", Password: "zlefevre", Attributes: attributes}, castest.User{Name: "eleve1", Password: "eleve1"})))
	cas.TLS = &tls.Config{Certificates: []tls.Certificate{ca.cert}}
	cas.StartTLS()
	defer cas.Close()
	s := &server{url: cas.URL + "/cas", user: "zlefevre", other: "eleve1", app: newApp(t, ca), second: newApp(t, ca), ca: ca, wholeChain: true}
	s.protocols = []protocol{
		{"CAS 3", func(*casclient.Options) {}, attributes},
		{"CAS 3, asked for JSON", func(o *casclient.Options) { o.JSON = true }, attributes},
		{"CAS 3 by proxyValidate", anyProxy, attributes},
		{"CAS 2", func(o *casclient.Options) { o.Protocol = casclient.CAS2 }, nil},
		{"CAS 2 by proxyValidate", func(o *casclient.Options) { o.Protocol = casclient.CAS2; anyProxy(o) }, nil},
		{"CAS 1", func(o *casclient.Options) { o.Protocol = casclient.CAS1 }, nil},
		{"SAML 1.1", func(o *casclient.Options) { o.Protocol = casclient.SAML11 }, attributes},
	}
	s.drive(t)
}
