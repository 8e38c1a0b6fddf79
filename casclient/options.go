package casclient

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/netip"
	"slices"
	"strings"
	"time"
)

// What the zero Options stand for.
const (
	defaultTimeout     = 10 * time.Second
	defaultMaxBody     = 1 << 20
	defaultUserAgent   = "entlink-casclient/1 (+https://github.com/entlink/entlink)"
	defaultCookieName  = "cas"
	defaultHome        = "/"
	defaultIdleTimeout = 2 * time.Hour
	defaultLifetime    = 12 * time.Hour
	defaultTolerance   = 30 * time.Second
	defaultRetryDelay  = 100 * time.Millisecond
	defaultValidations = 256
	maxValidations     = 1 << 16
	maxRetries         = 5
)

// Options are what New may be told besides the two URLs. Nil and the zero
// value are the safe defaults: nothing here has to be set. The fields stand in
// groups:
//
//   - what is asked of the server, and how tickets come back: Protocol, JSON,
//     ClockTolerance, Method
//   - how fresh a sign-in must be: Renew, MaxAge, ServerLocation
//   - tickets through and for other services: ProxyCallback, Grants,
//     ProxyChains
//   - the way to the server: Backend, Retries, RetryDelay, HTTPClient, Timeout,
//     MaxBody, MaxValidations, UserAgent
//   - sessions and cookies: Sessions, IdleTimeout, Lifetime, CookieName,
//     CookieKeys, Home, Prefix, KeepForms, Forms
//   - what the program hears and says: OnLogin, OnError, OnLogout, Logger
//   - whom to believe: LogoutSenders, TrustedProxies, Origins, GuardLogins
//   - for development and tests: AllowHTTPLoopback, Now
//
// A service that runs in several processes sets Sessions and CookieKeys, or they
// send visitors round in circles between each other and the CAS server; Grants
// if it has a ProxyCallback, and Forms if it has KeepForms. One whose sign-ins
// all begin on its own pages sets GuardLogins.
type Options struct {
	// Protocol is how tickets are validated; CAS3 if zero. There is no
	// fallback from one to the other: a ticket is good for one attempt
	// (spec §3.1.1), so a second question would only ever hear no.
	Protocol Protocol
	// JSON asks for the answer in JSON (spec §2.5.4), of CAS2 and CAS3. Both
	// are read in any case, for many servers answer XML all the same.
	JSON bool
	// ClockTolerance is how far the server's clock may be from ours where an
	// answer holds times, as SAML does; 30 s if 0.
	ClockTolerance time.Duration

	// Method is how the ticket comes back (spec §2.1.1): GET, in the query,
	// which is also what "" means, or POST, in a form, where the ticket is in
	// no address and no log of one. It is sent at login as method=POST; many
	// servers do not know it and send the ticket in the query all the same,
	// and Callback takes either in any case. Where http.CrossOriginProtection
	// guards the whole site, Callback needs AddInsecureBypassPattern: the form
	// is the CAS server's.
	Method string

	// Renew makes every sign-in a new one: the server asks for the password
	// though the visitor has typed it elsewhere this morning (spec §2.1.1). It
	// is sent at login and at validation, for one without the other proves
	// nothing, and an answer whose isFromNewLogin says otherwise is refused
	// with ErrRenew.
	Renew bool
	// MaxAge is how long ago the visitor may have typed the password, by the
	// answer's authenticationDate or, in SAML without that, its
	// AuthenticationInstant; any time if 0. An answer that is older, or does
	// not say, is refused with ErrTooOld; the error page then leads to a login
	// with renew. It limits sign-ins; sessions end by Lifetime.
	MaxAge time.Duration
	// ServerLocation is where the server's clock hangs, for servers that write
	// authenticationDate without a zone. If nil, such a date says nothing.
	ServerLocation *time.Location

	// ProxyCallback is the absolute https URL at which the program serves
	// Client.ProxyCallback, as the CAS server reaches it (its pgtUrl, spec
	// §2.5.4; see AllowHTTPLoopback). With it every sign-in asks for a
	// proxy-granting ticket, for ProxyTicket. Some servers refuse the sign-in
	// with INVALID_PROXY_CALLBACK when they can't reach it. Not with CAS1 and
	// SAML11.
	ProxyCallback string
	// Grants is where proxy-granting tickets wait; a MemoryGrants of its own
	// if nil.
	Grants Grants
	// ProxyChains are the ways by which tickets may come through other
	// services. If empty, none may (CVE-2012-1104), and the server is asked at
	// /serviceValidate, which refuses such tickets, instead of /proxyValidate.
	// Not with CAS1 and SAML11.
	ProxyChains []ProxyChain

	// Backend is the URL of the CAS server for this program's own questions,
	// where it is reached by another way than browsers take; the server URL if
	// empty. The same holds for it (see New).
	Backend string
	// Retries is how many times more the server is asked, at most 5, when it
	// says INVALID_TICKET, as servers of several machines do that do not all
	// know a fresh ticket at once, or when no connection to it could be made.
	// Nothing else is asked a second time: a ticket is good for one attempt
	// (spec §3.1.1), and an attempt of which no answer came may have been it.
	// 0 asks once. Every wrong ticket that somebody sends costs as many
	// questions.
	Retries int
	// RetryDelay is how long to wait before the first of the Retries, and
	// twice as long before each further one; 100 ms if 0.
	RetryDelay time.Duration

	// HTTPClient asks the CAS server; nil is a client with the default
	// transport. It is copied: its redirect policy and its cookie jar are not
	// used, because an answer from elsewhere proves nothing. A private
	// certificate authority belongs into its Transport.
	HTTPClient *http.Client
	// Timeout bounds one validation, its turn (see MaxValidations), connection,
	// body and Retries included, and the time that Sessions get before it and to
	// end what a logout ends; 10 s if 0.
	Timeout time.Duration
	// MaxBody is the largest answer that is read, in bytes; 1 MiB if 0.
	MaxBody int64
	// MaxValidations is how many validations may be under way at once, 256 if
	// 0; others wait for their turn, not longer than half of Timeout. Whoever sends
	// a ticket, which may be made up, causes one: this bounds what a flood of
	// them costs the server and this program. It does not tell visitors apart;
	// a limit for each address belongs into the reverse proxy, which sees all
	// of them.
	MaxValidations int
	// UserAgent is sent to the CAS server; a fixed text with the module's
	// address if empty. There have been servers that drop requests without.
	UserAgent string

	// Sessions keeps who is signed in; a MemorySessions of its own if nil.
	// Clients of different CAS servers must not share one: jdupont of one
	// server would pass for jdupont of the other.
	Sessions Sessions
	// IdleTimeout ends a session that has not been used so long; 2 h if 0.
	IdleTimeout time.Duration
	// Lifetime ends every session this long after sign-in; 12 h if 0.
	Lifetime time.Duration
	// CookieName is the session cookie's name without the __Host- prefix,
	// "cas" if empty. Services that share a host need different ones. Over
	// plain HTTP (see AllowHTTPLoopback) there is no prefix and the service's
	// port is appended instead, for browsers share cookies between the ports
	// of one machine.
	CookieName string
	// CookieKeys sign the short-lived cookies that remember where a visitor
	// wanted to go, and the like: at least 32 secret random bytes each, newest first; the
	// first signs, all verify. If empty, New draws one, which is right for a
	// single process: a visitor who comes back to another one, or after a
	// restart, lands on Home.
	CookieKeys [][]byte
	// Home is the path on the service's origin where a sign-in ends that began
	// at the CAS server or whose page is not known any more; if empty, "/", below
	// Prefix.
	Home string
	// Prefix is the path, such as /notes, that a reverse proxy takes off every
	// request before this program sees it: without it, visitors would come back
	// from signing in to another program's pages. The service URL, Home and
	// what Logout is given are as visitors see them in any case, and New refuses a
	// service URL that is not below it. Empty if the proxy hands paths on as they
	// are; http.StripPrefix needs none.
	Prefix string

	// KeepForms is the largest form, in bytes, that is kept for a visitor
	// whose session had ended when she sent it; 0 keeps none, and 1 MiB is the
	// most. When she has signed in again, and is the one who was signed in
	// before, a page offers to send it. Forms with files are not kept, nor
	// those of other sites or in another encoding than UTF-8. They wait in
	// Forms, a quarter of an hour, 4 of one visitor; a second cookie remembers,
	// in no readable form, who was signed in.
	KeepForms int64
	// Forms is where they wait; a MemoryForms of its own if nil. A service
	// that runs in several processes and brings none shows who comes back to
	// another process that her form could not be kept.
	Forms Forms

	// OnLogin is called when a ticket has proved who the visitor is, before
	// the session begins. An error refuses the sign-in and goes to OnError as
	// it is: this is the place to send away those who are unknown here. It may
	// change p, such as take User from an attribute; left empty, User is nobody,
	// and ErrNobody. The request is a copy without query and Referer, which hold
	// the ticket.
	OnLogin func(r *http.Request, p *Principal) error
	// OnError writes the answer when a sign-in fails or the session store
	// does; nil is a plain page in French or English, or JSON for scripts,
	// with ErrorStatus(err). It must not redirect to LoginURL: a server that
	// keeps sending bad tickets would make that a loop. The request is a copy
	// without query and Referer, which may hold the ticket.
	OnError func(w http.ResponseWriter, r *http.Request, err error)

	// OnLogout is called when a visitor has signed out, here or, by what the
	// CAS server says, there: a message that names a ticket is told of,
	// whether or not a session of it was left. err, which wraps ErrSessions,
	// says that the store failed to end what it should; those sessions go on
	// until they are over. The request is a copy without query and Referer,
	// its body has been read.
	OnLogout func(r *http.Request, kind LogoutKind, err error)
	// Logger is told of sign-ins, refusals, logouts and failures of the
	// stores; nil logs nothing. No record holds a name or a ticket; what a store
	// or OnLogin says in its errors is left to the hooks, but for what went wrong
	// on the network.
	Logger *slog.Logger

	// LogoutSenders are the addresses from which back-channel logout messages
	// are believed; those of others are answered alike and do nothing. If
	// empty, who sends one is not looked at: it takes the ticket in any case,
	// but each that is made up costs Sessions a question, up to 100 a message.
	LogoutSenders []netip.Prefix
	// TrustedProxies are the addresses of the reverse proxies in front of this
	// program. X-Forwarded-For, -Host, -Proto and -Port of a request are believed
	// if it comes from one of them, and no others. They must be headers that the
	// proxy sets or removes itself. If empty, the headers are nothing.
	TrustedProxies []netip.Prefix

	// Origins are further origins at which this service is reached, such as
	// https://notes.example.net, with the configured one's path for the
	// callback. If there are any, the Host of a request, or what
	// TrustedProxies say of it, chooses among them and the configured one,
	// and other ones are refused with ErrService: behind a proxy that ends
	// TLS, TrustedProxies must name it. If empty, there is one, whatever a
	// request says.
	Origins []string
	// GuardLogins accepts only tickets of sign-ins that began here and in the
	// same browser: without it, a link with somebody else's ticket signs a
	// visitor in as somebody else, who then reads what she writes (login
	// CSRF). It adds a random parameter cas-state to the service URL, which
	// the CAS server must accept, and so tells tabs apart. It is not for
	// portals whose links bring a ticket; links without one begin a sign-in
	// here and work.
	GuardLogins bool

	// AllowHTTPLoopback lets the server's and the service's URL be http
	// instead of https if their host is localhost, ::1 or in 127.0.0.0/8: for
	// development and tests. Nothing allows http elsewhere.
	AllowHTTPLoopback bool

	// Now is the clock; time.Now if nil.
	Now func() time.Time
}

// fill puts the defaults where nothing is set, makes the slices its own, and
// refuses what makes no sense.
func (o *Options) fill() error {
	setDefault(&o.Timeout, defaultTimeout)
	setDefault(&o.MaxBody, defaultMaxBody)
	setDefault(&o.UserAgent, defaultUserAgent)
	setDefault(&o.CookieName, defaultCookieName)
	setDefault(&o.Home, o.Prefix+defaultHome)
	setDefault(&o.IdleTimeout, defaultIdleTimeout)
	setDefault(&o.Lifetime, defaultLifetime)
	setDefault(&o.RetryDelay, defaultRetryDelay)
	setDefault(&o.MaxValidations, defaultValidations)
	setDefault(&o.ClockTolerance, defaultTolerance)
	clock := o.Now
	if clock == nil {
		clock = time.Now
	}
	// Without the monotonic clock, which stands still while the machine sleeps:
	// sessions would outlive the night in a laptop that is shut.
	o.Now = func() time.Time { return clock().Round(0) }
	if o.Sessions == nil {
		o.Sessions = new(MemorySessions)
	}
	if o.Grants == nil {
		o.Grants = new(MemoryGrants)
	}
	if o.Forms == nil {
		o.Forms = new(MemoryForms)
	}
	if len(o.CookieKeys) == 0 {
		key := make([]byte, minKey)
		rand.Read(key) // never fails
		o.CookieKeys = [][]byte{key}
	}
	// What the caller does with its slices from now on, such as wiping the
	// keys, must not change ours.
	keys := o.CookieKeys
	o.CookieKeys = make([][]byte, len(keys))
	for i, key := range keys {
		o.CookieKeys[i] = slices.Clone(key)
	}
	o.LogoutSenders, o.TrustedProxies = slices.Clone(o.LogoutSenders), slices.Clone(o.TrustedProxies)
	return o.check()
}

// check refuses what makes no sense.
func (o *Options) check() error {
	switch {
	case validatePaths[o.Protocol] == "":
		return errors.New("unknown Protocol")
	case o.JSON && o.Protocol != CAS3 && o.Protocol != CAS2:
		return errors.New("JSON, which the Protocol does not have")
	case o.Method != "" && o.Method != http.MethodGet && o.Method != http.MethodPost:
		return errors.New("a Method that is neither GET nor POST")
	case o.MaxAge != 0 && o.Protocol == CAS1:
		return errors.New("a MaxAge, and CAS1 has no dates")
	case (o.ProxyCallback != "" || len(o.ProxyChains) > 0) && o.Protocol != CAS3 && o.Protocol != CAS2:
		return errors.New("proxies, which the Protocol does not have")
	case o.MaxAge < 0 || o.ClockTolerance < 0 || o.Timeout < 0 || o.MaxBody < 0 || o.IdleTimeout < 0 || o.Lifetime < 0:
		return errors.New("a negative limit")
	case o.MaxValidations < 0 || o.MaxValidations > maxValidations:
		return errors.New("a MaxValidations below nothing or above 65,536")
	case o.KeepForms < 0 || o.KeepForms > maxKeepForms:
		return errors.New("a KeepForms below nothing or above 1 MiB")
	case o.Retries < 0 || o.Retries > maxRetries || o.RetryDelay < 0:
		return fmt.Errorf("fewer than 0 or more than %d Retries, or a negative RetryDelay", maxRetries)
	case o.Prefix != "" && (!localPath(o.Prefix) || strings.HasSuffix(o.Prefix, "/") || strings.ContainsAny(o.Prefix, "?#")):
		return errors.New("the Prefix is not a path on this site without a slash at its end")
	case !localPath(o.Home):
		return errors.New("the Home is not a path on this site")
	case (&http.Cookie{Name: o.CookieName, Value: "x"}).Valid() != nil:
		return errors.New("the CookieName is not a cookie name")
	}
	if o.ProxyCallback != "" {
		if _, err := absolute(o.ProxyCallback, o.AllowHTTPLoopback); err != nil {
			return fmt.Errorf("the ProxyCallback: %w", err)
		}
	}
	for _, key := range o.CookieKeys {
		if len(key) < minKey {
			return fmt.Errorf("a CookieKey of less than %d bytes", minKey)
		}
	}
	return nil
}

func setDefault[T comparable](v *T, otherwise T) {
	var zero T
	if *v == zero {
		*v = otherwise
	}
}
