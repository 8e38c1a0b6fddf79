package casclient_test

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// Two processes of one service share the stores and the cookie keys; each
// request of a visitor may reach either.
func TestTwoProcessesAreOneService(t *testing.T) {
	shared := new(casclient.MemoryForms)
	for what, forms := range map[string][2]casclient.Forms{"each its own forms": {}, "shared forms": {shared, shared}} {
		t.Run(what, func(t *testing.T) { twoProcesses(t, forms) })
	}
}

func twoProcesses(t *testing.T, forms [2]casclient.Forms) {
	old, fresh := []byte(strings.Repeat("o", 32)), []byte(strings.Repeat("f", 32))
	change := func(forms casclient.Forms, keys ...[]byte) func(*casclient.Options) {
		return func(o *casclient.Options) {
			o.CookieKeys, o.GuardLogins, o.KeepForms, o.Forms, o.OnError = keys, true, 1000, forms, nil
		}
	}
	s := newSite(t, change(forms[0], old, fresh)) // learns the new key before the other signs with it
	opts := &casclient.Options{AllowHTTPLoopback: true, Sessions: s.store, Now: s.clock.now}
	change(forms[1], fresh, old)(opts)
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
		// A form that only the other one keeps can't be shown: who wrote it is told.
		for _, cookie := range s.appCookies() {
			s.store.Delete(t.Context(), fmt.Sprintf("%x", sha256.Sum256([]byte(cookie.Value))))
		}
		s.sendForm(t, "/save", "a=b")
		to = s.service(t)
		ticket = s.cas.Ticket("victim", to)
		at.Store(1 - i)
		switch status, page := s.get(t, withTicket(to, ticket)); {
		case forms[0] == nil && (status != http.StatusGone || !strings.Contains(page, "could not be kept")):
			t.Errorf("a form of the other: %d\n%s", status, page)
		case forms[0] != nil && (status != http.StatusOK || !strings.Contains(page, `name="a" value="b"`)):
			t.Errorf("a form of both: %d\n%s", status, page)
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

// A logout message overtakes the sign-in and reaches the process that knows
// nothing of it.
func TestALogoutThatOvertakesTheSignInAtAnotherProcess(t *testing.T) {
	var other *casclient.Client
	var overtaken string
	s := newSite(t, func(o *casclient.Options) {
		o.OnLogin = func(*http.Request, *casclient.Principal) error {
			leave(other, overtaken, "192.0.2.7:1", nil)
			return nil
		}
	})
	other = newClient(t, s.casURL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: s.store, Now: s.clock.now})
	overtaken = s.cas.Ticket("victim", s.app.URL+"/cas")
	status, _ := s.get(t, s.app.URL+"/cas?ticket="+overtaken)
	if status != http.StatusForbidden || s.store.Len() != 0 || len(s.appCookies()) != 0 || !errors.Is(s.errors[0], casclient.ErrSignedOut) {
		t.Errorf("%d %v, %d sessions; want none", status, s.errors, s.store.Len())
	}
}

// The same with a message that names the proxy-granting ticket only.
func TestALogoutOfTheGrantThatOvertakesTheSignIn(t *testing.T) {
	var other *casclient.Client
	_, s := proxySite(t, func(o *casclient.Options) {
		o.OnLogin = func(*http.Request, *casclient.Principal) error {
			leave(other, fmt.Sprint(secretGrant, 1), "192.0.2.7:1", nil)
			return nil
		}
	})
	other = newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: s.store, Now: s.clock.now})
	status, _ := s.get(t, s.app.URL+"/cas?ticket=ST-1")
	if status != http.StatusForbidden || s.store.Len() != 0 || len(s.appCookies()) != 0 || !errors.Is(s.errors[0], casclient.ErrSignedOut) {
		t.Errorf("%d %v, %d sessions; want none", status, s.errors, s.store.Len())
	}
}

// What waits in the store for a ticket to be validated is nobody's session,
// and is gone whatever becomes of the ticket.
func TestWhatWaitsForAValidationIsNobodys(t *testing.T) {
	store := new(spy)
	var seen casclient.Session
	s := newSite(t, func(o *casclient.Options) {
		o.Sessions = store
		o.OnLogin = func(_ *http.Request, p *casclient.Principal) error {
			seen = store.created
			if p.User == "victim" {
				return errors.New("unknown here")
			}
			return nil
		}
	})
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	for range 2 { // refused by the hook, then by the server
		s.get(t, s.app.URL+"/cas?ticket="+ticket)
		if n := store.Len(); n != 0 {
			t.Errorf("%d sessions after a ticket that failed", n)
		}
	}
	if seen.Ticket != fmt.Sprintf("%x", sha256.Sum256([]byte(ticket))) || seen.Principal.User != "" || seen.Expires.Sub(seen.Created) > time.Hour {
		t.Errorf("while the ticket is validated there is %+v", seen)
	}
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas"))
	if n := store.Len(); n != 1 {
		t.Errorf("%d sessions after a sign-in, want 1", n)
	}
	// A store that confuses the two lets nobody in.
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: always{seen}, Now: s.clock.now})
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "__Host-cas", Value: strings.Repeat("A", 43)})
	c.Authenticate(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		if p, ok := casclient.FromContext(r.Context()); ok {
			t.Errorf("signed in as %q", p.User)
		}
	})).ServeHTTP(httptest.NewRecorder(), r)
}

// always finds the same session.
type always struct{ s casclient.Session }

func (always) Create(context.Context, casclient.Session) error { return nil }
func (a always) Find(context.Context, string, time.Time) (casclient.Session, bool, error) {
	return a.s, true, nil
}
func (always) Delete(context.Context, string) error       { return nil }
func (always) DeleteTicket(context.Context, string) error { return nil }

// Whenever a logout message comes after the server has vouched for somebody,
// nothing is left of the sign-in, at whichever moment it is.
func TestNoLogoutIsLostWhileTicketsAreValidated(t *testing.T) {
	store := new(casclient.MemorySessions)
	var wg sync.WaitGroup
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ticket := r.URL.Query().Get("ticket")
		io.WriteString(w, success("<cas:user>"+ticket+"</cas:user>"))
		other := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: store})
		wg.Go(func() { leave(other, ticket, "192.0.2.7:1", nil) })
	}))
	defer server.Close()
	c := newClient(t, server.URL, "https://notes.example.org/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: store})
	for i := range 200 {
		wg.Go(func() {
			c.Callback().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", fmt.Sprint("/cas?ticket=ST-", i), nil))
		})
	}
	wg.Wait()
	if n := store.Len(); n != 0 {
		t.Errorf("%d of 200 sessions are left", n)
	}
}

// Sign-ins that are under way at once know nothing of one another.
func TestTwoPeopleArriveAtOnce(t *testing.T) {
	var both sync.WaitGroup
	both.Add(2)
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		both.Done()
		both.Wait()
		io.WriteString(w, success("<cas:user>"+r.URL.Query().Get("ticket")+"</cas:user>"))
	}))
	defer server.Close()
	store := new(casclient.MemorySessions)
	c := newClient(t, server.URL, "https://notes.example.org/cas", &casclient.Options{AllowHTTPLoopback: true, Sessions: store})
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			w := httptest.NewRecorder()
			c.Callback().ServeHTTP(w, httptest.NewRequest("GET", fmt.Sprint("/cas?ticket=ST-", i), nil))
			if w.Code != http.StatusSeeOther {
				t.Errorf("visitor %d: status %d", i, w.Code)
			}
		})
	}
	wg.Wait()
	if n := store.Len(); n != 2 {
		t.Errorf("%d sessions, want 2", n)
	}
}

// Who closes the window while her ticket is validated leaves nothing in the
// store, takes nobody's turn, and is no error in the log.
func TestWhoHangsUpLeavesNothing(t *testing.T) {
	asked := make(chan bool)
	hangs := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked <- true
		<-r.Context().Done()
		return nil, r.Context().Err()
	})}
	store := new(impatient)
	var log bytes.Buffer
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
		HTTPClient: hangs, Sessions: store, MaxValidations: 1, Logger: slog.New(slog.NewTextHandler(&log, nil)),
	})
	for range 3 {
		ctx, hangUp := context.WithCancel(t.Context())
		done := make(chan bool)
		go func() {
			defer close(done)
			c.Callback().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/cas?ticket=ST-1", nil).WithContext(ctx))
		}()
		<-asked
		if n := store.Len(); n != 1 {
			t.Errorf("%d sessions of nobody while a ticket is validated, want 1", n)
		}
		hangUp()
		<-done
		if n := store.Len(); n != 0 {
			t.Errorf("%d sessions are left", n)
		}
	}
	if n := strings.Count(log.String(), "level=INFO"); n != 3 || strings.Contains(log.String(), "ERROR") {
		t.Errorf("logged:\n%s", &log)
	}
}
