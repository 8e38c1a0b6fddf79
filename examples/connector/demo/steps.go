package demo

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
)

func (j *journey) hidden(ctx context.Context) error {
	for _, login := range []string{"lmartin", "dlambert", "kroussel"} {
		if err := j.sees(ctx, login, j.ent("/applications"), "SACoche", j.words.T("no-entry")); err != nil {
			return err
		}
	}
	return nil
}

// sees opens a page, which reads all texts and does not read hidden.
func (j *journey) sees(ctx context.Context, login, address, hidden string, texts ...string) error {
	t := j.tour(ctx, login)
	t.opens(ctx, address, http.StatusOK, texts...)
	t.demands(func() error { return t.at.hides(hidden) })
	return t.err
}

func (j *journey) noTicket(ctx context.Context) error {
	p, err := j.open(ctx, "lmartin", j.app("/"))
	if err != nil {
		return err
	}
	if b := j.browsers["lmartin"]; slices.ContainsFunc(b.visits, hasTicket) {
		return fmt.Errorf("a ticket was given before activation")
	}
	return p.shows(http.StatusForbidden, j.words.T("cas-refused"))
}

func (j *journey) forbidden(ctx context.Context) error {
	t := j.tour(ctx, "lmartin")
	for _, path := range []string{"/administration", "/administration/sso", "/administration/export", "/administration/documents"} {
		t.opens(ctx, j.ent(path), http.StatusForbidden, j.words.T("ent-forbidden"))
	}
	t.posts(ctx, j.ent("/administration/sso"), url.Values{"action": {"activate"}}, http.StatusForbidden, j.words.T("ent-forbidden"))
	return t.err
}

func (j *journey) activate(ctx context.Context) error {
	t := j.tour(ctx, "kroussel")
	t.opens(ctx, j.ent("/administration/sso"), http.StatusOK, j.words.T("manage-sso")+" > Applications", j.words.T("sso-off-text"))
	t.posts(ctx, "", url.Values{"action": {"activate"}}, http.StatusOK, j.words.T("sso-on-text"))
	return t.err
}

func (j *journey) menu(ctx context.Context) error {
	t := j.tour(ctx, "lmartin")
	t.opens(ctx, j.ent("/applications"), http.StatusOK)
	t.link("SACoche")
	if t.err != nil {
		return t.err
	}
	return j.sees(ctx, "dlambert", j.ent("/applications"), "SACoche", j.words.T("no-entry"))
}

// guideColumns are the first columns of the export, as the guide lists them.
const guideColumns = "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2"

func (j *journey) download(ctx context.Context) error {
	t := j.tour(ctx, "kroussel")
	t.opens(ctx, j.ent("/administration/export"), http.StatusOK, "Exportation SSO au format CSV", "Profils SACoche", "Traiter cette action")
	t.posts(ctx, "", url.Values{"action": {"sso-csv"}, "profile": {"sacoche"}}, http.StatusOK, j.words.T("export-done"))
	name := regexp.MustCompile(`ExportSSO_SACoche_[0-9_.]*\.csv`).FindString(t.at.text())
	t.opens(ctx, t.link(name), http.StatusOK)
	t.demands(func() error {
		if got := t.at.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
			return fmt.Errorf("the document is no download: %q", got)
		}
		if header, _, _ := strings.Cut(t.at.body, "\n"); header != guideColumns {
			return fmt.Errorf("the export's columns are %s", header)
		}
		j.export = []byte(t.at.body)
		return nil
	})
	return t.err
}

// pages sends the export and the account list to the connector's pages.
func (j *journey) pages(ctx context.Context) error {
	t, at := j.tour(ctx, "kroussel"), j.site.pagesServer.url
	t.opens(ctx, j.app("/admin/accounts"), http.StatusOK, "id;nom;prenom")
	list := []byte(t.at.body)
	t.opens(ctx, at+"/", http.StatusOK, "Karim ROUSSEL")
	t.uploads(ctx, at+"/fichiers", "fichier", []file{{"export.csv", j.export}, {"comptes.csv", list}}, http.StatusOK, "export.csv", "comptes.csv")
	t.opens(ctx, at+"/homonymes/suivant", http.StatusOK, "SACoche")
	t.demands(func() error {
		if !strings.HasPrefix(t.at.url, at+"/homonymes/cas") {
			return fmt.Errorf("no case to treat: %s", t.at.url)
		}
		return nil
	})
	return t.err
}

// strangers asks for the pages as somebody who may not open them.
func (j *journey) strangers(ctx context.Context) error {
	p, err := j.open(ctx, "lmartin", j.site.pagesServer.url+"/fichiers")
	if err != nil {
		return err
	}
	return errors.Join(p.shows(http.StatusForbidden), p.hides("export.csv"))
}

// Of the 22 accounts 18 are certain and 3 to look at; one account and one
// person are without a counterpart.
func (j *journey) preview(ctx context.Context) error {
	t := j.tour(ctx, "kroussel")
	t.opens(ctx, j.app("/"), http.StatusOK, j.words.N("accounts", 22), j.words.N("tied", 0)) // the administrator has no account, and no need of one
	t.uploads(ctx, j.admin+"/import", "export", []file{{"export.csv", j.export}}, http.StatusOK, j.words.N("would-tie", 18), j.words.N("to-look-at", 3), j.words.N("unknowns", 2),
		j.words.T("not-yet"), "FONTAINE Jules", "NGUYEN Linh", "LŒUILLY Anaïs", "LEFEBVRE Mathis")
	t.opens(ctx, j.admin, http.StatusOK, j.words.N("tied", 0))
	if t.err != nil {
		return t.err
	}
	return j.asks(ctx, "lmartin", "unknown")
}

func (j *journey) notCSV(ctx context.Context) error {
	pdf := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0xe2, 0xe3, 0, 1}, 200)...)
	t := j.tour(ctx, "kroussel")
	t.uploads(ctx, j.admin+"/import", "export", []file{{"export.pdf", pdf}}, http.StatusUnprocessableEntity, j.words.T("upload-failed"), j.words.T("nothing-changed"))
	t.opens(ctx, j.admin+"/preview", http.StatusOK, j.words.N("would-tie", 18)) // what was checked before is still there
	return t.err
}

func (j *journey) apply(ctx context.Context) error { return j.pressApply(ctx, 18, 3) }

// pressApply applies what the preview shows, and expects so many accounts tied
// and cases left.
func (j *journey) pressApply(ctx context.Context, tied, cases int) error {
	t := j.tour(ctx, "kroussel")
	t.opens(ctx, j.admin+"/preview", http.StatusOK)
	t.posts(ctx, j.admin+"/apply", url.Values{"comparison": {t.field("comparison")}}, http.StatusOK, j.words.T("applied"), j.words.N("tied", tied), j.words.N("cases", cases))
	return t.err
}
