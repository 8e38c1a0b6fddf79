package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// accountsView is the page on which any account is looked up, and a link that
// the evidence made is taken away.
type accountsView struct {
	Text  string
	Found int
	Rows  []accountRow
}

// An accountRow is one account and whose it is.
type accountRow struct {
	Account, Text string
	Standing      string // key: "linked", "absent", or "case-" and a job.Standing
	Case          bool   // it has a page of its own
	Person        string // whose it is, in words
	Why           string
	Guid          string
	Seen          int64
}

// maxAccounts bounds what a search lists.
const maxAccounts = 50

func viewAccounts(w wording.Words, st *job.State, text string) accountsView {
	v := accountsView{Text: text}
	key := matcher.Fold(text)
	if key == "" {
		return v
	}
	for a := range st.All() {
		if strings.TrimSpace(text) != a.ID && !named(a, key) {
			continue
		}
		if v.Found++; len(v.Rows) < maxAccounts {
			v.Rows = append(v.Rows, viewAccount(w, st, a))
		}
	}
	return v
}

func viewAccount(w wording.Words, st *job.State, a matcher.Person) accountRow {
	row := accountRow{Account: a.ID, Text: details(w, a), Standing: "absent", Seen: st.Last(a.ID).Seq}
	if c, ok := st.Case(a.ID); ok {
		row.Case, row.Standing = true, "case-"+string(c.Standing)
	}
	owner, ok := st.Owner(a.ID)
	if !ok {
		return row
	}
	p, _ := st.Person(owner)
	row.Person, row.Guid = details(w, p), owner
	if d, ok := st.Decision(a.ID); ok && !row.Case {
		row.Standing = "linked"
		row.Why = sentence(matcher.Explain(w.Lang, d.Candidates[0].Reasons))
	}
	return row
}

func (s *Site) accountsPage(w http.ResponseWriter, r *http.Request) error {
	c, ok, err := s.matched(w, r)
	if err != nil || !ok {
		return err
	}
	p := s.page(r, "cases", "accounts-title")
	p.Body = viewAccounts(p.words, c.state, r.URL.Query().Get("texte"))
	s.show(w, http.StatusOK, "accounts", p)
	return nil
}

// unlink keeps that an account is not the person's to whom the evidence links
// it. It is a case then, where that can be taken back.
func (s *Site) unlink(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errBadForm
	}
	c, ok, err := s.deciding(w, r)
	if err != nil || !ok {
		return err
	}
	account, person := r.PostForm.Get("compte"), r.PostForm.Get("personne")
	by, _ := visitor(r.Context())
	d := store.Decision{Run: c.run.ID, School: c.state.School, Account: account, Verdict: store.Other, Refused: []string{person}, By: by}
	said := url.Values{"compte": {account}, "fait": {account}}
	if repeats(d, c.state.Last(account)) {
		return s.redirect(w, r, "/homonymes/cas", said)
	}
	found, ok := c.state.Decision(account)
	if _, isCase := c.state.Case(account); isCase || !ok || found.Status != matcher.Linked || found.Candidates[0].Person.ID != person {
		return errLate
	}
	d.Evidence = job.Case{Decision: found}.Seen(s.store.Key())
	if _, err := s.store.Decide(r.Context(), d, c.state.Last(account).Seq); errors.Is(err, store.ErrConflict) {
		return s.decidedMeanwhile(w, r, d)
	} else if err != nil {
		return err
	}
	return s.redirect(w, r, "/homonymes/cas", said)
}
