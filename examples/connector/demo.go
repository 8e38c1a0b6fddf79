package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/demo"
)

func demoCommand(w words) *cobra.Command {
	var check bool
	opts := demo.Options{Lang: w.lang}
	cmd := &cobra.Command{
		Use:     "demo [--check] [--ent HOST:PORT] [--app HOST:PORT] [--pages HOST:PORT]",
		Aliases: []string{"démo"},
		Short:   w.say("demo-short"),
		Long:    w.say("demo-long"),
		Example: "  connector demo\n  connector demo --check",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			opts.Out = cmd.OutOrStdout()
			run := demo.Run
			if check {
				run = demo.Check
			}
			err := run(cmd.Context(), opts)
			if err == nil {
				return nil
			}
			said := errors.New(w.say("demo-stopped", err.Error()))
			if errors.As(err, new(demo.AddressError)) {
				return usageError{said}
			}
			return said
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().BoolVar(&check, "check", false, w.say("demo-check"))
	cmd.Flags().StringVar(&opts.ENTAddr, "ent", "", w.say("demo-ent"))
	cmd.Flags().StringVar(&opts.PagesAddr, "pages", "", w.say("demo-pages"))
	cmd.Flags().StringVar(&opts.AppAddr, "app", "", w.say("demo-app"))
	return cmd
}
