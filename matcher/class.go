package matcher

import (
	"slices"
	"strings"
)

// compareClasses says how the classes of two pupils of one school agree.
func compareClasses(a, r *entry) evidence {
	if len(a.classes) == 0 || len(r.classes) == 0 {
		return 0
	}
	if slices.ContainsFunc(a.classes, func(c string) bool { return slices.Contains(r.classes, c) }) {
		return classSame
	}
	if x, y := a.place.year, r.place.year; x != 0 && y != 0 && (x-y > 1 || y-x > 1) {
		return classDiffers | gradeApart
	}
	return classDiffers
}

// grades are the years of a French school, youngest first, by how a class's name
// begins under Fold.
var grades = []struct {
	year   int8
	starts []string
}{
	{1, []string{"ps", "petite section"}}, {2, []string{"ms", "moyenne section"}}, {3, []string{"gs", "grande section"}},
	{4, []string{"cp"}}, {5, []string{"ce1"}}, {6, []string{"ce2"}}, {7, []string{"cm1"}}, {8, []string{"cm2"}},
	{9, []string{"6", "sixieme"}}, {10, []string{"5", "cinquieme"}}, {11, []string{"4", "quatrieme"}}, {12, []string{"3", "troisieme"}},
	{13, []string{"2", "seconde"}}, {14, []string{"1", "premiere"}}, {lastGrade, []string{"t"}},
}

const lastGrade = 15

// grade is the year that all of the classes are of, 0 if they are of several or
// none is plain.
func grade(classes []string) (year int8) {
	for _, c := range classes {
		for _, g := range grades {
			if !slices.ContainsFunc(g.starts, func(s string) bool { return strings.HasPrefix(c, s) }) {
				continue
			}
			if year != 0 && year != g.year {
				return 0
			}
			year = g.year
			break // troisième begins as terminale does
		}
	}
	return year
}

// oneClass is how many pupils of either of two classes are in both, where these are two
// names of one.
var oneClass = custom{3, .6}

// twoPlaces are those of an account and of its person.
type twoPlaces struct{ account, person *place }

// classmates counts the pupils with a class on either side whom equal names linked,
// by their places.
func (l *linkage) classmates() map[twoPlaces]int {
	counts := make([]map[twoPlaces]int, shares(len(l.links.person)))
	l.crew.share(len(l.links.person), func(nth, from, to int) {
		count := map[twoPlaces]int{}
		for i := from; i < to; i++ {
			if j := l.links.person[i]; j >= 0 {
				a, r := &l.accounts.people[i], &l.roster.people[j]
				if (a.kind|r.kind)&^pupilKind == 0 && len(a.classes) > 0 && len(r.classes) > 0 {
					count[twoPlaces{a.place, r.place}]++
				}
			}
		}
		counts[nth] = count
	})
	all := map[twoPlaces]int{}
	for _, count := range counts {
		for k, n := range count {
			all[k] += n
		}
	}
	return all
}

// inSchool is a class of a school, or two of them.
type inSchool struct{ school, account, roster string }

// learnClasses finds which classes have another name in the accounts than in the
// roster (6A, 601; or last year's), by the pupils that equal names linked, and
// gives the accounts the roster's names. Then it compares the pairs' classes anew.
func (l *linkage) learnClasses(classmates map[twoPlaces]int) {
	of := map[inSchool]int{} // pupils of a class of the accounts, of the roster, of both
	for p, n := range classmates {
		if !p.account.fewClasses() || !p.person.fewClasses() {
			continue
		}
		for _, s := range p.account.schools {
			if !slices.Contains(p.person.schools, s) {
				continue
			}
			for _, c := range p.account.classes {
				of[inSchool{s, c, ""}] += n
				for _, d := range p.person.classes {
					of[inSchool{s, c, d}] += n
				}
			}
			for _, d := range p.person.classes {
				of[inSchool{s, "", d}] += n
			}
		}
	}
	renamed := map[inSchool]string{}
	for k, n := range of {
		if k.account != "" && k.roster != "" && k.account != k.roster &&
			oneClass.shown(n, max(of[inSchool{k.school, k.account, ""}], of[inSchool{k.school, "", k.roster}])) {
			was := inSchool{k.school, k.account, ""}
			if other, ok := renamed[was]; !ok || k.roster < other { // a class and a group of the same pupils
				renamed[was] = k.roster
			}
		}
	}
	if len(renamed) > 0 {
		l.renameClasses(renamed)
	}
	schoolless := l.learnSchoolless()
	l.crew.all(len(l.pairs), func(i int) {
		p := &l.pairs[i]
		if schoolless && p.ev.has(namesEqual) && p.ev.has(schoolUnknown) {
			p.ev |= l.pupilsClasses(p)
		}
		stays := p.ev.has(classSame)
		if len(renamed) > 0 && p.ev.has(classSame|classDiffers) {
			p.ev = p.ev&^(classSame|classDiffers|gradeApart) | compareClasses(l.rows(p))
		}
		l.fitGrades(p, stays)
	})
}

// schoollessPairs is of how many pupils without a school classes must be known
// before they tell whose they are, and schoollessShare how many of these must be in
// one class: of namesakes in two schools few are.
const (
	schoollessPairs = 30
	schoollessShare = .5
)

// learnSchoolless reports whether the classes of people who name no school are
// those of the other list: those with one namesake there are nearly all hers if
// the lists are of the same schools, and then most are in her class.
func (l *linkage) learnSchoolless() bool {
	same, of := 0, 0
	for i := range l.accounts.people {
		qs := l.ofAccount.of(int32(i))
		if len(qs) != 1 {
			continue
		}
		only := &l.pairs[qs[0]]
		if !only.ev.has(schoolUnknown) || len(l.ofPerson.of(only.person)) != 1 {
			continue
		}
		if cs := l.pupilsClasses(only); cs != 0 {
			of++
			same += one(cs.has(classSame))
		}
	}
	return of >= schoollessPairs && float64(same) >= schoollessShare*float64(of)
}

// pupilsClasses compares the classes of two pupils of whom one names no school.
// Where neither does, the lists mix schools without saying which, and a 6A of the
// one may be any of the other's.
func (l *linkage) pupilsClasses(p *pair) evidence {
	a, r := l.rows(p)
	if (a.kind|r.kind)&^pupilKind != 0 || p.ev.has(lastYear) || len(a.schools)+len(r.schools) == 0 {
		return 0
	}
	return compareClasses(a, r)
}

// wasIn reports whether a class of an account had the name of one of these before
// learnClasses gave it another.
func (p *place) wasIn(classes []string) bool {
	return slices.ContainsFunc(p.was, func(c string) bool { return slices.Contains(classes, c) })
}

// renameClasses gives the accounts the roster's names of their classes.
func (l *linkage) renameClasses(renamed map[inSchool]string) {
	sets := l.accounts.schools
	places := slices.Clone(sets.places)
	for n, p := range places {
		var own []string
		for i, c := range p.classes {
			for _, s := range p.schools {
				if d, ok := renamed[inSchool{s, c, ""}]; ok {
					if own == nil {
						own = slices.Clone(p.classes)
					}
					own[i] = d
				}
			}
		}
		if own != nil {
			q := *sets.place(p.schools, p.own, own, nil) // of which others may be who were not renamed
			q.was, q.habits, q.number = p.classes, p.habits, -1
			places[n] = sets.count(&q)
		}
	}
	for i := range l.accounts.people {
		a := &l.accounts.people[i]
		a.place = places[a.place.number]
	}
}

// classDecides reports whether the class sets two pupils of one name apart: p is
// in the account's class, the other row or account in another, and the lists of
// their school are of one year, in which few change class and nobody's namesake
// takes the place that one has left. A birth date or a family of the other's alone goes
// before it.
func (l *linkage) classDecides(o, p *pair) bool {
	if !p.ev.has(classSame) || !o.ev.has(classDiffers) || !p.sameNames() || o.ev.has(sexDiffers) || o.ev&decisive&^p.ev != 0 {
		return false
	}
	a, r := l.rows(p)
	return l.gradesOf(a, r, func(t *gradeTally) bool { return t.most(0) })
}

// mayHaveMovedOn reports whether p stands on its class, while o shows that this may be
// another's class of last year: the names of o's other row are no other's, and it is a
// year further on, where some of the school's pupils are still in their class of last
// year, or born on the same day as p's, wherever that is: who changed school has a row
// in either for a while. Nothing else speaks for p that does not speak for o, and nobody
// of the names stands in the other's class.
func (l *linkage) mayHaveMovedOn(o, p *pair) bool {
	if !p.ev.has(classSame) || p.ev&beyondNames&^o.ev != 0 || o.ev.has(another) || o.last > p.last || o.first > p.first {
		return false
	}
	years, ok := moved(l.rows(o))
	switch {
	case !ok || years == 0 || (years > 0) != (o.account == p.account):
		return false // an older row of somebody is more likely hers whose newer one it is
	case o.ev.has(schoolSame) && o.ev.has(gradeApart), !o.ev.has(schoolSame) && !l.bornAlike(o, p):
		return false
	}
	with := l.pairsOf(o.person)
	if o.person == p.person {
		with = l.ofAccount.of(o.account)
	}
	return !l.some(with, func(s *pair) bool {
		return s.ev.has(classSame) && s.sameNames() && !s.ev.has(another)
	})
}

// bornAlike reports whether the two rows in which two pairs differ are of one birth
// date.
func (l *linkage) bornAlike(o, p *pair) bool {
	x, y, _ := l.rowsApart(o, p)
	return x.birth != 0 && x.birth == y.birth
}

// gainsaid reports whether p stands on its names and the school alone while the
// class or the children speak against it, and o shows that the names are somebody
// else's too: of one school's BARRY Issa in 5E4 and another in 5E6, the first may
// have left and never been the second. Teachers have other classes each year, and so
// have pupils.
func (l *linkage) gainsaid(o, p *pair) bool {
	against := p.ev.has(childrenOther) || p.ev.has(classDiffers) && !l.movesUp(p)
	return against && !p.ev.has(beyondNames) && o.sameNames() && !o.ev.has(another)
}
