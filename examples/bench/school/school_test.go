package school

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func made(t *testing.T, o Options) *Set {
	t.Helper()
	s, err := Make(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// files gives the three files' rows, after their headers.
func files(t *testing.T, s *Set) (ent, app, truth []map[string]string) {
	t.Helper()
	dir := t.TempDir()
	if err := s.Write(dir); err != nil {
		t.Fatal(err)
	}
	read := func(name string) (rows []map[string]string) {
		f, err := os.Open(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		r := csv.NewReader(f)
		r.Comma = ';'
		all, err := r.ReadAll()
		if err != nil {
			t.Fatal(err)
		}
		for _, cells := range all[1:] {
			m := map[string]string{}
			for i, h := range all[0] {
				m[h] = cells[i]
			}
			rows = append(rows, m)
		}
		return rows
	}
	return read("ent.csv"), read("app.csv"), read("truth.csv")
}

func TestSameSeedSameBytes(t *testing.T) {
	write := func(seed uint64) string {
		var b bytes.Buffer
		s := made(t, Options{Accounts: 3000, Seed: seed})
		for _, f := range []func() error{func() error { return s.WriteRoster(&b) }, func() error { return s.WriteAccounts(&b) }, func() error { return s.WriteTruth(&b) }} {
			if err := f(); err != nil {
				t.Fatal(err)
			}
		}
		return b.String()
	}
	first := write(4)
	if write(4) != first {
		t.Error("one seed made two sets")
	}
	if write(5) == first {
		t.Error("two seeds made one set")
	}
}

// The three files hold together: nothing is said of what is not there.
func TestFilesHoldTogether(t *testing.T) {
	for _, columns := range []Columns{AllColumns, NamesAndSchool, NamesOnly} {
		ent, app, truth := files(t, made(t, Options{Accounts: 6000, Seed: 8, Columns: columns}))
		rows, accounts := map[string]map[string]string{}, map[string]map[string]string{}
		for _, r := range ent {
			if rows[r["Guid"]] != nil {
				t.Errorf("columns %d: Guid %s stands twice", columns, r["Guid"])
			}
			rows[r["Guid"]] = r
		}
		for _, r := range ent {
			for i := range 3 {
				if c := r[fmt.Sprintf("Guid_Enfant%d", i+1)]; c != "" && (rows[c] == nil || rows[c]["Profil"] != "Elève") {
					t.Errorf("columns %d: child %s is no pupil of the roster", columns, c)
				}
			}
		}
		for _, a := range app {
			accounts[a["id"]] = a
		}
		if len(accounts) != len(app) || len(truth) != len(app) {
			t.Errorf("columns %d: %d accounts, %d of them different, %d truths", columns, len(app), len(accounts), len(truth))
		}
		for _, r := range truth {
			a, row := accounts[r["id"]], rows[r["guid"]]
			switch {
			case a == nil:
				t.Errorf("columns %d: truth about %s, which is no account", columns, r["id"])
			case (r["guid"] == "") != strings.HasPrefix(r["kind"], "leaver"):
				t.Errorf("columns %d: %s is a %s with the person %q", columns, r["id"], r["kind"], r["guid"])
			case r["guid"] != "" && (row == nil || strings.Contains(row["Classes"], "BASE")):
				t.Errorf("columns %d: the person of %s is not in the current roster", columns, r["id"])
			case r["guid"] != "" && (r["expected"] == "none" || r["expected"] == "undecidable"):
				t.Errorf("columns %d: %s has a person and is expected %s", columns, r["id"], r["expected"])
			case r["guid"] == "" && r["expected"] == "auto":
				t.Errorf("columns %d: leaver %s is expected auto", columns, r["id"])
			case r["homonym"] == "1" && r["expected"] == "auto" && r["resolved_by"] == "":
				t.Errorf("columns %d: nothing tells %s from others, and it is expected auto", columns, r["id"])
			}
			for _, c := range []string{"classe", "naissance", "sexe", "id_ent", "enfants"} {
				if columns != AllColumns && a[c] != "" {
					t.Errorf("columns %d: column %s is not blank", columns, c)
				}
			}
		}
	}
}

// What a school is like, beside what is known of real ones: a set of 10,000 accounts had 3.2 % who share names, 2.0 %
// names and profile, 0.46 % names, profile and school; of French adults one given name in six has an accent.
func TestStatisticsAreASchools(t *testing.T) {
	st := made(t, Options{Accounts: 10_000, Seed: 1}).Statistics()
	share := func(n int) float64 { return 100 * float64(n) / float64(st.People) }
	for _, c := range []struct {
		what        string
		got         float64
		least, most float64
	}{
		{"who share names", share(st.SameNames), 2, 5},
		{"who share names and profile", share(st.SameProfile), 1, 3},
		{"who share names, profile and school", share(st.SameSchool), 0.2, 1},
		{"with an accent in the given name", share(st.AccentGiven), 12, 30},
		{"with a double name", share(st.Double), 4, 10},
		{"accounts for each person", 100 * float64(st.Accounts) / float64(st.People), 95, 110},
		{"leavers among accounts", 100 * float64(st.Leavers) / float64(st.Accounts), 6, 9},
	} {
		if c.got < c.least || c.got > c.most {
			t.Errorf("%s: %.2f %%, want %v to %v", c.what, c.got, c.least, c.most)
		}
	}
	var b bytes.Buffer
	if err := st.Print(&b); err != nil || !strings.Contains(b.String(), "expected: auto") {
		t.Errorf("printed %q, %v", b.String(), err)
	}
}

// Each thing that may be done to an account is done when it is asked for, and not when its rate is 0.
func TestEachRateWorks(t *testing.T) {
	none := map[string]float64{}
	for _, r := range Rates() {
		none[r.Name] = 0
	}
	if st := made(t, Options{Accounts: 500, Rates: none}).Statistics(); st.Ops[""] != st.Accounts {
		t.Errorf("all rates 0: done all the same: %v", st.Ops)
	}
	alone := strings.Fields(`class_changed dob_typo dob_swap dob_first id_stale id_other case strip_accents all_given_names space typo keyboard
		transpose ocr surname_order surname_sep second_surname hyphen compound_trunc apostrophe particle spelling other_given swap civility
		nfd mojibake lost_letter truncate import_us import_shift profile_wrong moved usage_name epouse id_parked ent_given`)
	for _, op := range alone {
		rates := map[string]float64{"double_name": 1, "usage_husband": 1, "stale_row": 1}
		for k := range none {
			if _, ok := rates[k]; !ok {
				rates[k] = 0
			}
		}
		rates[op] = 1
		if op == "id_other" {
			rates["id_stale"] = 0
		}
		s := made(t, Options{Accounts: 3000, Schools: 2, Rates: rates})
		if st := s.Statistics(); st.Ops[op] == 0 {
			t.Errorf("%s was asked for of all and never done: %v", op, st.Ops)
		}
	}
	for _, a := range made(t, Options{Accounts: 8000}).accounts {
		for _, op := range a.ops {
			if !slices.ContainsFunc(rates, func(r Rate) bool { return r.Name == op }) {
				t.Fatalf("%q was done to an account and has no rate", op)
			}
		}
	}
}

func TestOptionsThatMakeNoSense(t *testing.T) {
	for _, c := range []struct {
		o    Options
		want string
	}{
		{Options{Accounts: -1}, "accounts"},
		{Options{Accounts: 1_000_000_000}, "accounts"},
		{Options{Accounts: 200, Schools: 50}, "a school needs a hundred accounts"},
		{Options{Columns: 9}, "no such columns"},
		{Options{Rates: map[string]float64{"tipo": 0.1}}, `no rate is called "tipo"`},
		{Options{Rates: map[string]float64{"typo": 1.5}}, "not from 0 to 1"},
	} {
		if _, err := Make(c.o); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("Make(%+v): %v, want an error with %q", c.o, err, c.want)
		}
	}
}

func TestLoadNames(t *testing.T) {
	const last = "nom,accentue,p_accentue,poids,groupe\nLEFEVRE,LEFÈVRE,1,10,fr\nBENALI,,,3,ar\n"
	const given = "prenom,sexe,groupe,n_1900_1949,n_1950_1964,n_1965_1974,n_1975_1984,n_1985_1994,n_1995_2004,n_2005_2012,n_2013_2021\n" +
		"Zoé,F,fr,0,1,1,1,1,1,5,9\nPaul,M,fr,9,9,9,9,9,9,9,9\n"
	for _, c := range []struct{ last, given, want string }{
		{last, given, ""},
		{"nom,poids\nX,1\n", given, "no column accentue"},
		{last + "PETIT,,,much,fr\n", given, "line 4: a last name and its weight"},
		{last, given + "Kim,X,fr,0,0,0,0,0,0,0,0\n", "line 4: a given name and its sex"},
		{last, strings.Replace(given, "Paul,M", "Paul,F", 1), "no given names of origin fr for sex M"},
	} {
		dir := t.TempDir()
		for name, text := range map[string]string{"weights_noms.csv": c.last, "weights_prenoms.csv": c.given} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		n, err := LoadNames(dir)
		if c.want != "" {
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want %q in it", err, c.want)
			}
			continue
		}
		if err != nil {
			t.Error(err)
			continue
		}
		for _, r := range made(t, Options{Accounts: 300, Names: n}).rows {
			for _, l := range r.person.last {
				if l != "LEFÈVRE" && l != "BENALI" {
					t.Errorf("somebody is called %s", l)
				}
			}
		}
	}
	if _, err := LoadNames(t.TempDir()); err == nil {
		t.Error("a folder without names gave names")
	}
}
