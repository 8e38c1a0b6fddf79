package join

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"math"
	"os"
	"strings"
	"testing"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/bench/habits"
	"github.com/entlink/entlink/matcher"
)

// TestHabits matches a school of each habit. No link is avoidably wrong or silent, and
// nobody is lost who was found before: testdata/habits.txt has, by habit, in thousandths
// and rounded down, how many of the people with one account are linked to it and how many
// of all are linked or among the candidates. Where more are found -v shows what to write there.
func TestHabits(t *testing.T) {
	floors := map[string][2]int{}
	text, err := os.ReadFile("testdata/habits.txt")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		var name string
		var least [2]int
		if n, _ := fmt.Sscan(line, &name, &least[0], &least[1]); n == 3 {
			floors[name] = least
		}
	}
	for _, h := range habits.Habits {
		t.Run(h.Name, func(t *testing.T) {
			least, ok := floors[h.Name]
			if !ok {
				t.Error("testdata/habits.txt does not have the habit")
			}
			e := evaluated(t, h.Make(habits.Options{Seed: 1}))
			linked, covered := thousandths(e.SingleRight, e.Single), thousandths(e.Right+e.Listed, e.WithPerson)
			t.Logf("%-16s %d %d", h.Name, linked, covered)
			if n := e.Avoidable(); n > 0 {
				t.Errorf("%d links are wrong that the evidence speaks against (%s)", n, h.Says)
			}
			if e.Silent > 0 {
				t.Errorf("%d links where nothing singles one person out (%s)", e.Silent, h.Says)
			}
			if linked < least[0] || covered < least[1] {
				t.Errorf("of a thousand people %d are linked and %d at least shown, were %d and %d (%s)", linked, covered, least[0], least[1], h.Says)
			}
		})
	}
}

// thousandths is a share rounded down, and all of nobody.
func thousandths(n, of int) int {
	if of == 0 {
		return 1000
	}
	return int(math.Floor(1000 * float64(n) / float64(of)))
}

// evaluated matches a set as the program does, and judges what came of it.
func evaluated(t *testing.T, s *habits.Set) *matcher.Evaluation {
	t.Helper()
	roster, accounts := Roster(read(t, s.Roster)), Accounts(read(t, s.Accounts))
	opts, err := Schools(roster, accounts, "")
	if err != nil {
		t.Fatal(err)
	}
	truths, err := matcher.ReadTruths(bytes.NewReader(file(t, s.Truth)))
	if err != nil {
		t.Fatal(err)
	}
	return matcher.Evaluate(truths, matcher.Answers(matcher.Link(roster, accounts, opts).Decisions))
}

func read(t *testing.T, rows [][]string) (recs []enroster.Record) {
	t.Helper()
	for rec, err := range enroster.NewReader(bytes.NewReader(file(t, rows)), nil).All() {
		if err != nil {
			t.Fatal(err)
		}
		recs = append(recs, rec)
	}
	return recs
}

func file(t *testing.T, rows [][]string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Comma = ';'
	if err := w.WriteAll(rows); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
