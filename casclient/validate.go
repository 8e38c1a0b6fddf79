package casclient

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// maxTicket is far above what is usual (64 to 256 characters) because Apereo
// servers can issue signed tokens as tickets, of more than 1 kB.
const maxTicket = 4096

// Validate asks the CAS server once whether ticket was issued for service,
// and for whom (spec §2.5). "" is the configured service; another one is the
// URL that was given to LoginURL. The service comes from the program, never
// from the request that brought the ticket.
//
// A ticket that can't be one is refused with ErrTicket without asking. No
// redirect is followed, the answer's Content-Type is not looked at (its body
// says what it is, and must be what the Protocol allows), and nothing is asked
// a second time unless Options.Retries says so. The error is a
// *FailureError when the server said no, and else wraps one of the variables
// that begin with Err.
//
// No more than Options.MaxValidations go on at once; others wait for their
// turn, for half of Options.Timeout.
func (c *Client) Validate(ctx context.Context, ticket, service string) (*Principal, error) {
	return c.validateOnce(ctx, ticket, service, func(context.Context) error { return nil })
}

// validateOnce is Validate, and calls first before it asks the server, in the
// time that it has for both: a turn is not held for ever.
func (c *Client) validateOnce(ctx context.Context, ticket, service string, first func(context.Context) error) (*Principal, error) {
	service, err := c.serviceURL(service)
	if err != nil {
		return nil, err
	}
	if !validTicket(ticket) {
		return nil, ErrTicket
	}
	asking, cancel := context.WithTimeout(ctx, c.opts.Timeout)
	defer cancel()
	done, err := c.turn(asking)
	if err != nil {
		return nil, err
	}
	defer done()
	if err := first(asking); err != nil {
		return nil, err
	}
	a, err := c.redeem(asking, ticket, service)
	if err != nil {
		return nil, err
	}
	// /serviceValidate must refuse proxy tickets (spec §2.5), but LemonLDAP::NG
	// 2.16 was seen to issue one to nobody, with no proxies in its answer; who
	// trusts the server's refusal alone accepts any chain once that fails.
	if proxied := len(a.proxies) > 0 || strings.HasPrefix(ticket, "PT-"); proxied && !c.allowed(a.proxies) {
		return nil, ErrProxied
	}
	if err := c.checkAge(a); err != nil {
		return nil, err
	}
	return &Principal{User: a.user, Attributes: a.attributes, Proxies: a.proxies, Grant: c.takeGrant(ctx, a.pgtIOU)}, nil
}

// turn waits until fewer than Options.MaxValidations are under way. Anybody can
// cause one, with a ticket that he has made up. The wait is no longer than half
// of the time, or the answer to a ticket that was good would come too late.
func (c *Client) turn(ctx context.Context) (done func(), err error) {
	done = func() { <-c.turns }
	select {
	case c.turns <- struct{}{}: // no timer for the ordinary case
		return done, nil
	default:
	}
	ctx, cancel := context.WithTimeout(ctx, c.opts.Timeout/2)
	defer cancel()
	select {
	case c.turns <- struct{}{}:
		return done, nil
	case <-ctx.Done():
		return nil, fmt.Errorf("%w: it was not asked, so many validations are under way: %w", ErrTransport, ctx.Err())
	}
}

// redeem asks the server about a ticket, more than once where Options say
// so and the protocol allows it.
func (c *Client) redeem(ctx context.Context, ticket, service string) (*answer, error) {
	delay := c.opts.RetryDelay
	for left := c.opts.Retries; ; left-- {
		body, err := c.ask(ctx, ticket, service)
		var a *answer
		if err == nil {
			a, err = parse(c.opts.Protocol, body, question{ticket, service, c.opts.Now(), c.opts.ClockTolerance})
		}
		if err == nil {
			a.detach()
		}
		if left <= 0 || !retryable(err) {
			return a, err
		}
		timer := time.NewTimer(delay)
		select {
		case <-timer.C:
		case <-ctx.Done():
			timer.Stop()
			return nil, err
		}
		delay *= 2
	}
}

// retryable reports whether a ticket that failed may still be good: the server
// did not know it, or was never asked.
func retryable(err error) bool {
	var failure *FailureError
	if errors.As(err, &failure) {
		return failure.Code == "INVALID_TICKET"
	}
	var op *net.OpError
	return errors.As(err, &op) && op.Op == "dial"
}

// validTicket reports whether s is made of what tickets are made of: letters,
// digits and - (spec §3.7), and the . and _ that real servers add. A ticket
// with & or % in it once chose the service of its own validation
// (CVE-2014-4172).
func validTicket(s string) bool {
	if len(s) == 0 || len(s) > maxTicket {
		return false
	}
	for i := range len(s) {
		if !ticketByte(s[i]) {
			return false
		}
	}
	return true
}

func ticketByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_'
}

// request makes the request that the protocol asks with.
func (c *Client) request(ctx context.Context, ticket, service string) (req *http.Request, err error) {
	query := url.Values{"service": {service}, "ticket": {ticket}}
	accept := "application/xml, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1"
	if c.opts.Protocol == SAML11 {
		query = url.Values{"TARGET": {service}}
	}
	if c.opts.JSON {
		query.Set("format", "JSON")
		accept = "application/json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.1"
	}
	if c.opts.ProxyCallback != "" {
		query.Set("pgtUrl", c.opts.ProxyCallback)
	}
	if c.opts.Renew {
		query.Set("renew", "true")
	}
	switch c.opts.Protocol {
	case SAML11:
		body := samlRequest(ticket, c.opts.Now())
		req, err = http.NewRequestWithContext(ctx, http.MethodPost, c.validate+"?"+query.Encode(), strings.NewReader(body))
		if err != nil {
			return nil, err
		}
		req.Header.Set("Content-Type", "text/xml; charset=utf-8")
		req.Header.Set("SOAPAction", "http://www.oasis-open.org/committees/security")
	case CAS1:
		accept = "text/plain, */*;q=0.1"
		fallthrough
	default:
		req, err = http.NewRequestWithContext(ctx, http.MethodGet, c.validate+"?"+query.Encode(), nil)
		if err != nil {
			return nil, err
		}
	}
	req.Header.Set("Accept", accept)
	return req, nil
}

// ask sends one request of a validation and returns the body.
func (c *Client) ask(ctx context.Context, ticket, service string) (string, error) {
	req, err := c.request(ctx, ticket, service)
	if err != nil {
		return "", transportFailure(err, ticket)
	}
	return c.fetch(req, ticket)
}

// fetch sends a request to the CAS server and returns the body of its answer.
// secret is kept out of errors.
func (c *Client) fetch(req *http.Request, secret string) (string, error) {
	req.Header.Set("User-Agent", c.opts.UserAgent)
	resp, err := c.http.Do(req)
	if err != nil {
		return "", transportFailure(err, secret)
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK {
		return "", fmt.Errorf("%w: HTTP status %d", ErrTransport, resp.StatusCode)
	}
	body, err := io.ReadAll(http.MaxBytesReader(nil, resp.Body, c.opts.MaxBody))
	var tooLong *http.MaxBytesError
	if errors.As(err, &tooLong) {
		return "", fmt.Errorf("%w: it is longer than %d bytes", ErrTransport, tooLong.Limit)
	} else if err != nil {
		return "", transportFailure(err, secret)
	}
	return string(body), nil
}
