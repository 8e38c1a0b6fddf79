package castest

import (
	"context"
	"crypto/rand"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"time"
)

// logout ends the browser's single sign-on session, tells the services, and
// then goes back to the service if there is one that may be gone back to
// (spec §2.3).
func (s *Server) logout(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	var used []*ticket
	if c, err := r.Cookie(s.opts.CookieName); err == nil {
		used = s.end(c.Value)
	}
	s.mu.Unlock()
	s.tell(r.Context(), used)
	s.setCookie(w, r, "", -1)
	if service := r.URL.Query().Get("service"); service != "" && s.opts.Services(service) {
		redirect(w, service)
		return
	}
	s.page(w, r, http.StatusOK, Page{Kind: Goodbye})
}

// SignOut ends all single sign-on sessions of a user, those begun by Ticket
// included, and returns when the services have been told.
func (s *Server) SignOut(user string) {
	s.mu.Lock()
	var used []*ticket
	for tgc, sso := range s.sessions {
		if sso.user == user {
			used = append(used, s.end(tgc)...)
		}
	}
	s.mu.Unlock()
	s.tell(context.Background(), used)
}

// end forgets a session with its unused tickets and returns the used ones. It
// needs s.mu.
func (s *Server) end(tgc string) []*ticket {
	sso, ok := s.sessions[tgc]
	if !ok {
		return nil
	}
	delete(s.sessions, tgc)
	for id, t := range s.tickets {
		if t.session == sso {
			delete(s.tickets, id)
		}
	}
	return sso.used
}

// tell sends the single logout messages (spec §2.3.3 and appendix C), all at
// once, and waits. A service that does not answer is not told again.
func (s *Server) tell(ctx context.Context, used []*ticket) {
	ctx = context.WithoutCancel(ctx) // the browser may leave; the logout stays
	var wg sync.WaitGroup
	for _, t := range used {
		if !s.opts.Services(t.service) {
			continue
		}
		wg.Go(func() {
			form := url.Values{"logoutRequest": {LogoutRequest(t.id, s.opts.Now())}}
			req, err := http.NewRequestWithContext(ctx, http.MethodPost, t.service, strings.NewReader(form.Encode()))
			if err != nil {
				return
			}
			req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			resp, err := s.opts.Client.Do(req)
			if err != nil {
				return
			}
			io.Copy(io.Discard, io.LimitReader(resp.Body, 64<<10))
			resp.Body.Close()
		})
	}
	wg.Wait()
}

// LogoutRequest returns the message that tells a service that the session of
// a ticket is over, as it stands in the form field logoutRequest.
func LogoutRequest(ticket string, at time.Time) string {
	return fmt.Sprintf(`<samlp:LogoutRequest xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="LR-%s" Version="2.0" IssueInstant="%s">`+
		`<saml:NameID xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">@NOT_USED@</saml:NameID>`+
		`<samlp:SessionIndex>%s</samlp:SessionIndex></samlp:LogoutRequest>`,
		rand.Text(), at.UTC().Format(time.RFC3339), escape(ticket))
}
