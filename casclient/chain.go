package casclient

import (
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A ProxyChain is a way by which a ticket may come through other services: a
// rule for each of them, most recent first, as the server lists them (spec
// §2.6.2). A chain of another length does not match it.
type ProxyChain []ProxyRule

// A ProxyRule is for the address of one proxy, the pgtUrl under which the CAS
// server knows it. Exactly one field is set.
type ProxyRule struct {
	// URL is the address itself, byte for byte.
	URL string
	// Prefix is the beginning of the address, up to a border: scheme, host and
	// port are compared as a whole, and the path up to its end or to a slash.
	// https://a.example/app is for that address and for those below
	// https://a.example/app/, not for /application, and
	// https://a.example not for https://a.example.org. An address with dot
	// segments or an escaped slash, or with what some server takes for one,
	// matches no prefix.
	Prefix string
	// Pattern is a regular expression that the whole address matches: it need
	// not be anchored. Note that . stands for any character.
	Pattern string
}

// A chainRule is a ProxyRule that has been looked at.
type chainRule struct {
	url          string
	origin, path string // of a prefix
	pattern      *regexp.Regexp
}

// readChains makes rules of Options.ProxyChains.
func readChains(chains []ProxyChain, loopback bool) ([][]chainRule, error) {
	var list [][]chainRule
	for _, chain := range chains {
		if len(chain) == 0 {
			return nil, errors.New("a ProxyChain without a rule")
		}
		var rules []chainRule
		for _, r := range chain {
			rule, err := r.read(loopback)
			if err != nil {
				return nil, err
			}
			rules = append(rules, rule)
		}
		list = append(list, rules)
	}
	return list, nil
}

func (r ProxyRule) read(loopback bool) (chainRule, error) {
	switch {
	case r.URL != "" && r.Prefix == "" && r.Pattern == "":
		return chainRule{url: r.URL}, nil
	case r.Prefix != "" && r.URL == "" && r.Pattern == "":
		origin, path, ok := addressOf(r.Prefix, loopback)
		if !ok || strings.Contains(r.Prefix, "?") {
			return chainRule{}, errors.New("the Prefix of a ProxyRule is not an absolute https URL without query")
		}
		return chainRule{origin: origin, path: path}, nil
	case r.Pattern != "" && r.URL == "" && r.Prefix == "":
		// By itself first: in a pattern such as a)|(b the anchors would stand
		// for something else.
		_, err := regexp.Compile(r.Pattern)
		if err != nil {
			return chainRule{}, errors.New("the Pattern of a ProxyRule is no regular expression")
		}
		whole, err := regexp.Compile(`\A(?:` + r.Pattern + `)\z`)
		if err != nil {
			return chainRule{}, errors.New(`the Pattern of a ProxyRule has a \Q without \E`)
		}
		return chainRule{pattern: whole}, nil
	}
	return chainRule{}, errors.New("a ProxyRule with none or several of URL, Prefix and Pattern")
}

// addressOf takes a URL apart for comparing prefixes; false if what a server
// makes of its path is in doubt.
func addressOf(raw string, loopback bool) (origin, path string, ok bool) {
	l, err := absolute(raw, loopback)
	if err != nil {
		return "", "", false
	}
	u, err := url.Parse(raw)
	if err != nil {
		return "", "", false
	}
	path = u.EscapedPath()
	for segment := range strings.SplitSeq(path, "/") {
		if plain, err := url.PathUnescape(segment); err != nil || inDoubt(plain) {
			return "", "", false
		}
	}
	if path == "" {
		path = "/"
	}
	return l.origin, path, true
}

// inDoubt reports whether some server takes a segment of a path, its escapes
// undone, for more or for less than a name: Tomcat cuts off what follows a
// semicolon, and ..;x is its way up; others undo escapes twice, cut spaces and
// dots off an end, stop at a zero byte, or read . from more bytes than one.
func inDoubt(segment string) bool {
	name, _, _ := strings.Cut(segment, ";")
	return segment != "" && strings.Trim(name, ". ") == "" || !utf8.ValidString(segment) ||
		strings.ContainsFunc(segment, func(c rune) bool { return c == '/' || c == '\\' || c == '%' || c < ' ' || c == 0x7F })
}

func (r *chainRule) matches(proxy string, loopback bool) bool {
	switch {
	case r.pattern != nil:
		return r.pattern.MatchString(proxy)
	case r.origin == "":
		return r.url == proxy
	}
	origin, path, ok := addressOf(proxy, loopback)
	if !ok || origin != r.origin {
		return false
	}
	rest, ok := strings.CutPrefix(path, r.path)
	return ok && (rest == "" || rest[0] == '/' || strings.HasSuffix(r.path, "/"))
}

// allowed reports whether one of the chains is that of a ticket.
func (c *Client) allowed(proxies []string) bool {
	return slices.ContainsFunc(c.chains, func(rules []chainRule) bool {
		if len(rules) != len(proxies) {
			return false
		}
		for i := range rules {
			if !rules[i].matches(proxies[i], c.opts.AllowHTTPLoopback) {
				return false
			}
		}
		return true
	})
}
