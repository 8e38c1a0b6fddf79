package casclient_test

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

// A clock that tests move.
type clock struct {
	mu sync.Mutex
	t  time.Time
}

func newClock() *clock { return &clock{t: time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)} }

func (c *clock) now() time.Time {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.t
}

func (c *clock) advance(d time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.t = c.t.Add(d)
}

// A site is an application, its CAS server and a browser that knows both.
type site struct {
	cas     *castest.Server
	casURL  string
	app     *httptest.Server
	client  *casclient.Client
	store   *casclient.MemorySessions
	clock   *clock
	browser *http.Client // follows redirects
	errors  []error      // what OnError was told
	visits  []string     // URLs that the browser was sent to by redirects
}

// newSite starts both servers. change may adjust the client's options.
func newSite(t *testing.T, change func(*casclient.Options)) *site {
	t.Helper()
	s := &site{store: new(casclient.MemorySessions), clock: newClock()}
	s.cas = castest.New(&castest.Options{Now: s.clock.now}, castest.User{
		Name: "zlefevre", Password: "secret",
		Attributes: casclient.Attributes{{Name: "ENTPersonProfils", Value: "National_ENS"}, {Name: "ENTPersonProfils", Value: "National_DIR"}},
	}, castest.User{Name: "victim", Password: "secret"})
	casServer := httptest.NewServer(s.cas)
	t.Cleanup(casServer.Close)
	s.casURL = casServer.URL
	s.start(t, change)
	s.browser = newBrowser(t, &s.visits)
	return s
}

// start starts the application.
func (s *site) start(t *testing.T, change func(*casclient.Options)) {
	t.Helper()
	// No ServeMux: it cleans paths, and here they must stay as they are.
	mux := make(map[string]http.Handler)
	s.app = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h, ok := mux[r.URL.Path]
		if !ok {
			h = mux["/"]
		}
		h.ServeHTTP(w, r)
	}))
	t.Cleanup(s.app.Close)
	opts := &casclient.Options{AllowHTTPLoopback: true, Sessions: s.store, Now: s.clock.now}
	opts.OnError = func(w http.ResponseWriter, r *http.Request, err error) {
		s.errors = append(s.errors, err)
		http.Error(w, "error page", casclient.ErrorStatus(err))
	}
	if change != nil {
		change(opts)
	}
	var err error
	s.client, err = casclient.New(s.casURL, s.app.URL+"/cas", opts)
	if err != nil {
		t.Fatal(err)
	}
	mux["/cas"] = s.client.Callback()
	mux["/logout"] = s.client.Logout("/public")
	mux["/logout-everywhere"] = s.client.Logout(s.client.LogoutURL(s.app.URL + "/public"))
	mux["/public"] = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "public") })
	mux["/"] = s.client.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		body, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s %s", p.User, r.Method, r.RequestURI, body)
	}))
}

func newBrowser(t *testing.T, visits *[]string) *http.Client {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &http.Client{Jar: jar, CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > 8 {
			return fmt.Errorf("redirect loop")
		}
		*visits = append(*visits, r.URL.String())
		return nil
	}}
}

func (s *site) get(t *testing.T, address string) (status int, body string) {
	t.Helper()
	resp, err := s.browser.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, resp)
}

func (s *site) post(t *testing.T, address string, form url.Values) (status int, body string) {
	t.Helper()
	resp, err := s.browser.PostForm(address, form)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, resp)
}

func read(t *testing.T, resp *http.Response) (int, string) {
	t.Helper()
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return resp.StatusCode, string(b)
}

// signIn opens a page and types the password.
func (s *site) signIn(t *testing.T, path string) string {
	t.Helper()
	resp, err := s.browser.Get(s.app.URL + path)
	if err != nil {
		t.Fatal(err)
	}
	_, body := read(t, resp)
	if !strings.Contains(body, `name="password"`) {
		t.Fatalf("%s led to no login page, but to %s: %s", path, resp.Request.URL, body)
	}
	_, body = s.post(t, resp.Request.URL.String(), url.Values{"username": {"zlefevre"}, "password": {"secret"}})
	return body
}

func (s *site) appCookies() []*http.Cookie {
	u, _ := url.Parse(s.app.URL)
	var own []*http.Cookie
	for _, c := range s.browser.Jar.Cookies(u) {
		if strings.HasPrefix(c.Name, "cas-") {
			own = append(own, c)
		}
	}
	return own
}

func TestASignInEndsOnThePageThatWasAskedFor(t *testing.T) {
	s := newSite(t, nil)
	path := "/notes//a%2fb?q=%c3%a9+x&&ticket=mine&=&q=1"
	got := s.signIn(t, path)
	if diff := cmp.Diff("zlefevre GET "+path+" ", got); diff != "" {
		t.Errorf("page after sign-in (-want +got):\n%s", diff)
	}
	last := s.visits[len(s.visits)-1]
	if want := s.app.URL + path; last != want {
		t.Errorf("browser ended at %s, want %s", last, want)
	}
	if n := s.store.Len(); n != 1 {
		t.Errorf("%d sessions, want 1", n)
	}
	if cookies := s.appCookies(); len(cookies) != 1 {
		t.Errorf("cookies left: %v, want the session's only", cookies)
	}
	// And from now on without the CAS server.
	s.cas.Break(castest.Status500)
	if _, body := s.get(t, s.app.URL+"/again"); body != "zlefevre GET /again " {
		t.Errorf("second page: %q", body)
	}
}

func TestASecondApplicationSignsInWithoutAForm(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/one")
	s.start(t, nil)
	if _, body := s.get(t, s.app.URL+"/two"); body != "zlefevre GET /two " {
		t.Errorf("second application: %q", body)
	}
}

func TestLeavingTheServerEndsTheSessionHere(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	s.get(t, s.casURL+"/logout")
	if n := s.store.Len(); n != 0 {
		t.Errorf("%d sessions after single logout, want 0", n)
	}
	if _, body := s.get(t, s.app.URL+"/"); !strings.Contains(body, `name="password"`) {
		t.Errorf("still signed in: %q", body)
	}
}

func TestASessionEndsWhenItIsNotUsedAndWhenItIsOld(t *testing.T) {
	for _, tt := range []struct {
		what  string
		every time.Duration
		times int
		want  bool
	}{
		{"used after one hour and 59 minutes it goes on", 119 * time.Minute, 1, true},
		{"after two idle hours it is over", 120 * time.Minute, 1, false},
		{"used every hour it lasts eleven hours", time.Hour, 11, true},
		{"used every hour it is over after twelve", time.Hour, 12, false},
	} {
		s := newSite(t, nil)
		s.signIn(t, "/")
		var body string
		for range tt.times {
			s.clock.advance(tt.every)
			_, body = s.get(t, s.app.URL+"/x")
		}
		got := strings.HasPrefix(body, "zlefevre GET /x") && !strings.Contains(strings.Join(s.visits[3:], " "), "ticket=")
		if got != tt.want {
			t.Errorf("%s: still the same session: %v, want %v", tt.what, got, tt.want)
		}
	}
}

func TestLogoutHereLeavesTheServerAlone(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	if _, got := s.post(t, s.app.URL+"/logout", nil); got != "public" {
		t.Errorf("after logout: %q", got)
	}
	if n := s.store.Len(); n != 0 || len(s.appCookies()) != 0 {
		t.Errorf("%d sessions, cookies %v", n, s.appCookies())
	}
	if _, got := s.get(t, s.app.URL+"/"); got != "zlefevre GET / " {
		t.Errorf("the server asks for a password again: %q", got)
	}
}

func TestLogoutEverywhereLeavesNothing(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	if _, got := s.post(t, s.app.URL+"/logout-everywhere", nil); got != "public" {
		t.Errorf("after logout: %q", got)
	}
	if _, got := s.get(t, s.app.URL+"/"); !strings.Contains(got, "password") {
		t.Errorf("the server does not ask for a password: %q", got)
	}
}

func TestOthersCannotSignAnyoneOut(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	if status, _ := s.get(t, s.app.URL+"/logout"); status != http.StatusMethodNotAllowed {
		t.Errorf("a link: status %d, want 405", status)
	}
	for name, value := range map[string]string{"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"} {
		r, _ := http.NewRequest("POST", s.app.URL+"/logout", nil)
		r.Header.Set(name, value)
		resp, err := s.browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		if read(t, resp); resp.StatusCode != http.StatusForbidden {
			t.Errorf("a form of another site (%s): status %d, want 403", name, resp.StatusCode)
		}
	}
	if n := s.store.Len(); n != 1 {
		t.Errorf("%d sessions, want 1", n)
	}
	// Behind a proxy that changes Host, the service's own origin still counts.
	r, _ := http.NewRequest("POST", s.app.URL+"/logout", nil)
	r.Host = "internal"
	r.Header.Set("Origin", s.app.URL)
	r.AddCookie(s.appCookies()[0])
	resp, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	if read(t, resp); s.store.Len() != 0 {
		t.Errorf("our own form: status %d, still signed in", resp.StatusCode)
	}
}

func TestAPortalLinkBeginsASignIn(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) { o.Home = "/home" })
	if got := s.signIn(t, "/cas"); got != "zlefevre GET /home " {
		t.Errorf("got %q", got)
	}
	// Or the portal brings the ticket with it.
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas")); got != "victim GET /home " {
		t.Errorf("with a ticket: got %q", got)
	}
}

// A visitor opens a page, is asked for a password, goes to the portal instead
// and follows its link to the service, which has no ticket.
func TestAPortalLinkAfterASignInThatWasLeft(t *testing.T) {
	s := newSite(t, nil)
	s.get(t, s.app.URL+"/page")
	s.post(t, s.casURL+"/login", url.Values{"username": {"zlefevre"}, "password": {"secret"}})
	if _, got := s.get(t, s.app.URL+"/cas"); got != "zlefevre GET /page " {
		t.Errorf("got %q", got)
	}
}

func TestHEADUsesNoTicketUp(t *testing.T) {
	s := newSite(t, nil)
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	resp, err := s.browser.Head(s.app.URL + "/cas?ticket=" + ticket)
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK || len(s.appCookies()) != 0 || len(s.visits) != 0 {
		t.Errorf("HEAD: status %d, cookies %v, sent to %v; want 200 and nothing else", resp.StatusCode, s.appCookies(), s.visits)
	}
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+ticket); got != "victim GET / " {
		t.Errorf("then GET: %q", got)
	}
}

func TestATicketIsGoodOnce(t *testing.T) {
	s := newSite(t, nil)
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	s.get(t, s.app.URL+"/cas?ticket="+ticket)
	if status, _ := s.get(t, s.app.URL+"/cas?ticket="+ticket); status != http.StatusForbidden {
		t.Errorf("the second time: status %d, want 403", status)
	}
}

func TestOnLoginSendsAwayWhoIsUnknownHere(t *testing.T) {
	unknown := fmt.Errorf("nobody of that identifier")
	s := newSite(t, func(o *casclient.Options) {
		o.OnLogin = func(_ *http.Request, p *casclient.Principal) error {
			if p.Attributes.Has("ENTPersonProfils") {
				return nil
			}
			return unknown
		}
	})
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas"))
	if len(s.errors) != 1 || s.errors[0] != unknown || s.store.Len() != 0 {
		t.Errorf("errors %v, %d sessions; want the one of OnLogin, and none", s.errors, s.store.Len())
	}
	if _, got := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas")); got != "zlefevre GET / " {
		t.Errorf("who is known: %q", got)
	}
}

// Programs that know people by another name take it from an attribute. Whoever
// has none is refused: a session of nobody would send her round in circles.
func TestOnLoginChoosesTheName(t *testing.T) {
	s := newSite(t, func(o *casclient.Options) {
		o.OnLogin = func(_ *http.Request, p *casclient.Principal) error {
			p.User = p.Attributes.First("ENTPersonProfils")
			return nil
		}
	})
	if got := s.signIn(t, "/page"); got != "National_ENS GET /page " {
		t.Errorf("got %q", got)
	}
	s.post(t, s.app.URL+"/logout", nil)
	status, _ := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas"))
	if status != http.StatusForbidden || !errors.Is(s.errors[0], casclient.ErrNobody) || s.store.Len() != 0 {
		t.Errorf("who has no such attribute: status %d, %v, %d sessions", status, s.errors, s.store.Len())
	}
}

func TestTheServicesOwnParametersMayBeAnything(t *testing.T) {
	s := newSite(t, nil)
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	if _, got := s.get(t, s.app.URL+"/cas?a;b&%zz=%&c=ticket&ticket="+ticket+"&tickets=x"); got != "victim GET / " {
		t.Errorf("got %q", got)
	}
}
