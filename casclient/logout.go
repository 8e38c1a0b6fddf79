package casclient

import (
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strings"
)

// Logout returns a handler that ends the visitor's session here and goes on
// to next, which is the caller's choice:
//
//   - a path of this site: the visitor is signed out here only, and remains
//     signed in at the CAS server and at other services;
//   - LogoutURL(…): the visitor is signed out everywhere.
//
// It answers POST only, and not when the form is another site's
// (http.CrossOriginProtection): a link or an image must not sign anyone out. A
// Content-Security-Policy with form-action must name the CAS server then, or
// browsers do not follow the redirect to a LogoutURL.
// It panics if next is neither of the two.
func (c *Client) Logout(next string) http.Handler {
	out := c.server + "/logout"
	if !localPath(next) && next != out && !strings.HasPrefix(next, out+"?") {
		panic("casclient: Logout: next is neither a path of this site nor a LogoutURL")
	}
	var guard http.CrossOriginProtection
	for _, service := range append(slices.Collect(maps.Values(c.services)), c.service) {
		if err := guard.AddTrustedOrigin(browserOrigin(service)); err != nil {
			panic(err) // New has checked the services
		}
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		private(w)
		if r.Method != http.MethodPost {
			w.Header().Set("Allow", "POST")
			http.Error(w, http.StatusText(http.StatusMethodNotAllowed), http.StatusMethodNotAllowed)
			return
		}
		if guard.Check(r) != nil {
			http.Error(w, http.StatusText(http.StatusForbidden), http.StatusForbidden)
			return
		}
		err := c.end(r)
		c.signedOut(r, LogoutLocal, err)
		if err != nil {
			c.answer(w, r, err)
			return
		}
		c.setCookie(w, c.opts.CookieName, "", -1)
		if c.opts.KeepForms > 0 {
			c.setCookie(w, c.userCookie(), "", -1)
		}
		if c.gateway.Load() {
			c.setGateway(w, gatewayAsked) // or Optional would sign in again whoever has just left
		}
		redirect(w, http.StatusSeeOther, next)
	})
}

// browserOrigin is the origin as browsers write it in the Origin header.
func browserOrigin(service string) string {
	u, err := url.Parse(service)
	if err != nil {
		return ""
	}
	host := smallASCII(u.Host)
	if u.Scheme == "https" {
		host = strings.TrimSuffix(host, ":443")
	} else {
		host = strings.TrimSuffix(host, ":80")
	}
	return u.Scheme + "://" + host
}
