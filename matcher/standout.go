package matcher

import (
	"slices"
	"strings"
)

// Bounds on the weight, in bits. They are low, because the model reckons with
// strangers and relatives only, and an account nearly always is somebody's: what
// keeps links right is that nobody else comes near.
const (
	enough      = 3  // of a pair of names not equal, for a link
	enoughTold  = 1  // where lists so long as tellingRows tell which names are rare
	enoughPart  = 11 // where one of two last names is left out, and nothing but names speaks
	enoughRare  = 7  // in such a pair, where lists so long as tellingRows tell which names are rare
	margin      = 6  // by how much it must outweigh all others
	rare        = 8  // of names without a school
	neverAlone  = 1 << 10
	tellingRows = 20000 // of both lists: a name of two in ten thousand is seen four times

	enoughBeside = 6 // of a pair with a slip in the name, to leave open who is meant by equal names
)

// eligible reports whether a pair may be linked, if nobody else is meant.
func (l *linkage) eligible(p *pair) bool {
	ev := p.ev
	if outweighsFamily(p) {
		ev &^= familyDiffers
	}
	if l.sameLabel(p) {
		ev = ev&^profileUnknown | profileSame
	}
	switch {
	case p.ev.has(bornSlip) && !l.excused(p), p.ev.has(gradeApart) && !l.oneYear(p), p.byChild && !p.ev.has(beyondNames):
		return false
	case ev.eligible() && !(p.ev.has(childrenOther) && !p.ev.has(beyondNames)):
		return true
	case ev.has(doubt), l.model == nil:
		return false
	case ev.eligible():
		return p.bits >= enough+4.5 // rare names outweigh other children
	case l.mixed && p.ev.has(schoolUnknown) && p.ev.has(profileSame) && p.last <= lastOrder && p.first <= firstLeftOut:
		return p.bits >= rare
	case keepsHers(p):
		return true
	case p.bits < l.needs(p):
		return false
	case p.first == firstOther, p.last == lastOther && !shareChild(p.ev), p.last == lastAlias && !shareChild(p.ev) && !p.ev.has(priorSame):
		// A given name and a birth date in common are not rare in a school. By her
		// child's name a mother is known who bears the identifier besides.
		return false
	case p.ev.has(profileOther):
		// ENTs mislabel people, so a birth date, or a family among grown-ups,
		// outweighs the label.
		return p.ev.has(bornSame) || p.ev.has(familySame) && !p.ev.has(pupilOther)
	case p.ev.has(namesEqual):
		return false // what equal names need is said before
	}
	return p.ev.has(beyondNames) || p.ev.has(schoolSame) && ev.has(profileSame)
}

// oneYear reports whether a child of two classes that do not follow is one all
// the same: a birth date or an identifier tells, or a family of one who may have
// stayed down or jumped a class.
func (l *linkage) oneYear(p *pair) bool {
	if p.ev.has(bornSame | priorSame) {
		return true
	}
	_, ok := moved(&l.accounts.people[p.account], &l.roster.people[p.person])
	return ok && p.ev.has(familySame) && p.ev.has(namesEqual)
}

// keepsHers reports whether a woman's account bears her identifier already, and
// all that differs is her last name, which women change: the given name, the
// profile and the school verify the identifier, and a link changes nothing.
func keepsHers(p *pair) bool {
	return p.ev.has(priorSame) && p.first <= firstLeftOut && p.ev.has(grownUps) && p.ev.has(profileSame) && p.ev.has(schoolSame) &&
		!p.ev.has(man|childrenApart|childrenOther)
}

// outweighsFamily reports whether other guardians do not speak against two
// pupils: of one name, birth date, class and school there is one child, whose
// guardians were entered anew.
func outweighsFamily(p *pair) bool {
	const one = bornSame | classSame | schoolSame | profileSame
	return p.ev&one == one && !p.ev.has(grownUps) && p.last <= lastOrder && p.first <= firstLeftOut
}

// excused reports whether a birth date that is a slip away from the other's is
// outweighed: the same names and school, and the same class, family or
// identifier, as nobody gives two children one name.
func (l *linkage) excused(p *pair) bool {
	if !p.ev.has(schoolSame) || !p.ev.has(profileSame) || !p.ev.has(familySame|classSame|priorSame) {
		return false
	}
	return p.ev.has(namesEqual) || p.ev.has(familySame) && p.ev.has(classSame) && p.last <= lastTypo && p.first <= firstLeftOut
}

// needs is the weight that a pair of names not equal needs. A name given up or
// taken on by marriage looks as a second surname left out does, so of a woman
// that takes more than names, or rare ones where the list is long enough to tell.
func (l *linkage) needs(p *pair) float32 {
	if p.last == lastPart && p.ev.has(grownUps) && !p.ev.has(beyondNames|man) && !l.married(p) {
		if l.model.lastNames.rows >= tellingRows {
			return enoughRare
		}
		return enoughPart
	}
	switch {
	case p.last >= lastSound && !p.ev.has(beyondNames) && (!p.ev.has(classSame) || p.families) && l.twoNames(p),
		p.first == firstTypo && l.twoGivenNames(p) && !(p.ev.has(grownUps) && shareChild(p.ev)), // no child's two parents are Carine and Karine
		p.first == firstNick && !p.ev.has(bornSame|classSame|priorSame) && !(p.ev.has(grownUps) && shareChild(p.ev)),
		p.first == firstShared && !p.ev.has(beyondNames) && !l.slipLater(p),
		p.first == firstLater && !p.ev.has(beyondNames|classSame), // the first given name decides, the others only confirm
		p.swapped && !p.ev.has(beyondNames) && l.eitherWay(p):
		return neverAlone
	case p.ev.has(childrenOther) && !p.ev.has(beyondNames):
		return enough - bitsChildrenOther
	case p.families && p.ev.has(grownUps) && !p.ev.has(beyondNames):
		return enough - bitsChildrenOther // both have children, who should tell
	case l.model.lastNames.rows >= tellingRows:
		return enoughTold
	}
	return enough
}

// twoGivenNames reports whether two given names a letter apart are both others'
// too, in about the same measure: Lina and Lena are twins, of one birth date,
// class and family, while a slip of the hand makes a name that hardly anybody
// bears.
func (l *linkage) twoGivenNames(p *pair) bool {
	a, r := l.accounts.people[p.account].giv, l.roster.people[p.person].giv
	if p.swapped || len(a.names) == 0 || len(r.names) == 0 {
		return false
	}
	x, y := a.names[0], r.names[0]
	if x == y || p.ev.has(sexSame) && genders(x, y) {
		return false // Stéphane and Stephan, both a man
	}
	return inUse(l.model.firstNames.count[x], l.model.firstNames.count[y])
}

// slipOf reports whether one of two given names is a slip for the other: one row
// bears it, where many bear the other. Jerom is no man beside a Jérôme.
func (m *model) slipOf(a, b *given) bool {
	x, y := m.firstNames.count[a.names[0]], m.firstNames.count[b.names[0]]
	return min(x, y) <= 1 && max(x, y) >= slipShare
}

// slipLater reports whether the given names behind the first differ by a slip of
// the hand: Mohamed Amine and Mohamed Yacine are brothers.
func (l *linkage) slipLater(p *pair) bool {
	a, r := l.accounts.people[p.account].giv, l.roster.people[p.person].giv
	return len(a.names) == len(r.names) && len(a.names) > 0 && oneTypo(strings.Join(a.names[1:], ""), strings.Join(r.names[1:], ""))
}

// eitherWay reports whether both names of a pair are given names and last names:
// Simon THOMAS and Thomas SIMON are two pupils. What the lists say of that is no
// use, for a whole list may have its cells exchanged.
func (l *linkage) eitherWay(p *pair) bool {
	both := func(e *entry) bool { return givenLastNames[e.sur.core] && givenLastNames[e.giv.compact] }
	return l.roster.naming == French && (both(&l.accounts.people[p.account]) || both(&l.roster.people[p.person]))
}

// inUse reports whether two counts of names are of more than one row each, and
// neither may be slips among the other.
func inUse(x, y int32) bool { return min(x, y) > 1 && min(x, y) >= max(x, y)/slipShare }

// slipShare is how many times as frequent as its slips a name is at least.
const slipShare = 40

// twoNames reports whether both last names are others' too: Fernandez and
// Fernandes are two names, a slip of the hand makes one that nobody bears.
func (l *linkage) twoNames(p *pair) bool {
	a, r := l.accounts.people[p.account].sur, l.roster.people[p.person].sur
	return !p.swapped && l.model.lastNames.count[a.core] > 1 && l.model.lastNames.count[r.core] > 1
}

// married reports whether one of the two rows gives both names of a woman.
func (l *linkage) married(p *pair) bool {
	return l.accounts.people[p.account].sur.married || l.roster.people[p.person].sur.married
}

// standsOut reports whether a pair may be linked: eligible, no identifier
// changes hands, and every rival on either side is set apart from it.
func (l *linkage) standsOut(p *pair) bool {
	return !p.moves && l.eligible(p) &&
		!slices.ContainsFunc(l.ofAccount[p.account], func(q int32) bool { return l.contests(q, p) }) &&
		!slices.ContainsFunc(l.pairsOf(p.person), func(q int32) bool { return l.contests(q, p) })
}

// contests reports whether pair q leaves open that p is wrong.
func (l *linkage) contests(q int32, p *pair) bool {
	o := &l.pairs[q]
	switch {
	case o.account == p.account && o.person == p.person:
		return false
	case o.account != p.account && !l.sameList(o.account, p.account):
		return l.knownElsewhere(o, p)
	}
	bits := l.untaken(o, p)
	if !p.ev.has(bornSame | familySame) {
		// A row that could not be linked itself (of another profile, left
		// from another year) still tells that p is wrong if it is the one
		// with the birth date or the identifier, or if it shows that its
		// names are those of two people.
		if o.ev.has(bornSame) && (o.ev.has(namesEqual) || bits > 0) || o.ev.has(priorSame) && !o.ev.has(lastYear) {
			return true
		}
		if o.ev.has(lastYear) && !o.ev.has(profileOther|schoolOther) && l.twoPeople(o, p) {
			return true
		}
	}
	if l.atHome(o, p) || l.knowsMore(o, p) || gainsaid(o, p) || rather(o, p) {
		return true
	}
	if p.ev.has(familySame) && len(l.accounts.people[p.account].Schools) > 0 && l.atHome(p, o) {
		return false // her identifier of the account's own school
	}
	if (decided(o, p) || l.classDecides(o, p) || outdone(o, p) && !l.twoPeople(o, p)) && !l.ownSchool(o, p) {
		return false
	}
	if o.ev.has(namesEqual) {
		return o.ev.rival() && (!p.ev.setsApart(o.ev) || p.ev.has(profileOther) || p.ev.has(namesNear) && bits > p.bits-margin || l.ownSchool(o, p))
	}
	if o.ev.has(lastYear) {
		return false
	}
	if l.alsoMeant(o, p) {
		return true // another birth date does not free the way, as with equal names
	}
	if o.ev.has(bornDiffers) {
		return false
	}
	if l.oneName(o, p) {
		return true
	}
	// A name that only comes near is outweighed, or it contests.
	return !o.ev.has(sexDiffers) && bits > 0 && bits > p.bits-margin
}

// decided reports whether a birth date or a child in common sets p apart from o,
// where names do not: o has neither, or another date. Names of which a part is
// left out are as good as equal ones then, and of a guardian the given name is,
// as no child has two of one.
func decided(o, p *pair) bool {
	const decides = bornSame | familySame
	switch {
	case p.ev.has(profileOther) || p.first > firstLeftOut || p.last > lastOrder && !(shareChild(p.ev) && p.ev.has(grownUps)):
		return false
	case p.ev.has(bornSame) && o.ev.has(bornDiffers):
		return true
	}
	return (p.ev.has(bornSame) || shareChild(p.ev)) && !o.ev.has(decides)
}

// outdone reports whether o claims one row of p with the same given name and the
// birth date or the child that p has too, so that both are one person's, and
// whatever speaks for it speaks for p, and more does: of two accounts of one
// person that which bears her identifier, her class or her names as they are
// written. Where as much speaks for either, a person has to say which is used.
func outdone(o, p *pair) bool {
	const speaks, against = bornSame | familySame | classSame | priorSame, bornSlip | bornSomeDay | classDiffers | childrenOther
	both := p.ev & o.ev
	switch {
	case !p.ev.has(namesEqual) || p.ev.has(profileOther|couple), o.first > firstLeftOut || o.last > lastAlias || o.ev.has(profileOther|lastYear|couple):
		return false
	case !both.has(bornSame | familySame), o.ev&speaks&^p.ev != 0, p.ev&against&^o.ev != 0:
		return false
	}
	return !o.ev.has(namesEqual) || p.ev&speaks != o.ev&speaks
}

// untaken is the weight of o beside p. That equal names settled p is not held
// against o unless something beyond names speaks for p: a link on names alone
// must not hide that another may be meant, who has the same names and more of
// them, or whose family or birth date agrees.
func (l *linkage) untaken(o, p *pair) float32 {
	whole := o.last <= lastPart && o.first <= firstLeftOut
	if l.model != nil && (whole || o.ev.has(beyondNames)) && !p.ev.has(bornSame|familySame) && l.settled.person[p.account] == p.person {
		return o.bits - bitsTaken
	}
	return o.bits
}

// oneName reports whether p stands on names that come near and nothing else,
// while o is the claim of a row of the same name: what speaks for one of the two
// speaks for the other.
func (l *linkage) oneName(o, p *pair) bool {
	if !p.ev.has(namesNear) || p.ev.has(beyondNames|classSame) || o.ev.has(profileOther|familyDiffers|schoolOther) {
		return false
	}
	if o.account != p.account {
		return l.sameNames(&l.accounts.people[o.account], &l.accounts.people[p.account])
	}
	return l.sameNames(&l.roster.people[o.person], &l.roster.people[p.person])
}

// alsoMeant reports whether p stands on equal names and nothing else, while o
// shows who else may be meant: somebody of further given names, a mother by the
// last name of her child, or whoever would be linked despite a slip in the name
// if p were not there.
func (l *linkage) alsoMeant(o, p *pair) bool {
	if l.model == nil || !p.ev.has(namesEqual) || p.ev.has(beyondNames|classSame) || o.ev.has(profileOther|familyDiffers|schoolOther|sexDiffers) {
		return false
	}
	switch {
	case o.first > firstTypo || !o.ev.has(schoolSame):
		return false
	case o.first <= firstLeftOut && (o.last <= lastOrder || o.last == lastAlias && !o.ev.has(man)):
		return true
	}
	if l.ofPerson == nil {
		return false // nobody else's account is seen that would show which of two names is a slip
	}
	alone := *o
	if j := l.settled.person[o.account]; j >= 0 && j != o.person || l.holds(&l.settled, o.person, o.account) {
		alone.bits -= bitsTaken
	}
	return o.last <= lastTypo && alone.bits >= enoughBeside && l.eligible(&alone)
}

// sameNames reports whether two rows of one list bear the same names, but for
// further given names and the cells that they stand in.
func (l *linkage) sameNames(a, b *entry) bool {
	n := l.roster.naming
	if last, _ := n.compareLast(a.sur, b.sur); last <= lastOrder && n.compareFirst(a.giv, b.giv) <= firstLeftOut {
		return true
	}
	if !crossed(a, b) {
		return false
	}
	m := l.compareExchanged(a, b)
	return m.last <= lastOrder && m.first <= firstLeftOut
}

// ownSchool reports whether a row's own school is that of o and not that of p,
// which it shares through a child only: a guardian who has an identifier in each
// of her children's schools.
func (l *linkage) ownSchool(o, p *pair) bool {
	if p.ev.has(bornSame) {
		return false
	}
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	if o.account != p.account {
		return meet(r.own, l.accounts.people[o.account].schools) && !meet(r.own, a.schools)
	}
	return meet(a.own, l.roster.people[o.person].schools) && !meet(a.own, r.schools)
}

// atHome reports whether an account is of the own school of o's person and of
// p's through a child only, the two bearing the same names: a guardian who has
// an identifier in each of her children's schools, so that the same evidence
// speaks for several of hers. She may bear another last name in one of them,
// where she has a child in common with the account, or where p is of the
// account's school by nobody and the last name is in part hers or her child's.
func (l *linkage) atHome(o, p *pair) bool {
	if o.account != p.account || p.ev.has(bornSame) || o.ev.has(profileOther|lastYear|bornDiffers|sexDiffers) {
		return false
	}
	a, r, other := &l.accounts.people[p.account], &l.roster.people[p.person], &l.roster.people[o.person]
	theirs := r.own
	if len(other.Schools) == 0 {
		theirs = r.schools // the other is of the school by a child as well
	}
	if !meet(a.own, other.own) || len(theirs) == 0 || meet(a.own, theirs) {
		return false
	}
	renamed := shareChild(o.ev) || !meet(a.own, r.schools) && o.last <= lastAlias
	return renamed && o.first <= firstNick && o.ev.has(grownUps) || l.sameNames(r, other)
}

// knowsMore reports whether o, of names that come near, has the birth date or the
// family that p lacks, and enough of both to be linked if p were not there:
// whoever left may have borne the names exactly, and who stays with a slip.
func (l *linkage) knowsMore(o, p *pair) bool {
	const beyond = bornSame | familySame
	if l.model == nil || p.ev.has(beyond) || !o.ev.has(beyond) || o.ev.has(namesEqual|doubt|profileOther) {
		return false
	}
	bits := o.bits
	switch j := l.settled.person[o.account]; {
	case j >= 0 && j != o.person, o.person != p.person && l.holds(&l.settled, o.person, o.account):
		return false // equal names settled that one
	case l.settled.person[p.account] == p.person:
		bits -= bitsTaken
	}
	return bits >= enough && o.first < firstGender && o.last <= lastAlias
}

// gainsaid reports whether p stands on its names and the school alone while the
// class or the children speak against it, and o shows that the names are somebody
// else's too: of one school's BARRY Issa in 5E4 and another in 5E6, the first may
// have left and never been the second. Teachers have other classes each year.
func gainsaid(o, p *pair) bool {
	if o.account != p.account || p.ev.has(beyondNames|classSame) || !p.ev.has(childrenOther) && (p.ev.has(grownUps) || !p.ev.has(classDiffers)) {
		return false
	}
	return o.last <= lastOrder && o.first <= firstLeftOut && !o.ev.has(profileOther|bornDiffers|sexDiffers|lastYear)
}

// rather reports whether p stands on a couple, while o, of much the same names,
// has the child in common: a guardian who has an identifier in each of her
// children's schools.
func rather(o, p *pair) bool {
	return p.ev.has(couple) && !p.ev.has(bornSame) && shareChild(o.ev) && o.first < firstGender && !o.ev.has(sexDiffers|profileOther|lastYear)
}

// shareChild reports whether two people have a relative in common, and not a
// partner only.
func shareChild(ev evidence) bool { return ev&(familySame|couple) == familySame }

// twoPeople reports whether the people, or the accounts, in which two pairs
// differ contradict one another.
func (l *linkage) twoPeople(o, p *pair) bool {
	return o.person != p.person && contradict(&l.roster.people[o.person], &l.roster.people[p.person]) ||
		o.account != p.account && contradict(&l.accounts.people[o.account], &l.accounts.people[p.account])
}

// sameList reports whether two accounts may stand in one school's list, which is
// their own and not that of a child in another, within
// which links are one to one.
func (l *linkage) sameList(i, j int32) bool {
	a, b := l.accounts.people[i].own, l.accounts.people[j].own
	return len(a) == 0 || len(b) == 0 || meet(a, b)
}

// changesHands reports whether the link would take away an identifier: the
// account bears one that a current row of the roster still has, or another
// account bears the person's. An identifier that no current row has is only
// stale. It is symmetric, as compare is.
func (l *linkage) changesHands(p *pair) bool {
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	return slices.ContainsFunc(a.bears, func(j int32) bool { return j != p.person }) ||
		slices.ContainsFunc(r.bears, func(i int32) bool { return i != p.account }) ||
		slices.ContainsFunc(r.borne, func(i int32) bool { return i != p.account && l.sameList(i, p.account) }) ||
		slices.ContainsFunc(a.borne, func(j int32) bool { return j != p.person })
}
