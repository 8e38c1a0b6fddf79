// Package session keeps the sessions of people who signed in through the ENT in
// any store that alexedwards/scs knows: a database, Redis, or memory. Several
// processes that share the store share the sign-ins, and a logout message that
// reaches one of them ends the session at all.
package session

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/entlink/entlink/casclient"
)

// CAS keeps casclient's sessions in a store of scs. Such a store can neither
// find the sessions of a ticket nor change one only if it is still there; so
// one session takes three entries:
//
//	session HASH    the session, and the marks of its tickets
//	ticket HASH     a random mark, and the ID of the last session with it
//	seen HASH       when the session was last used
//
// A session counts as long as its tickets' marks are those that it began with.
// A logout message takes the ticket's entry away: in one step, at every
// process, and before a session of it that is just being made. Moving the time
// of the last use never writes the session itself, which somebody may be
// ending.
func CAS(store scs.CtxStore) casclient.Sessions { return sessions{store} }

type sessions struct{ store scs.CtxStore }

// A record is a session as it is kept.
type record struct {
	Session casclient.Session
	Ticket  string `json:",omitempty"` // mark of Session.Ticket
	Grant   string `json:",omitempty"` // mark of Session.GrantTicket
}

const (
	sessionEntry = "session "
	ticketEntry  = "ticket "
	seenEntry    = "seen "
)

// lag is how far the time of the last use may be behind; casclient allows a
// minute.
const lag = 30 * time.Second

// Create implements casclient.Sessions.
func (x sessions) Create(ctx context.Context, s casclient.Session) error {
	// The store has a clock of its own, so it is told how long and not until
	// when. It only has to forget what is over; Find looks at the times.
	ends := time.Now().Add(s.Expires.Sub(s.Created))
	r := record{Session: s}
	var err error
	if r.Ticket, err = x.mark(ctx, s.Ticket, s.ID, ends); err != nil {
		return err
	}
	if s.GrantTicket != "" {
		if r.Grant, err = x.mark(ctx, s.GrantTicket, s.ID, ends); err != nil {
			return err
		}
	}
	content, err := json.Marshal(r)
	if err != nil {
		return err
	}
	return x.store.CommitCtx(ctx, sessionEntry+s.ID, content, ends)
}

// mark returns the mark of a ticket, and makes one if it has none. Where two
// sessions of one ticket begin at once, one of them may find another mark than
// its own, and is over: that is the safe side.
func (x sessions) mark(ctx context.Context, ticket, id string, ends time.Time) (string, error) {
	mark, _, err := x.ticket(ctx, ticket)
	if err != nil {
		return "", err
	}
	if mark == "" {
		mark = rand.Text()
	}
	return mark, x.store.CommitCtx(ctx, ticketEntry+ticket, []byte(mark+" "+id), ends)
}

// ticket returns the mark of a ticket and the last session with it; "" if it has
// none.
func (x sessions) ticket(ctx context.Context, ticket string) (mark, id string, err error) {
	content, _, err := x.store.FindCtx(ctx, ticketEntry+ticket)
	mark, id, _ = strings.Cut(string(content), " ")
	return mark, id, err
}

// Find implements casclient.Sessions.
func (x sessions) Find(ctx context.Context, id string, now time.Time) (casclient.Session, bool, error) {
	content, ok, err := x.store.FindCtx(ctx, sessionEntry+id)
	if err != nil || !ok {
		return casclient.Session{}, false, err
	}
	var r record
	if err := json.Unmarshal(content, &r); err != nil {
		return casclient.Session{}, false, errors.New("session: an entry that is no session")
	}
	s := r.Session
	ok, err = x.stands(ctx, r)
	if err != nil {
		return casclient.Session{}, false, err
	}
	if seen, found, err := x.store.FindCtx(ctx, seenEntry+id); err != nil {
		return casclient.Session{}, false, err
	} else if ms, err := strconv.ParseInt(string(seen), 10, 64); found && err == nil && time.UnixMilli(ms).After(s.Seen) {
		s.Seen = time.UnixMilli(ms)
	}
	if !ok || s.Over(now) {
		return casclient.Session{}, false, x.Delete(ctx, id)
	}
	if now.Sub(s.Seen) > lag {
		s.Seen = now
		ends := time.Now().Add(s.Expires.Sub(now))
		if err := x.store.CommitCtx(ctx, seenEntry+id, strconv.AppendInt(nil, now.UnixMilli(), 10), ends); err != nil {
			return casclient.Session{}, false, err
		}
	}
	return s, true, nil
}

// stands reports whether no logout has named a ticket of the session.
func (x sessions) stands(ctx context.Context, r record) (bool, error) {
	if mark, _, err := x.ticket(ctx, r.Session.Ticket); err != nil || mark != r.Ticket {
		return false, err
	}
	if r.Session.GrantTicket == "" {
		return true, nil
	}
	mark, _, err := x.ticket(ctx, r.Session.GrantTicket)
	return mark == r.Grant, err
}

// Delete implements casclient.Sessions. The other entries hold nothing about
// anybody, and end by themselves.
func (x sessions) Delete(ctx context.Context, id string) error {
	return x.store.DeleteCtx(ctx, sessionEntry+id)
}

// DeleteTicket implements casclient.Sessions. Of sessions that share a ticket,
// all are over with its mark; what is kept of the last is erased at once.
func (x sessions) DeleteTicket(ctx context.Context, ticket string) error {
	mark, id, err := x.ticket(ctx, ticket)
	if err != nil || mark == "" {
		return err
	}
	if err := x.store.DeleteCtx(ctx, ticketEntry+ticket); err != nil {
		return err
	}
	return x.Delete(ctx, id)
}

// CookieKey derives the key of casclient's short-lived cookies from a secret
// that the processes share.
func CookieKey(secret []byte) []byte {
	m := hmac.New(sha256.New, secret)
	m.Write([]byte("cookies of the sign-in"))
	return m.Sum(nil)
}
