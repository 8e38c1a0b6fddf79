package castest

import (
	"crypto/rand"
	"crypto/subtle"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

// A way is how a login goes on: to which service, and how it gets the ticket.
type way struct {
	service, parameter, method string
}

// way reads it from what a request was asked with: service, and from clients
// of SAML TARGET, whose tickets come in SAMLart.
func (s *Server) way(value func(string) string) way {
	y := way{value("service"), "ticket", value("method")}
	if target := value("TARGET"); y.service == "" && target != "" {
		y.service, y.parameter = target, "SAMLart"
	}
	return y
}

// showLogin is the credential requestor (spec §2.1): with a single sign-on
// session it answers with a ticket at once.
func (s *Server) showLogin(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	y := s.way(q.Get)
	if y.service != "" && !s.opts.Services(y.service) {
		s.page(w, r, http.StatusForbidden, Page{Kind: Refused, Service: y.service})
		return
	}
	renew := q.Get("renew") != "" && !s.has(IgnoreRenew)
	s.mu.Lock()
	sso := s.session(r)
	var id string
	if sso != nil && y.service != "" && !renew {
		id = s.issue(sso, y.service, false)
	}
	s.mu.Unlock()
	switch {
	case id != "":
		s.back(w, y, id)
	case y.service != "" && q.Get("gateway") != "" && (!renew || s.has(GatewayBeatsRenew)):
		redirect(w, y.service) // spec §2.1.1: without a ticket, without a page
	case y.service == "" && sso != nil:
		s.welcome(w, r, sso.user)
	default:
		s.page(w, r, http.StatusOK, Page{Kind: Login, Service: y.service})
	}
}

// postLogin is the credential acceptor (spec §2.2).
func (s *Server) postLogin(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	// The form posts to its own address, so the service is in the query; a
	// page of one's own may have it as a field (r.FormValue takes both).
	login, password, y := r.PostFormValue("username"), r.PostFormValue("password"), s.way(r.FormValue)
	if y.service != "" && !s.opts.Services(y.service) {
		s.page(w, r, http.StatusForbidden, Page{Kind: Refused, Service: y.service})
		return
	}
	name, ok := s.names[login]
	if !ok || subtle.ConstantTimeCompare([]byte(password), []byte(s.users[name].Password)) != 1 {
		s.page(w, r, http.StatusUnauthorized, Page{Kind: Login, Service: y.service, User: login, Failed: true})
		return
	}
	tgc, id, used := s.signIn(r, name, y.service)
	s.tell(r.Context(), used)
	if tgc != "" {
		s.setCookie(w, r, tgc, 0)
	}
	if y.service != "" {
		s.back(w, y, id)
		return
	}
	s.welcome(w, r, name)
}

// signIn begins a session, or renews the one of the same person, and issues a
// ticket if there is a service. tgc is "" if the cookie stays; used is whom to
// tell that another person's session at the same browser has ended.
func (s *Server) signIn(r *http.Request, name, service string) (tgc, id string, used []notice) {
	s.mu.Lock()
	defer s.mu.Unlock()
	sso := s.session(r)
	if sso != nil && sso.user == name {
		sso.since = s.opts.Now() // asked again, with renew
	} else {
		if c, err := r.Cookie(s.opts.CookieName); err == nil {
			used = s.end(c.Value)
		}
		tgc = rand.Text()
		sso = &session{user: name, since: s.opts.Now()}
		s.sessions[tgc] = sso
	}
	sso.long = r.PostFormValue("rememberMe") != ""
	if service != "" {
		id = s.issue(sso, service, true)
	}
	return tgc, id, used
}

// back goes to the service with a ticket, as its method asks (spec §2.1.1).
func (s *Server) back(w http.ResponseWriter, y way, id string) {
	if s.has(LostTicket) {
		redirect(w, y.service)
		return
	}
	switch y.method {
	case "POST":
		writePage(w, postPage, struct{ Service, Parameter, Ticket string }{y.service, y.parameter, id})
	case "HEADER":
		w.Header().Set("Cache-Control", "no-store")
		w.Header().Set("service", y.service)
		w.Header().Set("ticket", id)
		w.WriteHeader(http.StatusOK)
	default:
		to := withParameters(y.service, url.Values{y.parameter: {id}})
		if s.has(TicketAtEnd) {
			to = y.service + separator(y.service) + y.parameter + "=" + url.QueryEscape(id)
		}
		redirect(w, to)
	}
}

// postPage sends itself to the service.
var postPage = template.Must(template.New("").Parse(`<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>Sign in</title></head>
<body><form method="post" action="{{.Service}}"><input type="hidden" name="{{.Parameter}}" value="{{.Ticket}}">
<button type="submit">Go on</button></form><script>document.forms[0].submit()</script></body></html>
`))

func (s *Server) welcome(w http.ResponseWriter, r *http.Request, name string) {
	if s.opts.Home != "" {
		redirect(w, s.opts.Home)
		return
	}
	s.page(w, r, http.StatusOK, Page{Kind: Welcome, User: name})
}

// setCookie sets the cookie of the single sign-on session for the whole host,
// so that pages beside the server can see it.
func (s *Server) setCookie(w http.ResponseWriter, r *http.Request, value string, maxAge int) {
	http.SetCookie(w, &http.Cookie{
		Name:     s.opts.CookieName,
		Value:    value,
		Path:     "/",
		MaxAge:   maxAge,
		Secure:   r.TLS != nil,
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

func redirect(w http.ResponseWriter, location string) {
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("Location", location)
	w.WriteHeader(http.StatusSeeOther)
}

// withParameters appends parameters to the query of an address, before its
// fragment if it has one.
func withParameters(address string, values url.Values) string {
	address, fragment, found := strings.Cut(address, "#")
	address += separator(address) + values.Encode()
	if found {
		address += "#" + fragment
	}
	return address
}

func separator(address string) string {
	if strings.Contains(address, "?") {
		return "&"
	}
	return "?"
}
