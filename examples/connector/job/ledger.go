package job

import (
	"errors"

	"github.com/entlink/entlink/matcher"
)

// Ledger makes the ledger of what people decided, as the commands match and
// decide read it: the verdicts that stand, and none that is to be looked at
// again.
func (s *State) Ledger() (*matcher.Ledger, error) {
	l := &matcher.Ledger{}
	var errs []error
	for _, c := range s.Cases {
		switch {
		case c.Standing == Same:
			errs = append(errs, l.Confirm(c.Decision, c.Last.Person, c.Last.At))
		case c.Standing == Nobody, c.Standing == Taken && c.Said():
			errs = append(errs, l.Refuse(c.Decision, c.Last.At, known(c.Decision)...))
		}
	}
	return l, errors.Join(errs...)
}

// known are the candidates who have an identifier: of the others no ledger can
// keep anything.
func known(d matcher.Decision) (ids []string) {
	for _, c := range d.Candidates {
		if c.Person.ID != "" {
			ids = append(ids, c.Person.ID)
		}
	}
	return ids
}
