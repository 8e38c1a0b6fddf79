package casclient

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

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
// protects a session is that only the server and we have known its ticket
// (Options.LogoutSenders can narrow it down further). So the answer is always
// the same, status 200 and nothing else, whether a session ended, none was
// found, the message made no sense, or the store failed: servers do not send
// it a second time, so Options.OnLogout and Logger are told, and who sets
// neither does not hear of it.
//
// A message that comes while its sign-in is still under way is heeded too,
// whichever of several processes it reaches, if they share Sessions.
func (c *Client) SingleLogout() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		if body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody)); err == nil {
			c.backChannel(r, string(body))
		}
		w.WriteHeader(http.StatusOK)
	})
}

// backChannel does what the body of a logout message says, if it may.
func (c *Client) backChannel(r *http.Request, body string) {
	if len(c.opts.LogoutSenders) > 0 {
		if addr, ok := c.sender(r); !ok || !inOne(c.opts.LogoutSenders, addr) {
			return
		}
	}
	c.endSessions(r, LogoutBackChannel, logoutTickets(body))
}

// endSessions ends the sessions of tickets. A failure at one of them does not
// save the others.
func (c *Client) endSessions(r *http.Request, kind LogoutKind, tickets []string) {
	if len(tickets) == 0 {
		return // nonsense, which anyone can send
	}
	ctx, cancel := c.ending(r)
	defer cancel()
	var failures []error
	for _, ticket := range tickets {
		if err := c.sessions.DeleteTicket(ctx, hash(ticket)); err != nil {
			failures = append(failures, err)
		}
	}
	var err error
	if failures != nil {
		err = fmt.Errorf("%w: %w", ErrSessions, errors.Join(failures...))
	}
	c.signedOut(r, kind, err)
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
