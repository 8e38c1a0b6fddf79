package casclient_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

func nets(list ...string) (out []netip.Prefix) {
	for _, s := range list {
		out = append(out, netip.MustParsePrefix(s))
	}
	return out
}

// leave tells a client's callback that the session of a ticket is over.
func leave(c *casclient.Client, ticket, from string, header http.Header) *httptest.ResponseRecorder {
	form := url.Values{"logoutRequest": {castest.LogoutRequest(ticket, time.Now())}}
	r := httptest.NewRequest("POST", "/cas", strings.NewReader(form.Encode()))
	r.RemoteAddr = from
	if header != nil {
		r.Header = header
	}
	w := httptest.NewRecorder()
	c.Callback().ServeHTTP(w, r)
	return w
}

func TestLogoutMessagesOfOthersDoNothing(t *testing.T) {
	forwarded := func(values ...string) http.Header { return http.Header{"X-Forwarded-For": values} }
	for _, tt := range []struct {
		what, from string
		header     http.Header
		want       bool
	}{
		{"from the server", "192.0.2.7:4711", nil, true},
		{"from the server, IPv4 in IPv6", "[::ffff:192.0.2.7]:4711", nil, true},
		{"from the server's other address", "[2001:db8::1]:4711", nil, true},
		{"from elsewhere", "198.51.100.1:4711", nil, false},
		{"from elsewhere, saying it comes from the server", "198.51.100.1:4711", forwarded("192.0.2.7"), false},
		{"from nowhere", "", nil, false},
		{"through our proxy", "10.0.0.1:80", forwarded("192.0.2.7"), true},
		{"through two of our proxies", "10.0.0.1:80", forwarded("192.0.2.7, 10.0.0.2"), true},
		{"the same in two headers", "10.0.0.1:80", forwarded("192.0.2.7", "10.0.0.2"), true},
		{"through our proxy, with a port", "10.0.0.1:80", forwarded("192.0.2.7:999"), true},
		{"from elsewhere through our proxy, saying more", "10.0.0.1:80", forwarded("192.0.2.7, 198.51.100.1"), false},
		{"through our proxy, in no known form", "10.0.0.1:80", forwarded("192.0.2.7, unknown"), false},
		{"from our proxy itself", "10.0.0.1:80", nil, false},
		{"from the server, on a machine of our proxies", "10.0.0.9:80", nil, true},
		{"the same, with an empty list", "10.0.0.9:80", forwarded(""), true},
		{"through that machine, from a blank", "10.0.0.9:80", forwarded("198.51.100.1, "), false},
	} {
		var told []casclient.LogoutKind
		store := new(casclient.MemorySessions)
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
			Sessions: store, LogoutSenders: nets("192.0.2.0/29", "2001:db8::1/128", "10.0.0.9/32"), TrustedProxies: nets("10.0.0.0/8"),
			OnLogout: func(_ *http.Request, kind casclient.LogoutKind, _ error) { told = append(told, kind) },
		})
		x := session("1", time.Now())
		x.Ticket = fmt.Sprintf("%x", sha256.Sum256([]byte("ST-1")))
		if err := store.Create(t.Context(), x); err != nil {
			t.Fatal(err)
		}
		w := leave(c, "ST-1", tt.from, tt.header)
		if ended := store.Len() == 0; ended != tt.want || len(told) == 1 != tt.want {
			t.Errorf("%s: ended is %v, told %v, want %v", tt.what, ended, told, tt.want)
		}
		if w.Code != http.StatusOK || w.Body.Len() != 0 {
			t.Errorf("%s: answer %d %q", tt.what, w.Code, w.Body)
		}
	}
}

func TestOnLogoutIsToldHowAndWhatFailed(t *testing.T) {
	var told []string
	hook := func(r *http.Request, kind casclient.LogoutKind, err error) {
		told = append(told, fmt.Sprint(kind, " ", r.URL, " ", errors.Is(err, casclient.ErrSessions) && errors.Is(err, errBroken)))
	}
	for _, store := range []casclient.Sessions{new(casclient.MemorySessions), broken{}} {
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: store, OnLogout: hook})
		leave(c, "ST-1", "192.0.2.7:1", nil)
		message := url.QueryEscape(castest.LogoutRequest("ST-2", time.Now()))
		c.FrontChannelLogout().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/bye?logoutRequest="+message, nil))
		r := httptest.NewRequest("POST", "/logout", nil)
		r.AddCookie(&http.Cookie{Name: "__Host-cas", Value: strings.Repeat("A", 43)})
		w := httptest.NewRecorder()
		c.Logout("/").ServeHTTP(w, r)
		// Who is not signed out is told so.
		if _, works := store.(*casclient.MemorySessions); works != (w.Code == http.StatusSeeOther) || !works && (w.Code != http.StatusServiceUnavailable || len(w.Result().Cookies()) != 0) {
			t.Errorf("%T: logout answers %d with cookies %v", store, w.Code, w.Result().Cookies())
		}
		// What says nothing is nothing to tell of.
		r = httptest.NewRequest("POST", "/cas", strings.NewReader("nonsense"))
		c.Callback().ServeHTTP(httptest.NewRecorder(), r)
	}
	want := []string{
		"back-channel /cas false", "front-channel /bye false", "local /logout false",
		"back-channel /cas true", "front-channel /bye true", "local /logout true",
	}
	if diff := cmp.Diff(want, told); diff != "" {
		t.Errorf("told (-want +got):\n%s", diff)
	}
}

// A store that fails once, and works from then on.
type failsOnce struct {
	casclient.MemorySessions
	asked int
}

func (s *failsOnce) DeleteTicket(ctx context.Context, ticket string) error {
	if s.asked++; s.asked == 1 {
		return errBroken
	}
	return s.MemorySessions.DeleteTicket(ctx, ticket)
}

func TestAFailureAtOneTicketSavesNoOther(t *testing.T) {
	var errs []error
	store := new(failsOnce)
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
		Sessions: store, OnLogout: func(_ *http.Request, _ casclient.LogoutKind, err error) { errs = append(errs, err) },
	})
	message := strings.Replace(castest.LogoutRequest("ST-1", time.Now()), "</samlp:SessionIndex>", "</samlp:SessionIndex><samlp:SessionIndex>ST-2</samlp:SessionIndex>", 1)
	c.SingleLogout().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/cas", strings.NewReader(message)))
	if store.asked != 2 || len(errs) != 1 || !errors.Is(errs[0], casclient.ErrSessions) {
		t.Errorf("asked %d times, told %v; want twice, and one failure", store.asked, errs)
	}
}

// A logout message overtakes the sign-in: the hook of the program takes its
// time, and the visitor signs out at the portal meanwhile.
func TestALogoutThatOvertakesTheSignIn(t *testing.T) {
	var s *site
	var overtaken string
	s = newSite(t, func(o *casclient.Options) {
		o.OnLogin = func(*http.Request, *casclient.Principal) error {
			leave(s.client, overtaken, "192.0.2.7:1", nil)
			return nil
		}
	})
	overtaken = s.cas.Ticket("victim", s.app.URL+"/cas")
	status, _ := s.get(t, s.app.URL+"/cas?ticket="+overtaken)
	if status != http.StatusForbidden || s.store.Len() != 0 || len(s.appCookies()) != 0 || !errors.Is(s.errors[0], casclient.ErrSignedOut) {
		t.Errorf("%d %v, %d sessions; want none", status, s.errors, s.store.Len())
	}
	// The next sign-in is another one.
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas")); got != "victim GET / " {
		t.Errorf("the next: %q", got)
	}
}

// A store whose connection ends with the request that asked it, as that of
// database/sql does.
type impatient struct{ casclient.MemorySessions }

func (s *impatient) Delete(ctx context.Context, id string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.MemorySessions.Delete(ctx, id)
}

func (s *impatient) DeleteTicket(ctx context.Context, ticket string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return s.MemorySessions.DeleteTicket(ctx, ticket)
}

// Servers do not wait for the answer to a logout message, and visitors close
// the window after the click: neither leaves a session behind.
func TestALogoutDoesNotNeedSomebodyToWaitForIt(t *testing.T) {
	gone, hangUp := context.WithCancel(t.Context())
	hangUp()
	store := new(impatient)
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: store})
	cookie := &http.Cookie{Name: "__Host-cas", Value: strings.Repeat("A", 43)}
	message := castest.LogoutRequest("ST-1", time.Now())
	for _, tt := range []struct {
		what    string
		handler http.Handler
		request *http.Request
	}{
		{"a message of the server", c.Callback(), httptest.NewRequest("POST", "/cas", strings.NewReader(message))},
		{"one by way of the browser", c.FrontChannelLogout(), httptest.NewRequest("GET", "/bye?logoutRequest="+url.QueryEscape(message), nil)},
		{"a visitor", c.Logout("/"), httptest.NewRequest("POST", "/logout", nil)},
	} {
		x := session("", time.Now())
		x.ID = fmt.Sprintf("%x", sha256.Sum256([]byte(cookie.Value)))
		x.Ticket = fmt.Sprintf("%x", sha256.Sum256([]byte("ST-1")))
		if err := store.Create(t.Context(), x); err != nil {
			t.Fatal(err)
		}
		tt.request.AddCookie(cookie)
		tt.handler.ServeHTTP(httptest.NewRecorder(), tt.request.WithContext(gone))
		if n := store.Len(); n != 0 {
			t.Errorf("%s: %d sessions left, want none", tt.what, n)
		}
	}
}

// Browsers leave the usual port out of an origin, however it is configured.
func TestOurOwnFormComesFromTheUsualPort(t *testing.T) {
	for service, origin := range map[string]string{
		"https://notes.example.org:443/cas":  "https://notes.example.org",
		"https://NOTES.example.org/cas":      "https://notes.example.org",
		"https://notes.example.org:8443/cas": "https://notes.example.org:8443",
	} {
		c := newClient(t, "https://ent.example.org/cas", service, nil)
		r := httptest.NewRequest("POST", "http://internal/logout", nil)
		r.Header.Set("Origin", origin)
		w := httptest.NewRecorder()
		c.Logout("/").ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther {
			t.Errorf("%s: a form from %s: status %d", service, origin, w.Code)
		}
	}
}
