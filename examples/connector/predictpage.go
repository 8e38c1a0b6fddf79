package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/matcher"
)

// write says what the imports would do, for people: how many rows fare how, and
// by line those that would go to the wrong person.
func (p *prediction) write(w words, out io.Writer) {
	for _, in := range p.imports {
		fmt.Fprintln(out, p.say(w, "predict-file", in.name))
		switch {
		case in.notCSV != nil:
			fmt.Fprintln(out, " ", w.fileError(in.name, in.notCSV))
		case in.misread:
			fmt.Fprintln(out, w.say("predict-misread"))
		}
		fmt.Fprintln(out, w.say("check-rows", len(in.rows)))
		if given := p.outcomes(w, out, in, gives); given > 0 && p.compared {
			p.verdicts(w, out, in, given)
		}
		p.outcomes(w, out, in, leaves)
	}
	if !p.compared {
		fmt.Fprintln(out, w.say("predict-not-compared"))
	}
	if !p.former {
		fmt.Fprintln(out, w.say("predict-former"))
	}
	if p.rule == "" && p.astray() { // match makes files for SACoche
		fmt.Fprintln(out, w.say("predict-next"))
	}
}

// astray reports whether a row would go elsewhere than decided, or to an account of
// which nobody has decided whose it is.
func (p *prediction) astray() bool {
	for _, in := range p.imports {
		for _, f := range in.forecast.Fates {
			if p.compared && (f.Verdict == matcher.Wrong || f.Verdict == matcher.Undecided) {
				return true
			}
		}
	}
	return false
}

// worded are outcomes and what they are called.
type worded []struct {
	outcome matcher.Outcome
	key     string
	lines   bool // some are named
}

var (
	// gives are those of rows whose identifier an account gets, or has; leaves those of
	// the others.
	gives  = worded{{matcher.Changed, "predict-changed", false}, {matcher.Identical, "predict-identical", false}}
	leaves = worded{
		{matcher.Unknown, "predict-unknown", true}, {matcher.Homonym, "predict-homonym", true}, {matcher.Taken, "predict-taken", true},
		{matcher.NoID, "predict-no-id", true}, {matcher.Skipped, "predict-skipped", true},
	}
)

// outcomes counts the rows of some outcomes.
func (p *prediction) outcomes(w words, out io.Writer, in *imported, some worded) (all int) {
	for _, o := range some {
		lines := in.lines(func(f matcher.Fate) bool { return f.Outcome == o.outcome })
		if len(lines) == 0 {
			continue
		}
		all += len(lines)
		fmt.Fprintln(out, p.say(w, o.key, len(lines)))
		if o.lines {
			fmt.Fprintln(out, w.places(lines))
		}
	}
	return all
}

// verdicts names those of the given rows that would go to the wrong person, all of
// them, and those that would go to an account of which nobody has decided whose it is.
func (p *prediction) verdicts(w words, out io.Writer, in *imported, given int) {
	wrong := in.lines(func(f matcher.Fate) bool { return f.Verdict == matcher.Wrong })
	fmt.Fprintln(out, w.say("predict-wrong", len(wrong), given))
	for i, fate := range in.forecast.Fates {
		if fate.Verdict != matcher.Wrong {
			continue
		}
		a, r := p.accounts[fate.Account], in.rows[i]
		args := []any{strconv.Itoa(r.Line), job.Legible(r.Last), job.Legible(r.First), a.ID, a.Last, a.First}
		if r.Owner == "" {
			fmt.Fprintln(out, w.say("predict-wrong-row", args...))
		} else {
			fmt.Fprintln(out, w.say("predict-wrong-owner", append(args, r.Owner)...))
		}
	}
	if lines := in.lines(func(f matcher.Fate) bool { return f.Verdict == matcher.Undecided }); len(lines) > 0 {
		fmt.Fprintln(out, w.say("predict-undecided", len(lines), given))
		fmt.Fprintln(out, w.places(lines))
	}
}

// lines are those on which the rows of some fate stand.
func (in *imported) lines(of func(matcher.Fate) bool) (lines []int) {
	for i, fate := range in.forecast.Fates {
		if of(fate) {
			lines = append(lines, in.rows[i].Line)
		}
	}
	return lines
}

// places names the first few of some lines.
func (w words) places(lines []int) string {
	var some []string
	for _, n := range lines[:min(len(lines), maxPlaces)] {
		some = append(some, w.say("check-place", strconv.Itoa(n)))
	}
	if more := len(lines) - len(some); more > 0 {
		some = append(some, w.say("check-more", more))
	}
	return "      " + strings.Join(some, ", ")
}
