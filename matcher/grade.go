package matcher

import "slices"

// Bounds on what a school's lists must show before they tell by how many years
// classes move from the one to the other: so many pupils, and from which share
// on a move is usual.
const (
	gradePairs = 30
	gradeUsual = .01

	enteredLeast = 3 // pupils entered this year in a list of the last, that one more may be
)

// A gradeTally counts, for one school, the pupils whom equal names linked by how
// many years their classes move from the accounts to the roster. In a list of
// last year nearly all move up one; in one of this year nobody does but who was
// entered before, and in neither does anybody move down.
type gradeTally struct {
	looked  int
	moved   [3]int // by -1, 0 and 1 years
	born    *ages  // of the list that is a year ahead; nil if neither is
	behind  bool   // the classes of one list are years older than the other's: see catchUp
	entered int    // of those who do not move, how many are in one class of either list, and no older than it
}

// ages count the pupils of each year of grades, by their year of birth from
// firstBirth on.
type ages [16][64]int32

const firstBirth = 1984

// agesKnown is how many pupils of a class's year say how old they are there.
const agesKnown = 5

// usual reports whether pupils of the school move by so many years, besides the
// one of whom it is asked; all may where too few are known.
func (t *gradeTally) usual(years int) bool {
	if !t.known() {
		return true
	}
	return float64(t.moved[years+1]-1) >= gradeUsual*float64(t.looked)
}

// known reports whether the classes of the school's two lists are of one year, or of
// two that follow: in lists of several years ago few move by so little.
func (t *gradeTally) known() bool { return t != nil && t.looked >= gradePairs }

// most reports whether most pupils of the school, of those whom equal names linked, move
// by so many years.
func (t *gradeTally) most(years int) bool {
	return t.known() && 2*t.moved[years+1] >= t.looked
}

// ahead is by how many years the roster's classes are ahead of the accounts': 1 or
// -1 if most pupils of the school move so, else 0.
func (t *gradeTally) ahead() int { return one(t.most(1)) - one(t.most(-1)) }

// followShare is the share of a school's pupils, of those with one namesake there, who
// have to move by the same number of years or one more for their classes to tell years.
const followShare = .75

// dropGrades takes the years of classes as not told in schools where pupils move by
// ever other numbers of years: one list numbers its classes from one on, or has left
// everybody in the class of her first year. Before, it finds out in which direction
// pupils move, which that list tells all the same: it is never ahead.
func (l *linkage) dropGrades() {
	type moves [2*lastGrade + 2]int32 // by years, lastGrade being none
	counts := tallies(l.crew, len(l.inRoster), func(of func(string) *moves, from, to int) {
		for a, r := range l.oneNamesake(from, to) {
			if (a.kind|r.kind)&^pupilKind != 0 || a.place.year == 0 || r.place.year == 0 {
				continue
			}
			for _, s := range commonSchools(a.schools, r.schools) {
				of(s)[lastGrade+r.place.year-a.place.year]++
			}
		}
	}, func(all, more *moves) {
		for years, n := range more {
			all[years] += n
		}
	})
	behind := map[string]int{}
	l.onward, l.keepUp = map[string]int{}, map[string]int{}
	for s, count := range counts {
		all, most, usual := int32(0), int32(0), 0
		var down, up int32
		for years, n := range count[:len(count)-1] {
			all += n
			switch {
			case years < lastGrade:
				down += n
			case years > lastGrade:
				up += n
			}
			most = max(most, n+count[years+1])
			if n > count[usual] {
				usual = years
			}
		}
		if all < gradePairs {
			continue
		}
		usually := func(n int32) bool { return float64(n-1) >= gradeUsual*float64(all) } // besides the one of whom it is asked
		if usually(down) != usually(up) {
			l.onward[s] = one(usually(up)) - one(usually(down))
			var further int32
			for years, n := range count[:len(count)-1] {
				if l.onward[s]*(years-usual) > 0 {
					further += n
				}
			}
			if usually(further) {
				l.keepUp[s] = usual - lastGrade
			}
		}
		if float64(most) >= followShare*float64(all) {
			if years := usual - lastGrade; years < -1 || years > 1 {
				behind[s] = years
			}
			continue
		}
		for _, side := range [...]*list{l.accounts, l.roster} {
			for _, p := range side.schools.places {
				if slices.Contains(p.schoolsOrNone(), s) {
					p.year = 0
				}
			}
		}
	}
	if len(behind) > 0 {
		l.catchUp(behind)
	}
}

// catchUp moves the classes of the accounts of some schools, from which most pupils move by
// so many years, until they are a year from the roster's: the one list is older still, and
// nobody has changed it since. Who is in a later class was entered in the years between.
func (l *linkage) catchUp(moves map[string]int) {
	l.behind = map[string]bool{}
	for s := range moves {
		l.behind[s] = true
	}
	for _, p := range l.accounts.schools.places {
		if p.year == 0 {
			continue
		}
		class := p.year
		for n, s := range p.schoolsOrNone() {
			years := moves[s]
			caught := class + int8(years-one(years > 0)+one(years < 0))
			if n > 0 && caught != p.year || caught < 0 || caught > lastGrade {
				p.year = 0 // of two schools' years, or who has left, the list being so old
				break
			}
			p.year = caught
		}
	}
}

// onTime reports whether a pupil who was born in that year is no older than most in
// her class of the list that is a year ahead: who repeats it is.
func (t *gradeTally) onTime(class int8, born int) bool {
	usual, most := 0, int32(0)
	for i, n := range t.born[class] {
		if n >= most {
			usual, most = firstBirth+i, n
		}
	}
	return most >= agesKnown && born >= usual
}

// learnAges counts who was born when in the schools of which one list is a year
// ahead of the other.
func (l *linkage) learnAges() {
	asked := false
	for _, t := range l.grades {
		if t.ahead() != 0 {
			t.born, asked = new(ages), true
		}
	}
	if !asked {
		return
	}
	count := func(side *list, behind int) {
		tallies := make([][]*gradeTally, len(side.schools.places))
		for n, p := range side.schools.places {
			for _, s := range p.schools {
				if t := l.grades[s]; t != nil && t.born != nil {
					tallies[n] = append(tallies[n], t)
				}
			}
		}
		for i := range side.people {
			e := &side.people[i]
			for _, t := range tallies[e.place.number] {
				year := e.birth.year() - firstBirth
				if t.ahead() == behind {
					year++ // a year younger are those who are in that class now
				}
				if 0 <= year && year < len(t.born[e.year]) {
					t.born[e.year][year]++
				}
			}
		}
	}
	count(l.accounts, 1)
	count(l.roster, -1)
	for i, j := range l.links.person {
		if j < 0 {
			continue
		}
		a, r := &l.accounts.people[i], &l.roster.people[j]
		if a.year == 0 || a.year != r.year || compareClasses(a, r) != classSame {
			continue
		}
		for _, s := range commonSchools(a.schools, r.schools) {
			if t := l.grades[s]; !t.repeats(a, r) {
				t.entered++
			}
		}
	}
}

// enters reports whether some of a school's pupils, besides the one of whom it is asked,
// were entered this year in a list of the last: more than who left are of the names of
// those who came into their classes.
func (t *gradeTally) enters() bool {
	return t.entered > enteredLeast && float64(t.entered-1) >= gradeUsual*float64(t.looked)
}

// repeats reports whether a pupil who has not moved on may have repeated a class in
// a school whose others have: nobody knows when she was born, or she is older than
// they are.
func (t *gradeTally) repeats(a, r *entry) bool {
	if t == nil || t.born == nil {
		return true
	}
	for _, e := range [...]*entry{a, r} {
		if t.onTime(e.year, e.birth.year()) {
			return false
		}
	}
	return true
}

// learnGrades counts the moves in each school, before classes are renamed.
func (l *linkage) learnGrades(classmates map[twoPlaces]int) {
	for _, side := range [...]*list{l.accounts, l.roster} {
		l.crew.all(len(side.people), func(i int) {
			if e := &side.people[i]; e.kind&^pupilKind == 0 {
				e.year, e.told = e.place.year, e.place.told
			}
		})
	}
	l.grades = map[string]*gradeTally{}
	for k, n := range classmates {
		years, ok := movedYears(k.account.year, k.person.year)
		if !ok {
			continue
		}
		for _, s := range commonSchools(k.account.schools, k.person.schools) {
			t := l.grades[s]
			if t == nil {
				t = &gradeTally{behind: l.behind[s]}
				l.grades[s] = t
			}
			t.looked += n
			t.moved[years+1] += n
		}
	}
	l.learnAges()
}

// moved is by how many years the class of an account's pupil moves to that of
// the roster's; not ok if either's year is not known or they are further apart
// than one, which no list explains.
func moved(a, r *entry) (years int, ok bool) { return movedYears(a.year, r.year) }

func movedYears(a, r int8) (years int, ok bool) {
	if a == 0 || r == 0 {
		return 0, false
	}
	years = int(r - a)
	return years, -1 <= years && years <= 1
}

// gradesOf reports whether something is so of how classes move in a school of both.
func (l *linkage) gradesOf(a, r *entry, so func(t *gradeTally) bool) bool {
	return slices.ContainsFunc(commonSchools(a.schools, r.schools), func(s string) bool { return so(l.grades[s]) })
}

// knownGrades reports whether it is known by how many years the classes of a pair's
// school move.
func (l *linkage) knownGrades(a, r *entry) bool {
	return l.gradesOf(a, r, (*gradeTally).known)
}

// movesOn reports whether the pupil of a pair moves by a year, as others of the school
// are known to.
func (l *linkage) movesOn(p *pair) bool {
	return l.moves(p, func(t *gradeTally, years int) bool { return t.known() && t.usual(years) })
}

// movesUp reports whether a pupil moves as most of her school do where one list is a year
// ahead of the other: classes are drawn anew each year, so that another says nothing.
func (l *linkage) movesUp(p *pair) bool {
	return l.moves(p, func(t *gradeTally, years int) bool { return t.ahead() == years })
}

// moves reports whether the pupil of a pair moves by a year, and her school does so.
func (l *linkage) moves(p *pair, so func(t *gradeTally, years int) bool) bool {
	a, r := l.rows(p)
	years, ok := moved(a, r)
	return ok && years != 0 && l.gradesOf(a, r, func(t *gradeTally) bool { return so(t, years) })
}

// putBack reports whether the pupil of a pair would be in a class below that in which she
// was before, in a school of which one list is older, by a year or by ever so many.
func (l *linkage) putBack(a, r *entry) bool {
	return movesSo(a, r, func(s string, years int) bool { return l.onward[s]*years < 0 })
}

// fallsBehind reports whether the older list has the pupil of a pair in the class of years
// ago, as it has others of her school: further behind than most, whom somebody moves up.
func (l *linkage) fallsBehind(a, r *entry) bool {
	return movesSo(a, r, func(s string, years int) bool {
		most, some := l.keepUp[s]
		return some && l.onward[s]*(years-most) > 0
	})
}

// movesSo reports whether the classes of a pair move so in a school of both, by however
// many years.
func movesSo(a, r *entry, so func(school string, years int) bool) bool {
	return a.told != 0 && r.told != 0 && slices.ContainsFunc(commonSchools(a.schools, r.schools), func(s string) bool { return so(s, int(r.told-a.told)) })
}

// fitGrades compares the classes of a pair in the light of how pupils of their
// school move: whoever is in the class of last year still, in a list of last
// year, has only her class's name in common with it, unless she may repeat it.
// The class may have another name by now: stays says whether it was one.
func (l *linkage) fitGrades(p *pair, stays bool) {
	if !p.ev.has(classSame | classDiffers) {
		return
	}
	a, r := l.rows(p)
	if l.putBack(a, r) {
		p.ev = p.ev&^classSame | classDiffers | gradeApart
		return
	}
	years, ok := moved(a, r)
	if !ok && (a.year == 0 || r.year == 0 || !l.knownGrades(a, r)) {
		return
	}
	stays = stays && ok && years == 0
	entered := stays && p.ev.has(bornSame)
	for _, s := range commonSchools(a.schools, r.schools) {
		t := l.grades[s]
		if !ok || !t.usual(years) {
			continue
		}
		if years != 0 || t != nil && t.behind || t.repeats(a, r) {
			return
		}
		entered = entered || stays && p.sameNames() && t.enters()
	}
	if entered {
		p.ev = p.ev&^(classDiffers|gradeApart) | classSame
	} else {
		p.ev = p.ev&^classSame | classDiffers | gradeApart
	}
}
