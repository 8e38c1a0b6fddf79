package casclient_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
)

// send is what a browser does with a form that comes from another site: it
// sends none of our cookies, which are SameSite=Lax, and keeps those that the
// answer sets.
func (s *site) send(t *testing.T, address string, form url.Values) *http.Response {
	t.Helper()
	r, err := http.NewRequest("POST", address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	if s.browser.Jar != nil {
		s.browser.Jar.SetCookies(r.URL, resp.Cookies())
	}
	return resp
}

func TestATicketMayComeInAForm(t *testing.T) {
	var seen []string
	s := newSite(t, func(o *casclient.Options) {
		o.Method = "POST"
		o.OnLogin = func(r *http.Request, _ *casclient.Principal) error {
			for _, c := range r.Cookies() {
				seen = append(seen, c.Name)
			}
			return nil
		}
	})
	// The visitor opens a page, and the server answers the password with a form.
	s.get(t, s.app.URL+"/page?a=b")
	if login := s.visits[0]; !strings.HasSuffix(login, "&method=POST") {
		t.Errorf("sent to %s, want method=POST", login)
	}
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	resp := s.send(t, s.app.URL+"/cas", url.Values{"ticket": {ticket}})
	next := resp.Header.Get("Location")
	if resp.StatusCode != http.StatusSeeOther || strings.Contains(next, ticket) || s.store.Len() != 0 {
		t.Errorf("the form: %d to %q, %d sessions; want a redirect without the ticket", resp.StatusCode, next, s.store.Len())
	}
	if _, got := s.get(t, s.app.URL+next); got != "victim GET /page?a=b " {
		t.Errorf("the page: %q", got)
	}
	if names := s.cookieNames(); len(names) != 1 {
		t.Errorf("cookies %v, want the session's only", names)
	}
	if strings.Contains(strings.Join(seen, " "), "ticket") {
		t.Errorf("OnLogin saw the cookies %v", seen)
	}
	// The step alone, later or elsewhere, is no sign-in.
	if status, _ := s.get(t, s.app.URL+next); status != http.StatusBadRequest || !errors.Is(s.errors[0], casclient.ErrCookies) {
		t.Errorf("again: %d %v", status, s.errors)
	}
}

func TestATicketInAFormReplacesTheSessionOfBefore(t *testing.T) {
	s := newSite(t, nil)
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas"))
	resp := s.send(t, s.app.URL+"/cas", url.Values{"ticket": {s.cas.Ticket("victim", s.app.URL+"/cas")}})
	if _, got := s.get(t, s.app.URL+resp.Header.Get("Location")); got != "victim GET / " || s.store.Len() != 1 {
		t.Errorf("%q with %d sessions, want victim's page with one", got, s.store.Len())
	}
}

func TestFormsThatBringNoTicket(t *testing.T) {
	s := newSite(t, nil)
	for _, tt := range []struct {
		what   string
		form   url.Values
		status int
	}{
		{"two tickets", url.Values{"ticket": {"ST-1", "ST-2"}}, 400},
		{"an empty one", url.Values{"ticket": {""}}, 400},
		{"what is none", url.Values{"ticket": {"ST-1&a"}}, 400},
		{"one that no cookie can hold", url.Values{"ticket": {strings.Repeat("a", 2901)}}, 400},
		{"a logout message beside it", url.Values{"ticket": {"ST-1"}, "logoutRequest": {"<a/>"}}, 200},
		{"nothing", nil, 200},
		{"more than anyone reads", url.Values{"ticket": {strings.Repeat("a", 70000)}}, 200},
	} {
		resp := s.send(t, s.app.URL+"/cas", tt.form)
		if resp.StatusCode != tt.status || len(resp.Cookies()) != 0 || resp.Header.Get("Location") != "" {
			t.Errorf("%s: %d, cookies %v", tt.what, resp.StatusCode, resp.Cookies())
		}
	}
	resp := s.send(t, s.app.URL+"/cas", url.Values{"ticket": {strings.Repeat("a", 2900)}})
	if n := len(resp.Header.Get("Set-Cookie")); resp.StatusCode != http.StatusSeeOther || n > 4096 {
		t.Errorf("a long one: %d and %d bytes of cookie, which browsers drop", resp.StatusCode, n)
	}
}

func TestAPostedTicketWaitsAMinute(t *testing.T) {
	s := newSite(t, nil)
	resp := s.send(t, s.app.URL+"/cas", url.Values{"ticket": {"ST-1"}})
	s.clock.advance(time.Minute)
	r := httptest.NewRequest("GET", resp.Header.Get("Location"), nil)
	r.AddCookie(resp.Cookies()[0])
	w := httptest.NewRecorder()
	s.client.Callback().ServeHTTP(w, r)
	if w.Code != http.StatusBadRequest || !errors.Is(s.errors[0], casclient.ErrCookies) {
		t.Errorf("%d %v", w.Code, s.errors)
	}
}

// cookieNames are those of the application's cookies that the browser keeps.
func (s *site) cookieNames() (names []string) {
	for _, c := range s.appCookies() {
		names = append(names, c.Name)
	}
	return names
}

func TestOtherMethodsUseNoTicketUp(t *testing.T) {
	s := newSite(t, nil)
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	for _, method := range []string{"PUT", "DELETE", "OPTIONS", "PROPFIND"} {
		w := httptest.NewRecorder()
		s.client.Callback().ServeHTTP(w, httptest.NewRequest(method, "/cas?ticket="+ticket, nil))
		if h := w.Header(); w.Code != http.StatusMethodNotAllowed || h.Get("Allow") != "GET, HEAD, POST" || h.Get("Cache-Control") != "no-store" {
			t.Errorf("%s: status %d, header %v", method, w.Code, h)
		}
	}
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+ticket); got != "victim GET / " {
		t.Errorf("then GET: %q", got)
	}
}
