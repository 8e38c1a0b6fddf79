package casclient

import (
	"io"
	"net/http"
	"net/url"
	"time"
)

const (
	// maxBody is the largest body of a POST to the callback that is read, in
	// bytes: a logout message, or a form with a ticket.
	maxBody = 64 << 10
	// maxPostedTicket is the longest ticket that is taken from a form, in
	// bytes: it has to fit into a cookie, of which browsers keep 4 kB.
	maxPostedTicket = 2900
	// postedLifetime is how long the browser may take for one redirect.
	postedLifetime = time.Minute
)

// stepParameter marks the redirects that the callback makes to itself. The
// CAS server never sees it: the service URL is configuration.
const (
	stepParameter = "cas-step"
	stepTicket    = "ticket"  // a posted ticket waits in a cookie
	stepCookies   = "cookies" // has the session cookie been kept?
	stepBegin     = "begin"   // begin a sign-in, if the return cookie has been kept
	stepForm      = "form"    // a form waits to be sent again
	stepRenew     = "renew"   // begin a sign-in that asks for the password
	stepTrial     = "trial"   // of cookies; Optional's pages have it, not the callback
)

// posted reads a POST to the callback: a logout message, or a ticket of
// method=POST (spec §2.1.1). A body that is neither is answered like a logout
// message.
func (c *Client) posted(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		w.WriteHeader(http.StatusOK)
		return
	}
	if form, err := url.ParseQuery(string(body)); err == nil && form["ticket"] != nil && form["logoutRequest"] == nil {
		c.keepTicket(w, r, form["ticket"])
		return
	}
	c.backChannel(r, string(body))
	w.WriteHeader(http.StatusOK)
}

// keepTicket takes a ticket from a form. The form was another site's, and so
// the browser did not send our cookies with it: who she was, where she wanted
// to go, whether she began this sign-in at all. A redirect brings them; the
// ticket waits in a signed cookie meanwhile, and not in the address.
func (c *Client) keepTicket(w http.ResponseWriter, r *http.Request, tickets []string) {
	if len(tickets) != 1 || len(tickets[0]) > maxPostedTicket || !validTicket(tickets[0]) {
		c.fail(w, r, ErrTicket)
		return
	}
	name := c.postedCookie()
	value := c.sign(name, tickets[0], c.opts.Now().Add(postedLifetime))
	c.setCookie(w, name, value, int(postedLifetime/time.Second))
	next := withParameter(c.callbackPath, stepParameter, stepTicket)
	if states := parameters(r.URL.RawQuery, stateParameter); len(states) == 1 {
		next = withParameter(next, stateParameter, states[0])
	}
	redirect(w, http.StatusSeeOther, next)
}

// keptTicket returns the ticket that keepTicket left in the browser, and a
// request that no longer has it.
func (c *Client) keptTicket(w http.ResponseWriter, r *http.Request) (string, *http.Request, bool) {
	name := c.postedCookie()
	c.setCookie(w, name, "", -1)
	for _, cookie := range cookies(r, name) {
		if ticket, ok := c.verify(name, cookie.Value, c.opts.Now()); ok {
			return ticket, withoutCookie(r, name), true
		}
	}
	return "", r, false
}

func (c *Client) postedCookie() string { return c.opts.CookieName + "-ticket" }

// withoutCookie returns a copy of a request without one of its cookies, for
// hooks that might log it.
func withoutCookie(r *http.Request, name string) *http.Request {
	kept := r.Cookies()
	r = r.Clone(r.Context())
	r.Header.Del("Cookie")
	for _, cookie := range kept {
		if cookie.Name != name {
			r.AddCookie(cookie)
		}
	}
	return r
}
