package matcher

import "slices"

// Options adjust Link. Nil and the zero value are the safe defaults.
type Options struct {
	// RosterSchool and AccountSchool are the schools, by UAI, of the people in
	// either list who name none. Where an application serves one school its
	// account list has no school column: AccountSchool says which it is. If
	// they are empty such people have an unknown school, and nobody is linked
	// to them on names alone.
	RosterSchool, AccountSchool string

	// MaxCandidates bounds the candidates listed for one account; 0 is 8.
	MaxCandidates int
}

// Link decides for each account whose it is, looking at both lists at once.
//
// A pair is linked if names (under Fold) and profile are the same, nothing
// contradicts it (birth date, sex, family), school or birth date or family or
// an earlier identifier confirms it, and nobody else could be meant: no other
// person of the roster and no other account of the same school bears the same
// names, or else a birth date or a family sets this pair apart from them. All
// other accounts that have somebody to look at go to review, with the reasons.
// Names that are only near never link.
//
// Within one school's accounts the links are one to one. A person may hold one
// account in each of several schools.
//
// The result does not depend on the order of the rows, except that decisions,
// newcomers and stale rows follow it. Exchanging the two lists gives the same
// links. Link keeps neither slice and changes neither; it may be called from
// several goroutines.
func Link(roster, accounts []Person, opts *Options) *Result {
	if opts == nil {
		opts = &Options{}
	}
	l := &linkage{
		roster:   newList(roster, opts.RosterSchool),
		accounts: newList(accounts, opts.AccountSchool),
		limit:    opts.MaxCandidates,
	}
	if l.limit <= 0 {
		l.limit = 8
	}
	l.pairUp()
	l.settle()
	return l.result()
}

// A pair is an account and a person of the roster with the same names.
type pair struct {
	account, person int32
	ev              evidence
}

// A linkage is the work in hand: the pairs of equal names and which of them
// are linked so far.
type linkage struct {
	roster, accounts *list
	limit            int

	pairs     []pair
	ofAccount [][]int32 // the pairs of an account
	ofPerson  [][]int32 // the pairs of a person

	person  []int32   // the person linked to an account, or -1
	holders [][]int32 // the accounts linked to a person
}

// maxCrowd bounds the work on one name: where both lists hold so many bearers
// of it that their product passes this, nobody is linked, and beside the first
// few only pairs with a birth date or an identifier in common are shown.
const maxCrowd = 1 << 20

func (l *linkage) pairUp() {
	l.ofAccount = make([][]int32, len(l.accounts.people))
	l.ofPerson = make([][]int32, len(l.roster.people))
	for i := range l.accounts.people {
		a := &l.accounts.people[i]
		k := a.key()
		if k == "" {
			continue
		}
		same := l.roster.byKey[k]
		crowded := len(same)*len(l.accounts.byKey[k]) > maxCrowd
		for n, j := range same {
			ev := compare(a, &l.roster.people[j])
			if crowded && n >= l.limit && !ev.has(bornSame|priorSame) {
				continue
			}
			if crowded {
				ev |= crowd // nobody in a crowd is linked: not every rival was looked at
			}
			p := int32(len(l.pairs))
			l.pairs = append(l.pairs, pair{int32(i), j, ev})
			l.ofAccount[i] = append(l.ofAccount[i], p)
			l.ofPerson[j] = append(l.ofPerson[j], p)
		}
	}
}

// settle decides in four rounds: pupils and staff on their own evidence, then
// guardians by children who are linked, then everybody again, homonymous pupils
// by guardians who are linked. Each round decides from what the one before
// settled, all at once, so that no order of rows shows.
func (l *linkage) settle() {
	l.link(func(a *entry) bool { return a.kind&guardianKind == 0 })
	for range 3 {
		for i := range l.pairs {
			p := &l.pairs[i]
			p.ev = p.ev&^(familySame|familyDiffers) | l.compareFamilies(p.account, p.person)
		}
		l.link(func(*entry) bool { return true })
	}
}

// link replaces the links by those that the pairs' evidence carries now, for
// the accounts that who admits.
func (l *linkage) link(who func(*entry) bool) {
	l.person = make([]int32, len(l.accounts.people))
	l.holders = make([][]int32, len(l.roster.people))
	for i := range l.person {
		l.person[i] = -1
	}
	for i := range l.pairs {
		p := &l.pairs[i]
		if who(&l.accounts.people[p.account]) && l.standsOut(p) {
			l.person[p.account] = p.person
			l.holders[p.person] = append(l.holders[p.person], p.account)
		}
	}
}

// standsOut reports whether a pair may be linked: eligible, no identifier
// changes hands, and every rival on either side is set apart from it.
func (l *linkage) standsOut(p *pair) bool {
	return p.ev.eligible() && !l.changesHands(p) &&
		!slices.ContainsFunc(l.ofAccount[p.account], func(q int32) bool { return l.contests(q, p) }) &&
		!slices.ContainsFunc(l.ofPerson[p.person], func(q int32) bool { return l.contests(q, p) })
}

// contests reports whether pair q leaves open that p is wrong.
func (l *linkage) contests(q int32, p *pair) bool {
	o := &l.pairs[q]
	if o == p || !o.ev.rival() || p.ev.setsApart(o.ev) {
		return false
	}
	return o.account == p.account || l.sameList(o.account, p.account)
}

// sameList reports whether two accounts may stand in one school's list, within
// which links are one to one.
func (l *linkage) sameList(i, j int32) bool {
	a, b := l.accounts.people[i].schools, l.accounts.people[j].schools
	return len(a) == 0 || len(b) == 0 || meet(a, b)
}

// changesHands reports whether the link would take away an identifier: the
// account bears one that a current row of the roster still has, or another
// account bears the person's. An identifier that no current row has is only
// stale. It is symmetric, as compare is.
func (l *linkage) changesHands(p *pair) bool {
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	return l.roster.current(a.prior, r.id) || l.accounts.current(r.prior, a.id) ||
		slices.ContainsFunc(l.accounts.byPrior[r.id], func(i int32) bool { return i != p.account && l.sameList(i, p.account) }) ||
		slices.ContainsFunc(l.roster.byPrior[a.id], func(j int32) bool { return j != p.person })
}

// current reports whether id is borne by a row of this year other than than.
func (l *list) current(id, than string) bool {
	if id == "" || id == than {
		return false
	}
	i, ok := l.byID[id]
	return ok && !l.people[i].Stale
}

// compareFamilies says what the links made so far tell about a pair: a child
// of the one is linked to a child of the other, or a guardian to a guardian;
// or else their relatives are linked elsewhere. Lists of guardians are seldom
// whole, so two guardians who differ contradict only if both are linked;
// children whom either list leaves out are rarer, so it is enough that all
// those of one side are linked.
func (l *linkage) compareFamilies(account, person int32) evidence {
	a, r := &l.accounts.people[account], &l.roster.people[person]
	children, guardians := l.relatives(a.children, r.children), l.relatives(a.guardians, r.guardians)
	switch {
	case children.shared || guardians.shared:
		return familySame
	case children.apart(), children.linkedAll, guardians.apart():
		return familyDiffers
	}
	return 0
}

// kinship is what is known of the relatives of one sort on both sides of a
// pair.
type kinship struct {
	shared         bool // one of the accounts is linked to one of the people
	accountsLinked bool // one of the accounts is linked to somebody
	peopleLinked   bool // one of the people is linked to some account
	linkedAll      bool // neither side is empty, and all of one side are linked
}

// apart reports whether both sides have relatives who are linked, none of them
// to one another.
func (k kinship) apart() bool { return !k.shared && k.accountsLinked && k.peopleLinked }

func (l *linkage) relatives(accounts, people []int32) (k kinship) {
	if len(accounts) == 0 || len(people) == 0 {
		return k
	}
	allAccounts, allPeople := true, true
	for _, i := range accounts {
		j := l.person[i]
		k.accountsLinked = k.accountsLinked || j >= 0
		k.shared = k.shared || j >= 0 && slices.Contains(people, j)
		allAccounts = allAccounts && j >= 0
	}
	for _, j := range people {
		linked := len(l.holders[j]) > 0
		k.peopleLinked = k.peopleLinked || linked
		allPeople = allPeople && linked
	}
	k.linkedAll = allAccounts || allPeople
	return k
}
