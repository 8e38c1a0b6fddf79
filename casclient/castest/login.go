package castest

import (
	"crypto/rand"
	"crypto/subtle"
	"net/http"
	"net/url"
	"strings"
)

// showLogin is the credential requestor (spec §2.1): with a single sign-on
// session it answers with a ticket at once.
func (s *Server) showLogin(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	service := q.Get("service")
	if service != "" && !s.opts.Services(service) {
		s.page(w, r, http.StatusForbidden, Page{Kind: Refused, Service: service})
		return
	}
	renew := q.Get("renew") != "" && !s.has(IgnoreRenew)
	s.mu.Lock()
	sso := s.session(r)
	var id string
	if sso != nil && service != "" && !renew {
		id = s.issue(sso, service, false)
	}
	s.mu.Unlock()
	switch {
	case id != "":
		redirect(w, withTicket(service, id))
	case service != "" && q.Get("gateway") != "" && !renew:
		redirect(w, service) // spec §2.1.1: without a ticket, without a page
	case service == "" && sso != nil:
		s.welcome(w, r, sso.user)
	default:
		s.page(w, r, http.StatusOK, Page{Kind: Login, Service: service})
	}
}

// postLogin is the credential acceptor (spec §2.2).
func (s *Server) postLogin(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	// The form posts to its own address, so the service is in the query; a
	// page of one's own may have it as a field (r.FormValue takes both).
	name, password, service := r.PostFormValue("username"), r.PostFormValue("password"), r.FormValue("service")
	if service != "" && !s.opts.Services(service) {
		s.page(w, r, http.StatusForbidden, Page{Kind: Refused, Service: service})
		return
	}
	user, ok := s.users[name]
	if !ok || subtle.ConstantTimeCompare([]byte(password), []byte(user.Password)) != 1 {
		s.page(w, r, http.StatusUnauthorized, Page{Kind: Login, Service: service, User: name, Failed: true})
		return
	}
	tgc := rand.Text()
	var id string
	var used []*ticket
	s.mu.Lock()
	sso := s.session(r)
	if sso != nil && sso.user == name {
		sso.since = s.opts.Now() // asked again, with renew
		tgc = ""
	} else {
		if c, err := r.Cookie(s.opts.CookieName); err == nil {
			used = s.end(c.Value) // another person at the same machine
		}
		sso = &session{user: name, since: s.opts.Now()}
		s.sessions[tgc] = sso
	}
	if service != "" {
		id = s.issue(sso, service, true)
	}
	s.mu.Unlock()
	s.tell(r.Context(), used)
	if tgc != "" {
		s.setCookie(w, r, tgc, 0)
	}
	if service != "" {
		redirect(w, withTicket(service, id))
		return
	}
	s.welcome(w, r, name)
}

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

// withTicket appends the ticket to the query of a service URL, before its
// fragment if it has one.
func withTicket(service, id string) string {
	service, fragment, found := strings.Cut(service, "#")
	separator := "?"
	if strings.Contains(service, "?") {
		separator = "&"
	}
	service += separator + "ticket=" + url.QueryEscape(id)
	if found {
		service += "#" + fragment
	}
	return service
}
