package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"time"
)

// piece is how much of a file stands in one row: few enough to hold in memory,
// enough for few rows.
const piece = 256 << 10

// AddFile keeps a file.
func (s *database) AddFile(ctx context.Context, f File, content io.Reader) (File, error) {
	f.ID, f.Added = rand.Text(), s.now()
	err := s.within(ctx, func(tx *sql.Tx) error {
		if r, err := s.openRun(ctx, tx); err != nil || r.ID != f.Run {
			return errors.Join(ErrNone, err)
		}
		err := s.exec(ctx, tx, `INSERT INTO files (id, run, role, name, size, digest, people, added, added_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
			f.ID, f.Run, f.Role, f.Name, f.Size, f.Digest, f.Rows, f.Added.UnixMilli(), f.By)
		if err != nil {
			return err
		}
		if err := s.addPieces(ctx, tx, f.ID, content); err != nil {
			return err
		}
		if err := s.lapse(ctx, tx, f.Role); err != nil {
			return err
		}
		return s.note(ctx, tx, f.By, "file.add", f.ID, fmt.Sprintf("%s, %d bytes, %d rows", f.Role, f.Size, f.Rows))
	})
	if err != nil {
		return File{}, err
	}
	return f, nil
}

func (s *database) addPieces(ctx context.Context, tx *sql.Tx, id string, content io.Reader) error {
	buf := make([]byte, piece)
	for n := 0; ; n++ {
		k, err := io.ReadFull(content, buf)
		if k > 0 {
			if err := s.exec(ctx, tx, `INSERT INTO pieces (file, n, content) VALUES (?, ?, ?)`, id, n, buf[:k]); err != nil {
				return err
			}
		}
		switch {
		case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
			return nil
		case err != nil:
			return err
		}
	}
}

// TakeFile says what an unread file is for.
func (s *database) TakeFile(ctx context.Context, id string, role Role, rows int, by string) error {
	return s.within(ctx, func(tx *sql.Tx) error {
		n, err := s.affected(ctx, tx, `UPDATE files SET role = ?, people = ? WHERE id = ? AND role IN (?, ?) AND run IN (SELECT id FROM runs WHERE state = ?)`,
			role, rows, id, Received, ReceivedAfter, Open)
		if err == nil && n == 0 {
			err = ErrNone
		}
		return errors.Join(err, s.lapse(ctx, tx, role), s.note(ctx, tx, by, "file.read", id, fmt.Sprintf("%s, %d rows", role, rows)))
	})
}

// Files returns a run's files.
func (s *database) Files(ctx context.Context, run string) (list []File, err error) {
	err = s.each(ctx, s.db, func(r *sql.Rows) error {
		f := File{Run: run}
		var added int64
		if err := r.Scan(&f.ID, &f.Role, &f.Name, &f.Size, &f.Digest, &f.Rows, &added, &f.By); err != nil {
			return err
		}
		f.Added = time.UnixMilli(added)
		list = append(list, f)
		return nil
	}, `SELECT id, role, name, size, digest, people, added, added_by FROM files WHERE run = ? ORDER BY seq`, run)
	return list, err
}

// OpenFile returns a file's content.
func (s *database) OpenFile(ctx context.Context, id string) (io.ReadCloser, error) {
	var n int
	if err := s.row(ctx, s.db, `SELECT COUNT(*) FROM files WHERE id = ?`, id).Scan(&n); err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, ErrNone
	}
	return &fileReader{ctx: ctx, s: s, id: id}, nil
}

// A fileReader reads a file piece by piece. Its context is that of the request
// which opened it, for io.Reader has none.
type fileReader struct {
	ctx  context.Context
	s    *database
	id   string
	n    int
	rest []byte
}

func (f *fileReader) Read(p []byte) (int, error) {
	if len(f.rest) == 0 {
		err := f.s.row(f.ctx, f.s.db, `SELECT content FROM pieces WHERE file = ? AND n = ?`, f.id, f.n).Scan(&f.rest)
		if errors.Is(err, sql.ErrNoRows) {
			return 0, io.EOF
		}
		if err != nil {
			return 0, err
		}
		f.n++
	}
	k := copy(p, f.rest)
	f.rest = f.rest[k:]
	return k, nil
}

func (f *fileReader) Close() error { return nil }

// RemoveFile erases a file.
func (s *database) RemoveFile(ctx context.Context, id, by string) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		var role Role
		if err := s.row(ctx, tx, `SELECT role FROM files WHERE id = ?`, id).Scan(&role); errors.Is(err, sql.ErrNoRows) {
			return ErrNone
		} else if err != nil {
			return err
		}
		if err := s.exec(ctx, tx, `DELETE FROM pieces WHERE file = ?`, id); err != nil {
			return err
		}
		if err := s.lapse(ctx, tx, role); err != nil {
			return err
		}
		n, err := s.affected(ctx, tx, `DELETE FROM files WHERE id = ?`, id)
		if err == nil && n == 0 {
			err = ErrNone
		}
		return errors.Join(err, s.note(ctx, tx, by, "file.remove", id, ""))
	})
	if err != nil {
		return err
	}
	return s.tidy(ctx)
}
