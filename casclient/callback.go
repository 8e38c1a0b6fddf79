package casclient

import (
	"errors"
	"log/slog"
	"maps"
	"net/http"
	"net/url"
	"strings"
)

// Callback returns the handler of the service URL, to which the CAS server
// sends visitors back.
//
// With a ticket in the query it validates the ticket, begins a session under
// a new id, ends the browser's old one, and redirects to the page where the
// visitor wanted to go (status 303), so that the ticket stays in no address
// bar, history or Referer. A ticket that fails gets an error page
// (Options.OnError) and leaves the browser's session alone; there is never a
// redirect back to the CAS server, which would be a loop.
//
// Without a ticket, a visitor whom Optional sent goes back to the page, and
// remains who she was. For others, as when a portal links to the service, it
// begins a sign-in, after a redirect to itself that shows whether the browser
// keeps cookies. In a browser that comes without a ticket again and again, it
// shows the error page with ErrNoTicket.
//
// A POST is a single logout message (see SingleLogout), which servers send to
// the service URL, or a form with a ticket (see Options.Method), which goes
// the same way as one in the query after a redirect of the callback to itself.
// A HEAD is answered with status 200 and changes nothing: programs that only
// look at links must not use a ticket up.
//
// Where a sign-in arrives of which the browser remembers nothing, as when a
// portal's link brings the ticket, it looks in the same way whether the session
// cookie was kept, and goes on to Options.Home. A browser that keeps no cookies
// gets the error page with ErrCookies there: to go on would be a loop.
func (c *Client) Callback() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		switch r.Method {
		case http.MethodPost:
			c.posted(w, r)
		case http.MethodGet:
			c.callback(w, r)
		case http.MethodHead:
			w.WriteHeader(http.StatusOK)
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
		}
	})
}

func (c *Client) callback(w http.ResponseWriter, r *http.Request) {
	tickets := parameters(r.URL.RawQuery, "ticket")
	var step string
	if steps := parameters(r.URL.RawQuery, stepParameter); len(steps) == 1 && len(tickets) == 0 {
		step = steps[0]
	}
	switch step {
	case stepTicket:
		ticket, cleared, ok := c.keptTicket(w, r)
		if !ok {
			c.fail(w, r, ErrCookies)
			return
		}
		tickets, r = []string{ticket}, cleared
	case stepCookies:
		c.homeOr(w, r, ErrCookies)
		return
	case stepBegin:
		if way, found := c.underway(r); found {
			c.start(w, r, way)
		} else {
			c.fail(w, r, ErrCookies)
		}
		return
	case stepForm:
		c.showForm(w, r)
		return
	case stepRenew:
		c.start(w, r, journey{kind: journeyRenew, path: c.opts.Home})
		return
	}
	switch len(tickets) {
	case 0:
		c.noTicket(w, r)
	case 1:
		c.signIn(w, r, tickets[0])
	default:
		// Servers and clients differ on which of two counts.
		c.fail(w, r, ErrTicket)
	}
}

// noTicket goes on with a journey that brought no ticket.
func (c *Client) noTicket(w http.ResponseWriter, r *http.Request) {
	way, found := c.underway(r)
	switch {
	case found && way.kind == journeyGateway:
		c.forget(w, way)
		redirect(w, http.StatusSeeOther, way.path)
	case found && way.kind == journeyAgain:
		c.forget(w, way)
		c.fail(w, r, ErrNoTicket)
	case found:
		way.kind = journeyAgain
		c.start(w, r, way)
	case parameters(r.URL.RawQuery, stateParameter) != nil:
		c.homeOr(w, r, ErrNotBegun)
	case c.opts.Home == c.callbackPath:
		c.fail(w, r, ErrCallback)
	default:
		// A portal's link, or a browser that keeps no cookies and has come
		// back without a ticket, which it would do for ever.
		c.remember(w, r, way)
		redirect(w, http.StatusSeeOther, withParameter(c.callbackPath, stepParameter, stepBegin))
	}
}

// homeOr ends a sign-in of which the browser remembered nothing: who is signed
// in, as by a portal's or by another of twenty tabs, goes on to Home, and for
// others it is an error. To go on with those would be a loop.
func (c *Client) homeOr(w http.ResponseWriter, r *http.Request, otherwise error) {
	switch _, ok, err := c.identify(r); {
	case err != nil:
		c.fail(w, r, err)
	case !ok:
		c.fail(w, r, otherwise)
	default:
		redirect(w, http.StatusSeeOther, c.opts.Home)
	}
}

// parameters returns the values of a query's parameter, "" for one that can't
// be read. The other ones are the service's own, in whatever form.
func parameters(query, name string) []string {
	var list []string
	for p := range strings.SplitSeq(query, "&") {
		key, value, _ := strings.Cut(p, "=")
		if decoded, err := url.QueryUnescape(key); err != nil || decoded != name {
			continue
		}
		value, _ = url.QueryUnescape(value)
		list = append(list, value)
	}
	return list
}

// signIn turns a ticket into a session, or into an error page.
func (c *Client) signIn(w http.ResponseWriter, r *http.Request, ticket string) {
	way, found := c.underway(r)
	service, err := c.serviceOf(r)
	switch {
	case err != nil:
		c.fail(w, r, err)
		return
	case c.opts.GuardLogins && (!found || len(parameters(r.URL.RawQuery, stateParameter)) != 1):
		c.homeOr(w, r, ErrNotBegun)
		return
	case c.opts.GuardLogins:
		service = withParameter(service, stateParameter, way.state)
	}
	p, arrivals, err := c.vouched(r, ticket, service)
	defer c.depart(r, arrivals...)
	if errors.Is(err, ErrTooOld) && way.kind == journeyGateway && c.gatewaySaid(r) == gatewayAsked {
		// Signed in too long ago to count is not signed in, on a page for all.
		c.forget(w, way)
		redirect(w, http.StatusSeeOther, way.path)
		return
	}
	if err == nil && c.opts.OnLogin != nil {
		if err := c.opts.OnLogin(withoutQuery(r), p); err != nil {
			c.log(r.Context(), slog.LevelWarn, logRefused, slog.String("reason", "OnLogin"))
			c.answer(w, r, err)
			return
		}
	}
	switch {
	case err != nil:
	case p.User == "":
		err = ErrNobody
	default:
		err = c.begin(w, r, p, ticket, arrivals)
	}
	if err != nil {
		c.fail(w, r, err)
		return
	}
	c.log(r.Context(), slog.LevelInfo, logSignedIn, slog.Int("proxies", len(p.Proxies)))
	c.forget(w, way)
	next := way.path
	switch {
	case c.formWaits(r, way):
		next = withParameter(withParameter(c.callbackPath, stepParameter, stepForm), stateParameter, way.state)
	case !found:
		next = withParameter(c.callbackPath, stepParameter, stepCookies)
	}
	redirect(w, http.StatusSeeOther, next)
}

// withoutQuery returns a copy of a request to the callback for hooks that
// might log it: a ticket whose validation failed half-way may still be good.
// Reverse proxies put the whole URL into headers such as X-Original-URI.
func withoutQuery(r *http.Request) *http.Request {
	c := r.Clone(r.Context())
	for _, secret := range append(parameters(r.URL.RawQuery, "ticket"), r.URL.RawQuery) {
		maps.DeleteFunc(c.Header, func(_ string, values []string) bool {
			return len(secret) >= shortTicket && strings.Contains(strings.Join(values, "\n"), secret)
		})
	}
	c.URL.RawQuery = ""
	c.RequestURI = c.URL.RequestURI()
	c.Header.Del("Referer")
	c.Form, c.PostForm = nil, nil
	return c
}

// fail ends a request in an error of ours.
func (c *Client) fail(w http.ResponseWriter, r *http.Request, err error) {
	c.logError(r, err)
	c.answer(w, r, err)
}

// answer writes the answer to a request that ended in an error.
func (c *Client) answer(w http.ResponseWriter, r *http.Request, err error) {
	private(w)
	r = withoutQuery(r)
	switch {
	case c.opts.OnError != nil:
		c.opts.OnError(w, r, err)
	case opensPage(r) || showsPage(r):
		c.errorPage(w, r, err)
	default:
		writeJSON(w, ErrorStatus(err), map[string]string{"error": http.StatusText(ErrorStatus(err))})
	}
}
