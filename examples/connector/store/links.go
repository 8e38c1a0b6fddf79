package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// A Standing says how far the check of a link at the first sign-in is.
type Standing string

// The standings of a link. Fresh, Stopped and Refused let nobody in.
const (
	Fresh    Standing = "fresh"    // its owner has not signed in yet
	Agreed   Standing = "agreed"   // what the ENT said at the first sign-in contradicts nothing
	Stopped  Standing = "stopped"  // it contradicts something, and nobody has judged it
	Released Standing = "released" // it contradicts something, and somebody said that it is right
	Refused  Standing = "refused"  // somebody said that it is wrong
)

// Facts are what is told of a person on one side.
type Facts struct {
	Last     string   `json:",omitempty"`
	First    string   `json:",omitempty"`
	Born     string   `json:",omitempty"` // 2013-02-28
	Profiles []string `json:",omitempty"` // as matcher writes them
	// Names and Birth are keyed digests of what the ENT's export said of the
	// person when the link was decided.
	Names string `json:",omitempty"`
	Birth string `json:",omitempty"`
}

// A Link is an account and whose it is.
type Link struct {
	School  string // UAI, "" where the lists name schools themselves
	Account string
	Person  string // identifier in the ENT; in a Publication, "" for an account that is nobody's
	// Account's facts: all of them until the first sign-in has been judged, and
	// afterwards the Profiles alone.
	Facts    Facts
	Standing Standing
	Said     Facts    // by the ENT, while it contradicts; empty otherwise
	Causes   []string // what contradicts: codes of matcher's reasons
	Rev      int64    // grows with each change
	By       string   // who judged it; "" for nobody, or the program
	At       time.Time
}

// linksWhere returns the links of a condition, those judged first in front.
func (s *database) linksWhere(ctx context.Context, q queryer, condition string, args ...any) (list []Link, err error) {
	err = s.each(ctx, q, func(r *sql.Rows) error {
		var l Link
		var facts, said, causes string
		var at int64
		if err := r.Scan(&l.School, &l.Account, &l.Person, &l.Rev, &l.Standing, &facts, &said, &causes, &l.By, &at); err != nil {
			return err
		}
		if at > 0 {
			l.At = time.UnixMilli(at)
		}
		err := errors.Join(json.Unmarshal([]byte(facts), &l.Facts), json.Unmarshal([]byte(said), &l.Said), json.Unmarshal([]byte(causes), &l.Causes))
		list = append(list, l)
		return err
	}, `SELECT school, account, person, rev, standing, facts, said, causes, judged_by, judged FROM links WHERE `+condition+` ORDER BY judged, school, account`, args...)
	return list, err
}

// Links returns the accounts of somebody.
func (s *database) Links(ctx context.Context, person string) ([]Link, error) {
	return s.linksWhere(ctx, s.db, `person = ?`, person)
}

// Owners returns whose the accounts of a school are.
func (s *database) Owners(ctx context.Context, school string) (map[string]string, error) {
	owners := map[string]string{}
	err := s.each(ctx, s.db, func(r *sql.Rows) error {
		var account, person string
		err := r.Scan(&account, &person)
		owners[account] = person
		return err
	}, `SELECT account, person FROM links WHERE school = ?`, school)
	return owners, err
}

// Held returns the links that let nobody in.
func (s *database) Held(ctx context.Context) ([]Link, error) {
	return s.linksWhere(ctx, s.db, `standing IN (?, ?)`, Stopped, Refused)
}

// Judge keeps the standing of a link.
func (s *database) Judge(ctx context.Context, l Link, by string) error {
	if l.Standing != Stopped && l.Standing != Refused { // nothing is left to compare
		l.Facts, l.Said, l.Causes = Facts{Profiles: l.Facts.Profiles}, Facts{}, nil
	}
	facts, err := json.Marshal(l.Facts)
	if err != nil {
		return err
	}
	said, err := json.Marshal(l.Said)
	if err != nil {
		return err
	}
	causes, err := json.Marshal(l.Causes)
	if err != nil {
		return err
	}
	db := s.db
	if by == "" {
		db = s.swift // undone by a power cut, the next sign-in is compared again
	}
	err = s.transact(ctx, db, func(tx *sql.Tx) error {
		n, err := s.affected(ctx, tx, `UPDATE links SET standing = ?, facts = ?, said = ?, causes = ?, judged_by = ?, judged = ?, rev = rev + 1
			WHERE school = ? AND account = ? AND person = ? AND rev = ?`,
			l.Standing, string(facts), string(said), string(causes), by, s.now().UnixMilli(), l.School, l.Account, l.Person, l.Rev)
		if err == nil && n == 0 {
			err = ErrConflict
		}
		if err != nil {
			return err
		}
		return s.note(ctx, tx, by, "sign-in."+string(l.Standing), s.pseudonym(l.School, l.Account), fmt.Sprint(l.Causes))
	})
	if err != nil {
		return err
	}
	if by == "" {
		s.tidySoon()
		return nil
	}
	return s.tidy(ctx)
}
