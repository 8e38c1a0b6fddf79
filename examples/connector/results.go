package main

import (
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// writeDecisions writes one line an account, in the accounts' order. The header
// and the statuses are a contract with whoever reads the file.
func (m *match) writeDecisions(out io.Writer, w words) error {
	c := csv.NewWriter(out)
	c.Comma = ';'
	if err := c.Write([]string{"account_id", "status", "guid", "score", "reasons"}); err != nil {
		return err
	}
	for _, d := range m.result.Decisions {
		var guids []string
		score := 0.0
		for _, p := range d.Candidates {
			score = max(score, p.Score)
			if p.Person.ID != "" { // who has no Guid can only be looked up by hand
				guids = append(guids, m.state.Written(p.Person.ID))
			}
		}
		row := []string{d.Account.ID, d.Status.String(), strings.Join(guids, "|"), strconv.FormatFloat(score, 'f', 2, 64), w.reasons(d)}
		if err := c.Write(row); err != nil {
			return err
		}
	}
	c.Flush()
	return c.Error()
}

// reasons words a decision in one line.
func (w words) reasons(d matcher.Decision) string {
	switch d.Status {
	case matcher.Linked:
		return matcher.Explain(w.lang, d.Candidates[0].Reasons)
	case matcher.Review:
		return w.say("match-candidates", matcher.Explain(w.lang, d.Causes), matcher.Explain(w.lang, d.Candidates[0].Reasons))
	}
	if len(d.Causes) > 0 { // only rows of another year
		return matcher.Explain(w.lang, d.Causes)
	}
	return w.say("match-absent-reason")
}

// writeNewcomers writes the roster's people without an account as a roster,
// for people to open in a spreadsheet: cells that it would take for a formula
// are guarded.
func (m *match) writeNewcomers(out io.Writer) error {
	newcomer := map[string]bool{}
	for _, p := range m.result.Newcomers {
		newcomer[p.ID] = true
	}
	var recs []enroster.Record
	for i, p := range m.roster {
		if newcomer[p.ID] {
			newcomer[p.ID] = false // once, if the export has the person twice
			recs = append(recs, *m.rows[i])
		}
	}
	return enroster.WriteAll(out, recs, &enroster.WriterOptions{Guard: true})
}
