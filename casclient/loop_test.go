package casclient_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// Whoever the visitor is, whatever her browser keeps and whatever the server
// does: after a few redirects there is a page.
func TestNobodyIsSentRoundInCircles(t *testing.T) {
	for i := range 1 << 6 {
		guard, cookies, known, optional, renew, portal := i&1 > 0, i&2 > 0, i&4 > 0, i&8 > 0, i&16 > 0, i&32 > 0
		for _, server := range []string{"works", "refuses tickets", "sends back without a ticket", "sends a ticket that is none"} {
			what := fmt.Sprintf("guard %v, cookies %v, known at the server %v, page for all %v, renew %v, from a portal %v; the server %s",
				guard, cookies, known, optional, renew, portal, server)
			hops, end := wander(t, server, guard, cookies, known, optional, renew, portal)
			if hops > 6 {
				t.Errorf("%s: %d redirects", what, hops)
			}
			if end == "" {
				t.Errorf("%s: no page", what)
			}
			if server == "works" && cookies && known && !renew && end != "victim" {
				t.Errorf("%s: ended at %s, want the page", what, end)
			}
			if optional && !cookies && !portal && end != "nobody" {
				t.Errorf("%s: ended at %s, want the page for nobody", what, end)
			}
		}
	}
}

// Two mistakes of programs that sent everybody round: the service URL leads to
// Require, and a sign-in ends where sign-ins begin.
func TestMistakesThatWouldBeLoops(t *testing.T) {
	s := newSite(t, nil)
	var told error
	c := newClient(t, s.casURL, "https://notes.example.org/cas?a", &casclient.Options{AllowHTTPLoopback: true, OnError: func(w http.ResponseWriter, r *http.Request, err error) {
		told = err
		w.WriteHeader(casclient.ErrorStatus(err))
	}})
	for path, want := range map[string]int{
		"/cas?a&ticket=ST-1": 500, "/cas?a&cas-state=s&ticket=": 500, "/cas": 302, "/cas?a": 302, "/cas?a&tickets=1": 302, "/page?ticket=mine": 302,
		"/cas?ticket=mine": 302, "/cas?ab&ticket=mine": 302, // pages of a router that looks at queries
	} {
		w := httptest.NewRecorder()
		told = nil
		c.Require(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", path, nil))
		if w.Code != want || (want == 500) != errors.Is(told, casclient.ErrCallback) {
			t.Errorf("%s: status %d, %v", path, w.Code, told)
		}
	}

	w := httptest.NewRecorder()
	newClient(t, s.casURL, "https://notes.example.org/cas", &casclient.Options{AllowHTTPLoopback: true}).Require(http.NotFoundHandler()).ServeHTTP(w, httptest.NewRequest("GET", "/cas?ticket=ST-1", nil))
	if w.Code != http.StatusInternalServerError {
		t.Errorf("a service URL without a query: status %d", w.Code)
	}

	for _, tt := range []struct {
		service, home, path string
		want                int
	}{
		{"https://notes.example.org", "", "/", 500},
		{"https://notes.example.org/cas", "/cas", "/cas", 500},
		{"https://notes.example.org/cas", "/cas", "/cas?ticket=ST-1", 403}, // by a router that looks at queries
		{"https://notes.example.org/", "/home", "/", 303},
		{"https://notes.example.org/?cas", "", "/?cas", 303},
	} {
		c := newClient(t, s.casURL, tt.service, &casclient.Options{AllowHTTPLoopback: true, Home: tt.home})
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, httptest.NewRequest("GET", tt.path, nil))
		if w.Code != tt.want {
			t.Errorf("%s, home %q, %s: status %d, want %d", tt.service, tt.home, tt.path, w.Code, tt.want)
		}
	}
}

// wander follows a browser for twenty redirects and returns how many there
// were, and what it showed then: whose page, the server's form, or an error.
func wander(t *testing.T, server string, guard, cookies, known, optional, renew, portal bool) (hops int, end string) {
	t.Helper()
	cas := castest.New(nil, castest.User{Name: "victim", Password: "secret"})
	front := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		service := r.URL.Query().Get("service")
		switch {
		case r.URL.Path == "/login" && r.Method == "GET" && server == "sends back without a ticket":
			http.Redirect(w, r, service, http.StatusFound)
		case r.URL.Path == "/login" && r.Method == "GET" && server == "sends a ticket that is none":
			http.Redirect(w, r, withTicket(service, "ST-F4K3T1CK3T"), http.StatusFound)
		default:
			cas.ServeHTTP(w, r)
		}
	}))
	defer front.Close()
	var app http.Handler
	site := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { app.ServeHTTP(w, r) }))
	defer site.Close()
	c := newClient(t, front.URL, site.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, GuardLogins: guard, Renew: renew})
	mux := http.NewServeMux()
	mux.Handle("/cas", c.Callback())
	if greet := http.HandlerFunc(greet); optional {
		mux.Handle("/", c.Optional(greet))
	} else {
		mux.Handle("/", c.Require(greet))
	}
	app = mux

	browser := newBrowser(t, new([]string))
	if known {
		resp, err := browser.PostForm(front.URL+"/login", url.Values{"username": {"victim"}, "password": {"secret"}})
		if err != nil {
			t.Fatal(err)
		}
		read(t, resp)
	}
	if server == "refuses tickets" {
		cas.Break(castest.CAS1No)
	}
	jar := browser.Jar
	browser.Jar = nil
	browser.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	at := site.URL + "/page"
	if portal {
		at = site.URL + "/cas"
	}
	for hops = range 20 {
		u, err := url.Parse(at)
		if err != nil {
			t.Fatal(err)
		}
		// A browser may keep the server's cookies and none of ours.
		browser.Jar = jar
		if strings.HasPrefix(at, site.URL) && !cookies {
			browser.Jar = nil
		}
		resp, err := browser.Get(at)
		if err != nil {
			t.Fatal(err)
		}
		status, page := read(t, resp)
		if status < 300 || status >= 400 {
			switch {
			case strings.Contains(page, `name="password"`):
				return hops, "the server's form"
			case status >= 400:
				return hops, "an error"
			}
			return hops, strings.Fields(page)[0]
		}
		next, err := u.Parse(resp.Header.Get("Location"))
		if err != nil {
			t.Fatal(err)
		}
		at = next.String()
	}
	return 20, ""
}
