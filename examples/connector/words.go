package main

import (
	"github.com/entlink/entlink/examples/connector/job"
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

// messages are those of all parts of the program, with the wide spaces that the
// letters of every terminal have.
var messages = wording.New(wording.Wide, append(parts, job.DamageTexts, job.ByHandTexts)...)

var parts = []wording.Part{{Texts: texts, Counts: counts}, {Texts: afterTexts, Counts: afterCounts}, {Texts: settingsTexts}, {Texts: operationsTexts}, {Texts: manualTexts}, {Texts: keepingTexts}}

// wordsFor returns the words of a language, French for one that it does not know.
func wordsFor(lang string) words {
	w := messages.In(lang)
	return words{w.Lang, w}
}

// say returns the message of a key. A key without a message would show itself,
// which a test rules out.
func (w words) say(key string, args ...any) string { return w.said.Say(key, args...) }
