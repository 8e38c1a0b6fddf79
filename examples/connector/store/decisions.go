package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"
)

// Decide keeps a verdict.
func (s *database) Decide(ctx context.Context, d Decision, after int64) (Decision, error) {
	err := s.within(ctx, func(tx *sql.Tx) (err error) {
		var last int64
		err = s.row(ctx, tx, `SELECT COALESCE(MAX(seq), 0) FROM decisions WHERE school = ? AND account = ?`, d.School, d.Account).Scan(&last)
		if err != nil {
			return err
		}
		if last != after {
			return ErrConflict
		}
		if d.Verdict == Same {
			others, err := s.given(ctx, tx, d)
			if err != nil {
				return err
			}
			if slices.ContainsFunc(others, func(account string) bool { return !slices.Contains(d.Beside, account) }) {
				return ErrTaken
			}
			d.Beside = nil
		}
		d, err = s.say(ctx, tx, d)
		return err
	})
	if err != nil {
		return Decision{}, err
	}
	return d, nil
}

// given returns the other accounts that were given to the person of a verdict.
func (s *database) given(ctx context.Context, tx *sql.Tx, d Decision) (accounts []string, err error) {
	err = s.each(ctx, tx, func(r *sql.Rows) error {
		var account string
		err := r.Scan(&account)
		accounts = append(accounts, account)
		return err
	}, `SELECT account FROM decisions d WHERE school = ? AND person = ? AND verdict = ? AND account <> ? AND
		NOT EXISTS (SELECT 1 FROM decisions e WHERE e.school = d.school AND e.account = d.account AND e.seq > d.seq)`,
		d.School, d.Person, Same, d.Account)
	return accounts, err
}

// say writes a verdict and its event.
func (s *database) say(ctx context.Context, tx *sql.Tx, d Decision) (Decision, error) {
	d.At = s.now()
	refused, err := json.Marshal(d.Refused)
	if err != nil {
		return d, err
	}
	evidence, err := json.Marshal(d.Evidence)
	if err != nil {
		return d, err
	}
	err = s.row(ctx, tx, `INSERT INTO decisions (run, school, account, verdict, person, refused, evidence, said_by, said)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING seq`,
		d.Run, d.School, d.Account, d.Verdict, d.Person, string(refused), string(evidence), d.By, d.At.UnixMilli()).Scan(&d.Seq)
	return d, errors.Join(err, s.note(ctx, tx, d.By, "decision."+string(d.Verdict), s.pseudonym(d.School, d.Account), ""))
}

// Decisions returns the latest verdicts.
func (s *database) Decisions(ctx context.Context, school string) (list []Decision, err error) {
	err = s.each(ctx, s.db, func(r *sql.Rows) error {
		d := Decision{School: school}
		var refused, evidence string
		var at int64
		if err := r.Scan(&d.Seq, &d.Run, &d.Account, &d.Verdict, &d.Person, &refused, &evidence, &d.By, &at); err != nil {
			return err
		}
		d.At = time.UnixMilli(at)
		list = append(list, d)
		last := &list[len(list)-1]
		return errors.Join(json.Unmarshal([]byte(refused), &last.Refused), json.Unmarshal([]byte(evidence), &last.Evidence))
	}, `SELECT seq, run, account, verdict, person, refused, evidence, said_by, said FROM decisions d WHERE school = ? AND
		NOT EXISTS (SELECT 1 FROM decisions e WHERE e.school = d.school AND e.account = d.account AND e.seq > d.seq)
		ORDER BY seq`, school)
	return list, err
}
