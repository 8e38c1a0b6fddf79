package main

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/finding"
)

// checkPage shows files to a person, once all are read: what each is, then its
// findings grouped.
type checkPage struct {
	w        words
	out      io.Writer
	sections []*pageSection
}

// A pageSection is one file on a page.
type pageSection struct {
	w        words
	head     strings.Builder
	groups   *finding.Groups
	said     map[kind]string // the message of the first finding of each group
	readable bool            // the file has columns
	count    int             // of rows
}

// A kind is what the findings of a group have alike.
type kind struct {
	code enroster.Code
	sev  enroster.Severity
}

func (p *checkPage) section(name string, d enroster.Dialect, cols enroster.Columns) section {
	s := &pageSection{w: p.w, readable: cols != nil, said: map[kind]string{}, groups: finding.New(maxPlaces, func(f enroster.Finding) int { return f.Line })}
	p.sections = append(p.sections, s)
	line := func(text string) { fmt.Fprintln(&s.head, text) }
	line(name)
	line("  " + p.w.contents(d.Layout))
	if d.Encoding == "" || cols == nil {
		return s
	}
	if d.HeaderLine > 0 {
		line(p.w.say("check-dialect", string(d.Encoding), p.w.separator(d.Separator), strconv.Itoa(d.HeaderLine)))
	} else {
		line(p.w.say("check-no-header", string(d.Encoding), p.w.separator(d.Separator)))
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
	line(p.w.say("check-why", strings.Join(why, " ")))
	line(p.w.say("check-columns", strings.Join(names, ", ")))
	return s
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

func (s *pageSection) record(enroster.Record) {}

func (s *pageSection) rows(n int) { s.count = n }

// maxPlaces bounds the further lines named in a group; check --json has all.
const maxPlaces = 5

func (s *pageSection) finding(f enroster.Finding, message func() string) {
	if s.groups.Add(f) {
		s.said[kind{f.Code, f.Severity}] = message()
	}
}

func (p *checkPage) end() {
	for _, s := range p.sections {
		s.write(p.out)
	}
}

func (s *pageSection) write(out io.Writer) {
	fmt.Fprint(out, s.head.String())
	if s.count > 0 {
		fmt.Fprintln(out, s.w.say("check-rows", s.count))
	} else if s.readable {
		fmt.Fprintln(out, s.w.say("check-no-rows"))
	}
	groups := s.groups.WorstFirst()
	if len(groups) == 0 {
		fmt.Fprintln(out, s.w.say("check-no-findings"))
	}
	for _, g := range groups {
		s.writeGroup(g, out)
	}
	fmt.Fprintln(out)
}

func (s *pageSection) writeGroup(g finding.Group, out io.Writer) {
	w := s.w
	head := w.say("severity-" + g.First.Severity.String())
	if g.Count > 1 {
		head += ", " + w.say("check-times", g.Count)
	}
	fmt.Fprintf(out, "  [%s] %s\n", head, s.said[kind{g.First.Code, g.First.Severity}])
	if len(g.Further) == 0 {
		return
	}
	var places []string
	for _, line := range g.Further {
		places = append(places, w.say("check-place", strconv.Itoa(line)))
	}
	if g.More > 0 {
		places = append(places, w.say("check-more-lines", g.More))
	}
	fmt.Fprintln(out, w.say("check-places", strings.Join(places, ", ")))
}
