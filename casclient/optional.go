package casclient

import (
	"net/http"
	"strings"
)

// Optional returns a handler for pages that anybody may see and that greet
// those by name who are signed in. It lets everyone through to next; FromContext
// tells who it is, if anyone.
//
// A browser without a session that opens a page is sent to the CAS server
// first, with gateway (spec §2.1.1): whoever is signed in there comes back
// signed in, through Callback; whoever is not comes back to the page without
// having seen another, and so does who typed the password longer ago than
// Options.MaxAge. A ticket that fails otherwise, or that OnLogin refuses, gets
// the error page as everywhere. This is asked once, as a signed cookie remembers
// until the browser is closed or Options.IdleTimeout has passed; after Logout it is
// not asked either, or the visitor would be signed in again at once. Scripts,
// forms and programs are never sent away.
//
// With Options.Renew nobody is asked: a gateway without a password and a
// password in any case exclude each other.
//
// Nor is anybody asked whose browser keeps no cookies, such as a crawler. To
// find that out, a browser that comes without the cookie is first redirected to
// the page itself, with a parameter cas-step behind its own, which next does
// not see.
func (c *Client) Optional(next http.Handler) http.Handler {
	c.gateway.Store(true)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, ok, err := c.identify(r)
		r, tried := withoutTrial(r)
		switch {
		case err != nil:
			c.fail(w, r, err)
			return
		case ok:
			personal(w)
			next.ServeHTTP(w, r)
			return
		case r.Method != http.MethodGet || !opensPage(r) || c.opts.Renew:
			next.ServeHTTP(w, r)
			return
		}
		path, said := escapeHigh(c.seenPath(r)), c.gatewaySaid(r)
		switch {
		case said == gatewayAsked, said == "" && tried, !localPath(path), len(path) > maxReturn:
			next.ServeHTTP(w, r)
		case said == "":
			c.setGateway(w, gatewayTrial)
			redirect(w, http.StatusFound, withParameter(path, stepParameter, stepTrial))
		default:
			c.setGateway(w, gatewayAsked)
			c.start(w, r, journey{kind: journeyGateway, path: path})
		}
	})
}

// What the gateway cookie says.
const (
	gatewayAsked = "1" // this browser need not be sent to the server again
	gatewayTrial = "?" // it keeps cookies
)

func (c *Client) gatewayCookie() string { return c.opts.CookieName + "-gateway" }

func (c *Client) setGateway(w http.ResponseWriter, says string) {
	name := c.gatewayCookie()
	// Never shorter than the way there and back may take, or it would be a loop.
	lifetime := max(c.opts.IdleTimeout, returnLifetime)
	c.setCookie(w, name, c.sign(name, says, c.opts.Now().Add(lifetime)), 0)
}

// gatewaySaid is what the gateway cookie says, "" if there is none.
func (c *Client) gatewaySaid(r *http.Request) string {
	name := c.gatewayCookie()
	for _, cookie := range cookies(r, name) {
		if says, ok := c.verify(name, cookie.Value, c.opts.Now()); ok {
			return says
		}
	}
	return ""
}

// withoutTrial returns the request without the step that a trial of cookies has
// put at the end of its query, and whether it had one.
func withoutTrial(r *http.Request) (*http.Request, bool) {
	const step = stepParameter + "=" + stepTrial
	uri := requestPath(r)
	rest, tried := strings.CutSuffix(uri, "&"+step)
	if !tried {
		rest, tried = strings.CutSuffix(uri, "?"+step)
	}
	if !tried {
		return r, false
	}
	clean, u := *r, *r.URL
	u.RawQuery = strings.TrimSuffix(strings.TrimSuffix(u.RawQuery, step), "&")
	clean.URL, clean.RequestURI = &u, rest
	clean.Form = nil
	return &clean, true
}
