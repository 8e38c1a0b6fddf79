package web

import (
	"errors"
	"net/http"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// mineView is the page of somebody's own account.
type mineView struct {
	Name     string
	Accounts []mineRow
	Contact  string
}

// A mineRow is one account of hers, or why she does not get it.
type mineRow struct {
	Account, School, Profile string
	Open                     bool   // she lands on it
	Why                      string // what contradicts, in words; "" if somebody refused the link
}

// ownAccount is where everybody lands who is no administrator: on the account
// that was decided for her identifier in the last run that was ended, if what
// the ENT says of her at the first sign-in does not contradict it.
func (s *Site) ownAccount(w http.ResponseWriter, r *http.Request) error {
	g := guestOf(r)
	if g.principal == nil { // came in by a link, which is for administrators
		return &pageError{http.StatusForbidden, "mine-none", "mine-no-ent", nil}
	}
	links, err := s.checked(r, g)
	if err != nil {
		return err
	}
	p := s.page(r, "mine", "mine")
	v := mineView{Name: g.name, Contact: s.options.Contact}
	status := http.StatusForbidden
	for _, l := range links {
		row := mineRow{Account: l.Account, School: l.School, Profile: profile(p.words, matcher.Person{Profiles: l.Facts.Profiles})}
		switch l.Standing {
		case store.Agreed, store.Released:
			row.Open, status = true, http.StatusOK
		case store.Stopped:
			row.Why = sentence(matcher.Explain(p.words.Lang, reasons(l.Causes)))
		}
		v.Accounts = append(v.Accounts, row)
	}
	p.Body = v
	s.show(w, status, "mine", p)
	return nil
}

// checked returns the links of somebody who signed in, those compared with what
// the ENT says whose first sign-in this is.
func (s *Site) checked(r *http.Request, g guest) ([]store.Link, error) {
	person := join.Identifier(g.principal.User)
	links, err := s.store.Links(r.Context(), person)
	if err != nil {
		return nil, err
	}
	of := join.Said(g.principal.Attributes.ENT())
	said := store.Facts{Last: of.Last, First: of.First, Born: of.Born, Profiles: of.Profiles}
	changed := false
	for _, l := range links {
		if l.Standing != store.Fresh {
			continue
		}
		changed = true
		l.Standing = store.Agreed
		if against := job.Contradictions(l, said, s.store.Key()); len(against) > 0 {
			l.Standing, l.Said, l.Causes = store.Stopped, said, codes(against)
		}
		// Of two sign-ins at once one is the first, and both get its answer.
		if err := s.store.Judge(r.Context(), l, ""); err != nil && !errors.Is(err, store.ErrConflict) {
			return nil, err
		}
	}
	if !changed {
		return links, nil
	}
	return s.store.Links(r.Context(), person)
}

func codes(reasons []matcher.Reason) (list []string) {
	for _, r := range reasons {
		list = append(list, string(r))
	}
	return list
}

func reasons(codes []string) (list []matcher.Reason) {
	for _, c := range codes {
		list = append(list, matcher.Reason(c))
	}
	return list
}
