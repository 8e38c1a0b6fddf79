package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/entlink/entlink/examples/connector/store"
)

// An ending is the work of ending a run, which writes a link for each account.
// Its err is there when it has ended: the run then goes on as it was.
type ending struct {
	*work
	run string
	how store.State
	err error
}

// errUnsure is for a run that was to be ended or undone, or a file to be taken
// away, without a tick in the box that says what is lost.
var errUnsure = &pageError{http.StatusUnprocessableEntity, "unsure", "unsure-text", nil}

// undoRun takes back our own record of the run: its decisions, and its files.
func (s *Site) undoRun(w http.ResponseWriter, r *http.Request) error {
	return s.end(w, r, store.Undone)
}

// endRun ends the run; its decisions stay.
func (s *Site) endRun(w http.ResponseWriter, r *http.Request) error { return s.end(w, r, store.Ended) }

func (s *Site) end(w http.ResponseWriter, r *http.Request, how store.State) error {
	if r.PostFormValue("certain") != "oui" { // the box, which not every browser insists on
		return errUnsure
	}
	by, _ := visitor(r.Context())
	s.ending(r.Context(), r.PostFormValue("passage"), how, by)
	return s.redirect(w, r, "/fin", nil) // which waits for it, and shows how far it is
}

// endPage shows how far the ending of a run is, and then what follows.
func (s *Site) endPage(w http.ResponseWriter, r *http.Request) error {
	s.ends.Lock()
	e := s.latestEnd
	s.ends.Unlock()
	if e == nil {
		return s.redirect(w, r, "/fichiers", nil)
	}
	if err := s.wait(r.Context(), e.work); err != nil {
		return err
	}
	if errors.Is(e.err, context.Canceled) {
		return errStopped
	}
	if e.err != nil {
		return late(e.err)
	}
	return s.redirect(w, r, "/fichiers", url.Values{"fait": {string(e.how)}}) // whose note says it
}

// ending begins to end a run. Who asks once more while that lasts, gets the one
// in hand; and afterwards the one that was done, until another run begins.
func (s *Site) ending(ctx context.Context, run string, how store.State, by string) *ending {
	s.ends.Lock()
	defer s.ends.Unlock()
	if e := s.latestEnd; e != nil && e.run == run {
		select {
		case <-e.ended:
			if _, err := s.store.Run(ctx); e.err == nil && e.how == how && errors.Is(err, store.ErrNone) {
				return e
			}
		default:
			return e
		}
	}
	e := &ending{run: run, how: how}
	e.work = s.works.begin("end", func(ctx context.Context, w *work) {
		p, err := s.published(ctx, run, how)
		if err == nil {
			if p != nil {
				p.Progress = func(done, total int) {
					w.done.Store(int64(done))
					w.total.Store(int64(total))
				}
			}
			err = s.store.End(ctx, run, how, by, p)
		}
		if err == nil {
			s.forgetRun()
		}
		if e.err = err; ctx.Err() != nil && err != nil {
			e.err = ctx.Err() // the database has words of its own for it
		}
	})
	s.latestEnd = e
	return e
}

// published is what a run says to sign-ins from its end on: nothing if it is
// undone, was never matched, or a guard is closed.
func (s *Site) published(ctx context.Context, run string, how store.State) (*store.Publication, error) {
	if how != store.Ended {
		return nil, nil
	}
	c, err := s.linked(ctx)
	if err != nil || c.run.ID != run || c.matched != nil || len(c.state.Closed(c.run.Guards)) > 0 {
		return nil, err
	}
	return c.state.Publication(s.store.Key()), nil
}
