package main

import (
	"cmp"
	"fmt"
	"io"
	"regexp"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// usage writes how a command is called, which is the end of its help: as cobra
// does, in the program's words, and aligned by letters and not by bytes.
func (w words) usage(c *cobra.Command) error {
	var b strings.Builder
	line := w.useLine(c)
	if c.HasAvailableSubCommands() {
		line = c.CommandPath() + " " + w.say("command-word")
	}
	fmt.Fprintf(&b, "%s\n  %s\n", w.say("usage"), line)
	if c.HasExample() {
		fmt.Fprintf(&b, "\n%s\n%s\n", w.say("examples"), c.Example)
	}
	if c.HasAvailableSubCommands() {
		var commands []manualTerm
		for _, sub := range c.Commands() {
			if sub.IsAvailableCommand() {
				commands = append(commands, manualTerm{sub.Name(), sub.Short})
			}
		}
		fmt.Fprintf(&b, "\n%s\n", w.say("commands"))
		table(&b, commands)
	}
	flags := w.flagTerms(c)
	for i := range flags {
		if strings.HasPrefix(flags[i].term, "--") { // under those that have a letter besides
			flags[i].term = "    " + flags[i].term
		}
	}
	fmt.Fprintf(&b, "\n%s\n", w.say("flags"))
	table(&b, flags)
	if c.HasAvailableSubCommands() {
		fmt.Fprintf(&b, "\n%s\n", w.say("more-help"))
	}
	_, err := io.WriteString(c.OutOrStderr(), b.String())
	return err
}

// placeholders are the French for what stands in the lines of use.
var placeholders = map[string]string{"FILE": "FICHIER", "DIR": "DOSSIER", "HOST": "HÔTE", "NAME": "NOM", "PATH": "CHEMIN", "ID": "IDENTIFIANT", "MIB": "MIO",
	"WHERE": "OÙ", "ACCOUNT": "COMPTE", "DECISIONS": "DÉCISIONS"}

var placeholder = regexp.MustCompile(`\b[A-Z]+\b`)

// useLine is how a command is called, in the language of its flags' help.
func (w words) useLine(c *cobra.Command) string {
	if w.lang != "fr" {
		return c.UseLine()
	}
	return placeholder.ReplaceAllStringFunc(c.UseLine(), func(name string) string { return cmp.Or(placeholders[name], name) })
}

// table writes terms and their meanings in two columns.
func table(b *strings.Builder, terms []manualTerm) {
	widest := 0
	for _, t := range terms {
		widest = max(widest, utf8.RuneCountInString(t.term))
	}
	for _, t := range terms {
		fmt.Fprintf(b, "  %-*s   %s\n", widest, t.term, t.meaning)
	}
}
