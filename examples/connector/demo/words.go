package demo

import (
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/entlink/entlink/enroster"
)

// Texts are kept in pairs, so that one can't be written without the other.
type text struct{ fr, en string }

// texts holds everything that is printed or shown, by key. Keys that end in
// -one and -many are two forms of one text, for words.N.
var texts = func() map[string]text {
	all := make(map[string]text)
	for _, part := range []map[string]text{entTexts, appTexts, runTexts} {
		maps.Copy(all, part)
	}
	return all
}()

// words gives the texts of one language.
type words struct{ lang string }

func newWords(lang string) (words, error) {
	switch lang {
	case "", "fr":
		return words{"fr"}, nil
	case "en":
		return words{"en"}, nil
	}
	return words{}, fmt.Errorf("demo: no texts in the language %q: fr or en", lang)
}

// T gives a text with its arguments put in. An unknown key is its own text:
// tests find it, and a visitor still has a page.
func (w words) T(key string, args ...any) string {
	t, ok := texts[key]
	if !ok {
		return key
	}
	s := t.en
	if w.lang == "fr" {
		s = spaced(t.fr)
	}
	if len(args) == 0 {
		return s
	}
	return fmt.Sprintf(s, args...)
}

// N gives the form of a text that goes with a number: French counts 0 as one.
func (w words) N(key string, n int) string {
	if n == 1 || n == 0 && w.lang == "fr" {
		return w.T(key+"-one", n)
	}
	return w.T(key+"-many", n)
}

// spaced puts no-break spaces where French typography wants them. In the
// source they could not be told from others.
func spaced(s string) string { return frenchSpaces.Replace(s) }

var frenchSpaces = strings.NewReplacer(
	" :", "\u00a0:", " ;", "\u00a0;", " ?", "\u00a0?", " !", "\u00a0!", "« ", "«\u00a0", " »", "\u00a0»", "n° ", "n°\u00a0",
)

// profile names what a person is, in the words of the school.
func (w words) profile(p enroster.Profile) string {
	var names []string
	for _, one := range []struct {
		profile enroster.Profile
		key     string
	}{
		{enroster.Pupil, "profile-pupil"},
		{enroster.Guardian, "profile-guardian"},
		{enroster.Teacher, "profile-teacher"},
		{enroster.Librarian, "profile-librarian"},
		{enroster.Management, "profile-management"},
		{enroster.SchoolLife, "profile-school-life"},
		{enroster.Administrator, "profile-administrator"},
	} {
		if p.Has(one.profile) {
			names = append(names, w.T(one.key))
		}
	}
	if len(names) == 0 {
		return w.T("profile-other")
	}
	return strings.Join(names, ", ")
}

// date writes a day as each language's schools do.
func (w words) date(d enroster.Date) string {
	switch {
	case d.IsZero():
		return ""
	case w.lang == "fr":
		return fmt.Sprintf("%02d/%02d/%04d", d.Day, d.Month, d.Year)
	}
	return fmt.Sprintf("%d %s %d", d.Day, d.Month, d.Year)
}

// clock writes when something happened.
func (w words) clock(t time.Time) string {
	if w.lang == "fr" {
		return t.Format("02/01/2006 15:04")
	}
	return t.Format("2 January 2006, 15:04")
}

// fullName is how a person is spoken to: Léa MARTIN.
func fullName(r enroster.Record) string {
	return strings.TrimSpace(r.FirstName + " " + strings.ToUpper(r.LastName))
}

// listName is how a person stands in a school's lists: MARTIN Léa.
func listName(last, first string) string {
	return strings.TrimSpace(strings.ToUpper(last) + " " + first)
}

func classNames(classes []enroster.Class) string {
	names := make([]string, len(classes))
	for i, c := range classes {
		names[i] = c.Name
	}
	return strings.Join(names, ", ")
}

// parseDay reads a day as matcher's people have it.
func parseDay(s string) (enroster.Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	return enroster.DateOf(t), err
}
