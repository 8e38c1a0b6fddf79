package store

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Run returns the run in hand.
func (s *database) Run(ctx context.Context) (Run, error) { return s.openRun(ctx, s.db) }

func (s *database) openRun(ctx context.Context, q queryer) (r Run, err error) {
	var began int64
	var guards string
	err = s.row(ctx, q, `SELECT id, began, began_by, state, school, guards FROM runs WHERE state = ?`, Open).
		Scan(&r.ID, &began, &r.By, &r.State, &r.School, &guards)
	if errors.Is(err, sql.ErrNoRows) {
		return Run{}, ErrNone
	}
	if err != nil {
		return Run{}, err
	}
	r.Began = time.UnixMilli(began)
	return r, json.Unmarshal([]byte(guards), &r.Guards)
}

// Begin begins a run.
func (s *database) Begin(ctx context.Context, by string) (r Run, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if _, err := s.openRun(ctx, tx); !errors.Is(err, ErrNone) {
			return errors.Join(ErrConflict, err)
		}
		r = Run{ID: rand.Text(), Began: s.now(), By: by, State: Open}
		err := s.exec(ctx, tx, `INSERT INTO runs (id, began, began_by, state, school, guards) VALUES (?, ?, ?, ?, '', '{}')`,
			r.ID, r.Began.UnixMilli(), by, r.State)
		return errors.Join(err, s.note(ctx, tx, by, "run.begin", r.ID, ""))
	})
	return r, err
}

// Save keeps the school and the guards of the run in hand.
func (s *database) Save(ctx context.Context, before, r Run, by string) error {
	guards, err := guardsText(r.Guards)
	if err != nil {
		return err
	}
	were, err := guardsText(before.Guards)
	if err != nil {
		return err
	}
	return s.within(ctx, func(tx *sql.Tx) error {
		if open, err := s.openRun(ctx, tx); err != nil || open.ID != r.ID {
			return errors.Join(ErrNone, err)
		}
		n, err := s.affected(ctx, tx, `UPDATE runs SET school = ?, guards = ? WHERE id = ? AND school = ? AND guards = ?`, r.School, guards, r.ID, before.School, were)
		if err == nil && n == 0 {
			err = ErrConflict
		}
		return errors.Join(err, s.note(ctx, tx, by, "run.save", r.ID, "school "+r.School+numbers(r.Guards)))
	})
}

// guardsText writes guards as they are kept: the same ones always alike.
func guardsText(guards map[string]int) (string, error) {
	if len(guards) == 0 {
		return "{}", nil
	}
	b, err := json.Marshal(guards)
	return string(b), err
}

// numbers tells what was typed, without what it was about.
func numbers(guards map[string]int) (text string) {
	for _, name := range slices.Sorted(maps.Keys(guards)) {
		if !strings.Contains(name, " ") {
			text += fmt.Sprintf(", %s %d", name, guards[name])
		}
	}
	return text
}

// lapse forgets what was typed at the guards of the run in hand: a file of a role
// came or went, and the numbers are others.
func (s *database) lapse(ctx context.Context, tx *sql.Tx, role Role) error {
	if role != Roster && role != Accounts {
		return nil
	}
	return s.exec(ctx, tx, `UPDATE runs SET guards = '{}' WHERE state = ?`, Open)
}

// End ends a run.
func (s *database) End(ctx context.Context, run string, how State, by string, p *Publication) error {
	err := s.within(ctx, func(tx *sql.Tx) error {
		n, err := s.affected(ctx, tx, `UPDATE runs SET state = ? WHERE id = ? AND state = ?`, how, run, Open)
		if err == nil && n == 0 {
			err = ErrNone
		}
		if err != nil {
			return err
		}
		if err := s.exec(ctx, tx, `DELETE FROM pieces WHERE file IN (SELECT id FROM files WHERE run = ?)`, run); err != nil {
			return err
		}
		if err := s.exec(ctx, tx, `DELETE FROM files WHERE run = ?`, run); err != nil {
			return err
		}
		if how == Undone {
			if err := s.withdraw(ctx, tx, run, by); err != nil {
				return err
			}
		}
		if p != nil {
			if err := s.publish(ctx, tx, run, p, by); err != nil {
				return err
			}
		}
		return s.note(ctx, tx, by, "run."+string(how), run, "")
	})
	if err != nil {
		return err
	}
	return s.tidy(context.WithoutCancel(ctx)) // it has ended
}

// withdraw takes the decisions of a run back.
func (s *database) withdraw(ctx context.Context, tx *sql.Tx, run, by string) error {
	var list []Decision
	err := s.each(ctx, tx, func(r *sql.Rows) error {
		d := Decision{Run: run, Verdict: Withdrawn, By: by}
		list = append(list, d)
		return r.Scan(&list[len(list)-1].School, &list[len(list)-1].Account)
	}, `SELECT DISTINCT school, account FROM decisions d WHERE run = ? AND verdict <> ? AND
		NOT EXISTS (SELECT 1 FROM decisions e WHERE e.school = d.school AND e.account = d.account AND e.seq > d.seq)`, run, Withdrawn)
	if err != nil {
		return err
	}
	for _, d := range list {
		if _, err := s.say(ctx, tx, d); err != nil {
			return err
		}
	}
	return nil
}
