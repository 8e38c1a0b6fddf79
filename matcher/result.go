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
	if j := l.links.person[account]; j >= 0 {
		d.Status = Linked
		for _, q := range l.ofAccount[account] {
			if p := &l.pairs[q]; p.person == j {
				d.Candidates = []Candidate{l.candidate(possible{j, p.ev, p.ev.score(a, &l.roster.people[j])})}
			}
		}
		placed[j] = true
		return d
	}
	possibles := l.possibles(account, n)
	if len(possibles) == 0 {
		return d
	}
	for _, p := range possibles {
		placed[p.person] = true
	}
	for _, k := range a.keys {
		l.placeCrowd(k, possibles, placed)
	}
	d.Status = Review
	d.Rivals = l.rivals(account)
	d.Causes = l.causes(account)
	for _, p := range possibles[:min(len(possibles), l.limit)] {
		d.Candidates = append(d.Candidates, l.candidate(p))
	}
	return d
}

// placeCrowd marks all the bearers of a name of which only some were looked at:
// any of them may own the account.
func (l *linkage) placeCrowd(key string, possibles []possible, placed []bool) {
	for _, p := range possibles {
		if p.ev.has(crowd) && !l.crowded[key] {
			l.crowded[key] = true
			for _, j := range l.roster.byKey[key] {
				placed[j] = true
			}
		}
	}
}

func (l *linkage) candidate(p possible) Candidate {
	return Candidate{Person: l.roster.people[p.person].Person, Score: p.score, Reasons: p.ev.reasons()}
}

// possibles lists whom an account that is not linked may belong to, best
// first: all of the same names and no other profile, the bearer of its
// identifier, the guardians of its children, and, unless somebody of its
// school bears the same names, those of near names.
func (l *linkage) possibles(account int32, n neighbourhood) []possible {
	s := suggestions{l: l, account: account, seen: map[int32]bool{}}
	near := true
	for _, q := range l.ofAccount[account] {
		p := &l.pairs[q]
		if p.ev.has(profileOther) && !p.ev.has(bornSame|familySame|priorSame) && !l.mislabelled(p) {
			continue
		}
		s.add(p.person, p.ev)
		near = near && !p.ev.has(schoolSame)
	}
	s.relations()
	if near {
		s.near(n)
	}
	slices.SortFunc(s.found, func(p, q possible) int {
		x, y := &l.roster.people[p.person], &l.roster.people[q.person]
		return cmp.Or(cmp.Compare(first(x.id != ""), first(y.id != "")), // who can't be named comes last
			cmp.Compare(q.score, p.score), cmp.Compare(x.id, y.id), compareRows(&x.Person, &y.Person))
	})
	return s.found
}

// mislabelled reports whether two grown-ups of the same names and school differ
// in profile alone: a teacher-parent may have one profile here and the other
// there. A pupil and a grown-up are never one.
func (l *linkage) mislabelled(p *pair) bool {
	kinds := l.accounts.people[p.account].kind | l.roster.people[p.person].kind
	return kinds&pupilKind == 0 && p.ev.has(schoolSame) && !p.ev.has(bornDiffers|sexDiffers|lastYear) && !l.taken(p.person, p.account)
}

// suggestions gathers the possibles of one account.
type suggestions struct {
	l       *linkage
	account int32
	seen    map[int32]bool
	found   []possible
}

func (s *suggestions) add(j int32, ev evidence) {
	if !s.seen[j] {
		s.seen[j] = true
		s.found = append(s.found, possible{j, ev, ev.score(&s.l.accounts.people[s.account], &s.l.roster.people[j])})
	}
}

// relations proposes who bears the account's identifier, whatever the names,
// and the relatives of linked relatives whose name is half the same: guardians
// change their last name, not their child.
func (s *suggestions) relations() {
	l, a := s.l, &s.l.accounts.people[s.account]
	for _, prior := range a.priors {
		if j, ok := l.roster.byID[prior]; ok {
			s.add(j, compare(a, &l.roster.people[j])|l.compareFamilies(s.account, j))
		}
	}
	looked := map[int32]bool{}
	for _, c := range a.children {
		child := l.links.person[c]
		if child < 0 {
			continue
		}
		for _, j := range l.roster.people[child].guardians {
			if looked[j] || s.seen[j] {
				continue
			}
			looked[j] = true
			r := &l.roster.people[j]
			if ev := compare(a, r); halfSame(a, r) && !ev.has(profileOther|sexDiffers) && !l.taken(j, s.account) {
				s.add(j, ev|l.compareFamilies(s.account, j))
			}
		}
	}
}

// halfSame reports whether at least one of the two names comes near.
func halfSame(a, r *entry) bool {
	return lastSimilarity(a.last, r.last) >= nearEnough || firstSimilarity(a.first, r.first) >= nearEnough ||
		nameSimilarity(a, r) >= nearEnough
}

// near proposes people of near names and the same school, or of a school that
// one of the two does not name. Nobody who is linked in that school already,
// and nobody whose birth date, sex or family contradicts: a near name and a
// contradiction are two people.
func (s *suggestions) near(n neighbourhood) {
	l, a := s.l, &s.l.accounts.people[s.account]
	const against = profileOther | bornDiffers | sexDiffers | familyDiffers | lastYear | namesDiffer
	for _, j := range n.near(a) {
		if s.seen[j] || l.taken(j, s.account) {
			continue
		}
		r := &l.roster.people[j]
		if ev := compare(a, r) | l.compareFamilies(s.account, j); !ev.has(against) && !l.strangers(a, r) {
			s.add(j, ev)
		}
	}
}

// taken reports whether the person is linked to another account of the same
// school's list.
func (l *linkage) taken(person, account int32) bool {
	return slices.ContainsFunc(l.links.holders[person], func(i int32) bool { return l.sameList(i, account) })
}
