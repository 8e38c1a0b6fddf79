package casclient

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// A Session is one browser's sign-in as a store keeps it. It holds neither
// the cookie's value nor the tickets, only their SHA-256 hashes in hexadecimal:
// who reads the store can't take a session over. A store keeps all fields.
type Session struct {
	ID          string        // hash of the cookie's value
	Ticket      string        // hash of the ticket that began it, which single logout names
	GrantTicket string        // hash of the proxy-granting ticket, which it may name too; "" if none
	Principal   Principal     // who it is, without Grant
	Grant       []byte        // the proxy-granting ticket, which only the cookie's value can open; nil if none
	Created     time.Time     // when the sign-in was
	Seen        time.Time     // when it was last used; at first Created
	Expires     time.Time     // when it ends in any case
	IdleTimeout time.Duration // how long after Seen it ends
}

// Over reports whether the session has ended at the time now.
func (s *Session) Over(now time.Time) bool {
	return !now.Before(s.Expires) || now.Sub(s.Seen) >= s.IdleTimeout
}

// Sessions is where sessions are kept. MemorySessions is one; a service that
// runs in several processes brings one that they share, and package sessiontest
// checks it. Methods are called concurrently, Find with the context of a
// visitor's request, so that a store that may hang sets a limit itself. Errors are
// for a store that does not work, not for a session that does not exist.
//
// While a ticket is being validated there is a session of it that is nobody's,
// with an empty Principal, so that a logout message finds what it is about
// though the visitor's own session is not there yet. Anyone can send tickets:
// a store that has room for so many ends nobody else's session for one of these.
type Sessions interface {
	// Create keeps a new session. Its ID is random and not yet there.
	Create(ctx context.Context, s Session) error
	// Find returns the session with that ID, and false if there is none or it
	// is Over at the time now. In the same step it moves Seen to now, of a
	// session that exists and never of one that is being deleted. A store may
	// leave Seen alone while it is less than a minute behind.
	Find(ctx context.Context, id string, now time.Time) (Session, bool, error)
	// Delete ends the session with that ID, if there is one.
	Delete(ctx context.Context, id string) error
	// DeleteTicket ends the sessions whose Ticket or GrantTicket is that hash,
	// if there are any. It is never empty. They end in one step: as long as
	// Find finds one of them, a session that Create adds is not missed.
	DeleteTicket(ctx context.Context, ticket string) error
}

// hash is what is stored instead of a secret. Both secrets are long and
// random (spec §3.7), so nothing slower is needed.
func hash(secret string) string {
	text := hashText(secret)
	return string(text[:])
}

func hashText(secret string) (text [2 * sha256.Size]byte) {
	var buf [64]byte // a session id's text fits, and needs no copy elsewhere
	sum := sha256.Sum256(append(buf[:0], secret...))
	hex.Encode(text[:], sum[:])
	return text
}

// idBytes is the entropy of a session id: 256 bits. The id is ours and has
// nothing to do with the ticket (CVE-2010-2795).
const idBytes = 32

// begin makes a session for the principal, sets its cookie and ends the
// session that the browser had before: an id that somebody planted never
// becomes a signed-in one. arrivals are what arrive has put into the store.
func (c *Client) begin(w http.ResponseWriter, r *http.Request, p *Principal, ticket string, arrivals []string) error {
	raw := make([]byte, idBytes)
	rand.Read(raw) // never fails
	id := base64.RawURLEncoding.EncodeToString(raw)
	now := c.opts.Now()
	s := Session{
		ID:          hash(id),
		Ticket:      hash(ticket),
		Principal:   *p,
		Grant:       seal(id, p.Grant),
		Created:     now,
		Seen:        now,
		Expires:     now.Add(c.opts.Lifetime),
		IdleTimeout: c.opts.IdleTimeout,
	}
	s.Principal.Grant = ""
	if p.Grant != "" {
		s.GrantTicket = hash(string(p.Grant))
	}
	if err := c.sessions.Create(r.Context(), s); err != nil {
		return fmt.Errorf("%w: %w", ErrSessions, err)
	}
	// A logout message may have come since the server vouched for her: it has
	// ended the session, or an arrival is gone.
	if ok, err := c.arrived(r, arrivals); err != nil || !ok {
		c.depart(r, s.ID)
		return cmp.Or(err, ErrSignedOut)
	}
	if err := c.end(r); err != nil {
		return err
	}
	c.setCookie(w, c.opts.CookieName, id, 0)
	c.rememberUser(w, p.User)
	return nil
}

// end deletes the session of the request, if any: those that identify would
// find. The cookie is the caller's.
func (c *Client) end(r *http.Request) error {
	ids := sessionIDs(make([]string, 0, maxCookies), r, c.opts.CookieName)
	if len(ids) == 0 {
		return nil
	}
	ctx, cancel := c.ending(r)
	defer cancel()
	for _, id := range ids {
		if err := c.sessions.Delete(ctx, hash(id)); err != nil {
			return fmt.Errorf("%w: %w", ErrSessions, err)
		}
	}
	return nil
}

// ending is the context in which sessions are ended. It outlives the request:
// CAS servers do not wait for the answer to a logout message, and who clicks
// and closes the window is to be signed out all the same.
func (c *Client) ending(r *http.Request) (context.Context, context.CancelFunc) {
	return context.WithTimeout(context.WithoutCancel(r.Context()), c.opts.Timeout)
}

// A visit is the context of a request whose visitor is signed in: one
// allocation for the context and for who it is.
type visit struct {
	context.Context
	principal Principal
}

// Value implements context.Context.
func (v *visit) Value(key any) any {
	if key == (principalKey{}) {
		return &v.principal
	}
	return v.Context.Value(key)
}

// identify returns the request with who is signed in in its context, and the
// request itself and false if nobody is.
func (c *Client) identify(r *http.Request) (*http.Request, bool, error) {
	var buf [maxCookies]string
	now := c.opts.Now()
	for _, id := range sessionIDs(buf[:0], r, c.opts.CookieName) {
		var s Session
		ok, err := c.find(r.Context(), id, now, &s)
		if err != nil {
			return r, false, fmt.Errorf("%w: %w", ErrSessions, err)
		}
		if ok && now.Before(s.Expires) && s.Principal.User != "" { // or it is an arrival
			v := &visit{r.Context(), s.Principal}
			if s.Grant != nil {
				v.principal.Grant = unseal(id, s.Grant)
			}
			return r.WithContext(v), true, nil
		}
	}
	return r, false, nil
}

// find asks the store for the session of a cookie's value. Every request waits
// for it, so the store in memory is asked without making a string of the hash.
func (c *Client) find(ctx context.Context, id string, now time.Time, s *Session) (ok bool, err error) {
	key := hashText(id)
	if m, is := c.sessions.(*MemorySessions); is {
		return m.find(key[:], now, s), nil
	}
	*s, ok, err = c.sessions.Find(ctx, string(key[:]), now)
	return ok, err
}

// sessionIDs appends to ids, up to its capacity, the values of the cookies of
// a name that look like ours. It is http.Request.CookiesNamed without a cookie
// made of each.
func sessionIDs(ids []string, r *http.Request, name string) []string {
	for _, line := range r.Header["Cookie"] {
		for line != "" && len(ids) < cap(ids) {
			var pair string
			pair, line, _ = strings.Cut(line, ";")
			value, ok := strings.CutPrefix(strings.TrimLeft(pair, " "), name)
			if ok && value != "" && value[0] == '=' && sessionID(value[1:]) {
				ids = append(ids, value[1:])
			}
		}
	}
	return ids
}

// sessionID reports whether a cookie's value has the length of an id of ours;
// about others no store is asked.
func sessionID(s string) bool { return len(s) == (idBytes*8+5)/6 }
