package casclient

import (
	"errors"
	"net/http"
	"strings"
)

// readOrigins makes the service URLs of Options.Origins, by origin, from the
// configured one.
func readOrigins(origins []string, service string, first location, loopback bool) (map[string]string, error) {
	if len(origins) == 0 {
		return nil, nil
	}
	path := pathOf(service)
	services := map[string]string{first.origin: service}
	for _, raw := range origins {
		l, err := absolute(raw, loopback)
		switch {
		case err != nil:
			return nil, err
		case strings.Count(raw, "/") != 2 || l.query != "":
			return nil, errors.New("it has a path or a query")
		case l.secure != first.secure:
			return nil, errors.New("it is plain http and the service is not, or the other way round")
		}
		if l.origin != first.origin {
			services[l.origin] = raw + path
		}
	}
	return services, nil
}

// pathOf is a URL from its path on, at least a slash.
func pathOf(raw string) string {
	_, rest, _ := strings.Cut(raw, "://")
	i := strings.IndexAny(rest, "/?")
	switch {
	case i < 0:
		return "/"
	case rest[i] == '?':
		return "/" + rest[i:]
	}
	return rest[i:]
}

// serviceOf is the service URL for the visitor who sent r: the configured one
// or, if Options.Origins has more, the one on the origin that she sees. There
// is no default for others: a ticket of theirs may be somebody else's
// (CVE-2022-39369).
func (c *Client) serviceOf(r *http.Request) (string, error) {
	if c.services == nil {
		return c.service, nil
	}
	for _, origin := range c.originsOf(r) {
		if service, ok := c.services[origin]; ok {
			return service, nil
		}
	}
	return "", ErrService
}

// originsOf is the origin at which the visitor sees us, none if that is in
// doubt. X-Forwarded-Proto and X-Forwarded-Host count if one of our own proxies
// sent them, and if all their values agree. Proxies that leave the port out of
// the host tell it in X-Forwarded-Port, and others tell the one on which they
// are reached there, which visitors do not see; so both are possible.
func (c *Client) originsOf(r *http.Request) (origins []string) {
	scheme, host, port := "http", r.Host, ""
	if r.TLS != nil {
		scheme = "https"
	}
	if addr, ok := peerAddr(r.RemoteAddr); ok && c.trusts(addr) {
		scheme = agreed(r, "X-Forwarded-Proto", scheme)
		host = agreed(r, "X-Forwarded-Host", host)
		port = agreed(r, "X-Forwarded-Port", "")
	}
	if strings.ContainsAny(host, "/?#@") {
		return nil
	}
	for _, host := range []string{host + ":" + port, host} {
		if l, err := absolute(strings.ToLower(scheme)+"://"+host, c.opts.AllowHTTPLoopback); err == nil {
			origins = append(origins, l.origin)
		}
	}
	return origins
}

// agreed is the value on which all that a header says agree, otherwise if it
// says nothing, "" if they don't.
func agreed(r *http.Request, header, otherwise string) string {
	values := r.Header.Values(header)
	if len(values) == 0 {
		return otherwise
	}
	parts := strings.Split(strings.Join(values, ","), ",")
	first := strings.TrimSpace(parts[0])
	for _, p := range parts[1:] {
		if strings.TrimSpace(p) != first {
			return ""
		}
	}
	return first
}
