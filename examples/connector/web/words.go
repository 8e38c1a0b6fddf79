package web

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

var messages = func() *wording.Catalogue {
	t, c := maps.Clone(texts), maps.Clone(counts)
	for key, x := range t {
		t[key] = wording.Text{wording.Spaced(x[0]), x[1]}
	}
	for key, x := range c {
		c[key] = wording.Count{wording.Spaced(x[0]), wording.Spaced(x[1]), x[2], x[3]}
	}
	return wording.New(t, c)
}()

// say gives a text, with the narrow no-break space that French numbers have.
func say(w wording.Words, key string, args ...any) string {
	s := w.Say(key, args...)
	if w.Lang == "fr" {
		s = strings.ReplaceAll(s, "\u00a0", "\u202f")
	}
	return s
}

// listName is how a person stands in a school's lists: MARTIN Léa.
func listName(p matcher.Person) string {
	return strings.TrimSpace(strings.ToUpper(p.Last) + " " + p.First)
}

// profile names what a person is, in the school's words.
func profile(w wording.Words, p matcher.Person) string {
	var names []string
	for _, label := range p.Profiles {
		switch strings.ToLower(label) {
		case matcher.Pupil:
			names = append(names, say(w, "profile-pupil"))
		case matcher.Guardian:
			names = append(names, say(w, "profile-guardian"))
		case matcher.Teacher:
			names = append(names, say(w, "profile-teacher"))
		case matcher.Staff:
			names = append(names, say(w, "profile-staff"))
		}
	}
	return strings.Join(names, ", ")
}

// born writes a birth date of the matcher's people; "" if there is none.
func born(w wording.Words, p matcher.Person) string {
	t, err := time.Parse(time.DateOnly, p.Born)
	switch {
	case err != nil:
		return p.Born
	case w.Lang == "en":
		return t.Format("2 January 2006")
	}
	return t.Format("02/01/2006")
}

func sex(w wording.Words, p matcher.Person) string {
	switch p.Sex {
	case "M":
		return say(w, "sex-male")
	case "F":
		return say(w, "sex-female")
	}
	return ""
}

// sentence begins a text with a capital and ends it with a stop.
func sentence(s string) string {
	if s == "" {
		return ""
	}
	r := []rune(s)
	return strings.ToUpper(string(r[:1])) + string(r[1:]) + "."
}

// column is a spreadsheet's name of a column counted from 1: A, B, … Z, AA.
func column(n int) string {
	name := ""
	for ; n > 0; n = (n - 1) / 26 {
		name = fmt.Sprintf("%c%s", 'A'+(n-1)%26, name)
	}
	return name
}
