package castest

import (
	"html/template"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/entlink/entlink/casclient"
)

// A User can sign in.
type User struct {
	Name       string // what cas:user will say; never empty
	Login      string // what is typed at the login page; Name if empty
	Password   string
	Attributes casclient.Attributes // sent by the /p3 endpoints and /samlValidate, in this order; names as in XML
}

// Options are what New may be told. Nil and the zero value suit tests.
type Options struct {
	// Services says which service URLs get tickets, redirects and logout
	// messages, and which addresses proxy-granting tickets. Nil lets http and
	// https URLs on localhost, ::1 and 127.0.0.0/8 in, so that a forgotten
	// server can't send anyone, or call, elsewhere. It is asked each time: a
	// service that is not allowed any more is not told of a logout.
	Services func(service string) bool
	// LogoutURL says where a service, or a proxy's callback, wants to be told
	// of logouts, "" for nowhere; at its own address if nil.
	LogoutURL func(service string) string
	// TicketLifetime is how long a ticket waits for its validation; 10 s if 0,
	// which is what servers are strict about (spec §3.1.1: at most 5 min).
	TicketLifetime time.Duration
	// Home is where those go on who sign in without a service: a path or URL;
	// a page of the server's own if empty.
	Home string
	// Page is the template of every page, with a Page as its data; one in
	// plain HTML if nil.
	Page *template.Template
	// Language is "fr" or "en"; if empty, what the browser asks for first,
	// English for all others.
	Language string
	// CookieName is the name of the cookie of the single sign-on session;
	// "castest-TGC" if empty. Browsers share cookies between the ports of a
	// machine: two servers on one need two names.
	CookieName string
	// Client sends the single logout messages and calls the callbacks of
	// proxies; one with a timeout of 5 s if nil. For services behind https with
	// a certificate of a test's own, it is one that trusts that.
	Client *http.Client
	// OnRequest sees every request before it is answered; it may be nil. It
	// is called concurrently.
	OnRequest func(*http.Request)
	// Now is the clock; time.Now if nil.
	Now func() time.Time
}

// A Server is a CAS server. It is an http.Handler with the paths of the
// specification, made by New and safe for concurrent use:
//
//	/login  /logout
//	/validate                              CAS 1
//	/serviceValidate  /proxyValidate       CAS 2, without attributes
//	/p3/serviceValidate  /p3/proxyValidate CAS 3, with them
//	/proxy                                 proxy tickets
//	/samlValidate                          SAML 1.1
type Server struct {
	opts  Options
	mux   *http.ServeMux
	users map[string]User   // by Name
	names map[string]string // by Login

	mu       sync.Mutex
	sessions map[string]*session // by cookie value
	tickets  map[string]*ticket
	grants   map[string]*grant
	leaving  map[string]*leaving // by RelayState
	faults   map[Fault]bool
}

// New returns a server with these users. opts may be nil. It panics if a user
// has no name, two have the same name or login, or the name of an attribute
// can't be that of an element.
func New(opts *Options, users ...User) *Server {
	s := &Server{
		users:    make(map[string]User),
		names:    make(map[string]string),
		sessions: make(map[string]*session),
		tickets:  make(map[string]*ticket),
		grants:   make(map[string]*grant),
		leaving:  make(map[string]*leaving),
		faults:   make(map[Fault]bool),
	}
	if opts != nil {
		s.opts = *opts
	}
	s.defaults()
	for _, u := range users {
		if u.Login == "" {
			u.Login = u.Name
		}
		if _, ok := s.users[u.Name]; ok || u.Name == "" || s.names[u.Login] != "" {
			panic("castest: New: a user without a name, or two with the same name or login")
		}
		for _, a := range u.Attributes {
			if a.Name == "" || strings.ContainsAny(a.Name, " \t\r\n<>&/='\":") {
				panic("castest: New: attribute " + strconv.Quote(a.Name) + ", which is no name of an XML element")
			}
		}
		s.users[u.Name], s.names[u.Login] = u, u.Name
	}
	s.mux = http.NewServeMux()
	s.mux.HandleFunc("GET /login", s.showLogin)
	s.mux.HandleFunc("POST /login", s.postLogin)
	s.mux.HandleFunc("GET /logout", s.logout)
	s.mux.HandleFunc("GET /serviceValidate", s.validate)
	s.mux.HandleFunc("GET /p3/serviceValidate", s.validate)
	s.mux.HandleFunc("GET /proxyValidate", s.validate)
	s.mux.HandleFunc("GET /p3/proxyValidate", s.validate)
	s.mux.HandleFunc("GET /proxy", s.proxy)
	s.mux.HandleFunc("GET /validate", s.validateText)
	s.mux.HandleFunc("POST /samlValidate", s.validateSAML)
	return s
}

func (s *Server) defaults() {
	o := &s.opts
	if o.Services == nil {
		o.Services = onLoopback
	}
	if o.TicketLifetime == 0 {
		o.TicketLifetime = 10 * time.Second
	}
	if o.Page == nil {
		o.Page = plainPage
	}
	if o.CookieName == "" {
		o.CookieName = "castest-TGC"
	}
	if o.Client == nil {
		o.Client = &http.Client{Timeout: 5 * time.Second}
	}
	if o.Now == nil {
		o.Now = time.Now
	}
}

func onLoopback(service string) bool {
	u, err := url.Parse(service)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" {
		return false
	}
	return strings.EqualFold(u.Hostname(), "localhost") || net.ParseIP(u.Hostname()).IsLoopback()
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if s.opts.OnRequest != nil {
		s.opts.OnRequest(r)
	}
	s.mux.ServeHTTP(w, r)
}

// User returns the name of who is signed in at the server in the browser that
// sent r, a request to any handler on the server's host; false if nobody is.
func (s *Server) User(r *http.Request) (name string, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if sso := s.session(r); sso != nil {
		return sso.user, true
	}
	return "", false
}
