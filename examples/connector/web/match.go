package web

import (
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/examples/connector/wording"
)

// matchView is the page of the totals.
type matchView struct {
	Missing string   // what is missing, in words; "" if the accounts are matched
	Choices []string // schools to choose from
	Choose  bool     // the school has to be named

	School   string
	Given    bool // somebody chose it, or another one seems to be meant
	Few      bool // more accounts than not are unknown to the ENT
	People   int
	Accounts int
	Bars     []bar
	Outside  []line           // people and rows that are in no bar
	Notes    []job.DamageNote // what befell whole files
	Changes  job.Changes
	Guards   []guardView
	Closed   bool
	ToDo     int
}

// A bar is one part of the picture of the accounts: how many, and where it
// stands on a line 1,000 long.
type bar struct {
	Name     string // key, and class of the style sheet
	N        int
	X, Width int
	Percent  string
}

// A line is a count with the key of its text.
type line struct {
	Key string
	N   int
}

// A guardView is a guard with what to do about it.
type guardView struct {
	job.Guard
	Open  bool // the number was typed
	Wrong bool // another number was typed just now
	Moves []moveView
}

// More is how many of the identifiers that change hands are not listed.
func (g guardView) More() int { return g.Number - len(g.Moves) }

// A moveView is an identifier that would go from one account to another.
type moveView struct {
	From, FromName, To, ToName string
	Case                       bool // To has a page of its own
}

func viewMoves(st *job.State) (list []moveView) {
	for _, m := range st.Moves() {
		if len(list) == maxMoves {
			break
		}
		_, isCase := st.Case(m.To.ID)
		list = append(list, moveView{m.From.ID, listName(m.From), m.To.ID, listName(m.To), isCase})
	}
	return list
}

// maxMoves bounds what a guard lists.
const maxMoves = 20

// viewMatch makes the page's data. wrong is the guard at which another number
// was typed.
func viewMatch(w wording.Words, c *current, wrong string) matchView {
	var which *join.SchoolError
	var collision *join.CollisionError
	switch {
	case errors.Is(c.matched, job.ErrNoRoster):
		return matchView{Missing: w.Say("no-roster")}
	case errors.Is(c.matched, job.ErrNoAccounts):
		return matchView{Missing: w.Say("no-accounts")}
	case errors.As(c.matched, &which):
		return matchView{Choose: true, Choices: which.Choices}
	case errors.As(c.matched, &collision):
		return matchView{Missing: w.Say("match-collision", collision.Account, c.nameOf(collision.Lists[0]), c.nameOf(collision.Lists[1]))}
	case c.matched != nil:
		return matchView{Missing: w.Say("no-match")}
	}
	st := c.state
	v := matchView{School: st.School, Given: st.Given || c.strange(), Few: 2*st.Absent > st.Job.Accounts, People: st.People, Accounts: st.Job.Accounts, Changes: st.Changes(), ToDo: st.Count(job.ToDo)}
	v.Bars = bars([]line{
		{"linked", st.Linked}, {"confirmed", st.Count(job.Same)}, {"todo", st.Count(job.ToDo)}, {"later", st.Count(job.Later)},
		{"nobody", st.Count(job.Nobody)}, {"taken", st.Count(job.Taken)}, {"absent", st.Absent},
	}, v.Accounts)
	v.Outside = slices.DeleteFunc([]line{
		{"newcomers", st.Newcomers}, {"stale", st.Stale}, {"no-id", st.WithoutID},
	}, func(l line) bool { return l.N == 0 })
	v.Notes = job.DamageNotes(w, st.Damage)
	closed := st.Closed(c.run.Guards)
	v.Closed = len(closed) > 0
	for _, g := range v.Changes.Guards() {
		view := guardView{Guard: g, Open: !slices.Contains(closed, g), Wrong: wrong == g.Name}
		if g.Name == "moved" {
			view.Moves = viewMoves(st)
		}
		v.Guards = append(v.Guards, view)
	}
	return v
}

// nameOf is what the nth account list is called.
func (c *current) nameOf(n int) string {
	for _, f := range c.files {
		if f.Role != store.Accounts {
			continue
		}
		if n == 0 {
			return f.Name
		}
		n--
	}
	return ""
}

// bars lays counts on a line 1,000 long. What is there at all is seen.
func bars(parts []line, of int) (list []bar) {
	x := 0
	for _, p := range parts {
		b := bar{Name: p.Key, N: p.N, X: x}
		if of > 0 {
			b.Width = p.N * 1000 / of
			if p.N > 0 {
				b.Width = max(b.Width, 3)
			}
			b.Percent = strings.Replace(strconv.FormatFloat(float64(p.N)*100/float64(of), 'f', 1, 64), ".", ",", 1)
		}
		b.Width = min(b.Width, 1000-x)
		x += b.Width
		list = append(list, b)
	}
	return list
}

func (s *Site) matchPage(w http.ResponseWriter, r *http.Request) error {
	return s.showMatch(w, r, http.StatusOK, "")
}

func (s *Site) showMatch(w http.ResponseWriter, r *http.Request, status int, wrong string) error {
	c, err := s.linked(r.Context())
	if err != nil {
		return err
	}
	p := s.page(r, "match", "match")
	v := viewMatch(p.words, c, wrong)
	if p.words.Lang == "en" {
		for i := range v.Bars {
			v.Bars[i].Percent = strings.Replace(v.Bars[i].Percent, ",", ".", 1)
		}
	}
	p.Body = v
	s.show(w, status, "match", p)
	return nil
}

// chooseSchool keeps the school of lists that name none.
func (s *Site) chooseSchool(w http.ResponseWriter, r *http.Request) error {
	school := strings.ToUpper(strings.TrimSpace(r.PostFormValue("uai")))
	if !isUAI(school) {
		return &pageError{http.StatusUnprocessableEntity, "bad-school", "bad-school-text", nil}
	}
	run, err := s.store.Run(r.Context())
	if err != nil {
		return late(err)
	}
	before := run
	run.School, run.Guards = school, nil // what was typed was about other numbers
	by, _ := visitor(r.Context())
	if err := s.store.Save(r.Context(), before, run, by); err != nil {
		return late(err)
	}
	return s.redirect(w, r, "/rapprochement", nil)
}

// isUAI reports whether a text is a school's number: seven digits and a letter.
func isUAI(s string) bool {
	if len(s) != 8 || s[7] < 'A' || s[7] > 'Z' {
		return false
	}
	return !strings.ContainsFunc(s[:7], func(r rune) bool { return r < '0' || r > '9' })
}

// passGuard goes on in spite of a guard if its number was typed: for this run,
// and for no greater number.
func (s *Site) passGuard(w http.ResponseWriter, r *http.Request) error {
	c, err := s.linked(r.Context())
	if err != nil {
		return err
	}
	if c.matched != nil {
		return errLate
	}
	name := r.PostFormValue("garde")
	closed := c.state.Closed(c.run.Guards)
	i := slices.IndexFunc(closed, func(g job.Guard) bool { return g.Name == name })
	if i < 0 {
		return s.redirect(w, r, "/rapprochement", nil) // it is open already
	}
	typed := strings.Map(func(r rune) rune {
		if r == ' ' || r == '\u00a0' || r == '\u202f' {
			return -1
		}
		return r
	}, r.PostFormValue("nombre"))
	if n, err := strconv.Atoi(typed); err != nil || n != closed[i].Number {
		return s.showMatch(w, r, http.StatusUnprocessableEntity, name)
	}
	run := c.run
	run.Guards = c.state.Pass(run.Guards, closed[i])
	by, _ := visitor(r.Context())
	if err := s.store.Save(r.Context(), c.run, run, by); err != nil {
		return late(err)
	}
	return s.redirect(w, r, "/rapprochement", nil)
}
