package casclient

import (
	"errors"
	"net"
	"net/url"
	"strconv"
	"strings"
	"unicode"
)

// A location is the part of an absolute URL that decisions are made of.
type location struct {
	origin string // scheme://host:port, in small letters, port always there
	port   string
	secure bool
	query  string // with the question mark
}

// absolute checks a URL that a ticket or a visitor is going to be sent to.
func absolute(raw string, loopback bool) (location, error) {
	if raw == "" {
		return location{}, errors.New("it is empty")
	}
	if strings.ContainsFunc(raw, func(c rune) bool { return c <= ' ' || c == '\\' || c == 0x7F }) {
		return location{}, errors.New("it contains a space, a backslash or a control character")
	}
	u, err := url.Parse(raw)
	if err != nil {
		// The error of net/url quotes the URL.
		return location{}, errors.New("it cannot be read as a URL")
	}
	switch {
	case u.Scheme != "https" && u.Scheme != "http", u.Opaque != "", u.Hostname() == "":
		return location{}, errors.New("it is not an absolute https URL")
	case u.User != nil:
		return location{}, errors.New("it contains a user")
	case !hostName(u.Hostname()):
		return location{}, errors.New("its host is neither a name nor an address")
	case !portNumber(u.Host, u.Port()):
		return location{}, errors.New("its port is none")
	case strings.Contains(raw, "#"):
		return location{}, errors.New("it contains a fragment")
	case u.Scheme == "http" && !loopbackHost(u.Hostname()):
		return location{}, errors.New("plain http, which is possible for loopback addresses only")
	case u.Scheme == "http" && !loopback:
		return location{}, errors.New("plain http on a loopback address, which AllowHTTPLoopback does not allow")
	}
	l := location{port: u.Port(), secure: u.Scheme == "https"}
	if l.port == "" {
		l.port = "443"
		if !l.secure {
			l.port = "80"
		}
	}
	l.origin = u.Scheme + "://" + net.JoinHostPort(smallASCII(u.Hostname()), l.port)
	if _, query, found := strings.Cut(raw, "?"); found {
		l.query = "?" + query
	}
	return l, nil
}

// smallASCII makes capitals of A to Z small and leaves the rest: for
// strings.ToLower, İ is i, and for browsers maİl.example is another host than
// mail.example.
func smallASCII(s string) string {
	return strings.Map(func(c rune) rune {
		if 'A' <= c && c <= 'Z' {
			return c + 'a' - 'A'
		}
		return c
	}, s)
}

// hostName reports whether host is an IP address, without a zone, or made of
// what names are made of; net/url lets through whatever is no delimiter.
func hostName(host string) bool {
	return net.ParseIP(host) != nil || !strings.ContainsFunc(host, func(c rune) bool {
		return c != '-' && c != '.' && c != '_' && !unicode.In(c, unicode.L, unicode.M, unicode.Nd)
	})
}

// portNumber reports whether port, of host, is left out or a number as
// browsers write it in an origin.
func portNumber(host, port string) bool {
	if port == "" {
		return !strings.HasSuffix(host, ":")
	}
	_, err := strconv.ParseUint(port, 10, 16)
	return err == nil && port[0] != '0'
}

func loopbackHost(host string) bool {
	return strings.EqualFold(host, "localhost") || net.ParseIP(host).IsLoopback()
}

// serviceURL is what stands for service at login and at validation, which
// must agree to the byte (spec §2.5.1). "" is the configured service.
func (c *Client) serviceURL(service string) (string, error) {
	if service == "" {
		return c.service, nil
	}
	// LemonLDAP::NG appends the ticket to the fragment, where no server ever
	// sees it, and to an old ticket, where the first one wins.
	service, _, _ = strings.Cut(service, "#")
	service = withoutTicket(service)
	l, err := absolute(service, c.opts.AllowHTTPLoopback)
	if err != nil || l.origin != c.origin && c.services[l.origin] == "" {
		return "", ErrService
	}
	return service, nil
}

// withoutTicket removes the ticket parameters of a URL without fragment and
// leaves the other ones as they are, order and escapes included. A question
// mark without anything behind it goes too.
func withoutTicket(raw string) string {
	path, query, found := strings.Cut(raw, "?")
	if !found {
		return raw
	}
	var kept []string
	for p := range strings.SplitSeq(query, "&") {
		name, _, _ := strings.Cut(p, "=")
		if decoded, err := url.QueryUnescape(name); err != nil || decoded != "ticket" {
			kept = append(kept, p)
		}
	}
	query = strings.Join(kept, "&")
	if query == "" {
		return path
	}
	return path + "?" + query
}

func trimSlash(s string) string { return strings.TrimRight(s, "/") }

// localPath reports whether s leads to a page of our own origin whatever a
// browser makes of it: // and /\ begin a host name, and browsers drop tabs
// and line ends wherever they stand (django-cas-ng #153, #217, #299).
func localPath(s string) bool {
	if len(s) == 0 || s[0] != '/' || len(s) > 1 && s[1] == '/' {
		return false
	}
	return !strings.ContainsFunc(s, func(c rune) bool { return c <= ' ' || c == '\\' || c == 0x7F })
}
