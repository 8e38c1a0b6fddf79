package matcher

import (
	"fmt"
	"strings"
)

// person reads a person from words: the ID, "Last First", then marks in any
// order: pupil, guardian, teacher; a UAI; a birth date; M or F; prior=, child=,
// class=; stale.
func person(line string) Person {
	f := strings.Split(line, ",")
	last, first, _ := strings.Cut(strings.TrimSpace(f[1]), " ")
	p := Person{ID: strings.TrimSpace(f[0]), Last: last, First: first}
	for _, w := range f[2:] {
		w = strings.TrimSpace(w)
		k, v, _ := strings.Cut(w, "=")
		switch {
		case k == "prior":
			p.Prior = v
		case k == "child":
			p.Children = append(p.Children, v)
		case k == "class":
			p.Classes = append(p.Classes, v)
		case w == "stale":
			p.Stale = true
		case w == "M" || w == "F":
			p.Sex = w
		case len(w) == 10 && w[4] == '-':
			p.Born = w
		case w[0] >= '0' && w[0] <= '9':
			p.Schools = append(p.Schools, w)
		default:
			p.Profiles = append(p.Profiles, w)
		}
	}
	return p
}

func people(lines string) (ps []Person) {
	for l := range strings.Lines(lines) {
		if strings.TrimSpace(l) != "" {
			ps = append(ps, person(l))
		}
	}
	return ps
}

// outcome writes decisions as lines: account, status, candidates, causes.
func outcome(r *Result) string {
	var b strings.Builder
	for _, d := range r.Decisions {
		fmt.Fprintf(&b, "%s %s", d.Account.ID, d.Status)
		for i, c := range d.Candidates {
			fmt.Fprint(&b, map[bool]string{true: " ", false: "|"}[i == 0], c.Person.ID)
		}
		for _, c := range d.Causes {
			fmt.Fprint(&b, " ", c)
		}
		b.WriteByte('\n')
	}
	return b.String()
}
