package matcher

import (
	"fmt"
	"strings"
	"testing"
)

// manyRows makes n rows and as many accounts, each row's names those of one.
func manyRows(n int) (rows []Row, accounts []Account) {
	for i := range n {
		last, first := fmt.Sprintf("LEFÈVRE-%d", i/7), fmt.Sprintf("Jean-Élie %c%c", 'a'+i%7, 'a'+i%5)
		rows = append(rows, Row{ID: fmt.Sprintf("%08x-0958-4b8f-85f7-a58a96d95220", i*2654435761), Last: last, First: first, Owner: fmt.Sprint(i)})
		accounts = append(accounts, Account{ID: fmt.Sprint(i), Last: strings.ToUpper(last), First: first})
	}
	return rows, accounts
}

func BenchmarkPredict(b *testing.B) {
	for _, n := range []int{1_000, 10_000, 100_000} {
		rows, accounts := manyRows(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Predict(rows, accounts, nil)
			}
		})
	}
}

// BenchmarkSafe makes the safe file of what was linked, beside the linkage.
func BenchmarkSafe(b *testing.B) {
	for _, n := range benchSizes() {
		roster, list := region(n)
		accounts := make([]Account, n)
		for i, a := range list {
			accounts[i] = Account{ID: a.ID, Last: a.Last, First: a.First}
		}
		var rows []Row
		for _, d := range Link(roster, list, nil).Decisions {
			if d.Status == Linked {
				rows = append(rows, Row{ID: d.Candidates[0].Person.ID, Last: d.Account.Last, First: d.Account.First, Owner: d.Account.ID})
			}
		}
		timeAll(b, n, timed{"", func() { Safe(rows, accounts, nil) }}, timed{"/link", func() { Link(roster, list, nil) }})
	}
}

// GEPI's rule looks for patterns among the pupils' names: not among all of them.
func BenchmarkPredictGEPI(b *testing.B) {
	for _, n := range benchSizes() {
		roster, accounts := region(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				PredictGEPI(roster, accounts, nil)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/row")
		})
	}
}

// Numbers that are equal as floating point and in no other way must not be
// compared each with each, which would take minutes.
func BenchmarkPredictNumbers(b *testing.B) {
	var rows []Row
	var accounts []Account
	for i := range 15_000 {
		number := fmt.Sprintf("1000000000000000000000000000000%05d", i)
		rows = append(rows, Row{ID: number, Last: number, First: "1"}, Row{ID: number, Last: number, First: "a"})
		accounts = append(accounts, Account{ID: number, Last: number, First: "1", Prior: "9" + number}, Account{Last: "x", First: number, Prior: number + "0"})
	}
	for b.Loop() {
		Predict(rows, accounts, nil)
	}
}
