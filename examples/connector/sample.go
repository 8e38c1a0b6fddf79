package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/bench/school"
)

// sampleFlags are the flags of sample.
type sampleFlags struct {
	size, schools int
	seed          uint64
	out, names    string
	force, asJSON bool
}

// maxSample bounds what is held in memory, about 1 KiB an account.
const maxSample = 1_000_000

func sampleCommand(w words) *cobra.Command {
	var f sampleFlags
	cmd := &cobra.Command{
		Use:     "sample --out DIR [--size N] [--schools N] [--seed S] [--names DIR] [--force] [--json]",
		Aliases: []string{"echantillon", "échantillon"},
		Short:   w.say("sample-short"),
		Long:    w.say("sample-long"),
		Example: "  connector sample --size 1500 --seed 7 --out essai\n  connector match --roster essai/ent.csv --accounts essai/app.csv --out essai/resultats",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.out == "" {
				return usageError{errors.New(w.say("missing-flag", "out", cmd.CommandPath()))}
			}
			if f.size < 100 || f.size > maxSample || f.schools < 0 || f.schools > f.size/100 {
				return usageError{errors.New(w.say("sample-size", maxSample))}
			}
			return runSample(cmd.Context(), w, f, cmd.OutOrStdout())
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().IntVar(&f.size, "size", 1500, w.say("sample-flag-size"))
	cmd.Flags().IntVar(&f.schools, "schools", 0, w.say("sample-flag-schools"))
	cmd.Flags().Uint64Var(&f.seed, "seed", 1, w.say("sample-flag-seed"))
	cmd.Flags().StringVar(&f.out, "out", "", w.say("sample-flag-out"))
	cmd.Flags().StringVar(&f.names, "names", "", w.say("sample-flag-names"))
	cmd.Flags().BoolVar(&f.force, "force", false, w.say("match-flag-force"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

func runSample(ctx context.Context, w words, f sampleFlags, stdout io.Writer) error {
	st, err := makeSample(ctx, w, f)
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	roster, list, truth := filepath.Join(f.out, "ent.csv"), filepath.Join(f.out, "app.csv"), filepath.Join(f.out, "truth.csv")
	var b strings.Builder
	if f.asJSON {
		b.WriteString(asJSON(sampleJSON{"sample", st.Schools, st.Rows, st.Accounts, st.WithPerson, st.Leavers + st.Traps, st.SameNames, []string{roster, list, truth}}))
		_, err := io.WriteString(stdout, b.String())
		return err
	}
	for _, l := range []struct {
		key string
		n   int
	}{
		{"sample-made", st.Schools}, {"match-people", st.Rows}, {"match-accounts", st.Accounts}, {"sample-with", st.WithPerson},
		{"sample-left", st.Leavers + st.Traps}, {"sample-homonyms", st.SameNames},
	} {
		fmt.Fprintln(&b, w.say(l.key, l.n))
	}
	fmt.Fprintln(&b, w.say("sample-written", roster, list, truth))
	if _, err := io.WriteString(stdout, b.String()); err != nil {
		return errors.New(w.say("check-broken-output", w.cause(err)))
	}
	return nil
}

// sampleJSON is what was made, for programs: one object.
type sampleJSON struct {
	Type       string   `json:"type"` // "sample"
	Schools    int      `json:"schools"`
	People     int      `json:"people"`
	Accounts   int      `json:"accounts"`
	WithPerson int      `json:"with_person"`
	Left       int      `json:"left"` // accounts of people who left
	Homonyms   int      `json:"homonyms"`
	Written    []string `json:"written"`
}

// makeSample makes the three files, all or none.
func makeSample(ctx context.Context, w words, f sampleFlags) (school.Statistics, error) {
	o := school.Options{Accounts: f.size, Schools: f.schools, Seed: f.seed}
	if f.names != "" {
		names, err := school.LoadNames(f.names)
		if err != nil {
			var file *fs.PathError
			if errors.As(err, &file) {
				return school.Statistics{}, w.fileError(file.Path, err)
			}
			return school.Statistics{}, errors.New(w.say("sample-names", f.names, w.cause(err)))
		}
		o.Names = names
	}
	set, err := school.Make(o)
	if err != nil {
		return school.Statistics{}, errors.New(w.say("sample-failed", w.cause(err)))
	}
	if err := w.stopped(ctx); err != nil {
		return school.Statistics{}, err
	}
	err = w.writeAll(f.out, f.force, output{"ent.csv", set.WriteRoster}, output{"app.csv", set.WriteAccounts}, output{"truth.csv", set.WriteTruth})
	return set.Statistics(), err
}
