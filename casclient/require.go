package casclient

import (
	"encoding/json"
	"net/http"
	"strings"
)

// Require returns a handler that lets only those through to next who are
// signed in, with their Principal in the request's context. Others:
//
//   - A browser that opens a page (GET or HEAD) is sent to the CAS server and
//     comes back to the same page, path and query byte for byte, through
//     Callback.
//   - A script or a program gets status 401 and
//     {"error":"unauthenticated","login":"https://…"}: a redirect to another
//     site would only give it an unreadable answer.
//   - A person who sends a form after the session has ended gets status 401
//     and a page that says so: a redirect would lose what she sent in silence.
//     With Options.KeepForms she may send it again after signing in.
//
// The bodies of those who are signed in are not touched, and Cache-Control is
// private, no-cache unless next sets another; what it adds, as a
// httputil.ReverseProxy does, stands beside it. Where several people use one browser,
// no-store keeps the back button from showing a page after a logout.
//
// Two tabs of a browser that sign in at once may end on each other's page: what
// comes back does not say which of them it is. With Options.GuardLogins it does.
func (c *Client) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, ok, err := c.identify(r)
		switch {
		case err != nil:
			c.fail(w, r, err)
		case ok:
			personal(w)
			next.ServeHTTP(w, r)
		case opensPage(r) && c.atService(r):
			c.fail(w, r, ErrCallback)
		case opensPage(r):
			c.start(w, r, journey{kind: journeyFirst, path: c.seenPath(r)})
		case showsPage(r):
			if !c.keepForm(w, r) {
				c.latePage(w, r)
			}
		default:
			c.unauthenticated(w, r)
		}
	})
}

// atService reports whether r brings a ticket to the service URL, to which the
// server adds it: a page of the same path that has a ticket of its own is another.
func (c *Client) atService(r *http.Request) bool {
	seen := c.seenPath(r)
	added, ok := strings.CutPrefix(seen, c.callbackPath)
	_, query, _ := strings.Cut(seen, "?")
	return ok && (strings.HasPrefix(added, "?") || strings.HasPrefix(added, "&")) && parameters(query, "ticket") != nil
}

// showsPage reports whether a person's browser will show the answer as a page,
// whatever the method: it sends a form.
func showsPage(r *http.Request) bool {
	if r.Header.Get("X-Requested-With") != "" || r.Header.Get("Upgrade") != "" {
		return false
	}
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	return strings.Contains(strings.ToLower(strings.Join(r.Header.Values("Accept"), ",")), "text/html")
}

// opensPage reports whether a redirect to a sign-in page makes sense: a
// person's browser is opening a page.
func opensPage(r *http.Request) bool {
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		return false
	}
	if r.Header.Get("X-Requested-With") != "" || r.Header.Get("Upgrade") != "" {
		return false
	}
	// All current browsers say what they are doing (Fetch Metadata).
	if mode := r.Header.Get("Sec-Fetch-Mode"); mode != "" {
		return mode == "navigate"
	}
	// Old ones ask for HTML when they open a page and for anything else,
	// */* included, when a script asks.
	accept := strings.ToLower(strings.Join(r.Header.Values("Accept"), ","))
	return accept == "" || strings.Contains(accept, "text/html") || strings.Contains(accept, "application/xhtml+xml")
}

// requestPath is the path and query as the browser sent them, before any
// router changed them.
func requestPath(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI()
}

// seenPath is requestPath as the visitor's browser has it.
func (c *Client) seenPath(r *http.Request) string { return c.opts.Prefix + requestPath(r) }

// redirect sends the browser to a location exactly as it is written:
// http.Redirect would clean a path, and /a//b is not /a/b for everyone. Every
// redirect here is one person's, once.
func redirect(w http.ResponseWriter, status int, location string) {
	private(w)
	w.Header().Set("Location", escapeHigh(location))
	w.WriteHeader(status)
}

// escapeHigh percent-encodes what is not ASCII, as a browser would.
func escapeHigh(s string) string {
	const digits = "0123456789ABCDEF"
	var b strings.Builder
	for i := range len(s) {
		if c := s[i]; c >= 0x80 {
			b.Write([]byte{'%', digits[c>>4], digits[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// private keeps an answer out of caches, and its address, which may hold a
// ticket, out of the Referer of whatever comes next.
func private(w http.ResponseWriter) {
	h := w.Header()
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("X-Content-Type-Options", "nosniff")
}

// personal keeps a page of the program's own for somebody out of the caches that
// she shares with others; the browser asks before it shows its copy again. The
// program may say something else.
func personal(w http.ResponseWriter) {
	if h := w.Header(); h["Cache-Control"] == nil {
		h.Set("Cache-Control", "private, no-cache")
	}
}

// unauthenticated tells a program where its user can sign in.
func (c *Client) unauthenticated(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("WWW-Authenticate", "CAS") // RFC 9110 §15.5.2 wants a challenge
	writeJSON(w, http.StatusUnauthorized, map[string]string{
		"error": "unauthenticated",
		"login": c.entry(r, false),
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	private(w)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // the visitor may be gone; nobody to tell
}
