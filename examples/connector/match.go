package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// matchFlags are the flags of match.
type matchFlags struct {
	rosters, accounts []string
	out, school       string
	layoutName        string
	layout            enroster.Layout // of the rosters
	ledger            string
	confirmed         []int
	force, asJSON     bool
}

func matchCommand(w words) *cobra.Command {
	var f matchFlags
	cmd := &cobra.Command{
		Use:     "match --roster FILE… --accounts FILE… --out DIR [--ledger FILE] [--school UAI] [--layout NAME] [--confirm N…] [--force] [--json]",
		Aliases: []string{"rapprocher"},
		Short:   w.say("match-short"),
		Long:    w.say("match-long"),
		Example: "  connector match --roster ent.csv --accounts eleves.csv --accounts responsables.csv --accounts professeurs.csv --out resultats",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := f.check(w, cmd.CommandPath()); err != nil {
				return err
			}
			return runMatch(cmd.Context(), w, f, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
		DisableFlagsInUseLine: true,
	}
	// StringArray, not StringSlice: a comma is a letter of a file's name.
	cmd.Flags().StringArrayVar(&f.rosters, "roster", nil, w.say("match-flag-roster"))
	cmd.Flags().StringArrayVar(&f.accounts, "accounts", nil, w.say("match-flag-accounts"))
	cmd.Flags().StringVar(&f.out, "out", "", w.say("match-flag-out"))
	cmd.Flags().StringVar(&f.school, "school", "", w.say("match-flag-school"))
	cmd.Flags().StringVar(&f.layoutName, "layout", "", w.say("flag-layout"))
	cmd.Flags().StringVar(&f.ledger, "ledger", "", w.say("match-flag-ledger"))
	cmd.Flags().IntSliceVar(&f.confirmed, "confirm", nil, w.say("flag-confirm"))
	cmd.Flags().BoolVar(&f.force, "force", false, w.say("match-flag-force"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

var uai = regexp.MustCompile(`^[0-9]{7}[A-Z]$`)

func (f *matchFlags) check(w words, command string) error {
	for _, need := range []struct {
		name    string
		missing bool
	}{{"roster", len(f.rosters) == 0}, {"accounts", len(f.accounts) == 0}, {"out", f.out == ""}} {
		if need.missing {
			return usageError{errors.New(w.say("missing-flag", need.name, command))}
		}
	}
	var err error
	if f.school, err = w.school(f.school); err != nil {
		return err
	}
	f.layout, err = w.layout(f.layoutName)
	return err
}

// school reads the flag --school: a UAI, or nothing.
func (w words) school(given string) (string, error) {
	number := strings.ToUpper(strings.TrimSpace(given))
	if number != "" && !uai.MatchString(number) {
		return "", usageError{errors.New(w.say("match-bad-school", number))}
	}
	return number, nil
}

// runMatch reads, matches, writes, and says what came of it. An error is a
// sentence that ends by saying that nothing was changed, which is true: the
// results are written last and all at once.
func runMatch(ctx context.Context, w words, f matchFlags, stdout, messages io.Writer) error {
	m, err := newMatch(ctx, w, f, messages)
	var guards guarding
	if err == nil {
		err = m.decided(ctx, w)
	}
	if err == nil {
		guards = m.guard(f.confirmed)
		if len(guards.closed) == 0 {
			err = m.write(w, f)
		}
	}
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	said := ""
	switch {
	case f.asJSON:
		said = m.forPrograms(f, guards)
	case len(guards.closed) == 0:
		said = m.summary(w, f)
	}
	if _, err := io.WriteString(stdout, said); err != nil {
		return errors.New(w.say("check-broken-output", w.cause(err)))
	}
	if len(guards.closed) > 0 {
		fmt.Fprintln(messages, guards.refusal(w), w.say("nothing-changed"))
		return exitError(exitGuard)
	}
	if m.left() {
		return exitError(exitLeft)
	}
	return nil
}

// A match is what one run of the command read and found.
type match struct {
	files    []*file
	again    []string           // files that were named more than once, and read once
	rows     []*enroster.Record // of the rosters
	written  map[string]string  // as join.People has them
	roster   []matcher.Person
	accounts []matcher.Person
	options  *matcher.Options
	result   *matcher.Result
	applied  *matcher.Applied // what a ledger settled; nil without one

	cells      []matcher.Account // of the account lists, as they are written
	lost       map[string]bool   // those of cells whose names are not known to the letter, by ID
	unforeseen bool              // they are not: nothing is safe to import
	state      *job.State
	plan       job.Plan
}

func newMatch(ctx context.Context, w words, f matchFlags, messages io.Writer) (*match, error) {
	m := &match{written: map[string]string{}}
	if err := m.read(ctx, w, f, messages); err != nil {
		return nil, err
	}
	if err := m.link(w, f.school); err != nil {
		return nil, err
	}
	if f.ledger != "" {
		l, err := w.takeLedger(f.ledger, messages)
		if err != nil {
			return nil, err
		}
		done := l.Apply(m.result)
		m.applied = &done
	}
	return m, w.stopped(ctx)
}

func (m *match) link(w words, school string) (err error) {
	m.options, err = join.Schools(m.roster, m.accounts, school)
	if err != nil {
		return w.schoolError(err, nil)
	}
	m.result = matcher.Link(m.roster, m.accounts, m.options)
	return nil
}

// left reports whether cases are left for a person: accounts to look at, or
// rows that could not take part.
func (m *match) left() bool {
	for _, d := range m.result.Decisions {
		if d.Status == matcher.Review {
			return true
		}
	}
	return m.result.RosterWithoutID+m.result.AccountsWithoutID > 0
}

// guard compares what the accounts bear with what was decided.
func (m *match) guard(confirmed []int) guarding {
	if !slices.ContainsFunc(m.accounts, func(p matcher.Person) bool { return p.Prior != "" }) {
		return guarding{} // nothing can change that no account bears
	}
	return guard(m.state, nil, confirmed)
}

// results are the files that match writes: a contract.
var results = []string{"decisions.csv", "newcomers.csv", "review.csv", "duplicates.csv", "import.csv", "by-hand.csv"}

func (m *match) write(w words, f matchFlags) error {
	var outputs []output
	for i, write := range []func(io.Writer) error{
		func(out io.Writer) error { return m.writeDecisions(out, w) },
		m.writeNewcomers,
		func(out io.Writer) error { return m.writeReview(out, w) },
		func(out io.Writer) error { return m.writeDuplicates(out, w) },
		m.writeImport,
		func(out io.Writer) error { return m.writeByHand(out, w) },
	} {
		outputs = append(outputs, output{results[i], write})
	}
	return w.writeAll(f.out, f.force, outputs...)
}

// summary is what a headmaster's office reads.
func (m *match) summary(w words, f matchFlags) string {
	var b strings.Builder
	line := func(key string, args ...any) { fmt.Fprintln(&b, w.say(key, args...)) }
	some := func(key string, n int, args ...any) {
		if n > 0 {
			line(key, append([]any{n}, args...)...)
		}
	}
	line("match-accounts", len(m.result.Decisions))
	line("match-people", m.state.People)
	if m.options.AccountSchool != "" {
		line(map[bool]string{true: "match-school-given", false: "match-school-found"}[f.school != ""], m.options.AccountSchool)
	}
	if f.school != "" && allElsewhere(m.roster, f.school) {
		line("match-school-nobody", f.school)
	}
	linked, review, absent, why := m.tally()
	line("match-linked", linked)
	some("match-import", m.plan.Rows, "import.csv")
	some("match-erase", len(m.plan.Erase), "by-hand.csv")
	some("match-by-hand", len(m.plan.ByHand), "by-hand.csv")
	some("match-has", linked-m.plan.Rows-len(m.plan.ByHand)) // others who need nothing are in the file, and stay as they are
	line("match-review", review)
	for _, c := range why {
		line("match-why", c.count, c.reason.Sentence(w.lang))
	}
	line("match-absent", absent)
	if 2*absent > len(m.result.Decisions) {
		line("match-few")
	}
	line("match-new", len(m.result.Newcomers))
	some("match-twice", len(m.result.Duplicates), "duplicates.csv")
	if m.applied != nil {
		line("match-ledger", m.applied.Linked+m.applied.Absent, m.applied.Reopened, m.applied.Disputed)
	}
	some("match-stale", len(m.result.Stale))
	some("match-no-id", m.result.RosterWithoutID+m.result.AccountsWithoutID)
	for _, note := range job.DamageNotes(w.said, m.result.Damage) {
		line("match-damage", note.Text)
	}
	m.tellOfFiles(line, some, w)
	line("match-written", f.out)
	if review > 0 {
		line("match-next")
	}
	if m.plan.Rows > 0 {
		line("match-before")
	}
	return b.String()
}

// allElsewhere reports whether people name schools and none of them is this one: its
// number was probably mistyped.
func allElsewhere(people []matcher.Person, school string) bool {
	named := false
	for _, p := range people {
		for _, uai := range p.Schools {
			if strings.EqualFold(uai, school) {
				return false
			}
			named = true
		}
	}
	return named
}

// A causeCount says how many accounts are to be looked at for one main cause.
type causeCount struct {
	reason matcher.Reason
	count  int
}

// tally counts the decisions, and the reviews by their main cause, most
// frequent first.
func (m *match) tally() (linked, review, absent int, why []causeCount) {
	for _, d := range m.result.Decisions {
		switch d.Status {
		case matcher.Linked:
			linked++
		case matcher.Absent:
			absent++
		case matcher.Review:
			review++
			i := slices.IndexFunc(why, func(c causeCount) bool { return c.reason == d.Causes[0] })
			if i < 0 {
				i = len(why)
				why = append(why, causeCount{reason: d.Causes[0]})
			}
			why[i].count++
		}
	}
	slices.SortStableFunc(why, func(a, b causeCount) int { return b.count - a.count })
	return linked, review, absent, why
}
