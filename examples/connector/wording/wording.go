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

// A Part is the messages of one part of a program, by key. The two tables share
// one set of keys.
type Part struct {
	Texts  map[string]Text
	Counts map[string]Count
	// None are what some of the Counts say of 0 instead, by the same keys: people
	// say "aucun compte", and not "0 compte".
	None map[string]Text
}

// A Space is the no-break space that stands in French before : ; ? ! and inside
// « », and between the thousands of a number.
type Space string

// The spaces. Typography wants the narrow one; the letters of some terminals
// lack it.
const (
	Narrow Space = "\u202f"
	Wide   Space = "\u00a0"
)

// A Catalogue holds messages by key. It may be used from several goroutines.
type Catalogue struct {
	messages catalog.Catalog
	space    Space
}

// New makes a catalogue of a program's parts, in which no-break spaces are plain
// ones: in a source they could not be told from others. A key that stands twice
// and a format that can't be read panic, for they are the program's own.
func New(space Space, parts ...Part) *Catalogue {
	b := catalog.NewBuilder(catalog.Fallback(language.French))
	seen := map[string]bool{}
	set := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	once := func(key string) {
		if seen[key] {
			panic("wording: two messages have the key " + key)
		}
		seen[key] = true
	}
	fr := func(s string) string { return spaced(s, space) }
	for _, part := range parts {
		for key, t := range part.Texts {
			once(key)
			set(b.SetString(language.French, key, fr(t[0])))
			set(b.SetString(language.English, key, t[1]))
		}
		for key, c := range part.Counts {
			once(key)
			french, english := []any{plural.One, fr(c[0]), plural.Other, fr(c[1])}, []any{plural.One, c[2], plural.Other, c[3]}
			if none, ok := part.None[key]; ok {
				french, english = append([]any{"=0", fr(none[0])}, french...), append([]any{"=0", none[1]}, english...)
			}
			set(b.Set(language.French, key, plural.Selectf(1, "%d", french...)))
			set(b.Set(language.English, key, plural.Selectf(1, "%d", english...)))
		}
		for key := range part.None {
			if _, ok := part.Counts[key]; !ok {
				panic("wording: no count has the key " + key)
			}
		}
	}
	return &Catalogue{b, space}
}

// Words are a catalogue's messages in one language. They are for one goroutine
// at a time.
type Words struct {
	Lang    string // "fr" or "en", as the libraries' messages want it
	printer *message.Printer
	narrow  bool // numbers too have narrow spaces
}

// In returns the words of a language, French for one that is not known.
func (c *Catalogue) In(lang string) Words {
	if lang != "en" {
		lang = "fr"
	}
	return Words{lang, message.NewPrinter(language.Make(lang), message.Catalog(c.messages)), lang == "fr" && c.space == Narrow}
}

// Say returns the message of a key, numbers in it grouped as the language
// does. A key without a message shows itself, which a program's test rules out.
func (w Words) Say(key string, args ...any) string {
	s := w.printer.Sprintf(key, args...)
	if w.narrow {
		return strings.ReplaceAll(s, string(Wide), string(Narrow))
	}
	return s
}

// spaced puts no-break spaces where French typography wants them.
func spaced(s string, space Space) string {
	return strings.ReplaceAll(frenchSpaces.Replace(s), string(Narrow), string(space))
}

var frenchSpaces = strings.NewReplacer(
	" :", "\u202f:", " ;", "\u202f;", " ?", "\u202f?", " !", "\u202f!", "« ", "«\u202f", " »", "\u202f»", "n° ", "n°\u00a0",
)
