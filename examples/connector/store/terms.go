package store

import (
	"context"
	"database/sql"
	"fmt"
	"time"
)

// Terms of what is kept: the law leaves three months for the files of a run that
// nobody ended (arrêté du 30 novembre 2006, article 6); a decision is used again next
// September, a link until the import after that, and logs are kept for a year at most.
const (
	WorkTerm     = 90 * 24 * time.Hour
	DecisionTerm = 15 * 30 * 24 * time.Hour
	LinkTerm     = DecisionTerm
	EventTerm    = 365 * 24 * time.Hour
)

// ClockTrust is how far the clock may be ahead of the latest use that the store knows
// of, for what is past its term to be erased without asking. A summer is longer; but
// to ask once in September costs a click, and what a wrong clock erases is gone.
const ClockTrust = 6 * 7 * 24 * time.Hour

// Purged counts what Purge erased.
type Purged struct{ Runs, Files, Decisions, Events, Links int }

// A ClockError says that Expire erased nothing, for the clock may be wrong.
type ClockError struct {
	Now, Seen time.Time // by the clock: now, and at the latest use
	Due       Purged    // what would have been erased
}

func (e *ClockError) Error() string {
	return fmt.Sprintf("store: the clock is %.0f days ahead of the latest use", e.Now.Sub(e.Seen).Hours()/24)
}

// A due is rows that are past their term.
type due struct {
	rows  string // of which table, and which
	until int64
	count func(*Purged) *int
}

// dueRows are what is past its term: runs and their files that began before a moment,
// the rest at now.
func dueRows(before, now time.Time) []due {
	term := func(d time.Duration) int64 { return now.Add(-d).UnixMilli() }
	return []due{
		{`files WHERE run IN (SELECT id FROM runs WHERE began < ?)`, before.UnixMilli(), func(p *Purged) *int { return &p.Files }},
		{`runs WHERE began < ?`, before.UnixMilli(), func(p *Purged) *int { return &p.Runs }},
		{`decisions WHERE said < ?`, term(DecisionTerm), func(p *Purged) *int { return &p.Decisions }},
		{`events WHERE happened < ?`, term(EventTerm), func(p *Purged) *int { return &p.Events }},
		{`links WHERE published < ?`, term(LinkTerm), func(p *Purged) *int { return &p.Links }},
	}
}

// Purge erases what is past its term. Somebody asked for it, so its clock is right.
func (s *database) Purge(ctx context.Context, before, now time.Time) (Purged, error) {
	return s.erase(ctx, before, now, func(*sql.Tx) error { return nil })
}

// Expire erases what is past its term, if the clock may be believed.
func (s *database) Expire(ctx context.Context, now time.Time) (Purged, error) {
	before := now.Add(-WorkTerm)
	return s.erase(ctx, before, now, func(tx *sql.Tx) error {
		var seen int64
		if err := s.row(ctx, tx, `SELECT seen FROM clock`).Scan(&seen); err != nil {
			return err
		}
		if now.Sub(time.UnixMilli(seen)) <= ClockTrust {
			return nil
		}
		would, err := s.due(ctx, tx, before, now)
		if err == nil && would != (Purged{}) {
			err = &ClockError{now, time.UnixMilli(seen), would}
		}
		return err
	})
}

// erase purges unless may says no, and notes the use. A clock that went back is noted
// too: what it dates is past its term as soon as it is right again, which then asks.
func (s *database) erase(ctx context.Context, before, now time.Time, may func(*sql.Tx) error) (p Purged, err error) {
	err = s.within(ctx, func(tx *sql.Tx) error {
		if err := may(tx); err != nil {
			return err
		}
		if p, err = s.purge(ctx, tx, before, now); err != nil {
			return err
		}
		return s.exec(ctx, tx, `UPDATE clock SET seen = ?`, now.UnixMilli())
	})
	if err != nil {
		return Purged{}, err
	}
	return p, s.tidy(ctx)
}

// due counts what purge would erase.
func (s *database) due(ctx context.Context, tx *sql.Tx, before, now time.Time) (p Purged, err error) {
	for _, d := range dueRows(before, now) {
		if err := s.row(ctx, tx, `SELECT COUNT(*) FROM `+d.rows, d.until).Scan(d.count(&p)); err != nil {
			return p, err
		}
	}
	return p, nil
}

// purge erases.
func (s *database) purge(ctx context.Context, tx *sql.Tx, before, now time.Time) (p Purged, err error) {
	err = s.exec(ctx, tx, `DELETE FROM pieces WHERE file IN (SELECT id FROM files WHERE run IN (SELECT id FROM runs WHERE began < ?))`, before.UnixMilli())
	if err != nil {
		return p, err
	}
	for _, d := range dueRows(before, now) {
		if *d.count(&p), err = s.affected(ctx, tx, `DELETE FROM `+d.rows, d.until); err != nil {
			return p, err
		}
	}
	if err := s.exec(ctx, tx, `DELETE FROM sessions WHERE ends < ?`, now.UnixMilli()); err != nil {
		return p, err
	}
	if p == (Purged{}) {
		return p, nil
	}
	return p, s.note(ctx, tx, "", "purge", "", "")
}
