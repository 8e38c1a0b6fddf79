package interop

import (
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/google/go-cmp/cmp"
)

// startDjango starts django-cas-server and returns its address. naive makes it write dates without a zone, as it does
// where Django's USE_TZ is off.
func startDjango(t *testing.T, ca *authority, naive bool) string {
	t.Helper()
	need(t, "python3-django-cas-server", "/usr/lib/python3/dist-packages/cas_server/views.py")
	port, tlsPort := freePort(t), freePort(t)
	dir := install(t, "django", map[string]any{"Port": port, "TLSPort": tlsPort, "CA": ca.dir, "Naive": naive})
	url := fmt.Sprintf("https://127.0.0.1:%d/cas", tlsPort)
	start(t, dir, []string{"REQUESTS_CA_BUNDLE=" + ca.file("ca.pem")}, answers(ca.client(t), url+"/login"), "/usr/bin/python3", "serve.py")
	return url
}

// What django-cas-server says of zlefevre, in no order.
var djangoAttributes = casclient.Attributes{
	{Name: "ENTPersonProfils", Value: "National_DIR"},
	{Name: "ENTPersonProfils", Value: "National_ENS"},
	{Name: "ENTPersonStructRattachRNE", Value: "0131234Z"},
	{Name: "ENTPersonStructRattachRNE", Value: "0750001A"},
	{Name: "balises", Value: `A & B <c> "d" 'e' ]]> --`},
	{Name: "bords", Value: "  deux espaces  "},
	{Name: "ecole", Value: "École 🏫"},
	{Name: "nom", Value: "Lefèvre-Nuñez"},
	{Name: "prenom", Value: "Zoë"},
	{Name: "proxyGrantingTicket", Value: "PGTIOU-of-an-attribute"},
	{Name: "user", Value: "root"},
	{Name: "vide", Value: ""},
}

// own returns the attributes without those of the protocol, sorted: servers
// keep them in hashes.
func own(list casclient.Attributes) casclient.Attributes {
	list = slices.DeleteFunc(slices.Clone(list), func(a casclient.Attribute) bool {
		return a.Name == "authenticationDate" || a.Name == "longTermAuthenticationRequestTokenUsed" || a.Name == "isFromNewLogin"
	})
	slices.SortFunc(list, func(a, b casclient.Attribute) int {
		return strings.Compare(a.Name+"="+a.Value, b.Name+"="+b.Value)
	})
	return list
}

func TestDjangoCASServer(t *testing.T) {
	need(t, "python3-django-cas-server", "/usr/lib/python3/dist-packages/cas_server/views.py")
	ca := newAuthority(t)
	s := &server{
		url: startDjango(t, ca, false), user: "zlefevre", other: "eleve1",
		attributes: djangoAttributes, app: newApp(t, ca), second: newApp(t, ca), ca: ca,
	}
	s.protocols = []protocol{
		{"CAS 3", func(*casclient.Options) {}, djangoAttributes},
		{"CAS 3, asked for JSON", func(o *casclient.Options) { o.JSON = true }, djangoAttributes},
		{"CAS 2", func(o *casclient.Options) { o.Protocol = casclient.CAS2 }, djangoAttributes},
		{"CAS 3 by proxyValidate", anyProxy, djangoAttributes},
		{"CAS 2 by proxyValidate", func(o *casclient.Options) { o.Protocol = casclient.CAS2; anyProxy(o) }, djangoAttributes},
		{"CAS 1", func(o *casclient.Options) { o.Protocol = casclient.CAS1 }, nil},
		{"SAML 1.1", func(o *casclient.Options) { o.Protocol = casclient.SAML11 }, djangoAttributes},
	}
	s.drive(t)
	t.Run("a login that needs escaping", func(t *testing.T) {
		s.app.use(t, s.url, nil)
		b := newBrowser(t, ca.client(t))
		b.typePassword(b.get(s.app.url+"/page"), "d'arc&co", "d'arc&co")
		if got := s.app.principal(t).User; got != "d'arc&co" {
			t.Errorf("user %q", got)
		}
	})
	t.Run("a user without attributes", func(t *testing.T) {
		s.app.use(t, s.url, nil)
		b := newBrowser(t, ca.client(t))
		b.typePassword(b.get(s.app.url+"/page"), "eleve1", "eleve1").says(t, "page", 200, "hello eleve1 at /page")
		if got := own(s.app.principal(t).Attributes); len(got) != 0 {
			t.Errorf("attributes %v", got)
		}
	})
	t.Run("the age of a sign-in", func(t *testing.T) {
		s.app.use(t, s.url, func(o *casclient.Options) { o.MaxAge = time.Hour })
		b := newBrowser(t, ca.client(t))
		s.signIn(b, "/page").says(t, "a new one", 200, "hello zlefevre")
		s.app.use(t, s.url, func(o *casclient.Options) {
			o.MaxAge, o.Now = time.Hour, func() time.Time { return time.Now().Add(2 * time.Hour) }
		})
		b.get(s.app.url+"/page").says(t, "one of two hours ago", http.StatusForbidden, "refused")
		if err := s.app.failure(t); !errors.Is(err, casclient.ErrTooOld) {
			t.Errorf("error %v, want ErrTooOld", err)
		}
	})
}

// With USE_TZ off, the server writes its local time, Paris here.
func TestDjangoCASServerWithDatesOfNoZone(t *testing.T) {
	need(t, "python3-django-cas-server", "/usr/lib/python3/dist-packages/cas_server/views.py")
	ca := newAuthority(t)
	url := startDjango(t, ca, true)
	a := newApp(t, ca)
	paris, err := time.LoadLocation("Europe/Paris")
	if err != nil {
		t.Skip("this machine has no time zones: ", err)
	}
	b := newBrowser(t, ca.client(t))
	a.use(t, url, func(o *casclient.Options) { o.MaxAge, o.ServerLocation = time.Hour, paris })
	b.typePassword(b.get(a.url+"/page"), "zlefevre", "zlefevre").says(t, "page", 200, "hello zlefevre")
	text := a.principal(t).Attributes.First("authenticationDate")
	if _, err := time.Parse(time.RFC3339, text); err == nil {
		t.Errorf("authenticationDate %s has a zone", text)
	}
	if diff := cmp.Diff(djangoAttributes, own(a.principal(t).Attributes)); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	a.use(t, url, func(o *casclient.Options) { o.MaxAge = time.Hour })
	b.get(a.url+"/page").says(t, "without ServerLocation", http.StatusForbidden, "refused")
	if err := a.failure(t); !errors.Is(err, casclient.ErrTooOld) {
		t.Errorf("error %v, want ErrTooOld", err)
	}
}
