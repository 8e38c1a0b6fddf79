package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// decideFlags are the flags of decide.
type decideFlags struct {
	match               matchFlags
	none, forget, purge bool
	asJSON              bool
}

func decideCommand(w words) *cobra.Command {
	var f decideFlags
	cmd := &cobra.Command{
		Use:     "decide --roster FILE… --accounts FILE… --ledger FILE [--school UAI] [--layout NAME] ACCOUNT GUID | --none ACCOUNT | --forget ACCOUNT | --purge [--json]",
		Aliases: []string{"decider", "décider"},
		Short:   w.say("decide-short"),
		Long:    w.say("decide-long"),
		Example: "  connector decide --roster ent.csv --accounts app.csv --ledger registre.txt 12 f73d0f72-0958-4b8f-85f7-a58a96d95220",
		Args: func(cmd *cobra.Command, args []string) error {
			want := 2
			switch {
			case f.purge:
				want = 0
			case f.none || f.forget:
				want = 1
			}
			if len(args) != want || f.none && f.forget || f.purge && (f.none || f.forget) {
				return usageError{errors.New(w.say("decide-args", cmd.CommandPath()))}
			}
			return nil
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			f.match.out = "." // match wants one, this command writes the ledger alone
			if err := f.match.check(w, cmd.CommandPath()); err != nil {
				return err
			}
			if f.match.ledger == "" {
				return usageError{errors.New(w.say("missing-flag", "ledger", cmd.CommandPath()))}
			}
			o, err := f.decide(cmd.Context(), w, args, cmd.ErrOrStderr())
			if err != nil {
				return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
			}
			said := o.sentence + "\n"
			if f.asJSON {
				said = asJSON(o)
			}
			_, err = io.WriteString(cmd.OutOrStdout(), said)
			return err
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringArrayVar(&f.match.rosters, "roster", nil, w.say("match-flag-roster"))
	cmd.Flags().StringArrayVar(&f.match.accounts, "accounts", nil, w.say("match-flag-accounts"))
	cmd.Flags().StringVar(&f.match.ledger, "ledger", "", w.say("match-flag-ledger"))
	cmd.Flags().StringVar(&f.match.school, "school", "", w.say("match-flag-school"))
	cmd.Flags().StringVar(&f.match.layoutName, "layout", "", w.say("flag-layout"))
	cmd.Flags().BoolVar(&f.none, "none", false, w.say("decide-flag-none"))
	cmd.Flags().BoolVar(&f.forget, "forget", false, w.say("decide-flag-forget"))
	cmd.Flags().BoolVar(&f.purge, "purge", false, w.say("decide-flag-purge"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

// A noted is what decide did, for programs: one object.
type noted struct {
	Type    string `json:"type"`    // "decide"
	Verdict string `json:"verdict"` // "same", "other", "forgotten" or "purged"
	Account string `json:"account_id,omitempty"`
	GUID    string `json:"guid,omitempty"`
	Count   int    `json:"count"` // of verdicts that were noted or forgotten
	// Also are the other accounts of the same person, if any: none of them is linked
	// before somebody has said of all but one that they are not hers.
	Also []string `json:"also,omitempty"`

	sentence string // the same, for people
}

// decide notes a verdict in the ledger, with what is seen now, and says what it
// did.
func (f *decideFlags) decide(ctx context.Context, w words, args []string, messages io.Writer) (noted, error) {
	l, err := w.readLedger(f.match.ledger)
	if err != nil {
		return noted{}, err
	}
	without := f.match
	without.ledger = "" // the evidence, not what was said before
	m, err := newMatch(ctx, w, without, messages)
	if err != nil {
		return noted{}, err
	}
	said, err := f.note(w, l, m, args)
	if err != nil {
		return noted{}, err
	}
	return said, w.writeLedger(f.match.ledger, l)
}

func (f *decideFlags) note(w words, l *matcher.Ledger, m *match, args []string) (noted, error) {
	switch {
	case f.purge:
		n := l.Purge(m.roster, m.accounts)
		return noted{Type: "decide", Verdict: "purged", Count: n, sentence: w.say("decide-purged", n)}, nil
	case f.forget:
		n := l.Withdraw(args[0])
		return noted{Type: "decide", Verdict: "forgotten", Account: args[0], Count: n, sentence: w.say("decide-forgotten", n)}, nil
	}
	var d *matcher.Decision
	for i := range m.result.Decisions {
		if m.result.Decisions[i].Account.ID == args[0] {
			d = &m.result.Decisions[i]
		}
	}
	if d == nil || d.Status == matcher.Absent {
		return noted{}, errors.New(w.say("decide-no-case", args[0]))
	}
	today := time.Now()
	if f.none {
		var people []string
		for _, c := range d.Candidates {
			if c.Person.ID != "" {
				people = append(people, c.Person.ID)
			}
		}
		if err := l.Refuse(*d, today, people...); err != nil {
			return noted{}, errors.New(w.say("decide-not-candidate", args[0]))
		}
		return noted{Type: "decide", Verdict: "other", Account: args[0], Count: len(people), sentence: w.say("decide-refused", len(people))}, nil
	}
	guid := args[1]
	if c, ok := enroster.CanonicalGUID(guid); ok {
		guid = c
	}
	if err := l.Confirm(*d, guid, today); err != nil {
		return noted{}, errors.New(w.say("decide-not-candidate", args[0]))
	}
	said := noted{Type: "decide", Verdict: "same", Account: args[0], GUID: guid, Count: 1, sentence: w.say("decide-confirmed")}
	l.Apply(m.result)
	if said.Also = alsoTheirs(m.result.Decisions, args[0], guid); len(said.Also) > 0 {
		said.sentence += "\n" + w.say("decide-two-accounts", strings.Join(said.Also, ", "))
	}
	return said, nil
}

// alsoTheirs returns the other accounts that are said to be, or would be, the same
// person's in one school, of which the ledger therefore settles none.
func alsoTheirs(decisions []matcher.Decision, account, guid string) (accounts []string) {
	disputed := func(d *matcher.Decision) bool {
		return slices.Contains(d.Causes, matcher.PersonDisagrees) &&
			slices.ContainsFunc(d.Candidates, func(c matcher.Candidate) bool { return c.Person.ID == guid })
	}
	mine := false
	for i := range decisions {
		switch d := &decisions[i]; {
		case !disputed(d):
		case d.Account.ID == account:
			mine = true
		default:
			accounts = append(accounts, d.Account.ID)
		}
	}
	if !mine {
		return nil
	}
	return accounts
}
