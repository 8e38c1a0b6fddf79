package web

import (
	"context"
	"errors"
	"net/http"
	"net/url"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// Expire erases what is past its term, at the start of a program and each day. Where
// the clock cannot be believed nothing is erased: the log says so, and the page of
// the files, which asks.
func (s *Site) Expire(ctx context.Context) error {
	_, err := s.store.Expire(ctx, s.options.Now())
	var clock *store.ClockError
	if !errors.As(err, &clock) {
		s.clock.Store(nil)
		return err
	}
	if s.clock.Swap(clock) == nil {
		s.options.Log.Warn("nothing was erased: the clock is far ahead of the latest use; if it is right, erase with the page of the files or connector purge",
			"clock", clock.Now, "latest", clock.Seen, "runs", clock.Due.Runs, "decisions", clock.Due.Decisions, "links", clock.Due.Links, "events", clock.Due.Events)
	}
	return nil
}

// What the question about the clock says.
var termTexts = wording.Part{
	Texts: map[string]wording.Text{
		"due":       {"La date de cette machine est-elle juste ?", "Is the date of this machine right?"},
		"due-text":  {"Elle dit %s, et le programme a servi pour la dernière fois le %s. À cette date, des données arrivent à leur terme. Rien n’est effacé tant que vous ne l’avez pas confirmé : une horloge déréglée ferait tout perdre.", "It says %s, and the program was last used on %s. By that date some data are past their term. Nothing is erased until you confirm it: a wrong clock would lose everything."},
		"due-wrong": {"Si elle est fausse, remettez la machine à l’heure et relancez le programme.", "If it is wrong, set the clock and start the program again."},
		"due-sure":  {"La date est juste : %s", "The date is right: %s"},
		"due-run":   {"Effacer les données échues", "Erase the data past their term"},
		"due-done":  {"Les données arrivées à leur terme sont effacées.", "The data past their term are erased."},
	},
	Counts: map[string]wording.Count{
		"due-runs":      {"%d passage que personne n’a terminé", "%d passages que personne n’a terminés", "%d run that nobody ended", "%d runs that nobody ended"},
		"due-files":     {"%d fichier reçu", "%d fichiers reçus", "%d file received", "%d files received"},
		"due-decisions": {"%d décision", "%d décisions", "%d decision", "%d decisions"},
		"due-links":     {"%d rattachement pour les connexions", "%d rattachements pour les connexions", "%d link for sign-ins", "%d links for sign-ins"},
		"due-events":    {"%d ligne du journal", "%d lignes du journal", "%d line of the journal", "%d lines of the journal"},
	},
}

// A dueView asks whether the clock is right.
type dueView struct {
	Today, Seen string // days
	Rows        []dueRow
	Shown       string // the day that the form is about
}

// A dueRow is how much of one kind is past its term.
type dueRow struct {
	Key string
	N   int
}

// viewDue is the question of the page, nil for none. Somebody may have answered it
// meanwhile elsewhere.
func (s *Site) viewDue(ctx context.Context, p *Page) (*dueView, error) {
	if s.clock.Load() == nil {
		return nil, nil
	}
	if err := s.Expire(ctx); err != nil {
		return nil, err
	}
	clock := s.clock.Load()
	if clock == nil {
		return nil, nil
	}
	v := &dueView{Today: p.Day(clock.Now), Seen: p.Day(clock.Seen), Shown: clock.Now.Format("2006-01-02")}
	for _, row := range []dueRow{{"due-runs", clock.Due.Runs}, {"due-files", clock.Due.Files}, {"due-decisions", clock.Due.Decisions},
		{"due-links", clock.Due.Links}, {"due-events", clock.Due.Events}} {
		if row.N > 0 {
			v.Rows = append(v.Rows, row)
		}
	}
	return v, nil
}

// eraseDue erases what is past its term, when somebody has said that the clock of the
// day that she saw is right.
func (s *Site) eraseDue(w http.ResponseWriter, r *http.Request) error {
	now := s.options.Now()
	if r.PostFormValue("certain") != now.Format("2006-01-02") {
		return errUnsure
	}
	done, err := s.store.Purge(r.Context(), now.Add(-store.WorkTerm), now)
	if err != nil {
		return err
	}
	s.clock.Store(nil)
	if done.Runs > 0 {
		s.forgetRun()
	}
	return s.redirect(w, r, "/fichiers", url.Values{"fait": {duePurged}})
}

// duePurged says in an address that what was past its term has just been erased.
const duePurged = "echu"
