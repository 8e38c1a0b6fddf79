package main

import (
	"strings"

	"github.com/entlink/entlink/examples/connector/wording"
)

// words says everything that the program says to people, in one language.
type words struct {
	lang string // "fr" or "en", as the libraries' messages want it
	said wording.Words
}

type (
	text  = wording.Text
	count = wording.Count
)

// messages are those of all parts of the program. A key that two parts have
// would be lost silently, which a test rules out.
var messages = func() *wording.Catalogue {
	t, c := map[string]text{}, map[string]count{}
	for _, part := range allTexts {
		for key, x := range part {
			t[key] = text{spaced(x[0]), x[1]}
		}
	}
	for _, part := range allCounts {
		for key, x := range part {
			c[key] = count{spaced(x[0]), spaced(x[1]), x[2], x[3]}
		}
	}
	return wording.New(t, c)
}()

var (
	allTexts  = []map[string]text{texts, afterTexts, settingsTexts, operationsTexts, manualTexts, keepingTexts}
	allCounts = []map[string]count{counts, afterCounts}
)

// spaced puts no-break spaces where French typography wants them: wide ones,
// which the letters of every terminal have.
func spaced(s string) string { return strings.ReplaceAll(wording.Spaced(s), "\u202f", "\u00a0") }

// wordsFor returns the words of a language, French for one that it does not know.
func wordsFor(lang string) words {
	w := messages.In(lang)
	return words{w.Lang, w}
}

// say returns the message of a key. A key without a message would show itself,
// which a test rules out.
func (w words) say(key string, args ...any) string { return w.said.Say(key, args...) }
