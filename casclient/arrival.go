package casclient

import (
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

// arrivalLifetime is how long a sign-in may be under way: a validation and what
// Options.OnLogin does.
const arrivalLifetime = 10 * time.Minute

// arrive puts a session of nobody into the store, for as long as a ticket is
// being validated. The server may tell of a logout before the visitor's session
// is there, and tell another process: that finds this one by its ticket and
// ends it, and begin sees that it is gone. No cookie opens it: the secret of
// its id is nowhere.
func (c *Client) arrive(r *http.Request, ticket string) (id string, err error) {
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
	if err := c.sessions.Create(r.Context(), s); err != nil {
		return "", fmt.Errorf("%w: %w", ErrSessions, err)
	}
	return s.ID, nil
}

// arrived reports whether no logout message has ended what arrive began.
func (c *Client) arrived(r *http.Request, id string) (bool, error) {
	_, ok, err := c.sessions.Find(r.Context(), id, c.opts.Now())
	if err != nil {
		return false, fmt.Errorf("%w: %w", ErrSessions, err)
	}
	return ok, nil
}

// depart ends what arrive began, if it did. A store that can't drops it when
// its time is up.
func (c *Client) depart(r *http.Request, id string) {
	if id == "" {
		return
	}
	ctx, cancel := c.ending(r)
	defer cancel()
	if c.sessions.Delete(ctx, id) != nil {
		c.log(ctx, slog.LevelError, logFailed)
	}
}
