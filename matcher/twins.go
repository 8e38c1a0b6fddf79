package matcher

import "math"

// rhyme is how many letters the names of twins have in common at their end.
const rhyme = 3

// misdated reports whether two birth dates that differ in the day, the month or
// the year alone are one that was misread: nobody gives two children one name, so
// a child of the same guardian, of the same names and school and of no other class, is
// the same. So is one in her class whose further names are left out.
func (l *linkage) misdated(p *pair) bool {
	if !p.ev.has(bornDiffers) || p.ev.has(classDiffers|schoolOther) || !shareChild(p.ev) {
		return false
	}
	if !p.ev.has(namesEqual) && !(p.ev.has(classSame) && p.sameNames()) {
		return false
	}
	a, r := l.accounts.people[p.account].Born, l.roster.people[p.person].Born
	return one(a[:4] == r[:4])+one(a[5:7] == r[5:7])+one(a[8:] == r[8:]) == 2
}

// onlyOne reports whether a pupil of one birth date and family on both sides, and of no
// two classes, has no twin there: who is Lina here and Lena there is one.
func (l *linkage) onlyOne(p *pair) bool {
	return p.ev.has(bornSame) && shareChild(p.ev) && !p.ev.has(classDiffers) && !l.twins(p)
}

// onlyChild reports whether a pupil of one class besides, who has another given name on
// either side, is one all the same: the only child of that day of parents who are
// linked. It is the given name that is used, for of twins neither list had the other;
// but names that begin or end alike are given to twins: Hassan and Houssein, Ethan and
// Nathan.
func (l *linkage) onlyChild(p *pair) bool {
	if p.first != firstOther || !p.ev.has(classSame) || !l.onlyOne(p) {
		return false
	}
	a, r := l.accounts.people[p.account].giv, l.roster.people[p.person].giv
	x, y := a.names()[0], r.names()[0]
	return x[0] != y[0] && x[max(0, len(x)-rhyme):] != y[max(0, len(y)-rhyme):]
}

// twins reports whether either of a pair may have a twin in her list: another
// child of a guardian, of whom nothing tells that she was born another day.
func (l *linkage) twins(p *pair) bool {
	return l.accounts.twins(p.account) || l.roster.twins(p.person)
}

func (l *list) twins(i int32) bool {
	e := &l.people[i]
	for _, g := range l.few(e.guardians) {
		for _, c := range l.few(l.people[g].children) {
			o := &l.people[c]
			if c != i && (e.birth == o.birth || e.birth == 0 || o.birth == 0) && (e.year == o.year || e.year == 0 || o.year == 0) {
				return true
			}
		}
	}
	return false
}

// childrensName is what it weighs that the other children on either side of a pair
// bear a last name that is not their guardian's, so that she shares two names with
// the other and not one: an elder and a younger child of hers.
func (l *linkage) childrensName(p *pair) float32 {
	a, r := l.rows(p)
	for _, i := range l.accounts.them(a.children) {
		for _, j := range l.roster.them(r.children) {
			x, y := l.accounts.people[i].sur, l.roster.people[j].sur
			if x.letters() == y.letters() && x.letters() != a.sur.letters() {
				return float32(-math.Log2(l.model.lastShare(x)))
			}
		}
	}
	return 0
}

// partnersName is what it weighs that the children on either side of a pair have another
// guardian of one name too: of two couples who have nothing to do with one another few
// share the names of both, and an elder and a younger child share both parents.
func (l *linkage) partnersName(p *pair) (bits float32) {
	a, r := l.rows(p)
	if tooMany(a.partners, r.partners) {
		return 0
	}
	for _, i := range l.accounts.them(a.partners) {
		for _, j := range l.roster.them(r.partners) {
			x, y := &l.accounts.people[i], &l.roster.people[j]
			if last, _ := l.roster.naming.compareLast(x.sur, y.sur); last <= lastOrder && l.roster.naming.compareFirst(x.giv, y.giv) <= firstLeftOut && !contradict(x, y) {
				bits = max(bits, float32(-math.Log2(max(l.model.firstShare(x.giv), l.model.firstShare(y.giv)))))
			}
		}
	}
	return bits
}

// onlyFamily reports whether all who bear the last name of a pair of guardians, in both
// lists, are they and their families, and it is not known to be in use elsewhere: who
// bears her given name too is herself, whose elder child left and whose younger came. An
// account and a person who have another guardian beside them each, of two names, are two
// couples.
func (l *linkage) onlyFamily(p *pair) bool {
	a, r := l.rows(p)
	last, known := a.sur.core(), &l.model.lastNames
	switch {
	case last != r.sur.core(), known.rows < 2*schoolRows, l.roster.naming != French, usualLastNames[last], tooMany(a.children, r.children):
		return false
	case a.partners.n > 0 && r.partners.n > 0 && l.partnersName(p) == 0:
		return false
	}
	var family int32
	for _, side := range [...]struct {
		in *list
		of *entry
	}{{l.accounts, a}, {l.roster, r}} {
		family++
		for _, them := range [...]relatives{side.of.children, side.of.partners} {
			for _, i := range side.in.them(them) {
				if side.in.people[i].sur.core() == last {
					family++
				}
			}
		}
	}
	return known.of(last).rows <= family
}
