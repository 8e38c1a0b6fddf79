package castest_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

// A proxy is an application with a callback; it keeps what it is called with.
type proxy struct {
	*httptest.Server
	client *casclient.Client
	status int // of the callback, 200 if 0

	mu    sync.Mutex // a logout is told to the callback and to the service at once
	calls []string
}

// told returns the calls since the last time.
func (p *proxy) told() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	calls := p.calls
	p.calls = nil
	return calls
}

func newProxy(t *testing.T, cas string, chains ...casclient.ProxyChain) *proxy {
	t.Helper()
	p := new(proxy)
	p.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		p.calls = append(p.calls, r.Method+" "+r.URL.Path)
		p.mu.Unlock()
		if p.status != 0 {
			w.WriteHeader(p.status)
			return
		}
		p.client.ProxyCallback().ServeHTTP(w, r)
	}))
	t.Cleanup(p.Close)
	var err error
	p.client, err = casclient.New(cas, p.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, ProxyCallback: p.URL + "/pgt?a=b", ProxyChains: chains})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestProxies(t *testing.T) {
	s, b := start(t, nil)
	one := newProxy(t, b.base)
	two := newProxy(t, b.base, casclient.ProxyChain{{Prefix: one.URL}})
	for _, tt := range []struct {
		faults []castest.Fault
		call   string
		chain  []string
	}{
		{nil, "GET /pgt", []string{two.URL + "/pgt?a=b", one.URL + "/pgt?a=b"}},
		{[]castest.Fault{castest.PostedCallback}, "POST /pgt", []string{two.URL + "/pgt?a=b", one.URL + "/pgt?a=b"}},
		{[]castest.Fault{castest.LastProxyOnly, castest.AlwaysJSON}, "GET /pgt", []string{two.URL + "/pgt?a=b"}},
	} {
		s.Break(tt.faults...)
		one.told()
		first, err := one.client.Validate(t.Context(), s.Ticket("jo", one.URL+"/cas"), "")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{tt.call}, one.told()); diff != "" {
			t.Errorf("%q: callback (-want +got):\n%s", tt.faults, diff)
		}
		ticket, err := one.client.ProxyTicket(t.Context(), first, two.URL+"/cas")
		if err != nil {
			t.Fatal(err)
		}
		second, err := two.client.Validate(t.Context(), ticket, "")
		if err != nil {
			t.Fatal(err)
		}
		if ticket, err = two.client.ProxyTicket(t.Context(), second, service); err != nil {
			t.Fatal(err)
		}
		chain := make(casclient.ProxyChain, len(tt.chain))
		for i, u := range tt.chain {
			chain[i].URL = u
		}
		third, err := casclient.New(b.base, service, &casclient.Options{AllowHTTPLoopback: true, ProxyChains: []casclient.ProxyChain{chain}})
		if err != nil {
			t.Fatal(err)
		}
		who, err := third.Validate(t.Context(), ticket, "")
		if err != nil || who.User != "jo" {
			t.Fatalf("%q: %v, %v", tt.faults, who, err)
		}
		if diff := cmp.Diff(tt.chain, who.Proxies); diff != "" {
			t.Errorf("%q: proxies (-want +got):\n%s", tt.faults, diff)
		}
		// The grant ends with the session.
		s.SignOut("jo")
		var no *casclient.FailureError
		if _, err := one.client.ProxyTicket(t.Context(), first, two.URL+"/cas"); !errors.As(err, &no) || no.Code != "INVALID_TICKET" {
			t.Errorf("%q: after logout: %v", tt.faults, err)
		}
	}
}

func TestProxiesThatAreRefused(t *testing.T) {
	s, b := start(t, &castest.Options{Services: func(s string) bool { return !strings.HasPrefix(s, "https://evil.example") }})
	one := newProxy(t, b.base)
	valid := func(path, pgtURL string) string {
		_, _, got := b.get(path + "?" + url.Values{"service": {service}, "ticket": {s.Ticket("jo", service)}, "pgtUrl": {pgtURL}}.Encode())
		return got
	}
	one.status = http.StatusInternalServerError
	for what, pgtURL := range map[string]string{"status 500": one.URL + "/pgt", "not allowed": "https://evil.example/", "nobody there": "http://127.0.0.1:1/"} {
		s.Break()
		if got := valid("/serviceValidate", pgtURL); !strings.Contains(got, "<cas:user>jo") || strings.Contains(got, "PGTIOU") {
			t.Errorf("callback, %s: %s", what, got)
		}
		s.Break(castest.CallbackRequired)
		if got := valid("/serviceValidate", pgtURL); !strings.Contains(got, `code="INVALID_PROXY_CALLBACK"`) || !strings.Contains(got, "pgtId=PGT-") {
			t.Errorf("callback, %s, that is required: %s", what, got)
		}
	}
	s.Break(castest.SilentCallback)
	one.told()
	got := valid("/serviceValidate", one.URL+"/pgt")
	if calls := one.told(); !strings.Contains(got, "<cas:proxyGrantingTicket>PGTIOU-") || len(calls) != 0 {
		t.Errorf("a silent callback: %s, calls %q", got, calls)
	}
	for _, tt := range []struct {
		what  string
		fault castest.Fault
		query string
		want  string
	}{
		{"no grant", castest.Replay, "?targetService=" + service, `<cas:proxyFailure code="INVALID_REQUEST">`},
		{"no target", castest.Replay, "?pgt=PGT-1", `<cas:proxyFailure code="INVALID_REQUEST">`},
		{"an unknown grant", castest.Replay, "?pgt=PGT-1&targetService=" + service, `<cas:proxyFailure code="INVALID_TICKET">`},
		{"in JSON", castest.Replay, "?pgt=PGT-1&format=JSON&targetService=" + service, `{"serviceResponse":{"proxyFailure":{"code":"INVALID_TICKET"`},
		{"as another element", castest.OddProxyFailure, "?pgt=PGT-1&targetService=" + service, `<cas:authenticationFailure code="INVALID_TICKET">`},
		{"with a status", castest.ProxyStatus500, "?pgt=PGT-1&targetService=" + service, "Internal Server Error"},
	} {
		s.Break(tt.fault)
		if _, _, got := b.get("/proxy" + tt.query); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s, want %s in it", tt.what, got, tt.want)
		}
	}
}

func TestProxyTicketsStayAtProxyValidate(t *testing.T) {
	s, b := start(t, nil)
	one := newProxy(t, b.base)
	ticket := func() string {
		p, err := one.client.Validate(t.Context(), s.Ticket("jo", one.URL+"/cas"), "")
		if err != nil {
			t.Fatal(err)
		}
		ticket, err := one.client.ProxyTicket(t.Context(), p, service)
		if err != nil || !strings.HasPrefix(ticket, "PT-") {
			t.Fatalf("proxy ticket %q: %v", ticket, err)
		}
		return "?" + url.Values{"service": {service}, "ticket": {ticket}}.Encode()
	}
	for path, want := range map[string]bool{"/proxyValidate": true, "/p3/proxyValidate": true, "/serviceValidate": false, "/p3/serviceValidate": false} {
		if _, _, got := b.get(path + ticket()); strings.Contains(got, "<cas:user>jo") != want || strings.Contains(got, "<cas:proxy>"+one.URL) != want {
			t.Errorf("%s: %s", path, got)
		}
	}
	if _, _, got := b.get("/validate" + ticket()); got != "no\n\n" {
		t.Errorf("/validate: %q", got)
	}
	s.Break(castest.ProxyAnywhere)
	if _, _, got := b.get("/serviceValidate" + ticket()); !strings.Contains(got, "<cas:user>jo") {
		t.Errorf("with the fault: %s", got)
	}
	// To nobody, from nobody: no client must take it.
	s.Break(castest.OpenProxy)
	_, _, got := b.get("/proxy?targetService=" + url.QueryEscape(service))
	_, open, _ := strings.Cut(got, "<cas:proxyTicket>")
	open, _, _ = strings.Cut(open, "<")
	if _, _, got = b.get("/proxyValidate?" + url.Values{"service": {service}, "ticket": {open}}.Encode()); !strings.Contains(got, "<cas:user></cas:user>") || strings.Contains(got, "proxies") {
		t.Errorf("an open proxy's ticket: %s", got)
	}
}
