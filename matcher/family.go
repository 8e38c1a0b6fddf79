package matcher

import "slices"

// weighFamily renews what the links made so far tell about a pair, and reports
// whether that made a difference.
func (l *linkage) weighFamily(p *pair) bool {
	before, children := p.ev, p.children
	var ev evidence
	ev, p.children, p.kinApart = l.compareFamilies(p.account, p.person, !p.ev.has(childrenApart))
	p.family(ev)
	if l.model != nil && p.ev != before {
		p.weigh(l)
	}
	return p.ev != before || p.children != children
}

// withoutFamily makes of a pair what it would be if no relative bore it out; they may
// contradict it still.
func (p *pair) withoutFamily(l *linkage) {
	p.children = 0
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
// may have a second account, the one that her guardian names. It says how many
// children they have in common, too, and whether relatives would contradict if none
// bore them out.
func (l *linkage) compareFamilies(account, person int32, kin bool) (ev evidence, common uint8, kinApart bool) {
	a, r := &l.accounts.people[account], &l.roster.people[person]
	children, guardians := l.relatives(a.children, r.children), l.relatives(a.guardians, r.guardians)
	kinApart = children.apart() || children.allElsewhere && !kin || guardians.apart() && !l.guardiansTwice(a, r)
	switch {
	case children.shared > 0 || guardians.shared > 0:
		return familySame, uint8(min(children.shared, manyRelatives)), kinApart
	case kinApart:
		return familyDiffers, 0, true
	case l.sharePartner(a, r):
		return familySame | couple, 0, false
	}
	return 0, 0, false
}

// guardiansTwice reports whether a guardian of a pupil's account is linked to a row of
// the very names of a guardian of the person's, and of another school: who has children
// in two schools may have an identifier in each, and the elder who changes school has
// her mother's of there, while the account of her mother is linked to that of the
// younger. Accounts may be two likewise.
func (l *linkage) guardiansTwice(a, r *entry) bool {
	twice := func(in *list, i, j int32) bool {
		x, y := &in.people[i], &in.people[j]
		return len(x.own) > 0 && len(y.own) > 0 && !meet(x.own, y.own) && l.sameNames(x, y)
	}
	people := l.roster.them(r.guardians)
	for _, i := range l.accounts.them(a.guardians) {
		for _, j := range people {
			linked := l.links.person[i]
			if linked >= 0 && twice(l.roster, linked, j) || l.links.held(j, func(o int32) bool { return twice(l.accounts, o, i) }) {
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
