package casclient_test

import (
	"crypto/tls"
	"errors"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
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

// Where the callback is, of a service URL in any form.
func TestServicesWithoutAPath(t *testing.T) {
	for service, want := range map[string]string{
		"https://notes.example.org":     "/?cas-step=begin",
		"https://notes.example.org/":    "/?cas-step=begin",
		"https://notes.example.org?a=b": "/?a=b&cas-step=begin",
		"https://notes.example.org/c?a": "/c?a&cas-step=begin",
	} {
		w := httptest.NewRecorder()
		newClient(t, "https://ent.example.org/cas", service, &casclient.Options{Home: "/home"}).Callback().ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("%s: sent to %q, want %q", service, got, want)
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
	// At an origin that is none of ours it is refused, and not used up.
	ticket := s.cas.Ticket("victim", second+"/cas")
	for _, tt := range []struct {
		origin string
		want   int
	}{{"http://evil.example", http.StatusBadRequest}, {second, http.StatusSeeOther}} {
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, httptest.NewRequest("GET", tt.origin+"/cas?ticket="+ticket, nil))
		if w.Code != tt.want {
			t.Errorf("a ticket at %s: %d, want %d", tt.origin, w.Code, tt.want)
		}
	}
}

// A proxy takes a path off requests, and visitors come back below it: without
// it they would be at another program's pages.
func TestAProxyThatTakesAPathAway(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "jo", Password: "secret"})
	ent := httptest.NewServer(cas)
	defer ent.Close()
	var app http.Handler
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path, ok := strings.CutPrefix(r.RequestURI, "/notes")
		if !ok {
			http.Error(w, "another program", http.StatusNotFound)
			return
		}
		r.RequestURI, r.URL.Path, r.URL.RawPath = path, strings.TrimPrefix(r.URL.Path, "/notes"), ""
		app.ServeHTTP(w, r)
	}))
	defer front.Close()
	c := newClient(t, ent.URL, front.URL+"/notes/cas", &casclient.Options{
		AllowHTTPLoopback: true, Prefix: "/notes", KeepForms: 1 << 10, TrustedProxies: nets("127.0.0.0/8"),
	})
	show := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.RequestURI) })
	mux := http.NewServeMux()
	mux.Handle("/cas", c.Callback())
	mux.Handle("/auth", c.ForwardAuth(nil))
	mux.Handle("/open", c.Optional(show))
	mux.Handle("/", c.Require(show))
	app = mux

	open := func(b *http.Client, method, path string, header http.Header) string {
		t.Helper()
		r, err := http.NewRequestWithContext(t.Context(), method, front.URL+"/notes"+path, strings.NewReader("a=b"))
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(r.Header, header)
		resp, err := b.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		_, page := read(t, resp)
		if m := action.FindStringSubmatch(page); m != nil {
			page = m[1]
		}
		return resp.Request.URL.RequestURI() + " " + page
	}
	signIn := func(b *http.Client) {
		t.Helper()
		resp, err := b.PostForm(ent.URL+"/login", url.Values{"username": {"jo"}, "password": {"secret"}})
		if err != nil {
			t.Fatal(err)
		}
		read(t, resp)
	}
	asked := func(uri string) http.Header { return http.Header{"X-Forwarded-Uri": {uri}} }
	for _, tt := range []struct {
		what, path string
		header     http.Header
		nobody     bool // at the server either
		want       string
	}{
		{"a page", "/page?a=%2f", nil, false, "/notes/page?a=%2f /page?a=%2f"},
		{"a page for all, to who is signed in", "/open?a", nil, false, "/notes/open?a /open?a"},
		{"a page for all, to nobody", "/open?a", nil, true, "/notes/open?a /open?a"},
		{"a portal's link", "/cas", nil, false, "/notes/ /"},
		{"a page that Traefik asks about", "/auth", asked("/notes/page"), false, "/notes/page /page"},
		{"a page that Traefik asks about when it has cut the path", "/auth", asked("/page"), false, "/notes/page /page"},
		{"the path itself, without a slash", "/auth", asked("/notes"), false, "/notes/ /"},
		{"and with a query", "/auth", asked("/notes?a"), false, "/notes/?a /?a"},
		{"a page whose name begins like it", "/auth", asked("/notesheet"), false, "/notes/notesheet /notesheet"},
	} {
		b := newBrowser(t, new([]string))
		if !tt.nobody {
			signIn(b)
		}
		if got := open(b, "GET", tt.path, tt.header); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.want)
		}
	}
	// A form that is kept goes where it was to go.
	b := newBrowser(t, new([]string))
	signIn(b)
	open(b, "GET", "/page", nil)
	u, _ := url.Parse(front.URL)
	b.Jar.SetCookies(u, []*http.Cookie{{Name: "cas-" + u.Port(), Path: "/", MaxAge: -1}}) // her session has ended
	header := http.Header{"Content-Type": {"application/x-www-form-urlencoded"}, "Origin": {front.URL}, "Accept": {"text/html"}}
	if got := open(b, "POST", "/save", header); !strings.HasSuffix(got, " /notes/save") {
		t.Errorf("a form: %s", got)
	}
}
