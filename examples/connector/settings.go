package main

import (
	"bufio"
	"errors"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// Settings are the flags' values that stand in the environment or in one file.
// A flag on the command line goes before the environment, and the environment
// before the file. In the file a setting is a line "name = value", with the
// flag's name; what may be repeated stands on several lines. In the environment
// its name is CONNECTOR_NAME, and several values are parted by semicolons.
type settings struct {
	file  string // "" if there is none
	lines []settingLine
	env   map[string]string // by the flag's name
	err   error             // of reading the file
}

// A settingLine is one line of the file.
type settingLine struct {
	name, value string
	line        int
	open        bool // others can read the file
}

// lineOnly are flags that count for one run: nobody may find them set. A guard's
// number above all is typed by somebody who has read it.
var lineOnly = []string{"help", "version", "config", "confirm", "force", "json", "records", "none", "forget", "purge", "check", "open", "roster", "accounts",
	"former", "after", "truth", "out", "cat"}

// secrets are flags whose values must not be seen: each may also be given as the
// content of a file, by the same name and -file.
var secrets = []string{"database", "sessions", "redis", "key", "cookie-key"}

const secretFile = "-file"

// readSettings reads the environment, and the file that it or args name.
func readSettings(args, environ []string) *settings {
	s := &settings{env: map[string]string{}}
	for _, e := range environ {
		if name, value, ok := strings.Cut(e, "="); ok {
			if name, ok := strings.CutPrefix(name, "CONNECTOR_"); ok && value != "" {
				s.env[strings.ToLower(strings.ReplaceAll(name, "_", "-"))] = value
			}
		}
	}
	s.file = s.env["config"]
	if given, ok := flagIn(args, "config"); ok {
		s.file = given
	}
	if s.file != "" {
		s.err = s.readFile()
	}
	return s
}

// flagIn finds a flag's value before the flags are read.
func flagIn(args []string, name string) (value string, ok bool) {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--"+name+"="); ok {
			return v, true
		}
		if a == "--"+name && i+1 < len(args) {
			return args[i+1], true
		}
	}
	return "", false
}

func (s *settings) readFile() error {
	in, err := os.Open(s.file)
	if err != nil {
		return err
	}
	defer in.Close()
	st, err := in.Stat()
	if err != nil {
		return err
	}
	lines := bufio.NewScanner(in)
	for n := 1; lines.Scan(); n++ {
		text := strings.TrimSpace(strings.TrimPrefix(lines.Text(), "\ufeff"))
		if text == "" || text[0] == '#' {
			continue
		}
		name, value, ok := strings.Cut(text, "=")
		if !ok {
			name = ""
		}
		s.lines = append(s.lines, settingLine{strings.TrimSpace(name), unquoted(strings.TrimSpace(value)), n, openToAll(st)})
	}
	return lines.Err()
}

// unquoted takes the quotation marks from a value that stands in them.
func unquoted(v string) string {
	if len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"' {
		return v[1 : len(v)-1]
	}
	return v
}

// openToAll reports whether everybody on the machine may read a file.
func openToAll(st fs.FileInfo) bool { return runtime.GOOS != "windows" && st.Mode().Perm()&0o007 != 0 }

// language is that of the settings, "" if they don't say.
func (s *settings) language() string {
	if v, ok := s.env["lang"]; ok {
		return v
	}
	for _, l := range s.lines {
		if l.name == "lang" {
			return l.value
		}
	}
	return ""
}

// check finds lines of the file that nobody would heed. The error names the
// first of them.
func (s *settings) check(w words, root *cobra.Command) error {
	switch {
	case errors.Is(s.err, bufio.ErrTooLong):
		return usageError{errors.New(w.say("settings-not-text", s.file))}
	case s.err != nil:
		return usageError{w.fileError(s.file, s.err)}
	}
	known := settingNames(root)
	seen := map[string]bool{}
	for _, l := range s.lines {
		flag := known[strings.TrimSuffix(l.name, secretFile)]
		if known[l.name] != nil {
			flag = known[l.name]
		}
		switch {
		case l.name == "":
			return usageError{errors.New(w.say("settings-no-name", s.file, l.line))}
		case slices.Contains(lineOnly, l.name):
			return usageError{errors.New(w.say("settings-line-only", s.file, l.line, l.name))}
		case flag == nil || flag.Name != l.name && !slices.Contains(secrets, flag.Name):
			return usageError{errors.New(w.say("settings-unknown", s.file, l.line, l.name))}
		case seen[l.name] && !several(flag):
			return usageError{errors.New(w.say("settings-twice", s.file, l.line, l.name))}
		case l.open && slices.Contains(secrets, l.name):
			return usageError{errors.New(w.say("settings-open", s.file, l.line, l.name))}
		}
		seen[l.name] = true
	}
	return nil
}

// stray are the variables of the environment that set nothing. They may be others'
// own, so only who asks for the settings is told.
func (s *settings) stray(root *cobra.Command) (variables []string) {
	known := settingNames(root)
	for name := range s.env {
		flag := known[name]
		if flag == nil {
			flag = known[strings.TrimSuffix(name, secretFile)]
		}
		if name != "config" && (flag == nil || flag.Name != name && !slices.Contains(secrets, flag.Name)) {
			variables = append(variables, variable(name))
		}
	}
	slices.Sort(variables)
	return variables
}

// variable is the environment's name of a setting.
func variable(name string) string {
	return "CONNECTOR_" + strings.ToUpper(strings.ReplaceAll(name, "-", "_"))
}

// settingNames are the flags of all commands that may be set, by name.
func settingNames(root *cobra.Command) map[string]*pflag.Flag {
	known := map[string]*pflag.Flag{}
	for _, c := range append(root.Commands(), root) {
		c.Flags().AddFlagSet(root.PersistentFlags())
		c.Flags().VisitAll(func(f *pflag.Flag) {
			if !slices.Contains(lineOnly, f.Name) && !strings.HasSuffix(f.Name, secretFile) && known[f.Name] == nil {
				known[f.Name] = f
			}
		})
	}
	return known
}

// several reports whether a flag may be repeated.
func several(f *pflag.Flag) bool { _, ok := f.Value.(pflag.SliceValue); return ok }

// A settled is one setting's values, and the place that they come from.
type settled struct {
	values []string
	from   string // "env", "file" or ""
	name   string // of the variable
	line   int    // in the file
}

// find looks a setting up. The error is a sentence about a file with a secret.
func (s *settings) find(w words, f *pflag.Flag) (settled, error) {
	names := []string{f.Name}
	if slices.Contains(secrets, f.Name) {
		names = append(names, f.Name+secretFile)
	}
	for _, name := range names {
		value, ok := s.env[name]
		if !ok {
			continue
		}
		found := settled{[]string{value}, "env", variable(name), 0}
		if several(f) {
			found.values = fields(value)
		}
		return found.secret(w, name != f.Name)
	}
	for _, name := range names {
		found := settled{}
		for _, l := range s.lines {
			if l.name == name {
				found.from, found.line, found.values = "file", l.line, append(found.values, l.value)
			}
		}
		if found.from != "" {
			return found.secret(w, name != f.Name)
		}
	}
	return settled{}, nil
}

// fields parts the values of a variable.
func fields(list string) (all []string) {
	for v := range strings.SplitSeq(list, ";") {
		if v = strings.TrimSpace(v); v != "" {
			all = append(all, v)
		}
	}
	return all
}

// secret reads the file that holds the value, if there is one.
func (s settled) secret(w words, inFile bool) (settled, error) {
	if !inFile {
		return s, nil
	}
	value, err := w.readSecret(s.values[0])
	s.values = []string{value}
	return s, err
}

// readSecret reads a value that stands alone in a file.
func (w words) readSecret(name string) (string, error) {
	in, err := w.open(name)
	if err != nil {
		return "", err
	}
	defer in.Close()
	if st, err := in.Stat(); err != nil || openToAll(st) {
		return "", errors.New(w.say("settings-secret-open", name))
	}
	lines := bufio.NewScanner(in)
	lines.Scan()
	value := strings.TrimSpace(lines.Text())
	if err := lines.Err(); err != nil {
		return "", w.fileError(name, err)
	}
	if value == "" {
		return "", errors.New(w.say("settings-secret-empty", name))
	}
	return value, nil
}

// apply gives a command the settings of the flags that it was not given.
func (s *settings) apply(w words, cmd *cobra.Command) (err error) {
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if err != nil || f.Changed || slices.Contains(lineOnly, f.Name) || strings.HasSuffix(f.Name, secretFile) {
			return
		}
		err = s.set(w, cmd, f)
	})
	return err
}

// set gives one flag its setting. It does not count as given on the line.
func (s *settings) set(w words, cmd *cobra.Command, f *pflag.Flag) error {
	if given := cmd.Flags().Lookup(f.Name + secretFile); given != nil && given.Changed {
		value, err := w.readSecret(given.Value.String())
		if err != nil {
			return usageError{err}
		}
		return f.Value.Set(value)
	}
	found, err := s.find(w, f)
	if err != nil {
		return usageError{err}
	}
	if found.from == "" {
		return nil
	}
	if list, ok := f.Value.(pflag.SliceValue); ok {
		err = list.Replace(found.values)
	} else {
		err = f.Value.Set(found.values[0])
	}
	if err != nil {
		return usageError{errors.New(w.say("settings-bad-value", w.place(s, found), f.Name))}
	}
	return nil
}

// place words where a setting stands.
func (w words) place(s *settings, found settled) string {
	switch found.from {
	case "env":
		return found.name
	case "file":
		return w.say("settings-at", s.file, found.line)
	}
	return w.say("settings-default")
}

// secretFlags adds to each flag with a secret the one that names its file.
func secretFlags(w words, root *cobra.Command) {
	for _, c := range root.Commands() {
		for _, name := range secrets {
			if c.Flags().Lookup(name) != nil {
				c.Flags().String(name+secretFile, "", w.say("settings-secret-flag", name))
			}
		}
	}
}
