package casclient

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// What can go wrong with a ticket, for errors.Is. When the server itself said
// no, the error is a *FailureError instead. No error of this package holds a
// ticket or the name of a user.
var (
	// ErrTicket: the ticket can't be one (empty, too long, characters that no
	// ticket has), or a callback came with several. The server was not asked.
	ErrTicket = errors.New("casclient: not a CAS ticket")
	// ErrNoTicket: the visitor was sent to sign in, came back without a ticket,
	// and did so again. Once may have been a portal's link that was followed
	// instead; sending the visitor a third time would be a loop.
	ErrNoTicket = errors.New("casclient: back from the CAS server without a ticket")
	// ErrCookies: the browser did not send a cookie that it was given a moment
	// before. It refuses cookies, and signing in again would not help.
	ErrCookies = errors.New("casclient: the browser keeps no cookies")
	// ErrNotBegun: Options.GuardLogins accepts only sign-ins that began here,
	// and this one began elsewhere, or too long ago, or in a browser that
	// keeps no cookies. Who is signed in by then goes on to Options.Home instead.
	ErrNotBegun = errors.New("casclient: the sign-in did not begin in this browser")
	// ErrCallback: a mistake of the program's that would be a loop. The service URL
	// leads to Require, to which a visitor came back with a ticket; or sign-ins end
	// where they begin, for it is Options.Home too and leads to Callback without a
	// ticket as well.
	ErrCallback = errors.New("casclient: the service URL has to lead to Callback, and Options.Home elsewhere")
	// ErrService: a service URL, or a request, is not on the origin of the
	// configured one or one of Options.Origins.
	ErrService = errors.New("casclient: service URL of another origin")
	// ErrTransport: no answer came, or not in time, or not with status 200, or
	// it was too large. errors.Is and errors.As find the cause too:
	// context.DeadlineExceeded, a *net.DNSError and the like.
	ErrTransport = errors.New("casclient: no usable answer from the CAS server")
	// ErrNotCAS: the answer is not in a dialect of Options.Protocol: a web
	// page, nothing, a CAS 1 text in answer to CAS 3. The usual causes are a
	// wrong server URL and a server that does not speak that protocol.
	ErrNotCAS = errors.New("casclient: the answer is not a CAS answer")
	// ErrMalformed: the answer breaks the grammar of its dialect: two users,
	// none, a failure and a success, XML that is not well-formed, a SAML
	// assertion for somebody else or for another time.
	// The usual cause is a server that does not escape attribute values, which
	// lets its users choose who they are.
	ErrMalformed = errors.New("casclient: malformed CAS answer")
	// ErrEncoding: the answer is in an encoding that is not read. XML may be in
	// UTF-8, in UTF-16 with a byte order mark, or declare ISO-8859-1,
	// ISO-8859-15, Windows-1252 or US-ASCII; the others are UTF-8. A
	// declaration that the bytes contradict is refused too.
	ErrEncoding = errors.New("casclient: CAS answer in an encoding that is not read")
	// ErrProxied: the ticket came through proxies (spec §2.6) in a chain that
	// Options.ProxyChains does not have; by default it has none
	// (CVE-2012-1104). So does a proxy ticket whose proxies the server does
	// not name.
	ErrProxied = errors.New("casclient: proxied ticket, and its chain of proxies is not allowed")
	// ErrNobody: ProxyTicket was called for nobody, for the visitor is not signed
	// in; or Options.OnLogin left a Principal without User.
	ErrNobody = errors.New("casclient: nobody is signed in")
	// ErrNoPGT: the visitor is signed in, and the CAS server has given no
	// proxy-granting ticket: Options.ProxyCallback is empty, or the server may
	// not or could not reach it.
	ErrNoPGT = errors.New("casclient: no proxy-granting ticket")
	// ErrRenew: Options.Renew asks for a new sign-in, and the server says that
	// it was not one. It does not know renew, or was not asked.
	ErrRenew = errors.New("casclient: the sign-in is not a new one")
	// ErrTooOld: the sign-in is longer ago than Options.MaxAge, or the server
	// does not say when it was, or says that it is still to come.
	ErrTooOld = errors.New("casclient: the sign-in is too old, or of unknown age")
	// ErrProfile: RequireProfile lets others through, and not who this is.
	ErrProfile = errors.New("casclient: not one of the profiles that may see this")
	// ErrSignedOut: the CAS server said that the visitor has signed out there
	// while the sign-in here was still under way.
	ErrSignedOut = errors.New("casclient: signed out at the CAS server meanwhile")
	// ErrSessions: the session store failed. The cause is wrapped too.
	ErrSessions = errors.New("casclient: session store failed")
)

// A FailureError says that the CAS server refused the ticket.
type FailureError struct {
	// Code is INVALID_TICKET, INVALID_SERVICE, INVALID_REQUEST,
	// INTERNAL_ERROR or another one (spec §2.5.3; servers add their own). It
	// is "" if the server gave none that looks like a code.
	Code string
	// Message is the server's text on one line, shortened, with everything
	// that looks like a ticket cut out. It is for operators and not part of
	// Error, because it may name the user: do not show it to visitors.
	Message string
}

// Error gives the code only.
func (e *FailureError) Error() string {
	code := e.Code
	if code == "" {
		code = "it gave no code"
	}
	return "casclient: the CAS server refused the ticket: " + code
}

func newFailure(code, text, ticket string) *FailureError {
	code = redact(strings.TrimSpace(code), ticket)
	if len(code) > 64 || strings.ContainsFunc(code, func(c rune) bool { return c >= utf8.RuneSelf || !ticketByte(byte(c)) }) {
		code = ""
	}
	return &FailureError{Code: code, Message: redact(text, ticket)}
}

// ErrorStatus is the HTTP status that fits what Options.OnError is told: 400
// for what the visitor sent, 500 for ErrCallback, 502 for a server that can't be
// understood, 503 for a session store that failed, and 403 for the rest, which
// the server or Options.OnLogin refused.
func ErrorStatus(err error) int {
	switch {
	case errors.Is(err, ErrTicket), errors.Is(err, ErrNoTicket), errors.Is(err, ErrCookies), errors.Is(err, ErrNotBegun), errors.Is(err, ErrService):
		return http.StatusBadRequest
	case errors.Is(err, ErrCallback):
		return http.StatusInternalServerError
	case errors.Is(err, ErrSessions):
		return http.StatusServiceUnavailable
	case errors.Is(err, ErrTransport), errors.Is(err, ErrNotCAS), errors.Is(err, ErrMalformed), errors.Is(err, ErrEncoding):
		return http.StatusBadGateway
	}
	return http.StatusForbidden
}

// transportFailure makes an ErrTransport of what net/http says.
func transportFailure(err error, ticket string) error {
	for outer := (*url.Error)(nil); errors.As(err, &outer); {
		err = outer.Err // outer's text is the URL, with the ticket
	}
	return fmt.Errorf("%w: %w", ErrTransport, &cause{ownWords(err.Error(), ticket), err})
}

// A cause stands for an error whose text may hold the ticket. errors.Is and
// errors.As look through it; whoever follows Unwrap to print it can't.
type cause struct {
	text string
	err  error
}

func (c *cause) Error() string        { return c.text }
func (c *cause) Is(target error) bool { return errors.Is(c.err, target) }
func (c *cause) As(target any) bool   { return errors.As(c.err, target) }

// ownWords shortens a text of net/http and leaves out what it quotes, in
// quotation marks: headers and status lines of whoever answered, which may
// repeat the question.
func ownWords(s, ticket string) string {
	if i, j := strings.IndexByte(s, '"'), strings.LastIndexByte(s, '"'); i < j {
		s = s[:i] + "…" + s[j+1:]
	}
	if len(ticket) >= shortTicket {
		s = strings.ReplaceAll(s, ticket, "…")
	}
	if len(s) > maxMessage {
		s = strings.ToValidUTF8(s[:maxMessage], "") + "…"
	}
	return s
}

const (
	maxMessage  = 200 // bytes of a server's text that are worth reading
	shortTicket = 6   // a shorter "ticket" is a word, not a secret
	longWord    = 32  // the least length that a ticket is sure to have (spec §3.1.1)
)

// redact makes a server's text fit for an error: one line of printable text,
// without the ticket, without anything that has a ticket's prefix (spec §3;
// django-cas-server puts the PGT into its failures), without long words of
// the ticket alphabet (JWT tickets have no prefix).
func redact(s, ticket string) string {
	if len(ticket) >= shortTicket {
		s = strings.ReplaceAll(s, ticket, "…")
	}
	var b strings.Builder
	for len(s) > 0 && b.Len() < maxMessage {
		n := 0
		for n < len(s) && ticketByte(s[n]) {
			n++
		}
		if n > 0 {
			b.WriteString(redactWord(s[:n]))
			s = s[n:]
			continue
		}
		c, size := utf8.DecodeRuneInString(s)
		if !unicode.IsPrint(c) || c == utf8.RuneError {
			c = ' '
		}
		b.WriteRune(c)
		s = s[size:]
	}
	if s != "" {
		b.WriteString("…")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func redactWord(word string) string {
	upper := strings.ToUpper(word)
	cut := len(word)
	for _, prefix := range []string{"ST-", "PT-", "PGT-", "PGTIOU-", "TGT-", "TGC-", "LT-"} {
		if i := strings.Index(upper, prefix); i >= 0 && i < cut && len(word) > i+len(prefix) {
			cut = i
		}
	}
	switch {
	case cut >= longWord:
		return "…" // a token in which a prefix stands by chance, or none
	case cut == len(word):
		return word
	}
	return word[:cut] + "…"
}
