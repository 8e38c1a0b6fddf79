package main

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
)

// usage writes how a command is called, which is the end of its help: as cobra
// does, in the program's words, and aligned by letters and not by bytes.
func (w words) usage(c *cobra.Command) error {
	var b strings.Builder
	line := c.UseLine()
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
