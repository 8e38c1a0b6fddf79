package matcher

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sharedRows reads a data set that is not part of this repository, or skips.
func sharedRows(t *testing.T, name string) (rows []map[string]string) {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "shared", "data", "linkage", name))
	if err != nil {
		t.Skip("the data sets of other makers are not beside this repository")
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.TrimLeadingSpace = true
	all, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	for _, cells := range all[1:] {
		m := map[string]string{}
		for i, h := range all[0] {
			m[h] = strings.TrimSpace(cells[i])
		}
		rows = append(rows, m)
	}
	return rows
}

// compact makes 1915-11-11 of 19151111.
func compact(s string) string {
	if len(s) != 8 {
		return ""
	}
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}

// Data of other makers, in English: the engine without its French habits. One school, since the sets know none; of
// Febrl's columns the names, the birth date and, as something soft like a class, the postcode.
func TestOtherMakersData(t *testing.T) {
	opts := &Options{RosterSchool: "0010001A", AccountSchool: "0010001A", Names: Plain}
	febrl := func(t *testing.T, name string) (ps []Person) {
		for _, m := range sharedRows(t, filepath.Join("febrl", name)) {
			ps = append(ps, Person{ID: m["rec_id"], Last: m["surname"], First: m["given_name"], Born: compact(m["date_of_birth"]),
				Classes: []string{m["postcode"]}, Profiles: []string{Pupil}})
		}
		return ps
	}
	person := func(id string) string { return strings.Join(strings.SplitN(id, "-", 3)[:2], "-") } // rec-12
	original := func(ps []Person) (originals, duplicates []Person) {
		for _, p := range ps {
			if strings.HasSuffix(p.ID, "-org") {
				originals = append(originals, p)
			} else {
				duplicates = append(duplicates, p)
			}
		}
		return originals, duplicates
	}
	check := func(t *testing.T, roster, accounts []Person, truths []Truth, precision, recall, covered float64) {
		t.Helper()
		e := Evaluate(truths, Answers(Link(roster, accounts, opts).Decisions))
		t.Logf("%d to %d: precision %.4f, recall %.4f, covered %.4f, review %.4f, first in its list %.4f", len(accounts), len(roster),
			e.Precision(), e.Recall(), e.Covered(), e.ReviewShare(), e.FirstShare())
		if e.Precision() < precision || e.Recall() < recall || e.Covered() < covered {
			t.Errorf("precision %.4f, recall %.4f and covered %.4f, want %.4f, %.4f and %.4f at least", e.Precision(), e.Recall(), e.Covered(),
				precision, recall, covered)
		}
	}
	t.Run("Febrl 4, 5,000 to 5,000", func(t *testing.T) {
		roster, accounts := febrl(t, "dataset4a.csv"), febrl(t, "dataset4b.csv")
		var truths []Truth
		for _, a := range accounts {
			truths = append(truths, Truth{Account: a.ID, Person: person(a.ID) + "-org", Kind: "match", Expected: "auto"})
		}
		check(t, roster, accounts, truths, 0.999, 0.72, 0.95)
	})
	t.Run("Febrl 1, each person once more", func(t *testing.T) {
		roster, accounts := original(febrl(t, "dataset1.csv"))
		var truths []Truth
		for _, a := range accounts {
			truths = append(truths, Truth{Account: a.ID, Person: person(a.ID) + "-org", Kind: "match", Expected: "auto"})
		}
		check(t, roster, accounts, truths, 0.999, 0.72, 0.95)
	})
	t.Run("Splink, the first and the last record of each person", func(t *testing.T) {
		var roster, accounts []Person
		var truths []Truth
		last := map[string]Person{}
		var order []string
		for _, m := range sharedRows(t, "splink_fake_1000.csv") {
			p := Person{ID: m["unique_id"], Last: m["surname"], First: m["first_name"], Born: m["dob"], Classes: []string{m["city"]}, Profiles: []string{Pupil}}
			if _, ok := last[m["cluster"]]; !ok {
				roster = append(roster, p)
				order = append(order, m["cluster"])
			}
			last[m["cluster"]] = p
		}
		for i, c := range order {
			a := last[c]
			if a.ID == roster[i].ID {
				continue // one record
			}
			a.ID = "second " + a.ID
			accounts = append(accounts, a)
			truths = append(truths, Truth{Account: a.ID, Person: roster[i].ID, Kind: "match", Expected: "auto"})
		}
		check(t, roster, accounts, truths, 0.999, 0.23, 0.58)
	})
}
