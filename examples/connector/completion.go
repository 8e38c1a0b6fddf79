package main

import (
	"errors"
	"maps"
	"slices"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
)

func completionCommand(w words) *cobra.Command {
	shells := []string{"bash", "zsh", "fish", "powershell"}
	return &cobra.Command{
		Use:     "completion bash|zsh|fish|powershell",
		Short:   w.say("completion-short"),
		Long:    w.say("completion-long"),
		Example: "  source <(connector completion bash)\n  connector completion fish > ~/.config/fish/completions/connector.fish",
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) != 1 || !slices.Contains(shells, args[0]) {
				return usageError{errors.New(w.say("completion-args", cmd.CommandPath()))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			root, out := cmd.Root(), cmd.OutOrStdout()
			var err error
			switch args[0] {
			case "bash":
				err = root.GenBashCompletionV2(out, true)
			case "zsh":
				err = root.GenZshCompletion(out)
			case "fish":
				err = root.GenFishCompletion(out, true)
			case "powershell":
				err = root.GenPowerShellCompletionWithDesc(out)
			}
			if err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			return nil
		},
		ValidArgs:             shells,
		DisableFlagsInUseLine: true,
	}
}

// completions are the values of flags that a shell can offer; nil is a folder's
// name. What is not here is a file's, or anything.
var completions = map[string]func() []string{
	"lang":     func() []string { return []string{"fr", "en"} },
	"log":      func() []string { return []string{"json", "text", "off"} },
	"protocol": func() []string { return []string{"2", "3"} },
	"rule":     func() []string { return append([]string{ruleSACoche}, slices.Sorted(maps.Keys(foresights))...) },
	"sessions": func() []string { return []string{"database", "memory", "redis://"} },
	"layout": func() (names []string) {
		for _, l := range enroster.Layouts() {
			names = append(names, string(l))
		}
		return names
	},
	"out": nil, "data": nil, "names": nil,
}

// completeFlags tells shells what flags take, in all commands.
func completeFlags(root *cobra.Command) {
	for _, c := range append(root.Commands(), root) {
		for name, values := range completions {
			if c.Flags().Lookup(name) == nil && c.PersistentFlags().Lookup(name) == nil {
				continue
			}
			// The flag exists and is registered once: no error.
			_ = c.RegisterFlagCompletionFunc(name, func(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
				if values == nil {
					return nil, cobra.ShellCompDirectiveFilterDirs
				}
				return values(), cobra.ShellCompDirectiveNoFileComp
			})
		}
	}
}

// completeCommands offers the names of commands.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var names []string
	for _, c := range cmd.Root().Commands() {
		if c.IsAvailableCommand() {
			names = append(names, c.Name()+"\t"+c.Short)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
