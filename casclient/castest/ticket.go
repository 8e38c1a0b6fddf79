package castest

import (
	"crypto/rand"
	"encoding/base64"
	"net/http"
	"strings"
	"time"
)

// A session is one browser's single sign-on.
type session struct {
	user  string // Name of the User
	since time.Time
	long  bool // begun with rememberMe
	over  bool
	used  []notice // whom to tell when it ends
}

// A notice is a validated ticket, or a proxy-granting ticket, with the address
// that learns of its end.
type notice struct{ id, address string }

// A ticket is a service ticket or a proxy ticket (spec §3.1 and §3.2).
type ticket struct {
	id, service string
	session     *session
	issued      time.Time
	since       time.Time // of the session, when the ticket was issued
	long        bool      // likewise
	fresh       bool      // issued for a password, not for the cookie
	proxy       bool
	proxies     []string // the callbacks of those it came through, most recent first
	asked       bool     // validated once already, see LateTicket
}

// A grant is a proxy-granting ticket (spec §3.3).
type grant struct {
	session *session
	fresh   bool
	proxies []string // its own callback first
}

// Ticket issues a ticket as if user had just typed the password, in a single
// sign-on session without a browser, which SignOut ends. user is the User's
// Name. It panics if there is no such user; it does not look at
// Options.Services.
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
	t := &ticket{id: "ST-" + rand.Text(), service: service, session: sso, issued: s.opts.Now(),
		since: sso.since, long: sso.long, fresh: fresh}
	switch {
	case s.faults[FakeTicket]:
		return "ST-F4K3T1CK3T"
	case s.faults[LongTicket]:
		part := func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }
		t.id = part(`{"alg":"HS512","typ":"JWT"}`) + "." + part(strings.Repeat(rand.Text(), 40)) + "." + part(rand.Text())
	}
	s.tickets[t.id] = t
	return t.id
}

// issueProxied needs s.mu.
func (s *Server) issueProxied(g *grant, service string) string {
	t := &ticket{id: "PT-" + rand.Text(), service: service, session: g.session, issued: s.opts.Now(),
		since: g.session.since, long: g.session.long, fresh: g.fresh, proxy: true, proxies: g.proxies}
	s.tickets[t.id] = t
	return t.id
}

// A refusal is why a ticket is not valid (spec §2.5.3). The zero value is none.
type refusal struct{ code, text string }

// redeem uses a ticket up, whether the rest is right or not (spec §3.1.1).
// Proxy tickets are taken where proxied is set.
func (s *Server) redeem(id, service string, renew, proxied bool) (*ticket, refusal) {
	if id == "" || service == "" {
		return nil, refusal{"INVALID_REQUEST", "service and ticket are both required"}
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, ok := s.tickets[id]
	if ok && s.faults[LateTicket] && !t.asked {
		t.asked = true
		return nil, refusal{"INVALID_TICKET", "Ticket " + id + " not recognized"}
	}
	if !s.faults[Replay] {
		delete(s.tickets, id)
	}
	switch {
	case !ok:
		return nil, refusal{"INVALID_TICKET", "Ticket " + id + " not recognized"}
	case s.opts.Now().Sub(t.issued) >= s.opts.TicketLifetime:
		return nil, refusal{"INVALID_TICKET", "Ticket " + id + " has expired"}
	case t.service != service:
		return nil, refusal{"INVALID_SERVICE", "Ticket " + id + " was issued for another service than " + service}
	case t.proxy && !proxied && !s.faults[ProxyAnywhere]:
		return nil, refusal{"INVALID_TICKET", "Ticket " + id + " is a proxy ticket, which is for proxyValidate"}
	case renew && !t.fresh && !s.faults[IgnoreRenew]:
		return nil, refusal{"INVALID_TICKET", "Ticket " + id + " was not issued for a password"}
	}
	t.session.used = append(t.session.used, notice{t.id, t.service})
	return t, refusal{}
}

// end forgets a session with its unused tickets and its grants, and returns
// whom to tell. It needs s.mu.
func (s *Server) end(tgc string) []notice {
	sso, ok := s.sessions[tgc]
	if !ok {
		return nil
	}
	delete(s.sessions, tgc)
	sso.over = true
	for id, t := range s.tickets {
		if t.session == sso {
			delete(s.tickets, id)
		}
	}
	for id, g := range s.grants {
		if g.session == sso {
			delete(s.grants, id)
		}
	}
	return sso.used
}

// session needs s.mu.
func (s *Server) session(r *http.Request) *session {
	c, err := r.Cookie(s.opts.CookieName)
	if err != nil {
		return nil
	}
	return s.sessions[c.Value]
}
