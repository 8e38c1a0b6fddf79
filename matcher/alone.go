package matcher

import "iter"

// A firstName is what somebody is called, further given names apart, and where or since
// when.
type firstName struct {
	last   letterKey
	first  string
	school string // "" for who names none
	born   birthday
}

// leftOut are an account and a person: see linkage.pairLeftOut.
type leftOut struct{ account, person int32 }

// pairLeftOut returns the accounts and people whose names nobody of the other list
// bears, and who are the only such in a school to bear the last name and the first given
// name. Where one list tells one given name and the other all of them that is nearly
// everybody, and as most of them are one person, they show as well as equal names do
// what befell a whole list. They come in no order.
func (l *linkage) pairLeftOut() (pairs []leftOut) {
	var accounts, people map[firstName]int32
	bySchool := func(e *entry) ([]string, birthday) { return e.schoolsOrNone(), 0 }
	l.crew.together(func() { accounts = l.accounts.byFirstName(l.inBoth(l.accounts), bySchool) },
		func() { people = l.roster.byFirstName(l.inBoth(l.roster), bySchool) })
	for k, i := range accounts {
		j, ok := people[k]
		if !ok || i < 0 || j < 0 {
			continue
		}
		a, r := &l.accounts.people[i], &l.roster.people[j]
		if compareProfiles(a.kind, r.kind) != profileOther && l.roster.naming.compareFirst(a.giv, r.giv) <= firstLeftOut {
			pairs = append(pairs, leftOut{i, j})
		}
	}
	return pairs
}

// inBoth says which of a list's names somebody of the other bears.
func (l *linkage) inBoth(in *list) func(name int32) bool {
	if in == l.accounts {
		return func(name int32) bool { return l.inRoster[name] >= 0 }
	}
	borne := make([]bool, len(l.roster.namesakes.names))
	for _, n := range l.inRoster {
		if n >= 0 {
			borne[n] = true
		}
	}
	return func(name int32) bool { return borne[name] }
}

// byFirstName numbers people by what they are called and what tells where or when, but
// for those of some names; -1 stands for several.
func (l *list) byFirstName(but func(name int32) bool, where func(*entry) (schools []string, born birthday)) map[firstName]int32 {
	most := 0
	for name := range int32(len(l.namesakes.names)) {
		most += one(!but(name))
	}
	called := make(map[firstName]int32, most)
	for name := range int32(len(l.namesakes.names)) {
		if but(name) {
			continue
		}
		for _, i := range l.of(name) {
			e := &l.people[i]
			if e.stale || e.full < 0 || len(e.giv.names()) == 0 {
				continue
			}
			schools, born := where(e)
			for _, s := range schools {
				k := firstName{e.sur.key, e.giv.names()[0], s, born}
				if _, several := called[k]; several {
					called[k] = -1
				} else {
					called[k] = i
				}
			}
		}
	}
	return called
}

// someLeftOut gives pairLeftOut's, all of them to whoever goes through the first share
// of the names, as they are few.
func (l *linkage) someLeftOut(from int) iter.Seq2[*entry, *entry] {
	return func(yield func(a, r *entry) bool) {
		if from > 0 {
			return
		}
		for _, p := range l.leftOut {
			if !yield(&l.accounts.people[p.account], &l.roster.people[p.person]) {
				return
			}
		}
	}
}

// oneNamesake gives the accounts and people who are alone in either list to bear their
// names, of a share of these, or their first names where the others are left out. Most of
// them are one person, so they tell what befell a whole list before anything is linked.
func (l *linkage) oneNamesake(from, to int) iter.Seq2[*entry, *entry] {
	return func(yield func(a, r *entry) bool) {
		for name := from; name < to; name++ {
			n := l.inRoster[name]
			if n < 0 {
				continue
			}
			accounts, people := l.accounts.of(int32(name)), l.roster.of(n)
			if len(accounts) == 1 && len(people) == 1 && !yield(&l.accounts.people[accounts[0]], &l.roster.people[people[0]]) {
				return
			}
		}
		l.someLeftOut(from)(yield)
	}
}

// onlyNamesake returns the one person with a birth date, of those of the roster
// who bear the account's names, who is of its school; nil if there are several or
// none.
func (l *linkage) onlyNamesake(a *entry, same []int32) *entry {
	if a.stale {
		return nil
	}
	j := l.roster.only(same, func(r *entry) bool {
		return !r.stale && compareProfiles(a.kind, r.kind) != profileOther && compareSchools(a.schools, r.schools) != schoolOther
	})
	if j < 0 || l.roster.people[j].birth == 0 || l.roster.people[j].full < 0 {
		return nil
	}
	return &l.roster.people[j]
}
