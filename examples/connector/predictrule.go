package main

import (
	"errors"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// The applications whose import predict knows.
const (
	ruleSACoche = "sacoche"
	ruleEntcore = "entcore"
	ruleGEPI    = "gepi"
)

// foresight is what the import of an application that looks at all accounts
// would do with a roster.
type foresight func(roster, accounts []matcher.Person, decisions []matcher.Decision) *matcher.Forecast

// foresights are those whose rules read columns by their titles.
var foresights = map[string]foresight{ruleEntcore: foreseeEntcore, ruleGEPI: matcher.PredictGEPI}

func foreseeEntcore(roster, accounts []matcher.Person, decisions []matcher.Decision) *matcher.Forecast {
	f := &matcher.Forecast{Fates: matcher.PredictEntcore(roster, accounts, decisions)}
	for _, a := range accounts {
		f.After = append(f.After, a.Prior)
	}
	for i, fate := range f.Fates {
		if fate.Outcome == matcher.Changed {
			f.After[fate.Account] = roster[i].ID
		}
	}
	return f
}

// checkRule finds a rule that is not known, and flags that the rule has no use
// for: the others look at the accounts that they have, and cut nothing.
func (f *predictFlags) checkRule(w words) error {
	switch {
	case f.rule != ruleSACoche && foresights[f.rule] == nil:
		return usageError{errors.New(w.say("predict-bad-rule", f.rule))}
	case f.rule != ruleSACoche && (len(f.former) > 0 || f.strict):
		return usageError{errors.New(w.say("predict-rule-flags"))}
	}
	return nil
}

// newTitledPrediction foresees an import that reads columns by their titles, so
// that every file has to be understood.
func newTitledPrediction(w words, f predictFlags) (*prediction, error) {
	p := &prediction{former: true, rule: f.rule}
	var lists, rosters []*file
	for _, name := range f.accounts {
		in, err := w.readWhole(name, nil)
		if err != nil {
			return nil, err
		}
		if in.layout.Roster() {
			return nil, errors.New(w.say("match-not-account", name))
		}
		lists = append(lists, in)
	}
	var lines [][]int // by roster and row
	for _, name := range f.rosters {
		var at []int
		in, err := w.readWhole(name, func(*file) func(enroster.Record) {
			return func(r enroster.Record) { at = append(at, r.Line) }
		})
		if err != nil {
			return nil, err
		}
		if !in.layout.Roster() {
			return nil, errors.New(w.say("match-not-roster", name))
		}
		rosters, lines = append(rosters, in), append(lines, at)
	}
	all, accounts := people(rosters), people(lists)
	var decisions []matcher.Decision
	owners := map[string][]string{}
	if opts, err := join.Schools(all, accounts, f.school); err == nil {
		p.compared = true
		decisions = matcher.Link(all, accounts, opts).Decisions
		owners = ownersOf(decisions)
	}
	for _, a := range accounts {
		p.accounts = append(p.accounts, matcher.Account{ID: a.ID, Last: a.Last, First: a.First, Prior: a.Prior})
	}
	for n, r := range rosters {
		if f.rule == ruleGEPI {
			if err := w.hideDates(r.name, r.people, lines[n]); err != nil {
				return nil, err
			}
		}
		in := &imported{name: r.name, forecast: foresights[f.rule](r.people, accounts, decisions)}
		for i := range r.people {
			one := &r.people[i]
			row := matcher.Row{ID: one.ID, Last: one.Last, First: one.First, Line: lines[n][i]}
			row.Owner = job.OwnerOf(owners[guidKey(row.ID)], in.forecast.Fates[i], p.accounts)
			in.rows = append(in.rows, row)
		}
		for i, id := range in.forecast.After {
			accounts[i].Prior = id
		}
		p.imports = append(p.imports, in)
	}
	for _, a := range accounts {
		p.after = append(p.after, a.Prior)
	}
	return p, nil
}

// readWhole reads a file of either kind.
func (w words) readWhole(name string, take taker) (*file, error) {
	in, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	f, err := readAll(name, in, &enroster.Options{}, take)
	if err != nil {
		return nil, w.fileError(name, err)
	}
	return f, nil
}

// hideDates leaves the birth dates that GEPI sees: those in the sixth cell of a
// row as it is written, whatever its title, as JJ/MM/AAAA.
func (w words) hideDates(name string, people []matcher.Person, lines []int) error {
	in, err := w.open(name)
	if err != nil {
		return err
	}
	defer in.Close()
	sixth := make(map[int]string, len(lines))
	for row, err := range enroster.NewReader(in, nil).Rows() {
		if err != nil {
			return w.fileError(name, err)
		}
		sixth[row.Line] = string(row.Cell(5))
	}
	for i, line := range lines {
		if c := sixth[line]; len(c) != len("31/12/2012") || c[6:]+"-"+c[3:5]+"-"+c[:2] != people[i].Born {
			people[i].Born = ""
		}
	}
	return nil
}

// ruleSays are the texts that name the application, and another one's for them.
var ruleSays = map[string]map[string]string{
	ruleEntcore: {"predict-file": "predict-file-entcore", "predict-unknown": "predict-unknown-entcore", "predict-skipped": "predict-skipped-entcore"},
	ruleGEPI: {"predict-file": "predict-file-gepi", "predict-unknown": "predict-unknown-gepi", "predict-skipped": "predict-skipped-gepi",
		"predict-homonym": "predict-homonym-gepi"},
}

// say is the text of a key, in the words of the rule's own application.
func (p *prediction) say(w words, key string, args ...any) string {
	if other, ok := ruleSays[p.rule][key]; ok {
		key = other
	}
	return w.say(key, args...)
}
