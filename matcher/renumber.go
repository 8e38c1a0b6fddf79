package matcher

import (
	"context"
	"slices"
)

// What shows that a school which one list does not know is another there: how many of
// its pupils are found in that one, of those who are found at all, and of those who could
// be.
var (
	allThere  = custom{20, .9}
	mostFound = custom{20, .5}
)

// learnSchools finds schools that one list names and the other does not, and whose
// pupils are all found in one school there: two schools were made one, or a school
// has another number. Who leaves for the next school goes to several, and leaves
// most of a school behind. Then its people are of that school as well, and the
// pairs are compared and judged anew.
func (l *linkage) learnSchools(ctx context.Context) error {
	now := l.renumbered(l.accounts, l.roster, func(i int32) int32 { return l.links.person[i] })
	was := l.renumbered(l.roster, l.accounts, func(j int32) int32 { return l.links.holder[j] })
	if len(now)+len(was) == 0 {
		return nil
	}
	l.accounts.addSchools(now)
	l.roster.addSchools(was)
	l.crew.all(len(l.pairs), func(i int) {
		p := &l.pairs[i]
		if p.ev.has(schoolOther) {
			p.ev = l.equalPair(p.account, p.person, p.ev&crowd).ev
		}
		l.complete(p)
	})
	l.rounds.forget()
	return l.settle(ctx)
}

// renumbered are the schools of a list that the other does not name, with those
// that they are there. Only pupils with a birth date are looked at, for it finds
// them in any school, or where no list tells any those with one namesake: of another
// school's few have one. Further given names may be left out.
func (l *linkage) renumbered(in, other *list, linked func(int32) int32) map[string]string {
	theirs := map[string]bool{}
	for _, p := range other.schools.places {
		for _, s := range p.schools {
			theirs[s] = true
		}
	}
	unknown := make([]bool, len(in.schools.places))
	for n, p := range in.schools.places {
		unknown[n] = len(p.schools) == 1 && !theirs[p.schools[0]]
	}
	if !slices.Contains(unknown, true) {
		return nil
	}
	x, _ := in.tells((*entry).anybody)
	y, _ := other.tells((*entry).anybody)
	dated := x[0] && y[0]
	anywhere := func(e *entry) ([]string, birthday) {
		if dated {
			return noSchool, e.birth
		}
		return noSchool, 0
	}
	firsts, borne := other.byFirstName(l.inBoth(other), anywhere), l.inBoth(in)
	type route struct{ from, to string }
	found, pupils := map[route]int{}, map[string]int{}
	for i := range in.people {
		e := &in.people[i]
		if !unknown[e.place.number] || e.kind != pupilKind || dated && e.birth == 0 || e.stale {
			continue
		}
		pupils[e.schools[0]]++
		j := linked(int32(i))
		if !dated && e.full >= 0 {
			j = other.onlyBearer(in.namesakes.names[e.full], func(o *entry) bool { return o.kind == pupilKind })
		}
		if j < 0 && e.full >= 0 && !borne(e.full) && len(e.giv.names()) > 0 {
			_, born := anywhere(e)
			if k, ok := firsts[firstName{last: e.sur.key, first: e.giv.names()[0], born: born}]; ok && k >= 0 && other.people[k].kind == pupilKind {
				j = k
			}
		}
		if j >= 0 && len(other.people[j].schools) == 1 {
			at := route{e.schools[0], other.people[j].schools[0]}
			found[at]++
			found[route{from: at.from}]++
		}
	}
	renumbered := map[string]string{}
	for at, n := range found {
		if at.to != "" && allThere.shown(n, found[route{from: at.from}]) && mostFound.shown(n, pupils[at.from]) {
			renumbered[at.from] = at.to
		}
	}
	return renumbered
}

// otherNumber reports whether two people are of one school by what learnSchools
// found, and by nothing that the lists say themselves.
func (l *linkage) otherNumber(p *pair) bool {
	a, r := l.accounts.people[p.account].place, l.roster.people[p.person].place
	return p.ev.has(schoolSame) && (a.listed != nil || r.listed != nil) && !meet(a.asListed(), r.asListed())
}

func (p *place) asListed() []string {
	if p.listed != nil {
		return p.listed
	}
	return p.schools
}

// addSchools makes the people of some schools people of others as well.
func (l *list) addSchools(also map[string]string) {
	if len(also) == 0 {
		return
	}
	sets := l.schools
	with := func(schools []string) []string {
		all := schools
		for _, s := range schools {
			if to, ok := also[s]; ok && !slices.Contains(all, to) {
				all = append(slices.Clip(all), to)
			}
		}
		if len(all) == len(schools) {
			return schools
		}
		return sets.schools.set(all, sets.closed)
	}
	places := slices.Clone(sets.places)
	for n, p := range places {
		if schools, own := with(p.schools), with(p.own); len(schools)+len(own) > len(p.schools)+len(p.own) {
			q := *sets.place(schools, own, p.classes, nil) // which may be that of people who name them all
			q.habits, q.listed, q.number = p.habits, p.schools, int32(len(sets.places))
			places[n] = &q
			sets.places = append(sets.places, &q)
		}
	}
	for i := range l.people {
		e := &l.people[i]
		e.place = places[e.place.number]
	}
}
