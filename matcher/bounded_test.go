package matcher

import (
	"fmt"
	"math"
	"runtime"
	"strings"
	"testing"
)

// madeToCost are lists that a hostile file may hold, of n rows or so: both sides
// alike.
var madeToCost = map[string]func(n int) []Person{
	"one child of many guardians": func(n int) []Person {
		ps := []Person{{ID: "c", Last: "Kid", First: "Zoe", Profiles: []string{Pupil}, Schools: []string{"1A"}}}
		for i := range n {
			ps = append(ps, Person{ID: fmt.Sprint("g", i), Last: threeLetters(i), First: "Marie", Profiles: []string{Guardian}, Children: []string{"c"}})
		}
		return ps
	},
	"one guardian of many children": func(n int) []Person {
		g := Person{ID: "g", Last: "Kid", First: "Zoe", Profiles: []string{Guardian}}
		var ps []Person
		for i := range n {
			g.Children = append(g.Children, fmt.Sprint("c", i))
			ps = append(ps, Person{ID: fmt.Sprint("c", i), Last: threeLetters(i), First: "Marie", Profiles: []string{Pupil}, Schools: []string{"1A"}})
		}
		return append(ps, g)
	},
	"one identifier in all rows": func(n int) (ps []Person) {
		for i := range n {
			ps = append(ps, Person{ID: "c", Last: threeLetters(i), First: "Lea", Profiles: []string{Pupil}, Schools: []string{fmt.Sprint(i)}, Classes: []string{fmt.Sprint(i)}})
		}
		return ps
	},
	"one earlier identifier in all rows": func(n int) (ps []Person) {
		for i := range n {
			ps = append(ps, Person{ID: fmt.Sprint("c", i), Last: threeLetters(i), First: "Lea", Profiles: []string{Pupil}, Schools: []string{"1A"}, Prior: "c0"})
		}
		return ps
	},
	"all schools and classes in each row": func(n int) (ps []Person) {
		var all []string
		for i := range int(math.Sqrt(float64(n))) {
			all = append(all, fmt.Sprint(i))
		}
		for i := range all {
			ps = append(ps, Person{ID: fmt.Sprint("c", i), Last: threeLetters(i), First: "Lea", Profiles: []string{Pupil}, Schools: all, Classes: all})
		}
		return ps
	},
	"names of many words": func(n int) (ps []Person) {
		var words []string
		for i := range n / 10 {
			words = append(words, threeLetters(i))
		}
		for i := range 10 {
			ps = append(ps, Person{ID: fmt.Sprint("c", i), Last: strings.Join(words[i:], " "), First: strings.Join(words, "-"), Profiles: []string{Pupil}, Schools: []string{"1A"}})
		}
		return ps
	},
	"one name": func(n int) (ps []Person) {
		for i := range n {
			ps = append(ps, Person{ID: fmt.Sprint("c", i), Last: "Martin", First: "Lea", Profiles: []string{Pupil}, Schools: []string{"1A"}, Born: "2012-01-02"})
		}
		return ps
	},
}

// threeLetters is a name that others come near, and that comes again after 2,197.
func threeLetters(i int) string {
	return fmt.Sprintf("Last%c%c%c", 'a'+i%13, 'a'+i/13%13, 'a'+i/169%13)
}

// TestWhatListsCost bounds what is allocated for a row of lists that are made to
// cost much. Before throngs it was twenty times as much and grew with the lists.
func TestWhatListsCost(t *testing.T) {
	const n = 6000
	for name, people := range madeToCost {
		roster, accounts := people(n), people(n)
		for i := range accounts {
			if i%2 == 0 {
				accounts[i].Last = "x" + accounts[i].Last
			}
		}
		for _, tt := range []struct {
			what string
			most uint64
			do   func()
		}{
			{"Link", 40 << 10, func() { Link(roster, accounts, nil) }},
			{"PredictGEPI", 4 << 10, func() { PredictGEPI(roster, accounts, nil) }},
			{"PredictEntcore", 4 << 10, func() { PredictEntcore(roster, accounts, nil) }},
		} {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			tt.do()
			runtime.ReadMemStats(&after)
			if got := (after.TotalAlloc - before.TotalAlloc) / n; got > tt.most {
				t.Errorf("%s of %s: %d bytes for a row, want at most %d", tt.what, name, got, tt.most)
			} else {
				t.Logf("%s of %s: %d bytes for a row", tt.what, name, got)
			}
		}
	}
}

func TestNoNames(t *testing.T) {
	long := strings.TrimSpace(strings.Repeat("Jean ", maxNameWords))
	for why, c := range map[string]struct {
		cell string
		name bool
	}{
		"as many words as a name has at most":       {long, true},
		"one word more":                             {long + " Luc", false},
		"words that hyphens part":                   {strings.ReplaceAll(long, " ", "-") + "-Luc", false},
		"a word as long as a name may be":           {strings.Repeat("a", maxNameBytes), true},
		"a word that is longer":                     {strings.Repeat("a", maxNameBytes+1), false},
		"many spaces between the words of one name": {"De" + strings.Repeat(" ", 100) + "La Tour", true},
	} {
		var s surname
		var g given
		French.readSurname(&s, c.cell)
		French.readGiven(&g, c.cell)
		if got := s.compact() != ""; got != c.name {
			t.Errorf("%s: a last name %v, want %v", why, got, c.name)
		}
		if got := g.compact() != "" && len(g.names()) > 0; got != c.name {
			t.Errorf("%s: given names %v, want %v", why, got, c.name)
		}
	}
}
