package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/examples/connector/store"
)

// A source is where decisions come from: the files and the ledger of match and
// decide, or the run in hand of the pages.
type source struct {
	rosters, accounts []string
	ledger, school    string
	layoutName        string
	layout            enroster.Layout // of the rosters
	data              string
	kept              keeping
}

// flags are those of commands that need decisions.
func (s *source) flags(cmd *cobra.Command, w words) {
	cmd.Flags().StringArrayVar(&s.rosters, "roster", nil, w.say("match-flag-roster"))
	cmd.Flags().StringArrayVar(&s.accounts, "accounts", nil, w.say("match-flag-accounts"))
	cmd.Flags().StringVar(&s.ledger, "ledger", "", w.say("match-flag-ledger"))
	cmd.Flags().StringVar(&s.school, "school", "", w.say("match-flag-school"))
	cmd.Flags().StringVar(&s.layoutName, "layout", "", w.say("flag-layout"))
	cmd.Flags().StringVar(&s.data, "data", "", w.say("source-data"))
	cmd.Flags().StringVar(&s.kept.database, "database", "", w.say("keep-database"))
}

// check finds what was called in a wrong way. Without files the decisions are
// those of the pages.
func (s *source) check(w words, cmd *cobra.Command) (err error) {
	switch {
	case !s.files() && slices.ContainsFunc([]string{"ledger", "school", "layout"}, cmd.Flags().Changed):
		return usageError{errors.New(w.say("source-no-files", cmd.CommandPath()))}
	case s.files() && len(s.rosters) == 0:
		return usageError{errors.New(w.say("missing-flag", "roster", cmd.CommandPath()))}
	case s.files() && len(s.accounts) == 0:
		return usageError{errors.New(w.say("missing-flag", "accounts", cmd.CommandPath()))}
	case s.files() && cmd.Flags().Changed("data"):
		return usageError{errors.New(w.say("source-both"))}
	}
	if s.school, err = w.school(s.school); err != nil {
		return err
	}
	s.layout, err = w.layout(s.layoutName)
	return err
}

// files reports whether decisions come from files.
func (s *source) files() bool { return len(s.rosters)+len(s.accounts) > 0 }

// reviewing is the command by which its cases are decided.
func (s *source) reviewing() string {
	if s.files() {
		return "decide"
	}
	return "review"
}

// A work is what a source holds.
type work struct {
	run   string // "" for files
	state *job.State
	typed map[string]int // numbers that somebody typed on the pages, by guard
	after []*job.File    // lists exported again, that were given to the pages
	lists []*job.File    // those from before the import
}

// open reads a source, and tells in messages what it lacks. The error is a sentence.
func (s *source) open(ctx context.Context, w words, messages io.Writer) (*work, error) {
	if s.files() {
		return s.openFiles(ctx, w, messages)
	}
	return s.openRun(ctx, w)
}

func (s *source) openFiles(ctx context.Context, w words, messages io.Writer) (*work, error) {
	rosters, err := w.readJob(s.rosters, s.layout, true)
	if err != nil {
		return nil, err
	}
	k := &work{}
	if k.lists, err = w.readJob(s.accounts, "", false); err != nil {
		return nil, err
	}
	opts := &job.Options{School: s.school}
	if s.ledger != "" {
		if opts.Ledger, err = w.takeLedger(s.ledger, messages); err != nil {
			return nil, err
		}
	}
	j, err := job.New(ctx, rosters, k.lists, opts)
	if err != nil {
		return nil, w.jobError(ctx, err, s.accounts)
	}
	k.state = j.Apply(nil, nil)
	return k, nil
}

// readJob reads files that are to be rosters, or account lists.
func (w words) readJob(names []string, layout enroster.Layout, rosters bool) (list []*job.File, err error) {
	for _, name := range names {
		data, err := w.load(name)
		if err != nil {
			return nil, err
		}
		f, err := job.ReadAs(name, data, layout)
		switch {
		case errors.Is(err, job.ErrNobody) && (rosters || f.Roster()):
			return nil, errors.New(w.say("source-nobody", name))
		case err != nil && !errors.Is(err, job.ErrNobody):
			return nil, w.fileError(name, err)
		case rosters && !f.Roster():
			return nil, errors.New(w.say("match-not-roster", name) + " " + w.say("match-layout-guid"))
		case !rosters && f.Roster():
			return nil, errors.New(w.say("match-not-account", name))
		}
		list = append(list, f)
	}
	return list, nil
}

// openRun reads the run that the pages have in hand, and changes nothing in it.
func (s *source) openRun(ctx context.Context, w words) (_ *work, err error) {
	dir, err := dataFolder(w, s.data)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) && s.kept.database == "" { // which opening would make
		return nil, errors.New(w.say("source-no-run", dir))
	}
	kept, dir, err := s.kept.openStore(ctx, w, dir)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, kept.Close()) }()
	run, err := kept.Run(ctx)
	if errors.Is(err, store.ErrNone) {
		return nil, errors.New(w.say("source-no-run", dir))
	}
	if err != nil {
		return nil, w.storeError(dir, err)
	}
	files, err := kept.Files(ctx, run.ID)
	if err != nil {
		return nil, w.storeError(dir, err)
	}
	k := &work{run: run.ID, typed: run.Guards}
	var rosters []*job.File
	for _, f := range files {
		if f.Role.Unread() { // the pages have not taken it yet
			continue
		}
		in, err := kept.OpenFile(ctx, f.ID)
		if err != nil {
			return nil, w.storeError(dir, err)
		}
		data, err := io.ReadAll(io.LimitReader(in, job.MaxFile))
		if err = errors.Join(err, in.Close()); err != nil {
			return nil, w.storeError(dir, err)
		}
		read, err := job.Read(f.Name, data)
		if err != nil {
			return nil, w.fileError(f.Name, err)
		}
		to := map[store.Role]*[]*job.File{store.Roster: &rosters, store.Accounts: &k.lists, store.After: &k.after}[f.Role]
		*to = append(*to, read)
	}
	j, err := job.New(ctx, rosters, k.lists, &job.Options{School: run.School, Standing: kept.Owners})
	if err != nil {
		return nil, w.jobError(ctx, err, names(k.lists))
	}
	said, err := kept.Decisions(ctx, j.School)
	if err != nil {
		return nil, w.storeError(dir, err)
	}
	k.state = j.Apply(said, kept.Key())
	return k, nil
}

// noteTaken has the audit trail of the pages say that the files of their run were
// written; those of other files have none.
func (s *source) noteTaken(ctx context.Context, w words, run string) error {
	if s.files() {
		return nil
	}
	kept, _, err := s.kept.openStore(ctx, w, s.data)
	if err != nil {
		return err
	}
	return errors.Join(kept.Note(ctx, store.Event{By: w.owner(), What: "take.export", Subject: run}), kept.Close())
}

func (w words) storeError(dir string, err error) error {
	return errors.New(w.say("serve-bad-folder", dir, w.cause(err)))
}

// names are what files are called.
func names(files []*job.File) (list []string) {
	for _, f := range files {
		list = append(list, f.Name)
	}
	return list
}

// jobError words why there is no job.
func (w words) jobError(ctx context.Context, err error, lists []string) error {
	if stopped := w.stopped(ctx); stopped != nil {
		return stopped
	}
	return w.schoolError(err, lists)
}

// schoolError words why accounts can't be matched; lists are what their lists are
// called.
func (w words) schoolError(err error, lists []string) error {
	var which *join.SchoolError
	var collision *join.CollisionError
	switch {
	case errors.As(err, &collision):
		return errors.New(w.say("match-collision", collision.Account, lists[collision.Lists[0]], lists[collision.Lists[1]]))
	case errors.Is(err, job.ErrNoRoster):
		return errors.New(w.say("source-no-roster"))
	case errors.Is(err, job.ErrNoAccounts):
		return errors.New(w.say("source-no-accounts"))
	case errors.As(err, &which) && len(which.Choices) == 0:
		return errors.New(w.say("match-no-school"))
	case errors.As(err, &which):
		return errors.New(w.say("match-which-school", strings.Join(which.Choices, ", ")))
	}
	return err
}

// left counts the cases that nobody has decided, or put off.
func (k *work) left() int { return k.state.Count(job.ToDo) + k.state.Count(job.Later) }

// A guarding is what the guards say of a run.
type guarding struct {
	all    []job.Guard
	moves  []job.Move // those of the guard "moved"
	closed map[string]bool
}

// guard compares the guards of a run with the numbers that somebody typed.
func guard(st *job.State, typed map[string]int, confirmed []int) guarding {
	g := guarding{all: st.Changes().Guards(), moves: st.Moves(), closed: map[string]bool{}}
	for _, closed := range st.Closed(typed) {
		g.closed[closed.Name] = true
		for _, n := range confirmed {
			if n == closed.Number { // that number and no other: it was read
				delete(g.closed, closed.Name)
			}
		}
	}
	return g
}

// refusal words why a run stops, and what to type to go on.
func (g guarding) refusal(w words) string {
	var lines []string
	again := ""
	for _, one := range g.all {
		if g.closed[one.Name] {
			lines = append(lines, w.say("guard-"+one.Name, one.Number, one.Of))
			if one.Name == "moved" {
				lines = append(lines, g.accounts(w))
			}
			again += fmt.Sprint(" --confirm ", one.Number)
		}
	}
	return strings.Join(append(lines, w.say("guard-confirm", again)), "\n")
}

// accounts names the first few that would lose an identifier, with those that
// would get it, so that they can be looked at before the number is typed.
func (g guarding) accounts(w words) string {
	var some []string
	for _, m := range g.moves[:min(len(g.moves), maxMoves)] {
		some = append(some, w.say("guard-move", m.From.ID, m.To.ID))
	}
	if more := len(g.moves) - len(some); more > 0 {
		some = append(some, w.say("check-more", more))
	}
	return "  " + strings.Join(some, ", ")
}

// maxMoves bounds what a guard lists.
const maxMoves = 20

// A guardJSON is one guard for programs.
type guardJSON struct {
	Name      string `json:"name"` // "moved", "gone" or "replaced"
	Number    int    `json:"number"`
	Of        int    `json:"of"`
	Confirmed bool   `json:"confirmed"`
}

func (g guarding) forPrograms() []guardJSON {
	list := []guardJSON{}
	for _, one := range g.all {
		list = append(list, guardJSON{one.Name, one.Number, one.Of, !g.closed[one.Name]})
	}
	return list
}
