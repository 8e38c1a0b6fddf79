package main

import (
	"bufio"
	"context"
	"errors"
	"io"
	"runtime/debug"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
)

func checkCommand(w words) *cobra.Command {
	var asJSON, records bool
	var layout string
	cmd := &cobra.Command{
		Use:     "check [--json [--records]] [--layout NAME] FILE…",
		Aliases: []string{"verifier", "vérifier"},
		Short:   w.say("check-short"),
		Long:    w.say("check-long"),
		Example: "  connector check export.csv\n  connector check --json --records export.csv",
		Args:    needArgs(w, "check-args", 1, -1),
		RunE: func(cmd *cobra.Command, files []string) error {
			if records && !asJSON {
				return usageError{errors.New(w.say("check-records-json"))}
			}
			l, err := w.layout(layout)
			if err != nil {
				return err
			}
			// What a check keeps of a million rows has no pointers: to collect more often costs next to nothing and saves
			// a third of the memory.
			defer debug.SetGCPercent(debug.SetGCPercent(25))
			out := bufio.NewWriter(cmd.OutOrStdout())
			var v view = &checkPage{w: w, out: out}
			if asJSON {
				v = &checkJSON{w: w, out: out, records: records}
			}
			worst := checkFiles(cmd.Context(), w, files, l, v, cmd.ErrOrStderr())
			if err := out.Flush(); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			return checkExit(worst)
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, w.say("check-json"))
	cmd.Flags().BoolVar(&records, "records", false, w.say("check-records"))
	cmd.Flags().StringVar(&layout, "layout", "", w.say("flag-layout"))
	return cmd
}

// checkExit is the exit code for the worst finding of all files.
func checkExit(worst enroster.Severity) error {
	switch worst {
	case enroster.Fatal:
		return exitError(exitFailed)
	case enroster.Error:
		return exitError(exitLeft)
	}
	return nil
}

// A view shows what check learns about files: section begins each, end comes
// last.
type view interface {
	section(name string, d enroster.Dialect, cols enroster.Columns) section
	end()
}

// A section is one file in a view: its records and findings as they come, each
// finding with what words it where it is shown, and how many rows the file has. What compares its rows comes after the rows of all
// files.
type section interface {
	record(rec enroster.Record)
	finding(f enroster.Finding, message func() string)
	rows(n int)
}

// A checking is one run of check.
type checking struct {
	w        words
	layout   enroster.Layout
	view     view
	messages io.Writer
	rows     *enroster.Checker
	sections map[string]section // by the names of files
	worst    enroster.Severity
}

// checkFiles reads files through a view and returns the worst finding of all.
func checkFiles(ctx context.Context, w words, names []string, layout enroster.Layout, v view, messages io.Writer) (worst enroster.Severity) {
	c := &checking{w: w, layout: layout, view: v, messages: messages, sections: make(map[string]section)}
	c.rows = enroster.NewChecker("", nil, &enroster.CheckOptions{OnFinding: func(f enroster.Finding) { c.report(c.sections[f.File], f) }})
	for _, name := range names {
		c.file(ctx, name)
	}
	c.rows.Finish()
	v.end()
	return c.worst
}

func (c *checking) report(s section, f enroster.Finding) {
	c.worst = max(c.worst, f.Severity)
	s.finding(f, func() string { return f.Message(c.w.lang) })
}

// file reads one file. One that can't be opened or read to its end is a finding
// too, so that the others are still looked at.
func (c *checking) file(ctx context.Context, name string) {
	in, err := c.w.open(name)
	if err != nil {
		s := c.view.section(name, enroster.Dialect{}, nil)
		c.unreadable(s, err)
		s.rows(0)
		c.rows.File(name, "", nil)
		c.rows.Partial() // the children of the others' guardians may be there
		return
	}
	defer in.Close()
	hook, done := c.w.progress(in, c.messages)
	defer done()
	var early []enroster.Finding // findings before the dialect is known
	var s section
	r := enroster.NewReader(untilStopped{ctx, in}, &enroster.Options{Layout: c.layout, OnProgress: hook, OnFinding: func(f enroster.Finding) {
		if s == nil {
			early = append(early, f)
			return
		}
		c.report(s, f)
	}})
	s = c.view.section(name, r.Dialect(), r.Columns())
	for _, f := range early {
		c.report(s, f)
	}
	readable := r.Columns() != nil
	if readable {
		c.sections[name] = s
		c.rows.File(name, r.Dialect().Layout, r.Columns())
	}
	rows := 0
	for rec, err := range r.All() {
		if err != nil {
			var fatal *enroster.FatalError
			if !errors.As(err, &fatal) { // whose finding has been reported
				c.unreadable(s, c.w.fileError(name, err))
			}
			if readable {
				c.rows.Partial()
			}
			break
		}
		rows++
		s.record(rec)
		c.rows.Add(rec)
	}
	s.rows(rows)
}

// unreadable reports that the system does not give us a file.
func (c *checking) unreadable(s section, err error) {
	c.worst = enroster.Fatal
	s.finding(enroster.Finding{Code: "file.unreadable", Severity: enroster.Fatal}, err.Error)
}
