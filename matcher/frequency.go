package matcher

// names counts how many rows of both lists bear a name. The zero names have none.
type names struct {
	numbers identifiers
	texts   []string  // by number
	count   []bearers // likewise
	lists   uint8     // those that were counted, a bit each
	rows    float64
	usual   float64 // the share of a name that the lists say nothing about
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

// expect makes room for so many names.
func (n *names) expect(most int) {
	n.numbers, n.texts, n.count = newIdentifiers(most), make([]string, 0, most), make([]bearers, 0, most)
}

// add adds bearers of a name, which has that hash, and returns its number.
func (n *names) add(name string, hash uint64, more bearers) int32 {
	slot, i := n.numbers.find(hash, func(i int32) bool { return n.texts[i] == name })
	if i < 0 {
		i = int32(len(n.texts))
		n.numbers.put(slot, hash, i)
		n.texts, n.count = append(n.texts, name), append(n.count, bearers{})
	}
	n.count[i].add(more)
	return i
}

// find reports whether a name was counted, and who bears it.
func (n *names) find(name string) (b bearers, ok bool) {
	if _, i := n.numbers.find(hash(name), func(i int32) bool { return n.texts[i] == name }); i >= 0 {
		return n.count[i], true
	}
	return b, false
}

// of returns who bears a name.
func (n *names) of(name string) bearers {
	b, _ := n.find(name)
	return b
}

// known reports whether a name is one that people bear, more than one row of them. Where
// the lists are long enough to tell (tellingRows) each of them has such a name: however
// often a slip of the hand comes, or a family is misspelt, that is in the one only.
func (n *names) known(name string) bool {
	b := n.of(name)
	return b.rows > 1 && (b.lists == n.lists || n.rows < tellingRows)
}

// smallList is how many rows the usual share of a name counts for.
const smallList = 2000

// share estimates how likely a stranger bears the name. Rows of one family and
// of both lists count together, hence the half.
func (n *names) share(b bearers) float64 {
	return (float64(b.rows)/2 + smallList*n.usual) / (n.rows + smallList)
}

// countLast counts each surname as often as it comes, and then its words.
func (m *model) countLast(lists []*list) {
	count := make([]bearers, lists[0].names.counts.surnames.Load())
	met := make([]*surname, 0, len(count))
	most := 0
	for n, l := range lists {
		for i := range l.people {
			s := l.people[i].sur
			b := &count[s.number]
			if b.add(bearers{1, 1 << n}); b.rows == 1 {
				met = append(met, s)
				if most++; s.more != nil {
					most += len(s.more.parts)
				}
			}
		}
	}
	m.lastNames.expect(most)
	numbers := make([]int32, len(met))
	for n, s := range met {
		words := s.hashes.words()
		if len(words) == 1 {
			numbers[n] = m.lastNames.add(s.core(), words[0].all, count[s.number])
			continue
		}
		numbers[n] = m.lastNames.add(s.core(), hash(s.core()), count[s.number])
		for i, p := range s.parts() {
			m.lastNames.add(p, words[i].all, count[s.number])
		}
	}
	m.countArticles(met, count)
	m.lastShares = make([]float64, len(count))
	for n, s := range met {
		m.lastShares[s.number] = m.lastNames.share(m.lastNames.count[numbers[n]])
	}
}

// countArticles counts the names with an article and those that they are without
// it, letter by letter: LE ROUX and ROUX are two names.
func (m *model) countArticles(met []*surname, count []bearers) {
	var with []*surname
	for _, s := range met {
		if s.article() != "" {
			with = append(with, s)
		}
	}
	if len(with) == 0 {
		return
	}
	n := &m.articled
	n.expect(2 * len(with))
	for _, s := range with {
		whole, short := s.compact(), s.compact()[len(s.article()):]
		n.add(whole, hash(whole), count[s.number])
		n.add(short, hash(short), bearers{})
	}
	for _, s := range met {
		if _, ok := n.find(s.compact()); ok && s.article() == "" {
			n.add(s.compact(), hash(s.compact()), count[s.number])
		}
	}
}

// lastShare is how likely a stranger bears the last name.
func (m *model) lastShare(s *surname) float64 {
	if 0 <= s.number && int(s.number) < len(m.lastShares) && m.lastShares[s.number] > 0 {
		return m.lastShares[s.number]
	}
	return m.lastNames.share(m.lastNames.of(s.core())) // of no row as it stands
}

// firstShare is how likely a stranger bears the first of the given names.
func (m *model) firstShare(g *given) float64 {
	if 0 <= g.number && int(g.number) < len(m.firstShares) && m.firstShares[g.number] > 0 {
		return m.firstShares[g.number]
	}
	return m.firstNames.share(m.firstNames.of(g.names()[0]))
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
	m.firstNames.expect(len(met))
	numbers := make([]int32, len(met))
	for i, g := range met {
		if len(g.names()) == 0 {
			continue
		}
		n, name := count[g.number], g.names()[0]
		numbers[i] = m.firstNames.add(name, g.hashes.words()[0].all, n.bearers)
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
	for i, g := range met {
		if len(g.names()) > 0 {
			m.firstShares[g.number] = m.firstNames.share(m.firstNames.count[numbers[i]])
		}
	}
}
