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
		p, err := j.open(ctx, login, j.ent("/applications"))
		if err != nil {
			return err
		}
		if err := errors.Join(p.shows(http.StatusOK, j.words.T("no-entry")), p.hides("SACoche")); err != nil {
			return err
		}
	}
	return nil
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
	b, err := j.as(ctx, "lmartin")
	if err != nil {
		return err
	}
	for _, path := range []string{"/administration", "/administration/sso", "/administration/export", "/administration/documents"} {
		p, err := b.get(ctx, j.ent(path))
		if err != nil {
			return err
		}
		if err := p.shows(http.StatusForbidden, j.words.T("ent-forbidden")); err != nil {
			return err
		}
	}
	p, err := b.post(ctx, j.ent("/administration/sso"), url.Values{"action": {"activate"}})
	if err != nil {
		return err
	}
	return p.shows(http.StatusForbidden, j.words.T("ent-forbidden"))
}

func (j *journey) activate(ctx context.Context) error {
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	p, err := b.get(ctx, j.ent("/administration/sso"))
	if err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, j.words.T("manage-sso")+" > Applications", j.words.T("sso-off-text")); err != nil {
		return err
	}
	p, err = b.post(ctx, p.url, url.Values{"action": {"activate"}})
	if err != nil {
		return err
	}
	return p.shows(http.StatusOK, j.words.T("sso-on-text"))
}

func (j *journey) menu(ctx context.Context) error {
	p, err := j.open(ctx, "lmartin", j.ent("/applications"))
	if err != nil {
		return err
	}
	if _, err := p.link("SACoche"); err != nil {
		return err
	}
	p, err = j.open(ctx, "dlambert", j.ent("/applications"))
	if err != nil {
		return err
	}
	return errors.Join(p.shows(http.StatusOK, j.words.T("no-entry")), p.hides("SACoche"))
}

// guideColumns are the first columns of the export, as the guide lists them.
const guideColumns = "Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1;Guid_Enfant2"

func (j *journey) download(ctx context.Context) error {
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	p, err := b.get(ctx, j.ent("/administration/export"))
	if err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, "Exportation SSO au format CSV", "Profils SACoche", "Traiter cette action"); err != nil {
		return err
	}
	p, err = b.post(ctx, p.url, url.Values{"action": {"sso-csv"}, "profile": {"sacoche"}})
	if err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, j.words.T("export-done")); err != nil {
		return err
	}
	name := regexp.MustCompile(`ExportSSO_SACoche_[0-9_.]*\.csv`).FindString(p.text())
	file, err := p.link(name)
	if err != nil {
		return err
	}
	if p, err = b.get(ctx, file); err != nil {
		return err
	}
	if got := p.header.Get("Content-Disposition"); !strings.HasPrefix(got, "attachment") {
		return fmt.Errorf("the document is no download: %q", got)
	}
	if header, _, _ := strings.Cut(p.body, "\n"); header != guideColumns {
		return fmt.Errorf("the export's columns are %s", header)
	}
	j.export = []byte(p.body)
	return nil
}

// pages sends the export and the account list to the connector's pages.
func (j *journey) pages(ctx context.Context) error {
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	list, err := b.get(ctx, j.app("/admin/accounts"))
	if err == nil {
		err = list.shows(http.StatusOK, "id;nom;prenom")
	}
	if err != nil {
		return err
	}
	at := j.site.pagesServer.url
	p, err := b.get(ctx, at+"/")
	if err == nil {
		err = p.shows(http.StatusOK, "Karim ROUSSEL")
	}
	if err != nil {
		return err
	}
	p, err = b.send(ctx, at+"/fichiers", "fichier", file{"export.csv", j.export}, file{"comptes.csv", []byte(list.body)})
	if err == nil {
		err = p.shows(http.StatusOK, "export.csv", "comptes.csv")
	}
	if err != nil {
		return err
	}
	p, err = b.get(ctx, at+"/homonymes/suivant")
	if err != nil {
		return err
	}
	if !strings.HasPrefix(p.url, at+"/homonymes/cas") {
		return fmt.Errorf("no case to treat: %s", p.url)
	}
	return p.shows(http.StatusOK, "SACoche")
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
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	p, err := b.get(ctx, j.app("/")) // the administrator has no account, and no need of one
	if err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, j.words.N("accounts", 22), j.words.N("tied", 0)); err != nil {
		return err
	}
	if p, err = b.upload(ctx, j.admin+"/import", "export.csv", j.export); err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, j.words.N("would-tie", 18), j.words.N("to-look-at", 3), j.words.N("unknowns", 2),
		j.words.T("not-yet"), "FONTAINE Jules", "NGUYEN Linh", "LŒUILLY Anaïs", "LEFEBVRE Mathis"); err != nil {
		return err
	}
	if p, err = b.get(ctx, j.admin); err != nil {
		return err
	}
	if err := p.shows(http.StatusOK, j.words.N("tied", 0)); err != nil {
		return err
	}
	return j.asks(ctx, "lmartin", "unknown")
}

func (j *journey) notCSV(ctx context.Context) error {
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	pdf := append([]byte("%PDF-1.7\n"), bytes.Repeat([]byte{0xe2, 0xe3, 0, 1}, 200)...)
	p, err := b.upload(ctx, j.admin+"/import", "export.pdf", pdf)
	if err != nil {
		return err
	}
	if err := p.shows(http.StatusUnprocessableEntity, j.words.T("upload-failed"), j.words.T("nothing-changed")); err != nil {
		return err
	}
	if p, err = b.get(ctx, j.admin+"/preview"); err != nil {
		return err
	}
	return p.shows(http.StatusOK, j.words.N("would-tie", 18)) // what was checked before is still there
}

func (j *journey) apply(ctx context.Context) error { return j.pressApply(ctx, 18, 3) }

// pressApply applies what the preview shows, and expects so many accounts tied
// and cases left.
func (j *journey) pressApply(ctx context.Context, tied, cases int) error {
	b, err := j.as(ctx, "kroussel")
	if err != nil {
		return err
	}
	p, err := b.get(ctx, j.admin+"/preview")
	if err != nil {
		return err
	}
	id, err := p.field("comparison")
	if err != nil {
		return err
	}
	if p, err = b.post(ctx, j.admin+"/apply", url.Values{"comparison": {id}}); err != nil {
		return err
	}
	return p.shows(http.StatusOK, j.words.T("applied"), j.words.N("tied", tied), j.words.N("cases", cases))
}
