package matcher

import (
	"cmp"
	"slices"
)

// worthShowing is the least weight of a pair of names not equal that a person
// is shown.
const worthShowing = -2

// manyRenamed is how many women of one given name are shown at most: of more,
// nothing says which is meant.
const manyRenamed = 2

// possibles lists whom an account that is not linked may belong to, best
// first: all of the same names and no other profile, the bearer of its
// identifier, those of other names who weigh enough. Where there is none of
// them, it is those who have nobody else to be: a guardian of the same child,
// or women who may have changed their last name. The list is the wording's own
// until the next call.
func (l *linkage) possibles(account int32, w *wording) []*pair {
	found := w.listed[:0]
	for _, q := range l.ofAccount.of(account) {
		if p := &l.pairs[q]; l.shown(p) {
			found = append(found, p)
		}
	}
	for _, p := range l.bearers(account) {
		if !slices.Contains(found, p) {
			found = append(found, p)
		}
	}
	for _, p := range l.throng.of(account) {
		if !l.paired(account, p.person) && !slices.ContainsFunc(found, func(o *pair) bool { return o.person == p.person }) {
			found = append(found, p)
		}
	}
	few := found
	if len(few) > maxNear {
		few = nil // nobody looks through as many
	}
	for _, p := range few {
		for _, q := range l.ofAccount.of(account) {
			if o := &l.pairs[q]; (l.atHome(o, p) || l.alsoMeant(o, p) || l.oneName(o, p)) && !slices.Contains(found, o) {
				found = append(found, o) // what keeps p from being linked is to be seen
			}
		}
	}
	w.listed = found
	if len(found) == 0 {
		if found = l.lastOfFamily(account); len(found) == 0 {
			return l.otherNamed(account)
		}
	}
	l.bestFirst(found)
	return found
}

// bestFirst sorts candidates: those at home in the account's school and those with
// its birth date before others, who bears a name of her own behind them, and last
// who can't be named.
func (l *linkage) bestFirst(found []*pair) {
	if len(found) < 2 {
		return
	}
	type rank struct {
		pair         *pair
		ahead, apart int // what is asked before the weight, and after it
		says         float32
	}
	var room [2 * manyRenamed]rank
	ranks := room[:0]
	for _, p := range found {
		r := &l.roster.people[p.person]
		at := rank{pair: p, says: l.says(p)}
		at.ahead = first(!r.idless)<<2 | first(!l.ownName(p))<<1 | first(p.ev.has(bornSame) && !r.stale || l.ofOwnSchool(p))
		at.apart = first(l.labelledAlike(p))<<2 | first(!r.stale)<<1 | first(!l.roster.relic(r))
		ranks = append(ranks, at)
	}
	slices.SortFunc(ranks, func(p, q rank) int {
		if c := cmp.Or(cmp.Compare(p.ahead, q.ahead), cmp.Compare(q.says, p.says), cmp.Compare(p.apart, q.apart)); c != 0 {
			return c
		}
		x, y := &l.roster.people[p.pair.person], &l.roster.people[q.pair.person]
		if c := compareIDs(x.ID, y.ID); c != 0 {
			return c
		}
		return compareRows(x.Person, y.Person)
	})
	for n := range ranks {
		found[n] = ranks[n].pair
	}
}

// labelledAlike reports whether a candidate has the account's very label: teachers
// and other staff are one sort of people, and still most are labelled as they were.
func (l *linkage) labelledAlike(p *pair) bool {
	a, r := l.rows(p)
	return slices.ContainsFunc(a.Profiles, func(label string) bool { return slices.Contains(r.Profiles, label) })
}

// says is what speaks for a candidate, in bits. That the account bears the
// identifier of a row of another year, or of the ENT before, says nothing beside
// the person's row of this one.
func (l *linkage) says(p *pair) float32 {
	if r := &l.roster.people[p.person]; p.ev.has(priorSame) && (r.stale || l.roster.relic(r)) {
		return p.bits - bitsPrior
	}
	return p.bits
}

// lastOfFamily returns the guardians and the children of those whom the account
// names and who are linked that have no account of their own, whatever their
// names. Of children it takes a birth date or a class that agrees besides, for
// the younger come when the elder leave.
func (l *linkage) lastOfFamily(account int32) (found []*pair) {
	a := &l.accounts.people[account]
	look := func(relation relatives, theirs func(*entry) relatives, fits evidence) {
		for _, i := range l.accounts.few(relation) {
			if l.links.person[i] < 0 {
				continue
			}
			for _, j := range l.roster.few(theirs(&l.roster.people[l.links.person[i]])) {
				r := &l.roster.people[j]
				if slices.ContainsFunc(found, func(p *pair) bool { return p.person == j }) || l.twoSexes(a, r) {
					continue
				}
				if p := l.pairOf(account, j); (fits == 0 || p.ev.has(fits)) && !p.ev.has(another) && !l.spokenFor(p) {
					found = append(found, p)
				}
			}
		}
	}
	look(a.children, func(e *entry) relatives { return e.guardians }, 0)
	look(a.guardians, func(e *entry) relatives { return e.children }, bornSame|classSame)
	return found
}

// otherNamed returns the women of the account's given name whose last name may
// be another by now, those whose names are misspelt, whoever of the last name was born
// that day, or else those of misspelt names who have another account, if they are few,
// best first. Of many, those whose names come near are
// enough, if they are few; and those who bear a name that is not their children's come
// last, and only where all are few. It takes the other accounts to tell that they are
// nobody else's.
func (l *linkage) otherNamed(account int32) (found []*pair) {
	if l.ofPerson.at == nil {
		return nil
	}
	for _, q := range l.ofAccount.of(account) {
		if p := &l.pairs[q]; (l.renamed(p) || l.misspelt(p) || l.ofThatDay(p)) && !l.spokenFor(p) {
			found = append(found, p)
		}
	}
	if len(found) == 0 {
		for _, q := range l.ofAccount.of(account) {
			if p := &l.pairs[q]; l.misspeltToo(p) { // she has another account
				found = append(found, p)
			}
		}
	}
	l.bestFirst(found)
	if len(found) > manyRenamed {
		if near := slices.DeleteFunc(slices.Clone(found), func(p *pair) bool { return l.renamed(p) || l.slips(p) }); len(near) > 0 {
			found = near
		}
	}
	if n := slices.IndexFunc(found, l.ownName); len(found) > manyRenamed && n > 0 {
		found = found[:n]
	}
	if len(found) > manyRenamed {
		return nil
	}
	return found
}

// ofThatDay reports whether a pupil of the school has the account's last name and birth
// date, and another given name: a twin, or the name that is used. That of a trans pupil
// is of the other sex, which either list may tell.
func (l *linkage) ofThatDay(p *pair) bool {
	return p.ev.has(bornSame) && p.ev.has(schoolSame) && !p.ev.has(doubt&^sexDiffers|profileOther) && p.last <= lastOrder
}

// ofOwnSchool reports whether a guardian's row is of the account's own school. Where
// she has one for each of her children's schools, that is hers, even if the account
// names a child of another school only; children of another last name are another's.
func (l *linkage) ofOwnSchool(p *pair) bool {
	a, r := l.rows(p)
	return p.ev.has(grownUps) && p.ev.has(profileSame) && p.first <= firstLeftOut && p.last <= lastPart && !p.ev.has(lastYear|childrenApart) && meet(a.own, r.own)
}

// ownName reports whether nothing but a given name brings two women together, and
// one of them bears another last name than her children: who is not called as they
// are has kept the name that she had before.
func (l *linkage) ownName(p *pair) bool {
	own := func(e *entry, in *list) bool {
		return e.children.n > 0 && !slices.ContainsFunc(in.few(e.children), func(c int32) bool {
			last, _ := in.naming.compareLast(in.people[c].sur, e.sur)
			return last < lastOther
		})
	}
	a, r := l.rows(p)
	return p.last == lastOther && !p.ev.has(beyondNames) && (own(a, l.accounts) || own(r, l.roster))
}

// spokenFor reports whether the person of a pair has another account of the
// same school's list, or one that bears her names and may be hers.
func (l *linkage) spokenFor(p *pair) bool {
	return l.taken(p.person, p.account) || l.some(l.pairsOf(p.person), func(o *pair) bool {
		return o.account != p.account && l.links.person[o.account] < 0 && l.shown(o) && o.last < lastAlias && !o.ev.has(doubt) && l.sameList(o.account, p.account)
	})
}

// shown reports whether a person has to look at a pair.
func (l *linkage) shown(p *pair) bool {
	switch {
	case p.ev.has(profileOther) && !p.ev.has(beyondNames) && !l.mislabelled(p) && !l.unlikeLabel(p):
		return false
	case p.ev.has(namesEqual):
		return !l.elsewhere(p) && !l.ofAnotherYear(p)
	case p.ev.has(lastYear):
		return false
	}
	return p.bits > worthShowing || shareChild(p.ev) && p.ev.has(grownUps) && l.slips(p)
}

// elsewhere reports whether a namesake of another school is at home there: she
// has her account in that school's list, and nothing but the names brings her
// to this one.
func (l *linkage) elsewhere(p *pair) bool {
	if !p.ev.has(schoolOther) || p.ev.has(beyondNames) {
		return false
	}
	r := &l.roster.people[p.person]
	return l.links.held(p.person, func(i int32) bool { return meet(l.accounts.people[i].schools, r.schools) })
}

// ofAnotherYear reports whether a namesake of the school was born in another year, and has
// another account under her very names, by her birth date, class or family: that of p is of
// somebody who left, unless something beyond the names brings it to her.
func (l *linkage) ofAnotherYear(p *pair) bool {
	a, r := l.rows(p)
	if !p.ev.has(bornDiffers) || !p.ev.has(schoolSame) || p.ev.has(beyondNames|classSame) || a.birth.year() == r.birth.year() {
		return false
	}
	return l.links.held(p.person, func(i int32) bool {
		q := l.pairBetween(i, p.person)
		return q >= 0 && l.pairs[q].ev.has(namesEqual) && l.pairs[q].ev.has(schoolSame) && l.pairs[q].ev.has(decisive|classSame)
	})
}

// past reports whether a pair says no more than that the person was there in
// another year: the row is left from it, and so is, then, the account.
func (l *linkage) past(p *pair) bool {
	a, r := l.rows(p)
	return r.stale && !a.stale
}

// mislabelled reports whether two grown-ups of the same names and school differ
// in profile alone: a teacher-parent may have one profile here and the other
// there. A pupil and a grown-up are never one on names alone.
func (l *linkage) mislabelled(p *pair) bool {
	return p.ev.has(schoolSame) && !p.ev.has(pupilOther|sexDiffers|lastYear) && !l.taken(p.person, p.account)
}

// unlikeLabel reports whether two rows of a school differ in profile, while the rest
// of one fits the other: a guardian's in a class is the son's rather than the father's
// of his name, and a pupil's that has children the mother's.
func (l *linkage) unlikeLabel(p *pair) bool {
	if !p.ev.has(schoolSame) || !p.ev.has(pupilOther) {
		return false
	}
	fits := func(e, other *entry) bool {
		if e.kind&pupilKind != 0 {
			return e.children.n > 0 && other.kind&guardianKind != 0
		}
		return e.kind == guardianKind && compareClasses(e, other) == classSame
	}
	a, r := l.rows(p)
	return fits(a, r) || fits(r, a)
}

// bearers returns who bears the account's identifier, whatever the names.
func (l *linkage) bearers(account int32) (found []*pair) {
	for _, prior := range l.accounts.people[account].priors {
		if j, ok := l.roster.number(prior); ok {
			found = append(found, l.pairOf(account, j))
		}
	}
	return found
}

// pairOf returns the pair of an account and a person, made for a reader if their
// names brought them not together.
func (l *linkage) pairOf(account, person int32) *pair {
	if q := l.pairBetween(account, person); q >= 0 {
		return &l.pairs[q]
	}
	a, r := &l.accounts.people[account], &l.roster.people[person]
	families, _, _ := l.compareFamilies(account, person, false)
	p := &pair{account: account, person: person, ev: namesDiffer | compareRest(a, r) | families, nameMatch: l.compareNames(a, r),
		filler: a.filler || r.filler, pool: l.pools.common(a, r)}
	p.weigh(l)
	return p
}
