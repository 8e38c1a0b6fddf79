package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/web"
)

// exportFlags are the flags of export.
type exportFlags struct {
	source
	out           string
	confirmed     []int
	force, asJSON bool
}

func exportCommand(w words) *cobra.Command {
	var f exportFlags
	cmd := &cobra.Command{
		Use:     "export --out DIR [--data DIR | --roster FILE… --accounts FILE… [--ledger FILE] [--school UAI]] [--confirm N…] [--force] [--json]",
		Aliases: []string{"exporter"},
		Short:   w.say("export-short"),
		Long:    w.say("export-long"),
		Example: "  connector export --out import\n  connector export --roster ent.csv --accounts eleves.csv --ledger registre.txt --out import",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.out == "" {
				return usageError{errors.New(w.say("missing-flag", "out", cmd.CommandPath()))}
			}
			if err := f.check(w, cmd); err != nil {
				return err
			}
			return f.run(cmd.Context(), w, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
		DisableFlagsInUseLine: true,
	}
	f.flags(cmd, w)
	cmd.Flags().StringVar(&f.out, "out", "", w.say("match-flag-out"))
	cmd.Flags().IntSliceVar(&f.confirmed, "confirm", nil, w.say("flag-confirm"))
	cmd.Flags().BoolVar(&f.force, "force", false, w.say("match-flag-force"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

// An exported is what one run of the command found and wrote.
type exported struct {
	state   *job.State
	plan    job.Plan
	back    []job.Restoring
	left    int
	guards  guarding
	written []string
}

func (f *exportFlags) run(ctx context.Context, w words, stdout, messages io.Writer) error {
	k, err := f.open(ctx, w, messages)
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	of, err := k.state.Forecast()
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	e := &exported{state: k.state, plan: of.Plan(), left: k.left(), guards: guard(k.state, k.typed, f.confirmed)}
	e.back = of.Restore(e.plan)
	if err := w.stopped(ctx); err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	if len(e.guards.closed) > 0 {
		if f.asJSON {
			if err := e.writeJSON(stdout); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
		}
		fmt.Fprintln(messages, e.guards.refusal(w), w.say("nothing-changed"))
		return exitError(exitGuard)
	}
	if err := e.write(w, f.out, f.force, func() error { return f.noteTaken(ctx, w, k.run) }); err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	say := func(out io.Writer) error {
		_, err := io.WriteString(out, e.summary(w, f.out, f.reviewing()))
		return err
	}
	if f.asJSON {
		say = e.writeJSON
	}
	if err := say(stdout); err != nil {
		return errors.New(w.say("export-broken-output", w.cause(err), f.out))
	}
	if e.left > 0 {
		return exitError(exitLeft)
	}
	return nil
}

// write writes the three files, all or none: nobody shall have the import
// without the way back, nor any of them without note having said so.
func (e *exported) write(w words, dir string, force bool, note func() error) error {
	outputs := []output{
		{"restaurer.csv", func(out io.Writer) error { return web.WriteRestore(out, e.back) }},
		{"import.csv", func(out io.Writer) error { _, err := out.Write(e.plan.File); return err }},
		{"a-saisir.csv", func(out io.Writer) error { return errors.Join(web.WriteByHand(out, w.lang, e.plan), note()) }},
	}
	if err := w.writeAll(dir, force, outputs...); err != nil {
		return err
	}
	for _, o := range outputs {
		e.written = append(e.written, filepath.Join(dir, o.name))
	}
	return nil
}

// ways counts the accounts of each way back.
func (e *exported) ways() map[job.Return]int {
	n := map[job.Return]int{}
	for _, r := range e.back {
		n[r.Way]++
	}
	return n
}

// summary is what a headmaster's office reads; review is the command that decides what
// is left.
func (e *exported) summary(w words, dir, review string) string {
	var b strings.Builder
	ways := e.ways()
	for _, l := range []struct {
		key    string
		n      int
		always bool
	}{
		{"match-accounts", e.state.Job.Accounts, true}, {"match-linked", e.state.Owned, true},
		{"export-has", e.plan.Has, false}, {"export-import", len(e.plan.Import), true}, {"export-erase", len(e.plan.Erase), false}, {"export-by-hand", len(e.plan.ByHand), true},
		{"export-back-typing", ways[job.ByTyping], false}, {"export-back-erasing", ways[job.ByErasing], false},
	} {
		if l.always || l.n > 0 {
			fmt.Fprintln(&b, w.say(l.key, l.n))
		}
	}
	if e.left > 0 {
		fmt.Fprintln(&b, w.say("export-left", e.left, review))
	}
	fmt.Fprintln(&b, w.say("export-written", dir))
	return b.String()
}

// exportJSON is an export for programs: one object.
type exportJSON struct {
	Type     string         `json:"type"` // "export"
	Accounts int            `json:"accounts"`
	Decided  int            `json:"decided"`
	Already  int            `json:"already"` // bear the right identifier
	Import   int            `json:"import_rows"`
	ByHand   int            `json:"by_hand"`
	Erase    int            `json:"erase"` // accounts that bear what is another account's
	Left     int            `json:"cases_left"`
	Back     map[string]int `json:"way_back"` // accounts by "unchanged", "import", "typing", "erasing"
	Guards   []guardJSON    `json:"guards"`
	Written  []string       `json:"written"`
}

func (e *exported) writeJSON(out io.Writer) error {
	o := exportJSON{"export", e.state.Job.Accounts, e.state.Owned, e.plan.Has, len(e.plan.Import), len(e.plan.ByHand), len(e.plan.Erase), e.left,
		map[string]int{}, e.guards.forPrograms(), append([]string{}, e.written...)}
	ways := e.ways()
	for _, way := range []job.Return{job.Unchanged, job.ByImport, job.ByTyping, job.ByErasing} {
		o.Back[string(way)] = ways[way]
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(o)
}
