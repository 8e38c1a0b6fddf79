package main

import (
	"encoding/json"
	"path/filepath"
)

// matchJSON is what came of match, for programs: one object. The decisions
// themselves stand in decisions.csv.
type matchJSON struct {
	Type       string      `json:"type"` // "match"
	Accounts   int         `json:"accounts"`
	People     int         `json:"people"`
	School     string      `json:"school"`
	Linked     int         `json:"linked"`
	Review     int         `json:"review"`
	Absent     int         `json:"absent"`
	Newcomers  int         `json:"newcomers"`
	Duplicates int         `json:"duplicates"`
	WithoutID  int         `json:"without_id"` // rows that could not take part
	Import     int         `json:"import_rows"`
	ByHand     int         `json:"by_hand"`
	Erase      int         `json:"erase"` // accounts that bear what is another account's
	Guards     []guardJSON `json:"guards"`
	Written    []string    `json:"written"`
}

func (m *match) forPrograms(f matchFlags, guards guarding) string {
	linked, review, absent, _ := m.tally()
	o := matchJSON{"match", len(m.result.Decisions), m.state.People, m.options.AccountSchool, linked, review, absent, len(m.result.Newcomers),
		len(m.result.Duplicates), m.result.RosterWithoutID + m.result.AccountsWithoutID, m.plan.Rows, len(m.plan.ByHand), len(m.plan.Erase), guards.forPrograms(), []string{}}
	if len(guards.closed) == 0 {
		for _, name := range results {
			o.Written = append(o.Written, filepath.Join(f.out, name))
		}
	}
	return asJSON(o)
}

// asJSON writes an object of numbers and texts on one line.
func asJSON(o any) string {
	b, err := json.Marshal(o)
	if err != nil {
		panic(err) // such an object encodes
	}
	return string(b) + "\n"
}
