package matcher

// told is the share of a list's people from which on it tells something.
const told = .01

// What pairs need, in bits, in lists that tell nothing but names: see namesOnly.
// They are what made schools of several makers bear, with all but the names,
// profiles and schools blanked: of two hundred such links one is wrong at most.
const (
	enoughLeftOut      = 4 // where one of a woman's two last names is left out
	enoughLeftOutShort = 6 // there, where the lists are too short to tell how rare it is
	enoughPupilsPart   = 2 // where one of a pupil's is
	enoughTwoNames     = 4 // of two names a letter apart, each of which others bear
	enoughCalled       = 2 // of two ways to call one person: see ofTwoNames
)

// namesOnly is of whom two lists tell nothing but names, profiles and schools: no birth
// date, family or class stands on both sides of more than a few pairs. Elsewhere a near
// name waits for what the other columns say; here they say nothing of anybody, and who
// reviews a pair has no more to go by than Link has. An application may have the birth
// dates of its pupils and nothing of their guardians.
type namesOnly struct{ anybody, grownUps bool }

func newNamesOnly(a, r *list) (n namesOnly) {
	of := func(among func(e *entry) bool) bool {
		x, rows := a.tells(among)
		y, more := r.tells(among)
		for i := range x {
			if x[i] && y[i] {
				return false
			}
		}
		return min(rows, more) >= schoolRows
	}
	return namesOnly{of((*entry).anybody), of((*entry).grownUp)}
}

func (e *entry) anybody() bool { return true }

// grownUp reports whether a profile says that somebody is no pupil.
func (e *entry) grownUp() bool { return e.kind != 0 && e.kind&pupilKind == 0 }

// of reports whether nothing else is told of a pair's sort of people.
func (n namesOnly) of(p *pair) bool { return n.anybody || n.grownUps && p.ev.has(grownUps) }

// tells says of birth dates, families and pupils' classes whether a list tells
// them, of more than a few of some people, and how many these are.
func (l *list) tells(among func(e *entry) bool) (tells [3]bool, rows int) {
	var n [3]int
	for i := range l.people {
		e := &l.people[i]
		if !among(e) {
			continue
		}
		rows++
		n[0] += one(e.birth != 0)
		n[1] += one(e.children.n+e.guardians.n > 0)
		n[2] += one(e.kind&^pupilKind == 0 && len(e.classes) > 0)
	}
	for i := range n {
		tells[i] = float64(n[i]) > told*float64(rows)
	}
	return tells, rows
}

// ofTwoNames is what a pair needs in such lists whose names are two people's as they are
// written: little where all that sets them apart is an article, how a last name that is
// said alike is spelled, that the one is short for the other, or that a grown-up's row
// begins with a later given name (Le Roux and Roux, Fernandes and Fernandez, Alex and
// Alexandre, Jeanne and Marie Jeanne), and more for last names a letter apart, or given
// names where the lists are long. Given names as Lina and Lena are a person's to judge here,
// too, if both are usual or pupils bear them, for sisters and twins do, and so are last names
// of people whose families are told.
func (l *linkage) ofTwoNames(p *pair) float32 {
	switch whole := p.first <= firstLeftOut; {
	case whole && p.last == lastParticle, (p.first == firstNick || p.first == firstLater && p.ev.has(grownUps)) && p.last <= lastOrder:
		return enoughCalled
	case p.swapped || p.families:
		return neverAlone
	case p.first == firstTypo && p.last <= lastOrder && p.ev.has(grownUps) && l.long():
		if a, r := l.rows(p); !bothUsual(a.giv, r.giv) {
			return enoughTwoNames
		}
	case whole && p.last == lastSound:
		return enoughCalled
	case whole && p.last == lastTypo:
		return enoughTwoNames
	}
	return neverAlone
}

// oneCalledSo reports whether two grown-ups of whom nothing else is told may be one though
// others bear either name: of one given name, if the last names are said alike or the lists
// are long, and in these of given names a letter apart.
func (l *linkage) oneCalledSo(p *pair) bool {
	switch {
	case !namesAlone(p):
		return false
	case l.long():
		return p.first == firstEqual || p.first == firstTypo
	}
	return p.first == firstEqual && p.last == lastSound && l.model.lastNames.rows >= 2*schoolRows
}

// ofOneName reports whether the last name of a pair is another writing of one, and the
// given name the same, or of a pupil another writing of it. Grown-ups are told apart by
// their further given names, so those have to be the same too, and whose given name comes
// near may be of the family.
func ofOneName(p *pair) bool {
	return (p.first == firstEqual || p.first <= firstTypo && !p.ev.has(grownUps)) && p.last <= lastTypo && p.last != lastPart
}

// namesAlone reports whether of two grown-ups nothing is told on both sides but their
// names, though more is of others: a teacher has no children there, nor a birth date.
func namesAlone(p *pair) bool {
	return p.ev.has(grownUps) && !p.families && !p.ev.has(beyondNames|classSame|classDiffers|bornDiffers|bornNewYear|bornSlip|bornSomeDay)
}

// oneTellsChildren reports whether of a pair one list alone may tell a child: the other
// would tell her if the two were one, as it does of others, and mothers are too many for
// half of a last name to single one out.
func (l *linkage) oneTellsChildren(p *pair) bool {
	a, r := l.rows(p)
	return a.children.n+r.children.n > 0
}
