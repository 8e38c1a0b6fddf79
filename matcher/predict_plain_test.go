package matcher

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// FuzzPredictPlainly holds the forecast against the import read off its
// description row by row, without keys, maps or a shorter way to sort. Each
// byte of data chooses a cell, from few that are equal to each other in one way or
// another.
func FuzzPredictPlainly(f *testing.F) {
	ids := []string{"", " ", "g", "h", "G", "9", "10", "010", "1e1", "0e1", "0e9", "9a", "99999999999999999998", "99999999999999999999", "a😀",
		"kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkk", "kkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkkz"}
	names := []string{"", " ", "Roy", "ROY", "Rôy", "Cœur", "Czur", "D'Été", "0123", "123", "1e2", "100", "M.b", "a?b"}
	f.Add([]byte{3, 2, 2, 2, 2, 3, 2, 3, 3, 4, 2, 2, 2})
	f.Add([]byte{2, 8, 8, 8, 0, 9, 9, 7, 2, 5, 9, 8, 6, 8, 9, 11, 8, 9, 1, 1, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		at := 0
		next := func(n int) int {
			if at == len(data) {
				return 0
			}
			at++
			return int(data[at-1]) % n
		}
		var accounts []Account
		for i := range next(9) {
			a := Account{ID: fmt.Sprint(i), Last: names[next(len(names))], First: names[next(len(names))], Prior: ids[next(len(ids))], Profile: "ELV"}
			if next(8) == 7 {
				a.Profile = "ADM"
			}
			accounts = append(accounts, a)
		}
		opts := &PredictOptions{Former: true, Strict: next(2) == 1}
		var rows []Row
		for at < len(data) && len(rows) < 64 {
			rows = append(rows, Row{ID: ids[next(len(ids))], Last: names[next(len(names))], First: names[next(len(names))]})
		}
		got := Predict(rows, accounts, opts)
		want := plainImport(rows, accounts, opts.Strict)
		if d := cmp.Diff(got, want); d != "" {
			t.Errorf("rows %+v, accounts %+v: got before want:\n%s", rows, accounts, d)
		}
	})
}

// plainImport is SACoche's import, without verdicts.
func plainImport(rows []Row, accounts []Account, strict bool) *Forecast {
	f := &Forecast{Fates: make([]Fate, len(rows)), After: make([]string, len(accounts))}
	var order []int
	for i, r := range rows {
		f.Fates[i] = Fate{Outcome: Skipped, Account: -1}
		if r.ID != "" && r.Last != "" && r.First != "" {
			order = append(order, i)
		}
	}
	for k, a := range accounts {
		f.After[k] = a.Prior
	}
	phpSort(order, newSACoche(rows, nil, nil).after)
	for _, i := range order {
		last, first := sacocheFileNames(rows[i].Last, rows[i].First)
		id := sacocheID(rows[i].ID)
		namesakes, found, taken := 0, -1, false
		for k, a := range accounts {
			if a.administrator() {
				continue
			}
			if l, f := sacocheBaseNames(a.Last, a.First); looseEqual(l, last) && looseEqual(f, first) {
				namesakes, found = namesakes+1, k
			}
			taken = taken || looseEqual(a.Prior, id)
		}
		switch {
		case id == "":
			f.Fates[i].Outcome = NoID
		case namesakes == 0:
			f.Fates[i].Outcome = Unknown
		case namesakes > 1:
			f.Fates[i].Outcome = Homonym
		case looseEqual(accounts[found].Prior, id):
			f.Fates[i] = Fate{Outcome: Identical, Account: found, Verdict: Undecided}
		case taken:
			f.Fates[i] = Fate{Outcome: Taken, Account: found}
		default:
			f.Fates[i] = Fate{Outcome: Changed, Account: found, Verdict: Undecided}
			if kept, whole := stored(id, sacocheIDLength); whole || !strict {
				f.After[found] = kept
			}
		}
	}
	return f
}
