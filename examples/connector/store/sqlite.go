package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite", without cgo
)

// ErrOpenFolder says that the data folder can be read by others.
var ErrOpenFolder = errors.New("store: others can read the folder")

// ErrNewer says that the data were written by a later version of the program.
var ErrNewer = errors.New("store: the data are those of a later version")

// fileName is the database in the data folder. SQLite puts two more beside it
// while it works.
const fileName = "connector.sqlite"

// OpenSQLite opens the store in a folder, which it makes, for its owner alone, if it
// is not there. Several processes of one machine may have it open.
func OpenSQLite(ctx context.Context, dir string) (Store, error) {
	if err := Private(dir); err != nil {
		return nil, err
	}
	path, err := filepath.Abs(filepath.Join(dir, fileName))
	if err != nil {
		return nil, err
	}
	// FULL: a decision that was confirmed to somebody survives a power cut too.
	db, err := openSQLite(path, "FULL")
	if err != nil {
		return nil, err
	}
	// NORMAL: whose session a power cut takes signs in again. To wait for the disk
	// would take most of the time of a sign-in.
	swift, err := openSQLite(path, "NORMAL")
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	s := &database{
		db:     db,
		swift:  swift,
		types:  strings.NewReplacer("SERIAL", "INTEGER PRIMARY KEY AUTOINCREMENT", "BYTES", "BLOB"),
		values: 900,                               // the driver looks for each value among all of them
		tidyUp: `PRAGMA wal_checkpoint(TRUNCATE)`, // the log holds what was erased from the tables
		now:    time.Now,
	}
	if err := s.start(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: opening %s: %w", path, err), swift.Close(), db.Close())
	}
	return s, nil
}

// openSQLite opens a database whose transactions are on disk as synchronous says.
// What is erased is overwritten, for it names children.
func openSQLite(path, synchronous string) (*sql.DB, error) {
	query := "?_txlock=immediate&_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=synchronous(" + synchronous + ")" +
		"&_pragma=foreign_keys(1)&_pragma=secure_delete(1)"
	db, err := sql.Open("sqlite", "file:"+(&url.URL{Path: filepath.ToSlash(path)}).EscapedPath()+query)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(max(4, runtime.NumCPU()))
	return db, nil
}

// Private makes a folder for its owner alone, if it is not there, and refuses one
// that others can look into with ErrOpenFolder.
func Private(dir string) error {
	st, err := os.Stat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return os.MkdirAll(dir, 0o700)
	case err != nil:
		return err
	case !st.IsDir():
		return &fs.PathError{Op: "open", Path: dir, Err: errors.New("not a folder")}
	case st.Mode().Perm()&0o077 != 0 && runtime.GOOS != "windows": // which has no such bits
		return fmt.Errorf("%w: %s", ErrOpenFolder, dir)
	}
	return nil
}
