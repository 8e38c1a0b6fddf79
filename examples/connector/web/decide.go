package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// decide keeps a verdict. It is on disk when the visitor sees the next page.
func (s *Site) decide(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errBadForm
	}
	c, ok, err := s.deciding(w, r)
	if err != nil || !ok {
		return err
	}
	by, _ := visitor(r.Context())
	account, choice := r.PostForm.Get("compte"), r.PostForm.Get("choix")
	the, ok := c.state.Case(account)
	if !ok {
		if d := (store.Decision{Verdict: store.Withdrawn, By: by}); choice == "annuler" && repeats(d, c.state.Last(account)) {
			return s.backToAccount(w, r, account)
		}
		return errLate
	}
	d, err := verdict(c.state, the, choice)
	if err != nil {
		return err
	}
	d.Run, d.By, d.Evidence = c.run.ID, by, the.Seen(s.store.Key())
	err = store.ErrConflict
	switch shown := r.PostForm.Get("vu"); {
	case shown == "":
		return s.showCase(w, r, http.StatusUnprocessableEntity, c.state, the, "unticked")
	case shown == the.Shown(s.store.Key()):
		_, err = s.store.Decide(r.Context(), d, the.Last.Seq)
	case strings.HasPrefix(shown, strconv.FormatInt(the.Last.Seq, 10)+"-") && !repeats(d, the.Last):
		return s.showCase(w, r, http.StatusConflict, c.state, the, "case-changed")
	}
	switch {
	case errors.Is(err, store.ErrConflict):
		return s.decidedMeanwhile(w, r, d)
	case errors.Is(err, store.ErrTaken):
		return errTaken
	case err != nil:
		return err
	}
	return s.afterDecision(w, r, d, the)
}

// deciding is matched for whoever is to decide something: it leads her to the guards
// while what is decided would take the place of another school's.
func (s *Site) deciding(w http.ResponseWriter, r *http.Request) (c *current, ok bool, err error) {
	c, ok, err = s.matched(w, r)
	if ok && c.strange() {
		return nil, false, s.redirect(w, r, "/rapprochement", nil)
	}
	return c, ok, err
}

// strange reports whether the files may be those of another school than the run
// before of this UAI, and nobody has said that they are not.
func (c *current) strange() bool {
	return slices.ContainsFunc(c.state.Closed(c.run.Guards), func(g job.Guard) bool { return g.Name == job.Links })
}

// afterDecision leads on: to the next case, or to the one whose decision was
// taken back.
func (s *Site) afterDecision(w http.ResponseWriter, r *http.Request, d store.Decision, the job.Case) error {
	q := filterOf(r.PostForm).values()
	q.Set("fait", d.Account)
	switch {
	case d.Verdict == store.Withdrawn && the.Status == matcher.Linked: // the evidence links it again, so it is no case
		return s.backToAccount(w, r, d.Account)
	case d.Verdict == store.Withdrawn:
		q.Set("compte", d.Account)
		return s.redirect(w, r, "/homonymes/cas", q)
	}
	q.Set("apres", d.Account)
	return s.redirect(w, r, "/homonymes/suivant", q)
}

func (s *Site) backToAccount(w http.ResponseWriter, r *http.Request, account string) error {
	return s.redirect(w, r, "/comptes", url.Values{"texte": {account}})
}

// repeats reports whether a decision was the last one already: a form that is
// sent twice says nothing new.
func repeats(d, last store.Decision) bool {
	return last.Seq > 0 && d.By == last.By && d.Verdict == last.Verdict && d.Person == last.Person && slices.Equal(d.Refused, last.Refused)
}

// decidedMeanwhile answers a decision that came after another one: by showing
// that one, or as if it were the first, if it is the same.
func (s *Site) decidedMeanwhile(w http.ResponseWriter, r *http.Request, d store.Decision) error {
	c, ok, err := s.matched(w, r)
	if err != nil || !ok {
		return err
	}
	the, ok := c.state.Case(d.Account)
	switch {
	case repeats(d, c.state.Last(d.Account)):
		return s.afterDecision(w, r, d, the)
	case !ok:
		return errDecided
	}
	return s.showCase(w, r, http.StatusConflict, c.state, the, "decided-meanwhile")
}

// showCase shows a case again whose choice was not kept; alert is the key of why.
func (s *Site) showCase(w http.ResponseWriter, r *http.Request, status int, st *job.State, the job.Case, alert string) error {
	p := s.page(r, "cases", "case")
	v := s.viewCase(p, st, the, filterOf(r.PostForm))
	v.Alert = alert
	p.Body = v
	s.show(w, status, "case", p)
	return nil
}

var (
	errDecided = &pageError{http.StatusConflict, "decided-meanwhile", "decided-meanwhile-text", nil}
	errTaken   = &pageError{http.StatusConflict, "taken-meanwhile", "taken-meanwhile-text", nil}
)

// verdict makes a decision of a form's choice.
func verdict(st *job.State, c job.Case, choice string) (store.Decision, error) {
	d := store.Decision{School: st.School, Account: c.Account.ID}
	person, same := strings.CutPrefix(choice, "meme:")
	switch {
	case same:
		if !slices.ContainsFunc(c.Candidates, func(p matcher.Candidate) bool { return p.Person.ID == person && person != "" }) {
			return d, errLate
		}
		if _, taken := st.Holder(person, c.Account.ID); taken {
			return d, errTaken
		}
		d.Verdict, d.Person, d.Beside = store.Same, person, st.Beside(person, c.Account.ID)
	case choice == "autre":
		d.Verdict = store.Other
		for _, p := range c.Candidates {
			d.Refused = append(d.Refused, p.Person.ID)
		}
	case choice == "plus-tard":
		d.Verdict = store.Later
	case choice == "annuler":
		d.Verdict = store.Withdrawn
	default:
		return d, errBadForm
	}
	return d, nil
}
