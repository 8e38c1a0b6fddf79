package casclient_test

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// openSite is a site whose /open… is for everybody.
func openSite(t *testing.T, change func(*casclient.Options)) (s *site, open string) {
	t.Helper()
	s = newSite(t, nil)
	var h http.Handler
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { h.ServeHTTP(w, r) }))
	t.Cleanup(app.Close)
	s.app = app
	opts := &casclient.Options{AllowHTTPLoopback: true, Sessions: s.store, Now: s.clock.now}
	if change != nil {
		change(opts)
	}
	s.client = newClient(t, s.casURL, app.URL+"/cas", opts)
	mux := http.NewServeMux()
	mux.Handle("/cas", s.client.Callback())
	mux.Handle("/logout", s.client.Logout("/open"))
	mux.Handle("/open/", s.client.Optional(http.HandlerFunc(greet)))
	mux.Handle("/open", s.client.Optional(http.HandlerFunc(greet)))
	mux.Handle("/", s.client.Require(http.HandlerFunc(greet)))
	h = mux
	return s, app.URL + "/open"
}

func greet(w http.ResponseWriter, r *http.Request) {
	name := "nobody"
	if p, ok := casclient.FromContext(r.Context()); ok {
		name = p.User
	}
	fmt.Fprintf(w, "%s %s %s", name, r.Method, r.RequestURI)
}

// gateways counts how often the browser was sent to ask.
func (s *site) gateways() (n int) {
	for _, v := range s.visits {
		if strings.HasPrefix(v, s.casURL) && strings.HasSuffix(v, "&gateway=true") {
			n++
		}
	}
	return n
}

func TestOptionalAsksOnce(t *testing.T) {
	s, open := openSite(t, nil)
	for _, path := range []string{"/a?q=%c3%a9&&ticket=mine", "/b", "/a"} {
		if status, body := s.get(t, open+path); status != 200 || body != "nobody GET /open"+path {
			t.Errorf("%s: %d %s", path, status, body)
		}
	}
	if n := s.gateways(); n != 1 {
		t.Errorf("asked %d times, want once: %q", n, s.visits)
	}
	if s.store.Len() != 0 {
		t.Error("a session for nobody")
	}
	if names := s.cookieNames(); len(names) != 1 {
		t.Errorf("cookies %v, want the one that says who was asked", names)
	}
	// A page that needs a name still gets one, and so do the others then.
	s.signIn(t, "/private")
	if _, body := s.get(t, open); body != "zlefevre GET /open" {
		t.Errorf("signed in: %s", body)
	}
	// Whoever leaves here stays away, though the server would know her.
	if _, body := s.post(t, s.app.URL+"/logout", nil); body != "nobody GET /open" {
		t.Errorf("after logout: %s", body)
	}
	// Later it may be asked again.
	s.clock.advance(2*time.Hour + time.Second)
	if _, body := s.get(t, open); body != "zlefevre GET /open" {
		t.Errorf("two hours later: %s", body)
	}
}

func TestOptionalKnowsWhoIsSignedInAtTheServer(t *testing.T) {
	s, open := openSite(t, nil)
	resp, err := s.browser.PostForm(s.casURL+"/login", url.Values{"username": {"zlefevre"}, "password": {"secret"}})
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	if _, body := s.get(t, open+"/a?b"); body != "zlefevre GET /open/a?b" {
		t.Errorf("%s", body)
	}
	last := s.visits[len(s.visits)-1]
	if last != open+"/a?b" || s.store.Len() != 1 {
		t.Errorf("ended at %s with %d sessions", last, s.store.Len())
	}
}

func TestOptionalAfterLogoutOfSomebodyWhoWasNeverAsked(t *testing.T) {
	s, _ := openSite(t, nil)
	s.signIn(t, "/private")
	if _, body := s.post(t, s.app.URL+"/logout", nil); body != "nobody GET /open" {
		t.Errorf("signed in again at once: %s", body)
	}
}

func TestOptionalSendsOnlyBrowsersThatOpenPages(t *testing.T) {
	s, _ := openSite(t, nil)
	renewing := newClient(t, s.casURL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Renew: true})
	for _, tt := range []struct {
		what   string
		client *casclient.Client
		method string
		header http.Header
		sent   bool
	}{
		{"a browser opens a page", s.client, "GET", http.Header{"Sec-Fetch-Mode": {"navigate"}}, true},
		{"the head of a page", s.client, "HEAD", http.Header{"Sec-Fetch-Mode": {"navigate"}}, false},
		{"fetch", s.client, "GET", http.Header{"Sec-Fetch-Mode": {"cors"}}, false},
		{"an API client", s.client, "GET", http.Header{"Accept": {"application/json"}}, false},
		{"a form", s.client, "POST", http.Header{"Sec-Fetch-Mode": {"navigate"}}, false},
		{"renew, which excludes gateway", renewing, "GET", http.Header{"Sec-Fetch-Mode": {"navigate"}}, false},
		{"a cookie that somebody made up", s.client, "GET", http.Header{"Sec-Fetch-Mode": {"navigate"}, "Cookie": {cookiePrefix(s) + "-gateway=MQ"}}, true},
	} {
		open := func(uri string) *httptest.ResponseRecorder {
			r := httptest.NewRequest(tt.method, uri, strings.NewReader("a=b"))
			r.Header = tt.header
			w := httptest.NewRecorder()
			tt.client.Optional(http.HandlerFunc(greet)).ServeHTTP(w, r)
			return w
		}
		w := open("/open")
		if location := w.Header().Get("Location"); location == "/open?cas-step=trial" { // does it keep cookies?
			tt.header.Set("Cookie", strings.Split(w.Header().Get("Set-Cookie"), ";")[0])
			w = open(location)
		}
		if sent := w.Code == http.StatusFound && w.Header().Get("Location") == s.client.LoginURL("")+"&gateway=true"; sent != tt.sent || !sent && w.Body.String() != "nobody "+tt.method+" /open" {
			t.Errorf("%s: %d %s %s", tt.what, w.Code, w.Header().Get("Location"), w.Body)
		}
	}
}

// cookiePrefix is what the names of a site's cookies begin with.
func cookiePrefix(s *site) string {
	u, _ := url.Parse(s.app.URL)
	return "cas-" + u.Port()
}

// The cookie of one purpose is none for another.
func TestTheGatewayCookieIsSigned(t *testing.T) {
	s, open := openSite(t, nil)
	s.get(t, open)
	u, _ := url.Parse(s.app.URL)
	var value string
	for _, c := range s.browser.Jar.Cookies(u) {
		if c.Name == cookiePrefix(s)+"-gateway" {
			value = c.Value
		}
	}
	changed := "A" + value[1:]
	if changed == value {
		changed = "B" + value[1:]
	}
	for what, tt := range map[string]struct {
		value string
		sent  bool
	}{
		"as it was": {value, false}, "changed": {changed, true}, "cut": {value[:len(value)-4], true}, "empty": {"", true},
	} {
		r := httptest.NewRequest("GET", "/open", nil)
		r.AddCookie(&http.Cookie{Name: cookiePrefix(s) + "-gateway", Value: tt.value})
		w := httptest.NewRecorder()
		s.client.Optional(http.HandlerFunc(greet)).ServeHTTP(w, r)
		if sent := w.Code == http.StatusFound; sent != tt.sent {
			t.Errorf("%s: %d", what, w.Code)
		}
	}
	// It does not bring anybody back from a journey.
	r := httptest.NewRequest("GET", "/cas", nil)
	r.AddCookie(&http.Cookie{Name: cookiePrefix(s) + "-return", Value: value})
	w := httptest.NewRecorder()
	s.client.Callback().ServeHTTP(w, r)
	if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != "/cas?cas-step=begin" {
		t.Errorf("as a return cookie: %d to %s", w.Code, w.Header().Get("Location"))
	}
}

// A page for everybody is for those too whose browser keeps no cookies: nobody
// is sent round in circles, nor to an error page. The application does not see
// how that was found out.
func TestOptionalWithoutCookies(t *testing.T) {
	s, open := openSite(t, nil)
	s.browser.Jar = nil
	for _, path := range []string{"", "?", "/a?q=%c3%a9&&ticket=mine", "/a?cas-step=mine", "/a?b&"} {
		s.visits = nil
		if status, body := s.get(t, open+path); status != http.StatusOK || body != "nobody GET /open"+path {
			t.Errorf("%s: %d %s", path, status, body)
		}
		if len(s.visits) != 1 || !strings.HasSuffix(s.visits[0], "cas-step=trial") {
			t.Errorf("%s: by way of %q, want the page itself", path, s.visits)
		}
	}
	h := s.client.Optional(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s %s %q", r.URL, r.FormValue("a"), r.FormValue("cas-step"))
	}))
	for uri, want := range map[string]string{
		"/open?cas-step=trial":     `/open  ""`,
		"/open?a=b&cas-step=trial": `/open?a=b b ""`,
	} {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", uri, nil))
		if got := w.Body.String(); got != want {
			t.Errorf("the page sees %s, want %s", got, want)
		}
	}
}

// To find out whether a browser keeps cookies leads nobody elsewhere, and
// who sends somebody a link from such a browser asks for her as for all.
func TestOptionalFindsOutAtHome(t *testing.T) {
	s, open := openSite(t, nil)
	for _, uri := range []string{"//evil.example/", `/\\evil.example`, "/" + strings.Repeat("a", 3000)} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RequestURI = uri
		w := httptest.NewRecorder()
		s.client.Optional(http.HandlerFunc(greet)).ServeHTTP(w, r)
		if w.Code != http.StatusOK {
			t.Errorf("%.30s: %d to %s", uri, w.Code, w.Header().Get("Location"))
		}
	}
	for range 2 {
		if status, body := s.get(t, open+"/a?b&cas-step=trial"); status != 200 || body != "nobody GET /open/a?b" {
			t.Errorf("%d %s", status, body)
		}
	}
	if n := s.gateways(); n != 0 {
		t.Errorf("asked %d times by a link to the end of a trial, want not yet", n)
	}
	s.get(t, open)
	s.get(t, open)
	if n := s.gateways(); n != 1 {
		t.Errorf("asked %d times, want once: %q", n, s.visits)
	}
}

// On a page for everybody, who signed in too long ago is nobody; every other
// ticket that fails is an error.
func TestOptionalAndTicketsThatFail(t *testing.T) {
	s, open := openSite(t, func(o *casclient.Options) { o.MaxAge = time.Hour })
	resp, err := s.browser.PostForm(s.casURL+"/login", url.Values{"username": {"zlefevre"}, "password": {"secret"}})
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	s.clock.advance(61 * time.Minute)
	if status, body := s.get(t, open+"/a"); status != 200 || body != "nobody GET /open/a" {
		t.Errorf("too old: %d %s", status, body)
	}
	s.clock.advance(3 * time.Hour) // to be asked again
	s.cas.Break(castest.HTMLPage)
	visits := len(s.visits)
	if status, body := s.get(t, open+"/a"); status != http.StatusBadGateway {
		t.Errorf("a server that is broken: %d %s", status, body)
	}
	if n := len(s.visits) - visits; n != 3 {
		t.Errorf("%d redirects, want one to the page, there, and back: %q", n, s.visits[visits:])
	}
	if status, body := s.get(t, open+"/a"); status != 200 || body != "nobody GET /open/a" {
		t.Errorf("the page itself: %d %s", status, body)
	}
}

type brokenStore struct{ casclient.MemorySessions }

func (*brokenStore) Find(context.Context, string, time.Time) (casclient.Session, bool, error) {
	return casclient.Session{}, false, errors.New("out of order")
}

func TestOptionalWhenTheStoreFails(t *testing.T) {
	s, open := openSite(t, func(o *casclient.Options) { o.Sessions = new(brokenStore) })
	r := httptest.NewRequest("GET", open, nil)
	r.AddCookie(&http.Cookie{Name: cookiePrefix(s), Value: strings.Repeat("A", 43)})
	w := httptest.NewRecorder()
	s.client.Optional(http.HandlerFunc(greet)).ServeHTTP(w, r)
	if w.Code != http.StatusServiceUnavailable {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
