package matcher

// told is the share of a list's people from which on it tells something.
const told = .01

// What pairs need, in bits, in lists that tell nothing but names: see namesOnly.
// They are what made schools of several makers bear, with all but the names,
// profiles and schools blanked: of two hundred such links one is wrong at most.
const (
	enoughLeftOut = 4 // where one of two last names is left out
	enoughCalled  = 2 // of two ways to call one person: see calledAlike
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

// calledAlike reports whether all that sets two names apart is an article or that
// the one is short for the other: Le Roux and Roux, Alex and Alexandre. Names that
// are two people's as they are written, as Lina and Lena or Fernandes and
// Fernandez, are a person's to judge in such lists too.
func calledAlike(p *pair) bool {
	return p.first <= firstLeftOut && p.last == lastParticle || p.first == firstNick && p.last <= lastOrder
}

// wholeFirst reports whether the given name of a pair is the same, and the last
// name another writing of one. Grown-ups are told apart by their further given
// names, so those have to be the same too.
func wholeFirst(p *pair) bool {
	return (p.first == firstEqual || p.first == firstLeftOut && !p.ev.has(grownUps)) && p.last <= lastTypo && p.last != lastPart
}
