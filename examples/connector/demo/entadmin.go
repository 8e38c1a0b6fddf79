package demo

import (
	"bytes"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"time"

	"github.com/entlink/entlink/enroster"
)

// administrators lets the ENT's administrator through, and nobody else.
func (e *ent) administrators(next func(http.ResponseWriter, *http.Request, *person)) func(http.ResponseWriter, *http.Request, *person) {
	return func(w http.ResponseWriter, r *http.Request, p *person) {
		if !p.Profile.Has(enroster.Administrator) {
			e.show(w, http.StatusForbidden, "problem", entPage{
				User: p, Heading: e.words.T("ent-forbidden"), Text: e.words.T("ent-forbidden-text"),
			})
			return
		}
		next(w, r, p)
	}
}

func (e *ent) administration(w http.ResponseWriter, _ *http.Request, p *person) {
	e.show(w, http.StatusOK, "administration", entPage{User: p, Here: "administration"})
}

// connector is «Administration > Gérer le SSO > Applications».
func (e *ent) connector(w http.ResponseWriter, _ *http.Request, p *person) {
	e.show(w, http.StatusOK, "sso", entPage{User: p, Here: "administration"})
}

// activate switches the connector on or off.
func (e *ent) activate(w http.ResponseWriter, r *http.Request, p *person) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	action := r.PostFormValue("action")
	if action != "activate" && action != "deactivate" {
		e.badForm(w, p)
		return
	}
	e.mu.Lock()
	e.activated = action == "activate"
	e.mu.Unlock()
	http.Redirect(w, r, "/administration/sso", http.StatusSeeOther)
}

func (e *ent) badForm(w http.ResponseWriter, p *person) {
	e.show(w, http.StatusBadRequest, "problem", entPage{
		User: p, Here: "administration", Heading: e.words.T("bad-form"), Text: e.words.T("bad-form-text"),
	})
}

// exportForm is «Administration > Comptes utilisateurs > Gérer les utilisateurs
// > Imports / Exports > Export».
func (e *ent) exportForm(w http.ResponseWriter, _ *http.Request, p *person) {
	e.show(w, http.StatusOK, "export", entPage{User: p, Here: "administration"})
}

// export puts the file into the documents. A real ENT takes some minutes.
func (e *ent) export(w http.ResponseWriter, r *http.Request, p *person) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if r.PostFormValue("action") != "sso-csv" || r.PostFormValue("profile") != "sacoche" {
		e.badForm(w, p)
		return
	}
	var b bytes.Buffer
	if err := e.people.export(&b); err != nil {
		e.show(w, http.StatusInternalServerError, "problem", entPage{
			User: p, Here: "administration", Heading: e.words.T("export-failed"), Text: e.words.T("export-failed-text"),
		})
		return
	}
	now := time.Now()
	e.addDocument(document{Name: "ExportSSO_SACoche_" + now.Format("20060102_150405.000") + ".csv", Made: now, Content: b.Bytes()})
	http.Redirect(w, r, "/administration/documents?new", http.StatusSeeOther)
}

// listDocuments is «Administration > Comptes utilisateurs > Documents».
func (e *ent) listDocuments(w http.ResponseWriter, r *http.Request, p *person) {
	page := entPage{User: p, Here: "administration"}
	if r.URL.RawQuery == "new" {
		page.Notice = e.words.T("export-done")
	}
	e.mu.Lock()
	page.Documents = slices.Clone(e.documents)
	e.mu.Unlock()
	e.show(w, http.StatusOK, "documents", page)
}

func (e *ent) download(w http.ResponseWriter, r *http.Request, p *person) {
	name := r.PathValue("name")
	e.mu.Lock()
	i := slices.IndexFunc(e.documents, func(d document) bool { return d.Name == name })
	var d document
	if i >= 0 {
		d = e.documents[i]
	}
	e.mu.Unlock()
	if i < 0 {
		e.show(w, http.StatusNotFound, "problem", entPage{User: p, Heading: e.words.T("not-found"), Text: e.words.T("not-found-text")})
		return
	}
	h := w.Header()
	h.Set("Content-Type", "text/csv; charset=utf-8")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": d.Name}))
	h.Set("Content-Length", strconv.Itoa(len(d.Content)))
	_, _ = w.Write(d.Content)
}
