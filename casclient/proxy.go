package casclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"unicode"
)

// ProxyCallback returns the handler of Options.ProxyCallback, at which the CAS
// server leaves a proxy-granting ticket while it validates a ticket (spec
// §2.5.4): a GET with pgtId and pgtIou in the query or, from some servers, a
// POST with them in a form. Servers that send logout messages to this address
// too, as django-cas-server does, are understood (see SingleLogout).
//
// The handler is for itself: it does not look at sessions, writes nothing of
// what it was sent, and always answers with status 200 and an empty body, for
// a server gives no ticket to an address that answers anything else, and
// tries it without one first. Anybody can call it; what he leaves there is
// never asked for, and is gone after a minute.
func (c *Client) ProxyCallback() http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		var form url.Values
		switch r.Method {
		case http.MethodGet, http.MethodHead:
			form, _ = url.ParseQuery(r.URL.RawQuery)
		case http.MethodPost:
			body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
			if err != nil {
				break
			}
			form, _ = url.ParseQuery(string(body))
			if form["pgtId"] == nil {
				c.backChannel(r, string(body))
			}
		default:
			w.Header().Set("Allow", "GET, HEAD, POST")
			w.WriteHeader(http.StatusMethodNotAllowed)
			return
		}
		if r.Method != http.MethodHead {
			c.keepGrant(r.Context(), form["pgtIou"], form["pgtId"])
		}
		w.WriteHeader(http.StatusOK)
	})
}

func (c *Client) keepGrant(ctx context.Context, iou, grant []string) {
	if len(iou) != 1 || len(grant) != 1 || !validGrant(iou[0]) || !validGrant(grant[0]) {
		return
	}
	if err := c.opts.Grants.Put(ctx, iou[0], Grant(grant[0]), c.opts.Now().Add(grantLifetime)); err != nil {
		c.logStore(ctx, logNoGrant, err)
	}
}

func validGrant(s string) bool { return len(s) <= maxGrant && validTicket(s) }

// takeGrant returns the grant that the server has left for this IOU, "" if it
// has not: a callback that the server could not reach is no reason to refuse
// who has just proved who she is.
func (c *Client) takeGrant(ctx context.Context, iou string) Grant {
	if c.opts.ProxyCallback == "" || !validGrant(iou) {
		return ""
	}
	g, ok, err := c.opts.Grants.Take(ctx, iou, c.opts.Now())
	if err != nil {
		c.logStore(ctx, logNoGrant, err)
		return ""
	}
	if !ok {
		return ""
	}
	return g
}

// ProxyTicket asks the CAS server for a ticket for another service in the
// name of p (spec §2.7), who is the Principal in a request's context or what
// Validate returned. target is that service's URL, or its name if it is none
// of the web. The ticket is good for one use; the other service must accept
// this one as a proxy.
//
// The error wraps ErrNobody if p is nil, ErrNoPGT if the server gave no
// proxy-granting ticket at sign-in, and is else one of those of Validate. A
// *FailureError may mean that the visitor has signed out at the server.
func (c *Client) ProxyTicket(ctx context.Context, p *Principal, target string) (string, error) {
	switch {
	case p == nil:
		return "", ErrNobody
	case !validGrant(string(p.Grant)): // or one that was printed and read again
		return "", ErrNoPGT
	case target == "" || strings.ContainsFunc(target, unicode.IsControl):
		return "", errors.New("casclient: ProxyTicket: the target is empty or holds a control character")
	}
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	grant := string(p.Grant)
	query := url.Values{"pgt": {grant}, "targetService": {target}}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, c.backend+"/proxy?"+query.Encode(), nil)
	if err != nil {
		return "", transportFailure(err, grant)
	}
	req.Header.Set("Accept", "application/xml, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1")
	body, err := c.fetch(req, grant)
	if err != nil {
		return "", err
	}
	ticket, err := parseProxyAnswer(body, grant)
	if err != nil {
		return "", err
	}
	if !validTicket(ticket) {
		return "", fmt.Errorf("%w: a proxy ticket that is none", ErrMalformed)
	}
	return ticket, nil
}
