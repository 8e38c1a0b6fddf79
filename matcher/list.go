package matcher

import (
	"context"
	"slices"
)

// A list is one side of a linkage, made ready: rows of one identifier merged,
// names folded, families resolved, schools inherited from children.
type list struct {
	people    []entry // by school, see rows
	at        []int32 // the person of each of the caller's rows
	rows      []int32 // the first row of each person
	numbers   identifiers
	namesakes                    // by identifier: whoever is looked at first must not depend on the order of rows
	family    []int32            // the relatives of everybody: see them
	byPrior   map[string][]int32 // who bears an identifier of the other list, once filePriors has looked
	priors    bool               // somebody bears an identifier of the other list, there or gone
	several   bool               // somebody has several full names
	ages      pupilAges          // see outgrown
	oneForAll bool               // guardians have one identifier for all their children's schools
	withoutID int
	names     *lexicon
	schools   *schoolSets
	room      *place // for the place of the only person, if not nil
	naming    Naming
	forms     forms
}

// newList prepares one side. school is the school of those who name none.
func newList(ctx context.Context, c *crew, people []Person, school string, names *lexicon) (*list, error) {
	l := &list{names: names, schools: newSchoolSets(), naming: names.naming}
	rows, err := newRows(ctx, c, people)
	if err != nil {
		return nil, err
	}
	l.numbers, l.at, l.rows = rows.known, rows.at, rows.order
	l.people = make([]entry, len(rows.order))
	full := make([]fullName, len(rows.order))
	err = c.each(ctx, len(people), func(_, from, to int) {
		all := to - from
		var read [rowsAtOnce]reading
		for ; from < to; from += rowsAtOnce { // as the rows stand in memory
			part := people[from:min(from+rowsAtOnce, to)]
			touch(part)
			l.names.rows(part, read[:])
			for i := range part {
				if n := rows.at[from+i]; rows.order[n] == int32(from+i) {
					l.newEntry(&l.people[n], &part[i], read[i])
					full[n] = read[i].full
					if trimmedID(part[i].ID) == "" {
						l.people[n].lacksID()
					}
				}
			}
		}
		c.did(all / 4)
	})
	if err != nil {
		return nil, err
	}
	l.merge(rows)
	l.fileNames(full)
	l.resolveFamilies(rows)
	l.resolveCouples()
	l.resolveSchools(school)
	l.oneForAll = l.oneIdentifier()
	l.dropFilledDates()
	l.dropFarNewYears()
	return l, nil
}

// fileNames files everybody under the names, of which full has that of each who has
// one row. It takes the room of full.
func (l *list) fileNames(full []fullName) {
	names, who := full[:0], make([]int32, 0, len(l.people))
	if l.several {
		names = nil // which may be more than people
	}
	for i := range l.people {
		e := &l.people[i]
		e.full = -1
		if e.names == nil && full[i] != (fullName{}) {
			names, who = append(names, full[i]), append(who, int32(i))
		}
		for _, k := range e.names {
			names, who = append(names, k), append(who, int32(i))
		}
	}
	var numbers []int32
	l.namesakes, numbers = newNamesakes(names, who)
	for n, i := range who {
		e := &l.people[i]
		if e.full = numbers[n]; len(e.names) > 1 {
			e.full = -1
		}
	}
	l.namesakes.sort(func(i, j int32) int { return compareIDs(l.people[i].ID, l.people[j].ID) })
}

// number returns who bears an identifier.
func (l *list) number(id string) (int32, bool) {
	_, i := l.numbers.find(hashID(id), func(i int32) bool { return sameID(l.people[i].ID, id) })
	return i, i >= 0
}

// inOrder goes through the people as the caller gave them, by their first rows.
func (l *list) inOrder(yield func(i int32) bool) {
	for row, i := range l.at {
		if l.rows[i] == int32(row) && !yield(i) {
			return
		}
	}
}

// resolvePriors tells the rows of one list which of the other's identifiers they
// bear.
func resolvePriors(l, other *list) {
	for i := range l.people {
		e := &l.people[i]
		for _, prior := range e.priors {
			l.priors = true
			j, ok := other.number(prior)
			if !ok {
				continue
			}
			o := &other.people[j]
			o.claim().borne = append(o.borne, int32(i))
			if !o.stale { // else an identifier that no current row bears
				e.bears = append(e.bears, j)
			}
		}
	}
}

// filePriors files everybody under the identifiers of the other list that they
// bear.
func (l *list) filePriors() {
	l.byPrior = map[string][]int32{}
	for i := range l.people {
		for _, p := range l.people[i].priors {
			l.byPrior[p] = append(l.byPrior[p], int32(i))
		}
	}
}

// tellsAllSchools reports whether a row tells all the schools that its person has.
func (e *entry) tellsAllSchools() bool { return len(e.own) > 0 && e.children.n == 0 }

// resolveSchools gives everyone her schools. A guardian has those of all her
// children too: of one who left last year her account is there still.
func (l *list) resolveSchools(school string) {
	sets := l.schools
	var none []string
	if school != "" {
		none = sets.schools.one(school, sets.closed)
	}
	var one [1]*place // room for a stranger's
	moves, most := one[:0], 0
	for i := range l.people {
		if !l.people[i].tellsAllSchools() {
			most++
		}
	}
	if most > len(one) {
		moves = make([]*place, 0, most)
	}
	var schools []string
	for i := range l.people {
		e := &l.people[i]
		if e.tellsAllSchools() {
			continue
		}
		own := e.own
		all := own
		if e.children.n > 0 {
			schools = append(schools[:0], own...)
			for _, c := range l.them(e.children) {
				for _, s := range l.people[c].own {
					if len(schools) > manyRelatives || !slices.Contains(schools, s) {
						schools = append(schools, s)
					}
				}
			}
			all = sets.schools.set(schools, sets.closed)
		}
		if len(all) == 0 {
			all = none
		}
		if len(own) == 0 {
			own = all
		}
		moves = append(moves, sets.place(all, own, e.classes, l.room))
	}
	for i := range l.people { // only now, for it is the rows of children that count
		if e := &l.people[i]; !e.tellsAllSchools() {
			e.place, moves = moves[0], moves[1:]
		}
	}
	if !sets.closed {
		for i := range l.people {
			sets.count(l.people[i].place)
		}
	}
}
