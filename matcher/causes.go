package matcher

import (
	"cmp"
	"slices"
)

// maxScan bounds how many claims on one person are looked through for the
// rivals of one account, where thousands bear one name in as many schools.
const maxScan = 1 << 10

// claims returns the accounts that could be a person under the same names, by
// identifier. Those of a crowd are not told one by one.
func (l *linkage) claims(person int32, w *wording) []int32 {
	if c, ok := w.claimed[person]; ok {
		return c
	}
	c := []int32{}
	for _, q := range l.pairsOf(person) {
		if p := &l.pairs[q]; p.ev.rival() && !p.ev.has(crowd) {
			c = append(c, p.account)
		}
	}
	slices.SortFunc(c, l.byAccountID)
	w.claimed = noted(w.claimed, person, c)
	return c
}

// byAccountID orders accounts by identifier; those without one by what they say.
func (l *linkage) byAccountID(i, j int32) int {
	a, b := &l.accounts.people[i], &l.accounts.people[j]
	if c := compareIDs(a.ID, b.ID); c != 0 {
		return c
	}
	return cmp.Or(compareRows(a.Person, b.Person), cmp.Compare(i, j))
}

// rivalAccounts lists the other accounts that claim one of this account's
// people under the same names: the first few by identifier.
func (l *linkage) rivalAccounts(account int32, w *wording) []int32 {
	if l.ofPerson.at == nil {
		return nil
	}
	var is []int32
	for _, q := range l.ofAccount.of(account) {
		p := &l.pairs[q]
		if !p.ev.rival() {
			continue
		}
		few := 0
		for _, i := range firstOf(l.claims(p.person, w), maxScan) {
			if i != account && l.sameList(i, account) {
				is = append(is, i)
				if few++; few > l.limit {
					break
				}
			}
		}
	}
	slices.SortFunc(is, l.byAccountID)
	return slices.Compact(is)
}

// rivals appends the first few accounts as people, for the decision. Without an
// identifier there is nothing to name an account by.
func (l *linkage) rivals(rs []Person, accounts []int32) []Person {
	for _, i := range accounts {
		if e := &l.accounts.people[i]; !e.idless && len(rs) < l.limit {
			rs = append(rs, *e.Person)
		}
	}
	return rs
}

// causes appends to no causes why nobody was linked to an account, which may have
// rivals, most telling first. There is always one.
func (l *linkage) causes(cs []Reason, account int32, contested bool) []Reason {
	var rivals, named, equal, elsewhere, past, byChild int
	var all, doubts evidence // of those of the same names, and of those who could be meant
	moves, left := false, false
	for _, q := range l.ofAccount.of(account) {
		p := &l.pairs[q]
		left = left || l.eligible(p) && l.departed(p)
		if !p.ev.has(namesEqual) {
			moves = moves || l.eligible(p) && l.changesHands(p)
			continue
		}
		named++
		if p.ev.has(profileOther) {
			continue
		}
		equal++
		all |= p.ev
		moves = moves || l.eligible(p) && l.changesHands(p)
		switch {
		case p.ev.rival():
			rivals++
			doubts |= p.ev
			byChild += one(p.byChild || l.byChance(p))
		case p.ev.has(lastYear):
			past++
		case p.ev.has(schoolOther):
			elsewhere++
		}
	}
	for _, c := range [...]struct {
		when bool
		r    Reason
	}{
		{all.has(crowd), Crowd},
		{rivals > 1, HomonymsInRoster},
		{contested, HomonymsInAccounts},
		{moves, ChangesHands},
		{left, IdentifierGone},
		{doubts.has(bornDiffers | bornSlip | sexDiffers | familyDiffers), Contradiction},
		{doubts.has(idShared) && rivals < 2, BadIdentifier},
		{doubts.has(schoolUnknown) && !doubts.has(schoolSame), NoSchool},
		{doubts.has(profileUnknown), NoProfile},
		{rivals == byChild && elsewhere+byChild > 0, OtherSchool},
		{past > 0, PastYear},
		{equal == 0 && named > 0, OtherProfile},
		{named == 0, NotSameNames},
	} {
		if c.when {
			cs = append(cs, c.r)
		}
	}
	if len(cs) == 0 {
		cs = append(cs, l.contestCause(account))
	}
	return cs
}

// contestCause says why a pair was not linked that no rival of its own sort
// disputes: a row of another profile has what decides, or another row, one of
// another year, or another account bears the same names and more; of several the
// first in that order, however the rows stand. What is disputed no more was not
// settled, because the families' links would undo one another.
func (l *linkage) contestCause(account int32) Reason {
	var profile, inRoster, inAccounts, past, filledIn bool
	for _, q := range l.ofAccount.of(account) {
		p := &l.pairs[q]
		filledIn = filledIn || p.filledIn()
		if !l.eligible(p) {
			continue
		}
		profile = profile || p.ev.has(profileOther)
		for _, o := range l.ofAccount.of(account) {
			switch ev := l.pairs[o].ev; {
			case !l.contests(&l.pairs[o], p):
			case ev.has(profileOther):
				profile = true
			case ev.has(lastYear):
				past = true
			default:
				inRoster = true
			}
		}
		inAccounts = inAccounts || l.some(l.pairsOf(p.person), func(o *pair) bool { return l.contests(o, p) })
	}
	switch {
	case profile:
		return OtherProfile
	case inRoster:
		return HomonymsInRoster
	case past:
		return PastYear
	case inAccounts:
		return HomonymsInAccounts
	case filledIn:
		return NamesFilledIn
	}
	return Contradiction
}
