package interop

import (
	"errors"
	"net/http"
	"net/url"
	"testing"

	"github.com/entlink/entlink/casclient"
)

// The service URL has a state of its own for every sign-in: the servers keep
// it to the byte, validate for it and send their logout messages to it.
func (s *server) driveGuard(t *testing.T) {
	s.app.use(t, s.url, func(o *casclient.Options) { o.GuardLogins = true })
	b := newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page?q=%c3%a9&x").says(t, "page", http.StatusOK, "hello "+s.user+" at /page?q=%c3%a9&x")
	b.post(s.app.url+"/logout", nil)
	b.get(s.app.url+"/page").says(t, "signed in at the server", http.StatusOK, "hello "+s.user)
	if n := s.app.store.Len(); n != 1 {
		t.Fatalf("%d sessions, want 1", n)
	}
	b.get(s.url + "/logout")
	if n := s.app.store.Len(); n != 0 {
		t.Errorf("%d sessions after logout at the server, want none", n)
	}
	// A ticket that the visitor did not ask for.
	attacker := newBrowser(t, s.ca.client(t))
	link := s.app.url + "/cas?ticket=" + url.QueryEscape(s.ticket(attacker, s.app.url+"/cas"))
	b.get(link)
	if err := s.app.failure(t); !errors.Is(err, casclient.ErrNotBegun) || s.app.store.Len() != 0 {
		t.Errorf("somebody else's ticket: %v, %d sessions", err, s.app.store.Len())
	}
}
