package web

import (
	"cmp"
	"encoding/csv"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// forecastView is the page of what the application's import would do.
type forecastView struct {
	Rows    int
	Totals  []line
	Wrong   []fateRow // the first of those that go to the wrong person
	Misled  int       // how many do
	Listed  []fateRow // of the outcome that was asked for
	Outcome string
	Page    int
	Pages   int
	Unread  bool   // a file whose columns SACoche would not find
	Missing string // SACoche's lists that are not there, in words; "" for none
	Plan    job.Plan
	Left    int // cases to do or put off
}

// A fateRow is one row of the export and what would become of it.
type fateRow struct {
	Line     int
	Name     string
	Outcome  string
	Account  string // number and name of the account that would get the identifier
	Owner    string // the account that is the person's own
	Wrong    bool
	Doubtful bool // nobody has decided whose the account is
}

var outcomes = []matcher.Outcome{matcher.Changed, matcher.Identical, matcher.Unknown, matcher.Homonym, matcher.Taken, matcher.NoID, matcher.Skipped}

// viewForecast makes the page's data.
func viewForecast(c *current, foreseen *foretelling, outcome string, page int) forecastView {
	v := forecastView{Outcome: outcome, Page: page, Plan: foreseen.plan, Left: c.state.Count(job.ToDo) + c.state.Count(job.Later)}
	for _, f := range c.with(store.Roster) {
		v.Unread = v.Unread || !f.Importable()
	}
	byOutcome := map[matcher.Outcome]int{}
	found := 0
	for _, f := range foreseen.fates {
		v.Rows++
		byOutcome[f.Outcome]++
		if f.Wrong() {
			if v.Misled++; len(v.Wrong) < perPage {
				v.Wrong = append(v.Wrong, viewFate(f))
			}
		}
		if f.Outcome.String() == outcome {
			if found/perPage == page {
				v.Listed = append(v.Listed, viewFate(f))
			}
			found++
		}
	}
	v.Pages = (found + perPage - 1) / perPage
	for _, o := range outcomes {
		if byOutcome[o] > 0 {
			v.Totals = append(v.Totals, line{o.String(), byOutcome[o]})
		}
	}
	return v
}

func viewFate(f job.Fate) fateRow {
	row := fateRow{Line: f.Row.Line, Name: strings.TrimSpace(job.Legible(f.Row.Last + " " + f.Row.First)), Outcome: f.Outcome.String(), Owner: f.Row.Owner,
		Wrong: f.Wrong(), Doubtful: f.Verdict == matcher.Undecided}
	if f.Verdict != matcher.NotGiven {
		row.Account = f.Account.ID + ", " + strings.TrimSpace(f.Account.Last+" "+f.Account.First)
	}
	return row
}

// MoreWrong is how many rows that go to the wrong person are not listed.
func (v forecastView) MoreWrong() int { return v.Misled - len(v.Wrong) }

// HasNext reports whether a page follows.
func (v forecastView) HasNext() bool { return v.Page+1 < v.Pages }

// HasPrevious reports whether a page goes before.
func (v forecastView) HasPrevious() bool { return v.Page > 0 }

// PageQuery is the query of a page so many further.
func (v forecastView) PageQuery(step int) string {
	return url.Values{"sort": {v.Outcome}, "page": {strconv.Itoa(v.Page + step)}}.Encode()
}

// foretold returns the run in hand with its forecast; while that is worked out
// the error may be errBusy. It leads back to the guards while one is closed.
func (s *Site) foretold(w http.ResponseWriter, r *http.Request) (c *current, f *foretelling, ok bool, err error) {
	c, ok, err = s.matched(w, r)
	if err != nil || !ok {
		return nil, nil, false, err
	}
	if len(c.state.Closed(c.run.Guards)) > 0 {
		return nil, nil, false, s.redirect(w, r, "/rapprochement", nil)
	}
	f = c.foresee()
	if err := s.wait(r.Context(), f.work); err != nil {
		return nil, nil, false, err
	}
	if f.err != nil { // a file was taken away meanwhile
		return nil, nil, false, late(f.err)
	}
	return c, f, true, nil
}

func (s *Site) forecastPage(w http.ResponseWriter, r *http.Request) error {
	c, f, ok, err := s.foretold(w, r)
	if err != nil || !ok {
		return err
	}
	page, _ := strconv.Atoi(r.URL.Query().Get("page"))
	p := s.page(r, "forecast", "forecast")
	v := viewForecast(c, f, r.URL.Query().Get("sort"), max(page, 0))
	v.Missing = missing(p.words, c.with(store.Accounts), schoolLists)
	p.Body = v
	s.show(w, http.StatusOK, "forecast", p)
	return nil
}

// importFile gives the file that SACoche imports as decided.
func (s *Site) importFile(w http.ResponseWriter, r *http.Request) error {
	c, f, ok, err := s.foretold(w, r)
	if err != nil || !ok {
		return err
	}
	return s.give(w, r, "import", c.run, func(out io.Writer) error {
		_, err := out.Write(f.plan.File)
		return err
	})
}

// byHandFile gives the list of what is left to type in.
func (s *Site) byHandFile(w http.ResponseWriter, r *http.Request) error {
	c, f, ok, err := s.foretold(w, r)
	if err != nil || !ok {
		return err
	}
	return s.give(w, r, "by-hand", c.run, func(out io.Writer) error { return writeByHand(out, s.words(r), f.plan) })
}

// maxPrinted bounds the list that is printed: more is for a spreadsheet.
const maxPrinted = 500

// byHandView is the page of what is left to type in, which prints well.
type byHandView struct {
	All   int
	Rows  []byHandRow
	Erase []byHandRow // before that
}

// A byHandRow is one identifier to type in, or to erase.
type byHandRow struct{ Account, Name, Profile, Class, Person, Why string }

func viewByHand(w wording.Words, g job.Giving) byHandRow {
	a := *g.Account
	return byHandRow{a.ID, listName(a), profile(w, a), strings.Join(a.Classes, ", "), cmp.Or(g.Person, g.Bears), job.ByHandWhy(w, g)}
}

// More is how many are not listed.
func (v byHandView) More() int { return v.All - len(v.Rows) }

// byHandPage shows what is left to type in.
func (s *Site) byHandPage(w http.ResponseWriter, r *http.Request) error {
	c, f, ok, err := s.foretold(w, r)
	if err != nil || !ok {
		return err
	}
	if err := s.noteTaken(r, "by-hand", c.run); err != nil {
		return err
	}
	p := s.page(r, "forecast", "by-hand")
	v := byHandView{All: len(f.plan.ByHand)}
	for _, g := range f.plan.Erase {
		v.Erase = append(v.Erase, viewByHand(p.words, g))
	}
	for _, g := range f.plan.ByHand[:min(v.All, maxPrinted)] {
		v.Rows = append(v.Rows, viewByHand(p.words, g))
	}
	p.Body = v
	s.show(w, http.StatusOK, "byhand", p)
	return nil
}

// writeByHand writes first what to erase, so that SACoche takes what is typed in
// after it.
func writeByHand(out io.Writer, w wording.Words, plan job.Plan) error {
	rows := [][]string{{"SACOCHE_ID", "NOM", "PRENOM", w.Say("csv-profile"), w.Say("csv-class"), w.Say("csv-type-in"), w.Say("csv-erase"), w.Say("csv-why")}}
	for _, g := range slices.Concat(plan.Erase, plan.ByHand) {
		id, erase := g.Person, ""
		if guarded(id) != id {
			id = "" // nobody may paste an apostrophe, and a spreadsheet may not run it
		}
		if g.Person == "" {
			erase = g.Bears
		}
		rows = append(rows, []string{g.Account.ID, strings.ToUpper(g.Account.Last), g.Account.First, profile(w, *g.Account), strings.Join(g.Account.Classes, ", "), id, erase, job.ByHandWhy(w, g)})
	}
	return writeSheet(out, rows)
}

// restoreFile gives the way back: each account's identifier as it is now.
func (s *Site) restoreFile(w http.ResponseWriter, r *http.Request) error {
	c, f, ok, err := s.foretold(w, r)
	if err != nil || !ok {
		return err
	}
	return s.give(w, r, "restore", c.run, func(out io.Writer) error { return writeRestore(out, f.back) })
}

// writeRestore writes a file that SACoche's own import understands: it reads
// the first three columns, and passes over rows whose first is empty without a
// word. So only what it would restore rightly has its identifier there; all the
// others have it further on, for people.
func writeRestore(out io.Writer, list []job.Restoring) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil { // for Excel; SACoche passes over it
		return err
	}
	c := csv.NewWriter(out)
	c.Comma = ';'
	rows := [][]string{{"ID_ENT", "NOM", "PRENOM", "SACOCHE_ID", "ID_ENT_AVANT_IMPORT", "RETOUR"}}
	for _, r := range list {
		last, first := r.Names()
		id := ""
		if r.Way == job.ByImport {
			id = r.Prior
		}
		rows = append(rows, []string{id, last, first, r.Account.ID, guarded(r.Prior), wayBack[r.Way]})
	}
	return c.WriteAll(rows)
}

// wayBack words the ways back in a file that is French whatever the page is,
// for it goes with SACoche.
var wayBack = map[job.Return]string{job.Unchanged: "rien à faire", job.ByImport: "par import", job.ByTyping: "à saisir", job.ByErasing: "à effacer"}

// restoreView is the page that says how to go back. While nothing can be imported
// yet, there are no Ways: the run can be undone all the same.
type restoreView struct {
	Run  string
	Ways []line
}

func (s *Site) restorePage(w http.ResponseWriter, r *http.Request) error {
	c, err := s.linked(r.Context())
	switch {
	case err != nil:
		return err
	case c.run.ID == "":
		return s.redirect(w, r, "/fichiers", nil)
	}
	v := restoreView{Run: c.run.ID}
	if c.matched == nil && len(c.state.Closed(c.run.Guards)) == 0 {
		_, f, ok, err := s.foretold(w, r)
		if err != nil || !ok {
			return err
		}
		n := map[job.Return]int{}
		for _, x := range f.back {
			n[x.Way]++
		}
		v.Ways = []line{{"import", n[job.ByImport]}, {"typing", n[job.ByTyping]}, {"erasing", n[job.ByErasing]}, {"unchanged", n[job.Unchanged]}}
	}
	p := s.page(r, "forecast", "restore")
	p.Body = v
	s.show(w, http.StatusOK, "restore", p)
	return nil
}
