package matcher

// knownElsewhere reports whether p stands on names alone against children who
// are others, while o shows that the person has her account in another school,
// as a child of hers tells: rare names explain nothing any more.
func (l *linkage) knownElsewhere(o, p *pair) bool {
	return o.ev.has(familySame) && !o.ev.has(profileOther) && p.ev.has(childrenOther) && !p.ev.has(beyondNames|profileOther)
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

// byChild reports whether the schools that two people share are their children's
// only, though one of the two names others: neither says that the other was ever
// at the school that she names.
func byChild(a, r *entry) bool {
	names := func(e, other *entry) bool { return e.named && meet(e.own, other.schools) }
	return (a.named || r.named) && !names(a, r) && !names(r, a)
}
