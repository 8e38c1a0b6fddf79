package castest_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

// A listener is an application that hears of logouts.
type listener struct {
	*httptest.Server
	store *casclient.MemorySessions
	mu    sync.Mutex
	heard []string // method, path and Content-Type
	body  string   // of the last one
}

func listen(t *testing.T, cas string) *listener {
	t.Helper()
	l := &listener{store: new(casclient.MemorySessions)}
	var c *casclient.Client
	l.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Query().Get("ticket") != "" {
			c.Callback().ServeHTTP(w, r)
			return
		}
		body, _ := io.ReadAll(r.Body)
		r.Body = io.NopCloser(strings.NewReader(string(body)))
		l.mu.Lock()
		l.heard, l.body = append(l.heard, strings.TrimSpace(r.Method+" "+r.URL.Path+" "+r.Header.Get("Content-Type"))), string(body)
		l.mu.Unlock()
		if r.Method == http.MethodGet {
			c.FrontChannelLogout().ServeHTTP(w, r)
			return
		}
		c.SingleLogout().ServeHTTP(w, r)
	}))
	t.Cleanup(l.Close)
	var err error
	c, err = casclient.New(cas, l.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: l.store})
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// signIn brings two tickets, as from two browsers that are one to the server.
func (l *listener) signIn(t *testing.T, b *browser) {
	t.Helper()
	for range 2 {
		_, location, _ := b.get(login(l.URL + "/cas"))
		resp, err := http.DefaultTransport.RoundTrip(httptest.NewRequest("GET", location, nil))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
	}
	if l.store.Len() != 2 {
		t.Fatalf("%d sessions, want 2", l.store.Len())
	}
}

func TestShapesOfLogout(t *testing.T) {
	for _, tt := range []struct {
		faults []castest.Fault
		heard  []string
		body   string // the beginning
		left   int    // sessions
	}{
		{nil, []string{"POST /cas application/x-www-form-urlencoded", "POST /cas application/x-www-form-urlencoded"}, "logoutRequest=%3Csamlp", 0},
		{[]castest.Fault{castest.RawLogout, castest.OddLogoutDate}, []string{"POST /cas text/xml", "POST /cas text/xml"}, "<samlp:LogoutRequest", 0},
		{[]castest.Fault{castest.JoinedLogout}, []string{"POST /cas application/x-www-form-urlencoded"}, "logoutRequest=%3Csamlp", 0},
		{[]castest.Fault{castest.LastLogoutOnly}, []string{"POST /cas application/x-www-form-urlencoded"}, "logoutRequest=%3Csamlp", 1},
		{[]castest.Fault{castest.FrontLogout}, []string{"GET /cas", "GET /cas"}, "", 0},
		{[]castest.Fault{castest.FrontLogoutChain}, []string{"GET /cas", "GET /cas"}, "", 0},
	} {
		s, b := start(t, nil)
		l := listen(t, b.base)
		b.do("POST", "/login", rightPassword)
		l.signIn(t, b)
		s.Break(tt.faults...)
		_, location, page := b.get("/logout?service=" + url.QueryEscape(l.URL+"/bye"))
		for range 2 { // what a browser does with scripts, and with redirects
			if _, src, ok := strings.Cut(page, `<script src="`); ok {
				src, page, _ = strings.Cut(src, `"`)
				get(t, strings.ReplaceAll(src, "&amp;", "&"))
			}
			if strings.HasPrefix(location, l.URL+"/cas?") {
				_, location, _ = b.get(strings.TrimPrefix(get(t, location), b.base))
			}
		}
		if diff := cmp.Diff(tt.heard, l.heard); diff != "" || !strings.HasPrefix(l.body, tt.body) {
			t.Errorf("%q: heard (-want +got):\n%s\nwith %.40s", tt.faults, diff, l.body)
		}
		if l.store.Len() != tt.left {
			t.Errorf("%q: %d sessions after logout, want %d", tt.faults, l.store.Len(), tt.left)
		}
		if location != l.URL+"/bye" && !strings.Contains(page, `<a href="`+l.URL+`/bye"`) {
			t.Errorf("%q: logout ends at %q\n%s", tt.faults, location, page)
		}
	}
}

// get returns where the answer leads.
func get(t *testing.T, address string) string {
	t.Helper()
	resp, err := http.DefaultTransport.RoundTrip(httptest.NewRequest("GET", address, nil))
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	return resp.Header.Get("Location")
}

func TestLogoutAtAnotherAddress(t *testing.T) {
	s, b := start(t, &castest.Options{LogoutURL: func(service string) string {
		if strings.HasSuffix(service, "/cas") {
			return strings.TrimSuffix(service, "/cas") + "/out"
		}
		return ""
	}})
	l := listen(t, b.base)
	b.do("POST", "/login", rightPassword)
	l.signIn(t, b)
	b.get("/serviceValidate?" + url.Values{"ticket": {s.Ticket("jo", l.URL+"/other")}, "service": {l.URL + "/other"}}.Encode())
	s.SignOut("jo")
	if diff := cmp.Diff([]string{"POST /out application/x-www-form-urlencoded", "POST /out application/x-www-form-urlencoded"}, l.heard); diff != "" {
		t.Errorf("heard (-want +got):\n%s", diff)
	}
}

func TestLogoutAtTheCallback(t *testing.T) {
	for f, want := range map[castest.Fault]int{castest.Replay: 0, castest.LogoutAtCallback: 1} {
		s, b := start(t, nil)
		one := newProxy(t, b.base)
		s.Break(f)
		if _, err := one.client.Validate(t.Context(), s.Ticket("jo", one.URL+"/cas"), ""); err != nil {
			t.Fatal(err)
		}
		one.told()
		s.SignOut("jo")
		calls := one.told()
		if got := strings.Count(strings.Join(calls, "\n"), "POST /pgt"); got != want {
			t.Errorf("%s: the callback was told %d times of %q, want %d", f, got, calls, want)
		}
	}
}

func TestSingleLogout(t *testing.T) {
	var mu sync.Mutex
	var told []string
	app := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, r.Method+" "+r.URL.Path+" "+r.PostFormValue("logoutRequest"))
	}))
	defer app.Close()
	s, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	take := func(path string) string {
		_, location, _ := b.get(login(app.URL + path))
		u, err := url.Parse(location)
		if err != nil {
			t.Fatal(err)
		}
		return u.Query().Get("ticket")
	}
	used, unused := take("/one"), take("/two")
	valid := func(path, ticket string) bool {
		_, _, body := b.get("/serviceValidate?" + url.Values{"ticket": {ticket}, "service": {app.URL + path}}.Encode())
		return strings.Contains(body, "<cas:user>")
	}
	if !valid("/one", used) {
		t.Fatal("the ticket is not valid")
	}
	if status, location, _ := b.get("/logout?service=" + url.QueryEscape(app.URL+"/bye")); status != 303 || location != app.URL+"/bye" {
		t.Errorf("logout: %d to %q", status, location)
	}
	if len(told) != 1 || !strings.HasPrefix(told[0], "POST /one <samlp:LogoutRequest") || !strings.Contains(told[0], ">"+used+"<") {
		t.Errorf("services were told %q, want /one of %s", told, used)
	}
	if valid("/two", unused) {
		t.Error("an unused ticket outlives the session")
	}
	if status, _, _ := b.get(login(service)); status != 200 {
		t.Errorf("login after logout: %d, want the form", status)
	}
	valid("/three", s.Ticket("jo", app.URL+"/three"))
	valid("/four", s.Ticket("other", app.URL+"/four"))
	s.SignOut("jo")
	if len(told) != 2 || !strings.HasPrefix(told[1], "POST /three ") {
		t.Errorf("SignOut told %q, want /three", told[1:])
	}
}

func TestServicesThatAreNotAllowedAreNotTold(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("told") }))
	defer app.Close()
	s, b := start(t, &castest.Options{Services: func(string) bool { return false }})
	ask := url.Values{"ticket": {s.Ticket("jo", app.URL)}, "service": {app.URL}}
	if _, _, got := b.get("/serviceValidate?" + ask.Encode()); !strings.Contains(got, "<cas:user>jo") {
		t.Fatalf("validation: %s", got)
	}
	s.SignOut("jo")
}
