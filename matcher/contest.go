package matcher

// A contestRule says of some pairs whether they leave open that another is wrong
// which claims the same account or the same person.
type contestRule struct {
	name     string
	contests bool // what it says
	holds    func(l *linkage, o, p *pair) bool
}

// acrossLists are the rules for the pair o of an account that stands in another
// school's list than that of p, withinList those for a pair of one list. The first
// that holds decides; where none does, o does not contest p.
var (
	acrossLists = [...]contestRule{
		{"knownElsewhere", true, (*linkage).knownElsewhere},
		{"spelledSo", true, (*linkage).spelledSo},
		{"bearsThem", true, (*linkage).bearsThem},
		{"alikeAnywhere", true, (*linkage).alikeAnywhere},
		{"noSchool", true, func(_ *linkage, o, p *pair) bool {
			return p.ev.has(schoolUnknown) && !p.ev.has(beyondNames) && o.ev.rival()
		}},
	}
	withinList = [...]contestRule{
		// A row that could not be linked itself (of another profile, left from
		// another year, of no name in common) still tells that p is wrong.
		{"knowsMore", true, (*linkage).knowsMore},
		{"namesOfTwo", true, (*linkage).namesOfTwo},
		{"noNameInCommon", false, func(_ *linkage, o, _ *pair) bool { return o.first == firstNone || o.last == lastNone }},

		// What o has besides, or p lacks.
		{"leftBehind", true, (*linkage).leftBehind},
		{"numberedThere", true, (*linkage).numberedThere},
		{"atHome", true, (*linkage).atHome},
		{"spelledSo", true, (*linkage).spelledSo},
		{"besides", true, (*linkage).besides},
		{"ofThatSex", true, (*linkage).ofThatSex},
		{"bearsNames", true, (*linkage).bearsNames},
		{"gainsaid", true, (*linkage).gainsaid},
		{"rather", true, (*linkage).rather},
		{"mayHaveMovedOn", true, (*linkage).mayHaveMovedOn},
		{"onLabel", true, (*linkage).onLabel},

		// Two guardians of one child: p's identifier of the account's own school
		// goes before what else speaks for either.
		{"hersAtHome", false, (*linkage).hersAtHome},
		{"moreChildren", true, (*linkage).moreChildren},
		{"eitherParent", true, (*linkage).eitherParent},

		{"alikeAnywhere", true, (*linkage).alikeAnywhere},
		{"setApart", false, (*linkage).setApart},
		{"bearsThem", true, (*linkage).bearsThem},
		{"calledSo", true, (*linkage).calledSo},
		{"namesake", true, (*linkage).namesake},
		{"namesakeSetApart", false, func(_ *linkage, o, _ *pair) bool { return o.ev.has(namesEqual) }},

		// A name that only comes near is outweighed, or it contests. Another
		// birth date frees the way, but not where equal names alone are to hold.
		{"lastYear", false, func(_ *linkage, o, _ *pair) bool { return o.ev.has(lastYear) }},
		{"alsoMeant", true, (*linkage).alsoMeant},
		{"bornDiffers", false, func(_ *linkage, o, _ *pair) bool { return o.ev.has(bornDiffers) }},
		{"oneName", true, (*linkage).oneName},
		{"comesNear", true, (*linkage).comesNear},
	}
)

// contests reports whether o leaves open that p is wrong.
func (l *linkage) contests(o, p *pair) bool {
	r := l.decidingRule(o, p)
	return r != nil && r.contests
}

// decidingRule returns the rule by which o contests p or does not, nil if there is
// none.
func (l *linkage) decidingRule(o, p *pair) *contestRule {
	rules := withinList[:]
	switch {
	case o.account == p.account && o.person == p.person:
		return nil
	case !l.sameList(o.account, p.account):
		rules = acrossLists[:]
	}
	for i := range rules {
		if rules[i].holds(l, o, p) {
			return &rules[i]
		}
	}
	return nil
}

// knowsMore reports whether o has the birth date or the family, where p has neither:
// whoever left may have borne the names exactly, and who stays with a slip, whether or
// not equal names settled whose account it is.
func (l *linkage) knowsMore(o, p *pair) bool {
	switch {
	case p.ev.has(decisive):
		return false
	case o.ev.has(bornSame):
		return o.ev.has(namesEqual) || l.untaken(o, p) > 0
	case !o.ev.has(familySame) || o.ev.has(namesEqual|doubt) || l.untaken(o, p) < enough:
		return false
	}
	return l.settled.person[o.account] < 0 || shareChild(o.ev) && !p.ev.has(priorSame) && o.last <= lastTypo && o.first <= firstTypo &&
		!l.twoPeoplesNames(o) && l.settled.holder[o.person] < 0
}

// namesOfTwo reports whether o, of another year, shows that the names on which p
// stands are those of two people of the school.
func (l *linkage) namesOfTwo(o, p *pair) bool {
	return !p.ev.has(decisive) && o.ev.has(lastYear) && !o.ev.has(profileOther|schoolOther) && l.twoPeople(o, p)
}

// setApart reports whether a birth date, a child in common, the class, or all that
// speaks for o and more, sets p apart from it.
func (l *linkage) setApart(o, p *pair) bool {
	return (l.decided(o, p) || l.classDecides(o, p) || l.outdone(o, p) && !l.twoPeople(o, p) && !l.twoOfEither(o, p)) && !l.ownSchool(o, p)
}

// namesake reports whether o's equal names may be p's, as nothing decides between
// homonyms, p is of another profile, p's own names only come near and do not weigh
// much more, or o is of the row's own school.
func (l *linkage) namesake(o, p *pair) bool {
	return o.ev.rival() && (!p.ev.setsApart(o.ev) || p.ev.has(profileOther) || p.ev.has(namesNear) && l.untaken(o, p) > p.bits-margin || l.ownSchool(o, p))
}

// comesNear reports whether o weighs nearly as much as p, and is of no other sex, unless
// that may be mistyped.
func (l *linkage) comesNear(o, p *pair) bool {
	bits := l.untaken(o, p)
	return (!o.ev.has(sexDiffers) || l.sexMistyped(o)) && bits > 0 && bits > p.bits-margin
}

// decided reports whether a birth date or a child in common sets p apart from o,
// where names do not: o has neither, the other parent at most, or another date. Names of
// which a part is left out are as good as equal ones then, and of a guardian the given
// name is, as no child has two of one.
func (*linkage) decided(o, p *pair) bool {
	switch {
	case p.ev.has(profileOther):
		return false
	case p.ev.has(bornSame) && shareChild(p.ev) && o.ev.has(bornDiffers) && !o.ev.has(familySame):
		return true // nothing but the names is o's, and the date is another
	case p.first > firstLeftOut || p.last > lastOrder && !p.ev.has(grownUps):
		return false
	case p.ev.has(bornSame) && o.ev.has(bornDiffers):
		return true
	}
	return p.ev.has(bornSame) && !o.ev.has(decisive) || shareChild(p.ev) && !o.ev.has(bornSame) && !shareChild(o.ev)
}

// speaks is what speaks for a pair beside the names.
const speaks = beyondNames | classSame

// outdone reports whether o claims one row of p with the same given name and the
// birth date or the child that p has too, so that both are one person's, and
// whatever speaks for it speaks for p, and more does: of two accounts of one
// person that which bears her identifier, her class or her names as they are
// written. Where as much speaks for either, a person has to say which is used.
func (*linkage) outdone(o, p *pair) bool {
	both, either := p.ev&o.ev, p.ev|o.ev
	switch {
	case !p.ev.has(namesEqual) || o.first > firstLeftOut || o.last > lastAlias || either.has(profileOther):
		return false
	case !both.has(decisive), o.ev&speaks&^p.ev != 0, p.ev.has(classDiffers) && !o.ev.has(classDiffers):
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
	if (whole || o.ev.has(beyondNames)) && !p.ev.has(decisive) && l.isSettled(p) {
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
	x, y, _ := l.rowsApart(o, p)
	return l.bearSame(x, y)
}

// alsoMeant reports whether p stands on equal names and nothing else, while o
// shows who else may be meant: somebody of further given names, a mother by the
// last name of her child, or whoever would be linked despite a slip in the name
// if p were not there, or has one where p's account may be a namesake's.
func (l *linkage) alsoMeant(o, p *pair) bool {
	if !p.ev.has(namesEqual) || p.ev.has(beyondNames|classSame) || o.ev.has(profileOther|familyDiffers) {
		return false
	}
	switch {
	case o.first > firstTypo || !o.ev.has(schoolSame):
		return false
	case o.first <= firstLeftOut && (o.last <= lastOrder || o.last == lastPart && l.married(o) || o.last == lastAlias && !o.ev.has(man)):
		return true
	case o.last < p.last:
		return true // Benali Sara may be Sarah BENALI as well as Sara BEN ALI
	}
	if l.ofPerson.at == nil {
		return false // nobody else's account is seen that would show which of two names is a slip
	}
	alone := *o
	if !l.bothFree(o) {
		alone.bits -= bitsTaken
	}
	if o.last > lastTypo || l.twoPeoplesNames(&alone) {
		return false
	}
	return alone.bits >= enoughBeside && l.eligible(&alone) || l.namesakeWithoutAccount(p)
}

// namesakeWithoutAccount reports whether somebody else of p's very names, at another
// school, has no account of those names there.
func (l *linkage) namesakeWithoutAccount(p *pair) bool {
	return l.some(l.ofAccount.of(p.account), func(o *pair) bool {
		return o.person != p.person && o.ev.has(namesEqual) && !o.ev.has(doubt) && l.settled.holder[o.person] < 0
	})
}

// bearsThem reports whether p stands on names that come near and nothing else, while
// o shows somebody of the very names at another school and weighs nearly as much: a
// pupil's account, or her guardian's, is in the school that she left.
func (*linkage) bearsThem(o, p *pair) bool {
	return p.ev.has(namesNear) && !p.ev.has(beyondNames|classSame) && o.bits > p.bits-marginAway &&
		o.ev.has(namesEqual) && o.ev.has(schoolOther)
}

// calledSo reports whether p is of another given name altogether, while o shows
// somebody who bears the very names, wherever it be.
func (*linkage) calledSo(o, p *pair) bool {
	return p.first >= firstOther && o.sameNames()
}

// besides reports whether o has the birth date, or is of one class where p is of two,
// besides all that speaks for p, and another form of the given name: of two children of
// one family who are called Mohamed and Mohamad that one is the pupil who was born on
// that day, and of twins Marie and Marie-Lou either may be Marie in the second's class.
// A name in the class may be mistyped, too.
func (*linkage) besides(o, p *pair) bool {
	more := o.ev.has(bornSame) && !p.ev.has(bornSame) && o.first != firstTypo || o.ev.has(classSame) && p.ev.has(classDiffers)
	return more && p.ev&speaks&^o.ev == 0 && o.last <= lastOrder && o.first <= firstNick && !o.ev.has(doubt|profileOther)
}

// ofThatSex reports whether p's sex is taken for mistyped, while o is of that sex and its
// given name comes near: Yasmina, a man, may as well be Yasmin, her husband.
func (l *linkage) ofThatSex(o, p *pair) bool {
	return l.sexMistyped(p) && o.ev.has(sexSame) && o.last <= lastOrder && o.first <= firstGender && !o.ev.has(doubt) && p.ev&decisive&^o.ev == 0
}

// bearsNames reports whether p needs the identifier that it bears, as a renamed
// woman does, while o shows somebody at the school who bears the very names, of
// whatever profile or year: the identifier may have been given to the wrong one.
func (l *linkage) bearsNames(o, p *pair) bool {
	if !p.ev.has(priorSame) || p.ev.has(namesEqual|decisive) || !o.ev.has(namesEqual) || o.ev.has(schoolOther|sexDiffers) {
		return false
	}
	without := *p
	without.ev &^= priorSame
	without.bits -= bitsPrior
	return !l.eligible(&without)
}

// onLabel reports whether p stands on names and a profile alone, as o does under
// another profile that the rest of its row gainsays.
func (l *linkage) onLabel(o, p *pair) bool {
	return !o.ev.has(doubt) && !p.ev.has(beyondNames|classSame) && l.unlikeLabel(o)
}

// alikeAnywhere reports whether p stands on its names, in lists whose schools are mixed,
// while o shows somebody whose names come near: how a name is written may be rarer than
// the name is, as a slip of the hand always is.
func (l *linkage) alikeAnywhere(o, p *pair) bool {
	return l.mixedNames(p) && !p.ev.has(beyondNames) && o.last <= lastTypo && o.first <= firstTypo && !o.ev.has(profileOther)
}

// rowsApart returns the rows of o and p in which these differ, two people's or two
// accounts', and the list in which they stand.
func (l *linkage) rowsApart(o, p *pair) (x, y *entry, in *list) {
	if o.person == p.person {
		return &l.accounts.people[o.account], &l.accounts.people[p.account], l.accounts
	}
	return &l.roster.people[o.person], &l.roster.people[p.person], l.roster
}

// twoPeople reports whether the people, or the accounts, in which two pairs
// differ contradict one another.
func (l *linkage) twoPeople(o, p *pair) bool {
	a, r := l.rows(p)
	x, y := l.rows(o)
	return contradict(x, a) || contradict(y, r)
}

// sameList reports whether two accounts may stand in one school's list, within which
// links are one to one: their own school's, and not that of a child in another.
func (l *linkage) sameList(i, j int32) bool {
	a, b := l.accounts.people[i].own, l.accounts.people[j].own
	return len(a) == 0 || len(b) == 0 || meet(a, b)
}
