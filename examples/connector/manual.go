package main

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// A manual is the page of one command, made of what -h shows: in a terminal it
// is text, for packagers it is roff.
type manual struct {
	name, short string // "connector-check", one line
	parts       []manualPart
}

// A manualPart is what stands under one heading.
type manualPart struct {
	heading string
	text    string       // paragraphs, parted by empty lines; indented lines stay as they are
	terms   []manualTerm // after the text
	literal string       // examples, after the terms
	see     []string     // other pages
}

// A manualTerm is a flag or a code with what it means.
type manualTerm struct{ term, meaning string }

// exitCodes are those that a command may end with, beside 0, 1 and 2.
var exitCodes = map[string][]int{
	"": {exitLeft, exitGuard, exitDiffers}, "check": {exitLeft}, "match": {exitLeft, exitGuard}, "predict": {exitLeft}, "export": {exitLeft, exitGuard},
	"verify": {exitDiffers},
}

// manualOf makes the page of a command, of the program itself for the root.
func manualOf(w words, cmd *cobra.Command) manual {
	m := manual{name: strings.ReplaceAll(cmd.CommandPath(), " ", "-"), short: cmd.Short}
	add := func(p manualPart) { m.parts = append(m.parts, p) }
	add(manualPart{heading: w.say("man-name"), text: m.name + " - " + cmd.Short})
	synopsis := w.useLine(cmd)
	if !cmd.HasParent() {
		synopsis = "connector " + w.say("command-word") + " [" + w.say("man-flags") + "]"
	} else if len(cmd.Aliases) > 0 {
		synopsis += "\n\n" + w.say("man-aliases", strings.Join(cmd.Aliases, ", "))
	}
	add(manualPart{heading: w.say("man-synopsis"), text: synopsis})
	add(manualPart{heading: w.say("man-description"), text: cmp.Or(cmd.Long, cmd.Short)})
	if !cmd.HasParent() {
		var commands []manualTerm
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				commands = append(commands, manualTerm{c.Name(), c.Short})
			}
		}
		add(manualPart{heading: w.say("man-commands"), terms: commands})
	}
	add(manualPart{heading: w.say("man-options"), terms: w.flagTerms(cmd)})
	if cmd.Example != "" {
		add(manualPart{heading: w.say("man-examples"), literal: cmd.Example})
	}
	codes := []manualTerm{{"0", w.say("man-exit-0")}, {"1", w.say("man-exit-1")}, {"2", w.say("man-exit-2")}}
	key := cmd.Name()
	if !cmd.HasParent() {
		key = ""
	}
	for _, code := range exitCodes[key] {
		codes = append(codes, manualTerm{fmt.Sprint(code), w.say(fmt.Sprint("man-exit-", code))})
	}
	add(manualPart{heading: w.say("man-exit"), terms: codes})
	add(manualPart{heading: w.say("man-settings"), text: w.say("man-settings-text")})
	see := []string{"connector"}
	if !cmd.HasParent() {
		see = nil
		for _, c := range cmd.Commands() {
			if c.IsAvailableCommand() {
				see = append(see, "connector-"+c.Name())
			}
		}
	}
	add(manualPart{heading: w.say("man-see"), see: see})
	return m
}

// flagTerms are a command's flags, its own first.
func (w words) flagTerms(cmd *cobra.Command) (terms []manualTerm) {
	each := func(f *pflag.Flag) {
		if f.Hidden {
			return
		}
		value, meaning := pflag.UnquoteUsage(f)
		term := "--" + f.Name
		if f.Shorthand != "" {
			term = "-" + f.Shorthand + ", " + term
		}
		if f.Value.Type() != "bool" && value != "" {
			term += " " + value
		}
		if f.DefValue != "" && f.DefValue != "[]" && f.DefValue != "false" && f.DefValue != "0" {
			meaning += " " + w.say("flag-default", f.DefValue)
		}
		terms = append(terms, manualTerm{term, meaning})
	}
	cmd.LocalNonPersistentFlags().VisitAll(each)
	cmd.Root().PersistentFlags().VisitAll(each)
	return terms
}

// width of a page in a terminal, in letters.
const width = 78

// text writes a page for a terminal.
func (m manual) text(out io.Writer) error {
	var b strings.Builder
	for i, p := range m.parts {
		if i > 0 {
			b.WriteString("\n")
		}
		b.WriteString(strings.ToUpper(p.heading) + "\n")
		for l := range strings.SplitSeq(p.text, "\n") {
			if p.text != "" {
				wrap(&b, "    ", l)
			}
		}
		for _, t := range p.terms {
			b.WriteString("    " + t.term + "\n")
			wrap(&b, "        ", t.meaning)
		}
		if p.literal != "" {
			b.WriteString(p.literal + "\n")
		}
		if p.see != nil {
			wrap(&b, "    ", strings.Join(p.see, ", "))
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

// wrap breaks a line at its spaces. One that is indented is a line of a table:
// it stays.
func wrap(b *strings.Builder, indent, line string) {
	if line == "" || line[0] == ' ' {
		b.WriteString(strings.TrimRight(indent+line, " ") + "\n")
		return
	}
	at := 0
	for _, word := range strings.Split(line, " ") {
		n := utf8.RuneCountInString(word)
		switch {
		case at == 0:
			b.WriteString(indent)
			at = len(indent)
		case at+1+n > width:
			b.WriteString("\n" + indent)
			at = len(indent)
		default:
			b.WriteString(" ")
			at++
		}
		b.WriteString(word)
		at += n
	}
	b.WriteString("\n")
}

// roff writes a page for man.
func (m manual) roff(out io.Writer) error {
	var b strings.Builder
	fmt.Fprintf(&b, ".TH %s 1 \"\" \"connector %s\" \"entlink\"\n", strings.ToUpper(m.name), roffText(programVersion().Version))
	for _, p := range m.parts {
		b.WriteString(".SH " + roffText(strings.ToUpper(p.heading)) + "\n")
		b.WriteString(roffParagraphs(p.text))
		for _, t := range p.terms {
			fmt.Fprintf(&b, ".TP\n.B %s\n%s\n", roffText(t.term), roffText(t.meaning))
		}
		if p.literal != "" {
			b.WriteString(".nf\n" + roffLines(p.literal) + ".fi\n")
		}
		for i, page := range p.see {
			fmt.Fprintf(&b, ".BR %s (1)%s\n", roffText(page), map[bool]string{true: ",", false: ""}[i+1 < len(p.see)])
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func roffParagraphs(text string) string {
	var b strings.Builder
	for i, paragraph := range strings.Split(text, "\n\n") {
		if paragraph == "" {
			continue
		}
		if i > 0 {
			b.WriteString(".PP\n")
		}
		table := false
		for l := range strings.SplitSeq(paragraph, "\n") {
			if in := strings.HasPrefix(l, " "); in != table {
				table = in
				b.WriteString(map[bool]string{true: ".nf\n", false: ".fi\n"}[in])
			}
			b.WriteString(roffText(l) + "\n")
		}
		if table {
			b.WriteString(".fi\n")
		}
	}
	return b.String()
}

func roffLines(text string) string {
	var b strings.Builder
	for l := range strings.SplitSeq(text, "\n") {
		b.WriteString(roffText(l) + "\n")
	}
	return b.String()
}

// roffText escapes what roff would take for its own.
func roffText(s string) string {
	s = strings.NewReplacer(`\`, `\e`, "-", `\-`, "\u00a0", `\ `).Replace(s)
	if strings.HasPrefix(s, ".") || strings.HasPrefix(s, "'") {
		s = `\&` + s
	}
	return s
}

func helpCommand(w words) *cobra.Command {
	return &cobra.Command{
		Use:     "help [" + w.say("command-word") + "]",
		Aliases: []string{"aide"},
		Short:   w.say("help-short"),
		Long:    w.say("help-long"),
		Args:    needArgs(w, "help-args", 0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			about, err := named(w, cmd.Root(), args)
			if err != nil {
				return err
			}
			if err := manualOf(w, about).text(cmd.OutOrStdout()); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			return nil
		},
		ValidArgsFunction:     completeCommands,
		DisableFlagsInUseLine: true,
	}
}

// named finds a command by what somebody typed; the root for nothing.
func named(w words, root *cobra.Command, args []string) (*cobra.Command, error) {
	if len(args) == 0 {
		return root, nil
	}
	for _, c := range root.Commands() {
		if c.Name() == args[0] || c.HasAlias(args[0]) {
			return c, nil
		}
	}
	return nil, usageError{errors.New(w.say("no-such-command", args[0], root.CommandPath()))}
}

func manCommand(w words) *cobra.Command {
	var dir string
	var force bool
	cmd := &cobra.Command{
		Use:     "man [--out DIR [--force]] [" + w.say("command-word") + "]",
		Short:   w.say("man-short"),
		Long:    w.say("man-long"),
		Example: "  connector man export | man -l -\n  connector man --out /usr/local/share/man",
		Args:    needArgs(w, "help-args", 0, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if dir != "" && len(args) > 0 {
				return usageError{errors.New(w.say("man-all"))}
			}
			if dir == "" {
				about, err := named(w, cmd.Root(), args)
				if err != nil {
					return err
				}
				if err := manualOf(w, about).roff(cmd.OutOrStdout()); err != nil {
					return errors.New(w.say("check-broken-output", w.cause(err)))
				}
				return nil
			}
			for lang, folder := range map[string]string{"en": "man1", "fr": filepath.Join("fr", "man1")} {
				if err := writeManuals(wordsFor(lang), filepath.Join(dir, folder), force, w); err != nil {
					return err
				}
			}
			_, err := fmt.Fprintln(cmd.OutOrStdout(), w.say("man-written", dir))
			return err
		},
		ValidArgsFunction:     completeCommands,
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringVar(&dir, "out", "", w.say("man-flag-out"))
	cmd.Flags().BoolVar(&force, "force", false, w.say("match-flag-force"))
	return cmd
}

// writeManuals writes the pages of all commands in one language.
func writeManuals(lang words, dir string, force bool, w words) error {
	root := rootCommand(lang, &settings{})
	var outputs []output
	for _, c := range append([]*cobra.Command{root}, root.Commands()...) {
		if c == root || c.IsAvailableCommand() {
			m := manualOf(lang, c)
			outputs = append(outputs, output{m.name + ".1", m.roff})
		}
	}
	return w.writeAll(dir, force, outputs...)
}
