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
		Use:     "demo [--check]",
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
			if err := run(cmd.Context(), opts); err != nil {
				return errors.New(w.say("demo-stopped", err.Error()))
			}
			return nil
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().BoolVar(&check, "check", false, w.say("demo-check"))
	cmd.Flags().StringVar(&opts.ENTAddr, "ent", "", w.say("demo-ent"))
	cmd.Flags().StringVar(&opts.PagesAddr, "pages", "", w.say("demo-pages"))
	cmd.Flags().StringVar(&opts.AppAddr, "app", "", w.say("demo-app"))
	return cmd
}
