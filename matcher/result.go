package matcher

import "slices"

// decisionsAtOnce is how many decisions are worded at once where none is kept: a
// processor's cache holds them.
const decisionsAtOnce = 2048

// result words what was settled. each, if not nil, is given the decisions; where
// reuse is set they stand in one room, one after the other.
func (l *linkage) result(each func(Decision), reuse bool) *Result {
	res := &Result{RosterWithoutID: l.roster.withoutID, AccountsWithoutID: l.accounts.withoutID, Damage: l.damage}
	placed := l.throng.placed // and whoever is linked, or a candidate in a review
	for _, j := range l.links.person {
		if j >= 0 {
			placed[j].Store(true)
		}
	}
	accounts := make([]int32, 0, len(l.accounts.people)-l.accounts.withoutID)
	for i := range l.accounts.inOrder {
		if !l.accounts.people[i].idless {
			accounts = append(accounts, i)
		}
	}
	step := len(accounts)
	if each != nil {
		step = min(step, decisionsAtOnce)
	}
	all := make([]Decision, step)
	var said phrases
	for part := range slices.Chunk(accounts, max(step, 1)) {
		ds := all[:len(part)]
		switch {
		case reuse:
			for n := range ds {
				ds[n].clear()
			}
		case each != nil:
			clear(ds)
		}
		l.crew.share(len(part), func(_, from, to int) { l.decideAll(&said, ds[from:to], part[from:to]) })
		for n := range ds {
			if d := &ds[n]; d.Status == Absent && len(d.Causes) > 0 {
				res.Left = append(res.Left, d.Account)
			}
			if each != nil {
				each(ds[n])
			}
		}
	}
	if each == nil {
		res.Decisions = all
	}
	res.Duplicates = l.duplicates()
	var newcomers, stale []int32
	for j := range l.roster.inOrder {
		switch r := &l.roster.people[j]; {
		case r.idless || placed[j].Load():
		case r.Stale:
			stale = append(stale, j)
		default:
			newcomers = append(newcomers, j)
		}
	}
	res.Newcomers, res.Stale = l.roster.persons(newcomers), l.roster.persons(stale)
	return res
}

// persons are the rows of some people, nil of none.
func (l *list) persons(them []int32) (all []Person) {
	all = slices.Grow(all, len(them))
	for _, i := range them {
		all = append(all, *l.people[i].Person)
	}
	return all
}

// decideAll words the decisions about some accounts.
func (l *linkage) decideAll(said *phrases, ds []Decision, accounts []int32) {
	linked := 0
	for n, i := range accounts {
		linked += one(l.links.person[i] >= 0 && cap(ds[n].Candidates) == 0)
	}
	w := said.wording()
	defer said.rooms.Put(w)
	w.ones = make([]Candidate, 0, linked)
	for n, i := range accounts {
		if n%rowsAtOnce == 0 {
			l.touchLinks(accounts[n:min(n+rowsAtOnce, len(accounts))])
		}
		if l.links.person[i] >= 0 {
			l.linked(&ds[n], i, w)
		} else {
			l.decide(&ds[n], i, w)
		}
	}
}

// clear makes an Absent of a decision, and keeps its account and the room of its
// slices.
func (d *Decision) clear() {
	d.Status, d.Unlisted = Absent, 0
	d.Candidates, d.Rivals, d.Causes = d.Candidates[:0], d.Rivals[:0], d.Causes[:0]
}

// linked words the decision about an account that is linked.
func (l *linkage) linked(d *Decision, account int32, w *wording) {
	d.clear()
	d.Account = *l.accounts.people[account].Person
	d.Status = Linked
	d.Candidates = w.room(d.Candidates, 1)
	w.candidate(&d.Candidates[0], l, &l.pairs[l.pairBetween(account, l.links.person[account])])
}

// decide words the decision about one that is not, and notes whom it names.
func (l *linkage) decide(d *Decision, account int32, w *wording) {
	a := &l.accounts.people[account]
	d.clear()
	d.Account = *a.Person
	possibles := l.possibles(account, w)
	if len(possibles) == 0 {
		return
	}
	if !slices.ContainsFunc(possibles, func(p *pair) bool { return !l.past(p) }) {
		d.Causes = append(d.Causes, PastYear)
		return
	}
	l.place(a, possibles, w)
	d.Status = Review
	rivals := l.rivalAccounts(account, w)
	d.Rivals = l.rivals(d.Rivals, rivals)
	d.Causes = l.causes(d.Causes, account, len(rivals) > 0)
	listed := min(len(possibles), l.limit)
	d.Unlisted = len(possibles) - listed
	d.Candidates = w.room(d.Candidates, listed)
	for n, p := range possibles[:listed] {
		w.candidate(&d.Candidates[n], l, p)
	}
}

// place notes that some are candidates of an account, if a throng is there to ask: and
// where only some of the bearers of its name were looked at, all of them, as any may own it.
func (l *linkage) place(a *entry, possibles []*pair, w *wording) {
	if l.throng == nil {
		return
	}
	crowded := false
	for _, p := range possibles {
		l.throng.placed[p.person].Store(true)
		crowded = crowded || p.ev.has(crowd)
	}
	if !crowded {
		return
	}
	for k := range a.keys {
		if !w.crowded[k] {
			w.crowded = noted(w.crowded, k, true)
			for _, j := range l.roster.bearers(k) {
				l.throng.placed[j].Store(true)
			}
		}
	}
}

// noted notes something in a map, which is made if there is none.
func noted[K comparable, V any](in map[K]V, k K, v V) map[K]V {
	if in == nil {
		in = map[K]V{}
	}
	in[k] = v
	return in
}

// duplicates lists the people who seem to have several accounts in one school's
// list.
func (l *linkage) duplicates() (ds []Duplicate) {
	owner := make([]int32, len(l.accounts.people))
	l.crew.all(len(owner), func(i int) { owner[i] = l.owner(int32(i)) })
	accounts := map[int32][]int32{}
	owned := make([]bool, len(l.roster.people))
	for _, j := range owner {
		if j >= 0 && owned[j] {
			accounts[j] = nil
		}
		if j >= 0 {
			owned[j] = true
		}
	}
	for i := range l.accounts.inOrder {
		if is, several := accounts[owner[i]]; several {
			accounts[owner[i]] = append(is, i)
		}
	}
	for j := range l.roster.inOrder {
		is, several := accounts[j]
		if !several {
			continue
		}
		is = slices.DeleteFunc(is, func(i int32) bool {
			return !slices.ContainsFunc(is, func(o int32) bool {
				return o != i && l.sameList(o, i) && !contradict(&l.accounts.people[o], &l.accounts.people[i])
			})
		})
		if len(is) < 2 {
			continue
		}
		d := Duplicate{Person: *l.roster.people[j].Person}
		for _, i := range is {
			d.Accounts = append(d.Accounts, *l.accounts.people[i].Person)
		}
		ds = append(ds, d)
	}
	return ds
}

// owner returns whose account it seems to be: whom it is linked to, or who
// outweighs all others by far, taken or not. -1 if nobody does.
func (l *linkage) owner(account int32) int32 {
	if l.accounts.people[account].idless {
		return -1
	}
	if j := l.links.person[account]; j >= 0 {
		return j
	}
	var best, second *pair
	for _, q := range l.ofAccount.of(account) {
		p := &l.pairs[q]
		if p.ev.has(doubt | profileOther) {
			continue
		}
		if best == nil || p.bits > best.bits {
			best, second = p, best
		} else if second == nil || p.bits > second.bits {
			second = p
		}
	}
	if best == nil || best.bits < enough+bitsTaken || !best.ev.has(schoolSame|beyondNames) || second != nil && second.bits > best.bits-margin {
		return -1
	}
	return best.person
}
