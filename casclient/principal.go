package casclient

import "context"

// A Principal is a person for whom the CAS server vouched.
type Principal struct {
	// User is the identifier, never empty and without white space around it.
	// What it identifies is between the server's administrator and the
	// service: a login, a directory's number, a GUID.
	User string
	// Attributes are what else the server said. Shared between requests of
	// one session: read them, do not change them.
	Attributes Attributes
	// Proxies are the services through which the ticket came, most recent
	// first; nil for a visitor who brought it herself. See Options.ProxyChains.
	Proxies []string
	// Grant is what ProxyTicket needs, "" if the server gave none.
	Grant Grant
}

type principalKey struct{}

// FromContext returns who is signed in, inside a handler behind Client.Require,
// RequireProfile, Optional or Authenticate; false elsewhere. Roles of the
// program's own are looked up here, by Principal.User.
func FromContext(ctx context.Context) (*Principal, bool) {
	p, _ := ctx.Value(principalKey{}).(*Principal)
	return p, p != nil
}

// NewContext returns a context from which FromContext takes p: for tests of
// handlers that expect someone to be signed in.
func NewContext(ctx context.Context, p *Principal) context.Context {
	return context.WithValue(ctx, principalKey{}, p)
}
