package matcher

// A firstName is what somebody is called in a school, further given names apart.
type firstName struct {
	school string // "" for who names none
	last   letterKey
	first  string
}

// eachLeftOut gives the accounts and people with a birth date whose names nobody of the
// other list bears, and who are the only ones in a school to bear the last name and the
// first given name: where one list tells one given name and the other all of them, that
// is everybody. They come in no order.
func (l *linkage) eachLeftOut(do func(school string, a, r *entry)) {
	borne := make([]bool, len(l.roster.namesakes.names))
	for _, n := range l.inRoster {
		if n >= 0 {
			borne[n] = true
		}
	}
	people := l.roster.firstNames(func(e *entry) bool { return !borne[e.full] })
	if len(people) == 0 {
		return
	}
	for k, i := range l.accounts.firstNames(func(e *entry) bool { return l.inRoster[e.full] < 0 }) {
		j, ok := people[k]
		if !ok || i < 0 || j < 0 {
			continue
		}
		if a, r := &l.accounts.people[i], &l.roster.people[j]; compareProfiles(a.kind, r.kind) != profileOther {
			do(k.school, a, r)
		}
	}
}

// firstNames numbers those people with a birth date that are asked for by what they are
// called; -1 stands for several.
func (l *list) firstNames(ask func(*entry) bool) map[firstName]int32 {
	called := map[firstName]int32{}
	for i := range l.people {
		e := &l.people[i]
		if e.birth == 0 || e.stale || e.full < 0 || !ask(e) || len(e.giv.names()) == 0 {
			continue
		}
		for _, s := range e.schoolsOrNone() {
			k := firstName{s, e.sur.key, e.giv.names()[0]}
			if _, several := called[k]; several {
				called[k] = -1
			} else {
				called[k] = int32(i)
			}
		}
	}
	return called
}
