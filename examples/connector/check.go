package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
)

func checkCommand(w words) *cobra.Command {
	var asJSON, records bool
	var layout string
	cmd := &cobra.Command{
		Use:     "check [--json [--records]] [--layout NAME] FILE…",
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
			var view view = &checkPage{w: w, out: out}
			if asJSON {
				view = &checkJSON{w: w, out: out, records: records}
			}
			worst := enroster.Info
			for _, name := range files {
				worst = max(worst, checkFile(w, name, l, view, cmd.ErrOrStderr()))
			}
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

// A view shows what check learns about a file, in this order: one dialect,
// records and findings as they come, one end.
type view interface {
	dialect(name string, d enroster.Dialect, cols enroster.Columns)
	record(name string, cols enroster.Columns, rec enroster.Record)
	finding(name string, f enroster.Finding, message string)
	end(name string, rows int)
}

// checkFile reads one file through a view and returns its worst finding. A file
// that can't be opened or read to its end is a finding too, so that the others
// are still looked at.
func checkFile(w words, name string, layout enroster.Layout, v view, messages io.Writer) (worst enroster.Severity) {
	var early []enroster.Finding // findings before the dialect is known
	known := false
	report := func(f enroster.Finding) {
		worst = max(worst, f.Severity)
		if !known {
			early = append(early, f)
			return
		}
		v.finding(name, f, f.Message(w.lang))
	}
	in, err := w.open(name)
	if err != nil {
		v.dialect(name, enroster.Dialect{}, nil)
		v.finding(name, unreadable, err.Error())
		v.end(name, 0)
		return enroster.Fatal
	}
	defer in.Close()
	hook, done := w.progress(in, messages)
	defer done()
	r := enroster.NewReader(in, &enroster.Options{Layout: layout, OnFinding: report, OnProgress: hook})
	v.dialect(name, r.Dialect(), r.Columns())
	known = true
	for _, f := range early {
		v.finding(name, f, f.Message(w.lang))
	}
	rows := 0
	check := enroster.NewChecker(r.Dialect().Layout, r.Columns(), &enroster.CheckOptions{OnFinding: report})
	whole := true
	var fatal *enroster.FatalError
	for rec, err := range r.All() {
		if errors.As(err, &fatal) {
			worst, whole = enroster.Fatal, false // its finding has been reported
			break
		}
		if err != nil {
			v.finding(name, unreadable, w.fileError(name, err).Error())
			worst, whole = enroster.Fatal, false
			break
		}
		rows++
		v.record(name, r.Columns(), rec)
		check.Add(rec)
	}
	if whole { // of half a file nobody is missing
		check.Finish()
	}
	v.end(name, rows)
	return worst
}

// unreadable is the finding for a file that the system does not give us.
var unreadable = enroster.Finding{Code: "file.unreadable", Severity: enroster.Fatal}

// checkPage shows a file to a person: what it is, then its findings grouped.
type checkPage struct {
	w        words
	out      io.Writer
	groups   []*group
	readable bool // the file has columns
}

// A group is the findings of one code.
type group struct {
	first   string // the message of the first one
	sev     enroster.Severity
	code    enroster.Code
	count   int
	last    int   // line of the latest finding
	further []int // the next few lines that have one
	more    int   // how many lines beyond these
}

func (p *checkPage) dialect(name string, d enroster.Dialect, cols enroster.Columns) {
	p.groups, p.readable = nil, cols != nil
	fmt.Fprintln(p.out, name)
	fmt.Fprintln(p.out, "  "+p.w.contents(d.Layout))
	if d.Encoding == "" || cols == nil {
		return
	}
	if d.HeaderLine > 0 {
		fmt.Fprintln(p.out, p.w.say("check-dialect", string(d.Encoding), p.w.separator(d.Separator), d.HeaderLine))
	} else {
		fmt.Fprintln(p.out, p.w.say("check-no-header", string(d.Encoding), p.w.separator(d.Separator)))
	}
	var why, names []string
	for _, r := range d.Reasons {
		why = append(why, r.Message(p.w.lang))
	}
	for _, c := range cols {
		n := c.Name
		if c.Field == enroster.FieldOther {
			n = p.w.say("check-unknown-column", n)
		}
		names = append(names, n)
	}
	fmt.Fprintln(p.out, p.w.say("check-why", strings.Join(why, " ")))
	fmt.Fprintln(p.out, p.w.say("check-columns", strings.Join(names, ", ")))
}

// contents says what a file of a layout is.
func (w words) contents(l enroster.Layout) string {
	if key := layoutKey(l); key != "layout-unknown" || l == "" {
		return w.say(key)
	}
	return w.say("layout-other", l.Label(w.lang))
}

func layoutKey(l enroster.Layout) string {
	switch l {
	case enroster.LayoutGUID:
		return "layout-guid"
	case enroster.LayoutAccounts:
		return "layout-accounts"
	case enroster.LayoutPupils:
		return "layout-eleves"
	case enroster.LayoutGuardians:
		return "layout-responsables"
	case enroster.LayoutProfessionals:
		return "layout-professeurs"
	}
	return "layout-unknown"
}

func (w words) separator(r rune) string {
	switch r {
	case '\t':
		return w.say("separator-tab")
	case ' ':
		return w.say("separator-space")
	}
	return w.say("separator-other", string(r))
}

func (p *checkPage) record(string, enroster.Columns, enroster.Record) {}

// maxPlaces bounds the further lines named in a group; check --json has all.
const maxPlaces = 5

func (p *checkPage) finding(_ string, f enroster.Finding, message string) {
	for _, g := range p.groups {
		if g.code == f.Code && g.sev == f.Severity {
			g.count++
			switch {
			case f.Line == g.last:
			case len(g.further) < maxPlaces:
				g.further = append(g.further, f.Line)
			default:
				g.more++
			}
			g.last = f.Line
			return
		}
	}
	p.groups = append(p.groups, &group{first: message, sev: f.Severity, code: f.Code, count: 1, last: f.Line})
}

func (p *checkPage) end(_ string, rows int) {
	if rows > 0 {
		fmt.Fprintln(p.out, p.w.say("check-rows", rows))
	} else if p.readable {
		fmt.Fprintln(p.out, p.w.say("check-no-rows"))
	}
	if len(p.groups) == 0 {
		fmt.Fprintln(p.out, p.w.say("check-no-findings"))
	}
	for sev := enroster.Fatal; ; sev-- {
		for _, g := range p.groups {
			if g.sev == sev {
				p.group(g)
			}
		}
		if sev == enroster.Info {
			break
		}
	}
	fmt.Fprintln(p.out)
}

func (p *checkPage) group(g *group) {
	head := p.w.say("severity-" + g.sev.String())
	if g.count > 1 {
		head += ", " + p.w.say("check-times", g.count)
	}
	fmt.Fprintf(p.out, "  [%s] %s\n", head, g.first)
	if len(g.further) == 0 {
		return
	}
	var places []string
	for _, line := range g.further {
		places = append(places, p.w.say("check-place", line))
	}
	if g.more > 0 {
		places = append(places, p.w.say("check-more-lines", g.more))
	}
	fmt.Fprintln(p.out, p.w.say("check-places", strings.Join(places, ", ")))
}
