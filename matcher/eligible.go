package matcher

import (
	"slices"
	"sync"
)

// An eligibleRule says of some pairs whether they may be linked, if nobody else is
// meant.
type eligibleRule struct {
	name     string
	eligible bool // what it says

	// holds is given the evidence of p without what the rest of it outweighs, too: see
	// sound.
	holds func(l *linkage, p *pair, sound evidence) bool
}

// atSight are the rules that need no weights, byWeight those that are asked behind
// them once the model has weighed the pairs. The first that holds decides; where none
// does, the pair is not eligible.
var (
	atSight = [...]eligibleRule{
		// What no link is made over, whatever else agrees.
		{"bornSlip", false, func(l *linkage, p *pair, _ evidence) bool { return p.ev.has(bornSlip) && !l.excused(p) }},
		{"filledIn", false, func(_ *linkage, p *pair, _ evidence) bool { return p.filledIn() }},
		{"misplacedName", false, func(l *linkage, p *pair, _ evidence) bool { return l.misplacedName(p) }},
		{"gradeApart", false, func(l *linkage, p *pair, _ evidence) bool { return p.ev.has(gradeApart) && !l.oneYear(p) }},
		{"byChild", false, func(_ *linkage, p *pair, _ evidence) bool { return p.byChild && !p.ev.has(beyondNames) }},
		{"byChance", false, func(l *linkage, p *pair, _ evidence) bool { return l.byChance(p) }},
		{"habitElsewhere", false, func(_ *linkage, p *pair, _ evidence) bool {
			// Two schools' lists may have been damaged, and each otherwise.
			return p.ev.has(schoolOther) && p.ev.has(bornHabit) && !p.ev.has(familySame|priorSame)
		}},

		{"equalNames", true, func(_ *linkage, p *pair, sound evidence) bool {
			return sound.eligible() && !(p.ev.has(childrenOther) && !p.ev.has(beyondNames))
		}},
		{"doubt", false, func(_ *linkage, _ *pair, sound evidence) bool { return sound.has(doubt) }},
	}
	byWeight = [...]eligibleRule{
		// Equal names of other children.
		{"rareNames", true, func(l *linkage, p *pair, sound evidence) bool {
			if !sound.eligible() {
				return false
			}
			return p.bits+l.partnersName(p)+l.childrensName(p) >= enoughOtherChildren || l.onlyFamily(p)
		}},

		// Schools mixed, which the caller asks for.
		{"rareAnywhere", true, func(l *linkage, p *pair, _ evidence) bool { return l.mixedNames(p) && p.bits >= l.rare() }},

		// Names that come near.
		{"keepsHers", true, func(_ *linkage, p *pair, _ evidence) bool { return keepsHers(p) }},
		{"oneParent", true, func(_ *linkage, p *pair, _ evidence) bool { return p.oneParent() }},
		{"parentsInitial", true, func(l *linkage, p *pair, _ evidence) bool { return l.parentsInitial(p) }},
		{"institution", true, func(l *linkage, p *pair, _ evidence) bool { return l.institution(p) }},
		{"light", false, func(l *linkage, p *pair, _ evidence) bool { return p.bits-l.model.exchanged(p) < l.needs(p) }},
		{"otherGiven", false, func(l *linkage, p *pair, _ evidence) bool {
			// A given name and a birth date in common are not rare in a school.
			return p.first >= firstOther && !l.onlyChild(p)
		}},
		{"otherLast", false, func(_ *linkage, p *pair, _ evidence) bool {
			switch p.last {
			case lastAlias: // by her child's name a mother is known who bears the identifier besides
				return !shareChild(p.ev) && !p.ev.has(priorSame)
			case lastOther:
				return !renamed(p) && (!shareChild(p.ev) || !p.ev.has(grownUps|bornSame|priorSame|classSame))
			}
			return p.last == lastNone
		}},
		{"otherProfile", false, func(l *linkage, p *pair, _ evidence) bool {
			// ENTs mislabel people, so a birth date, or a family among grown-ups,
			// outweighs the label.
			return p.ev.has(profileOther) && !(p.ev.has(bornSame) && !l.outgrown(p)) && !(p.ev.has(familySame) && !p.ev.has(pupilOther))
		}},
		{"beyondNames", true, func(_ *linkage, p *pair, _ evidence) bool { return p.ev.has(beyondNames) }},
		{"nearNames", true, func(_ *linkage, p *pair, sound evidence) bool {
			return !p.ev.has(namesEqual) && p.ev.has(schoolSame) && sound.has(profileSame)
		}},
	}
)

// eligible reports whether a pair may be linked, if nobody else is meant.
func (l *linkage) eligible(p *pair) bool {
	r := l.eligibility(p)
	return r != nil && r.eligible
}

// eligibility returns the rule by which a pair is eligible or is not, nil if there is
// none.
func (l *linkage) eligibility(p *pair) *eligibleRule {
	sound := l.sound(p)
	for i := range atSight {
		if r := &atSight[i]; r.holds(l, p, sound) {
			return r
		}
	}
	if l.model == nil {
		return nil
	}
	for i := range byWeight {
		if r := &byWeight[i]; r.holds(l, p, sound) {
			return r
		}
	}
	return nil
}

// sound returns the evidence of a pair without that which the rest of it outweighs.
func (l *linkage) sound(p *pair) evidence {
	ev := p.ev
	if outweighsFamily(p) {
		ev &^= familyDiffers
	}
	if l.misdated(p) {
		ev &^= bornDiffers
	}
	if l.missexed(p) {
		ev &^= sexDiffers
	}
	if l.sameLabel(p) {
		ev = ev&^profileUnknown | profileSame
	}
	return ev
}

// rare is what names weigh that are so rare in the lists that they are one person's.
func (l *linkage) rare() float32 {
	if l.long() {
		return rareTold
	}
	return rare
}

// mixedNames reports whether a pair stands on names in lists whose schools are mixed:
// one of the two names no school, and nothing gainsays the profile.
func (l *linkage) mixedNames(p *pair) bool {
	return l.mixed && p.ev.has(schoolUnknown) && (p.ev.has(profileSame) || l.unlabeled(p)) && p.sameNames()
}

// filledIn reports whether a name of a pair was filled in for one that nobody knew, so
// that the names are anybody's: a birth date has to tell, the child of a guardian, or
// the class besides a pupil's family, in which each may be called so.
func (p *pair) filledIn() bool {
	return p.filler && !p.ev.has(bornSame|classSame) && !(shareChild(p.ev) && p.ev.has(grownUps))
}

// parentsInitial reports whether of two guardians of one child, of one last name and one
// sex, the one has the given name's initial alone, which no other guardian of that name
// has: a child has seldom two parents of one sex.
func (l *linkage) parentsInitial(p *pair) bool {
	a, r := l.rows(p)
	if p.last > lastOrder || p.first != firstOther || !p.ev.has(grownUps) || !p.ev.has(sexSame) || !shareChild(p.ev) {
		return false
	}
	x, y := a.giv.names()[0], r.giv.names()[0]
	if min(len(x), len(y)) > 1 || x[0] != y[0] {
		return false
	}
	too := func(of *entry) bool { return len(of.giv.names()) > 0 && of.giv.names()[0][0] == x[0] }
	return !l.accounts.partnerNamed(a, too) && !l.roster.partnerNamed(r, too)
}

// institution reports whether two rows are a children's home's, or an office's: neither
// has a given name, they have the last name and a child in common, and neither a child
// nor another guardian of theirs has that last name: of a family's it may be either
// parent.
func (l *linkage) institution(p *pair) bool {
	a, r := l.rows(p)
	if a.giv.compact() != "" || r.giv.compact() != "" || p.last > lastOrder || !p.ev.has(grownUps) || !shareChild(p.ev) || l.alias(a, r) {
		return false
	}
	everybody := func(*entry) bool { return true }
	return !l.accounts.partnerNamed(a, everybody) && !l.roster.partnerNamed(r, everybody)
}

// partnerNamed reports whether another guardian of somebody's children has the same last
// name and is one that is asked for.
func (l *list) partnerNamed(e *entry, is func(*entry) bool) bool {
	return slices.ContainsFunc(l.them(e.partners), func(i int32) bool {
		return l.people[i].sur.core() == e.sur.core() && is(&l.people[i])
	})
}

// oneYear reports whether a child of two classes that do not follow is one all
// the same: a birth date tells, or an identifier, or a family of one who may have
// stayed down or jumped a class, or came this year to a list of last, or was left in the
// class of years ago as others were. Nobody is put
// back from one year to the next, and who bears the very names in a class years away is
// another, whom an import that looked at names alone gave the identifier.
func (l *linkage) oneYear(p *pair) bool {
	a, r := l.rows(p)
	years, ok := moved(a, r)
	follows := ok && !l.putBack(a, r)
	switch {
	case p.ev.has(bornSame):
		return true
	case p.ev.has(priorSame) && (follows || !p.ev.has(namesEqual) || !l.knownGrades(a, r)):
		return true
	}
	if !p.ev.has(familySame) {
		return false
	}
	return p.ev.has(namesEqual) && (follows || l.fallsBehind(a, r)) || follows && years == 0 && p.first <= firstLeftOut
}

// renamed reports whether a pupil of one class, birth date and given name has another last
// name on either side, as one who took her other parent's.
func renamed(p *pair) bool {
	return p.ev.has(bornSame) && p.ev.has(classSame) && p.first <= firstLeftOut && !p.swapped && !p.ev.has(grownUps|bornHabit)
}

// keepsHers reports whether a woman's account bears her identifier already, and
// all that differs is her last name, which women change: the given name, the
// profile and the school verify the identifier, and a link changes nothing.
func keepsHers(p *pair) bool {
	return p.ev.has(priorSame) && p.first <= firstLeftOut && p.last < lastNone && p.ev.has(grownUps) && p.ev.has(profileSame) && p.ev.has(schoolSame) &&
		!p.ev.has(man|childrenOther)
}

// oneParent reports whether two guardians of one given name are the one parent of their
// child, whatever her last names: of the two that either list names the other is linked.
// Under another given name she may be her own mother, who brings the child up.
func (p *pair) oneParent() bool {
	return p.partnersSame && p.first <= firstLeftOut && p.last < lastNone && !p.swapped && p.ev.has(grownUps) && !p.ev.has(sexDiffers|profileOther) && shareChild(p.ev)
}

// outweighsFamily reports whether other guardians do not speak against two
// pupils: of one name, birth date, class and school there is one child, whose
// guardians were entered anew.
func outweighsFamily(p *pair) bool {
	const one = bornSame | classSame | profileSame
	return p.ev&one == one && p.sameNames()
}

// missexed reports whether two sexes do not speak against a pair: nobody gives two
// children one name, and a child has no two parents of one, so that who has the
// names, the school and the family or the birth date and the class is one person,
// whose sex is mistyped on either list; so is the pupil's of whose given names one list
// has the first only. Of a given name that tells the sex the other one is mistyped.
func (l *linkage) missexed(p *pair) bool {
	if l.sexMistyped(p) {
		return p.ev.has(schoolSame) && p.ev.has(profileSame)
	}
	whole := p.ev.has(namesEqual) || p.sameNames() && !p.ev.has(grownUps)
	return whole && p.ev.has(schoolSame) && p.ev.has(profileSame) && (shareChild(p.ev) || p.ev.has(bornSame) && p.ev.has(classSame|priorSame))
}

// sexMistyped reports whether two sexes differ under a given name that tells which of
// them is meant, as hardly anybody else in the lists who bears it is of the other:
// Sandrine is no man, whatever was chosen in the form.
func (l *linkage) sexMistyped(p *pair) bool {
	if l.model == nil || !p.ev.has(sexDiffers) || p.swapped || p.first > firstTypo {
		return false
	}
	sex := l.model.sexOf(l.accounts.people[p.account].giv)
	return sex != otherSex && sex == l.model.sexOf(l.roster.people[p.person].giv)
}

// outgrown reports whether one of two rows is a pupil's and the other that of a grown-up
// years older than the pupils of her school in her list: who comes back to work there has
// an account from when she was a pupil, which is not the one that she is to have. Whose
// guardians are there still is a pupil herself.
func (l *linkage) outgrown(p *pair) bool {
	if !p.ev.has(pupilOther) || p.ev.has(familySame) {
		return false
	}
	e, in := &l.accounts.people[p.account], l.accounts
	if e.kind&pupilKind != 0 {
		e, in = &l.roster.people[p.person], l.roster
	}
	return in.outgrown(e)
}

// Who is older than the pupils of a school is so by more than the years that one of them
// may have repeated. Up to such a share of them may be as old: a date is mistyped here and
// there.
const (
	repeated = 2
	notAsOld = .05
)

// pupilAges count a list's pupils of each school by their year of birth. They are counted
// when somebody asks first, for in most lists hardly anybody is a pupil in the one only.
type pupilAges struct {
	once  sync.Once
	years map[string]map[int]int
}

func (l *list) outgrown(her *entry) bool {
	l.ages.once.Do(func() {
		l.ages.years = map[string]map[int]int{}
		for i := range l.people {
			e := &l.people[i]
			if e.kind != pupilKind || e.stale || e.birth == 0 {
				continue
			}
			for _, s := range e.schoolsOrNone() {
				if l.ages.years[s] == nil {
					l.ages.years[s] = map[int]int{}
				}
				l.ages.years[s][e.birth.year()]++
			}
		}
	})
	all, asOld := 0, 0
	for _, s := range her.schoolsOrNone() {
		for y, n := range l.ages.years[s] {
			all += n
			if y <= her.birth.year()+repeated {
				asOld += n
			}
		}
	}
	return all > 0 && float64(asOld) <= notAsOld*float64(all)
}

// excused reports whether a birth date that is a slip away from the other's is
// outweighed: the same names and school, and the same class, family or
// identifier, as nobody gives two children one name. A guardian's child may have
// moved. Of a pupil in one class and family either name may have a slip besides.
func (l *linkage) excused(p *pair) bool {
	if !p.ev.has(profileSame) || !p.ev.has(familySame|classSame|priorSame) {
		return false
	}
	if !p.ev.has(schoolSame) {
		return p.ev.has(namesEqual) && shareChild(p.ev)
	}
	if p.ev.has(namesEqual) {
		return true
	}
	slip := p.last <= lastTypo && p.first <= firstLeftOut || p.last <= lastOrder && p.first <= firstTypo
	return slip && p.ev.has(familySame) && p.ev.has(classSame)
}
