package store

import (
	"context"
	"database/sql"
	"errors"
	"time"

	"github.com/alexedwards/scs/v2"
)

// sessions keeps sessions in the database, for scs. Its tokens must be digests
// already (scs.SessionManager.HashTokenInStore).
type sessions struct{ s *database }

var _ scs.CtxStore = sessions{}

// Sessions keeps sessions beside the rest.
func (s *database) Sessions() scs.CtxStore { return sessions{s} }

// FindCtx returns a session that is not over.
func (x sessions) FindCtx(ctx context.Context, token string) (content []byte, ok bool, err error) {
	err = x.s.row(ctx, x.s.db, `SELECT content FROM sessions WHERE token = ? AND ends > ?`, token, x.s.now().UnixMilli()).Scan(&content)
	if errors.Is(err, sql.ErrNoRows) {
		return nil, false, nil
	}
	return content, err == nil, err
}

// CommitCtx keeps a session. After a power cut its owner may have to sign in again.
func (x sessions) CommitCtx(ctx context.Context, token string, content []byte, ends time.Time) error {
	x.sweep(ctx)
	return x.s.exec(ctx, x.s.swift, `INSERT INTO sessions (token, content, ends) VALUES (?, ?, ?)
		ON CONFLICT (token) DO UPDATE SET content = excluded.content, ends = excluded.ends`, token, content, ends.UnixMilli())
}

// sweepEvery is how often sessions that are over are erased: anybody can add some,
// of tickets that he has made up, and a day of them would fill the disk.
const sweepEvery = 5 * time.Minute

// sweep erases sessions that are over, if it is time. What it can't the next one
// will; no sign-in fails by it.
func (x sessions) sweep(ctx context.Context) {
	now, last := x.s.now().UnixMilli(), x.s.swept.Load()
	if now-last >= sweepEvery.Milliseconds() && x.s.swept.CompareAndSwap(last, now) {
		_ = x.s.exec(ctx, x.s.swift, `DELETE FROM sessions WHERE ends < ?`, now)
	}
}

// DeleteCtx ends a session, if it is there; no power cut brings it back.
func (x sessions) DeleteCtx(ctx context.Context, token string) error {
	return x.s.exec(ctx, x.s.db, `DELETE FROM sessions WHERE token = ?`, token)
}

// Find is FindCtx.
func (x sessions) Find(token string) ([]byte, bool, error) {
	return x.FindCtx(context.Background(), token)
}

// Commit is CommitCtx.
func (x sessions) Commit(token string, content []byte, ends time.Time) error {
	return x.CommitCtx(context.Background(), token, content, ends)
}

// Delete is DeleteCtx.
func (x sessions) Delete(token string) error { return x.DeleteCtx(context.Background(), token) }
