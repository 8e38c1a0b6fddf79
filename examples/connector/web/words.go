package web

import (
	"fmt"
	"strings"
	"time"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/wording"
	"github.com/entlink/entlink/matcher"
)

var messages = wording.New(wording.Narrow, append(parts, job.DamageTexts, job.ByHandTexts)...)

var parts = []wording.Part{{Texts: texts, Counts: counts, None: none}, {Texts: filesTexts}, {Texts: matchTexts}, {Texts: forecastTexts}, termTexts}

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
			names = append(names, w.Say("profile-pupil"))
		case matcher.Guardian:
			names = append(names, w.Say("profile-guardian"))
		case matcher.Teacher:
			names = append(names, w.Say("profile-teacher"))
		case matcher.Staff:
			names = append(names, w.Say("profile-staff"))
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
		return w.Say("sex-male")
	case "F":
		return w.Say("sex-female")
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
