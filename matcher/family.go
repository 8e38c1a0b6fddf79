package matcher

import (
	"math"
	"slices"
)

// weighFamily renews what the links made so far tell about a pair, and reports
// whether that made a difference.
func (l *linkage) weighFamily(p *pair) bool {
	before, children, partners := p.ev, p.children, p.partnersSame
	var ev evidence
	ev, p.children, p.kinApart = l.compareFamilies(p.account, p.person, !p.ev.has(childrenApart))
	p.family(ev)
	p.partnersSame = l.onePartner(p)
	if l.model != nil && p.ev != before {
		p.weigh(l)
	}
	return p.ev != before || p.children != children || p.partnersSame != partners
}

// withoutFamily makes of a pair what it would be if no relative bore it out; they may
// contradict it still.
func (p *pair) withoutFamily(l *linkage) {
	p.children, p.partnersSame = 0, false
	if p.family(0); p.kinApart {
		p.family(familyDiffers)
	}
	if l.model != nil {
		p.weigh(l)
	}
}

// family puts in what a family tells. Children who cannot be one contradict where it
// tells nothing.
func (p *pair) family(ev evidence) {
	if ev == 0 && p.ev.has(childrenApart) {
		ev = familyDiffers
	}
	p.ev = p.ev&^(familySame|familyDiffers|couple) | ev
}

// compareFamilies says what the links made so far tell about an account and a
// person: a child of the one is linked to a child of the other, a guardian to a
// guardian, or one with whom they have a child to another; or else their
// relatives are linked elsewhere. Lists of guardians are seldom whole, so two
// guardians who differ contradict only if both are linked; children whom either
// list leaves out are rarer, so it is enough that all those of one side are. That
// does not hold if the children may be siblings, or one child by their names: one
// list may name the elder only, who left, and the other the younger; and a child
// may have a second account, the one that her guardian names. Nor does it where the
// other parent is linked: a list has lost a child of theirs. It says how many
// children they have in common, too, and whether relatives would contradict if none
// bore them out.
func (l *linkage) compareFamilies(account, person int32, kin bool) (ev evidence, common uint8, kinApart bool) {
	a, r := &l.accounts.people[account], &l.roster.people[person]
	children, guardians := l.relatives(a.children, r.children), l.relatives(a.guardians, r.guardians)
	kinApart = children.apart() || children.allElsewhere && !kin || guardians.apart() && !l.oneHousehold(a, r)
	switch {
	case children.shared > 0 || guardians.shared > 0:
		return familySame, uint8(min(children.shared, manyRelatives)), kinApart
	case l.sharePartner(a, r):
		return familySame | couple, 0, kinApart
	case kinApart:
		return familyDiffers, 0, true
	}
	return 0, 0, false
}

// oneHousehold reports whether a guardian of a pupil's account is linked to a row that may
// stand for a guardian of the person's: of the other parent of a child of theirs, as either
// list names one parent of this child and both of a brother's; or of the very names and
// of another school, as who has children in two schools may have an identifier in each, and
// the elder who changes school has her mother's of there, while the account of her mother
// is linked to that of the younger. Accounts may be two likewise.
func (l *linkage) oneHousehold(a, r *entry) bool {
	together := func(in *list, i, j int32) bool {
		x, y := &in.people[i], &in.people[j]
		if !tooMany(x.partners, y.partners) && slices.Contains(in.them(x.partners), j) {
			return true
		}
		return len(x.own) > 0 && len(y.own) > 0 && !meet(x.own, y.own) && l.bearSame(x, y)
	}
	people := l.roster.them(r.guardians)
	for _, i := range l.accounts.them(a.guardians) {
		for _, j := range people {
			linked := l.links.person[i]
			if linked >= 0 && together(l.roster, linked, j) || l.links.held(j, func(o int32) bool { return together(l.accounts, o, i) }) {
				return true
			}
		}
	}
	return false
}

// sharePartner reports whether somebody with whom the account has a child is
// linked to somebody with whom the person has one. Where either list names the
// elder child only, who left, and the other the younger, the couple is what they
// have in common.
func (l *linkage) sharePartner(a, r *entry) bool {
	theirs := l.roster.them(r.partners)
	return slices.ContainsFunc(l.accounts.them(a.partners), func(i int32) bool { return among(l.links.person[i], theirs) })
}

// onePartner reports whether the account and the person of a pair have one other guardian
// each beside their children, who are linked to one another.
func (l *linkage) onePartner(p *pair) bool {
	a, r := l.rows(p)
	return a.partners.n == 1 && r.partners.n == 1 && l.links.person[l.accounts.them(a.partners)[0]] == l.roster.them(r.partners)[0]
}

// kinship is what is known of the relatives of one sort on both sides of a
// pair.
type kinship struct {
	shared            int  // how many of the accounts are linked to one of the people
	accountsElsewhere bool // one of the accounts is linked to somebody else
	peopleElsewhere   bool // one of the people is linked to some other account
	allElsewhere      bool // all of one side are, and the other is not empty
}

// apart reports whether both sides have relatives who are linked, but to
// others.
func (k kinship) apart() bool { return k.accountsElsewhere && k.peopleElsewhere }

// relatives compares relatives of one sort.
func (l *linkage) relatives(ofAccount, ofPerson relatives) (k kinship) {
	if ofAccount.n == 0 || ofPerson.n == 0 {
		return k
	}
	accounts, people := l.accounts.them(ofAccount), l.roster.them(ofPerson)
	allAccounts, allPeople := true, true
	for _, i := range accounts {
		shared := among(l.links.person[i], people)
		elsewhere := l.links.person[i] >= 0 && !shared
		if shared {
			k.shared++
		}
		k.accountsElsewhere = k.accountsElsewhere || elsewhere
		allAccounts = allAccounts && elsewhere
	}
	for _, j := range people {
		elsewhere := l.links.holder[j] >= 0 && !l.links.held(j, func(i int32) bool { return among(i, accounts) })
		k.peopleElsewhere = k.peopleElsewhere || elsewhere
		allPeople = allPeople && elsewhere
	}
	k.allElsewhere = allAccounts || allPeople
	return k
}

func among(i int32, sorted []int32) bool {
	if len(sorted) <= fewRelatives {
		return slices.Contains(sorted, i)
	}
	_, ok := slices.BinarySearch(sorted, i)
	return ok
}

// fewRelatives is how many are sooner looked through than searched.
const fewRelatives = 8

// compareChildren says what the children of two people tell before anybody is
// linked: childrenApart if both have children in their lists and none of the one
// can be one of the other, for a guardian of other children is another person,
// whatever the names; childrenOther if they bear one last name all the same, as
// an elder child who left and a younger who came. Guardians say less about a
// pupil, for either list may name one parent only.
func (l *linkage) compareChildren(a, r *entry) evidence {
	if a.children.n == 0 || r.children.n == 0 || tooMany(a.children, r.children) {
		return 0
	}
	accounts, people := l.accounts.them(a.children), l.roster.them(r.children)
	for _, i := range accounts { // first whether one child is plainly the same, as most have
		for _, j := range people {
			if x, y := &l.accounts.people[i], &l.roster.people[j]; writtenAlike(x, y) && !yearsApart(x, y) {
				return 0
			}
		}
	}
	ev := childrenApart
	for _, i := range accounts {
		for _, j := range people {
			x, y := &l.accounts.people[i], &l.roster.people[j]
			n := l.compareNames(x, y)
			if n.last <= lastOrder && (n.first <= firstLeftOut && !yearsApart(x, y) || oneDay(x, y)) || !apart(x, y) && n.mayBeOne() {
				return 0
			}
			if n.last < lastShare {
				ev = childrenOther
			}
		}
	}
	return ev
}

// oneDay reports whether two children were born on one day. Of one last name they are
// one, whose given name is another in either list, or twins, of the same guardians
// either way.
func oneDay(a, r *entry) bool { return a.born(r).has(bornSame) }

// apart reports whether an account and a person can't be one, by birth date or
// sex.
func apart(a, r *entry) bool {
	return a.born(r).has(bornDiffers) || compareSex(a, r).has(sexDiffers)
}

// yearsApart reports whether an account and a person were born so far apart that no
// slip makes one of them, and neither does the date of a brother or a classmate,
// unless their classes are of one age: then it is the date that is wrong.
func yearsApart(a, r *entry) bool {
	if _, oneAge := movedYears(a.place.year, r.place.year); oneAge || !a.born(r).has(bornDiffers) {
		return false
	}
	x, y := a.birth.year(), r.birth.year()
	return max(x, y)-min(x, y) > 2
}

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
// child of a guardian, of whom nothing tells that she was born another day. A date
// that is a slip of the hand away does not.
func (l *linkage) twins(p *pair) bool {
	return l.accounts.twins(p.account) || l.roster.twins(p.person)
}

func (l *list) twins(i int32) bool {
	e := &l.people[i]
	for _, g := range l.few(e.guardians) {
		for _, c := range l.few(l.people[g].children) {
			o := &l.people[c]
			if c != i && !e.birth.compare(o.birth).has(bornDiffers) && (e.year == o.year || e.year == 0 || o.year == 0) {
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
