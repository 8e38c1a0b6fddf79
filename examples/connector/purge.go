package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"time"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/store"
)

func purgeCommand(w words) *cobra.Command {
	var dir string
	var days int
	var inJSON bool
	var kept keeping
	cmd := &cobra.Command{
		Use:     "purge [--data DIR] [--database URL] [--days N] [--json]",
		Aliases: []string{"purger"},
		Short:   w.say("purge-short"),
		Long:    w.say("purge-long"),
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if days < 0 {
				return usageError{errors.New(w.say("purge-bad-days"))}
			}
			if _, err := os.Stat(dir); kept.database == "" && dir != "" && errors.Is(err, fs.ErrNotExist) { // which opening would make
				return errors.New(w.say("purge-no-data", dir))
			}
			s, _, err := kept.openStore(cmd.Context(), w, dir)
			if err != nil {
				return err
			}
			now := time.Now()
			p, err := s.Purge(cmd.Context(), now.Add(-time.Duration(days)*24*time.Hour), now)
			if err = errors.Join(err, s.Close()); err != nil {
				return errors.New(w.say("purge-failed", w.cause(err)))
			}
			said := w.say("purge-done", p.Runs, p.Files, p.Decisions, p.Links, p.Events) + "\n"
			if inJSON {
				said = asJSON(purgeJSON{"purge", p.Runs, p.Files, p.Decisions, p.Links, p.Events})
			}
			_, err = io.WriteString(cmd.OutOrStdout(), said)
			return err
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringVar(&dir, "data", "", w.say("serve-data"))
	cmd.Flags().StringVar(&kept.database, "database", "", w.say("keep-database"))
	cmd.Flags().IntVar(&days, "days", int(store.WorkTerm/(24*time.Hour)), w.say("purge-days"))
	cmd.Flags().BoolVar(&inJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

// purgeJSON is what was erased, for programs: one object.
type purgeJSON struct {
	Type      string `json:"type"` // "purge"
	Runs      int    `json:"runs"`
	Files     int    `json:"files"`
	Decisions int    `json:"decisions"`
	Links     int    `json:"links"`
	Events    int    `json:"events"`
}
