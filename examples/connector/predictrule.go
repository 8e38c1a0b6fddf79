package main

import (
	"errors"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// The applications whose import predict knows.
const (
	ruleSACoche = "sacoche"
	ruleEntcore = "entcore"
)

// checkRule finds a rule that is not known, and flags that the rule has no use
// for: entcore looks at the accounts that it has, and cuts nothing.
func (f *predictFlags) checkRule(w words) error {
	switch {
	case f.rule != ruleSACoche && f.rule != ruleEntcore:
		return usageError{errors.New(w.say("predict-bad-rule", f.rule))}
	case f.rule == ruleEntcore && (len(f.former) > 0 || f.strict):
		return usageError{errors.New(w.say("predict-rule-flags"))}
	}
	return nil
}

// newEntcorePrediction foresees entcore's import. It reads columns by their
// titles, as entcore does, so that every file has to be understood.
func newEntcorePrediction(w words, f predictFlags) (*prediction, error) {
	p := &prediction{former: true, rule: ruleEntcore}
	var list []enroster.Record
	for _, name := range f.accounts {
		in, err := w.readWhole(name)
		if err != nil {
			return nil, err
		}
		if in.layout.Roster() {
			return nil, errors.New(w.say("match-not-account", name))
		}
		list = append(list, in.records...)
	}
	var rosters []*file
	var all []enroster.Record
	for _, name := range f.rosters {
		in, err := w.readWhole(name)
		if err != nil {
			return nil, err
		}
		if !in.layout.Roster() {
			return nil, errors.New(w.say("match-not-roster", name))
		}
		rosters, all = append(rosters, in), append(all, in.records...)
	}
	accounts := join.Accounts(list)
	var decisions []matcher.Decision
	owners := map[string][]string{}
	if opts, err := join.Schools(join.Roster(all), accounts, f.school); err == nil {
		p.compared = true
		decisions = matcher.Link(join.Roster(all), accounts, opts).Decisions
		owners = ownersOf(decisions)
	}
	for _, a := range accounts {
		p.accounts = append(p.accounts, matcher.Account{ID: a.ID, Last: a.Last, First: a.First, Prior: a.Prior})
	}
	for _, r := range rosters {
		people := join.Roster(r.records)
		in := &imported{name: r.name, forecast: &matcher.Forecast{Fates: matcher.PredictEntcore(people, accounts, decisions)}}
		for i, rec := range r.records {
			row := matcher.Row{ID: people[i].ID, Last: people[i].Last, First: people[i].First, Line: rec.Line}
			fate := in.forecast.Fates[i]
			for n, id := range owners[guidKey(row.ID)] {
				if n == 0 || fate.Account >= 0 && accounts[fate.Account].ID == id {
					row.Owner = id
				}
			}
			in.rows = append(in.rows, row)
		}
		for i, fate := range in.forecast.Fates {
			if fate.Outcome == matcher.Changed {
				accounts[fate.Account].Prior = people[i].ID
			}
		}
		p.imports = append(p.imports, in)
	}
	for _, a := range accounts {
		p.after = append(p.after, a.Prior)
	}
	return p, nil
}

// readWhole reads a file of either kind.
func (w words) readWhole(name string) (*file, error) {
	in, err := w.open(name)
	if err != nil {
		return nil, err
	}
	defer in.Close()
	f, err := readAll(name, in, &enroster.Options{})
	if err != nil {
		return nil, w.fileError(name, err)
	}
	return f, nil
}

// entcoreSays are the texts that name the application, and entcore's for them.
var entcoreSays = map[string]string{
	"predict-file": "predict-file-entcore", "predict-unknown": "predict-unknown-entcore", "predict-skipped": "predict-skipped-entcore",
}

// say is the text of a key, in the words of the rule's own application.
func (p *prediction) say(w words, key string, args ...any) string {
	if other, ok := entcoreSays[key]; ok && p.rule == ruleEntcore {
		key = other
	}
	return w.say(key, args...)
}
