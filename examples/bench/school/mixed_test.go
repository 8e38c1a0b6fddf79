package school_test

import (
	"bytes"
	"encoding/csv"
	"io"
	"os"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/bench/school"
	"github.com/entlink/entlink/matcher"
)

// TestMixedSchools links lists of nothing but names, of schools that neither tells: nobody
// unless it is asked for, and then those whose names are rare. MEASURE=1 takes a million, and
// NAMES is a folder as makeschool's -names.
func TestMixedSchools(t *testing.T) {
	o := school.Options{Accounts: 20_000, Seed: 1, Columns: school.NamesOnly}
	if os.Getenv("MEASURE") != "" {
		o.Accounts = 1_000_000
	}
	if dir := os.Getenv("NAMES"); dir != "" {
		names, err := school.LoadNames(dir)
		if err != nil {
			t.Fatal(err)
		}
		o.Names = names
	}
	set, err := school.Make(o)
	if err != nil {
		t.Fatal(err)
	}
	whose := map[string]string{}
	for _, row := range cells(t, set.WriteTruth) {
		whose[row[0]] = row[1]
	}
	roster, accounts := persons(t, set.WriteRoster), persons(t, set.WriteAccounts)
	for _, asked := range []bool{false, true} {
		var right, wrong int
		for _, d := range matcher.Link(roster, accounts, &matcher.Options{MixedSchools: asked}).Decisions {
			switch {
			case d.Status != matcher.Linked:
			case d.Candidates[0].Person.ID == whose[d.Account.ID]:
				right++
			default:
				wrong++
			}
		}
		t.Logf("of %d accounts, links asked for %v: %d right, %d wrong", len(accounts), asked, right, wrong)
		switch {
		case !asked && right+wrong > 0:
			t.Errorf("%d links that nobody asked for", right+wrong)
		case asked && right == 0:
			t.Error("no link, though links were asked for")
		case wrong*100_000 > 50*len(accounts):
			t.Errorf("%d wrong links of %d accounts, want 50 of 100,000 at most", wrong, len(accounts))
		}
	}
}

// persons are a list's: the identifier, the names, and whether the row is of another year.
func persons(t *testing.T, write func(io.Writer) error) (ps []matcher.Person) {
	for _, row := range cells(t, write) {
		ps = append(ps, matcher.Person{ID: row[0], Last: row[1], First: row[2], Stale: strings.HasPrefix(row[4], "BASE")})
	}
	return ps
}

// cells are a file's rows, without the header.
func cells(t *testing.T, write func(io.Writer) error) [][]string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b); err != nil {
		t.Fatal(err)
	}
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\ufeff"))))
	r.Comma = ';'
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows[1:]
}
