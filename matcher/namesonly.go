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

// namesOnly reports whether two lists tell nothing of people but their names,
// profiles and schools: no birth date, family or class stands on both sides of
// more than a few pairs. Elsewhere a near name waits for what the other columns
// say; here they say nothing of anybody, and who reviews a pair has no more to go
// by than Link has.
func namesOnly(a, r *list) bool {
	if min(len(a.people), len(r.people)) < schoolRows {
		return false
	}
	x, y := a.tells(), r.tells()
	for i := range x {
		if x[i] && y[i] {
			return false
		}
	}
	return true
}

// tells says of birth dates, families and pupils' classes whether a list tells
// them, of more people than a few.
func (l *list) tells() (tells [3]bool) {
	var n [3]int
	for i := range l.people {
		e := &l.people[i]
		n[0] += one(e.birth != 0)
		n[1] += one(e.children.n+e.guardians.n > 0)
		n[2] += one(e.kind&^pupilKind == 0 && len(e.classes) > 0)
	}
	for i := range n {
		tells[i] = float64(n[i]) > told*float64(len(l.people))
	}
	return tells
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
