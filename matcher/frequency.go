package matcher

// names counts how many rows of both lists bear a name.
type names struct {
	count map[string]bearers
	lists uint8 // those that were counted, a bit each
	rows  float64
	usual float64 // the share of a name that the lists say nothing about
}

// bearers are the rows that bear a name, and the lists in which there are any.
type bearers struct {
	rows  int32
	lists uint8
}

func (b *bearers) add(more bearers) {
	b.rows += more.rows
	b.lists |= more.lists
}

// known reports whether a name is one that people bear, more than one row of them. Where
// the lists are long enough to tell (tellingRows) each of them has such a name: however
// often a slip of the hand comes, or a family is misspelt, that is in the one only.
func (n *names) known(name string) bool {
	b := n.count[name]
	return b.rows > 1 && (b.lists == n.lists || n.rows < tellingRows)
}

// smallList is how many rows the usual share of a name counts for.
const smallList = 2000

// share estimates how likely a stranger bears the name. Rows of one family and
// of both lists count together, hence the half.
func (n *names) share(name string) float64 {
	return (float64(n.count[name].rows)/2 + smallList*n.usual) / (n.rows + smallList)
}

// countLast counts each surname as often as it comes, and then its words.
func (m *model) countLast(lists []*list) {
	count := make([]bearers, lists[0].names.counts.surnames.Load())
	met := make([]*surname, 0, len(count))
	for n, l := range lists {
		for i := range l.people {
			s := l.people[i].sur
			b := &count[s.number]
			if b.add(bearers{1, 1 << n}); b.rows == 1 {
				met = append(met, s)
			}
		}
	}
	m.lastNames.count = make(map[string]bearers, len(met))
	for _, s := range met {
		add(m.lastNames.count, s.core(), count[s.number])
		if len(s.parts()) > 1 {
			for _, p := range s.parts() {
				add(m.lastNames.count, p, count[s.number])
			}
		}
	}
	m.countArticles(met, count)
	m.lastShares = make([]float64, len(count))
	for _, s := range met {
		m.lastShares[s.number] = m.lastNames.share(s.core())
	}
}

// add adds the bearers of a name.
func add(count map[string]bearers, name string, more bearers) {
	b := count[name]
	b.add(more)
	count[name] = b
}

// countArticles counts the names with an article and those that they are without
// it, letter by letter: LE ROUX and ROUX are two names.
func (m *model) countArticles(met []*surname, count []bearers) {
	m.articled.count = map[string]bearers{}
	var with []*surname
	for _, s := range met {
		if s.article() != "" {
			with = append(with, s)
			add(m.articled.count, s.compact(), count[s.number])
			add(m.articled.count, s.compact()[len(s.article()):], bearers{})
		}
	}
	if len(with) == 0 {
		return
	}
	for _, s := range met {
		if _, ok := m.articled.count[s.compact()]; ok && s.article() == "" {
			add(m.articled.count, s.compact(), count[s.number])
		}
	}
}

// lastShare is how likely a stranger bears the last name.
func (m *model) lastShare(s *surname) float64 {
	if 0 <= s.number && int(s.number) < len(m.lastShares) && m.lastShares[s.number] > 0 {
		return m.lastShares[s.number]
	}
	return m.lastNames.share(s.core()) // of no row as it stands
}

// firstShare is how likely a stranger bears the first of the given names.
func (m *model) firstShare(g *given) float64 {
	if 0 <= g.number && int(g.number) < len(m.firstShares) && m.firstShares[g.number] > 0 {
		return m.firstShares[g.number]
	}
	return m.firstNames.share(g.names()[0])
}

// countFirst counts the first given names, and the men and women of them.
func (m *model) countFirst(lists []*list) {
	type tally struct {
		bearers
		men, women int32
	}
	count := make([]tally, lists[0].names.counts.givens.Load())
	var met []*given
	for nth, l := range lists {
		for i := range l.people {
			e := &l.people[i]
			n := &count[e.giv.number]
			if n.add(bearers{1, 1 << nth}); n.rows == 1 {
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
		if len(g.names()) == 0 {
			continue
		}
		n, name := count[g.number], g.names()[0]
		add(m.firstNames.count, name, n.bearers)
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
		if len(g.names()) > 0 {
			m.firstShares[g.number] = m.firstNames.share(g.names()[0])
		}
	}
}
