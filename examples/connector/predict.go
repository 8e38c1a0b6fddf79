package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// predictFlags are the flags of predict.
type predictFlags struct {
	rosters, accounts, former []string
	school, rule              string
	asJSON, strict            bool
}

func predictCommand(w words) *cobra.Command {
	var f predictFlags
	cmd := &cobra.Command{
		Use:     "predict --roster FILE… --accounts FILE… [--former FILE…] [--strict] [--rule sacoche|entcore|gepi] [--school UAI] [--json]",
		Aliases: []string{"prevoir", "prévoir"},
		Short:   w.say("predict-short"),
		Long:    w.say("predict-long"),
		Example: "  connector predict --roster ent.csv --accounts eleves.csv --accounts responsables.csv --accounts professeurs.csv",
		Args:    needArgs(w, "flags-only", 0, 0),
		RunE: func(cmd *cobra.Command, _ []string) error {
			m := matchFlags{rosters: f.rosters, accounts: f.accounts, out: ".", school: f.school} // wants the same
			if err := m.check(w, cmd.CommandPath()); err != nil {
				return err
			}
			f.school = m.school
			if err := f.checkRule(w); err != nil {
				return err
			}
			return runPredict(w, f, cmd.OutOrStdout())
		},
		DisableFlagsInUseLine: true,
	}
	cmd.Flags().StringArrayVar(&f.rosters, "roster", nil, w.say("predict-flag-roster"))
	cmd.Flags().StringArrayVar(&f.accounts, "accounts", nil, w.say("match-flag-accounts"))
	cmd.Flags().StringArrayVar(&f.former, "former", nil, w.say("predict-flag-former"))
	cmd.Flags().StringVar(&f.school, "school", "", w.say("match-flag-school"))
	cmd.Flags().StringVar(&f.rule, "rule", ruleSACoche, w.say("predict-flag-rule"))
	cmd.Flags().BoolVar(&f.strict, "strict", false, w.say("predict-flag-strict"))
	cmd.Flags().BoolVar(&f.asJSON, "json", false, w.say("check-json"))
	return cmd
}

// A prediction is what the command read and foresees.
type prediction struct {
	imports  []*imported
	accounts []matcher.Account // as they were before the first import
	after    []string          // what they bear after the last
	former   bool              // accounts of people who have left are among them
	compared bool              // with the decisions of match
	rule     string            // whose import it is; "" is SACoche's
}

// An imported is one roster and what its import would do. Several are imported
// one after the other.
type imported struct {
	name     string
	rows     []matcher.Row // but blank lines
	forecast *matcher.Forecast
	misread  bool  // its first columns are not those that the rule reads
	notCSV   error // what it is instead; nil for a CSV file
}

func runPredict(w words, f predictFlags, stdout io.Writer) error {
	foresee := newPrediction
	if f.rule != ruleSACoche {
		foresee = newTitledPrediction
	}
	p, err := foresee(w, f)
	if err != nil {
		return fmt.Errorf("%w %s", err, w.say("nothing-changed"))
	}
	out := bufio.NewWriter(stdout)
	if f.asJSON {
		p.writeJSON(out)
	} else {
		p.write(w, out)
	}
	if err := out.Flush(); err != nil {
		return errors.New(w.say("check-broken-output", w.cause(err)))
	}
	if p.left() {
		return exitError(exitLeft)
	}
	return nil
}

func newPrediction(w words, f predictFlags) (*prediction, error) {
	p := &prediction{former: len(f.former) > 0}
	var rosters, lists []*file
	readable := true // by enroster too, for the decisions
	for _, name := range f.rosters {
		data, err := w.load(name)
		if err != nil {
			return nil, err
		}
		in, err := newImported(w, name, data)
		if err != nil {
			return nil, err
		}
		p.imports = append(p.imports, in)
		file, err := readAll(name, bytes.NewReader(data), &enroster.Options{}, nil)
		if err != nil || !file.layout.Roster() {
			readable = false
			continue
		}
		rosters = append(rosters, file)
	}
	for i, name := range append(append([]string{}, f.accounts...), f.former...) {
		data, err := w.load(name)
		if err != nil {
			return nil, err
		}
		raw, _, err := join.Cells(data)
		if errors.Is(err, join.ErrNotAccounts) {
			return nil, errors.New(w.say("match-not-account", name))
		}
		if err != nil {
			return nil, w.fileError(name, err)
		}
		p.accounts = append(p.accounts, raw...)
		if i >= len(f.accounts) {
			continue
		}
		file, err := readAll(name, bytes.NewReader(data), &enroster.Options{}, nil)
		if err != nil {
			readable = false
			continue
		}
		lists = append(lists, file)
	}
	var owners map[string][]string
	if readable {
		owners, p.compared = decide(people(rosters), people(lists), f.school)
	}
	p.run(owners, f.strict)
	return p, nil
}

// load reads a file whole, for a rule that looks at its bytes.
func (w words) load(name string) ([]byte, error) {
	in, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	data, err := io.ReadAll(io.LimitReader(in, maxPredicted+1))
	if err != nil {
		return nil, w.fileError(name, err)
	}
	if len(data) > maxPredicted {
		return nil, errors.New(w.say("predict-too-long", name, maxPredicted>>20))
	}
	return data, nil
}

// maxPredicted bounds a file that is held whole.
const maxPredicted = 64 << 20

func newImported(w words, name string, data []byte) (*imported, error) {
	rows, err := matcher.ReadSACoche(name, data)
	in := &imported{name: name, notCSV: notCSV(data)}
	switch {
	case errors.Is(err, matcher.ErrSACocheRefuses) && len(data) == 0:
		return nil, errors.New(w.say("predict-empty", name))
	case errors.Is(err, matcher.ErrSACocheRefuses) && in.notCSV != nil:
		return nil, w.fileError(name, in.notCSV) // to rename a workbook would not help
	case errors.Is(err, matcher.ErrSACocheRefuses):
		return nil, errors.New(w.say("predict-refused", name))
	case err != nil:
		return nil, errors.New(w.say("predict-too-long", name, maxPredicted>>20))
	}
	for _, r := range rows {
		if r.Cells > 1 || r.ID != "" {
			in.rows = append(in.rows, r)
		}
	}
	columns := enroster.NewReader(bytes.NewReader(data), nil).Columns()
	for i, want := range []enroster.Field{enroster.FieldGUID, enroster.FieldLastName, enroster.FieldFirstName} {
		in.misread = in.misread || i >= len(columns) || columns[i].Field != want
	}
	return in, nil
}

// notCSV is enroster's error for a workbook or another file that is no CSV file, and
// else nil.
func notCSV(data []byte) error {
	for _, err := range enroster.NewReader(bytes.NewReader(data), nil).All() {
		if errors.Is(err, enroster.ErrNotCSV) {
			return err
		}
		break
	}
	return nil
}

// decide finds out whose each account is, as match does. It returns false where match would ask for a school.
func decide(roster, accounts []matcher.Person, school string) (owners map[string][]string, ok bool) {
	opts, err := join.Schools(roster, accounts, school)
	if err != nil {
		return nil, false
	}
	return ownersOf(matcher.Link(roster, accounts, opts).Decisions), true
}

// ownersOf gives the accounts that are linked to each identifier of the ENT.
func ownersOf(decisions []matcher.Decision) map[string][]string {
	owners := map[string][]string{}
	for _, d := range decisions {
		if d.Status == matcher.Linked {
			k := guidKey(d.Candidates[0].Person.ID)
			owners[k] = append(owners[k], d.Account.ID)
		}
	}
	return owners
}

// guidKey gives identifiers of the ENT one form, as join does.
func guidKey(id string) string {
	return strings.ToLower(job.Identifier(id))
}

// run imports the files one after the other.
func (p *prediction) run(owners map[string][]string, strict bool) {
	series := job.Series{Accounts: p.accounts, Options: &matcher.PredictOptions{Former: p.former, Strict: strict},
		Owned: func(id string) []string { return owners[guidKey(id)] }}
	for _, in := range p.imports {
		series.Rows = append(series.Rows, in.rows)
	}
	forecasts, after := series.Run()
	for i, f := range forecasts {
		p.imports[i].forecast = f
	}
	p.after = after
}

// left reports whether a person has to look at something: a row that goes
// nowhere, or elsewhere than decided.
func (p *prediction) left() bool {
	for _, in := range p.imports {
		for _, fate := range in.forecast.Fates {
			if fate.Verdict != matcher.Right {
				return true
			}
		}
	}
	return false
}

// predictedRow is a row of the roster, in the file's order.
type predictedRow struct {
	Type      string `json:"type"` // "row"
	File      string `json:"file,omitempty"`
	Line      int    `json:"line"`
	GUID      string `json:"guid"`
	Outcome   string `json:"outcome"`
	AccountID string `json:"account_id"` // of the account that has the identifier, if the row gives or leaves it to one
	Former    bool   `json:"former_could_change,omitempty"`
	Verdict   string `json:"verdict,omitempty"` // "right", "wrong" or "undecided"
}

// predictedAccount is an account, in the lists' order.
type predictedAccount struct {
	Type      string `json:"type"` // "account"
	AccountID string `json:"account_id"`
	Before    string `json:"before"`
	After     string `json:"after"`
}

var verdicts = map[matcher.Verdict]string{matcher.Right: "right", matcher.Wrong: "wrong", matcher.Undecided: "undecided"}

func (p *prediction) writeJSON(out io.Writer) {
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	for _, in := range p.imports {
		for i, r := range in.rows {
			fate := in.forecast.Fates[i]
			row := predictedRow{Type: "row", Line: r.Line, GUID: r.ID, Outcome: fate.Outcome.String(), Former: fate.Former}
			if len(p.imports) > 1 {
				row.File = in.name
			}
			if fate.Verdict != matcher.NotGiven {
				row.AccountID = p.accounts[fate.Account].ID
				if p.compared {
					row.Verdict = verdicts[fate.Verdict]
				}
			}
			_ = enc.Encode(row) // the buffer keeps the error for Flush
		}
	}
	for i, a := range p.accounts {
		_ = enc.Encode(predictedAccount{"account", a.ID, a.Prior, p.after[i]})
	}
}
