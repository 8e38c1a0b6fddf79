package store

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"database/sql"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A database is a Store in an SQL database. Its statements are those that
// SQLite and PostgreSQL share.
type database struct {
	db     *sql.DB
	swift  *sql.DB           // for writes that a power cut may undo; db where all are the same
	types  *strings.Replacer // of migrations
	lock   string            // at the beginning of a transaction that writes; "" where BEGIN locks
	number bool              // placeholders are $1, $2 and so on, and not ?
	values int               // of one statement, where many rows are written at once
	tidyUp string            // after something was erased; "" for nothing
	key    []byte
	now    func() time.Time
	swept  atomic.Int64 // when sessions that are over were last erased, in milliseconds

	soon tidying
}

// A tidying is what is to be tidied up soon, once for all who ask for it.
type tidying struct {
	mu    sync.Mutex
	timer *time.Timer // nil while nobody asks
}

// start makes what is missing.
func (s *database) start(ctx context.Context) error {
	if err := s.migrate(ctx); err != nil {
		return err
	}
	return s.within(ctx, func(tx *sql.Tx) error {
		err := s.row(ctx, tx, `SELECT value FROM secrets WHERE name = 'pseudonyms'`).Scan(&s.key)
		if !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		s.key = make([]byte, 32)
		_, _ = rand.Read(s.key) // it never fails
		return s.exec(ctx, tx, `INSERT INTO secrets (name, value) VALUES ('pseudonyms', ?)`, s.key)
	})
}

func (s *database) Key() []byte { return s.key }

// Close tidies up and closes the database.
func (s *database) Close() error {
	s.soon.stop()
	err := s.tidy(context.Background())
	if s.swift != s.db {
		err = errors.Join(err, s.swift.Close())
	}
	return errors.Join(err, s.db.Close())
}

// tidy lets go of what was erased.
func (s *database) tidy(ctx context.Context) error {
	if s.tidyUp == "" {
		return nil
	}
	_, err := s.db.ExecContext(ctx, s.tidyUp)
	return named(err)
}

// tidySoon tidies up within a second: to do it for each of a hundred first
// sign-ins takes longer than they do. What fails is done by the next.
func (s *database) tidySoon() {
	if s.tidyUp == "" {
		return
	}
	s.soon.mu.Lock()
	defer s.soon.mu.Unlock()
	if s.soon.timer != nil {
		return
	}
	s.soon.timer = time.AfterFunc(time.Second, func() {
		s.soon.stop()
		_ = s.tidy(context.Background())
	})
}

func (t *tidying) stop() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.timer != nil {
		t.timer.Stop()
	}
	t.timer = nil
}

// within runs a function in a transaction.
func (s *database) within(ctx context.Context, do func(*sql.Tx) error) error {
	return s.transact(ctx, s.db, do)
}

// transact is within on one of the database's two doors.
func (s *database) transact(ctx context.Context, db *sql.DB, do func(*sql.Tx) error) (err error) {
	defer func() { err = named(err) }()
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if s.lock != "" {
		if _, err := tx.ExecContext(ctx, s.lock); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	if err := do(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// sql writes a statement as the database wants it. No statement has a question
// mark but for a value.
func (s *database) sql(query string) string {
	if !s.number {
		return query
	}
	parts := strings.Split(query, "?")
	var b strings.Builder
	for i, part := range parts {
		if i > 0 {
			b.WriteString("$" + strconv.Itoa(i))
		}
		b.WriteString(part)
	}
	return b.String()
}

// A queryer is a database or a transaction.
type queryer interface {
	ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error)
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}

func (s *database) row(ctx context.Context, q queryer, query string, args ...any) *sql.Row {
	return q.QueryRowContext(ctx, s.sql(query), args...)
}

func (s *database) exec(ctx context.Context, q queryer, query string, args ...any) error {
	_, err := q.ExecContext(ctx, s.sql(query), args...)
	return named(err)
}

// affected is exec, and says how many rows it changed.
func (s *database) affected(ctx context.Context, q queryer, query string, args ...any) (int, error) {
	res, err := q.ExecContext(ctx, s.sql(query), args...)
	if err != nil {
		return 0, err
	}
	n, err := res.RowsAffected()
	return int(n), err
}

// each calls scan for each row of a query.
func (s *database) each(ctx context.Context, q queryer, scan func(*sql.Rows) error, query string, args ...any) error {
	rows, err := q.QueryContext(ctx, s.sql(query), args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := scan(rows); err != nil {
			return err
		}
	}
	return rows.Err()
}

// pseudonym stands for an account in the audit trail: who has no key can't
// tell whose it is, and the same account always has the same.
func (s *database) pseudonym(school, account string) string {
	m := hmac.New(sha256.New, s.key)
	m.Write([]byte(school + "\x00" + account))
	return hex.EncodeToString(m.Sum(nil)[:8])
}

// note writes an event of the audit trail.
func (s *database) note(ctx context.Context, tx *sql.Tx, by, what, subject, detail string) error {
	return s.exec(ctx, tx, `INSERT INTO events (happened, done_by, what, subject, detail) VALUES (?, ?, ?, ?, ?)`,
		s.now().UnixMilli(), by, what, subject, detail)
}

// Note adds an event of its own.
func (s *database) Note(ctx context.Context, e Event) error {
	return s.within(ctx, func(tx *sql.Tx) error { return s.note(ctx, tx, e.By, e.What, e.Subject, e.Detail) })
}

// Events returns events.
func (s *database) Events(ctx context.Context, skip, limit int) (list []Event, err error) {
	err = s.each(ctx, s.db, func(r *sql.Rows) error {
		var e Event
		var at int64
		if err := r.Scan(&at, &e.By, &e.What, &e.Subject, &e.Detail); err != nil {
			return err
		}
		e.At = time.UnixMilli(at)
		list = append(list, e)
		return nil
	}, `SELECT happened, done_by, what, subject, detail FROM events ORDER BY seq DESC LIMIT ? OFFSET ?`, limit, skip)
	return list, err
}
