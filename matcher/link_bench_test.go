package matcher

import (
	"fmt"
	"math/rand/v2"
	"os"
	"testing"
)

// region makes two lists of so many people in schools of a thousand: the same
// people, one in eight under a name that was typed or told another way.
func region(n int) (roster, accounts []Person) {
	r := rand.New(rand.NewPCG(uint64(n), 1))
	syllables := []string{"ba", "ber", "cha", "da", "de", "du", "fa", "gar", "gi", "jo", "ka", "la", "le", "ma", "mo", "na", "ni", "pe", "ro", "sa", "tel", "tin", "va", "vin", "zo"}
	word := func(most int) string {
		s := ""
		for range 2 + r.IntN(most) {
			s += syllables[r.IntN(len(syllables))]
		}
		return s
	}
	firsts := make([]string, 600)
	for i := range firsts {
		firsts[i] = word(2)
	}
	for i := range n {
		p := Person{ID: fmt.Sprint("g", i), Last: word(3), First: firsts[r.IntN(1+r.IntN(len(firsts)))], Profiles: []string{Pupil},
			Schools: []string{fmt.Sprintf("%07dA", i/1000)}, Classes: []string{fmt.Sprint(r.IntN(24))}, Born: fmt.Sprintf("201%d-%02d-%02d", r.IntN(6), 1+r.IntN(12), 1+r.IntN(28))}
		if i%3 == 2 { // a guardian of the two before
			p.Profiles, p.Schools, p.Classes, p.Born = []string{Guardian}, nil, nil, ""
			p.Children = []string{fmt.Sprint("g", i-1), fmt.Sprint("g", i-2)}
		}
		roster = append(roster, p)
		p.ID = fmt.Sprint("a", i)
		if i%3 == 2 {
			p.Children = []string{fmt.Sprint("a", i-1)}
		}
		if r.IntN(3) == 0 {
			p.Born = ""
		}
		switch r.IntN(16) {
		case 0:
			k := r.IntN(len(p.Last))
			p.Last = p.Last[:k] + "x" + p.Last[k:]
		case 1:
			p.First += " " + firsts[r.IntN(len(firsts))]
		}
		accounts = append(accounts, p)
	}
	r.Shuffle(len(accounts), func(i, j int) { accounts[i], accounts[j] = accounts[j], accounts[i] })
	return roster, accounts
}

// benchSizes are ten and a hundred thousand, and with MEASURE set a million.
func benchSizes() []int {
	if os.Getenv("MEASURE") != "" {
		return []int{10_000, 100_000, 1_000_000}
	}
	return []int{10_000, 100_000}
}

// BenchmarkLinkRegion links two lists, beside the blind import by names alone.
func BenchmarkLinkRegion(b *testing.B) {
	for _, n := range benchSizes() {
		roster, accounts := region(n)
		timeAll(b, n, timed{"", func() { Link(roster, accounts, nil) }}, timed{"/blind", func() { blindImport(roster, accounts) }})
	}
}

// A timed is one of several things done to the same lists, of which the first is told
// beside the others.
type timed struct {
	name string
	run  func()
}

func timeAll(b *testing.B, accounts int, all ...timed) {
	for _, t := range all {
		b.Run(fmt.Sprint(accounts, t.name), func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				t.run()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(accounts), "ns/account")
		})
	}
}

// BenchmarkExactPass joins two lists on equal names, from the cells as they are
// written. Link joins them with the same keys and by the same tables; but it gets
// the keys with the names taken apart, which it needs for all else.
func BenchmarkExactPass(b *testing.B) {
	for _, n := range benchSizes() {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			roster, accounts := region(n)
			var pairs int
			b.ReportAllocs()
			for b.Loop() {
				pairs = exactPass(roster, accounts)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/account")
			b.ReportMetric(float64(pairs), "pairs")
		})
	}
}

// exactPass counts the pairs of equal names.
func exactPass(roster, accounts []Person) (pairs int) {
	c, names := newCrew(&Options{}, 0), newLexicon(French)
	file := func(people []Person) namesakes {
		full, who := make([]fullName, len(people)), make([]int32, len(people))
		c.share(len(people), func(_, from, to int) {
			for i := from; i < to; i++ {
				if i%rowsAtOnce == 0 {
					touchCells(people[i:min(i+rowsAtOnce, to)])
				}
				full[i], who[i] = fullName{names.cellKey(people[i].Last), names.cellKey(people[i].First)}.orNone(), int32(i)
			}
		})
		n, _ := newNamesakes(full, who)
		return n
	}
	var ours, theirs namesakes
	c.together(func() { ours = file(roster) }, func() { theirs = file(accounts) })
	for n, of := range theirs.numbersIn(c, &ours) {
		if of >= 0 {
			pairs += len(theirs.of(int32(n))) * len(ours.of(of))
		}
	}
	return pairs
}

// BenchmarkCompareNames compares the names of two people of one region.
func BenchmarkCompareNames(b *testing.B) {
	roster, accounts := region(4096)
	names := newLexicon(French)
	l := &linkage{roster: mustList(b, names, roster), accounts: mustList(b, names, accounts)}
	l.model = newModel(l.roster, l.accounts)
	i := 0
	b.ReportAllocs()
	for b.Loop() {
		l.compareNames(&l.accounts.people[i&4095], &l.roster.people[(i*7)&4095])
		i++
	}
}

func mustList(tb testing.TB, names *lexicon, people []Person) *list {
	l, err := newList(tb.Context(), newCrew(&Options{}, 0), people, "", names)
	if err != nil {
		tb.Fatal(err)
	}
	return l
}

func BenchmarkLink(b *testing.B) {
	roster, accounts := schoolLists(b)
	b.ReportAllocs()
	for b.Loop() {
		Link(roster, accounts, nil)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(accounts)), "ns/account")
}
