// Command connector links the accounts of a school platform (ENT) to those of
// an application such as SACoche: it checks the files, matches the people,
// notes what people decide about the rest, foresees what SACoche's own import
// would do, asks CAS servers, and shows the whole journey on a made-up school.
// Its pages (serve) do the same work in a browser, for people who are no
// programmers, and keep what they decide. It also makes schools with their truth, and counts what decisions are worth.
//
// Messages are in French unless --lang en is given; results go to standard
// output, messages to standard error. It exits with 0 when the work is done, 1
// when it failed, 2 when it was called in a wrong way, 3 when it is done but
// cases are left for a person, 4 when a guard stopped it because too much would
// change, and 5 when the check after an import found differences.
package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"github.com/spf13/cobra"
)

// Exit codes, documented above.
const (
	exitDone    = 0
	exitFailed  = 1
	exitUsage   = 2
	exitLeft    = 3
	exitGuard   = 4
	exitDiffers = 5
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop) // a second Ctrl+C ends the program at once
	args := os.Args[1:]
	click := len(args) == 0 && clicked()
	if click {
		args = clickedArgs
	}
	code := run(ctx, args, os.Stdout, os.Stderr)
	stop()
	if click && code != exitDone && runtime.GOOS == "windows" {
		waitForKey(wordsFor(languageOf(nil, readSettings(nil, os.Environ()))), os.Stdin, os.Stderr)
	}
	os.Exit(code)
}

// A usageError says that the command was called in a wrong way.
type usageError struct{ error }

// An exitError ends the command with a code when everything has been said.
type exitError int

func (e exitError) Error() string { return fmt.Sprint("exit ", int(e)) }

// run runs one command line and returns its exit code.
func run(ctx context.Context, args []string, stdout, stderr io.Writer) int {
	set := readSettings(args, os.Environ())
	w := wordsFor(languageOf(args, set))
	root := rootCommand(w, set)
	root.SetArgs(spreadFiles(args))
	root.SetOut(stdout)
	root.SetErr(stderr)
	err := root.ExecuteContext(ctx)
	var exit exitError
	var usage usageError
	switch {
	case err == nil:
		return exitDone
	case errors.As(err, &exit):
		return int(exit)
	case errors.As(err, &usage):
		fmt.Fprintln(stderr, w.say("usage-error", err.Error()))
		return exitUsage
	}
	fmt.Fprintln(stderr, err)
	return exitFailed
}

// languageOf finds the language before the flags are read, because the flags'
// own help is in it. What it can't make sense of, rootCommand refuses.
func languageOf(args []string, set *settings) string {
	if v, ok := flagIn(args, "lang"); ok {
		return v
	}
	return cmp.Or(set.language(), "fr")
}

// spreadFiles lets the flags for files take several of them in the commands
// that take nothing but flags, as a shell makes them of a pattern: "--accounts
// *.csv" becomes one --accounts for each file.
func spreadFiles(args []string) []string {
	if !slices.ContainsFunc(args, func(a string) bool { return slices.Contains(spreading, a) }) {
		return args
	}
	var out []string
	files := "" // the flag that files belong to
	for i, a := range args {
		switch {
		case a == "--roster" || a == "--accounts" || a == "--former" || a == "--after":
			files = a
		case strings.HasPrefix(a, "-"):
			files = ""
		case files != "" && args[i-1] != files:
			out = append(out, files)
		}
		out = append(out, a)
	}
	return out
}

// spreading are the names of the commands of spreadFiles.
var spreading = []string{"match", "rapprocher", "predict", "prevoir", "prévoir", "export", "exporter", "verify", "controler", "contrôler"}

func rootCommand(w words, set *settings) *cobra.Command {
	cobra.MousetrapHelpText = "" // a click opens the pages
	var showVersion bool
	root := &cobra.Command{
		Use:           "connector",
		Short:         w.say("root-short"),
		Long:          w.say("root-long"),
		SilenceErrors: true,
		SilenceUsage:  true,
		Args: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return usageError{errors.New(w.say("no-such-command", args[0], cmd.CommandPath()))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, _ []string) error {
			if showVersion {
				_, err := fmt.Fprintln(cmd.OutOrStdout(), programVersion())
				return err
			}
			cmd.SetOut(cmd.ErrOrStderr())
			_ = cmd.Help() // to a stream that is gone nothing can be said
			return exitError(exitUsage)
		},
		PersistentPreRunE: func(cmd *cobra.Command, _ []string) error {
			if err := set.check(w, cmd.Root()); err != nil {
				return err
			}
			if err := set.apply(w, cmd); err != nil {
				return err
			}
			if l, _ := cmd.Flags().GetString("lang"); l != "" && l != "fr" && l != "en" {
				return usageError{errors.New(w.say("no-such-language", l))}
			}
			return nil
		},
	}
	root.Flags().BoolVar(&showVersion, "version", false, w.say("flag-version"))
	root.PersistentFlags().String("lang", "", w.say("flag-lang"))
	root.PersistentFlags().String("config", "", w.say("flag-config"))
	root.PersistentFlags().BoolP("help", "h", false, w.say("flag-help"))
	root.SetFlagErrorFunc(func(cmd *cobra.Command, err error) error {
		if name := cmd.Flags().Arg(0); cmd == root && name != "" { // its flags are no command's
			return usageError{errors.New(w.say("no-such-command", name, cmd.CommandPath()))}
		}
		return usageError{errors.New(w.misuse(err, cmd.CommandPath()))}
	})
	root.CompletionOptions.DisableDefaultCmd = true // ours speaks French
	root.SetHelpCommand(helpCommand(w))
	root.SetUsageFunc(w.usage)
	root.AddCommand(checkCommand(w), matchCommand(w), decideCommand(w), predictCommand(w), exportCommand(w), verifyCommand(w), sampleCommand(w),
		evaluateCommand(w), validateCommand(w), demoCommand(w), serveCommand(w), reviewCommand(w), purgeCommand(w), configCommand(w, set), manCommand(w), completionCommand(w))
	secretFlags(w, root)
	completeFlags(root)
	return root
}

// needArgs refuses a wrong number of arguments with a sentence, by key, that
// says which are wanted. least and most bound the number; most < 0 is no bound.
func needArgs(w words, key string, least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return usageError{errors.New(w.say(key, cmd.CommandPath()))}
		}
		return nil
	}
}
