package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
)

// ErrURL says that a database's URL can't be read. The URL itself, which may
// hold a password, is in no error.
var ErrURL = errors.New("store: not the URL of a PostgreSQL database")

// maxConnections bounds what one process takes of a server's connections, of
// which there are a hundred by default.
const maxConnections = 16

// OpenPostgres opens the store in a PostgreSQL database, for several processes
// on several machines: postgres://user@host/database, or any other URL that
// libpq knows. It makes the tables if they are not there. What is erased from
// them is gone from the server's disk when PostgreSQL vacuums.
func OpenPostgres(ctx context.Context, url string) (Store, error) {
	config, err := pgx.ParseConfig(url)
	if err != nil || !IsPostgres(url) {
		return nil, ErrURL
	}
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(maxConnections)
	db.SetMaxIdleConns(maxConnections)
	db.SetConnMaxIdleTime(5 * time.Minute)
	s := &database{
		db:    db,
		swift: db,
		types: strings.NewReplacer("SERIAL", "BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTES", "BYTEA"),
		// One writer at a time, as in SQLite: what a transaction has read
		// stays true until it ends. The number is this program's own.
		lock:   `SELECT pg_advisory_xact_lock(7310241)`,
		number: true,
		values: 30_000, // it takes 65,535
		now:    time.Now,
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: opening the database %s at %s: %w", config.Database, config.Host, err), db.Close())
	}
	return s, nil
}

// IsPostgres reports whether a text is the URL of a PostgreSQL database.
func IsPostgres(url string) bool {
	return strings.HasPrefix(url, "postgres://") || strings.HasPrefix(url, "postgresql://")
}
