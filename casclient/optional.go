package casclient

import "net/http"

// Optional returns a handler for pages that anybody may see and that greet
// those by name who are signed in. It lets everyone through to next; FromContext
// tells who it is, if anyone.
//
// A browser without a session that opens a page is sent to the CAS server
// first, with gateway (spec §2.1.1): whoever is signed in there comes back
// signed in, through Callback; whoever is not comes back to the page without
// having seen another, and so does who typed the password longer ago than
// Options.MaxAge. A ticket that fails otherwise, or that OnLogin refuses, gets
// the error page as everywhere. This is asked once, as a signed cookie remembers until
// the browser is closed or Options.IdleTimeout has passed; after Logout it is
// not asked either, or the visitor would be signed in again at once. Scripts,
// forms and programs are never sent away.
//
// With Options.Renew nobody is asked: a gateway without a password and a
// password in any case exclude each other.
//
// A browser that keeps no cookies ends at the error page with ErrCookies; leave
// such visitors, crawlers too, to another handler.
func (c *Client) Optional(next http.Handler) http.Handler {
	c.gateway.Store(true)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, ok, err := c.identify(r)
		switch {
		case err != nil:
			c.fail(w, r, err)
		case ok:
			next.ServeHTTP(w, r)
		case r.Method == http.MethodGet && opensPage(r) && !c.opts.Renew && !c.asked(r):
			c.setAsked(w)
			c.start(w, r, journey{kind: journeyGateway, path: requestPath(r)})
		default:
			next.ServeHTTP(w, r)
		}
	})
}

func (c *Client) gatewayCookie() string { return c.opts.CookieName + "-gateway" }

// setAsked remembers that this browser need not be sent to the server again.
func (c *Client) setAsked(w http.ResponseWriter) {
	name := c.gatewayCookie()
	// Never shorter than the way there and back may take, or it would be a loop.
	lifetime := max(c.opts.IdleTimeout, returnLifetime)
	c.setCookie(w, name, c.sign(name, "1", c.opts.Now().Add(lifetime)), 0)
}

func (c *Client) asked(r *http.Request) bool {
	name := c.gatewayCookie()
	for _, cookie := range cookies(r, name) {
		if _, ok := c.verify(name, cookie.Value, c.opts.Now()); ok {
			return true
		}
	}
	return false
}
