package matcher

import "slices"

// weighFamily renews what the links made so far tell about a pair, and reports
// whether that made a difference. If alone, they may contradict the pair but not
// bear it out.
func (l *linkage) weighFamily(p *pair, alone bool) bool {
	before, bits, children := p.ev, p.bits, p.children
	p.ev &^= familySame | familyDiffers | couple
	var ev evidence
	ev, p.children = l.compareFamilies(p.account, p.person, !p.ev.has(childrenApart) || p.ev.has(childrenOther), alone)
	switch {
	case ev == 0 && p.ev.has(childrenApart):
		p.ev |= familyDiffers
	default:
		p.ev |= ev
	}
	if l.model != nil {
		p.weigh(l)
	}
	return p.ev != before || p.bits != bits || p.children != children
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
// children they have in common, too.
func (l *linkage) compareFamilies(account, person int32, kin, alone bool) (ev evidence, common uint8) {
	a, r := &l.accounts.people[account], &l.roster.people[person]
	children, guardians := l.relatives(a.children, r.children), l.relatives(a.guardians, r.guardians)
	switch {
	case !alone && (children.shared > 0 || guardians.shared > 0):
		return familySame, uint8(min(children.shared, manyRelatives))
	case children.apart(), children.allElsewhere && !kin, guardians.apart():
		return familyDiffers, 0
	case !alone && l.sharePartner(a, r):
		return familySame | couple, 0
	}
	return 0, 0
}

// sharePartner reports whether somebody with whom the account has a child is
// linked to somebody with whom the person has one. Where either list names the
// elder child only, who left, and the other the younger, the couple is what they
// have in common.
func (l *linkage) sharePartner(a, r *entry) bool {
	if a.children.n == 0 || r.children.n == 0 {
		return false
	}
	theirs := l.roster.them(r.partners)
	return len(theirs) > 0 && slices.ContainsFunc(l.accounts.them(a.partners), func(i int32) bool {
		return l.links.person[i] >= 0 && among(l.links.person[i], theirs)
	})
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
		shared := l.links.person[i] >= 0 && among(l.links.person[i], people)
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
	_, ok := slices.BinarySearch(sorted, i)
	return ok
}
