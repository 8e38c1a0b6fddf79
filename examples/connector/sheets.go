package main

import (
	"context"
	"encoding/csv"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/entlink/entlink/examples/connector/job"
	"github.com/entlink/entlink/matcher"
)

// writeSheet writes a table that people open in a spreadsheet: with the mark by
// which Excel knows UTF-8, and cells guarded that it would take for a formula.
func writeSheet(out io.Writer, rows [][]string) error {
	if _, err := io.WriteString(out, "\ufeff"); err != nil {
		return err
	}
	c := csv.NewWriter(out)
	c.Comma = ';'
	for _, r := range rows {
		for i := range r {
			if formula(r[i]) {
				r[i] = "'" + r[i]
			}
		}
	}
	return c.WriteAll(rows)
}

// formula reports whether a spreadsheet would take a cell for a formula.
func formula(cell string) bool { return cell != "" && strings.IndexByte("=+-@\t\r", cell[0]) >= 0 }

// side is how the sheets show one of two people: names, profile, classes, birth
// date.
func (w words) side(p matcher.Person) []string {
	var profiles []string
	for _, q := range p.Profiles {
		profiles = append(profiles, w.say("profile-"+q))
	}
	born := p.Born
	if len(born) == len("2013-02-28") {
		born = born[8:] + "/" + born[5:7] + "/" + born[:4]
	}
	return []string{p.Last, p.First, strings.Join(profiles, ", "), strings.Join(p.Classes, ", "), born}
}

// Headings of the sheets: a contract, French in every language like the files
// that they go with.
var (
	reviewHeader = strings.Split("compte;nom;prenom;profil;classe;naissance;rang;guid;nom_ent;prenom_ent;profil_ent;classe_ent;naissance_ent;a_verifier_car;raisons;autres_comptes", ";")
	twiceHeader  = strings.Split("guid;nom_ent;prenom_ent;compte;nom;prenom;profil;classe;naissance;decision", ";")
	byHandHeader = strings.Split("compte;nom;prenom;profil;classe;naissance;guid_a_saisir;ID_ENT_A_EFFACER;pourquoi", ";")
)

// writeReview writes one line for each candidate of an account to look at, the
// best first, and with it the other accounts that may be that person's: "several
// accounts bear these names" says nothing without them.
func (m *match) writeReview(out io.Writer, w words) error {
	rows := [][]string{reviewHeader}
	others := m.others()
	for _, d := range m.result.Decisions {
		if d.Status != matcher.Review {
			continue
		}
		for i, c := range d.Candidates {
			row := append([]string{d.Account.ID}, w.side(d.Account)...)
			row = append(row, strconv.Itoa(i+1), m.state.Written(c.Person.ID))
			row = append(row, w.side(c.Person)...)
			rows = append(rows, append(row, matcher.Explain(w.lang, d.Causes), matcher.Explain(w.lang, c.Reasons), strings.Join(others(d.Account.ID, c.Person.ID), ", ")))
		}
	}
	return writeSheet(out, rows)
}

// others returns what tells the other accounts that may be a person's: they are
// linked to her, in review with her among the candidates, or bear her identifier.
func (m *match) others() func(account, person string) []string {
	of := map[string][]string{} // by candidate
	for _, d := range m.result.Decisions {
		if d.Status == matcher.Review {
			for _, c := range d.Candidates {
				of[c.Person.ID] = nil
			}
		}
	}
	add := func(person, account string) {
		if accounts, asked := of[person]; asked && !slices.Contains(accounts, account) {
			of[person] = append(accounts, account)
		}
	}
	for _, d := range m.result.Decisions {
		for _, c := range d.Candidates {
			add(c.Person.ID, d.Account.ID)
		}
		add(d.Account.Prior, d.Account.ID)
	}
	return func(account, person string) []string {
		if person == "" { // who has no Guid is not one person
			return nil
		}
		return slices.DeleteFunc(slices.Clone(of[person]), func(id string) bool { return id == account })
	}
}

// writeDuplicates writes one line for each account of somebody who seems to have
// several in one school.
func (m *match) writeDuplicates(out io.Writer, w words) error {
	status := map[string]matcher.Status{}
	for _, d := range m.result.Decisions {
		status[d.Account.ID] = d.Status
	}
	rows := [][]string{twiceHeader}
	for _, d := range m.result.Duplicates {
		for _, a := range d.Accounts {
			row := append([]string{m.state.Written(d.Person.ID), d.Person.Last, d.Person.First, a.ID}, w.side(a)...)
			decision := "status-" + status[a.ID].String()
			if status[a.ID] == matcher.Absent { // as a person said
				decision = "twice-left"
			}
			rows = append(rows, append(row, w.say(decision)))
		}
	}
	return writeSheet(out, rows)
}

// writeImport writes the file for SACoche's import: only rows that it gives to
// the account that was decided, under the names that the account has there.
func (m *match) writeImport(out io.Writer) error {
	_, err := out.Write(m.plan.File)
	return err
}

// writeByHand writes what is to be done by hand: first the identifiers to be
// erased, so that SACoche takes those that are typed in after them.
func (m *match) writeByHand(out io.Writer, w words) error {
	rows := [][]string{byHandHeader}
	for _, g := range slices.Concat(m.plan.Erase, m.plan.ByHand) {
		id, erase := g.Person, ""
		if g.Person == "" {
			erase = g.Bears
		}
		if formula(id) {
			id = "" // nobody may paste an apostrophe, and a spreadsheet may not run it
		}
		rows = append(rows, append(append([]string{g.Account.ID}, w.side(*g.Account)...), id, erase, job.ByHandWhy(w.said, g)))
	}
	return writeSheet(out, rows)
}

// decided makes the plan of an import. Where an account list could not be foreseen
// everything is left to be typed in.
func (m *match) decided(ctx context.Context, w words) error {
	m.state = job.Matched(m.roster, m.accounts, m.written, m.result).Apply(nil, nil)
	m.plan = m.state.Foresee(m.cells, m.lost, m.unforeseen).Plan()
	return w.stopped(ctx)
}
