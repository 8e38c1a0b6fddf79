package matcher

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// answer writes a decision as outcome does, without the account.
func answer(d Decision) string {
	s := d.Status.String()
	for _, c := range d.Candidates {
		s += " " + c.Person.ID
	}
	for _, c := range d.Causes {
		s += " " + string(c)
	}
	return s
}

func TestIndexMatch(t *testing.T) {
	var x Index
	if got := answer(x.Match(person("a1, MARTIN Léa, pupil, 1A"))); got != "absent" || x.Len() != 0 {
		t.Errorf("the zero Index answers %q and has %d people, want absent and none", got, x.Len())
	}
	err := x.Replace(t.Context(), people("g1, LEFÈVRE Jean-Noël, pupil, 1A, 2012-01-02, class=5e B\ng2, SYLLA Mariam, guardian, 1A\ng3, SYLLA Mariam, guardian, 1A\ng4, MARTIN Léa, pupil, 2B, 2013-03-04\ng5, MARTIN Léa, pupil, 1A, stale\ng6, NDIAYE Moussa, teacher, 1A\ng7, ZOLA Émile, pupil, 1A"), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ why, newcomer, want string }{
		{"the same names, profile and school", "a1, Lefevre JEAN NOEL, pupil, 1A", "linked g1"},
		{"a slip in the name, the same birth date and class", "a1, LEFEVRR Jean Noël, pupil, 1A, 2012-01-02, class=5e B", "linked g1"},
		{"another birth date", "a1, LEFEVRE Jean Noël, pupil, 1A, 2012-10-11", "review g1 contradiction"},
		{"two of the names", "a1, SYLLA Mariam, guardian, 1A", "review g2 g3 homonyms-in-roster"},
		{"a pupil who moved, by her birth date", "a1, MARTIN Léa, pupil, 1A, 2013-03-04", "linked g4"},
		{"a pupil is no teacher", "a1, NDIAYE Moussa, pupil, 1A", "absent"},
		{"nobody of the name", "a1, KOWALSKI Ewa, pupil, 1A", "absent"},
		{"no identifier", ", ZOLA Emile, pupil, 1A", "linked g7"},
		{"an identifier that somebody else bears", "a1, ZOLA Emile, pupil, 1A, prior=g2", "review g7 g2 changes-hands"},
	} {
		if got := answer(x.Match(person(tt.newcomer))); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
	if got := x.Len(); got != 7 {
		t.Errorf("Len = %d, want 7", got)
	}
}

// TestIndexMatchOfIdentifiers matches newcomers of whom, or of whose namesake,
// an identifier speaks. It links nobody whom Link would not link.
func TestIndexMatchOfIdentifiers(t *testing.T) {
	filed := people("g1, ROUX Ida, pupil, 1A, prior=a9\ng2, ROUX Eva, pupil, 1A\ng3, PETIT Anne, pupil, 1A, prior=a10\ng4, PETYT Anne, pupil, 1A\ng5, ZOLA Émile, pupil, 1A\ng6, MARTIN Léa, pupil, 1A, stale")
	var x Index
	if err := x.Replace(t.Context(), filed, nil); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ why, newcomer, want string }{
		{"somebody of the names bears her identifier", "a9, ROUX Ida, pupil, 1A", "linked g1"},
		{"somebody of other names does", "a9, ROUX Eva, pupil, 1A", "review g2 g1 changes-hands"},
		{"somebody of names like hers does", "a10, PETYT Anne, pupil, 1A", "review g3 g4 changes-hands"},
		{"she has the names of who does, and others are near", "a10, PETIT Anne, pupil, 1A", "linked g3"},
		{"somebody of the names bears another's, which nobody has now", "a8, ROUX Ida, pupil, 1A", "linked g1"},
		{"she bears another's identifier", "a1, ROUX Eva, pupil, 1A, prior=g1", "review g2 g1 changes-hands"},
		{"and the next newcomer does not", "a1, ROUX Eva, pupil, 1A", "linked g2"},
		{"she bears one of another year's", "a1, ZOLA Emile, pupil, 1A, prior=g6", "linked g5"},
		{"she bears one that nobody has", "a1, ZOLA Emile, pupil, 1A, prior=g99", "linked g5"},
	} {
		newcomer := person(tt.newcomer)
		got := answer(x.Match(newcomer))
		if got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
		if link := answer(Link(filed, []Person{newcomer}, nil).Decisions[0]); strings.HasPrefix(got, "linked") && got != link {
			t.Errorf("%s: %q, and Link decides %q", tt.why, got, link)
		}
	}
}

func TestIndexOptions(t *testing.T) {
	filed := people("g1, NOIR Zoé, pupil\ng2, NOIR Zoé, pupil, 2B\ng3, SYLLA Awa, pupil, 1A\ng4, SYLLA Awa, pupil, 1A\ng5, SYLLA Awa, pupil, 1A")
	for _, tt := range []struct {
		why, newcomer, want string
		opts                Options
	}{
		{"nobody's school is known", "a1, NOIR Zoé, pupil", "review g1 g2 homonyms-in-roster no-school", Options{}},
		{"the people's is", "a1, NOIR Zoé, pupil, 1A", "linked g1", Options{RosterSchool: "1A"}},
		{"and the newcomer's", "a1, NOIR Zoé, pupil", "linked g1", Options{RosterSchool: "1A", AccountSchool: "1A"}},
		{"two candidates at most", "a1, SYLLA Awa, pupil, 1A", "review g3 g4 homonyms-in-roster", Options{MaxCandidates: 2}},
	} {
		var x Index
		done, all := 0, 0
		tt.opts.OnProgress = func(d, of int) { done, all = d, of }
		if err := x.Replace(t.Context(), filed, &tt.opts); err != nil {
			t.Fatal(err)
		}
		if got := answer(x.Match(person(tt.newcomer))); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
		if done != all || all == 0 {
			t.Errorf("%s: filed, and %d of %d is told to be done", tt.why, done, all)
		}
	}
}

// TestIndexIsReplacedUnderReaders runs readers while lists are put in place of
// one another: each answer is of one list or the other.
func TestIndexIsReplacedUnderReaders(t *testing.T) {
	var x Index
	lists := make([][]Person, 2)
	for n := range lists {
		for i := range 50 {
			lists[n] = append(lists[n], person(fmt.Sprintf("%c%d, NOM%d Prenom, pupil, 1A", 'g'+n, i, i)))
		}
	}
	if err := x.Replace(t.Context(), lists[0], nil); err != nil {
		t.Fatal(err)
	}
	var readers sync.WaitGroup
	for r := range 4 {
		readers.Go(func() {
			for i := range 200 {
				k := (i + r) % 50
				got := answer(x.Match(person(fmt.Sprintf("a, NOM%d Prenom, pupil, 1A", k))))
				if got != fmt.Sprintf("linked g%d", k) && got != fmt.Sprintf("linked h%d", k) {
					t.Errorf("NOM%d: %q", k, got)
				}
			}
		})
	}
	for i := range 20 {
		if err := x.Replace(t.Context(), lists[i%2], nil); err != nil {
			t.Error(err)
		}
	}
	readers.Wait()
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if err := x.Replace(ended, nil, nil); err != context.Canceled || x.Len() != 50 {
		t.Errorf("Replace after the end of its context: %v, and %d people; want context.Canceled and 50", err, x.Len())
	}
}

// TestIndexMatchInto matches everybody of a school into one decision, which
// answers as a new one does.
func TestIndexMatchInto(t *testing.T) {
	roster, accounts := schoolLists(t)
	var x Index
	d := Decision{Status: Review, Unlisted: 3, Rivals: []Person{{ID: "left"}}, Causes: []Reason{Crowd}}
	if x.MatchInto(&d, accounts[0]); d.Status != Absent || d.Unlisted != 0 || len(d.Candidates)+len(d.Rivals)+len(d.Causes) > 0 || d.Account.ID != accounts[0].ID {
		t.Errorf("the zero Index leaves %v", d)
	}
	if err := x.Replace(t.Context(), roster, nil); err != nil {
		t.Fatal(err)
	}
	for i := range accounts {
		want := x.Match(accounts[i])
		x.MatchInto(&d, accounts[i])
		if diff := gocmp.Diff(d, want, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("into one decision (-got +want):\n%s", diff)
		}
	}
}

// BenchmarkIndexMatch matches newcomers against lists, each answer into a new
// decision and then all into one.
func BenchmarkIndexMatch(b *testing.B) {
	for _, n := range benchSizes()[1:] {
		roster, accounts := region(n)
		var x Index
		if err := x.Replace(b.Context(), roster, nil); err != nil {
			b.Fatal(err)
		}
		var d Decision
		for _, how := range []struct {
			name  string
			match func(Person)
		}{
			{"", func(p Person) { x.Match(p) }},
			{"/into", func(p Person) { x.MatchInto(&d, p) }},
		} {
			b.Run(fmt.Sprint(n, how.name), func(b *testing.B) {
				i := 0
				b.ReportAllocs()
				for b.Loop() {
					how.match(accounts[i%len(accounts)])
					i++
				}
			})
		}
	}
}

func TestIndexKeepsItsPeople(t *testing.T) {
	people := []Person{person("g1, MARTIN Zoé, pupil, 1A, 2015-02-03")}
	var x Index
	if err := x.Replace(t.Context(), people, nil); err != nil {
		t.Fatal(err)
	}
	people[0] = person("g2, PETIT Léa, pupil, 1A, 2014-05-06")
	if d := x.Match(person("a1, MARTIN Zoé, pupil, 1A, 2015-02-03")); d.Status != Linked || d.Candidates[0].Person.ID != "g1" {
		t.Errorf("after its slice was written over: %v %v", d.Status, d.Candidates)
	}
}

// TestIndexForgetsStrangers: what strangers say when they sign in fills nothing.
func TestIndexForgetsStrangers(t *testing.T) {
	var x Index
	if err := x.Replace(t.Context(), people("g1, MARTIN Zoé, pupil, 1A, class=5e B"), nil); err != nil {
		t.Fatal(err)
	}
	held := func() [5]int {
		names, schools := x.now.Load().list.names, x.now.Load().list.schools
		return [5]int{int(names.counts.surnames.Load()), int(names.counts.givens.Load()), int(names.counts.letters.Load()),
			len(schools.schools.of) + len(schools.classes.of), len(schools.places)}
	}
	before := held()
	for i := range 20 {
		x.Match(person(fmt.Sprintf("a1, ÉTRANGER%cOBSTINÉ Maximiliennelouise%c, pupil, %dZ, class=%de Z", 'A'+i, 'A'+i, i, i)))
	}
	if got := held(); got != before {
		t.Errorf("last names, given names, their letters, schools and classes, places: %v, want %v as before", got, before)
	}
}
