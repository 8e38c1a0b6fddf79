package web

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// A filter says which cases a visitor looks at. Its zero value is all of them.
type filter struct {
	Standing job.Standing
	Profile  string // one of matcher's
	Cause    string // a matcher.Reason
	Text     string // in names, classes or the account's number
	Page     int    // from 0
}

func filterOf(q url.Values) filter {
	page, _ := strconv.Atoi(q.Get("page"))
	return filter{Standing: job.Standing(q.Get("etat")), Profile: q.Get("profil"), Cause: q.Get("motif"), Text: strings.TrimSpace(q.Get("texte")), Page: max(page, 0)}
}

// values are the filter as a query, without the page.
func (f filter) values() url.Values {
	q := url.Values{}
	for k, v := range map[string]string{"etat": string(f.Standing), "profil": f.Profile, "motif": f.Cause, "texte": f.Text} {
		if v != "" {
			q.Set(k, v)
		}
	}
	return q
}

// takes reports whether a case is among those that the visitor looks at.
func (f filter) takes(c job.Case) bool {
	if f.Standing != "" && f.Standing != c.Standing || f.Profile != "" && !slices.Contains(c.Account.Profiles, f.Profile) ||
		f.Cause != "" && f.Cause != causeOf(c) {
		return false
	}
	text := matcher.Fold(f.Text)
	if text == "" {
		return f.Text == ""
	}
	if strings.TrimSpace(f.Text) == c.Account.ID || named(c.Account, text) {
		return true
	}
	return slices.ContainsFunc(c.Candidates, func(p matcher.Candidate) bool { return named(p.Person, text) })
}

func named(p matcher.Person, text string) bool {
	return strings.Contains(matcher.Fold(p.Last+" "+p.First+" "+strings.Join(p.Classes, " ")), text)
}

// causeOf is the main cause of a case; that of an account which the evidence
// links and a person does not is none.
func causeOf(c job.Case) string {
	if len(c.Causes) == 0 {
		return ""
	}
	return string(c.Causes[0])
}

// perPage is how many cases a page lists.
const perPage = 100

// casesView is the page of the queue.
type casesView struct {
	Filter   filter
	Query    string // of the filter, for links
	Done     int
	All      int
	Left     int
	Later    int
	Rows     []caseRow
	Found    int
	Pages    int
	Profiles []string
	Causes   []option

	Standings []job.Standing
}

// An option is a choice of a list.
type option struct{ Value, Text string }

// A caseRow is one case of the list.
type caseRow struct {
	Account, Name, Profile, Class string
	Cause                         string
	Standing                      string
	Reopened                      bool
	By                            string
	When                          string
}

func viewCases(w wording.Words, p *Page, st *job.State, f filter) casesView {
	v := casesView{Filter: f, Query: f.values().Encode(), All: len(st.Cases), Left: st.Count(job.ToDo), Later: st.Count(job.Later)}
	v.Done = v.All - v.Left - v.Later
	seen := map[string]bool{}
	for _, c := range st.Cases {
		if k := causeOf(c); k != "" && !seen[k] {
			seen[k] = true
			v.Causes = append(v.Causes, option{k, sentenceCase(matcher.Reason(k).Sentence(w.Lang))})
		}
		if !f.takes(c) {
			continue
		}
		if v.Found/perPage == f.Page {
			v.Rows = append(v.Rows, viewRow(w, p, c))
		}
		v.Found++
	}
	v.Pages = (v.Found + perPage - 1) / perPage
	v.Standings = []job.Standing{job.ToDo, job.Later, job.Same, job.Nobody, job.Taken}
	v.Profiles = []string{matcher.Pupil, matcher.Guardian, matcher.Teacher, matcher.Staff}
	slices.SortFunc(v.Causes, func(a, b option) int { return strings.Compare(a.Text, b.Text) })
	return v
}

func viewRow(w wording.Words, p *Page, c job.Case) caseRow {
	row := caseRow{
		Account: c.Account.ID, Name: listName(c.Account), Profile: profile(w, c.Account), Class: strings.Join(c.Account.Classes, ", "),
		Standing: string(c.Standing), Reopened: c.Reopened,
	}
	if k := causeOf(c); k != "" {
		row.Cause = sentenceCase(matcher.Reason(k).Sentence(w.Lang))
	}
	if c.Standing != job.ToDo && c.Said() {
		row.By, row.When = c.Last.By, p.When(c.Last.At)
	}
	return row
}

// sentenceCase gives a text a capital.
func sentenceCase(s string) string { return strings.TrimSuffix(sentence(s), ".") }

// HasPrevious and the rest are for the links between pages.
func (v casesView) HasPrevious() bool { return v.Filter.Page > 0 }

// HasNext reports whether a page follows.
func (v casesView) HasNext() bool { return v.Filter.Page+1 < v.Pages }

// PageQuery is the query of a page so many further.
func (v casesView) PageQuery(step int) string {
	q := v.Filter.values()
	q.Set("page", strconv.Itoa(v.Filter.Page+step))
	return q.Encode()
}

func (s *Site) casesPage(w http.ResponseWriter, r *http.Request) error {
	c, ok, err := s.matched(w, r)
	if err != nil || !ok {
		return err
	}
	p := s.page(r, "cases", "cases")
	p.noteDone(c.state, r.URL.Query())
	p.Body = viewCases(p.words, p, c.state, filterOf(r.URL.Query()))
	s.show(w, http.StatusOK, "cases", p)
	return nil
}

// ledgerFile gives what was decided as the ledger of the commands match and
// decide. It names nobody.
func (s *Site) ledgerFile(w http.ResponseWriter, r *http.Request) error {
	c, ok, err := s.matched(w, r)
	if err != nil || !ok {
		return err
	}
	l, err := c.state.Ledger()
	if err != nil {
		return err
	}
	return s.give(w, r, "ledger", c.run, func(out io.Writer) error {
		_, err := l.WriteTo(out)
		return err
	})
}

// nextCase leads to the first case to do that the filter takes, after the one
// that was just left; and to the list when there is none.
func (s *Site) nextCase(w http.ResponseWriter, r *http.Request) error {
	c, ok, err := s.deciding(w, r)
	if err != nil || !ok {
		return err
	}
	q := r.URL.Query()
	f := filterOf(q)
	if f.Standing != job.Later {
		f.Standing = "" // whoever treats cases is led to those that are left
	}
	target := f.values()
	if said := q.Get("fait"); said != "" {
		target.Set("fait", said)
	}
	next, ok := following(c.state, f, q.Get("apres"))
	if !ok {
		return s.redirect(w, r, "/homonymes", target)
	}
	target.Set("compte", next)
	return s.redirect(w, r, "/homonymes/cas", target)
}

// following is the account of the next case after another one that is to do, or
// was put off if the filter asks for those; from the beginning again when there
// is none behind it.
func following(st *job.State, f filter, after string) (account string, ok bool) {
	start := 0
	if i := slices.IndexFunc(st.Cases, func(c job.Case) bool { return c.Account.ID == after }); i >= 0 {
		start = i + 1
	}
	want := job.ToDo
	if f.Standing == job.Later {
		want = job.Later
	}
	for k := range st.Cases {
		c := st.Cases[(start+k)%len(st.Cases)]
		if c.Standing == want && c.Account.ID != after && f.takes(c) {
			return c.Account.ID, true
		}
	}
	return "", false
}
