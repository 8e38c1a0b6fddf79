// Package demo is the whole journey on one machine: a make-believe ENT of a
// small collège, and an application that signs people in through it.
//
// The ENT has a sign-in page (a CAS server), the menu «Applications», and the
// administrator's pages that the guide to the SACoche connector walks through:
// activation of the connector, export of the accounts, documents. The
// application reads the export, ties each person to an account, leaves
// homonyms to its administrator, and from then on a click in the ENT's menu
// lands on the right account.
//
// Its people are invented, and everything is kept in memory.
package demo

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"text/tabwriter"
)

// Options say where the demonstration runs. The zero value runs it in French
// on free ports and prints nothing.
type Options struct {
	// Out is where Run and Check print.
	Out io.Writer
	// Lang is the language of what is printed and of the pages, "fr" or "en";
	// "fr" if empty.
	Lang string
	// ENTAddr, AppAddr and PagesAddr are where the ENT, the application and the
	// connector's pages listen, as host:port; a free port of 127.0.0.1 if
	// empty. Other than loopback addresses are refused.
	ENTAddr, AppAddr, PagesAddr string
}

// Run starts the ENT and the application, prints their addresses and the users
// to try, and serves until ctx is done. It returns when both have stopped: nil
// if nothing went wrong.
func Run(ctx context.Context, opts Options) error {
	s, err := start(ctx, opts)
	if err != nil {
		return err
	}
	if err := s.announce(); err != nil {
		return errors.Join(err, s.stop())
	}
	select {
	case <-ctx.Done():
		err = nil
	case err = <-s.failed:
	}
	return errors.Join(err, s.stop())
}

// Check starts the ENT and the application, goes the whole way through both as
// browsers would, over HTTP, printing each step, and stops them. Its error
// names the step that failed.
func Check(ctx context.Context, opts Options) error {
	s, err := start(ctx, opts)
	if err != nil {
		return err
	}
	return errors.Join(s.check(ctx), s.stop())
}

// A site is the servers with what is in them.
type site struct {
	words       words
	out         io.Writer
	entServer   *server
	appServer   *server
	pagesServer *server
	ent         *ent
	app         *application
	pages       *connectorPages
	transport   *http.Transport // the servers' own requests to one another
	failed      chan error
}

func start(ctx context.Context, opts Options) (*site, error) {
	s := &site{out: opts.Out, transport: new(http.Transport), failed: make(chan error, 3)}
	if s.out == nil {
		s.out = io.Discard
	}
	if err := s.open(ctx, opts); err != nil {
		return nil, errors.Join(err, s.stop())
	}
	return s, nil
}

// open makes both sites and starts them. The addresses come first, since each
// site knows the other's.
func (s *site) open(ctx context.Context, opts Options) (err error) {
	if s.words, err = newWords(opts.Lang); err != nil {
		return err
	}
	if s.entServer, err = listen(ctx, s.words, opts.ENTAddr); err != nil {
		return err
	}
	if s.appServer, err = listen(ctx, s.words, opts.AppAddr); err != nil {
		return err
	}
	if s.pagesServer, err = listen(ctx, s.words, opts.PagesAddr); err != nil {
		return err
	}
	if s.ent, err = newENT(s.words, s.appServer.url, s.pagesServer.url, s.transport); err != nil {
		return err
	}
	admin, err := s.ent.people.administrator()
	if err != nil {
		return err
	}
	contact := s.words.T("contact-"+admin.Title.String(), fullName(admin.Record))
	s.app, err = newApplication(s.words, appConfig{
		URL:       s.appServer.url,
		ENT:       s.entServer.url,
		CAS:       s.entServer.url + "/cas",
		Admin:     admin.GUID,
		Contact:   contact,
		Transport: s.transport,
	})
	if err != nil {
		return err
	}
	if s.pages, err = newConnectorPages(ctx, s.words, s.pagesServer.url, s.entServer.url+"/cas", admin, contact, s.transport); err != nil {
		return err
	}
	fail := func(err error) { s.failed <- err }
	s.entServer.serve(s.ent.handler(), fail)
	s.appServer.serve(s.app.handler(), fail)
	s.pagesServer.serve(s.pages.handler, fail)
	return nil
}

// stop ends what start began; it may have begun in part.
func (s *site) stop() error {
	var errs []error
	// The ENT first: it may still have to tell the application of a logout.
	for _, server := range []*server{s.entServer, s.appServer, s.pagesServer} {
		if server != nil {
			errs = append(errs, server.stop())
		}
	}
	if s.pages != nil {
		errs = append(errs, s.pages.close())
	}
	s.transport.CloseIdleConnections()
	return errors.Join(errs...)
}

// announce prints where to go and who to be.
func (s *site) announce() error {
	t := tabwriter.NewWriter(s.out, 0, 4, 2, ' ', 0)
	w := s.words
	fmt.Fprintf(t, "%s\n\n", w.T("run-title"))
	fmt.Fprintf(t, "%s\t%s/\n", w.T("run-ent"), s.entServer.url)
	fmt.Fprintf(t, "%s\t%s/\n", w.T("run-app"), s.appServer.url)
	fmt.Fprintf(t, "%s\t%s/\n\n", w.T("run-pages"), s.pagesServer.url)
	fmt.Fprintf(t, "%s\n", w.T("run-users", password))
	for _, login := range tryOut {
		fmt.Fprintf(t, "  %s\t%s\n", login, w.T("try-"+login))
	}
	fmt.Fprintf(t, "\n%s\n", w.T("run-first", "kroussel"))
	fmt.Fprintf(t, "%s\n", w.T("run-pages-text", "kroussel"))
	fmt.Fprintf(t, "%s\n", w.T("run-stop"))
	if err := t.Flush(); err != nil {
		return fmt.Errorf("demo: printing: %w", err)
	}
	return nil
}

// tryOut are the users worth trying, each with a text of its own.
var tryOut = []string{
	"kroussel", "lmartin", "smartin", "hbernard", "hbernard2", "epetit", "epetit2", "mlefebvre", "lnguyen",
	"pmoreau", "pmoreau2", "fbenali", "fbenali2", "aloeuilly", "jndangelo", "tgarnier", "cdurand", "dlambert",
}
