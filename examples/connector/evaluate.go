package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// evaluateFlags are the flags of evaluate.
type evaluateFlags struct {
	truth    string
	accounts []string
	asJSON   bool
}

func evaluateCommand(w words) *cobra.Command {
	var f evaluateFlags
	cmd := &cobra.Command{
		Use:     "evaluate --truth FILE [--accounts FILE…] [--json] DECISIONS",
		Aliases: []string{"evaluer", "évaluer"},
		Short:   w.say("evaluate-short"),
		Long:    w.say("evaluate-long"),
		Example: "  connector evaluate --truth essai/truth.csv --accounts essai/app.csv essai/resultats/decisions.csv",
		Args:    needArgs(w, "evaluate-args", 1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			if f.truth == "" {
				return usageError{errors.New(w.say("missing-flag", "truth", cmd.CommandPath()))}
			}
			e, err := f.evaluate(cmd.Context(), w, args[0], cmd.ErrOrStderr())
			if err != nil {
				return err
			}
			write := writeEvaluation
			if f.asJSON {
				write = writeEvaluationJSON
			}
			if err := write(w, cmd.OutOrStdout(), e); err != nil {
				return errors.New(w.say("check-broken-output", w.cause(err)))
			}
			return nil
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringVar(&f.truth, "truth", "", w.say("evaluate-flag-truth"))
	cmd.Flags().StringArrayVar(&f.accounts, "accounts", nil, w.say("evaluate-flag-accounts"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("evaluate-json"))
	return cmd
}

// evaluate reads the files and counts. Profiles stand in the account lists, if
// those are given.
func (f evaluateFlags) evaluate(ctx context.Context, w words, decisions string, messages io.Writer) (*matcher.Evaluation, error) {
	truths, err := readWith(w, f.truth, "evaluate-not-truth", matcher.ReadTruths)
	if err != nil {
		return nil, err
	}
	answers, err := readWith(w, decisions, "evaluate-not-decisions", matcher.ReadAnswers)
	if err != nil {
		return nil, err
	}
	profile := map[string]string{}
	for _, name := range f.accounts {
		_, err := w.read(ctx, name, "", func(*file) func(enroster.Record) {
			return func(r enroster.Record) { profile[r.AccountID] = r.Profile.String() }
		}, messages)
		if err != nil {
			return nil, err
		}
	}
	if len(f.accounts) > 0 {
		answers = withProfiles(truths, answers, profile)
	}
	return matcher.Evaluate(truths, answers), nil
}

// withProfiles gives each answer the profile of its account, and an answer to
// accounts that have none.
func withProfiles(truths []matcher.Truth, answers []matcher.Answer, profile map[string]string) []matcher.Answer {
	answered := make(map[string]bool, len(answers))
	for i := range answers {
		answers[i].Profile = profile[answers[i].Account]
		answered[answers[i].Account] = true
	}
	for _, t := range truths {
		if !answered[t.Account] {
			answers = append(answers, matcher.Answer{Account: t.Account, Profile: profile[t.Account]})
		}
	}
	return answers
}

// readWith reads a file by one of the matcher's readers. The error is a
// sentence; that of a file which is none of that kind is wrong.
func readWith[T any](w words, name, wrong string, read func(io.Reader) (T, error)) (none T, err error) {
	in, err := w.open(name)
	if err != nil {
		return none, err
	}
	defer in.Close()
	got, err := read(in)
	if err != nil {
		return none, errors.New(w.say(wrong, name, w.tableFault(err)))
	}
	return got, nil
}

// tableFault says what is wrong with a table that the matcher could not read.
func (w words) tableFault(err error) string {
	bad := new(matcher.TableError)
	switch {
	case !errors.As(err, &bad):
		return w.cause(err)
	case bad.Column != "":
		return w.say("table-column", bad.Column)
	}
	return w.say("table-line", bad.Line, bad.Err)
}

// writeEvaluation shows an evaluation to people.
func writeEvaluation(w words, out io.Writer, e *matcher.Evaluation) error {
	var b strings.Builder
	line := func(key string, args ...any) { fmt.Fprintln(&b, w.say(key, args...)) }
	line("evaluate-accounts", e.Accounts, e.WithPerson)
	line("evaluate-linked", e.Linked, e.Right, e.Wrong, e.LeaverLinked)
	line("evaluate-precision", 100*e.Precision(), e.PerHundredThousand(e.Wrong+e.LeaverLinked))
	line("evaluate-recall", 100*e.Recall(), 100*e.SingleRecall(), e.SingleRight, e.Single)
	line("evaluate-review", e.Review, 100*e.ReviewShare(), e.ReviewForNobody)
	line("evaluate-listed", e.Listed, 100*e.FirstShare(), mean(e.Ranks, e.Listed))
	line("evaluate-covered", 100*e.Covered())
	line("evaluate-silent", e.Silent, e.MustReview, e.SilentWrong)
	line("evaluate-undecidable", e.UndecidableLinked, e.Undecidable, e.Avoidable(), e.PerHundredThousand(e.Avoidable()))
	line("evaluate-twice", e.Twice, e.Several, e.SeveralLinked, e.Shared)
	if e.Unknown > 0 {
		line("evaluate-unknown", e.Unknown)
	}
	w.table(&b, "evaluate-by-profile", "evaluate-no-profile", e.Profile)
	w.table(&b, "evaluate-by-done", "evaluate-nothing", e.ByDone)
	_, err := io.WriteString(out, b.String())
	return err
}

func mean(sum, of int) float64 { return float64(sum) / float64(max(of, 1)) }

// table shows groups in columns.
func (w words) table(b *strings.Builder, heading, unnamed string, groups []matcher.Group) {
	if len(groups) == 0 {
		return
	}
	fmt.Fprintln(b)
	t := tabwriter.NewWriter(b, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, w.say(heading)+"\t"+w.say("evaluate-columns")+"\t")
	for _, g := range groups {
		name := g.Name
		if name == "" {
			name = w.say(unnamed)
		}
		fmt.Fprintln(t, name+"\t"+w.say("evaluate-row", g.Accounts, 100*g.Recall(), 100*g.Covered(), g.Review, g.Wrong+g.LeaverLinked)+"\t")
	}
	_ = t.Flush() // into a string
}

// evaluationJSON is an evaluation for programs: one object.
type evaluationJSON struct {
	groupJSON
	SingleRecall  float64     `json:"single_recall"`
	Single        int         `json:"people_with_one_account"`
	SingleRight   int         `json:"people_with_one_account_linked"`
	Several       int         `json:"people_with_several_accounts"`
	SeveralLinked int         `json:"people_with_several_accounts_linked_twice"`
	Twice         int         `json:"people_linked_twice_in_one_school"`
	Shared        int         `json:"accounts_sharing_a_person"`
	Unknown       int         `json:"answers_without_truth"`
	ByProfile     []groupJSON `json:"by_profile"`
	ByDone        []groupJSON `json:"by_operation"`
}

type groupJSON struct {
	Name              string  `json:"name,omitempty"`
	Accounts          int     `json:"accounts"`
	WithPerson        int     `json:"with_person"`
	Linked            int     `json:"linked"`
	Right             int     `json:"right"`
	Wrong             int     `json:"wrong"`
	LeaverLinked      int     `json:"leavers_linked"`
	TrapLinked        int     `json:"traps_linked"`
	MustReview        int     `json:"must_review"`
	Silent            int     `json:"silent"`
	SilentWrong       int     `json:"silent_wrong"`
	Undecidable       int     `json:"undecidable"`
	UndecidableLinked int     `json:"undecidable_linked"`
	Review            int     `json:"review"`
	ReviewForNobody   int     `json:"review_for_nobody"`
	Listed            int     `json:"listed"`
	First             int     `json:"first"`
	Precision         float64 `json:"precision"`
	Recall            float64 `json:"recall"`
	Covered           float64 `json:"covered"`
	ReviewShare       float64 `json:"review_share"`
	MeanRank          float64 `json:"mean_rank"`
}

func writeEvaluationJSON(_ words, out io.Writer, e *matcher.Evaluation) error {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	return enc.Encode(evaluationJSON{asGroup(matcher.Group{Tally: e.Tally}), e.SingleRecall(), e.Single, e.SingleRight, e.Several, e.SeveralLinked,
		e.Twice, e.Shared, e.Unknown, asGroups(e.Profile), asGroups(e.ByDone)})
}

func asGroups(groups []matcher.Group) []groupJSON {
	all := []groupJSON{}
	for _, g := range groups {
		all = append(all, asGroup(g))
	}
	return all
}

func asGroup(g matcher.Group) groupJSON {
	return groupJSON{g.Name, g.Accounts, g.WithPerson, g.Linked, g.Right, g.Wrong, g.LeaverLinked, g.TrapLinked, g.MustReview, g.Silent,
		g.SilentWrong, g.Undecidable, g.UndecidableLinked, g.Review, g.ReviewForNobody, g.Listed, g.First, g.Precision(), g.Recall(), g.Covered(),
		g.ReviewShare(), mean(g.Ranks, g.Listed)}
}
