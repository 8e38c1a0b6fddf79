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

var messages = wording.New(texts, counts)

// wordsFor returns the words of a language, French for one that it does not know.
func wordsFor(lang string) words {
	w := messages.In(lang)
	return words{w.Lang, w}
}

// say returns the message of a key. A key without a message would show itself,
// which a test rules out.
func (w words) say(key string, args ...any) string { return w.said.Say(key, args...) }

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
