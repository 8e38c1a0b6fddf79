package casclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// One test for each hole that clients before this one had.

// secretTicket is what no error, page or log may contain.
const secretTicket = "ST-4711-verysecretindeed"

// serve starts a server that gives every validation the same answer, and
// returns a client of it and how often it was asked.
func serve(t *testing.T, answer http.HandlerFunc) (*casclient.Client, *atomic.Int32) {
	t.Helper()
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		answer(w, r)
	}))
	t.Cleanup(server.Close)
	return newClient(t, server.URL, "http://127.0.0.1:1/cas", &casclient.Options{
		AllowHTTPLoopback: true, Timeout: 5 * time.Second,
	}), &asked
}

func body(s string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { io.WriteString(w, s) }
}

func mustRefuse(t *testing.T, c *casclient.Client, want error) {
	t.Helper()
	p, err := c.Validate(t.Context(), secretTicket, "")
	if err == nil {
		t.Fatalf("signed %q in", p.User)
	}
	if !errors.Is(err, want) {
		t.Errorf("error %v, want %v", err, want)
	}
	if strings.Contains(err.Error(), secretTicket) {
		t.Errorf("the ticket is in the error: %v", err)
	}
}

func success(content string) string {
	return `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess>` +
		content + `</cas:authenticationSuccess></cas:serviceResponse>`
}

// The service URL came from Host or X-Forwarded-Host: a ticket that another
// site got from its visitor opened the visitor's account here. The same in
// CVE-2014-3527.
func TestCVE_2022_39369_TheServiceIsNeverTakenFromTheRequest(t *testing.T) {
	s := newSite(t, nil)
	stolen := s.cas.Ticket("victim", "http://127.0.0.1:1/evil")
	for _, ticket := range []string{stolen, s.cas.Ticket("victim", s.app.URL+"/evil")} {
		r, _ := http.NewRequest("GET", s.app.URL+"/cas?ticket="+ticket, nil)
		r.Host = "127.0.0.1:1"
		for _, name := range []string{"X-Forwarded-Host", "X-Forwarded-Server", "Forwarded", "X-Forwarded-Proto", "X-Forwarded-Port"} {
			r.Header.Set(name, "127.0.0.1:1")
		}
		resp, err := s.browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		read(t, resp)
		if resp.StatusCode != http.StatusForbidden || s.store.Len() != 0 {
			t.Errorf("status %d, %d sessions; want 403 and none", resp.StatusCode, s.store.Len())
		}
	}
	for _, err := range s.errors {
		var failure *casclient.FailureError
		if !errors.As(err, &failure) || failure.Code != "INVALID_SERVICE" {
			t.Errorf("error %v, want INVALID_SERVICE", err)
		}
	}
	// And the way to the login page names the configured service.
	r := httptest.NewRequest("GET", "http://evil.example/", nil)
	r.Header.Set("X-Forwarded-Host", "evil.example")
	w := httptest.NewRecorder()
	s.client.Require(http.NotFoundHandler()).ServeHTTP(w, r)
	got := w.Header().Get("Location")
	if want := s.casURL + "/login?service=" + url.QueryEscape(s.app.URL+"/cas"); got != want {
		t.Errorf("login at %s, want %s", got, want)
	}
	if _, err := s.client.Validate(t.Context(), stolen, "http://127.0.0.1:1/evil"); !errors.Is(err, casclient.ErrService) {
		t.Errorf("a service of another origin: %v, want ErrService", err)
	}
}

// A ticket with & and % in it chose its own service, and a pgtUrl.
func TestCVE_2014_4172_ATicketIsNoPieceOfAURL(t *testing.T) {
	c, asked := serve(t, body(success("<cas:user>jo</cas:user>")))
	for _, ticket := range []string{
		"", " ", "ST-1 ", "ST-1&service=https://evil.example", "ST-1%26service%3Dx", "ST-1#", "ST-1\r\nX: y", "ST-1;a", "ST-1/../x",
		"ST-<^>", `ST-"`, "ST-\x15", "ST-\xc8", "ST-é", "ST-1+1", "ST-1=", strings.Repeat("a", 4097),
	} {
		if p, err := c.Validate(t.Context(), ticket, ""); !errors.Is(err, casclient.ErrTicket) {
			t.Errorf("%.40q: %v, %v, want ErrTicket", ticket, p, err)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the server was asked %d times, want never", n)
	}
	for _, ticket := range []string{"ST-1", "ST-2344-9oiwc7g9_xg5.cas-1", "eyJhbGciOiJIUzUxMiJ9.WlhsS2FtSkh.c2ln-X_", strings.Repeat("a", 4096)} {
		if _, err := c.Validate(t.Context(), ticket, ""); err != nil {
			t.Errorf("%.40q: %v", ticket, err)
		}
	}
	// Servers differ on which of two tickets counts.
	h := c.Callback()
	for _, query := range []string{"ticket=ST-1&ticket=ST-2", "ticket=ST-1&ticket=", "ticket=ST-1&tick%65t=ST-1", "ticket=%zz", "ticket=ST-1;ticket=ST-2"} {
		before := asked.Load() // what is no ticket is not asked about either
		w := httptest.NewRecorder()
		h.ServeHTTP(w, httptest.NewRequest("GET", "/cas?"+query, nil))
		if w.Code != http.StatusBadRequest || asked.Load() != before || w.Header().Get("Set-Cookie") != "" {
			t.Errorf("%s: status %d, want 400 and no question", query, w.Code)
		}
	}
}

// The success was looked for anywhere in the document, and servers wrote the
// ticket into the failure as it was.
func TestCVE_2017_1000071_AFailureIsNotOvertaken(t *testing.T) {
	c, _ := serve(t, body(`<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="INVALID_TICKET">Ticket </cas:authenticationFailure>`+
		`<cas:authenticationSuccess><cas:user>admin</cas:user></cas:authenticationSuccess></cas:serviceResponse>`))
	mustRefuse(t, c, casclient.ErrMalformed)
}

// LemonLDAP::NG does not escape attributes: with a value that closes the
// element around it, people said who they were themselves.
func TestUnescapedAttributesDoNotChooseTheUser(t *testing.T) {
	inj1, err := os.ReadFile("testdata/answers/llng/serviceValidate-user-inj1.body")
	if err != nil {
		t.Fatal(err)
	}
	c, _ := serve(t, body(string(inj1)))
	mustRefuse(t, c, casclient.ErrMalformed)

	cas := castest.New(nil, castest.User{Name: "pupil", Attributes: casclient.Attributes{{
		Name:  "note",
		Value: "y</cas:note></cas:attributes><cas:user>admin</cas:user><cas:attributes><cas:note>z",
	}}})
	server := httptest.NewServer(cas)
	defer server.Close()
	const service = "http://127.0.0.1:1/cas"
	c = newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	p, err := c.Validate(t.Context(), cas.Ticket("pupil", service), "")
	if err != nil || p.User != "pupil" {
		t.Errorf("escaped: %v, %v; want pupil", p, err)
	}
	cas.Break(castest.Unescaped)
	if p, err := c.Validate(t.Context(), cas.Ticket("pupil", service), ""); !errors.Is(err, casclient.ErrMalformed) {
		t.Errorf("unescaped: %v, %v; want ErrMalformed", p, err)
	}
}

// An attribute that happens to be named user was taken for the identity.
func TestTheUserIsNotAnAttributeOfThatName(t *testing.T) {
	c, _ := serve(t, body(success("<cas:user>prof1</cas:user><cas:attributes><cas:user>root</cas:user></cas:attributes>")))
	p, err := c.Validate(t.Context(), secretTicket, "")
	if err != nil || p.User != "prof1" || p.Attributes.First("user") != "root" {
		t.Errorf("%+v, %v; want prof1", p, err)
	}
	c, _ = serve(t, body(success("<cas:attributes><cas:user>root</cas:user></cas:attributes>")))
	mustRefuse(t, c, casclient.ErrMalformed)
}

// LemonLDAP::NG vouches for nobody if it is asked for a proxy ticket without
// a proxy-granting ticket.
func TestAnEmptyUserIsNobody(t *testing.T) {
	for _, user := range []string{"", " ", "\n\t", "\u00a0"} {
		c, _ := serve(t, body(success("<cas:user>"+user+"</cas:user>")))
		mustRefuse(t, c, casclient.ErrMalformed)
	}
}

// Any chain of proxies was accepted.
func TestCVE_2012_1104_NoProxyIsAllowed(t *testing.T) {
	c, _ := serve(t, body(success("<cas:user>jo</cas:user><cas:proxies><cas:proxy>https://evil.example/</cas:proxy></cas:proxies>")))
	mustRefuse(t, c, casclient.ErrProxied)
	c, _ = serve(t, body(success("<cas:user>jo</cas:user>")))
	if p, err := c.Validate(t.Context(), "PT-without-a-list-of-proxies", ""); !errors.Is(err, casclient.ErrProxied) {
		t.Errorf("%v, %v; want ErrProxied", p, err)
	}
}

// The certificate's host name was not checked.
func TestCVE_2012_5583_TheServerProvesItsName(t *testing.T) {
	server := httptest.NewUnstartedServer(body(success("<cas:user>jo</cas:user>")))
	server.Config.ErrorLog = log.New(io.Discard, "", 0) // of handshakes that must fail
	server.StartTLS()
	defer server.Close()
	const service = "https://notes.example.org/cas"
	mustRefuse(t, newClient(t, server.URL, service, nil), casclient.ErrTransport)

	// The test's certificate is for 127.0.0.1 and example.com.
	known := server.Client()
	if _, err := newClient(t, server.URL, service, &casclient.Options{HTTPClient: known}).Validate(t.Context(), secretTicket, ""); err != nil {
		t.Errorf("with its authority: %v", err)
	}
	dial := known.Transport.(*http.Transport).Clone()
	dial.DialContext = func(ctx context.Context, network, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
	}
	other := newClient(t, "https://ent.example.org", service, &casclient.Options{HTTPClient: &http.Client{Transport: dial}})
	mustRefuse(t, other, casclient.ErrTransport)
}

// Document types and entities were expanded, in answers and in logout
// messages, which anyone can send.
func TestXXE_DocumentTypesAreRefused(t *testing.T) {
	for _, s := range []string{
		`<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>` + success("<cas:user>&e;</cas:user>"),
		`<!DOCTYPE a SYSTEM "http://127.0.0.1:1/a.dtd">` + success("<cas:user>jo</cas:user>"),
	} {
		c, _ := serve(t, body(s))
		mustRefuse(t, c, casclient.ErrNotCAS)
	}
	c, _ := serve(t, body(success(`<!DOCTYPE a [<!ENTITY e "jo">]><cas:user>&e;</cas:user>`)))
	mustRefuse(t, c, casclient.ErrMalformed)
}

// Text was cut at a comment: admin<!-- -->@example.org was admin.
func TestCVE_2017_11427_CommentsDoNotCutTheUser(t *testing.T) {
	c, _ := serve(t, body(success("<cas:user>admin<!-- -->@example.org</cas:user>")))
	mustRefuse(t, c, casclient.ErrMalformed)
}

// escapeAll escapes what need not be escaped.
var escapeAll = strings.NewReplacer("-", "%2D", ".", "%2E")

// texts returns what a program prints that prints an error, and one that
// prints what it wraps too.
func texts(err error) []string {
	list := []string{err.Error(), fmt.Sprintf("%+v %#v", err, err)}
	switch x := err.(type) {
	case interface{ Unwrap() error }:
		if inner := x.Unwrap(); inner != nil {
			list = append(list, texts(inner)...)
		}
	case interface{ Unwrap() []error }:
		for _, inner := range x.Unwrap() {
			list = append(list, texts(inner)...)
		}
	}
	return list
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

// Errors, pages and hooks do not tell tickets.
func TestTicketsAreInNoError(t *testing.T) {
	long := "eyJhbGciOiJIUzUxMiJ9." + strings.Repeat("WlhsS2FtSkh", 20) + ".c2lnbmF0dXJl"
	answers := map[string]http.HandlerFunc{
		"a failure that quotes it": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="%[1]s">ticket '%[1]s' not recognized</cas:authenticationFailure></cas:serviceResponse>`, r.FormValue("ticket"))
		},
		"markup that quotes it": func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "<%s>", r.FormValue("ticket"))
		},
		"a page that quotes it": func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.URL.String()) },
		"no answer":             func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) },
		"half an answer": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Content-Length", "1000")
			io.WriteString(w, r.URL.String())
		},
		"a redirect that quotes it": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "/x?"+r.URL.RawQuery, http.StatusFound)
		},
		"a redirect to nowhere, in escapes": func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", "http://x/%zz?"+escapeAll.Replace(r.URL.RawQuery)+strings.Repeat("x", 1<<16))
			w.WriteHeader(http.StatusFound)
		},
		"its own request": func(w http.ResponseWriter, r *http.Request) {
			conn, _, err := http.NewResponseController(w).Hijack()
			if err != nil {
				panic(err)
			}
			defer conn.Close()
			fmt.Fprintf(conn, "HTTP/1.1 200 OK\r\nContent-Length: %s %s\r\n\r\n", escapeAll.Replace(r.RequestURI), r.RequestURI)
		},
		"a proxied one": body(success("<cas:user>jo</cas:user><cas:proxies><cas:proxy>" + secretTicket + "</cas:proxy></cas:proxies>")),
	}
	for what, answer := range answers { // no error quotes the URL, which has the ticket
		c, _ := serve(t, answer)
		for _, ticket := range []string{secretTicket, long} {
			_, err := c.Validate(t.Context(), ticket, "")
			if err == nil {
				t.Errorf("%s: no error", what)
				continue
			}
			for _, text := range texts(err) {
				if strings.Contains(text, ticket) || strings.Contains(text, escapeAll.Replace(ticket)) || strings.Contains(text, "serviceValidate") || len(text) > 500 {
					t.Errorf("%s: %.1000s", what, text)
				}
			}
		}
	}
	// Nor does a transport tell it that quotes what it was asked for.
	quoting := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		return nil, &url.Error{Op: "Get", URL: r.URL.String(), Err: fmt.Errorf("policy forbids %s: %w", r.URL, io.ErrNoProgress)}
	})}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{HTTPClient: quoting})
	_, err := c.Validate(t.Context(), secretTicket, "")
	if text := strings.Join(texts(err), "\n"); strings.Contains(text, secretTicket) {
		t.Errorf("a transport that quotes: %s", text)
	}
	if !errors.Is(err, casclient.ErrTransport) || !errors.Is(err, io.ErrNoProgress) {
		t.Errorf("a transport that quotes: %v, want ErrTransport and the cause", err)
	}
	// A hook that logs its request does not log the ticket.
	var logged string
	see := func(r *http.Request) {
		logged += fmt.Sprintf("%s %s %v %v", r.URL, r.RequestURI, r.Header, r.Form)
	}
	s := newSite(t, func(o *casclient.Options) {
		o.OnError = func(w http.ResponseWriter, r *http.Request, err error) { see(r); w.WriteHeader(500) }
		o.OnLogin = func(r *http.Request, p *casclient.Principal) error { see(r); return errors.New("unknown here") }
	})
	ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
	r, _ := http.NewRequest("GET", s.app.URL+"/cas?a=b&ticket="+ticket, nil)
	r.Header.Set("Referer", s.app.URL+"/cas?ticket="+escapeAll.Replace(ticket))
	for _, name := range []string{"X-Original-Uri", "X-Forwarded-Uri", "X-Rewrite-Url"} { // of reverse proxies
		r.Header.Set(name, "/cas?ticket="+ticket)
	}
	resp, err := s.browser.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	if logged == "" || strings.Contains(logged, ticket) || strings.Contains(logged, escapeAll.Replace(ticket)) {
		t.Errorf("hooks saw %s", logged)
	}
	if s.store.Len() != 0 || len(s.appCookies()) != 0 {
		t.Error("OnLogin said no, and there is a session")
	}
}
