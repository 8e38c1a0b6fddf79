package demo

import (
	"errors"
	"html/template"
	"net/http"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// nobody is the choice that no candidate owns the account.
const nobody = "nobody"

// A caseView is an account that a person has to look at, in words.
type caseView struct {
	ID         string
	Account    string // MARTIN Léa
	Details    string // élève, 6e B, née le …
	Causes     string
	Candidates []candidateView
}

// A candidateView is a person who may own the account.
type candidateView struct {
	Guid    string
	Name    string
	Details string
	Reasons string
}

func (a *application) views(cases []matcher.Decision) []caseView {
	views := make([]caseView, len(cases))
	for i, d := range cases {
		v := caseView{
			ID:      d.Account.ID,
			Account: listName(d.Account.Last, d.Account.First),
			Details: a.details(d.Account),
			Causes:  matcher.Explain(a.words.lang, d.Causes),
		}
		for _, c := range d.Candidates {
			v.Candidates = append(v.Candidates, candidateView{
				Guid:    c.Person.ID,
				Name:    listName(c.Person.Last, c.Person.First),
				Details: a.details(c.Person),
				Reasons: matcher.Explain(a.words.lang, c.Reasons),
			})
		}
		views[i] = v
	}
	return views
}

// details tells people of one name apart: profile, class, birth date.
func (a *application) details(p matcher.Person) string {
	var parts []string
	for _, profile := range p.Profiles {
		parts = append(parts, a.words.T("matched-"+profile))
	}
	parts = append(parts, p.Classes...)
	if born, err := parseDay(p.Born); err == nil {
		parts = append(parts, a.words.T("born", a.words.date(born)))
	}
	return strings.Join(parts, ", ")
}

// functions are what the application's pages call, besides those of all pages.
func (a *application) functions() template.FuncMap {
	return template.FuncMap{
		"listName": listName,
		"fullName": fullName,
		"details":  a.details,
		"explain":  func(reasons []matcher.Reason) string { return matcher.Explain(a.words.lang, reasons) },
		"message":  func(f enroster.Finding) string { return f.Message(a.words.lang) },
		"greeting": a.greeting,
		"file":     a.file,
	}
}

// greeting tells a visitor which account she is on.
func (a *application) greeting(account enroster.Record) string {
	what := a.words.profile(account.Profile)
	if classes := classNames(account.Classes); classes != "" {
		what += ", " + classes
	}
	return a.words.T("greeting", fullName(account), account.AccountID, what)
}

// file says how the file is written, as far as its owner may care.
func (a *application) file(c *comparison) string {
	separator := string(c.Dialect.Separator)
	if separator == "\t" {
		separator = "TAB"
	}
	return a.words.T("file-read", c.File, c.Rows, strings.ToUpper(string(c.Dialect.Encoding)), separator)
}

func (a *application) listCases(w http.ResponseWriter, r *http.Request) {
	p := appPage{Here: "admin", Cases: a.views(a.book.open())}
	if r.URL.RawQuery == "chosen" {
		p.Notice = a.words.T("chosen")
	}
	a.show(w, r, http.StatusOK, "cases", p)
}

// choose closes one case as the administrator says.
func (a *application) choose(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	account, guid := r.PostFormValue("account"), r.PostFormValue("owner")
	switch guid {
	case "":
		a.problem(w, r, http.StatusBadRequest, a.words.T("no-choice"), a.words.T("no-choice-text")+" "+a.words.T("nothing-changed"))
		return
	case nobody:
		guid = ""
	}
	switch err := a.book.choose(account, guid); {
	case errors.Is(err, errTaken):
		a.problem(w, r, http.StatusConflict, a.words.T("taken"), a.words.T("taken-text")+" "+a.words.T("nothing-changed"))
	case err != nil:
		a.problem(w, r, http.StatusConflict, a.words.T("no-case"), a.words.T("no-case-text")+" "+a.words.T("nothing-changed"))
	case len(a.book.open()) == 0:
		http.Redirect(w, r, "/admin?treated", http.StatusSeeOther)
	default:
		http.Redirect(w, r, "/admin/cases?chosen", http.StatusSeeOther)
	}
}

// release is the button «Détacher».
func (a *application) release(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if err := a.book.release(r.PostFormValue("account")); err != nil {
		a.problem(w, r, http.StatusConflict, a.words.T("not-tied"), a.words.T("not-tied-text")+" "+a.words.T("nothing-changed"))
		return
	}
	http.Redirect(w, r, "/admin?released", http.StatusSeeOther)
}
