package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
)

// A Publication is what a run says of its accounts, to become links.
type Publication struct {
	School string
	// Owners are the accounts of the run's lists and the identifiers of the
	// people whose they are, "" for nobody's; other accounts keep their links. They
	// are gone through twice, and are the same both times. Nil for no accounts.
	Owners   iter.Seq2[string, string]
	Accounts int // how many there are
	// Facts tells those of an account that is somebody's. It is asked where a
	// link is new.
	Facts func(account string) Facts
	Seen  int64 // the Seq of the latest decision that is in it
	// Progress, if not nil, is called with how many of the Accounts are done, from
	// one goroutine.
	Progress func(done, total int)
}

// ofBatch is a condition. PostgreSQL joins with VALUES; it would search a list
// within IN (?, ?) for each row of the table, from its beginning.
const ofBatch = ` WHERE school = ? AND account IN (SELECT column1 FROM (VALUES %s) AS v)`

// A standingLink is what publish has to know of a link that is there.
type standingLink struct {
	person, facts string
	standing      Standing
}

// settled reports whether somebody has judged it, or its owner has signed in.
func (l standingLink) settled() bool { return l.standing != Fresh && l.standing != Stopped }

// publish makes a publication's links those that count. A pair that stood
// before keeps its standing, unless nobody has judged it yet.
func (s *database) publish(ctx context.Context, tx *sql.Tx, run string, p *Publication, by string) error {
	var last int64
	if err := s.row(ctx, tx, `SELECT COALESCE(MAX(seq), 0) FROM decisions WHERE school = ?`, p.School).Scan(&last); err != nil {
		return err
	}
	if last > p.Seen {
		return ErrConflict
	}
	c, err := s.compare(ctx, tx, p)
	if err != nil {
		return err
	}
	total := p.Accounts
	same := total - len(c.fresh)
	progress := func(done int) {
		if p.Progress != nil {
			p.Progress(min(done, total), total)
		}
	}
	// First all that go, since a person may have moved to another account.
	for list := range slices.Chunk(c.gone, s.values) {
		if err := s.exec(ctx, tx, `DELETE FROM links`+fmt.Sprintf(ofBatch, marks(len(list), "(?)")), append([]any{p.School}, list...)...); err != nil {
			return err
		}
	}
	now := s.now().UnixMilli()
	if err := s.redate(ctx, tx, run, now, p.School, c); err != nil {
		return err
	}
	progress(same)
	for list := range slices.Chunk(c.fresh, s.values/3) {
		args := append(make([]any, 0, 6+3*len(list)), p.School, now, run, now, string(Fresh))
		for _, l := range list {
			args = append(args, l.account, l.person, l.facts)
		}
		// What is the same in all rows is written once.
		err := s.exec(ctx, tx, `INSERT INTO links (school, account, person, rev, run, published, standing, facts, said, causes, judged_by, judged)
			SELECT CAST(? AS TEXT), column1, column2, CAST(? AS BIGINT), CAST(? AS TEXT), CAST(? AS BIGINT), CAST(? AS TEXT), column3, '{}', '[]', '', 0
			FROM (VALUES `+marks(len(list), "(?, ?, ?)")+`) AS v`, args...)
		if err != nil {
			return err
		}
		same += len(list)
		progress(same)
	}
	return s.note(ctx, tx, by, "links.publish", run, fmt.Sprintf("%d accounts, %d linked", c.accounts, len(c.kept)+len(c.fresh)))
}

// redate gives the links that stay as they are a new date.
func (s *database) redate(ctx context.Context, tx *sql.Tx, run string, now int64, school string, c comparison) error {
	const set = `UPDATE links SET run = ?, published = ?`
	if c.others == 0 {
		return s.exec(ctx, tx, set+` WHERE school = ?`, run, now, school)
	}
	for list := range slices.Chunk(c.kept, s.values) {
		if err := s.exec(ctx, tx, set+fmt.Sprintf(ofBatch, marks(len(list), "(?)")), append([]any{run, now, school}, list...)...); err != nil {
			return err
		}
	}
	return nil
}

// marks are the places of n rows of values in a statement.
func marks(n int, one string) string { return strings.TrimSuffix(strings.Repeat(one+", ", n), ", ") }

// A comparison is what a publication changes.
type comparison struct {
	gone  []any // accounts whose link goes
	kept  []any // accounts whose link stays as it is, and gets a new date
	fresh []freshLink
	// others is how many links are left that the publication does not speak of.
	others   int
	accounts int
}

// A freshLink is one to be written.
type freshLink struct{ account, person, facts string }

// compare finds what a publication changes.
func (s *database) compare(ctx context.Context, tx *sql.Tx, p *Publication) (c comparison, err error) {
	had, accountOf := map[string]standingLink{}, map[string]string{}
	err = s.each(ctx, tx, func(r *sql.Rows) error {
		var account string
		var l standingLink
		err := r.Scan(&account, &l.person, &l.standing, &l.facts)
		had[account], accountOf[l.person] = l, account
		return err
	}, `SELECT account, person, standing, facts FROM links WHERE school = ?`, p.School)
	if err != nil || p.Owners == nil {
		c.others = len(had)
		return c, err
	}
	// Of what is said twice the last counts, as in everything that is decided.
	lastOf, lastFor := make(map[string]int, p.Accounts), make(map[string]int, p.Accounts)
	for account, person := range p.Owners {
		lastOf[account], lastFor[person] = c.accounts, c.accounts
		c.accounts++
	}
	c.fresh = make([]freshLink, 0, max(0, p.Accounts-len(had)))
	gone := map[string]bool{}
	i := -1
	for account, person := range p.Owners {
		if i++; lastOf[account] != i {
			continue
		}
		old, ok := had[account]
		if person == "" || lastFor[person] != i {
			gone[account] = ok
			continue
		}
		same := ok && old.person == person
		if same && old.settled() {
			c.kept = append(c.kept, account)
			continue
		}
		facts, err := json.Marshal(p.Facts(account))
		if err != nil {
			return c, err
		}
		if same && old.standing == Fresh && old.facts == string(facts) {
			c.kept = append(c.kept, account)
			continue
		}
		gone[account] = ok
		// Somebody may hold an account that this run's lists do not have: what
		// was decided last counts.
		if other, ok := accountOf[person]; ok {
			gone[other] = true
		}
		c.fresh = append(c.fresh, freshLink{account, person, string(facts)})
	}
	for account, there := range gone {
		if there {
			c.gone = append(c.gone, account)
		}
	}
	c.others = len(had) - len(c.gone) - len(c.kept)
	// In the order of the index new rows come side by side.
	slices.SortFunc(c.fresh, func(a, b freshLink) int { return cmp.Compare(a.account, b.account) })
	return c, nil
}
