package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

func configCommand(w words, s *settings) *cobra.Command {
	var asJSON bool
	cmd := &cobra.Command{
		Use:     "config [--config FILE] [--json]",
		Aliases: []string{"reglages", "réglages"},
		Short:   w.say("config-short"),
		Long:    w.say("config-long"),
		Example: "  connector config --config connector.conf\n  CONNECTOR_LISTEN=127.0.0.1:9000 connector config",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			list, err := s.effective(w, cmd)
			if err != nil {
				return err
			}
			write := writeSettings
			if asJSON {
				write = writeSettingsJSON
			}
			if err := write(w, cmd.OutOrStdout(), list); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			for _, name := range s.stray(cmd.Root()) {
				fmt.Fprintln(cmd.ErrOrStderr(), w.say("config-stray", name))
			}
			return nil
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().BoolVar(&asJSON, "json", false, w.say("check-json"))
	return cmd
}

// A settingJSON is one setting as it counts, for programs.
type settingJSON struct {
	Name   string   `json:"name"`
	Values []string `json:"values"`
	Secret bool     `json:"secret,omitempty"` // its values are not shown
	From   string   `json:"from"`             // "flag", "env", "file" or "default"
	Place  string   `json:"place"`            // the flag, the variable, or file and line
}

// effective are the settings as they count where no other flag is given than cmd,
// which shows them, was.
func (s *settings) effective(w words, cmd *cobra.Command) (list []settingJSON, err error) {
	known := settingNames(cmd.Root())
	for _, name := range slices.Sorted(maps.Keys(known)) {
		f := known[name]
		if given := cmd.Flags().Lookup(name); given != nil && given.Changed {
			list = append(list, settingJSON{Name: name, Values: []string{given.Value.String()}, From: "flag", Place: "--" + name})
			continue
		}
		found, err := s.find(w, f)
		if err != nil {
			return nil, usageError{err}
		}
		o := settingJSON{Name: name, Values: []string{}, From: found.from, Place: w.place(s, found), Secret: slices.Contains(secrets, name)}
		switch {
		case found.from == "":
			o.From = "default"
			o.Values = append(o.Values, defaults(f)...)
		case o.Secret:
		default:
			for _, v := range found.values {
				o.Values = append(o.Values, withoutPassword(v))
			}
		}
		list = append(list, o)
	}
	return list, nil
}

// defaults are a flag's values where nobody sets it.
func defaults(f *pflag.Flag) []string {
	if several(f) || f.DefValue == "" {
		return nil
	}
	return []string{f.DefValue}
}

// withoutPassword hides the password that an address may have in it.
func withoutPassword(v string) string {
	if u, err := url.Parse(v); err == nil && u.User != nil {
		return u.Redacted()
	}
	return v
}

func writeSettings(w words, out io.Writer, list []settingJSON) error {
	var b strings.Builder
	for _, o := range list {
		shown := o.Values
		if o.Secret && o.From != "default" {
			shown = []string{w.say("config-secret")}
		}
		if len(shown) == 0 {
			shown = []string{""}
		}
		for _, v := range shown {
			fmt.Fprintf(&b, "%-40s # %s\n", strings.TrimSpace(o.Name+" = "+v), o.Place)
		}
	}
	_, err := io.WriteString(out, b.String())
	return err
}

func writeSettingsJSON(_ words, out io.Writer, list []settingJSON) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, o := range list {
		if err := enc.Encode(o); err != nil {
			return err
		}
	}
	return nil
}
