package casclient

import (
	"encoding/json"
	"net/http"
	"strings"
	"time"
)

const (
	// returnLifetime is how long a visitor may take to type a password and
	// still be brought back to the page of before.
	returnLifetime = 15 * time.Minute
	// maxReturn is the longest path that is remembered, in bytes; browsers
	// drop cookies of more than 4 kB.
	maxReturn = 2048
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
//
// Request bodies are not touched.
func (c *Client) Require(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		r, ok, err := c.identify(r)
		switch {
		case err != nil:
			c.fail(w, r, err)
		case ok:
			next.ServeHTTP(w, r)
		case opensPage(r):
			c.start(w, journey{path: requestPath(r)})
		case showsPage(r):
			c.latePage(w, r)
		default:
			c.unauthenticated(w)
		}
	})
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

// A journey is what a browser's return cookie remembers of a sign-in that has
// begun.
type journey struct {
	path  string // where to go then
	again bool   // it has come back without a ticket once

	// gateway: Optional sent it, and a return without a ticket is an answer.
	gateway bool
}

// start sends a browser to the CAS server and remembers its journey.
func (c *Client) start(w http.ResponseWriter, way journey) {
	if len(way.path) > maxReturn {
		way.path = c.opts.Home
	}
	mark, login := "1", c.LoginURL("")
	switch {
	case way.gateway:
		mark, login = "3", login+"&gateway=true"
	case way.again:
		mark = "2"
	}
	name := c.returnCookie()
	value := c.sign(name, mark+way.path, c.opts.Now().Add(returnLifetime))
	c.setCookie(w, name, value, int(returnLifetime/time.Second))
	redirect(w, http.StatusFound, login)
}

// started returns the journey that start began in this browser, one to Home
// and false if it did not.
func (c *Client) started(r *http.Request) (way journey, ok bool) {
	way.path = c.opts.Home
	name := c.returnCookie()
	for _, cookie := range cookies(r, name) {
		value, ok := c.verify(name, cookie.Value, c.opts.Now())
		if !ok {
			continue
		}
		if path := value[1:]; localPath(path) {
			way.path = path
		}
		way.again = value[0] == '2'
		way.gateway = value[0] == '3'
		return way, true
	}
	return way, false
}

func (c *Client) returnCookie() string { return c.opts.CookieName + "-return" }

// requestPath is the path and query as the browser sent them, before any
// router changed them.
func requestPath(r *http.Request) string {
	if strings.HasPrefix(r.RequestURI, "/") {
		return r.RequestURI
	}
	return r.URL.RequestURI()
}

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

// latePage tells who sent a form that she is signed out and that nothing came
// of it.
func (c *Client) latePage(w http.ResponseWriter, r *http.Request) {
	page := page{"en", "You are signed out", "Your session has ended, and what you sent was not kept. Please sign in and send it again.", "Sign in", c.LoginURL("")}
	if prefersFrench(r.Header.Get("Accept-Language")) {
		page.Lang, page.Title, page.Again = "fr", "Vous n’êtes plus connecté(e)", "Se connecter"
		page.Text = "Votre session est terminée et ce que vous avez envoyé n’a pas été enregistré. Veuillez vous connecter et l’envoyer de nouveau."
	}
	private(w)
	w.Header().Set("WWW-Authenticate", "CAS")
	page.write(w, r, http.StatusUnauthorized)
}

func (c *Client) unauthenticated(w http.ResponseWriter) {
	w.Header().Set("WWW-Authenticate", "CAS") // RFC 9110 §15.5.2 wants a challenge
	writeJSON(w, http.StatusUnauthorized, map[string]string{
		"error": "unauthenticated",
		"login": c.LoginURL(""),
	})
}

func writeJSON(w http.ResponseWriter, status int, v any) {
	private(w)
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	json.NewEncoder(w).Encode(v) // the visitor may be gone; nobody to tell
}
