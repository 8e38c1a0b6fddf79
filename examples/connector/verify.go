package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/web"
)

// verifyFlags are the flags of verify.
type verifyFlags struct {
	source
	after         []string
	out           string
	force, asJSON bool
}

func verifyCommand(w words) *cobra.Command {
	var f verifyFlags
	cmd := &cobra.Command{
		Use:     "verify --after FILE… [--data DIR | --roster FILE… --accounts FILE… [--ledger FILE] [--school UAI]] [--out DIR [--force]] [--json]",
		Aliases: []string{"controler", "contrôler"},
		Short:   w.say("verify-short"),
		Long:    w.say("verify-long"),
		Example: "  connector verify --after eleves-apres.csv\n  connector verify --roster ent.csv --accounts eleves.csv --ledger registre.txt --after eleves-apres.csv --out controle",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			if f.files() && len(f.after) == 0 {
				return usageError{errors.New(w.say("missing-flag", "after", cmd.CommandPath()))}
			}
			if err := f.check(w, cmd); err != nil {
				return err
			}
			return f.run(cmd.Context(), w, cmd.OutOrStdout(), cmd.ErrOrStderr())
		},
		DisableFlagsInUseLine: true,
	}
	f.flags(cmd, w)
	cmd.Flags().StringArrayVar(&f.after, "after", nil, w.say("verify-flag-after"))
	cmd.Flags().StringVar(&f.out, "out", "", w.say("verify-flag-out"))
	cmd.Flags().BoolVar(&f.force, "force", false, w.say("match-flag-force"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("check-json"))
	return cmd
}

// A verification is what the lists say after the import.
type verification struct {
	list []job.Checked
	n    map[job.Proof]int
	same bool // a list is the one from before the import, byte for byte
}

func (f *verifyFlags) run(ctx context.Context, w words, stdout, messages io.Writer) error {
	v, err := f.verify(ctx, w, messages)
	if err == nil && f.out != "" {
		err = w.writeAll(f.out, f.force, output{"ecarts.csv", func(out io.Writer) error { return web.WriteFaults(out, w.lang, v.list) }})
	}
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	out := bufio.NewWriter(stdout)
	if f.asJSON {
		v.writeJSON(out)
	} else {
		v.write(w, out, f.out)
	}
	if err := out.Flush(); err != nil {
		return errors.New(w.say("check-broken-output", w.cause(err)))
	}
	if v.faults() > 0 {
		return exitError(exitDiffers)
	}
	return nil
}

func (f *verifyFlags) verify(ctx context.Context, w words, messages io.Writer) (*verification, error) {
	k, err := f.open(ctx, w, messages)
	if err != nil {
		return nil, err
	}
	after := k.after
	if len(f.after) > 0 {
		if after, err = w.readJob(f.after, "", false); err != nil {
			return nil, err
		}
	}
	if len(after) == 0 {
		return nil, errors.New(w.say("verify-no-lists"))
	}
	v := &verification{list: k.state.Control(after), n: map[job.Proof]int{}, same: f.sameBytes(w)}
	for _, c := range v.list {
		v.n[c.Proof]++
	}
	return v, nil
}

// sameBytes reports whether somebody gave a list from before the import once
// more. Files that went away meanwhile are not the same.
func (f *verifyFlags) sameBytes(w words) bool {
	for _, before := range f.accounts {
		old, err := w.load(before)
		if err != nil {
			continue
		}
		for _, name := range f.after {
			if now, err := w.load(name); err == nil && bytes.Equal(old, now) {
				return true
			}
		}
	}
	return false
}

func (v *verification) faults() (n int) {
	for _, c := range v.list {
		if c.Fault() {
			n++
		}
	}
	return n
}

// proofs in the order in which they are told.
var proofs = []job.Proof{job.Proved, job.Differs, job.Missing, job.NotListed, job.Touched, job.Shared, job.Erased, job.AsBefore, job.Without}

// maxVerified bounds the accounts that a terminal shows; --out and --json have all.
const maxVerified = 20

// write says it to people: numbers, then the accounts that differ, then those
// that have no identifier. Accounts are named by number: a terminal is no
// place for children's names.
func (v *verification) write(w words, out io.Writer, dir string) {
	fmt.Fprintln(out, w.say("verify-accounts", len(v.list)))
	for _, p := range proofs {
		if n := v.n[p]; n > 0 || p == job.Proved {
			fmt.Fprintln(out, w.say("proof-"+string(p), n))
		}
	}
	shown := 0
	var without []string
	for _, c := range v.list {
		if c.Proof == job.Without && len(without) < maxVerified {
			without = append(without, c.Account.ID)
		}
		if !c.Fault() {
			continue
		}
		if shown++; shown <= maxVerified {
			fmt.Fprintln(out, w.say("verify-fault-"+string(c.Proof), c.Account.ID, c.Expected, c.Found))
		}
	}
	if more := shown - maxVerified; more > 0 {
		fmt.Fprintln(out, "      "+w.say("check-more", more))
	}
	if len(without) > 0 {
		list := strings.Join(without, ", ")
		if more := v.n[job.Without] - len(without); more > 0 {
			list += " " + w.say("check-more", more)
		}
		fmt.Fprintln(out, w.say("verify-without", list))
	}
	switch {
	case v.same:
		fmt.Fprintln(out, w.say("verify-same-list"))
	case shown > 0:
		fmt.Fprintln(out, w.say("verify-what-to-do"))
	default:
		fmt.Fprintln(out, w.say("verify-good"))
	}
	if dir != "" {
		fmt.Fprintln(out, w.say("verify-written", dir))
	}
}

// checkedJSON is one account after the import.
type checkedJSON struct {
	Type      string `json:"type"` // "account"
	AccountID string `json:"account_id"`
	Proof     string `json:"proof"`
	Expected  string `json:"expected"`
	Found     string `json:"found"`
	Fault     bool   `json:"fault"`
}

// verifiedJSON comes last.
type verifiedJSON struct {
	Type     string         `json:"type"` // "total"
	Accounts int            `json:"accounts"`
	Faults   int            `json:"faults"`
	Proofs   map[string]int `json:"proofs"`
	SameList bool           `json:"list_from_before"` // an account list from before the import was given as one from after it
}

func (v *verification) writeJSON(out io.Writer) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, c := range v.list {
		_ = enc.Encode(checkedJSON{"account", c.Account.ID, string(c.Proof), c.Expected, c.Found, c.Fault()}) // the buffer keeps the error for Flush
	}
	n := map[string]int{}
	for _, p := range proofs {
		n[string(p)] = v.n[p]
	}
	_ = enc.Encode(verifiedJSON{"total", len(v.list), v.faults(), n, v.same})
}
