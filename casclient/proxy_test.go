package casclient_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
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

const secretGrant = "PGT-1-averysecretproxygrantingticket"

// A proxyServer vouches for jo, leaves a grant at the pgtUrl that it was asked
// with, and gives tickets for it.
type proxyServer struct {
	mu     sync.Mutex
	posts  bool     // the grant is posted
	silent bool     // nothing is left at the pgtUrl
	deny   bool     // no proxy tickets any more
	extra  string   // in the success
	paths  []string // what it was asked, in order
	grants int
}

func (s *proxyServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.paths = append(s.paths, r.URL.Path)
	q := r.URL.Query()
	switch {
	case r.URL.Path != "/proxy":
		io.WriteString(w, success("<cas:user>jo</cas:user>"+s.grant(q.Get("pgtUrl"))+s.extra))
	case s.deny || q.Get("pgt") != fmt.Sprint(secretGrant, s.grants):
		fmt.Fprintf(w, `<s:serviceResponse xmlns:s="http://www.yale.edu/tp/cas"><s:proxyFailure code="INVALID_TICKET">no %s</s:proxyFailure></s:serviceResponse>`, q.Get("pgt"))
	default:
		fmt.Fprintf(w, `<s:serviceResponse xmlns:s="http://www.yale.edu/tp/cas"><s:proxySuccess><s:proxyTicket> PT-%x </s:proxyTicket></s:proxySuccess></s:serviceResponse>`, q.Get("targetService"))
	}
}

func (s *proxyServer) grant(pgtURL string) string {
	if pgtURL == "" {
		return ""
	}
	s.grants++
	form := url.Values{"pgtIou": {fmt.Sprint("PGTIOU-", s.grants)}, "pgtId": {fmt.Sprint(secretGrant, s.grants)}}
	var resp *http.Response
	var err error
	switch {
	case s.silent:
		return "<cas:proxyGrantingTicket>" + form.Get("pgtIou") + "</cas:proxyGrantingTicket>"
	case s.posts:
		resp, err = http.PostForm(pgtURL, form)
	default:
		resp, err = http.Get(pgtURL + "&" + form.Encode())
	}
	if err != nil {
		return ""
	}
	resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return ""
	}
	return "<cas:proxyGrantingTicket>" + form.Get("pgtIou") + "</cas:proxyGrantingTicket>"
}

// proxySite is an application that asks the server for tickets.
func proxySite(t *testing.T, change func(*casclient.Options)) (*proxyServer, *site) {
	t.Helper()
	cas := new(proxyServer)
	server := httptest.NewServer(cas)
	t.Cleanup(server.Close)
	s := &site{store: new(casclient.MemorySessions), clock: newClock(), casURL: server.URL}
	s.browser = newBrowser(t, &s.visits)
	var callback http.Handler
	pgt := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { callback.ServeHTTP(w, r) }))
	t.Cleanup(pgt.Close)
	s.start(t, func(o *casclient.Options) {
		o.ProxyCallback = pgt.URL + "/pgt?a=b"
		if change != nil {
			change(o)
		}
	})
	callback = s.client.ProxyCallback()
	return cas, s
}

func TestProxyTickets(t *testing.T) {
	for _, posts := range []bool{false, true} {
		cas, s := proxySite(t, nil)
		cas.posts = posts
		p, err := s.client.Validate(t.Context(), secretTicket, "")
		if err != nil || p.User != "jo" {
			t.Fatalf("posts %v: %v, %v", posts, p, err)
		}
		for _, target := range []string{"https://mail.example.org/?a=b&c", "imap://mail"} {
			got, err := s.client.ProxyTicket(t.Context(), p, target)
			if want := fmt.Sprintf("PT-%x", target); err != nil || got != want {
				t.Errorf("posts %v: ticket %q, %v, want %q", posts, got, err, want)
			}
		}
		if diff := cmp.Diff([]string{"/p3/serviceValidate", "/proxy", "/proxy"}, cas.paths); diff != "" {
			t.Errorf("the server was asked (-want +got):\n%s", diff)
		}
	}
}

func TestProxyTicketsThatAreNotGiven(t *testing.T) {
	cas, s := proxySite(t, nil)
	p, err := s.client.Validate(t.Context(), secretTicket, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.ProxyTicket(t.Context(), nil, "https://mail.example.org/"); !errors.Is(err, casclient.ErrNobody) || errors.Is(err, casclient.ErrNoPGT) {
		t.Errorf("for nobody: %v", err)
	}
	for _, target := range []string{"", "https://mail.example.org/\r\n"} {
		if _, err := s.client.ProxyTicket(t.Context(), p, target); err == nil {
			t.Errorf("for %q: no error", target)
		}
	}
	cas.deny = true
	_, err = s.client.ProxyTicket(t.Context(), p, "https://mail.example.org/")
	var failure *casclient.FailureError
	if !errors.As(err, &failure) || failure.Code != "INVALID_TICKET" || strings.Contains(fmt.Sprintf("%+v", failure), "verysecret") {
		t.Errorf("after sign-out at the server: %v", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.client.ProxyTicket(ctx, p, "https://mail.example.org/")
	if !errors.Is(err, casclient.ErrTransport) || !errors.Is(err, context.Canceled) || strings.Contains(strings.Join(texts(err), ""), "verysecret") {
		t.Errorf("cancelled: %v", err)
	}
	// A server that could not reach us has signed the visitor in all the same.
	cas.silent = true
	p, err = s.client.Validate(t.Context(), secretTicket, "")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.client.ProxyTicket(t.Context(), p, "https://mail.example.org/"); !errors.Is(err, casclient.ErrNoPGT) || errors.Is(err, casclient.ErrNobody) {
		t.Errorf("without a grant: %v", err)
	}
}

// A program puts the ticket into a URL, and what the server calls one must be fit
// for it.
func TestAProxyTicketIsNoPieceOfAURL(t *testing.T) {
	for _, ticket := range []string{"", " ", "PT-1&amp;service=x", "PT-1#", "PT 1", "PT-1%26", "é", strings.Repeat("a", 5000)} {
		c, _ := serve(t, body(`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:proxySuccess><cas:proxyTicket>`+ticket+`</cas:proxyTicket></cas:proxySuccess></cas:serviceResponse>`))
		got, err := c.ProxyTicket(t.Context(), &casclient.Principal{User: "jo", Grant: "PGT-1"}, "https://mail.example.org/")
		if got != "" || !errors.Is(err, casclient.ErrMalformed) {
			t.Errorf("%.30q: %q, %v, want ErrMalformed", ticket, got, err)
		}
	}
}

// The whole way: sign-in by browser, a ticket in the visitor's name inside of
// a request, and the end of it.
func TestASessionKeepsItsGrant(t *testing.T) {
	store := new(spy)
	cas, s := proxySite(t, func(o *casclient.Options) { o.Sessions = store })
	var seen []string
	h := s.client.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		ticket, err := s.client.ProxyTicket(r.Context(), p, "x")
		seen = append(seen, fmt.Sprint(ticket, err))
	}))
	s.get(t, s.app.URL+"/cas?ticket=ST-1")
	request := func() {
		r := httptest.NewRequest("GET", "/", nil)
		for _, c := range s.appCookies() {
			r.AddCookie(c)
		}
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	request()
	if diff := cmp.Diff([]string{"PT-78<nil>"}, seen); diff != "" {
		t.Errorf("inside a request (-want +got):\n%s", diff)
	}
	// Who reads the store finds no grant in it.
	x := store.created
	if kept := fmt.Sprintf("%+v %q %s", x, x.Grant, string(x.Principal.Grant)); strings.Contains(kept, "verysecret") || len(x.Grant) == 0 || len(x.GrantTicket) != 64 {
		t.Errorf("the store got %s", kept)
	}
	// django-cas-server names the grant when the visitor leaves, and says so at
	// the pgtUrl.
	form := url.Values{"logoutRequest": {castest.LogoutRequest(fmt.Sprint(secretGrant, 1), time.Now())}}
	r := httptest.NewRequest("POST", "/pgt", strings.NewReader(form.Encode()))
	w := httptest.NewRecorder()
	s.client.ProxyCallback().ServeHTTP(w, r)
	if w.Code != http.StatusOK || store.Len() != 0 {
		t.Errorf("logout at the pgtUrl: %d, %d sessions", w.Code, store.Len())
	}
	request()
	if len(seen) != 1 {
		t.Error("signed in after logout")
	}
	if cas.grants != 1 {
		t.Errorf("%d grants, want 1", cas.grants)
	}
}

// A proxy's sign-in ends with its proxy ticket.
func TestASessionOfAProxyTicket(t *testing.T) {
	chain := casclient.ProxyChain{{Prefix: "https://portal.example.org"}}
	cas, s := proxySite(t, func(o *casclient.Options) { o.ProxyChains = []casclient.ProxyChain{chain} })
	cas.extra = "<cas:proxies><cas:proxy>https://portal.example.org/pgt</cas:proxy></cas:proxies>"
	p, err := s.client.Validate(t.Context(), "PT-7", "")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"https://portal.example.org/pgt"}, p.Proxies); diff != "" {
		t.Errorf("proxies (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"/p3/proxyValidate"}, cas.paths); diff != "" {
		t.Errorf("the server was asked (-want +got):\n%s", diff)
	}
	s.get(t, s.app.URL+"/cas?ticket=PT-7")
	if s.store.Len() != 1 {
		t.Fatal("no session")
	}
	s.post(t, s.app.URL+"/cas", url.Values{"logoutRequest": {castest.LogoutRequest("PT-7", time.Now())}})
	if n := s.store.Len(); n != 0 {
		t.Errorf("%d sessions after logout of the proxy ticket", n)
	}
	// Others, and those who do not say who they are, are refused.
	for _, extra := range []string{
		"", "<cas:proxies/>",
		"<cas:proxies><cas:proxy>https://evil.example/</cas:proxy></cas:proxies>",
		"<cas:proxies><cas:proxy>https://evil.example/</cas:proxy><cas:proxy>https://portal.example.org/pgt</cas:proxy></cas:proxies>",
	} {
		cas.extra = extra
		if p, err := s.client.Validate(t.Context(), "PT-8", ""); !errors.Is(err, casclient.ErrProxied) {
			t.Errorf("%s: %v, %v, want ErrProxied", extra, p, err)
		}
	}
	// A ticket of the visitor's own is as good as ever.
	cas.extra = ""
	if p, err := s.client.Validate(t.Context(), "ST-8", ""); err != nil || p.Proxies != nil {
		t.Errorf("a service ticket: %v, %v", p, err)
	}
}

// The callback wrote what it was sent into files and pages, and believed the
// names of files that it was given.
func TestCVE_2012_1105_TheProxyCallbackTakesTicketsOnly(t *testing.T) {
	store := new(casclient.MemoryGrants)
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{ProxyCallback: "https://notes.example.org/pgt", Grants: store})
	call := func(method, query string) *httptest.ResponseRecorder {
		r := httptest.NewRequest(method, "/pgt?"+query, nil)
		if method == "POST" {
			r = httptest.NewRequest(method, "/pgt", strings.NewReader(query))
		}
		w := httptest.NewRecorder()
		c.ProxyCallback().ServeHTTP(w, r)
		if w.Body.Len() != 0 || w.Header().Get("X-Content-Type-Options") != "nosniff" || len(w.Result().Cookies()) != 0 {
			t.Errorf("%s %.50s: %v %q", method, query, w.Header(), w.Body)
		}
		return w
	}
	for _, query := range []string{
		"", "pgtIou=PGTIOU-1", "pgtId=PGT-1", "pgtIou=&pgtId=PGT-1", "pgtIou=PGTIOU-1&pgtId=",
		"pgtIou=../../etc/passwd&pgtId=PGT-1", "pgtIou=%3Cscript%3E&pgtId=PGT-1", "pgtIou=PGTIOU-1&pgtId=%00",
		"pgtIou=PGTIOU-1&pgtIou=PGTIOU-2&pgtId=PGT-1", "pgtIou=PGTIOU-1&pgtId=PGT-1&pgtId=PGT-2",
		"pgtIou=" + strings.Repeat("a", 1025) + "&pgtId=PGT-1", "pgtIou=PGTIOU-1&pgtId=" + strings.Repeat("a", 1025), "%zz",
	} {
		for _, method := range []string{"GET", "POST"} {
			if w := call(method, query); w.Code != http.StatusOK {
				t.Errorf("%s %.50s: %d, want 200", method, query, w.Code)
			}
		}
	}
	call("HEAD", "pgtIou=PGTIOU-1&pgtId=PGT-1")
	call("POST", strings.Repeat("a", 70000))
	if w := call("PUT", "pgtIou=PGTIOU-1&pgtId=PGT-1"); w.Code != http.StatusMethodNotAllowed {
		t.Errorf("PUT: %d, want 405", w.Code)
	}
	if n := store.Len(); n != 0 {
		t.Errorf("%d grants kept of what is none", n)
	}
	call("GET", "pgtIou=PGTIOU-1&pgtId=PGT-1")
	if n := store.Len(); n != 1 {
		t.Errorf("%d grants kept, want the right one", n)
	}
}

func TestMemoryGrants(t *testing.T) {
	m := &casclient.MemoryGrants{Max: 3}
	take := func(iou string, now time.Time, want casclient.Grant) {
		t.Helper()
		g, ok, err := m.Take(t.Context(), iou, now)
		if string(g) != string(want) || ok != (want != "") || err != nil {
			t.Errorf("Take(%s) = %q, %v, %v, want %q", iou, string(g), ok, err, string(want))
		}
	}
	take("1", morning, "")
	// Two sign-ins at once do not push one another out, whatever the limit is.
	var usual casclient.MemoryGrants
	for _, iou := range []string{"1", "2"} {
		usual.Put(t.Context(), iou, "g", morning.Add(time.Minute))
	}
	if n := usual.Len(); n != 2 {
		t.Errorf("%d grants kept without a limit of one's own, want 2", n)
	}
	put := func(iou string, g casclient.Grant, at time.Time) { m.Put(t.Context(), iou, g, at.Add(time.Minute)) }
	put("1", "a", morning)
	put("1", "z", morning) // nobody exchanges it
	take("1", morning, "a")
	take("1", morning, "") // and it is read once
	put("2", "b", morning)
	take("2", morning.Add(time.Minute), "")
	for i := range 5 {
		put(fmt.Sprint("x", i), "g", morning)
	}
	take("x1", morning, "")
	take("x2", morning, "g")
	put("y", "g", morning.Add(time.Hour)) // drops those whose time is up
	if n := m.Len(); n != 1 {
		t.Errorf("%d grants kept, want 1", n)
	}
}

// A store that fails is no reason to refuse who has just signed in.
func TestABrokenGrantStore(t *testing.T) {
	var log bytes.Buffer
	_, s := proxySite(t, func(o *casclient.Options) {
		o.Grants, o.Logger = brokenGrants{}, slog.New(slog.NewTextHandler(&log, nil))
	})
	p, err := s.client.Validate(t.Context(), secretTicket, "")
	if err != nil || p.Grant != "" {
		t.Errorf("%v, %v", p, err)
	}
	if n := strings.Count(log.String(), "store of proxy-granting tickets failed"); n != 2 {
		t.Errorf("logged %d times, want at Put and at Take:\n%s", n, log.String())
	}
}

type brokenGrants struct{}

func (brokenGrants) Put(context.Context, string, casclient.Grant, time.Time) error { return errBroken }
func (brokenGrants) Take(context.Context, string, time.Time) (casclient.Grant, bool, error) {
	return "PGT-other", true, errBroken
}

func TestAGrantIsNotPrinted(t *testing.T) {
	p := casclient.Principal{User: "jo", Grant: secretGrant}
	asJSON, err := json.Marshal(p)
	if err != nil {
		t.Fatal(err)
	}
	for _, text := range []string{fmt.Sprintf("%v %+v %#v %s %q %x %d", p, &p, p, p.Grant, p.Grant, p.Grant, p.Grant), string(asJSON)} {
		if strings.Contains(text, "verysecret") || strings.Contains(text, fmt.Sprintf("%x", "verysecret")) || !strings.Contains(text, "[…]") {
			t.Errorf("printed as %s", text)
		}
	}
}

func TestProxiesNeedAProtocolThatHasThem(t *testing.T) {
	chains := []casclient.ProxyChain{{{URL: "https://a.example/"}}}
	for what, opts := range map[string]*casclient.Options{
		"grants in CAS 1":       {Protocol: casclient.CAS1, ProxyCallback: "https://notes.example.org/pgt"},
		"chains in SAML":        {Protocol: casclient.SAML11, ProxyChains: chains},
		"a callback in clear":   {ProxyCallback: "http://notes.example.org/pgt"},
		"a callback that is no": {ProxyCallback: "/pgt"},
	} {
		if _, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", opts); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
	if _, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Protocol: casclient.CAS2, ProxyCallback: "https://notes.example.org/pgt", ProxyChains: chains}); err != nil {
		t.Error(err)
	}
}
