package interop

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/google/go-cmp/cmp"
)

// A server is a real CAS server with what its journeys need to know.
type server struct {
	url         string
	ca          *authority
	user, other string               // two who can sign in; their passwords are their names
	attributes  casclient.Attributes // of user, by own
	app, second *app
	protocols   []protocol
	wholeChain  bool // lists all proxies of a chain, not only the last
}

// A protocol is one that the server speaks, and what it says of user in it.
type protocol struct {
	name       string
	use        func(*casclient.Options)
	attributes casclient.Attributes
}

// anyProxy makes casclient ask at /proxyValidate.
func anyProxy(o *casclient.Options) {
	o.ProxyChains = []casclient.ProxyChain{{{Pattern: "https://.*"}}}
}

func (s *server) signIn(b *browser, path string) page {
	b.Helper()
	return b.typePassword(b.get(s.app.url+path), s.user, s.user)
}

// ticket returns a ticket for service that the application has not seen.
func (s *server) ticket(b *browser, service string) string {
	b.Helper()
	b.until = service
	defer func() { b.until = "" }()
	if p := b.get(s.url + "/login?service=" + url.QueryEscape(service)); p.isLoginForm() {
		b.typePassword(p, s.user, s.user)
	}
	last := b.visits[len(b.visits)-1]
	u, err := url.Parse(last)
	if err != nil || u.Query().Get("ticket") == "" {
		b.Fatalf("no ticket, but %s", last)
	}
	return u.Query().Get("ticket")
}

// drive goes the ways that every server must lead to the end.
func (s *server) drive(t *testing.T) {
	for _, p := range s.protocols {
		t.Run(p.name, func(t *testing.T) { s.driveProtocol(t, p) })
	}
	t.Run("gateway", s.driveGateway)
	t.Run("renew", s.driveRenew)
	t.Run("single logout", s.driveSingleLogout)
	t.Run("two people", s.driveTwoPeople)
	t.Run("method=POST", s.drivePost)
	t.Run("guarded sign-in", s.driveGuard)
	t.Run("proxy", s.driveProxy)
	t.Run("proxy, single logout", s.driveProxiedLogout)
}

func (s *server) driveProtocol(t *testing.T, p protocol) {
	c := s.app.use(t, s.url, p.use)
	b := newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page?q=%c3%a9").says(t, "page", http.StatusOK, "hello "+s.user+" at /page?q=%c3%a9")
	if diff := cmp.Diff(p.attributes, own(s.app.principal(t).Attributes)); diff != "" {
		t.Errorf("attributes (-want +got):\n%s", diff)
	}
	// What the server refuses.
	service := s.app.url + "/cas"
	for _, tt := range []struct{ what, ticket, service, code string }{
		{"an unknown ticket", "ST-0123456789abcdef0123456789abcdef", service, "INVALID_TICKET"},
		{"a ticket of another service", s.ticket(b, service), service + "/other", "INVALID_SERVICE"},
	} {
		_, err := c.Validate(context.Background(), tt.ticket, tt.service)
		refused(t, p.name+": "+tt.what, err, tt.code)
	}
	used := s.ticket(b, service)
	if who, err := c.Validate(context.Background(), used, ""); err != nil || who.User != s.user {
		t.Errorf("a ticket: %v, %v", who, err)
	}
	_, err := c.Validate(context.Background(), used, "")
	refused(t, p.name+": a ticket, the second time", err, "INVALID_TICKET")
}

// refused wants the server's own no. CAS 1 gives no code, nor does SAML.
func refused(t *testing.T, what string, err error, code string) {
	t.Helper()
	var no *casclient.FailureError
	if !errors.As(err, &no) || no.Code != code && !strings.HasPrefix(what, "CAS 1") && !strings.HasPrefix(what, "SAML") {
		t.Errorf("%s: %v, want the server's %s", what, err, code)
	}
}

func (s *server) driveGateway(t *testing.T) {
	s.app.use(t, s.url, nil)
	b := newBrowser(t, s.ca.client(t))
	b.get(s.app.url+"/open").says(t, "nobody is signed in", http.StatusOK, "hello nobody")
	if asked := strings.Join(b.visits, "\n"); strings.Count(asked, "gateway=") != 1 {
		t.Errorf("the server was not asked once:\n%s", asked)
	}
	b.visits = nil
	b.get(s.app.url+"/open").says(t, "again", http.StatusOK, "hello nobody")
	if len(b.visits) != 1 {
		t.Errorf("the server was asked again: %s", b.visits)
	}
	// Signed in at another application, and a new visitor here.
	b = newBrowser(t, s.ca.client(t))
	s.second.use(t, s.url, nil)
	b.typePassword(b.get(s.second.url+"/page"), s.user, s.user)
	b.get(s.app.url+"/open").says(t, "signed in elsewhere", http.StatusOK, "hello "+s.user)
}

func (s *server) driveRenew(t *testing.T) {
	renew := func(o *casclient.Options) { o.Renew = true }
	s.second.use(t, s.url, nil)
	b := newBrowser(t, s.ca.client(t))
	b.typePassword(b.get(s.second.url+"/page"), s.user, s.user)
	// A ticket of the single sign-on is none that a password was typed for.
	// LemonLDAP::NG takes a password of the last two seconds for a new one; and
	// it asks whether to go on before it asks for another.
	c := s.app.use(t, s.url, renew)
	deadline := time.Now().Add(patience)
	wait := func(what string) {
		if time.Now().After(deadline) {
			t.Fatal(what)
		}
		time.Sleep(100 * time.Millisecond)
	}
	for {
		if _, err := c.Validate(context.Background(), s.ticket(b, s.app.url+"/cas"), ""); err != nil {
			break
		}
		wait("renew takes a ticket of the single sign-on")
	}
	p := b.get(s.app.url + "/page")
	for ; !strings.HasPrefix(p.address.String(), s.url); p = b.get(s.app.url + "/page") {
		wait("renew asks for no password")
	}
	if !p.isLoginForm() {
		p = b.confirm(p)
	}
	b.typePassword(p, s.user, s.user).says(t, "after the password", http.StatusOK, "hello "+s.user)
}

func (s *server) driveSingleLogout(t *testing.T) {
	s.app.use(t, s.url, nil)
	s.second.use(t, s.url, nil)
	b := newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page")
	b.get(s.second.url+"/page").says(t, "the second application", http.StatusOK, "hello "+s.user)
	if s.app.store.Len() != 1 || s.second.store.Len() != 1 {
		t.Fatalf("%d and %d sessions, want 1 and 1", s.app.store.Len(), s.second.store.Len())
	}
	// The first application signs out here, and remains signed in there.
	b.post(s.app.url+"/logout", nil).says(t, "local logout", http.StatusOK, "hello nobody")
	if s.app.store.Len() != 0 || s.second.store.Len() != 1 {
		t.Errorf("%d and %d sessions after local logout, want 0 and 1", s.app.store.Len(), s.second.store.Len())
	}
	b.get(s.app.url+"/page").says(t, "after local logout", http.StatusOK, "hello "+s.user)
	// Then everywhere.
	b.post(s.app.url+"/logout-everywhere", nil)
	if s.app.store.Len() != 0 || s.second.store.Len() != 0 {
		t.Errorf("%d and %d sessions after logout, want none", s.app.store.Len(), s.second.store.Len())
	}
	for _, a := range []*app{s.app, s.second} {
		if p := b.get(a.url + "/page"); !p.isLoginForm() {
			t.Errorf("after logout: %d at %s, want a login form", p.status, p.address)
		}
	}
}

func (s *server) driveTwoPeople(t *testing.T) {
	s.app.use(t, s.url, nil)
	b, c := newBrowser(t, s.ca.client(t)), newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page")
	c.typePassword(c.get(s.app.url+"/page"), s.other, s.other).says(t, "the other", http.StatusOK, "hello "+s.other)
	c.get(s.url + "/logout")
	b.get(s.app.url+"/page").says(t, "the first, after the other has left", http.StatusOK, "hello "+s.user)
	if n := s.app.store.Len(); n != 1 {
		t.Errorf("%d sessions, want the first's", n)
	}
}

// The real servers do not know method=POST, and send the ticket in the
// address; castest answers with a form, which a browser's script sends.
func (s *server) drivePost(t *testing.T) {
	s.app.use(t, s.url, func(o *casclient.Options) { o.Method = "POST" })
	b := newBrowser(t, s.ca.client(t))
	p := s.signIn(b, "/page")
	if strings.HasPrefix(p.address.String(), s.url) {
		p = b.confirm(p)
	}
	p.says(t, "page", http.StatusOK, "hello "+s.user)
}

// The application asks the second one for something in the visitor's name,
// and the second one asks the first.
func (s *server) driveProxy(t *testing.T) {
	proxy := func(a *app, chains ...casclient.ProxyChain) *casclient.Client {
		return a.use(t, s.url, func(o *casclient.Options) { o.ProxyCallback, o.ProxyChains = a.url+"/pgt", chains })
	}
	first := proxy(s.app)
	b := newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page").says(t, "page", http.StatusOK, "hello "+s.user)
	one := s.app.principal(t)
	ask := func(c *casclient.Client, p *casclient.Principal, of *app) string {
		t.Helper()
		ticket, err := c.ProxyTicket(context.Background(), p, of.url+"/cas")
		if err != nil {
			t.Fatalf("no proxy ticket: %v", err)
		}
		return ticket
	}
	// Nobody has allowed it; and at the address for visitors' own tickets the
	// server refuses.
	if _, err := s.second.use(t, s.url, nil).Validate(context.Background(), ask(first, one, s.second), ""); err == nil {
		t.Error("a proxied ticket, and no chain is allowed")
	}
	second := proxy(s.second, casclient.ProxyChain{{URL: s.second.url + "/pgt"}})
	if _, err := second.Validate(context.Background(), ask(first, one, s.second), ""); !errors.Is(err, casclient.ErrProxied) {
		t.Errorf("a chain that is not allowed: %v, want ErrProxied", err)
	}
	second = proxy(s.second, casclient.ProxyChain{{Prefix: s.app.url}})
	two, err := second.Validate(context.Background(), ask(first, one, s.second), "")
	if err != nil {
		t.Fatal(err)
	}
	want := &casclient.Principal{User: s.user, Attributes: s.protocols[0].attributes, Proxies: []string{s.app.url + "/pgt"}, Grant: two.Grant}
	if diff := cmp.Diff(want, &casclient.Principal{User: two.User, Attributes: own(two.Attributes), Proxies: two.Proxies, Grant: two.Grant}); diff != "" {
		t.Errorf("by one proxy (-want +got):\n%s", diff)
	}
	// A third service, reached through both.
	through := casclient.ProxyChain{{URL: s.second.url + "/pgt"}, {URL: s.app.url + "/pgt"}}
	if !s.wholeChain {
		through = through[:1]
	}
	third := s.app.use(t, s.url, func(o *casclient.Options) { o.ProxyChains = []casclient.ProxyChain{through} })
	three, err := third.Validate(context.Background(), ask(second, two, s.app), "")
	if err != nil || three.User != s.user || len(three.Proxies) != len(through) {
		t.Errorf("by two proxies: %+v, %v", three, err)
	}
	// Whoever leaves the server takes the grants away.
	b.get(s.url + "/logout")
	if ticket, err := first.ProxyTicket(context.Background(), one, s.second.url+"/cas"); err == nil {
		t.Errorf("after logout, a proxy ticket of %d bytes", len(ticket))
	}
}

// A session that began with a proxy ticket ends with the visitor's sign-on.
func (s *server) driveProxiedLogout(t *testing.T) {
	first := s.app.use(t, s.url, func(o *casclient.Options) { o.ProxyCallback = s.app.url + "/pgt" })
	s.second.use(t, s.url, func(o *casclient.Options) { o.ProxyChains = []casclient.ProxyChain{{{Prefix: s.app.url}}} })
	b := newBrowser(t, s.ca.client(t))
	s.signIn(b, "/page")
	ticket, err := first.ProxyTicket(context.Background(), s.app.principal(t), s.second.url+"/cas")
	if err != nil {
		t.Fatal(err)
	}
	program := newBrowser(t, s.ca.client(t))
	program.get(s.second.url+"/cas?ticket="+ticket).says(t, "the first application, at the second", http.StatusOK, "hello "+s.user)
	b.get(s.url + "/logout")
	if s.app.store.Len() != 0 || s.second.store.Len() != 0 {
		t.Errorf("%d and %d sessions after logout, want none", s.app.store.Len(), s.second.store.Len())
	}
}
