package matcher

import "slices"

// knownElsewhere reports whether p stands on names alone, against children who are
// others or that come near only, by more than further given names, while o shows that
// the person has her account in another school, as a child of hers tells, and there in
// her very names: rare names explain nothing any more.
func (l *linkage) knownElsewhere(o, p *pair) bool {
	if !o.ev.has(familySame) || o.ev.has(profileOther) || p.ev.has(beyondNames|profileOther) {
		return false
	}
	near := p.ev.has(namesNear) && (p.last > lastOrder || p.first > firstLeftOut)
	return p.ev.has(childrenOther) || near && o.ev.has(namesEqual) && !p.ev.has(classSame)
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
// Where either is at home already, with a row of that date in both lists of her
// school, it is enough that anybody else bears them: a child goes to one school.
func (l *linkage) byChance(p *pair) bool {
	if p.ev&beyondNames != bornSame || !p.ev.has(schoolOther) {
		return false
	}
	a, r := &l.accounts.people[p.account], &l.roster.people[p.person]
	enough := manyNamesakes
	if l.accounts.bornAt(a, r) || l.roster.bornAt(r, a) {
		enough = 1
	}
	for _, k := range [...]fullName{a.onlyName(), r.onlyName()} {
		if l.roster.bornApart(k, r.birth) >= enough || l.accounts.bornApart(k, r.birth) >= enough {
			return true
		}
	}
	return false
}

// bornApart counts, up to manyNamesakes, those of a list who bear a name and have
// another birth date.
func (l *list) bornApart(k fullName, day birthday) (n int) {
	same := l.bearers(k)
	for _, i := range same[:min(len(same), maxScan)] {
		if b := l.people[i].birth; b != 0 && b != day {
			if n++; n == manyNamesakes {
				break
			}
		}
	}
	return n
}

// bornAt reports whether a list has a row beside one of its own, of the same names and
// birth date, that is of the school of another, who is of the other list.
func (l *list) bornAt(own, other *entry) bool {
	same := l.bearers(own.onlyName())
	return slices.ContainsFunc(same[:min(len(same), maxScan)], func(i int32) bool {
		e := &l.people[i]
		return e != own && e.birth == own.birth && meet(e.schools, other.schools)
	})
}

// byChild reports whether the schools that two people share are their children's
// only, though one of the two names others: neither says that the other was ever
// at the school that she names.
func byChild(a, r *entry) bool {
	names := func(e, other *entry) bool { return e.named && meet(e.own, other.schools) }
	return (a.named || r.named) && !names(a, r) && !names(r, a)
}
