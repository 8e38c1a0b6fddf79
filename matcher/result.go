package matcher

import (
	"cmp"
	"slices"
)

// result words what was settled.
func (l *linkage) result() *Result {
	res := &Result{RosterWithoutID: l.roster.withoutID, AccountsWithoutID: l.accounts.withoutID}
	placed := make([]bool, len(l.roster.people)) // linked, or a candidate in a review
	n := newNeighbourhood(l.roster)
	for i := range l.accounts.people {
		if l.accounts.people[i].id == "" {
			continue
		}
		d := l.decision(int32(i), n, placed)
		res.Decisions = append(res.Decisions, d)
	}
	for j := range l.roster.people {
		switch r := &l.roster.people[j]; {
		case r.id == "" || placed[j]:
		case r.Stale:
			res.Stale = append(res.Stale, r.Person)
		default:
			res.Newcomers = append(res.Newcomers, r.Person)
		}
	}
	return res
}

// A possible is a candidate before it is worded.
type possible struct {
	person int32
	ev     evidence
	score  float64
}

func (l *linkage) decision(account int32, n neighbourhood, placed []bool) Decision {
	a := &l.accounts.people[account]
	d := Decision{Account: a.Person}
	if j := l.person[account]; j >= 0 {
		d.Status = Linked
		for _, q := range l.ofAccount[account] {
			if p := &l.pairs[q]; p.person == j {
				d.Candidates = []Candidate{l.candidate(possible{j, p.ev, p.ev.score(1)})}
			}
		}
		placed[j] = true
		return d
	}
	possibles := l.possibles(account, n)
	if len(possibles) == 0 {
		return d
	}
	d.Status = Review
	d.Rivals = l.rivals(account)
	d.Causes = l.causes(account, len(d.Rivals) > 0)
	for _, p := range possibles[:min(len(possibles), l.limit)] {
		placed[p.person] = true
		d.Candidates = append(d.Candidates, l.candidate(p))
	}
	return d
}

func (l *linkage) candidate(p possible) Candidate {
	return Candidate{Person: l.roster.people[p.person].Person, Score: p.score, Reasons: p.ev.reasons()}
}

// possibles lists whom an account that is not linked may belong to, best
// first: all of the same names and no other profile, the bearer of its
// identifier, the guardians of its children, and, unless somebody of its
// school bears the same names, those of near names.
func (l *linkage) possibles(account int32, n neighbourhood) []possible {
	var ps []possible
	seen := map[int32]bool{}
	add := func(j int32, ev evidence) {
		if r := &l.roster.people[j]; !seen[j] && r.id != "" {
			seen[j] = true
			ps = append(ps, possible{j, ev, ev.score(nameSimilarity(&l.accounts.people[account], r))})
		}
	}
	near := true
	for _, q := range l.ofAccount[account] {
		if p := &l.pairs[q]; !p.ev.has(profileOther) || p.ev.has(bornSame|familySame|priorSame) {
			add(p.person, p.ev)
			near = near && !p.ev.has(schoolSame)
		}
	}
	l.suggestRelations(account, add)
	if near {
		l.suggestNear(account, n, add)
	}
	slices.SortFunc(ps, func(p, q possible) int {
		return cmp.Or(cmp.Compare(q.score, p.score), cmp.Compare(l.roster.people[p.person].id, l.roster.people[q.person].id))
	})
	return ps
}

// suggestRelations proposes who bears the account's identifier, whatever the
// names, and the relatives of linked relatives whose name is half the same:
// guardians change their last name, not their child.
func (l *linkage) suggestRelations(account int32, add func(int32, evidence)) {
	a := &l.accounts.people[account]
	if j, ok := l.roster.byID[a.prior]; ok && a.prior != "" {
		add(j, compare(a, &l.roster.people[j])|l.compareFamilies(account, j))
	}
	for _, c := range a.children {
		child := l.person[c]
		if child < 0 {
			continue
		}
		for _, j := range l.roster.people[child].guardians {
			r := &l.roster.people[j]
			if ev := compare(a, r); halfSame(a, r) && !ev.has(profileOther|sexDiffers) && !l.taken(j, account) {
				add(j, ev|l.compareFamilies(account, j))
			}
		}
	}
}

// halfSame reports whether at least one of the two names comes near.
func halfSame(a, r *entry) bool {
	return lastSimilarity(a.last, r.last) >= nearEnough || firstSimilarity(a.first, r.first) >= nearEnough ||
		nameSimilarity(a, r) >= nearEnough
}

// suggestNear proposes people of near names and the same school, or of a
// school that one of the two does not name. Nobody who is linked in that
// school already, and nobody whose birth date, sex or family contradicts:
// a near name and a contradiction are two people.
func (l *linkage) suggestNear(account int32, n neighbourhood, add func(int32, evidence)) {
	a := &l.accounts.people[account]
	const against = profileOther | bornDiffers | sexDiffers | familyDiffers | lastYear | namesDiffer
	for _, j := range n.near(a) {
		if l.taken(j, account) {
			continue
		}
		if ev := compare(a, &l.roster.people[j]) | l.compareFamilies(account, j); !ev.has(against) {
			add(j, ev)
		}
	}
}

// taken reports whether the person is linked to another account of the same
// school's list.
func (l *linkage) taken(person, account int32) bool {
	return slices.ContainsFunc(l.holders[person], func(i int32) bool { return l.sameList(i, account) })
}

// rivals lists the other accounts that claim one of this account's people
// under the same names. Those of a crowd are not told one by one.
func (l *linkage) rivals(account int32) []Person {
	var is []int32
	for _, q := range l.ofAccount[account] {
		p := &l.pairs[q]
		if !p.ev.rival() || p.ev.has(crowd) {
			continue
		}
		for _, o := range l.ofPerson[p.person] {
			if i := l.pairs[o].account; i != account && l.pairs[o].ev.rival() && l.sameList(i, account) {
				is = append(is, i)
			}
		}
	}
	slices.SortFunc(is, func(i, j int32) int {
		return cmp.Compare(l.accounts.people[i].id, l.accounts.people[j].id)
	})
	is = slices.Compact(is)
	var rs []Person
	for _, i := range is[:min(len(is), l.limit)] {
		rs = append(rs, l.accounts.people[i].Person)
	}
	return rs
}

// causes says why nobody was linked, most telling first. There is always one.
func (l *linkage) causes(account int32, rivalAccounts bool) []Reason {
	var rivals, equal int
	var all, doubts evidence // of those of the same names, and of those who could be meant
	moves := false
	for _, q := range l.ofAccount[account] {
		p := &l.pairs[q]
		if p.ev.has(profileOther) {
			continue
		}
		equal++
		all |= p.ev
		moves = moves || p.ev.eligible() && l.changesHands(p)
		if p.ev.rival() {
			rivals++
			doubts |= p.ev
		}
	}
	var cs []Reason
	for _, c := range [...]struct {
		when bool
		r    Reason
	}{
		{all.has(crowd), Crowd},
		{rivals > 1, HomonymsInRoster},
		{rivalAccounts, HomonymsInAccounts},
		{moves, ChangesHands},
		{doubts.has(bornDiffers | sexDiffers | familyDiffers), Contradiction},
		{all.has(idShared) && rivals < 2, BadIdentifier},
		{doubts.has(schoolUnknown) && !doubts.has(schoolSame), NoSchool},
		{doubts.has(profileUnknown), NoProfile},
		{rivals == 0 && all.has(schoolOther), OtherSchool},
		{rivals == 0 && all.has(lastYear), OnlyLastYear},
		{equal == 0 && len(l.ofAccount[account]) > 0, OtherProfile},
		{equal == 0 && len(l.ofAccount[account]) == 0, NotSameNames},
	} {
		if c.when {
			cs = append(cs, c.r)
		}
	}
	if cs == nil { // every rival was set apart from the pair, and the pair itself fell to a doubt
		cs = append(cs, Contradiction)
	}
	return cs
}
