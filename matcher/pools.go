package matcher

import (
	"math"
	"slices"
)

// pools counts, for each school and for all, how many people a row may be
// meant for.
type pools struct {
	of  map[string]int32
	all []pool
}

// newPools counts after the pairs of equal names are settled. settled says who
// is linked, for accounts and roster.
func newPools(accounts, roster *list, settledAccount, settledPerson []bool) pools {
	p := pools{of: map[string]int32{}, all: make([]pool, 1)}
	classes := []map[string]float64{nil}
	for _, side := range []struct {
		l       *list
		settled []bool
	}{{accounts, settledAccount}, {roster, settledPerson}} {
		var all, open []float64
		all, open, classes = p.count(side.l, side.settled, classes)
		for q := range all {
			p.all[q].all = max(p.all[q].all, all[q])
			p.all[q].open = max(p.all[q].open, open[q])
		}
	}
	p.all[0].class = 1
	for q := 1; q < len(p.all); q++ {
		p.all[q].class = concentration(classes[q])
	}
	for q := range p.all {
		p.all[q].openBits = math.Log2(p.all[q].open + fewOpen)
	}
	return p
}

// count counts the people of one list in each pool, and those of them who are not
// settled; and the pupils in each class of a pool, besides those that are counted.
func (p *pools) count(l *list, settled []bool, counted []map[string]float64) (all, open []float64, classes []map[string]float64) {
	type tally struct{ all, open, pupils float64 }
	of := make([]tally, len(l.schools.places))
	for i := range l.people {
		e := &l.people[i]
		if e.stale {
			continue
		}
		t := &of[e.place.number]
		t.all++
		if !settled[i] {
			t.open++
		}
		if e.kind&^pupilKind == 0 {
			t.pupils++
		}
	}
	all, open, classes = make([]float64, len(p.all)), make([]float64, len(p.all)), counted
	for n, t := range of {
		if t.all == 0 {
			continue
		}
		all[0] += t.all
		open[0] += t.open
		for _, s := range l.schools.places[n].schools {
			q, ok := p.of[s]
			if !ok {
				q = int32(len(p.all))
				p.of[s] = q
				p.all = append(p.all, pool{})
				all, open, classes = append(all, 0), append(open, 0), append(classes, map[string]float64{})
			}
			all[q] += t.all
			open[q] += t.open
			if t.pupils > 0 && l.schools.places[n].fewClasses() {
				for _, c := range l.schools.places[n].classes {
					classes[q][c] += t.pupils
				}
			}
		}
	}
	return all, open, classes
}

// concentration is the chance that two people drawn at random share a class, a
// twentieth at least and a half at most.
func concentration(count map[string]float64) float64 {
	var sum, squares float64
	for _, n := range count { // sums of whole numbers: the order does not matter
		sum += n
		squares += n * n
	}
	if sum == 0 {
		return .5
	}
	return min(max(squares/(sum*sum), .02), .5)
}

// common returns the largest pool that the two share, or that of all.
func (p *pools) common(a, r *entry) int32 {
	best := int32(0)
	for _, s := range a.schools {
		if _, ok := slices.BinarySearch(r.schools, s); ok {
			if q := p.of[s]; best == 0 || p.all[q].open > p.all[best].open {
				best = q
			}
		}
	}
	return best
}
