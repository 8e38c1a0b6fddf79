package matcher

// knownElsewhere reports whether p stands on names alone, against children who are
// others or that come near only, by more than further given names, while o shows that
// the person has her account in another school, as a child of hers or equal names tell,
// and there in her very names: rare names explain nothing any more. A slip of the hand, or
// a birth name beside hers, in the account of a school that is hers as well, is hers still.
func (l *linkage) knownElsewhere(o, p *pair) bool {
	if o.ev.has(profileOther) || p.ev.has(beyondNames) {
		return false
	}
	near := !p.sameNames()
	return o.ev.has(familySame) && p.ev.has(childrenOther) || near && o.ev.has(namesEqual) && !p.ev.has(classSame) && (o.ev.has(familySame) || l.isSettled(o) && !l.slipAtHome(p))
}

// slipAtHome reports whether the names of a pair of one school differ by a slip in one of
// them, or by another name of a woman, and but for further given names by no more.
func (l *linkage) slipAtHome(p *pair) bool {
	slip := p.first <= firstLeftOut && (p.last == lastSound || p.last == lastTypo || l.married(p)) || p.first == firstTypo && p.last <= lastOrder
	return p.ev.has(schoolSame) && slip
}

// spelledSo reports whether p takes a pupil to another school under another spelling of
// her given name, while o shows an account or a row of her very names, at her own or
// beside p's: her twin may have left.
func (*linkage) spelledSo(o, p *pair) bool {
	return p.ev.has(schoolOther) && !p.ev.has(priorSame) && p.first >= firstVariant && o.ev.has(namesEqual) && !o.ev.has(doubt)
}

// numberedThere reports whether nothing but the identifier says that p's person went
// to another school, while o shows somebody else of the names there: an import that
// looked at names alone gave it to either.
func (l *linkage) numberedThere(o, p *pair) bool {
	return o.account == p.account && p.ev.has(namesEqual) && p.ev.has(schoolOther) && !p.ev.has(decisive) && o.ev.has(namesEqual) &&
		!o.ev.has(another) && meet(l.roster.people[o.person].schools, l.roster.people[p.person].schools)
}

// abroad reports whether an account is linked to a row that names other schools
// than it does itself: the guardian may have a row at home as well.
func (l *linkage) abroad(account int32) bool {
	j := l.links.person[account]
	if j < 0 {
		return false
	}
	a, r := &l.accounts.people[account], &l.roster.people[j]
	return a.named && len(r.own) > 0 && !meet(a.own, r.own)
}

// manyNamesakes is how many others of a name make one birth date a coincidence:
// of those who leave a school far more leave the lists than go to another of their
// schools, so that beside four others one such pair in seventy is two children.
const manyNamesakes = 4

// byChance reports whether two rows of two schools that have a birth date in common,
// and nothing else beside the names, may be two people's: so many others bear the
// names that one of them may well be born on the day on which whoever left was.
// Where either is at home already, as her row of that date in the other list of her
// own school tells, it is enough that anybody else bears the names, or that they come
// near only: a child goes to one school.
func (l *linkage) byChance(p *pair) bool {
	if p.ev&beyondNames != bornSame || !p.ev.has(schoolOther) {
		return false
	}
	a, r := l.rows(p)
	enough := manyNamesakes
	near := p.ev.has(namesNear)
	switch home := l.accounts.hasAtHome(r, near) || l.roster.hasAtHome(a, near); {
	case near && (home || l.beside(p, (*pair).atSchool)):
		return true
	case home:
		enough = 1
	}
	for _, k := range [...]fullName{a.onlyName(), r.onlyName()} {
		if l.roster.bornApart(k, r.birth) >= enough || l.accounts.bornApart(k, r.birth) >= enough {
			return true
		}
	}
	return false
}

// atSchool reports whether a pair shows somebody in one school of both lists: under the
// same names, on the same day.
func (p *pair) atSchool() bool {
	return p.ev.has(schoolSame) && p.ev.has(bornSame) && !p.ev.has(profileOther) && p.sameNames()
}

// byChild reports whether the schools that two people share are their children's
// only, though one of the two names others: neither says that the other was ever
// at the school that she names.
func byChild(a, r *entry) bool {
	names := func(e, other *entry) bool { return e.named && meet(e.own, other.schools) }
	return (a.named || r.named) && !names(a, r) && !names(r, a)
}
