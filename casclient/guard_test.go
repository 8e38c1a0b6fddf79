package casclient_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
)

// service is the one that the browser was last sent to sign in for.
func (s *site) service(t *testing.T) string {
	t.Helper()
	for i := len(s.visits) - 1; i >= 0; i-- {
		if u, err := url.Parse(s.visits[i]); err == nil && u.Query().Has("service") {
			return u.Query().Get("service")
		}
	}
	t.Fatalf("no sign-in in %v", s.visits)
	return ""
}

func guarded(t *testing.T) *site {
	return newSite(t, func(o *casclient.Options) { o.GuardLogins = true })
}

// A link with the attacker's own ticket signed the victim in as the attacker.
func TestLoginCSRF(t *testing.T) {
	s := guarded(t)
	plain := s.cas.Ticket("victim", s.app.URL+"/cas")
	if status, _ := s.get(t, s.app.URL+"/cas?ticket="+plain); status != http.StatusBadRequest || !errors.Is(s.errors[0], casclient.ErrNotBegun) {
		t.Errorf("a ticket out of the blue: %d %v", status, s.errors)
	}
	// The attacker begins a sign-in, in a browser of his own, and keeps the ticket.
	attacker := newBrowser(t, new([]string))
	victim := s.browser
	s.browser, s.errors = attacker, nil
	var visits []string
	attacker.CheckRedirect = func(r *http.Request, _ []*http.Request) error { visits = append(visits, r.URL.String()); return nil }
	s.get(t, s.app.URL+"/")
	s.visits = visits
	service := s.service(t)
	link := service + "&ticket=" + s.cas.Ticket("zlefevre", service)
	// He may even make the victim's browser begin one before.
	s.browser = victim
	s.get(t, s.app.URL+"/page")
	if status, _ := s.get(t, link); status != http.StatusBadRequest || !errors.Is(s.errors[0], casclient.ErrNotBegun) || s.store.Len() != 0 {
		t.Errorf("the attacker's ticket: %d %v", status, s.errors)
	}
	// The same as a form.
	resp := s.send(t, service, url.Values{"ticket": {s.cas.Ticket("zlefevre", service)}})
	if status, _ := s.get(t, s.app.URL+resp.Header.Get("Location")); status != http.StatusBadRequest || s.store.Len() != 0 {
		t.Errorf("the attacker's ticket in a form: %d, %d sessions", status, s.store.Len())
	}
	// In his own it works.
	s.browser = attacker
	if _, got := s.get(t, link); got != "zlefevre GET / " {
		t.Errorf("the attacker as himself: %q", got)
	}
}

func TestAGuardedSignIn(t *testing.T) {
	s := guarded(t)
	if got := s.signIn(t, "/page?a=b"); got != "zlefevre GET /page?a=b " {
		t.Errorf("got %q", got)
	}
	if service := s.service(t); !strings.HasPrefix(service, s.app.URL+"/cas?cas-state=") {
		t.Errorf("service %s", service)
	}
	if names := s.cookieNames(); len(names) != 1 {
		t.Errorf("cookies left: %v", names)
	}
	// A portal's link without a ticket begins one here.
	s.post(t, s.app.URL+"/logout", nil)
	if _, got := s.get(t, s.app.URL+"/cas"); got != "zlefevre GET / " {
		t.Errorf("a portal's link: %q", got)
	}
	// And so do the links of pages and scripts.
	r := httptest.NewRequest("GET", "/api", nil)
	r.Header.Set("Accept", "application/json")
	w := httptest.NewRecorder()
	s.client.Require(http.NotFoundHandler()).ServeHTTP(w, r)
	if want := `"login":"` + s.app.URL + `/cas"`; !strings.Contains(w.Body.String(), want) {
		t.Errorf("a script is told %s, want %s", w.Body, want)
	}
	// A ticket in a form keeps its state through the redirect.
	s.post(t, s.app.URL+"/logout-everywhere", nil)
	s.get(t, s.app.URL+"/other")
	service := s.service(t)
	resp := s.send(t, service, url.Values{"ticket": {s.cas.Ticket("victim", service)}})
	if _, got := s.get(t, s.app.URL+resp.Header.Get("Location")); got != "victim GET /other " {
		t.Errorf("a ticket in a form: %q", got)
	}
}

func TestAGuardedSignInThatIsTooOldAsksForThePassword(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) {
		o.GuardLogins, o.MaxAge, o.OnError = true, time.Hour, nil
	})
	s.signIn(t, "/")
	s.post(t, s.app.URL+"/logout", nil)
	s.clock.advance(2 * time.Hour)
	_, page := s.get(t, s.app.URL+"/x")
	link := s.app.URL + "/cas?cas-step=renew"
	if !strings.Contains(page, `href="`+link+`"`) {
		t.Fatalf("no link to %s in\n%s", link, page)
	}
	if _, page := s.get(t, link); !strings.Contains(page, `name="password"`) || !strings.HasSuffix(s.visits[len(s.visits)-1], "&renew=true") {
		t.Errorf("by way of %v:\n%s", s.visits, page)
	}
}

// Two tabs are on their way at once, and each ends on its own page.
func TestTwoTabs(t *testing.T) {
	s := guarded(t)
	s.get(t, s.app.URL+"/first")
	first := s.service(t)
	s.get(t, s.app.URL+"/second")
	second := s.service(t)
	for _, tab := range []struct{ service, want string }{{first, "/first"}, {second, "/second"}} {
		if _, got := s.get(t, tab.service+"&ticket="+s.cas.Ticket("victim", tab.service)); got != "victim GET "+tab.want+" " {
			t.Errorf("the tab of %s: %q", tab.want, got)
		}
	}
	// Without states, the newest comes first, and none is lost.
	s = newSite(t, nil)
	s.get(t, s.app.URL+"/first")
	s.clock.advance(time.Second)
	s.get(t, s.app.URL+"/second")
	for _, want := range []string{"/second", "/first", "/"} {
		if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas")); got != "victim GET "+want+" " {
			t.Errorf("got %q, want %s", got, want)
		}
	}
}

// A browser that opens its tabs of yesterday begins as many sign-ins at once.
// Each ends on its own page; those of which nothing is remembered any more are
// no error for who is signed in by then.
func TestTheTabsOfYesterday(t *testing.T) {
	const tabs = 24
	s := guarded(t)
	var services []string
	for i := range tabs {
		s.clock.advance(time.Second)
		s.get(t, fmt.Sprint(s.app.URL, "/tab", i))
		services = append(services, s.service(t))
	}
	own := 0
	for i := tabs - 1; i >= 0; i-- {
		status, got := s.get(t, services[i]+"&ticket="+s.cas.Ticket("victim", services[i]))
		switch got {
		case fmt.Sprintf("victim GET /tab%d ", i):
			own++
		case "victim GET / ": // Home
		default:
			t.Errorf("tab %d: %d %q", i, status, got)
		}
	}
	if own < 12 {
		t.Errorf("%d of %d tabs end on their own page, want a dozen", own, tabs)
	}
	// Nobody else is signed in by it.
	s.get(t, services[0]+"&ticket="+s.cas.Ticket("zlefevre", services[0]))
	if _, got := s.get(t, s.app.URL+"/"); got != "victim GET / " {
		t.Errorf("after a ticket out of the blue: %q", got)
	}
}

// Whether she is signed in by another tab is the store's to say.
func TestAStoreThatFailsAtASignInNotBegun(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{GuardLogins: true, Sessions: new(brokenStore)})
	for _, query := range []string{"ticket=ST-1", "cas-state=s"} {
		r := httptest.NewRequest("GET", "/cas?"+query, nil)
		r.AddCookie(&http.Cookie{Name: "__Host-cas", Value: strings.Repeat("A", 43)})
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, r)
		if w.Code != http.StatusServiceUnavailable {
			t.Errorf("%s: %d %s, want 503", query, w.Code, w.Body)
		}
	}
}

// Pages that nobody comes back to do not fill the browser with cookies, or a
// proxy shuts the visitor out.
func TestJourneysMakeRoom(t *testing.T) {
	for _, length := range []int{1, 500, 2040} {
		s := newSite(t, nil)
		for i := range 20 {
			s.clock.advance(time.Second)
			s.get(t, fmt.Sprint(s.app.URL, "/", i, "?", strings.Repeat("a", length)))
		}
		var size int
		for _, c := range s.appCookies() {
			size += len(c.Name) + len(c.Value) + 3
		}
		if n := len(s.appCookies()); n == 0 || n > 16 || size > 4096 {
			t.Errorf("pages of %d bytes: %d cookies of %d bytes, want at most 16 and 4096", length, n, size)
		}
		if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas")); !strings.HasPrefix(got, "victim GET /19?a") {
			t.Errorf("pages of %d bytes: back at %.30s, want the last one", length, got)
		}
	}
}

// A browser that keeps no cookies was sent round until it had enough.
func TestABrowserThatKeepsNoCookies(t *testing.T) {
	for _, guard := range []bool{false, true} {
		s := newSite(t, func(o *casclient.Options) { o.GuardLogins, o.OnError = guard, nil })
		s.browser.Jar = nil
		s.get(t, s.app.URL+"/page")
		service := s.service(t)
		s.visits = nil
		status, page := s.get(t, withTicket(service, s.cas.Ticket("victim", service)))
		if status != http.StatusBadRequest || !strings.Contains(page, "allow cookies") || len(s.visits) > 1 {
			t.Errorf("guard %v: %d by way of %v\n%s", guard, status, s.visits, page)
		}
		r, _ := http.NewRequest("GET", withTicket(service, s.cas.Ticket("victim", service)), nil)
		r.Header.Set("Accept-Language", "fr")
		resp, err := s.browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if _, page := read(t, resp); !strings.Contains(page, "autoriser les cookies") {
			t.Errorf("guard %v: in French\n%s", guard, page)
		}
	}
	// With the guard not even a server that sends back without tickets loops.
	s := guarded(t)
	s.browser.Jar = nil
	s.get(t, s.app.URL+"/page")
	if status, _ := s.get(t, s.service(t)); status != http.StatusBadRequest || !errors.Is(s.errors[0], casclient.ErrNotBegun) {
		t.Errorf("back without a ticket: %d %v", status, s.errors)
	}
}

func withTicket(service, ticket string) string {
	if strings.Contains(service, "?") {
		return service + "&ticket=" + ticket
	}
	return service + "?ticket=" + ticket
}

// Who is sent to ask comes back under the same guard.
func TestGuardedGateway(t *testing.T) {
	s, open := openSite(t, func(o *casclient.Options) { o.GuardLogins = true })
	if status, body := s.get(t, open+"/a?b"); status != 200 || body != "nobody GET /open/a?b" {
		t.Errorf("%d %s", status, body)
	}
	if n := s.gateways(); n != 1 {
		t.Errorf("asked %d times: %v", n, s.visits)
	}
}
