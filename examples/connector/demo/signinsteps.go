package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
)

// The steps of people who sign in, and out.

func (j *journey) land(ctx context.Context) error {
	// Léa has a session from the step before; her click has to work without.
	fresh, err := j.signOut(ctx, "lmartin")
	if err != nil {
		return err
	}
	before := len(fresh.visits)
	if err := j.lands(ctx, "lmartin", "Léa MARTIN", "12", j.words.T("profile-pupil")+", 6e B"); err != nil {
		return err
	}
	if !slices.ContainsFunc(fresh.visits[before:], hasTicket) {
		return fmt.Errorf("the sign-in went without a ticket")
	}
	return nil
}

// signOut ends somebody's session at the ENT and begins another.
func (j *journey) signOut(ctx context.Context, login string) (*browser, error) {
	if _, err := j.open(ctx, login, j.ent("/cas/logout")); err != nil {
		return nil, err
	}
	delete(j.browsers, login)
	return j.as(ctx, login)
}

func hasTicket(address string) bool {
	u, err := url.Parse(address)
	return err == nil && u.Query().Has("ticket")
}

func (j *journey) usedTicket(ctx context.Context) error {
	visits := j.browsers["lmartin"].visits
	if last := visits[len(visits)-1]; last != j.app("/") {
		return fmt.Errorf("the sign-in ended at %s", last)
	}
	used := visits[slices.IndexFunc(visits, hasTicket)]
	stranger := newBrowser(j.transport)
	p, err := stranger.get(ctx, used)
	if err != nil {
		return err
	}
	return errors.Join(
		p.shows(http.StatusForbidden, j.words.T("sign-in-refused")),
		p.hides("MARTIN"),
	)
}

func (j *journey) homonyms(ctx context.Context) error {
	return errors.Join(
		j.lands(ctx, "hbernard", "Hugo BERNARD", "11", j.words.T("profile-pupil")+", 5e B"),
		j.lands(ctx, "hbernard2", "Hugo BERNARD", "14", j.words.T("profile-pupil")+", 3e A"),
	)
}

func (j *journey) families(ctx context.Context) error {
	guardian := j.words.T("profile-guardian")
	return errors.Join(
		j.lands(ctx, "pmoreau", "Paul MOREAU", "22", j.words.T("profile-pupil")+", 5e B"),
		j.lands(ctx, "pmoreau2", "Paul MOREAU", "32", guardian),
		j.lands(ctx, "fbenali", "Fatima BENALI", "34", guardian),
		j.lands(ctx, "fbenali2", "Fatima BENALI", "33", guardian),
		j.lands(ctx, "smartin", "Sophie MARTIN", "31", guardian),
	)
}

func (j *journey) spellings(ctx context.Context) error {
	pupil := j.words.T("profile-pupil")
	return errors.Join(
		j.lands(ctx, "aloeuilly", "ANAIS LOEUILLY", "18", pupil+", 3e A"),
		j.lands(ctx, "jndangelo", "Jean Noel D'ANGELO", "19", pupil+", 5e B"),
		j.lands(ctx, "tgarnier", "Théo GARNIER", "21", pupil+", 3e A"),
		j.lands(ctx, "cdurand", "Claire DURAND LEROY", "41", j.words.T("profile-teacher")),
	)
}

func (j *journey) undecided(ctx context.Context) error {
	return errors.Join(
		j.asks(ctx, "epetit", "undecided"),
		j.asks(ctx, "epetit2", "undecided"),
		j.asks(ctx, "mlefebvre", "undecided"),
	)
}

// choose takes the first candidate of Emma PETIT's first account, who is in
// the account's class: what the class is worth is the administrator's to say.
func (j *journey) choose(ctx context.Context) error {
	t := j.tour(ctx, "kroussel")
	t.opens(ctx, j.admin+"/cases", http.StatusOK, j.words.T("case", "15", "PETIT Emma"), j.words.T("case", "17", "LEFEVBRE Mathis"))
	account := t.field("account")
	owner := regexp.MustCompile(`name="owner" value="([^"]*)"`).FindStringSubmatch(t.at.body)
	t.demands(func() error {
		if owner == nil || account != "15" {
			return fmt.Errorf("%s does not begin with account 15 and its candidates", t.at.url)
		}
		return nil
	})
	if t.err != nil {
		return t.err
	}
	t.posts(ctx, "", url.Values{"account": {account}, "owner": {owner[1]}}, http.StatusOK, j.words.T("chosen"))
	return errors.Join(
		t.err,
		j.lands(ctx, "epetit", "Emma PETIT", "15", j.words.T("profile-pupil")+", 4e A"),
		j.asks(ctx, "epetit2", "undecided"), // one choice decides one account
	)
}

func (j *journey) newcomer(ctx context.Context) error { return j.asks(ctx, "lnguyen", "unknown") }

func (j *journey) again(ctx context.Context) error {
	t := j.tour(ctx, "kroussel")
	t.uploads(ctx, j.admin+"/import", "export", []file{{"export.csv", j.export}}, http.StatusOK)
	t.demands(func() error { return j.pressApply(ctx, 19, 2) })
	if t.err != nil {
		return t.err
	}
	return errors.Join(
		j.lands(ctx, "lmartin", "Léa MARTIN", "12", j.words.T("profile-pupil")+", 6e B"),
		j.lands(ctx, "epetit", "Emma PETIT", "15", j.words.T("profile-pupil")+", 4e A"),
	)
}

func (j *journey) leaveApplication(ctx context.Context) error {
	t := j.tour(ctx, "lmartin")
	t.posts(ctx, j.app("/logout"), nil, http.StatusOK, j.words.T("goodbye"))
	t.opens(ctx, j.ent("/"), http.StatusOK, j.words.T("ent-welcome", "Léa"))
	t.demands(func() error { return j.lands(ctx, "lmartin", "Léa MARTIN", "12", j.words.T("profile-pupil")+", 6e B") })
	return t.err
}

func (j *journey) leaveENT(ctx context.Context) error {
	t := j.tour(ctx, "lmartin")
	t.opens(ctx, j.ent("/cas/logout"), http.StatusOK, j.words.T("cas-goodbye"))
	t.opens(ctx, j.app("/"), http.StatusOK, j.words.T("cas-login"))
	t.demands(func() error { return t.at.hides("MARTIN") })
	return t.err
}
