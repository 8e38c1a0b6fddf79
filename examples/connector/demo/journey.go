package demo

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
)

// A journey is one go through everything, each person with a browser of her
// own that is kept from step to step.
type journey struct {
	site      *site
	words     words
	transport *http.Transport
	browsers  map[string]*browser
	export    []byte // as downloaded
	admin     string // the application's administration
}

// steps are done in this order; each needs those before it.
var steps = []struct {
	key string
	do  func(*journey, context.Context) error
}{
	{"step-hidden", (*journey).hidden},
	{"step-no-ticket", (*journey).noTicket},
	{"step-forbidden", (*journey).forbidden},
	{"step-activate", (*journey).activate},
	{"step-menu", (*journey).menu},
	{"step-export", (*journey).download},
	{"step-pages", (*journey).pages},
	{"step-strangers", (*journey).strangers},
	{"step-preview", (*journey).preview},
	{"step-not-csv", (*journey).notCSV},
	{"step-apply", (*journey).apply},
	{"step-land", (*journey).land},
	{"step-ticket", (*journey).usedTicket},
	{"step-homonyms", (*journey).homonyms},
	{"step-families", (*journey).families},
	{"step-spellings", (*journey).spellings},
	{"step-undecided", (*journey).undecided},
	{"step-choose", (*journey).choose},
	{"step-newcomer", (*journey).newcomer},
	{"step-again", (*journey).again},
	{"step-app-logout", (*journey).leaveApplication},
	{"step-ent-logout", (*journey).leaveENT},
}

// check goes through all steps and prints each.
func (s *site) check(ctx context.Context) error {
	j := &journey{
		site:      s,
		words:     s.words,
		transport: new(http.Transport),
		browsers:  make(map[string]*browser),
		admin:     s.appServer.url + "/admin",
	}
	defer j.transport.CloseIdleConnections()
	fmt.Fprintf(s.out, "%s\n", s.words.T("check-title"))
	for i, step := range steps {
		name := s.words.T(step.key)
		fmt.Fprintf(s.out, "%2d. %s  ", i+1, name)
		if err := step.do(j, ctx); err != nil {
			fmt.Fprintf(s.out, "%s\n", s.words.T("check-failed"))
			return fmt.Errorf("%s: %w", s.words.T("check-error", i+1, name), err)
		}
		fmt.Fprintf(s.out, "%s\n", s.words.T("check-ok"))
	}
	_, err := fmt.Fprintf(s.out, "%s\n", s.words.T("check-done", len(steps)))
	return err
}

// as returns a person's browser, signed in at the ENT.
func (j *journey) as(ctx context.Context, login string) (*browser, error) {
	if b, ok := j.browsers[login]; ok {
		return b, nil
	}
	b := newBrowser(j.transport)
	p, err := b.get(ctx, j.ent("/cas/login"))
	if err == nil {
		err = p.shows(http.StatusOK, j.words.T("cas-login"))
	}
	if err == nil {
		p, err = b.post(ctx, p.url, url.Values{"username": {login}, "password": {password}})
	}
	if err == nil {
		err = p.shows(http.StatusOK, j.words.T("ent-welcome", j.site.ent.people.byLogin[login].FirstName))
	}
	if err != nil {
		return nil, fmt.Errorf("signing %s in: %w", login, err)
	}
	j.browsers[login] = b
	return b, nil
}

// open signs somebody in if need be and opens a page.
func (j *journey) open(ctx context.Context, login, address string) (page, error) {
	b, err := j.as(ctx, login)
	if err != nil {
		return page{}, err
	}
	return b.get(ctx, address)
}

func (j *journey) ent(path string) string { return j.site.entServer.url + path }
func (j *journey) app(path string) string { return j.site.appServer.url + path }

// enter clicks the entry of the menu.
func (j *journey) enter(ctx context.Context, login string) (page, error) {
	menu, err := j.open(ctx, login, j.ent("/applications"))
	if err != nil {
		return page{}, err
	}
	entry, err := menu.link("SACoche")
	if err != nil {
		return page{}, err
	}
	return j.open(ctx, login, entry)
}

// lands fails unless a click on the entry ends on that account.
func (j *journey) lands(ctx context.Context, login, name, account, what string) error {
	p, err := j.enter(ctx, login)
	if err != nil {
		return err
	}
	if p.url != j.app("/") {
		return fmt.Errorf("%s ended at %s", login, p.url)
	}
	return p.shows(http.StatusOK, j.words.T("greeting", name, account, what))
}

// asks fails unless a click on the entry ends on a page that says why there is
// no account and names the administrator.
func (j *journey) asks(ctx context.Context, login, heading string) error {
	p, err := j.enter(ctx, login)
	if err != nil {
		return err
	}
	return errors.Join(
		p.shows(http.StatusForbidden, j.words.T(heading), "Karim ROUSSEL"),
		p.hides(j.words.T("account-text")),
	)
}
