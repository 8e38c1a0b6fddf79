package casclient_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

// visitor returns a request of somebody who is signed in at c, whose store is
// the one given.
func visitor(t *testing.T, s *site, user, method, path string) *http.Request {
	t.Helper()
	w := httptest.NewRecorder()
	service := s.app.URL + "/cas"
	s.client.Callback().ServeHTTP(w, httptest.NewRequest("GET", service+"?ticket="+s.cas.Ticket(user, service), nil))
	r := httptest.NewRequest(method, path, nil)
	for _, c := range w.Result().Cookies() {
		if c.Name == cookiePrefix(s) {
			r.AddCookie(c)
		}
	}
	return r
}

func TestAuthenticateTellsAndAsksNobody(t *testing.T) {
	s := newSite(t, nil)
	h := s.client.Authenticate(http.HandlerFunc(greet))
	for _, tt := range []struct {
		what string
		r    *http.Request
		want string
	}{
		{"somebody", visitor(t, s, "victim", "GET", "/a"), "victim GET /a"},
		{"nobody", httptest.NewRequest("GET", "/a", nil), "nobody GET /a"},
		{"a form of nobody", httptest.NewRequest("POST", "/a", strings.NewReader("a=b")), "nobody POST /a"},
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, tt.r)
		if w.Code != http.StatusOK || w.Body.String() != tt.want || len(w.Result().Cookies()) != 0 {
			t.Errorf("%s: %d %q, want %q", tt.what, w.Code, w.Body, tt.want)
		}
	}
	// A store that fails is no "nobody".
	c := newClient(t, s.casURL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: broken{find: true}})
	r := visitor(t, s, "victim", "GET", "/a")
	w := httptest.NewRecorder()
	c.Authenticate(http.HandlerFunc(greet)).ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("a store that fails: %d %s", w.Code, w.Body)
	}
}

// A cache that several people share may keep the answer to a request with a
// cookie (RFC 9111 §3): what is for one of them says so.
func TestSharedCachesKeepNobodysPage(t *testing.T) {
	s := newSite(t, nil)
	says := func(h http.Handler, value string) http.Handler {
		return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Cache-Control", value)
			h.ServeHTTP(w, r)
		})
	}
	page := http.HandlerFunc(greet)
	for _, tt := range []struct {
		what   string
		h      http.Handler
		nobody bool
		want   string
	}{
		{"a page for who is signed in", s.client.Require(page), false, "private, no-cache"},
		{"a page for all, to somebody", s.client.Optional(page), false, "private, no-cache"},
		{"a page that asks nobody, to somebody", s.client.Authenticate(page), false, "private, no-cache"},
		{"a page that asks nobody, to nobody", s.client.Authenticate(page), true, ""},
		{"a page that says it itself", s.client.Require(says(page, "max-age=60")), false, "max-age=60"},
		{"a site that says it before", says(s.client.Require(page), "no-store"), false, "no-store"},
	} {
		r := httptest.NewRequest("GET", "/a", nil)
		if !tt.nobody {
			r = visitor(t, s, "victim", "GET", "/a")
		}
		w := httptest.NewRecorder()
		tt.h.ServeHTTP(w, r)
		if got := w.Header().Get("Cache-Control"); w.Code != http.StatusOK || got != tt.want {
			t.Errorf("%s: %d, Cache-Control %q, want %q", tt.what, w.Code, got, tt.want)
		}
	}
}

func TestRequireProfile(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) { o.OnError = nil })
	teachers := s.client.RequireProfile(http.HandlerFunc(greet), casclient.ProfileENS)
	pupils := s.client.RequireProfile(http.HandlerFunc(greet), casclient.ProfileELV, casclient.ProfileTUT)
	french := visitor(t, s, "zlefevre", "GET", "/a")
	french.Header.Set("Accept-Language", "fr")
	form := visitor(t, s, "zlefevre", "POST", "/a")
	form.Header.Set("Accept", "text/html")
	script := visitor(t, s, "victim", "GET", "/a")
	script.Header.Set("Accept", "application/json")
	for _, tt := range []struct {
		what string
		h    http.Handler
		r    *http.Request
		code int
		want string // in the answer
	}{
		{"a teacher among teachers", teachers, visitor(t, s, "zlefevre", "GET", "/a"), 200, "zlefevre GET /a"},
		{"a teacher among pupils and parents", pupils, visitor(t, s, "zlefevre", "GET", "/a"), 403, "this page is for others"},
		{"in French", pupils, french, 403, "réservée à d’autres"},
		{"with a form", pupils, form, 403, "this page is for others"},
		{"a script of somebody without a profile", teachers, script, 403, `{"error":"Forbidden"}`},
		{"nobody is sent to sign in", teachers, httptest.NewRequest("GET", "/a", nil), 302, ""},
	} {
		w := httptest.NewRecorder()
		tt.h.ServeHTTP(w, tt.r)
		if w.Code != tt.code || !strings.Contains(w.Body.String(), tt.want) {
			t.Errorf("%s: %d %s, want %d and %q", tt.what, w.Code, w.Body, tt.code, tt.want)
		}
	}
	if casclient.ErrorStatus(casclient.ErrProfile) != http.StatusForbidden {
		t.Error("ErrProfile is not 403")
	}
	defer func() {
		if recover() == nil {
			t.Error("no profiles: no panic")
		}
	}()
	s.client.RequireProfile(http.HandlerFunc(greet))
}

// A proxy's program got the headers that a visitor had sent.
func TestStripIdentity(t *testing.T) {
	var got http.Header
	h := casclient.StripIdentity(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { got = r.Header }), "X-Guid", "X-Own-")
	r := httptest.NewRequest("GET", "/", nil)
	kept := http.Header{"Accept": {"a", "b"}, "X-Forwarded-For": {"c"}, "Remote": {"d"}, "X-Usage": {"e"}, "Cascade": {"f"}, "X-Guids": {"g"}}
	for name, values := range kept {
		r.Header[name] = values
	}
	for _, name := range []string{
		"Remote-User", "remote_user", "REMOTE-USER", "X-Remote-User", "X_Remote_User", "X-Forwarded-User", "X-Auth-Request-Email",
		"Cas-User", "CAS_Attribute_Mail", "X-Cas-Anything", "X-Guid", "x_guid", "X-Own-Thing", "X-User",
	} {
		r.Header[name] = []string{"admin"}
	}
	h.ServeHTTP(httptest.NewRecorder(), r)
	if diff := cmp.Diff(kept, got); diff != "" {
		t.Errorf("headers (-want +got):\n%s", diff)
	}
	if len(r.Header["Remote-User"]) != 1 {
		t.Error("the request of the server was changed")
	}
}

func TestForwardAuth(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) { o.TrustedProxies = nets("10.0.0.0/8") })
	h := s.client.ForwardAuth(nil)
	const proxy = "10.0.0.1:80"
	traefik := func(r *http.Request, method, uri string) *http.Request {
		r.Header.Set("X-Forwarded-Method", method)
		r.Header.Set("X-Forwarded-Uri", uri)
		return r
	}
	from := func(r *http.Request, addr string) *http.Request { r.RemoteAddr = addr; return r }
	nobody := func() *http.Request { return httptest.NewRequest("GET", "/auth", nil) }
	form := traefik(nobody(), "POST", "/save")
	form.Header.Set("Accept", "text/html")
	for _, tt := range []struct {
		what string
		r    *http.Request
		code int
		user string
	}{
		{"nginx about somebody", from(visitor(t, s, "victim", "GET", "/auth"), proxy), 200, "victim"},
		{"nginx about nobody", from(nobody(), proxy), 401, ""},
		{"Traefik about somebody", from(traefik(visitor(t, s, "victim", "GET", "/auth"), "POST", "/page"), proxy), 200, "victim"},
		{"Traefik about nobody", from(traefik(nobody(), "GET", "/page?a=%2f"), proxy), 302, ""},
		{"Traefik about a form of nobody", from(form, proxy), 401, ""},
		{"Traefik about what is no path", from(traefik(nobody(), "GET", "page"), proxy), 400, ""},
		{"anybody about somebody", from(visitor(t, s, "victim", "GET", "/auth"), "192.0.2.7:80"), 403, ""},
		{"anybody who says that he is the proxy", from(traefik(nobody(), "GET", "/"), "192.0.2.7:80"), 403, ""},
	} {
		tt.r.Header.Set("Remote-User", "admin")
		w := httptest.NewRecorder()
		h.ServeHTTP(w, tt.r)
		if w.Code != tt.code || w.Header().Get("Remote-User") != tt.user {
			t.Errorf("%s: %d, Remote-User %q; want %d, %q", tt.what, w.Code, w.Header().Get("Remote-User"), tt.code, tt.user)
		}
	}
	// The way back leads to the page that the proxy was asked for.
	w := httptest.NewRecorder()
	h.ServeHTTP(w, from(traefik(nobody(), "GET", "/page?a=%2f"), proxy))
	service := s.app.URL + "/cas"
	back := httptest.NewRequest("GET", service+"?ticket="+s.cas.Ticket("victim", service), nil)
	back.AddCookie(w.Result().Cookies()[0])
	w = httptest.NewRecorder()
	s.client.Callback().ServeHTTP(w, back)
	if got := w.Header().Get("Location"); got != "/page?a=%2f" {
		t.Errorf("back to %q", got)
	}
	defer func() {
		if recover() == nil {
			t.Error("without TrustedProxies: no panic")
		}
	}()
	newClient(t, s.casURL, service, &casclient.Options{AllowHTTPLoopback: true}).ForwardAuth(nil)
}

// A proxy that asks for many hosts is answered for those on the list.
func TestForwardAuthOfHosts(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	c := newClient(t, server.URL, "https://a.example/cas", &casclient.Options{
		AllowHTTPLoopback: true, TrustedProxies: nets("10.0.0.0/8"), Origins: []string{"https://b.example"},
	})
	for host, want := range map[string]int{"a.example": 302, "b.example": 302, "c.example": 400, "a.example, c.example": 400} {
		r := httptest.NewRequest("GET", "http://auth.internal/auth", nil)
		r.RemoteAddr = "10.0.0.1:80"
		r.Header = http.Header{"X-Forwarded-Uri": {"/page"}, "X-Forwarded-Host": {host}, "X-Forwarded-Proto": {"https"}}
		w := httptest.NewRecorder()
		c.ForwardAuth(nil).ServeHTTP(w, r)
		if w.Code != want {
			t.Errorf("%s: %d, want %d", host, w.Code, want)
		}
	}
}

// Who is signed in at one host of a proxy is not let in at one that is not on
// the list: she sends the cookie wherever she likes.
func TestForwardAuthOfHostsToWhoIsSignedIn(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) {
		o.TrustedProxies, o.Origins = nets("10.0.0.0/8", "127.0.0.1/32"), []string{"http://127.0.0.1:9"}
	})
	own := strings.TrimPrefix(s.app.URL, "http://")
	for host, want := range map[string]int{own: 200, "127.0.0.1:9": 200, "127.0.0.1:10": 400, "evil.example": 400, own + ", 127.0.0.1:10": 400} {
		for _, uri := range []string{"", "/page"} { // nginx, Traefik
			r := visitor(t, s, "victim", "GET", "/auth")
			r.RemoteAddr = "10.0.0.1:80"
			r.Header.Set("X-Forwarded-Host", host)
			if uri != "" {
				r.Header.Set("X-Forwarded-Uri", uri)
			}
			w := httptest.NewRecorder()
			s.client.ForwardAuth(nil).ServeHTTP(w, r)
			if w.Code != want || (w.Header().Get("Remote-User") != "") != (want == 200) {
				t.Errorf("%s %s: %d, Remote-User %q; want %d", host, uri, w.Code, w.Header().Get("Remote-User"), want)
			}
		}
	}
}

// What a proxy says it was asked for leads nobody away from the site.
func TestForwardAuthOfPathsThatLeadElsewhere(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) { o.TrustedProxies = nets("10.0.0.0/8") })
	service := s.app.URL + "/cas"
	for uri, want := range map[string]string{
		"/page?a=%2F%2fevil":          "/page?a=%2F%2fevil",
		"/%2e%2e//evil.example":       "/%2e%2e//evil.example",
		"//evil.example/":             "/",
		`/\evil.example/`:             "/",
		"https://evil.example/path?q": "/path?q",
		"https://evil.example//evil":  "/",
		"/a%0d%0aSet-Cookie:x=y":      "/a%0d%0aSet-Cookie:x=y",
		"javascript:alert(1)":         "/",
		"evil.example":                "",
		"*":                           "/",
	} {
		r := httptest.NewRequest("GET", "/auth", nil)
		r.RemoteAddr = "10.0.0.1:80"
		r.Header.Set("X-Forwarded-Uri", uri)
		w := httptest.NewRecorder()
		s.client.ForwardAuth(nil).ServeHTTP(w, r)
		if w.Code == http.StatusBadRequest && want == "" {
			continue
		}
		if got := w.Header().Get("Location"); w.Code != http.StatusFound || got != s.client.LoginURL("") {
			t.Errorf("%s: %d to %q, want to sign in", uri, w.Code, got)
			continue
		}
		back := httptest.NewRequest("GET", service+"?ticket="+s.cas.Ticket("victim", service), nil)
		back.AddCookie(w.Result().Cookies()[0])
		w = httptest.NewRecorder()
		s.client.Callback().ServeHTTP(w, back)
		if got := w.Header().Get("Location"); got != want {
			t.Errorf("%s: back to %q, want %q", uri, got, want)
		}
	}
}
