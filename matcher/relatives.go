package matcher

import "slices"

func (l *list) resolveFamilies() {
	named, all := 0, 0
	for i := range l.people {
		named += len(l.people[i].Children)
	}
	room, guardians := make([]int32, 0, named), make([]int32, len(l.people))
	for i := range l.people {
		e := &l.people[i]
		if len(e.Children) == 0 {
			continue
		}
		e.children = room[len(room):]
		for _, c := range e.Children {
			j, ok := l.number(canonicalID(c))
			if !ok {
				continue
			}
			e.children = append(e.children, j)
			if t := l.twin(j); t >= 0 {
				e.children = append(e.children, t)
			}
		}
		slices.Sort(e.children)
		e.children = slices.Compact(e.children)
		e.children = slices.DeleteFunc(e.children, func(j int32) bool { return int(j) == i })
		if n := len(room) + len(e.children); n <= cap(room) { // as long as no twins take more
			room = room[:n]
			e.children = slices.Clip(e.children)
		}
		for _, j := range e.children {
			guardians[j]++
			all++
		}
	}
	room = make([]int32, all)
	for j, n := range guardians {
		l.people[j].guardians, room = room[:0:n], room[n:]
	}
	for i := range l.people {
		for _, j := range l.people[i].children {
			l.people[j].guardians = append(l.people[j].guardians, int32(i))
		}
	}
}

// resolveCouples finds those who have a child in common.
func (l *list) resolveCouples() {
	l.couples = make([][]int32, 1)
	var room []int32
	for i := range l.people {
		e := &l.people[i]
		if len(e.children) > manyRelatives {
			continue // who are nobody's family
		}
		from := len(room)
		for _, c := range e.children {
			guardians := l.people[c].guardians
			for _, g := range guardians[:min(len(guardians), manyRelatives)] {
				if int(g) != i {
					room = append(room, g)
				}
			}
		}
		if len(room) > from {
			found := room[from:]
			slices.Sort(found)
			found = slices.Compact(found)
			room = room[:from+len(found)]
			e.couple = int32(len(l.couples))
			l.couples = append(l.couples, slices.Clip(found))
		}
	}
}

// partners returns the other guardians of somebody's children, sorted; none of
// more than manyRelatives children.
func (l *list) partners(e *entry) []int32 {
	if e.couple == 0 {
		return nil
	}
	return l.couples[e.couple]
}

// twin returns the row of this year that is plainly the same pupil as a row
// left from another year, whose old identifier her guardians may still name:
// the only one of her names, not born on another day. -1 if there is none.
func (l *list) twin(stale int32) int32 {
	s := &l.people[stale]
	if !s.stale || s.full < 0 {
		return -1
	}
	found := int32(-1)
	for _, j := range l.of(s.full) {
		e := &l.people[j]
		if e.stale || e.kind&s.kind == 0 && e.kind|s.kind != 0 {
			continue
		}
		if found >= 0 || contradict(e, s) {
			return -1
		}
		found = j
	}
	return found
}

// contradict reports whether two rows of one list can't be one person, by birth
// date or sex.
func contradict(a, b *entry) bool {
	return a.birth.compare(b.birth).has(bornDiffers|bornSlip) || compareSex(a, b).has(sexDiffers)
}
