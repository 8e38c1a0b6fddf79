package main

import (
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"
	"golang.org/x/text/message"
	"golang.org/x/text/message/catalog"
)

// words says everything that the program says to people, in one language.
type words struct {
	lang    string // "fr" or "en", as the libraries' messages want it
	printer *message.Printer
}

// A text is one message in both languages, a format as fmt has them.
type text struct{ fr, en string }

// A count is a message whose wording depends on its first argument, a number.
// French counts 0 as one, English does not.
type count struct{ frOne, frOther, enOne, enOther string }

// wordsFor returns the words of a language, French for one that it does not know.
func wordsFor(lang string) words {
	if lang != "en" {
		lang = "fr"
	}
	return words{lang, message.NewPrinter(language.Make(lang), message.Catalog(messages))}
}

// say returns the message of a key. A key without a message would show itself,
// which a test rules out.
func (w words) say(key string, args ...any) string {
	return w.printer.Sprintf(key, args...)
}

var messages = func() catalog.Catalog {
	b := catalog.NewBuilder(catalog.Fallback(language.French))
	set := func(err error) {
		if err != nil {
			panic(err) // a format in the tables below is wrong
		}
	}
	for key, t := range texts {
		set(b.SetString(language.French, key, t.fr))
		set(b.SetString(language.English, key, t.en))
	}
	for key, c := range counts {
		set(b.Set(language.French, key, plural.Selectf(1, "%d", plural.One, c.frOne, plural.Other, c.frOther)))
		set(b.Set(language.English, key, plural.Selectf(1, "%d", plural.One, c.enOne, plural.Other, c.enOther)))
	}
	return b
}()

// usageTemplate is cobra's, in the program's words.
func (w words) usageTemplate() string {
	return strings.NewReplacer("USAGE", w.say("usage"), "EXAMPLES", w.say("examples"), "COMMANDS", w.say("commands"), "COMMAND", w.say("command-word"),
		"FLAGS", w.say("flags"), "MORE", w.say("more-help")).Replace(`USAGE
  {{if .HasAvailableSubCommands}}{{.CommandPath}} COMMAND{{else}}{{.UseLine}}{{end}}{{if .HasExample}}

EXAMPLES
{{.Example}}{{end}}{{if .HasAvailableSubCommands}}

COMMANDS{{range .Commands}}{{if .IsAvailableCommand}}
  {{rpad .Name .NamePadding}} {{.Short}}{{end}}{{end}}{{end}}

FLAGS
{{.Flags.FlagUsages | trimTrailingWhitespaces}}{{if .HasAvailableSubCommands}}

MORE{{end}}
`)
}
