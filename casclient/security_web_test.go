package casclient_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// The holes of the browser's side: callback, sessions, cookies, redirects.

// The callback wrote its parameters into its page.
func TestCVE_2010_3690_TheCallbackEchoesNothing(t *testing.T) {
	c, _ := serve(t, body("no"))
	for _, query := range []string{"ticket=%3Cscript%3E", "ticket=" + secretTicket, "ticket=a&ticket=%3Cscript%3E", "%3Cscript%3E=%3Cscript%3E&ticket=x"} {
		r := httptest.NewRequest("GET", "/cas?"+query, nil)
		r.Header.Set("Accept-Language", "fr-FR,fr;q=0.9")
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, r)
		page := w.Body.String()
		if strings.Contains(page, "script") || strings.Contains(page, secretTicket) || !strings.Contains(page, `lang="fr"`) {
			t.Errorf("%s: page\n%s", query, page)
		}
		if w.Code < 400 || w.Header().Get("X-Content-Type-Options") != "nosniff" || !strings.Contains(w.Header().Get("Content-Security-Policy"), "default-src 'none'") {
			t.Errorf("%s: status %d, header %v", query, w.Code, w.Header())
		}
	}
}

// The session id was derived from the ticket.
func TestCVE_2010_2795_TheSessionIDIsNotTheTicket(t *testing.T) {
	s := newSite(t, nil)
	seen := make(map[string]bool)
	for range 3 {
		ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
		s.get(t, s.app.URL+"/cas?ticket="+ticket)
		id := s.appCookies()[0].Value
		raw, err := base64.RawURLEncoding.DecodeString(id)
		if err != nil || len(raw) != 32 || seen[id] || strings.Contains(id, ticket) {
			t.Errorf("session id %q: want 32 new random bytes", id)
		}
		seen[id] = true
	}
	if n := s.store.Len(); n != 1 {
		t.Errorf("%d sessions of one browser, want 1: the old ones end", n)
	}
}

// A cookie that an attacker had planted became the victim's session.
func TestSessionFixation(t *testing.T) {
	s := newSite(t, nil)
	u, _ := url.Parse(s.app.URL)
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas"))
	planted := s.appCookies()[0]

	victim := newBrowser(t, new([]string))
	victim.Jar.SetCookies(u, []*http.Cookie{planted})
	s.browser = victim
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas")); got != "victim GET / " {
		t.Fatalf("victim's page: %q", got)
	}
	if own := s.appCookies()[0]; own.Value == planted.Value {
		t.Error("the planted id has become the victim's")
	}
	attacker := newBrowser(t, new([]string))
	attacker.Jar.SetCookies(u, []*http.Cookie{planted})
	s.browser = attacker
	if _, got := s.get(t, s.app.URL+"/"); strings.Contains(got, "GET") {
		t.Errorf("the planted id still opens %q", got)
	}
	if n := s.store.Len(); n != 1 {
		t.Errorf("%d sessions, want the victim's only", n)
	}
}

// Anyone can send a logout message; without the ticket it ends nothing.
func TestForgedLogoutMessagesEndNothing(t *testing.T) {
	s := newSite(t, nil)
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	s.get(t, s.app.URL+"/cas?ticket="+ticket)
	for _, forged := range []string{"ST-guess", strings.ToLower(ticket), ticket[:len(ticket)-1], "victim", s.appCookies()[0].Value} {
		s.post(t, s.app.URL+"/cas", url.Values{"logoutRequest": {castest.LogoutRequest(forged, time.Now())}})
	}
	// Nor does a link: front-channel messages are not read.
	s.get(t, s.app.URL+"/public?logoutRequest="+url.QueryEscape(castest.LogoutRequest(ticket, time.Now())))
	if n := s.store.Len(); n != 1 {
		t.Fatalf("%d sessions, want 1", n)
	}
	s.post(t, s.app.URL+"/cas", url.Values{"logoutRequest": {castest.LogoutRequest(ticket, time.Now())}})
	if n := s.store.Len(); n != 0 {
		t.Errorf("the right ticket: %d sessions, want 0", n)
	}
}

// Clients that look for logout messages everywhere ate the forms of the
// application.
func TestFormsReachTheApplicationWhole(t *testing.T) {
	s := newSite(t, nil)
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas"))
	_, got := s.post(t, s.app.URL+"/save", url.Values{"logoutRequest": {"mine"}})
	if want := "victim POST /save logoutRequest=mine"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Where a visitor wanted to go was believed.
func TestOpenRedirect(t *testing.T) {
	for target, want := range map[string]string{
		"/notes?a=//b":                  "/notes?a=//b",
		"/a//b/../c%2f":                 "/a//b/../c%2f",
		"/é":                            "/%C3%A9",
		"//evil.example/":               "/home",
		`/\evil.example/`:               "/home",
		`/a\b`:                          "/home",
		"/\t/evil.example/":             "/home",
		"/ /evil.example":               "/home",
		"/" + strings.Repeat("a", 3000): "/home",
		"*":                             "/home",
		"http://evil.example/path?q":    "/path?q", // absolute form, as proxies get it
		"http://evil.example//evil":     "/home",
	} {
		cas := castest.New(nil, castest.User{Name: "jo"})
		server := httptest.NewServer(cas)
		const service = "http://127.0.0.1:1/cas"
		c := newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true, Home: "/home"})
		r := httptest.NewRequest("GET", "/", nil)
		r.RequestURI = target
		if u, err := url.Parse(target); err == nil {
			r.URL = u
		}
		w := httptest.NewRecorder()
		c.Require(http.NotFoundHandler()).ServeHTTP(w, r)

		back := httptest.NewRequest("GET", "/cas?ticket="+cas.Ticket("jo", service), nil)
		for _, cookie := range w.Result().Cookies() {
			back.AddCookie(cookie)
		}
		w = httptest.NewRecorder()
		c.Callback().ServeHTTP(w, back)
		if got := w.Header().Get("Location"); w.Code != http.StatusSeeOther || got != want {
			t.Errorf("%.40q: %d to %.60q, want 303 to %q", target, w.Code, got, want)
		}
		server.Close()
	}
}

// What the return cookie says is believed only if we wrote it, lately, for
// this purpose.
func TestTheReturnCookieIsSigned(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	const service = "http://127.0.0.1:1/cas"
	const unknown = "/cas?cas-step=cookies"
	clock := newClock()
	key, old := bytes.Repeat([]byte("k"), 32), bytes.Repeat([]byte("o"), 32)
	client := func(keys ...[]byte) *casclient.Client {
		return newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true, CookieKeys: keys, Now: clock.now})
	}
	start := func(c *casclient.Client) *http.Cookie {
		w := httptest.NewRecorder()
		c.Require(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", "/page", nil))
		return w.Result().Cookies()[0]
	}
	end := func(c *casclient.Client, cookie *http.Cookie) string {
		r := httptest.NewRequest("GET", "/cas?ticket="+cas.Ticket("jo", service), nil)
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, r)
		return w.Header().Get("Location")
	}
	good := start(client(key))
	changed := *good
	raw, _ := base64.RawURLEncoding.DecodeString(changed.Value)
	raw[len(raw)-1] ^= 1
	changed.Value = base64.RawURLEncoding.EncodeToString(raw)
	renamed := *good
	renamed.Name = "cas-1"
	swapped := *good
	swapped.Name = start(client(key)).Name
	plain := *good
	plain.Value = base64.RawURLEncoding.EncodeToString([]byte("/page"))
	for _, tt := range []struct {
		what   string
		client *casclient.Client
		cookie *http.Cookie
		want   string
	}{
		{"as it was written", client(key), good, "/page"},
		{"by the newer of two keys", client(key, old), good, "/page"},
		{"by the older of two keys", client(key, old), start(client(old)), "/page"},
		{"by no key of ours", client(key), start(client(old)), unknown},
		{"by the key of another process", client(), start(client()), unknown},
		{"changed", client(key), &changed, unknown},
		{"under another name", client(key), &renamed, unknown},
		{"of another journey", client(key), &swapped, unknown},
		{"not signed", client(key), &plain, unknown},
	} {
		if got := end(tt.client, tt.cookie); got != tt.want {
			t.Errorf("%s: to %q, want %q", tt.what, got, tt.want)
		}
	}
	clock.advance(15 * time.Minute)
	if got := end(client(key), good); got != unknown {
		t.Errorf("after a quarter of an hour: to %q, want %q", got, unknown)
	}
}

// Identity came from headers, which visitors can send.
func TestHeadersSayNothing(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	r := httptest.NewRequest("GET", "/", nil)
	for _, name := range []string{"Remote-User", "X-Remote-User", "Cas-User", "X-Forwarded-User", "Authorization"} {
		r.Header.Set(name, "admin")
	}
	w := httptest.NewRecorder()
	c.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("let through") })).ServeHTTP(w, r)
	if w.Code != http.StatusFound {
		t.Errorf("status %d, want 302", w.Code)
	}
	if _, ok := casclient.FromContext(t.Context()); ok {
		t.Error("someone is signed in in an empty context")
	}
	if _, ok := casclient.FromContext(casclient.NewContext(t.Context(), nil)); ok {
		t.Error("nobody is signed in, and is somebody")
	}
}

// The ticket stayed in the address bar, the history and the Referer.
func TestTheTicketIsGoneBeforeThePageLoads(t *testing.T) {
	s := newSite(t, nil)
	s.browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := s.browser.Get(s.app.URL + "/cas?ticket=" + s.cas.Ticket("victim", s.app.URL+"/cas"))
	if err != nil {
		t.Fatal(err)
	}
	_, page := read(t, resp)
	got := []string{resp.Status, resp.Header.Get("Location"), resp.Header.Get("Referrer-Policy"), resp.Header.Get("Cache-Control"), page}
	want := []string{"303 See Other", "/cas?cas-step=cookies", "no-referrer", "no-store", ""}
	if strings.Join(got, "|") != strings.Join(want, "|") {
		t.Errorf("got %q, want %q", got, want)
	}
}

// Cookies could be read by scripts, sent in clear and set by other hosts.
func TestCookieFlags(t *testing.T) {
	cas := castest.New(&castest.Options{Services: func(string) bool { return true }}, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	const service = "https://notes.example.org/cas"
	c := newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	w := httptest.NewRecorder()
	c.Require(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", "/", nil))
	cookies := w.Result().Cookies()
	w = httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/cas?ticket="+cas.Ticket("jo", service), nil)
	r.AddCookie(cookies[0])
	c.Callback().ServeHTTP(w, r)
	cookies = append(cookies, w.Result().Cookies()...)
	var names []string
	for _, k := range cookies {
		name := k.Name
		if i := strings.LastIndex(name, "return-"); i > 0 {
			name = name[:i+len("return-")] // the rest is random
		}
		names = append(names, name)
		if !k.Secure || !k.HttpOnly || k.SameSite != http.SameSiteLaxMode || k.Path != "/" || k.Domain != "" {
			t.Errorf("cookie %s", k)
		}
	}
	if got, want := strings.Join(names, " "), "__Host-cas-return- __Host-cas __Host-cas-return-"; got != want {
		t.Errorf("cookies %s, want %s", got, want)
	}
}

// A ticket that fails led to the login page, which gave another one, and so
// on. LemonLDAP::NG sends those it denies back with a ticket that is none.
func TestAFailedTicketIsNoLoop(t *testing.T) {
	s := newSite(t, nil)
	for _, ticket := range []string{"ST-F4K3T1CK3T", "not-a-ticket%21", ""} {
		s.visits = nil
		status, page := s.get(t, s.app.URL+"/cas?ticket="+ticket)
		if status < 400 || page != "error page\n" || len(s.visits) != 0 {
			t.Errorf("ticket %q: %d %q by way of %v, want an error page at once", ticket, status, page, s.visits)
		}
	}
	// A server that sends back without a ticket is asked twice: the first time
	// it may have been the visitor, who followed a portal's link.
	s.visits = nil
	status, page := s.get(t, s.app.URL+"/cas")
	if status != http.StatusOK || !strings.Contains(page, "password") {
		t.Fatalf("a visit without ticket: %d, want the login page", status)
	}
	status, page = s.get(t, s.app.URL+"/cas")
	if status != http.StatusOK || !strings.Contains(page, "password") {
		t.Fatalf("a second visit without ticket: %d, want the login page", status)
	}
	status, page = s.get(t, s.app.URL+"/cas")
	if status != http.StatusBadRequest || !errors.Is(s.errors[len(s.errors)-1], casclient.ErrNoTicket) {
		t.Errorf("back without a ticket: %d %q, want an error page", status, page)
	}
	// And a failed ticket leaves a session alone.
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas"))
	s.get(t, s.app.URL+"/cas?ticket=ST-x")
	if _, got := s.get(t, s.app.URL+"/still"); got != "victim GET /still " {
		t.Errorf("after a failed ticket: %q", got)
	}
}
