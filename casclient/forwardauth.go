package casclient

import (
	"net/http"
	"net/url"
	"strings"
)

// ForwardAuth returns the handler that a reverse proxy asks about every
// request for a program that knows nothing of CAS: auth_request of nginx,
// ForwardAuth of Traefik, forward_auth of Caddy. For who is signed in it
// answers with status 200 and the headers that set writes; if set is nil, with
// Remote-User. The proxy copies those into the request for the program, from
// which it removes what visitors sent under these names.
//
// For others it answers
//
//   - to a proxy that names the request in X-Forwarded-Uri (Traefik, Caddy),
//     which hands the answer on, as Require does: with the way to the CAS
//     server, or 401;
//   - to others (nginx), with 401. The proxy then hands the visitor's own
//     request to a handler of Require, which sends her to sign in and back.
//
// The proxy also routes the path of the service URL to Callback, on each host
// that it asks for. If those are several, Options.Origins lists them: a request
// for another one gets ErrService, whoever is signed in. Without Origins every
// host that the proxy asks for counts as the service's own, so it must ask for
// that one only. X-Forwarded-Uri may begin with Options.Prefix or have it taken off
// already, so the program behind it has no pages of its own under a path of that name.
//
// The proxy must be one of Options.TrustedProxies; others get 403, for they
// could ask in the name of any host. ForwardAuth panics if there are none.
func (c *Client) ForwardAuth(set func(h http.Header, p *Principal)) http.Handler {
	if len(c.opts.TrustedProxies) == 0 {
		panic("casclient: ForwardAuth: no TrustedProxies")
	}
	if set == nil {
		set = func(h http.Header, p *Principal) { h.Set("Remote-User", p.User) }
	}
	require := c.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := FromContext(r.Context())
		private(w)
		set(w.Header(), p)
		w.WriteHeader(http.StatusOK)
	}))
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if addr, ok := peerAddr(r.RemoteAddr); !ok || !c.trusts(addr) {
			http.Error(w, http.StatusText(http.StatusForbidden), http.StatusForbidden)
			return
		}
		asked, err := forwarded(r, c.opts.Prefix)
		if err != nil {
			http.Error(w, http.StatusText(http.StatusBadRequest), http.StatusBadRequest)
			return
		}
		if _, err := c.serviceOf(asked); err != nil {
			c.fail(w, asked, err)
			return
		}
		require.ServeHTTP(w, asked)
	})
}

// forwarded is the request that a proxy asks about, without its body. One that
// does not say which it is becomes that of a program, which is not redirected.
func forwarded(r *http.Request, prefix string) (*http.Request, error) {
	asked := r.Clone(r.Context())
	asked.Body = http.NoBody
	uri := r.Header.Get("X-Forwarded-Uri")
	if uri == "" {
		asked.Header.Set("X-Requested-With", "auth_request")
		return asked, nil
	}
	u, err := url.ParseRequestURI(uri)
	if err != nil {
		return nil, err
	}
	asked.URL, asked.RequestURI = u, withoutPrefix(uri, prefix)
	if method := r.Header.Get("X-Forwarded-Method"); method != "" {
		asked.Method = method
	}
	return asked, nil
}

// withoutPrefix takes a prefix off a path that a proxy has not yet taken it off:
// Require puts it back.
func withoutPrefix(path, prefix string) string {
	switch rest, ok := strings.CutPrefix(path, prefix); {
	case !ok:
		return path
	case rest == "", rest[0] == '?':
		return "/" + rest
	case rest[0] == '/':
		return rest
	}
	return path
}
