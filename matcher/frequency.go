package matcher

// names counts how many rows of both lists bear a name.
type names struct {
	count map[string]int32
	rows  float64
	usual float64 // the share of a name that the lists say nothing about
}

// smallList is how many rows the usual share of a name counts for.
const smallList = 2000

// share estimates how likely a stranger bears the name. Rows of one family and
// of both lists count together, hence the half.
func (n *names) share(name string) float64 {
	return (float64(n.count[name])/2 + smallList*n.usual) / (n.rows + smallList)
}

// countLast counts each surname as often as it comes, and then its words.
func (m *model) countLast(lists []*list) {
	count := make([]int32, lists[0].names.counts.surnames.Load())
	var met []*surname
	for _, l := range lists {
		for i := range l.people {
			s := l.people[i].sur
			if count[s.number]++; count[s.number] == 1 {
				met = append(met, s)
			}
		}
	}
	m.lastNames.count = make(map[string]int32, len(met))
	for _, s := range met {
		m.lastNames.count[s.core] += count[s.number]
		if len(s.parts) > 1 {
			for _, p := range s.parts {
				m.lastNames.count[p] += count[s.number]
			}
		}
	}
	m.countArticles(met, count)
	m.lastShares = make([]float64, len(count))
	for _, s := range met {
		m.lastShares[s.number] = m.lastNames.share(s.core)
	}
}

// countArticles counts the names with an article and those that they are without
// it, letter by letter: LE ROUX and ROUX are two names.
func (m *model) countArticles(met []*surname, count []int32) {
	m.articled = map[string]int32{}
	var with []*surname
	for _, s := range met {
		if s.article() != "" {
			with = append(with, s)
			m.articled[s.compact] += count[s.number]
			m.articled[s.compact[len(s.article()):]] += 0
		}
	}
	if len(with) == 0 {
		return
	}
	for _, s := range met {
		if n, ok := m.articled[s.compact]; ok && s.article() == "" {
			m.articled[s.compact] = n + count[s.number]
		}
	}
}

// lastShare is how likely a stranger bears the last name.
func (m *model) lastShare(s *surname) float64 {
	if 0 <= s.number && int(s.number) < len(m.lastShares) && m.lastShares[s.number] > 0 {
		return m.lastShares[s.number]
	}
	return m.lastNames.share(s.core) // of no row as it stands
}

// firstShare is how likely a stranger bears the first of the given names.
func (m *model) firstShare(g *given) float64 {
	if 0 <= g.number && int(g.number) < len(m.firstShares) && m.firstShares[g.number] > 0 {
		return m.firstShares[g.number]
	}
	return m.firstNames.share(g.names[0])
}

// countFirst counts the first given names, and the men and women of them.
func (m *model) countFirst(lists []*list) {
	type bearers struct{ all, men, women int32 }
	count := make([]bearers, lists[0].names.counts.givens.Load())
	var met []*given
	for _, l := range lists {
		for i := range l.people {
			e := &l.people[i]
			n := &count[e.giv.number]
			if n.all++; n.all == 1 {
				met = append(met, e.giv)
			}
			switch e.sex {
			case 'M':
				n.men++
			case 'F':
				n.women++
			}
		}
	}
	for _, g := range met {
		if len(g.names) == 0 {
			continue
		}
		n, name := count[g.number], g.names[0]
		m.firstNames.count[name] += n.all
		if n.men > 0 {
			m.men[name] += n.men
		}
		if n.women > 0 {
			m.women[name] += n.women
		}
	}
	sexes := make([]byte, len(count))
	for _, g := range met {
		sexes[g.number] = m.sexOf(g)
	}
	m.sexes = sexes
	m.firstShares = make([]float64, len(count))
	for _, g := range met {
		if len(g.names) > 0 {
			m.firstShares[g.number] = m.firstNames.share(g.names[0])
		}
	}
}
