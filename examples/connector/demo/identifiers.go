package demo

import (
	"io"
	"net/http"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// An imposed is what the application's own import did with the rows of a file.
type imposed struct{ Changed, Identical, Left int }

// identifiers is the page on which identifiers are imported or imposed by the
// application's own rule, as in SACoche: by names alone, at once, and with no
// way back. The connector's files are made for it.
func (a *application) identifiers(w http.ResponseWriter, r *http.Request) {
	p := appPage{Here: "admin"}
	p.Holdings, _, _ = a.book.holdings()
	if r.URL.RawQuery == "typed" {
		p.Notice = a.words.T("typed")
	}
	a.show(w, r, http.StatusOK, "identifiers", p)
}

// importIdentifiers does what SACoche's import does with a file.
func (a *application) importIdentifiers(w http.ResponseWriter, r *http.Request) {
	body := r.Body
	r.Body = http.MaxBytesReader(w, body, maxUpload)
	file, name, err := uploaded(r)
	var content []byte
	if err == nil {
		content, err = io.ReadAll(file)
	}
	var rows []matcher.Row
	if err == nil {
		rows, err = matcher.ReadSACoche(name, content)
	}
	if err != nil {
		_, _ = io.CopyN(io.Discard, body, maxDrained)
		status, text := a.uploadFailed(err)
		a.problem(w, r, status, a.words.T("upload-failed"), text+" "+a.words.T("nothing-changed"))
		return
	}
	done := a.book.importByNames(rows)
	p := appPage{Here: "admin", Imposed: &done}
	p.Holdings, _, _ = a.book.holdings()
	a.show(w, r, http.StatusOK, "identifiers", p)
}

// typeIdentifier gives an account the identifier that somebody typed in.
func (a *application) typeIdentifier(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	id := strings.TrimSpace(r.PostFormValue("identifier"))
	if _, ok := enroster.CanonicalGUID(id); !ok {
		a.problem(w, r, http.StatusUnprocessableEntity, a.words.T("not-guid"), a.words.T("not-guid-text")+" "+a.words.T("nothing-changed"))
		return
	}
	if !a.book.impose(strings.TrimSpace(r.PostFormValue("account")), id) {
		a.problem(w, r, http.StatusUnprocessableEntity, a.words.T("no-account"), a.words.T("no-account-text")+" "+a.words.T("nothing-changed"))
		return
	}
	http.Redirect(w, r, "/admin/identifiers?typed", http.StatusSeeOther)
}

// importByNames gives identifiers to accounts as SACoche's import does: where
// a row's names are those of one account, without asking.
func (g *register) importByNames(rows []matcher.Row) (done imposed) {
	g.mu.Lock()
	defer g.mu.Unlock()
	accounts := make([]matcher.Account, len(g.accounts))
	for i, rec := range g.accounts {
		accounts[i] = matcher.Account{ID: rec.AccountID, Last: rec.LastName, First: rec.FirstName, Prior: g.owner[rec.AccountID].ID}
	}
	forecast := matcher.Predict(rows, accounts, nil)
	for i, fate := range forecast.Fates {
		switch fate.Outcome {
		case matcher.Changed:
			done.Changed++
			if bears(forecast.After[fate.Account], rows[i]) {
				g.tie(accounts[fate.Account].ID, matcher.Person{ID: canonical(rows[i].ID), Last: rows[i].Last, First: rows[i].First})
			}
		case matcher.Identical:
			done.Identical++
		default:
			done.Left++
		}
	}
	g.pending = nil // it was made from how things stood before
	return done
}

// bears reports whether what an account has in the end is a row's identifier:
// of two rows of one name the last one wins.
func bears(after string, row matcher.Row) bool {
	id := canonical(row.ID)
	return id != "" && canonical(after) == id
}

// impose gives an identifier to an account; false if there is no such account.
func (g *register) impose(account, id string) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	rec, ok := g.byID[account]
	if ok {
		g.tie(account, matcher.Person{ID: canonical(id), Last: rec.LastName, First: rec.FirstName})
		g.pending = nil
	}
	return ok
}
