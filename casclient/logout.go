package casclient

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

// Logout returns a handler that ends the visitor's session here and goes on
// to next, which is the caller's choice:
//
//   - a path of this site: the visitor is signed out here only, and remains
//     signed in at the CAS server and at other services;
//   - LogoutURL(…): the visitor is signed out everywhere.
//
// It answers POST only, and not when the form is another site's
// (http.CrossOriginProtection): a link or an image must not sign anyone out.
// It panics if next is neither of the two.
func (c *Client) Logout(next string) http.Handler {
	out := c.server + "/logout"
	if !localPath(next) && next != out && !strings.HasPrefix(next, out+"?") {
		panic("casclient: Logout: next is neither a path of this site nor a LogoutURL")
	}
	var guard http.CrossOriginProtection
	if err := guard.AddTrustedOrigin(browserOrigin(c.service)); err != nil {
		panic(err) // New has checked the service
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		if guard.Check(r) != nil {
			http.Error(w, http.StatusText(http.StatusForbidden), http.StatusForbidden)
			return
		}
		if err := c.end(r); err != nil {
			c.fail(w, r, err)
			return
		}
		c.setCookie(w, c.opts.CookieName, "", -1)
		if c.gateway.Load() {
			c.setAsked(w) // or Optional would sign in again whoever has just left
		}
		redirect(w, http.StatusSeeOther, next)
	})
}

// browserOrigin is the origin as browsers write it in the Origin header.
func browserOrigin(service string) string {
	u, err := url.Parse(service)
	if err != nil {
		return ""
	}
	host := strings.ToLower(u.Host)
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	} else {
		host = strings.TrimSuffix(host, ":80")
	}
	return u.Scheme + "://" + host
}

const (
	// maxLogoutTickets is how many sessions one message may end: anyone can
	// send one, and each ticket may cost the store a question.
	maxLogoutTickets = 100

	samlProtocol = "urn:oasis:names:tc:SAML:2.0:protocol"
)

// SingleLogout returns the handler of back-channel single logout messages
// (spec §2.3.3 and appendix C): when somebody signs out at the CAS server, it
// tells every service, by the tickets that it had issued. Callback contains
// this handler, because servers post to the service URL; mount it by itself
// if the server has been given another address for logout.
//
// The message is the form field logoutRequest of a POST or, from some
// servers, its whole body. Who sent it is not checked and cannot be: what
// protects a session is that only the server and we have known its ticket.
// So the answer is always the same, status 200 and nothing else, whether a
// session ended, none was found, or the message made no sense.
func (c *Client) SingleLogout() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		if body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)); err == nil {
			c.endSessions(r, string(body))
		}
		w.WriteHeader(http.StatusOK)
	})
}

// endSessions does what a logout message says.
func (c *Client) endSessions(r *http.Request, body string) {
	for _, ticket := range logoutTickets(body) {
		// A store that fails is not the sender's business; the session ends by
		// itself later.
		_ = c.sessions.DeleteTicket(r.Context(), hash(ticket))
	}
}

// logoutTickets returns the tickets that the body of a logout message names,
// nil if it is none. Whether it is a form or the message alone shows at its
// first character; servers are not to be trusted with Content-Type, and a
// logout that is missed leaves somebody signed in.
func logoutTickets(body string) []string {
	if !strings.HasPrefix(strings.TrimLeft(strings.TrimPrefix(body, "\ufeff"), " \t\r\n"), "<") {
		form, err := url.ParseQuery(body)
		if err != nil || len(form["logoutRequest"]) != 1 {
			return nil
		}
		body = form.Get("logoutRequest")
	}
	tickets, err := parseLogoutRequest(body)
	if err != nil {
		return nil
	}
	return tickets
}

// parseLogoutRequest reads a SAML 2.0 LogoutRequest of which only the
// SessionIndex elements matter, one or several. IssueInstant is not read:
// servers write it in at least four ways, and it proves nothing.
func parseLogoutRequest(s string) ([]string, error) {
	x, err := newScanner(s)
	if err != nil {
		return nil, err
	}
	root, err := x.firstElement()
	if err != nil {
		return nil, err
	}
	if root.local != "LogoutRequest" || root.space != samlProtocol {
		return nil, x.fail("not a LogoutRequest")
	}
	var tickets []string
	for {
		t, ok, err := x.child()
		if err != nil {
			return nil, err
		}
		if !ok {
			break
		}
		if t.local != "SessionIndex" || t.space != samlProtocol {
			if err := x.skip(); err != nil {
				return nil, err
			}
			continue
		}
		text, err := x.onlyText()
		if err != nil {
			return nil, err
		}
		if text = strings.TrimSpace(text); validTicket(text) && len(tickets) < maxLogoutTickets {
			tickets = append(tickets, text)
		}
	}
	return tickets, x.finish()
}
