package web

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// heldView is the page of the sign-ins that were stopped.
type heldView struct {
	Stopped, Refused []heldRow
}

// A heldRow is one link that lets nobody in, both sides beside each other.
type heldRow struct {
	School, Account string
	Rev             int64  // for the form
	Name            string // of the account
	Why             string
	Rows            []compared
	By, When        string
}

// A stopped is what the template of one link gets.
type stopped struct {
	Page *Page
	Row  heldRow
}

func (s *Site) heldPage(w http.ResponseWriter, r *http.Request) error {
	links, err := s.store.Held(r.Context())
	if err != nil {
		return err
	}
	p := s.page(r, "stops", "stops")
	var v heldView
	for _, l := range links {
		a, said := factsOf(l.Facts), factsOf(l.Said)
		row := heldRow{School: l.School, Account: l.Account, Rev: l.Rev, Name: listName(a),
			Why: sentence(matcher.Explain(p.words.Lang, reasons(l.Causes))), Rows: compareFacts(p.words, a, said), By: l.By, When: p.When(l.At)}
		if l.Standing == store.Stopped {
			v.Stopped = append(v.Stopped, row)
		} else {
			v.Refused = append(v.Refused, row)
		}
	}
	if how := r.URL.Query().Get("fait"); how == string(store.Released) || how == string(store.Refused) {
		p.Note = p.T("judged-" + how)
	}
	p.Body = v
	s.show(w, http.StatusOK, "held", p)
	return nil
}

// compareFacts lays the account and what the ENT said side by side.
func compareFacts(w wording.Words, account, said matcher.Person) []compared {
	var rows side
	rows.add("last", strings.ToUpper(account.Last), strings.ToUpper(said.Last), true)
	rows.add("first", account.First, said.First, true)
	rows.add("profile", profile(w, account), profile(w, said), false)
	rows.add("born", born(w, account), born(w, said), true)
	return rows
}

func factsOf(f store.Facts) matcher.Person {
	return matcher.Person{Last: f.Last, First: f.First, Born: f.Born, Profiles: f.Profiles}
}

// judge keeps what an administrator says of a sign-in that was stopped.
func (s *Site) judge(w http.ResponseWriter, r *http.Request) error {
	if err := r.ParseForm(); err != nil {
		return errBadForm
	}
	standing := map[string]store.Standing{"ouvrir": store.Released, "refuser": store.Refused}[r.PostForm.Get("choix")]
	if standing == "" {
		return errBadForm
	}
	links, err := s.store.Held(r.Context())
	if err != nil {
		return err
	}
	by, _ := visitor(r.Context())
	i := slices.IndexFunc(links, func(l store.Link) bool {
		return l.School == r.PostForm.Get("etablissement") && l.Account == r.PostForm.Get("compte")
	})
	if i < 0 {
		return errAnswered
	}
	l := links[i]
	said := url.Values{"fait": {string(standing)}}
	if l.Standing == standing && l.By == by { // sent twice
		return s.redirect(w, r, "/connexions", said)
	}
	switch r.PostForm.Get("vu") {
	case "":
		return errUnticked
	case strconv.FormatInt(l.Rev, 10):
	default:
		return errAnswered
	}
	l.Standing = standing
	if err := s.store.Judge(r.Context(), l, by); errors.Is(err, store.ErrConflict) {
		return errAnswered
	} else if err != nil {
		return err
	}
	return s.redirect(w, r, "/connexions", said)
}

// errUnticked is for an answer without the tick that says that both sides were
// compared, which not every browser insists on.
var errUnticked = &pageError{http.StatusUnprocessableEntity, "unticked", "unticked-text", nil}

// errAnswered is for an answer to a sign-in that does not wait for it as the
// page had it.
var errAnswered = &pageError{http.StatusConflict, "stop-answered", "stop-answered-text", nil}
