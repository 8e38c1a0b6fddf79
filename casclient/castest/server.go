package castest

import (
	"crypto/rand"
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
	Password   string
	Attributes casclient.Attributes // sent by /p3/serviceValidate and /samlValidate, in this order; names as in XML
}

// Options are what New may be told. Nil and the zero value suit tests.
type Options struct {
	// Services says which service URLs get tickets, redirects and logout
	// messages. Nil lets http and https URLs on localhost, ::1 and 127.0.0.0/8
	// in, so that a forgotten server can't send anyone elsewhere.
	Services func(service string) bool
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
	// Client sends the single logout messages; one with a timeout of 5 s if
	// nil.
	Client *http.Client
	// OnRequest sees every request before it is answered; it may be nil. It
	// is called concurrently.
	OnRequest func(*http.Request)
	// Now is the clock; time.Now if nil.
	Now func() time.Time
}

// A Server is a CAS server. It is an http.Handler with the paths /login,
// /logout, /serviceValidate and /p3/serviceValidate, made by New and safe for
// concurrent use.
type Server struct {
	opts  Options
	mux   *http.ServeMux
	users map[string]User

	mu       sync.Mutex
	sessions map[string]*session // by cookie value
	tickets  map[string]*ticket
	faults   map[Fault]bool
}

// A session is one browser's single sign-on.
type session struct {
	user  string
	since time.Time
	used  []*ticket // validated ones: whom to tell when it ends
}

type ticket struct {
	id, service string
	session     *session
	issued      time.Time
	since       time.Time // of the session, when the ticket was issued
	fresh       bool      // issued for a password, not for the cookie
}

// New returns a server with these users. opts may be nil. It panics if a user
// has no name, two have the same, or the name of an attribute can't be that of
// an element.
func New(opts *Options, users ...User) *Server {
	s := &Server{
		users:    make(map[string]User),
		sessions: make(map[string]*session),
		tickets:  make(map[string]*ticket),
		faults:   make(map[Fault]bool),
	}
	if opts != nil {
		s.opts = *opts
	}
	s.defaults()
	for _, u := range users {
		if _, ok := s.users[u.Name]; ok || u.Name == "" {
			panic("castest: New: a user without a name, or two with the same")
		}
		for _, a := range u.Attributes {
			if a.Name == "" || strings.ContainsAny(a.Name, " \t\r\n<>&/='\":") {
				panic("castest: New: attribute " + strconv.Quote(a.Name) + ", which is no name of an XML element")
			}
		}
		s.users[u.Name] = u
	}
	s.mux = http.NewServeMux()
	s.mux.HandleFunc("GET /login", s.showLogin)
	s.mux.HandleFunc("POST /login", s.postLogin)
	s.mux.HandleFunc("GET /logout", s.logout)
	s.mux.HandleFunc("GET /serviceValidate", s.validate)
	s.mux.HandleFunc("GET /p3/serviceValidate", s.validate)
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

// session needs s.mu.
func (s *Server) session(r *http.Request) *session {
	c, err := r.Cookie(s.opts.CookieName)
	if err != nil {
		return nil
	}
	return s.sessions[c.Value]
}

// Ticket issues a ticket as if user had just typed the password, in a single
// sign-on session without a browser, which SignOut ends. It panics if there
// is no such user; it does not look at Options.Services.
func (s *Server) Ticket(user, service string) string {
	if _, ok := s.users[user]; !ok {
		panic("castest: Ticket: no user " + user)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	sso := &session{user: user, since: s.opts.Now()}
	s.sessions[rand.Text()] = sso
	return s.issue(sso, service, true)
}

// issue needs s.mu.
func (s *Server) issue(sso *session, service string, fresh bool) string {
	t := &ticket{id: "ST-" + rand.Text(), service: service, session: sso, issued: s.opts.Now(), since: sso.since, fresh: fresh}
	s.tickets[t.id] = t
	return t.id
}
