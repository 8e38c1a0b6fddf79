// Package wording keeps what a program says to people, in French and in English
// side by side, so that one language can't be written without the other.
package wording

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// A Text is one message, a format as fmt has them, in French and in English.
type Text = [2]string

// A Count is a message whose wording depends on its first argument, a number:
// French for one and for several, English for one and for several. French
// counts 0 as one, English does not.
type Count = [4]string

// A Catalogue holds messages by key. It may be used from several goroutines.
type Catalogue struct{ messages catalog.Catalog }

// New makes a catalogue. The two tables share one set of keys. A format that
// can't be read panics, for it is the program's own.
func New(texts map[string]Text, counts map[string]Count) *Catalogue {
	b := catalog.NewBuilder(catalog.Fallback(language.French))
	set := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	for key, t := range texts {
		set(b.SetString(language.French, key, t[0]))
		set(b.SetString(language.English, key, t[1]))
	}
	for key, c := range counts {
		set(b.Set(language.French, key, plural.Selectf(1, "%d", plural.One, c[0], plural.Other, c[1])))
		set(b.Set(language.English, key, plural.Selectf(1, "%d", plural.One, c[2], plural.Other, c[3])))
	}
	return &Catalogue{b}
}

// Words are a catalogue's messages in one language. They are for one goroutine
// at a time.
type Words struct {
	Lang    string // "fr" or "en", as the libraries' messages want it
	printer *message.Printer
}

// In returns the words of a language, French for one that is not known.
func (c *Catalogue) In(lang string) Words {
	if lang != "en" {
		lang = "fr"
	}
	return Words{lang, message.NewPrinter(language.Make(lang), message.Catalog(c.messages))}
}

// Say returns the message of a key, numbers in it grouped as the language
// does. A key without a message shows itself, which a program's test rules out.
func (w Words) Say(key string, args ...any) string {
	return w.printer.Sprintf(key, args...)
}

// Spaced puts narrow no-break spaces where French typography wants them: before
// : ; ? ! and inside « ». In a source they could not be told from others.
func Spaced(s string) string { return frenchSpaces.Replace(s) }

var frenchSpaces = strings.NewReplacer(
	" :", "\u202f:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!", "« ", "«\u202f", " »", "\u202f»", "n° ", "n°\u00a0",
)
