package matcher

import "slices"

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
