package casclient

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync/atomic"
)

// Protocol is how tickets are validated, and with it what answers count. An
// answer in a dialect that the protocol does not have is refused with
// ErrNotCAS, whatever it says:
//
//	CAS3, CAS2   a serviceResponse, in XML or in JSON
//	CAS1         the text yes and a user, or no
//	SAML11       a SAML 1.1 Response in a SOAP Envelope
type Protocol int

const (
	// CAS3 asks /p3/serviceValidate (spec §2.5.7), where servers that follow
	// the specification send attributes.
	CAS3 Protocol = iota
	// CAS2 asks /serviceValidate. Servers that speak CAS 2 only have nothing
	// else; some of them send attributes there all the same.
	CAS2
	// CAS1 asks /validate (spec §2.4), which knows the user and nothing else:
	// no attributes, and no reason when it says no.
	CAS1
	// SAML11 asks /samlValidate, by POST, with a SAML 1.1 request. Sign-ins
	// begin and tickets arrive as with the others, in service and ticket.
	SAML11
)

// A Client signs visitors of one service in at one CAS server. It is made by
// New and safe for concurrent use.
type Client struct {
	server       string // without trailing slash
	backend      string // the same for our own questions
	service      string
	origin       string            // of the service
	callbackPath string            // and query, of the service
	services     map[string]string // by origin, if there are several
	secure       bool              // the service is https
	validate     string            // URL of the validation endpoint
	http         http.Client
	chains       [][]chainRule
	sessions     Sessions
	opts         Options       // defaults filled in; HTTPClient and Sessions are above
	turns        chan struct{} // one for each validation under way
	gateway      atomic.Bool   // Optional is in use
}

// New returns a client of the CAS server at the URL server, for example
// https://ent.example.org/cas, whose /login and /p3/serviceValidate lie below.
//
// service is the URL at which the program serves Callback, for example
// https://notes.example.org/cas. It is what tickets are issued for and what
// the server's administrator registers, and it is never taken from a
// request: a client that believes Host or X-Forwarded-Host accepts tickets
// that were issued for somebody else (CVE-2022-39369, CVE-2014-3527).
//
// Both must be absolute https URLs (see Options.AllowHTTPLoopback) without
// user, fragment and ticket parameter; server without query. opts may be nil.
// An error says which of them is wrong and why.
func New(server, service string, opts *Options) (*Client, error) {
	var o Options
	if opts != nil {
		o = *opts
	}
	if err := readServer(server, o.AllowHTTPLoopback); err != nil {
		return nil, fmt.Errorf("casclient: server URL: %w", err)
	}
	backend := server
	if o.Backend != "" {
		backend = o.Backend
		if err := readServer(backend, o.AllowHTTPLoopback); err != nil {
			return nil, fmt.Errorf("casclient: options: the Backend: %w", err)
		}
	}
	svc, err := readService(service, o.AllowHTTPLoopback)
	if err != nil {
		return nil, fmt.Errorf("casclient: service URL: %w", err)
	}
	if err := o.fill(); err != nil {
		return nil, fmt.Errorf("casclient: options: %w", err)
	}
	c := &Client{
		server:       trimSlash(server),
		backend:      trimSlash(backend),
		service:      service,
		origin:       svc.origin,
		callbackPath: pathOf(service),
		secure:       svc.secure,
		sessions:     o.Sessions,
		turns:        make(chan struct{}, o.MaxValidations),
		opts:         o,
	}
	if o.Prefix != "" && withoutPrefix(c.callbackPath, o.Prefix) == c.callbackPath {
		return nil, errors.New("casclient: options: the service URL is not below the Prefix")
	}
	if c.services, err = readOrigins(o.Origins, service, svc, o.AllowHTTPLoopback); err != nil {
		return nil, fmt.Errorf("casclient: options: an Origin: %w", err)
	}
	if c.chains, err = readChains(o.ProxyChains, o.AllowHTTPLoopback); err != nil {
		return nil, fmt.Errorf("casclient: options: %w", err)
	}
	c.validate = c.backend + validatePaths[o.Protocol]
	if len(c.chains) > 0 {
		c.validate = strings.Replace(c.validate, "/serviceValidate", "/proxyValidate", 1)
	}
	if o.HTTPClient != nil {
		c.http = *o.HTTPClient
	}
	c.http.Jar = nil
	c.http.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	if c.secure {
		c.opts.CookieName = "__Host-" + o.CookieName
	} else {
		c.opts.CookieName = o.CookieName + "-" + svc.port
	}
	return c, nil
}

// readServer checks the URL of a CAS server.
func readServer(raw string, loopback bool) error {
	l, err := absolute(raw, loopback)
	if err == nil && l.query != "" {
		err = errors.New("it has a query")
	}
	return err
}

// readService checks the configured service URL, which the callback's
// redirects to itself are made of.
func readService(raw string, loopback bool) (location, error) {
	l, err := absolute(raw, loopback)
	switch {
	case err != nil:
	case withoutTicket(raw) != raw:
		err = errors.New("it has a ticket parameter or an empty query")
	case parameters(strings.TrimPrefix(l.query, "?"), stepParameter) != nil, parameters(strings.TrimPrefix(l.query, "?"), stateParameter) != nil:
		err = errors.New("it has a parameter that this package adds itself: " + stepParameter + " or " + stateParameter)
	case !localPath(pathOf(raw)):
		err = errors.New("its path begins with two slashes, which stands for a host in a redirect")
	}
	return l, err
}

var validatePaths = map[Protocol]string{
	CAS3:   "/p3/serviceValidate",
	CAS2:   "/serviceValidate",
	CAS1:   "/validate",
	SAML11: "/samlValidate",
}

// LoginURL is where a browser goes to sign in and to come back to service
// with a ticket (spec §2.1). "" is the configured service.
//
// Another service must be an absolute URL on the configured one's origin, to
// be validated with the same URL. Its query stays as it is, byte for byte;
// a fragment and ticket parameters are cut off. A service of another origin
// is replaced by the configured one, so that no visitor can be sent to sign
// in for somebody else's site.
//
// With Options.Renew it ends in &renew=true. A program may append that itself
// where only some pages ask for the password again; Validate does not check
// it then, so look at isFromNewLogin. A program that reads headers instead of
// following redirects may append &method=HEADER, of CAS 3.
func (c *Client) LoginURL(service string) string {
	s, err := c.serviceURL(service)
	if err != nil {
		s = c.service
	}
	login := c.server + "/login?service=" + url.QueryEscape(s)
	if c.opts.Method != "" {
		login += "&method=" + c.opts.Method
	}
	if c.opts.Renew {
		login += renewal
	}
	return login
}

// renewal at the end of a LoginURL asks for the password in any case.
const renewal = "&renew=true"

// LogoutURL is where a browser goes to end the single sign-on session, and
// with it the sessions of all services that listen to single logout
// (spec §2.3). The server may then offer or follow the way to service, an
// absolute URL on the configured service's origin; "" leaves it out, and so
// does another origin.
func (c *Client) LogoutURL(service string) string {
	s, err := c.serviceURL(service)
	if service == "" || err != nil {
		return c.server + "/logout"
	}
	return c.server + "/logout?service=" + url.QueryEscape(s)
}
