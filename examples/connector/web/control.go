package web

import (
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

// controlView is the page of the check after the import.
type controlView struct {
	Run     store.Run
	Files   []store.File
	Refused []refusal
	Totals  []line
	Faults  []checkedRow
	Without []checkedRow
	Missing string // lists that were there before the import and are not there after it, in words
	Checked bool
	Wrong   int    // accounts that are not as decided, listed or not
	Early   string // lists that are those of before the import, in words
	Bare    int    // accounts without decision and identifier, listed or not
}

// MoreFaults is how many faults are not listed.
func (v controlView) MoreFaults() int { return v.Wrong - len(v.Faults) }

// MoreWithout is how many accounts without an identifier are not listed.
func (v controlView) MoreWithout() int { return v.Bare - len(v.Without) }

// A checkedRow is one account after the import.
type checkedRow struct {
	Account, Name, Details string
	Proof                  string
	Expected, Found        string
}

var proofs = []job.Proof{job.Proved, job.Differs, job.Missing, job.NotListed, job.Touched, job.Shared, job.Erased, job.AsBefore, job.Without}

// maxChecked bounds what the page lists of each.
const maxChecked = 100

func viewControl(w wording.Words, c *current, refused []refusal) controlView {
	v := controlView{Run: c.run, Refused: refused}
	for _, f := range c.files {
		if f.Role == store.After {
			v.Files = append(v.Files, f)
		}
	}
	if len(v.Files) == 0 || c.state == nil {
		return v
	}
	v.Checked = true
	v.Missing = missing(w, c.with(store.After), layouts(c.with(store.Accounts)))
	n, fault := map[job.Proof]int{}, map[string]bool{}
	for _, x := range c.state.Control(c.with(store.After)) {
		n[x.Proof]++
		switch {
		case x.Fault():
			v.Wrong++
			fault[x.Account.ID] = true
			if len(v.Faults) < maxChecked {
				v.Faults = append(v.Faults, viewChecked(w, x))
			}
		case x.Proof == job.Without:
			v.Bare++
			if len(v.Without) < maxChecked {
				v.Without = append(v.Without, viewChecked(w, x))
			}
		}
	}
	if early := unchanged(c, fault); len(early) > 0 {
		v.Early = w.Say("early", len(early), quoted(w, early...))
	}
	for _, p := range proofs {
		if rare := p == job.Shared || p == job.Erased; !rare || n[p] > 0 {
			v.Totals = append(v.Totals, line{string(p), n[p]})
		}
	}
	return v
}

func viewChecked(w wording.Words, x job.Checked) checkedRow {
	p := matcher.Person{Profiles: x.Account.Profiles, Classes: x.Account.Classes, Born: x.Account.Born}
	return checkedRow{x.Account.ID, listName(*x.Account), details(w, p), string(x.Proof), x.Expected, x.Found}
}

func (s *Site) controlPage(w http.ResponseWriter, r *http.Request) error {
	refused, err := s.told(r, true)
	if err != nil {
		return late(err)
	}
	return s.showControl(w, r, http.StatusOK, refused)
}

func (s *Site) showControl(w http.ResponseWriter, r *http.Request, status int, refused []refusal) error {
	c, err := s.linked(r.Context())
	if err != nil {
		return err
	}
	if c.matched != nil && !errors.Is(c.matched, job.ErrNoRoster) && !slices.ContainsFunc(c.files, func(f store.File) bool { return f.Role == store.After }) {
		return s.redirect(w, r, "/rapprochement", nil)
	}
	if c.run.ID == "" {
		return s.redirect(w, r, "/fichiers", nil)
	}
	p := s.page(r, "control", "control")
	p.noteRemoved(r)
	p.Body = viewControl(p.words, c, refused)
	s.show(w, status, "control", p)
	return nil
}

// faultsFile gives all accounts that are not as decided, for a spreadsheet.
func (s *Site) faultsFile(w http.ResponseWriter, r *http.Request) error {
	c, err := s.linked(r.Context())
	if err != nil {
		return err
	}
	if c.state == nil {
		return errNotFound
	}
	return s.give(w, r, "faults", c.run, func(out io.Writer) error {
		return writeFaults(out, s.words(r), c.state.Control(c.with(store.After)))
	})
}

func writeFaults(out io.Writer, w wording.Words, list []job.Checked) error {
	rows := [][]string{{"SACOCHE_ID", "NOM", "PRENOM", w.Say("csv-profile"), w.Say("csv-class"), w.Say("proof"), w.Say("expected"), w.Say("found")}}
	for _, x := range list {
		if x.Fault() {
			a := x.Account
			rows = append(rows, []string{a.ID, strings.ToUpper(a.Last), a.First, profile(w, *a), strings.Join(a.Classes, ", "), w.Say("proof-" + string(x.Proof)), x.Expected, x.Found})
		}
	}
	return writeSheet(out, rows)
}
