package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// caseView is the page of one case.
type caseView struct {
	Account    string // number
	Name       string
	Position   int // among all cases, from 1
	All        int
	Left       int
	Why        string
	Candidates []candidateView
	Rivals     []rivalView
	Standing   string
	Reopened   bool
	Alert      string // key of why the choice that was just made here was not kept; "" for none
	Choice     string // whom the decision names
	By, When   string
	Shown      string // what the form was on, for the server
	Previous   string
	Next       string
	Fields     []hidden // the filter, for forms
	Query      string   // and for links
}

// Decided reports whether the case is out of the way; one that was put off is
// not.
func (v caseView) Decided() bool {
	return v.Standing == string(job.Same) || v.Standing == string(job.Nobody) || v.Standing == string(job.Taken) && v.By != ""
}

// PutOff reports whether the case waits.
func (v caseView) PutOff() bool { return v.Standing == string(job.Later) }

// Closed reports whether there is nothing to choose.
func (v caseView) Closed() bool { return v.Decided() || v.Taken() }

// Taken reports whether nothing is left to decide, as somebody gave each candidate
// another account.
func (v caseView) Taken() bool { return v.Standing == string(job.Taken) && v.By == "" }

// Held reports whether each candidate has another account.
func (v caseView) Held() bool {
	return !slices.ContainsFunc(v.Candidates, func(c candidateView) bool { return c.Holder == "" })
}

// A hidden is a form's field that its reader does not see.
type hidden struct{ Name, Value string }

// A rivalView is another account of the same names.
type rivalView struct {
	Account, Text string
	Case          bool
}

// A candidateView is somebody of the ENT beside the account.
type candidateView struct {
	Person string // identifier; "" if the export has none
	Name   string
	Why    string
	Rows   []compared
	Holder string // the account that was decided to be hers
	// HolderCase says that it has a page of its own.
	HolderCase bool
	Chosen     bool // the account was decided to be hers
}

// A compared is one thing that both sides tell, or one of them.
type compared struct {
	Label       string // key
	Left, Right []piece
	Differs     bool
}

// viewCase makes the page's data.
func (s *Site) viewCase(p *Page, st *job.State, c job.Case, f filter) caseView {
	w := p.words
	i := slices.IndexFunc(st.Cases, func(o job.Case) bool { return o.Account.ID == c.Account.ID })
	v := caseView{
		Account: c.Account.ID, Name: listName(c.Account), Position: i + 1, All: len(st.Cases), Left: st.Count(job.ToDo),
		Standing: string(c.Standing), Reopened: c.Reopened, Shown: c.Shown(s.store.Key()), Why: sentence(matcher.Explain(w.Lang, c.Causes)),
		Query: f.values().Encode(),
	}
	if len(c.Causes) == 0 {
		v.Why = w.Say("case-against")
	}
	for k, values := range f.values() {
		v.Fields = append(v.Fields, hidden{k, values[0]})
	}
	slices.SortFunc(v.Fields, func(a, b hidden) int { return strings.Compare(a.Name, b.Name) })
	if c.Said() {
		v.By, v.When = c.Last.By, p.When(c.Last.At)
	}
	for _, cand := range c.Candidates {
		view := candidateView{Person: cand.Person.ID, Name: listName(cand.Person), Why: sentence(matcher.Explain(w.Lang, telling(cand.Reasons, oneSchool(st.Cases)))), Rows: agreed(compare(w, st, c.Account, cand.Person), cand.Reasons)}
		if holder, ok := st.Holder(cand.Person.ID, c.Account.ID); ok {
			view.Holder = holder
			_, view.HolderCase = st.Case(holder)
		}
		if c.Standing == job.Same && cand.Person.ID == c.Last.Person {
			v.Choice, view.Chosen = view.Name, true
		}
		v.Candidates = append(v.Candidates, view)
	}
	for _, o := range c.Rivals {
		_, isCase := st.Case(o.ID)
		v.Rivals = append(v.Rivals, rivalView{o.ID, details(w, o), isCase})
	}
	if i > 0 {
		v.Previous = st.Cases[i-1].Account.ID
	}
	if i+1 < len(st.Cases) {
		v.Next = st.Cases[i+1].Account.ID
	}
	return v
}

// details tells people of one name apart in a line.
func details(w wording.Words, p matcher.Person) string {
	parts := []string{listName(p), profile(w, p), strings.Join(p.Classes, ", "), born(w, p)}
	return strings.Join(slices.DeleteFunc(parts, func(s string) bool { return s == "" }), ", ")
}

// A side is what two sides tell, line by line.
type side []compared

// add adds a line, unless neither side says anything.
func (rows *side) add(label, left, right string, marked bool) {
	if left == "" && right == "" {
		return
	}
	row := compared{Label: label, Left: []piece{{left, false}}, Right: []piece{{right, false}}}
	row.Differs = left != "" && right != "" && !strings.EqualFold(left, right)
	if marked && row.Differs {
		row.Left, row.Right = apart(left, right)
	}
	*rows = append(*rows, row)
}

// compare lays what both sides tell side by side.
func compare(w wording.Words, st *job.State, account, person matcher.Person) (rows side) {
	rows.add("last", strings.ToUpper(account.Last), strings.ToUpper(person.Last), true)
	rows.add("first", account.First, person.First, true)
	rows.add("profile", profile(w, account), profile(w, person), false)
	rows.add("class", strings.Join(account.Classes, ", "), strings.Join(person.Classes, ", "), false)
	rows.add("born", born(w, account), born(w, person), true)
	rows.add("sex", sex(w, account), sex(w, person), false)
	rows.add("family", family(w, st.FamilyOfAccount(account)), family(w, st.FamilyOfPerson(person)), false)
	rows.add("identifier", account.Prior, st.Written(person.ID), false)
	if person.Stale {
		rows.add("stale-row", "", w.Say("yes"), false)
	}
	return rows
}

// telling are the reasons that tell a reader something: not that names are near where
// another reason says how, nor that the school is the same where there is but one.
func telling(reasons []matcher.Reason, oneSchool bool) []matcher.Reason {
	how := slices.ContainsFunc(reasons, func(r matcher.Reason) bool { return slices.Contains(nearness, r) })
	return slices.DeleteFunc(slices.Clone(reasons), func(r matcher.Reason) bool {
		return r == matcher.NamesNear && how || r == matcher.SchoolSame && oneSchool
	})
}

// nearness are the reasons that say how names come near.
var nearness = []matcher.Reason{matcher.NamesSwapped, matcher.LastReading, matcher.LastPart, matcher.LastSpelling, matcher.LastDiffers, matcher.LastOfChild,
	matcher.FirstPart, matcher.FirstSpelling, matcher.FirstDiffers, matcher.LastMissing, matcher.FirstMissing}

// oneSchool reports whether all cases are of one school.
func oneSchool(cases []job.Case) bool {
	return len(cases) == 0 || !slices.ContainsFunc(cases, func(c job.Case) bool { return !slices.Equal(c.Account.Schools, cases[0].Account.Schools) })
}

// agreed takes the mark from lines that are written differently and say the same, as
// the evidence beside them does: a class by the ENT's name for it, a family of which one
// list knows more.
func agreed(rows side, reasons []matcher.Reason) side {
	for i, row := range rows {
		same := map[string]matcher.Reason{"class": matcher.ClassSame, "family": matcher.FamilySame, "profile": matcher.ProfileSame}[row.Label]
		rows[i].Differs = row.Differs && (same == "" || !slices.Contains(reasons, same))
	}
	return rows
}

// maxFamily is how many relatives a page names.
const maxFamily = 50

// family names people with what tells who they are.
func family(w wording.Words, people []matcher.Person) string {
	var names []string
	for _, p := range people[:min(len(people), maxFamily)] {
		name := listName(p)
		if class := strings.Join(p.Classes, ", "); class != "" {
			name += " (" + class + ")"
		}
		names = append(names, name)
	}
	if len(people) > maxFamily {
		names = append(names, "…")
	}
	return strings.Join(names, w.Say("between-people")) // whose given names may have commas
}

func (s *Site) casePage(w http.ResponseWriter, r *http.Request) error {
	c, ok, err := s.matched(w, r)
	if err != nil || !ok {
		return err
	}
	q := r.URL.Query()
	the, ok := c.state.Case(q.Get("compte"))
	if !ok {
		return errNotFound
	}
	p := s.page(r, "cases", "case")
	p.Body = s.viewCase(p, c.state, the, filterOf(q))
	p.noteDone(c.state, q)
	s.show(w, http.StatusOK, "case", p)
	return nil
}

// noteDone says what was just decided, and where to take it back.
func (p *Page) noteDone(st *job.State, q url.Values) {
	c, ok := st.Case(q.Get("fait"))
	if !ok {
		return
	}
	p.Note = p.T("said-"+string(c.Standing), listName(c.Account))
	if taken := st.TakenBy(c.Account.ID); len(taken) > 0 {
		p.Note = p.T("said-same-taken", listName(c.Account), strings.Join(taken, ", "))
	}
	if q.Get("fait") != q.Get("compte") {
		p.Undo = p.UQ("/homonymes/cas", filterOf(q).values().Encode(), "compte", c.Account.ID)
	}
}
