package demo

import (
	"fmt"
	"strings"
	"time"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/wording"
)

// messages holds everything that is printed or shown.
var messages = wording.New(wording.Wide, parts...)

var parts = []wording.Part{{Texts: entTexts}, {Texts: appTexts, Counts: appCounts}, {Texts: runTexts}}

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
func (w words) T(key string, args ...any) string { return messages.In(w.lang).Say(key, args...) }

// N gives the form of a text that goes with a number: French counts 0 as one.
func (w words) N(key string, n int) string { return w.T(key, n) }

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
