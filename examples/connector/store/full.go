package store

import (
	"errors"
	"fmt"

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
