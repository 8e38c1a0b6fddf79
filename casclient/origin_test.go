package casclient_test

import (
	"crypto/tls"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
)

// The cases are those of every client that took its address from requests, and
// of the proxies in front of them.
func TestTheOriginIsOneOfTheList(t *testing.T) {
	const one, two, port = "https://notes.example.org/cas?a=b", "https://notes.example.net/cas?a=b", "https://notes.example.org:8443/cas?a=b"
	c := newClient(t, "https://ent.example.org/cas", one, &casclient.Options{
		Origins: []string{"https://notes.example.net", "https://notes.example.org:8443"}, TrustedProxies: nets("10.0.0.0/8"),
	})
	const proxy, visitor = "10.0.0.1:80", "192.0.2.7:80"
	for _, tt := range []struct {
		what, from, host string
		tls              bool
		header           http.Header
		want             string // "" is refused
	}{
		{"the configured one", visitor, "notes.example.org", true, nil, one},
		{"in capitals, the port written", visitor, "NOTES.example.org:443", true, nil, one},
		{"the second", visitor, "notes.example.net", true, nil, two},
		{"another port", visitor, "notes.example.org:8443", true, nil, port},
		{"a port that is not on the list", visitor, "notes.example.net:8443", true, nil, ""},
		{"a host that is not on the list", visitor, "evil.example", true, nil, ""},
		{"a host that begins like one of ours", visitor, "notes.example.org.evil.example", true, nil, ""},
		{"a host that ends like one of ours", visitor, "evilnotes.example.org", true, nil, ""},
		{"a host with a user", visitor, "evil@notes.example.org", true, nil, ""},
		{"a host with a path", visitor, "notes.example.org/x", true, nil, ""},
		{"no host", visitor, "", true, nil, ""},
		{"in clear", visitor, "notes.example.org", false, nil, ""},
		{"in clear behind our proxy", proxy, "notes.example.org", false, nil, ""},
		{"https ends at our proxy", proxy, "notes.example.org", false, http.Header{"X-Forwarded-Proto": {"https"}}, one},
		{"https ends at the first of two proxies", proxy, "notes.example.org", false, http.Header{"X-Forwarded-Proto": {"https, https"}}, one},
		{"two proxies that do not agree", proxy, "notes.example.org", false, http.Header{"X-Forwarded-Proto": {"https", "http"}}, ""},
		{"our proxy gives the host", proxy, "internal:8080", false, http.Header{"X-Forwarded-Proto": {"HTTPS"}, "X-Forwarded-Host": {"notes.example.net"}}, two},
		{"our proxy gives a host of others", proxy, "notes.example.org", true, http.Header{"X-Forwarded-Host": {"evil.example"}}, ""},
		{"a visitor gives the host", visitor, "evil.example", true, http.Header{"X-Forwarded-Host": {"notes.example.org"}}, ""},
		{"a visitor gives another host of ours", visitor, "notes.example.org", true, http.Header{"X-Forwarded-Host": {"notes.example.net"}}, one},
		{"a visitor says that it is https", visitor, "notes.example.org", false, http.Header{"X-Forwarded-Proto": {"https"}}, ""},
		{"a visitor's word before our proxy's", proxy, "internal", false, http.Header{"X-Forwarded-Proto": {"https"}, "X-Forwarded-Host": {"evil.example, notes.example.org"}}, ""},
		{"headers that nobody reads", proxy, "notes.example.org", true, http.Header{"X-Forwarded-Server": {"evil.example"}, "Forwarded": {"host=evil.example"}}, one},
		{"our proxy's port, which is not the visitor's", proxy, "notes.example.org", true, http.Header{"X-Forwarded-Port": {"80"}}, one},
		{"our proxy's port, which is", proxy, "notes.example.org", true, http.Header{"X-Forwarded-Port": {"8443"}}, port},
		{"a port after a port", proxy, "notes.example.org:8443", true, http.Header{"X-Forwarded-Port": {"443"}}, port},
		{"two ports", proxy, "notes.example.net", true, http.Header{"X-Forwarded-Port": {"8443", "443"}}, two},
		{"a port that is a host", proxy, "evil.example", true, http.Header{"X-Forwarded-Port": {"@notes.example.org"}}, ""},
		{"a visitor gives a port", visitor, "notes.example.org", true, http.Header{"X-Forwarded-Port": {"8443"}}, one},
	} {
		r := httptest.NewRequest("GET", "/page", nil)
		r.RemoteAddr, r.Host, r.Header = tt.from, tt.host, http.Header{}
		if tt.header != nil {
			r.Header = tt.header
		}
		if tt.tls {
			r.TLS = new(tls.ConnectionState)
		}
		w := httptest.NewRecorder()
		c.Require(http.NotFoundHandler()).ServeHTTP(w, r)
		got := ""
		if u, err := url.Parse(w.Header().Get("Location")); err == nil && w.Code == http.StatusFound {
			got = u.Query().Get("service")
		}
		if got != tt.want || tt.want == "" && w.Code != http.StatusBadRequest {
			t.Errorf("%s: %d, service %q, want %q", tt.what, w.Code, got, tt.want)
		}
	}
	// Programs name the service themselves.
	for _, service := range []string{one, two, port, "https://notes.example.net/other"} {
		if got := c.LoginURL(service); got != "https://ent.example.org/cas/login?service="+url.QueryEscape(service) {
			t.Errorf("LoginURL(%s) = %s", service, got)
		}
	}
	if _, err := c.Validate(t.Context(), "ST-1", "https://evil.example/cas"); !errors.Is(err, casclient.ErrService) {
		t.Errorf("a service of others: %v", err)
	}
}

func TestOriginsThatAreNone(t *testing.T) {
	for what, origin := range map[string]string{
		"a path":      "https://notes.example.net/x",
		"a slash":     "https://notes.example.net/",
		"a query":     "https://notes.example.net?x",
		"in clear":    "http://notes.example.net",
		"a wildcard":  "https://*.example.net",
		"a host only": "notes.example.net",
		"loopback":    "http://127.0.0.1:80",
	} {
		if _, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Origins: []string{origin}, AllowHTTPLoopback: true}); err == nil || !strings.Contains(err.Error(), "Origin") {
			t.Errorf("%s: %v", what, err)
		}
	}
}

// A whole sign-in at the second origin: the ticket is validated for it.
func TestASignInAtAnotherOrigin(t *testing.T) {
	s := newSite(t, nil)
	u, _ := url.Parse(s.app.URL)
	second := "http://localhost:" + u.Port()
	opts := &casclient.Options{AllowHTTPLoopback: true, Origins: []string{second}}
	c := newClient(t, s.casURL, s.app.URL+"/cas", opts)
	for _, origin := range []string{s.app.URL, second} {
		for _, issued := range []string{s.app.URL, second} {
			r := httptest.NewRequest("GET", origin+"/cas?ticket="+s.cas.Ticket("victim", issued+"/cas"), nil)
			w := httptest.NewRecorder()
			c.Callback().ServeHTTP(w, r)
			want := http.StatusForbidden // the CAS server says INVALID_SERVICE
			if origin == issued {
				want = http.StatusSeeOther
			}
			if w.Code != want {
				t.Errorf("a ticket for %s at %s: %d, want %d", issued, origin, w.Code, want)
			}
		}
	}
}
