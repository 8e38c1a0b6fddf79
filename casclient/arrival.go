package casclient

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"net/http"
	"time"
)

// arrivalLifetime is how long a sign-in may be under way: a validation and what
// Options.OnLogin does.
const arrivalLifetime = 10 * time.Minute

// vouched validates a ticket while a session of nobody stands for it, and for
// the proxy-granting ticket that came of it: a message may name either alone.
// arrivals are for begin and, in any case, for depart.
func (c *Client) vouched(r *http.Request, ticket, service string) (p *Principal, arrivals []string, err error) {
	arrive := func(ctx context.Context, ticket string) error {
		id, err := c.arrive(ctx, ticket)
		if err == nil {
			arrivals = append(arrivals, id)
		}
		return err
	}
	p, err = c.validateOnce(r.Context(), ticket, service, func(ctx context.Context) error { return arrive(ctx, ticket) })
	if err == nil && p.Grant != "" {
		err = arrive(r.Context(), string(p.Grant))
	}
	return p, arrivals, err
}

// arrive puts a session of nobody into the store, for as long as a ticket is
// being validated. The server may tell of a logout before the visitor's session
// is there, and tell another process: that finds this one by its ticket and
// ends it, and begin sees that it is gone. No cookie opens it: the secret of
// its id is nowhere.
func (c *Client) arrive(ctx context.Context, ticket string) (id string, err error) {
	raw := make([]byte, idBytes)
	rand.Read(raw) // never fails
	now := c.opts.Now()
	s := Session{
		ID:          hex.EncodeToString(raw),
		Ticket:      hash(ticket),
		Created:     now,
		Seen:        now,
		Expires:     now.Add(arrivalLifetime + c.opts.Timeout),
		IdleTimeout: arrivalLifetime + c.opts.Timeout,
	}
	if err := c.sessions.Create(ctx, s); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSessions, err)
	}
	return s.ID, nil
}

// arrived reports whether no logout message has ended what arrive began.
func (c *Client) arrived(r *http.Request, ids []string) (bool, error) {
	for _, id := range ids {
		if _, ok, err := c.sessions.Find(r.Context(), id, c.opts.Now()); err != nil {
			return false, fmt.Errorf("%w: %w", ErrSessions, err)
		} else if !ok {
			return false, nil
		}
	}
	return true, nil
}

// depart ends what arrive began. A store that can't drops it when its time is
// up.
func (c *Client) depart(r *http.Request, ids ...string) {
	ctx, cancel := c.ending(r)
	defer cancel()
	for _, id := range ids {
		if err := c.sessions.Delete(ctx, id); err != nil {
			c.logStore(ctx, logFailed, err)
		}
	}
}
