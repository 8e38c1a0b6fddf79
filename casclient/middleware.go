package casclient

import (
	"net/http"
	"slices"
	"strings"
)

// Authenticate returns a handler that lets everyone through to next, with the
// Principal of those who are signed in in the request's context. It asks
// nobody to sign in and never redirects: it is for pages and programming
// interfaces that decide for themselves, and for the outside of a router whose
// inner parts use FromContext.
func (c *Client) Authenticate(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, ok, err := c.identify(r)
		switch {
		case err != nil:
			c.fail(w, r, err)
			return
		case ok:
			personal(w)
		}
		next.ServeHTTP(w, r)
	})
}

// RequireProfile is Require for those whom the portal gives one of the
// profiles (see Attributes.ENT). Others who are signed in get status 403 and
// Options.OnError with ErrProfile. It panics without profiles.
//
// A profile is the portal's word. It says what to show somebody; where it
// decides over rights, the portal must be one that escapes what its users can
// choose about themselves.
func (c *Client) RequireProfile(next http.Handler, profiles ...Profile) http.Handler {
	if len(profiles) == 0 {
		panic("casclient: RequireProfile: no profiles")
	}
	return c.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := FromContext(r.Context())
		has := p.Attributes.ENT().Profiles
		if !slices.ContainsFunc(profiles, func(want Profile) bool { return slices.Contains(has, want) }) {
			c.answer(w, r, ErrProfile)
			return
		}
		next.ServeHTTP(w, r)
	}))
}

// identityHeaders are names, and beginnings of names that end in -, under
// which proxies hand on who somebody is. An underscore counts as a dash:
// programs that make variables of headers do not tell them apart.
var identityHeaders = []string{
	"Remote-User", "Remote-Name", "Remote-Email", "Remote-Groups", "X-Remote-",
	"X-Forwarded-User", "X-Forwarded-Email", "X-Forwarded-Groups", "X-Forwarded-Preferred-Username",
	"X-Auth-Request-", "X-Authenticated-", "X-User", "X-User-", "X-Webauth-", "Cas-", "X-Cas-",
}

// StripIdentity returns a handler that removes from requests the headers under
// which a visitor could say who she is, those of common proxies and the ones
// named: the way from a proxy that authenticates to a program that believes
// it must begin with nothing. Nothing in this package believes a header.
// A name that ends in - stands for all that begin with it.
func StripIdentity(next http.Handler, names ...string) http.Handler {
	var strip []string
	for _, name := range slices.Concat(names, identityHeaders) {
		strip = append(strip, plainHeader(name))
	}
	identity := func(header string) bool {
		header = plainHeader(header)
		return slices.ContainsFunc(strip, func(name string) bool {
			return header == name || strings.HasSuffix(name, "-") && strings.HasPrefix(header, name)
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		clean := *r
		clean.Header = make(http.Header, len(r.Header))
		for name, values := range r.Header {
			if !identity(name) {
				clean.Header[name] = values
			}
		}
		next.ServeHTTP(w, &clean)
	})
}

func plainHeader(name string) string {
	return strings.ReplaceAll(strings.ToLower(name), "_", "-")
}
