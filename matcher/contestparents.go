package matcher

// The rules by which guardians of one child, or one guardian's rows of several schools,
// contest each other's claims: see withinList.

// hersAtHome reports whether p's identifier is that of the account's own school,
// and o's of another where she has a child.
func (l *linkage) hersAtHome(o, p *pair) bool {
	return p.ev.has(familySame) && l.accounts.people[p.account].named && l.atHome(p, o) &&
		!(p.ev.has(namesNear) && o.ev.has(namesEqual) && l.moreChildren(o, p))
}

// atHome reports whether an account is of the own school of o's person and of
// p's through a child only, the two bearing the same names: a guardian who has
// an identifier in each of her children's schools, so that the same evidence
// speaks for several of hers. She may bear another last name in one of them,
// where she has a child in common with the account, or where p is of the
// account's school by nobody and the last name is in part hers or her child's.
// Where nobody has several, those of o and of p are two people's, whom their
// children tell apart.
func (l *linkage) atHome(o, p *pair) bool {
	if p.ev.has(bornSame) || o.ev.has(another) || l.ofOtherChildren(o, p) {
		return false
	}
	a, r := l.rows(p)
	_, other := l.rows(o)
	theirs := r.own
	if !other.named {
		theirs = r.schools // the other is of the school by a child as well
	}
	if !meet(a.own, other.own) || len(theirs) == 0 || meet(a.own, theirs) {
		return false
	}
	renamed := shareChild(o.ev) || !meet(a.own, r.schools) && o.last <= lastAlias
	return renamed && o.first <= firstNick && o.ev.has(grownUps) || l.bearSame(r, other)
}

// ofOtherChildren reports whether o, which other children speak against, is the claim of
// another guardian of the names: hardly anybody in the list has a row for each school,
// and nothing says that the children are brothers and sisters.
func (l *linkage) ofOtherChildren(o, p *pair) bool {
	x, y, in := l.rowsApart(o, p)
	return in.oneForAll && o.ev.has(childrenOther|familyDiffers) && !in.siblings(x, y)
}

// ownSchool reports whether a row's own school is that of o and not that of p,
// which it shares through a child only: a guardian who has an identifier in each
// of her children's schools.
func (l *linkage) ownSchool(o, p *pair) bool {
	a, r := l.rows(p)
	x, y := l.rows(o)
	return !p.ev.has(bornSame) && !l.ofOtherChildren(o, p) && (meet(r.own, x.schools) && !meet(r.own, a.schools) || meet(a.own, y.schools) && !meet(a.own, r.schools))
}

// otherParent reports whether o is the claim of a guardian who has the child in common,
// by whatever given name.
func otherParent(o, p *pair) bool {
	return shareChild(o.ev) && p.ev.has(grownUps) && !p.ev.has(bornSame|priorSame) && !o.ev.has(another)
}

// moreChildren reports whether o, the claim of another parent, explains a child that
// p leaves to somebody else: hers is the sister too. Where either explains as many
// and neither all of them, both are hers: a mother who has an identifier for each of
// her children, or an account, in what is one school.
func (l *linkage) moreChildren(o, p *pair) bool {
	if !otherParent(o, p) || o.first > firstLeftOut || o.last > lastAlias {
		return false
	}
	all := l.accounts.people[p.account].children.n
	if o.account != p.account {
		all = l.roster.people[p.person].children.n
	}
	return o.children > p.children || o.children == p.children && int32(p.children) < all && o.last <= lastOrder && !l.ownSchool(p, o)
}

// eitherParent reports whether o, the claim of another parent, is as good as p. Of a
// child's two parents called Marie neither bears the name that the account has, or only
// her child's, which says little of whose birth name it is. A father and a grandfather
// of one name are not told by how many of their given names were written. And the whole
// last name goes with half of a given name as a part of it with the whole: COLONNA Ange
// beside COLONNA Ange-Marie and POZZO-COLONNA Ange. One of the staff who bears the
// name and has the child is a parent, whoever else is called so.
func (*linkage) eitherParent(o, p *pair) bool {
	switch {
	case p.last >= lastAlias && !p.ev.has(bornSame|priorSame) && o.first <= firstLeftOut && shareChild(o.ev):
		return !o.ev.has(another&^profileOther | pupilOther)
	case !otherParent(o, p):
		return false
	case o.first == firstShort:
		return o.last <= lastOrder && p.last > lastOrder
	case o.first == firstLeftOut && o.last <= lastParticle:
		return true
	}
	return o.first <= firstLeftOut && p.last >= lastAlias
}

// twoOfEither reports whether the two rows that o and p claim for one may be two
// people's after all, as a mother and a stepmother of one given name are who have
// a child and its father's name in common: only the names set them apart, and the
// other list has two of that name as well.
func (l *linkage) twoOfEither(o, p *pair) bool {
	if p.ev&speaks&^o.ev != 0 {
		return false
	}
	with, other := l.pairsOf(p.person), func(s *pair) bool { return s.account != p.account && l.sameList(s.account, p.account) }
	if o.account != p.account {
		with, other = l.ofAccount.of(p.account), func(s *pair) bool { return s.person != p.person }
	}
	return l.some(with, func(s *pair) bool {
		return other(s) && s.first <= firstLeftOut && s.last <= lastAlias && !s.ev.has(another|schoolOther|familyDiffers)
	})
}

// rather reports whether p stands on a couple, while o, of much the same names,
// has the child in common: a guardian who has an identifier in each of her
// children's schools.
func (*linkage) rather(o, p *pair) bool {
	return p.ev.has(couple) && shareChild(o.ev) && o.first < firstGender && !o.ev.has(another)
}

// shareChild reports whether two people have a relative in common, and not a
// partner only.
func shareChild(ev evidence) bool { return ev&(familySame|couple) == familySame }
