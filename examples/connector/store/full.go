package store

import (
	"errors"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5/pgconn"
	"modernc.org/sqlite"
)

// ErrFull says that the disk is full; nothing was changed.
var ErrFull = errors.New("store: the disk is full")

// What the databases call it.
const (
	sqliteFull   = 13 // SQLITE_FULL
	postgresFull = "53100"
)

// named gives an error of a database that has a name here this name.
func named(err error) error {
	var lite *sqlite.Error
	var postgres *pgconn.PgError
	if errors.As(err, &lite) && lite.Code()&0xff == sqliteFull || errors.As(err, &postgres) && postgres.Code == postgresFull {
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// IsFull reports whether something could not be kept because the disk is full:
// ErrFull, or what the system says of a file.
func IsFull(err error) bool {
	return errors.Is(err, ErrFull) || slices.ContainsFunc(systemFull, func(full error) bool { return errors.Is(err, full) })
}
