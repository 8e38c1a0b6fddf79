package casclient

import (
	"crypto/hmac"
	"crypto/rand"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strings"
	"time"
	"unicode/utf8"
)

const (
	// maxFields is how many fields a form may have that is kept.
	maxFields = 4096
	// maxKeepForms is the most that Options.KeepForms may be.
	maxKeepForms = 1 << 20
	// userLifetime is how long after a session's end a form of it may come.
	userLifetime = 24 * time.Hour
)

// keepForm keeps a form whose sender is no longer signed in, and sends her to
// sign in. It returns false if that can't be done or would not be safe: what
// is sent again later counts as the visitor's own wish, so it must have come
// from a page of this site, from a browser in which somebody was signed in.
func (c *Client) keepForm(w http.ResponseWriter, r *http.Request) bool {
	if c.opts.KeepForms == 0 || r.Method != http.MethodPost || !c.ownPage(r) {
		return false
	}
	user, ok := c.formerUser(r)
	path := c.seenPath(r)
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if !ok || err != nil || kind != "application/x-www-form-urlencoded" || len(path) > maxReturn || !localPath(path) {
		return false
	}
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, c.opts.KeepForms))
	if err != nil {
		return false
	}
	if _, ok := readFields(string(body)); !ok {
		return false
	}
	state := rand.Text()
	if err := c.putForm(r.Context(), state, form{user, path, string(body)}); err != nil {
		c.logStore(r.Context(), logNoForm, err)
		return false
	}
	c.start(w, r, journey{state: state, kind: journeyForm, path: path})
	return true
}

// readFields reads a form and keeps the order of its fields. ok is false if
// there are none or too many, or if a page could not give them back as they
// are: it is in UTF-8, has no zero bytes, and sends no fields without a name.
func readFields(body string) (fields []field, ok bool) {
	if strings.Count(body, "&") >= maxFields {
		return nil, false
	}
	for pair := range strings.SplitSeq(body, "&") {
		if pair == "" {
			continue
		}
		name, value, _ := strings.Cut(pair, "=")
		name, err1 := url.QueryUnescape(name)
		value, err2 := url.QueryUnescape(value)
		if both := name + value; err1 != nil || err2 != nil || name == "" || !utf8.ValidString(both) || strings.Contains(both, "\x00") {
			return nil, false
		}
		fields = append(fields, field{name, value})
	}
	return fields, len(fields) > 0
}

// ownPage reports whether a browser sent r from a page of this site.
func (c *Client) ownPage(r *http.Request) bool {
	if site := r.Header.Get("Sec-Fetch-Site"); site != "" {
		return site == "same-origin"
	}
	service, err := c.serviceOf(r)
	return err == nil && r.Header.Get("Origin") == browserOrigin(service)
}

// formWaits reports whether a journey is that of a form, be it one that is no
// longer there.
func (c *Client) formWaits(r *http.Request, way journey) bool {
	if way.kind == journeyForm || way.state == "" || c.opts.KeepForms == 0 {
		return way.kind == journeyForm
	}
	_, ok := c.getForm(r.Context(), way.state)
	return ok
}

// showForm offers to send a form again that has waited for a sign-in, if the
// same person signed in who wrote it.
func (c *Client) showForm(w http.ResponseWriter, r *http.Request) {
	r, ok, err := c.identify(r)
	switch {
	case err != nil:
		c.fail(w, r, err)
		return
	case !ok:
		c.fail(w, r, ErrCookies)
		return
	}
	p, _ := FromContext(r.Context())
	if states := parameters(r.URL.RawQuery, stateParameter); len(states) == 1 {
		if x, ok := c.getForm(r.Context(), states[0]); ok && c.isUser(x.user, p.User) {
			page := wordsResend.page(r, x.path)
			page.Fields, _ = readFields(x.body)
			// Applications look where a form comes from, and without a Referer
			// browsers call its Origin null. This address holds no ticket.
			w.Header().Set("Referrer-Policy", "same-origin")
			page.write(w, r, http.StatusOK)
			return
		}
	}
	wordsUnsent.page(r, c.opts.Home).write(w, r, http.StatusGone)
}

// rememberUser marks the browser with who signed in, for the forms that come
// after the session has ended. The mark says nothing to who reads it.
func (c *Client) rememberUser(w http.ResponseWriter, user string) {
	if c.opts.KeepForms == 0 {
		return
	}
	name := c.userCookie()
	c.setCookie(w, name, c.sign(name, string(c.mark(c.opts.CookieKeys[0], user)), c.opts.Now().Add(c.opts.Lifetime+userLifetime)), 0)
}

// formerUser returns the mark of who was signed in in this browser last.
func (c *Client) formerUser(r *http.Request) (mark string, ok bool) {
	name := c.userCookie()
	for _, cookie := range cookies(r, name) {
		if mark, ok = c.verify(name, cookie.Value, c.opts.Now()); ok {
			return mark, true
		}
	}
	return "", false
}

// mark stands for a user in a cookie. It is made under a name that no cookie
// has: browsers show it to who looks, and a user who can choose her name must
// not get the signature of a cookie by it.
func (c *Client) mark(key []byte, user string) []byte {
	return mac(key, c.userCookie()+"=", []byte(user))
}

// isUser reports whether a mark is that of a user.
func (c *Client) isUser(mark, user string) bool {
	for _, key := range c.opts.CookieKeys {
		if hmac.Equal([]byte(mark), c.mark(key, user)) {
			return true
		}
	}
	return false
}

func (c *Client) userCookie() string { return c.opts.CookieName + "-user" }
