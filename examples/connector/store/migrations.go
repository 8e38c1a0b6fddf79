package store

import (
	"context"
	"database/sql"
	"fmt"
)

// migrations make the tables, one step after the other. A step that was
// released is never changed. SERIAL and BYTES stand for what each database
// calls them.
var migrations = []string{`
CREATE TABLE secrets (name TEXT PRIMARY KEY, value BYTES NOT NULL);
CREATE TABLE runs (
	id TEXT PRIMARY KEY,
	began BIGINT NOT NULL,
	began_by TEXT NOT NULL,
	state TEXT NOT NULL,
	school TEXT NOT NULL,
	guards TEXT NOT NULL
);
CREATE UNIQUE INDEX one_open_run ON runs (state) WHERE state = 'open';
CREATE TABLE files (
	seq SERIAL,
	id TEXT NOT NULL UNIQUE,
	run TEXT NOT NULL REFERENCES runs (id),
	role TEXT NOT NULL,
	name TEXT NOT NULL,
	size BIGINT NOT NULL,
	digest TEXT NOT NULL,
	people BIGINT NOT NULL,
	added BIGINT NOT NULL,
	added_by TEXT NOT NULL
);
CREATE TABLE pieces (
	file TEXT NOT NULL REFERENCES files (id),
	n BIGINT NOT NULL,
	content BYTES NOT NULL,
	PRIMARY KEY (file, n)
);
CREATE TABLE decisions (
	seq SERIAL,
	run TEXT NOT NULL,
	school TEXT NOT NULL,
	account TEXT NOT NULL,
	verdict TEXT NOT NULL,
	person TEXT NOT NULL,
	refused TEXT NOT NULL,
	evidence TEXT NOT NULL,
	said_by TEXT NOT NULL,
	said BIGINT NOT NULL
);
CREATE INDEX decisions_of_account ON decisions (school, account, seq);
CREATE INDEX decisions_of_person ON decisions (school, person);
CREATE TABLE events (
	seq SERIAL,
	happened BIGINT NOT NULL,
	done_by TEXT NOT NULL,
	what TEXT NOT NULL,
	subject TEXT NOT NULL,
	detail TEXT NOT NULL
);
`, `
CREATE TABLE links (
	school TEXT NOT NULL,
	account TEXT NOT NULL,
	person TEXT NOT NULL,
	rev BIGINT NOT NULL,
	run TEXT NOT NULL,
	published BIGINT NOT NULL,
	standing TEXT NOT NULL,
	facts TEXT NOT NULL,
	said TEXT NOT NULL,
	causes TEXT NOT NULL,
	judged_by TEXT NOT NULL,
	judged BIGINT NOT NULL,
	PRIMARY KEY (school, account)
);
CREATE UNIQUE INDEX links_of_person ON links (person, school);
CREATE TABLE sessions (token TEXT PRIMARY KEY, content BYTES NOT NULL, ends BIGINT NOT NULL);
CREATE INDEX sessions_by_end ON sessions (ends);
`, `
CREATE TABLE clock (seen BIGINT NOT NULL);
INSERT INTO clock (seen) SELECT COALESCE(MAX(happened), 0) FROM events;
`}

// migrate brings the tables up to date, each step whole or not at all.
func (s *database) migrate(ctx context.Context) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		return s.exec(ctx, tx, `CREATE TABLE IF NOT EXISTS schema_steps (step BIGINT PRIMARY KEY)`)
	})
	if err != nil {
		return err
	}
	for i, step := range migrations {
		err := s.within(ctx, func(tx *sql.Tx) error {
			var done int
			if err := s.row(ctx, tx, `SELECT COUNT(*) FROM schema_steps WHERE step = ?`, i+1).Scan(&done); err != nil || done > 0 {
				return err
			}
			if _, err := tx.ExecContext(ctx, s.types.Replace(step)); err != nil {
				return err
			}
			return s.exec(ctx, tx, `INSERT INTO schema_steps (step) VALUES (?)`, i+1)
		})
		if err != nil {
			return fmt.Errorf("store: migration %d: %w", i+1, err)
		}
	}
	var last int
	if err := s.row(ctx, s.db, `SELECT MAX(step) FROM schema_steps`).Scan(&last); err != nil {
		return err
	}
	if last > len(migrations) {
		return fmt.Errorf("%w (its tables are those of step %d, and %d is the last known here)", ErrNewer, last, len(migrations))
	}
	return nil
}
