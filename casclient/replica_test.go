package casclient_test

import (
	"crypto/sha256"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// Two processes of one service share the store of sessions and the cookie
// keys; each request of a visitor may reach either.
func TestTwoProcessesAreOneService(t *testing.T) {
	old, fresh := []byte(strings.Repeat("o", 32)), []byte(strings.Repeat("f", 32))
	change := func(keys ...[]byte) func(*casclient.Options) {
		return func(o *casclient.Options) {
			o.CookieKeys, o.GuardLogins, o.KeepForms, o.OnError = keys, true, 1000, nil
		}
	}
	s := newSite(t, change(old, fresh)) // learns the new key before the other signs with it
	opts := &casclient.Options{AllowHTTPLoopback: true, Sessions: s.store, Now: s.clock.now}
	change(fresh, old)(opts)
	first, second := s.app.Config.Handler, notes(newClient(t, s.casURL, s.app.URL+"/cas", opts))
	both := [2]http.Handler{first, second}
	var at atomic.Int32 // the one that is reached
	s.app.Config.Handler = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { both[at.Load()].ServeHTTP(w, r) })
	for i := range int32(2) {
		s.browser = newBrowser(t, &s.visits)
		at.Store(i)
		s.get(t, s.app.URL+"/page")
		to := s.service(t)
		ticket := s.cas.Ticket("victim", to)
		at.Store(1 - i)
		if _, got := s.get(t, withTicket(to, ticket)); !strings.Contains(got, "victim") || !strings.HasSuffix(strings.TrimSpace(got), "/page") {
			t.Errorf("begun at %d and ended at the other: %q", i, got)
		}
		at.Store(i)
		if _, got := s.get(t, s.app.URL+"/other"); !strings.Contains(got, "victim") {
			t.Errorf("a page of the one where it began: %q", got)
		}
		// A form that the other one keeps can't be shown: who wrote it is told.
		for _, cookie := range s.appCookies() {
			s.store.Delete(t.Context(), fmt.Sprintf("%x", sha256.Sum256([]byte(cookie.Value))))
		}
		s.sendForm(t, "/save", "a=b")
		to = s.service(t)
		ticket = s.cas.Ticket("victim", to)
		at.Store(1 - i)
		if status, page := s.get(t, withTicket(to, ticket)); status != http.StatusGone || !strings.Contains(page, "could not be kept") {
			t.Errorf("a form of the other: %d\n%s", status, page)
		}
		at.Store(i)
		s.post(t, s.app.URL+"/cas", url.Values{"logoutRequest": {castest.LogoutRequest(ticket, s.clock.now())}})
		if n := s.store.Len(); n != 0 {
			t.Errorf("%d sessions after a logout message to the one where it did not begin", n)
		}
	}
}

// notes is an application behind a client.
func notes(c *casclient.Client) http.Handler {
	mux := http.NewServeMux()
	mux.Handle("/cas", c.Callback())
	mux.Handle("/", c.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		fmt.Fprintf(w, "%s %s", p.User, r.RequestURI)
	})))
	return mux
}
