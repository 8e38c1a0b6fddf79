package matcher

import (
	"math/bits"
	"slices"
)

// A fullName is what people of the same names share: the letters of the last name
// and of the first.
type fullName struct{ last, first letterKey }

// fullNameOf is none if a name is missing or letters of it were lost.
func fullNameOf(s *surname, g *given) fullName { return fullName{s.key, g.key}.orNone() }

// orNone is the zero fullName if either name is missing.
func (k fullName) orNone() fullName {
	if k.last == 0 || k.first == 0 {
		return fullName{}
	}
	return k
}

// exchanged is the name with last and first exchanged.
func (k fullName) exchanged() fullName { return fullName{k.first, k.last} }

// hash is another in each run, so that no file can be made in which many are alike.
func (k fullName) hash() uint64 {
	return mixed(uint64(k.last)^nameSeeds[0], uint64(k.first)^nameSeeds[1])
}

var nameSeeds = [...]uint64{hash("last"), hash("first")}

// namesakes are the people of a list by their full names, each of which has a
// number, in the order in which they come. The zero namesakes have nobody.
type namesakes struct {
	names  []fullName
	known  identifiers
	begins []int32 // of each name in who, and the last one ends
	who    []int32
}

// newNamesakes files people under their names: who[i] bears names[i]. It returns the
// number of each of these names, too, and takes their room.
//
// It goes through the names by where they belong in the table, for to go from one
// place of that to any other takes far longer than to look up what stands there.
func newNamesakes(names []fullName, who []int32) (n namesakes, numbers []int32) {
	n.known = newIdentifiers(len(names))
	numbers = make([]int32, len(names))
	firsts := make([]int32, 0, len(names)) // the first row of each name, as they are found
	var read [rowsAtOnce]fullName
	sorted := sortedByHash(names)
	for part := range slices.Chunk(sorted, rowsAtOnce) {
		for i, row := range part {
			read[i] = names[row]
		}
		for i, row := range part {
			hash := read[i].hash()
			slot, found := n.known.find(hash, func(j int32) bool { return names[firsts[j]] == read[i] })
			if found < 0 {
				found = int32(len(firsts))
				n.known.put(slot, hash, found)
				firsts = append(firsts, row)
			}
			numbers[row] = found
		}
	}
	n.names, n.begins = names[:0], make([]int32, len(firsts)+2)
	for row, found := range numbers { // of which none is the number of a name before it
		if firsts[found] == int32(row) {
			firsts[found] = int32(len(n.names))
			n.names = append(n.names, names[row])
		}
		numbers[row] = firsts[found]
		n.begins[numbers[row]+2]++
	}
	n.known.renumber(firsts)
	for number := range n.names {
		n.begins[number+2] += n.begins[number+1]
	}
	n.who = sorted // which is not needed any more, and as long
	for i, number := range numbers {
		n.who[n.begins[number+1]] = who[i]
		n.begins[number+1]++
	}
	return n, numbers
}

// namesAtOnce is how many names belong to one part of the table at most: a processor's
// cache holds both.
const namesAtOnce = 1 << 12

// sortedByHash returns the rows of names by the first digits of their hashes, and in
// order where these are the same.
func sortedByHash(names []fullName) []int32 {
	digits := max(bits.Len(uint(len(names)))-bits.Len(namesAtOnce), 0)
	begins := make([]int32, 1<<digits+1)
	for _, k := range names {
		begins[k.hash()>>(64-digits)+1]++
	}
	for i := range 1 << digits {
		begins[i+1] += begins[i]
	}
	sorted := make([]int32, len(names))
	for row, k := range names {
		at := &begins[k.hash()>>(64-digits)]
		sorted[*at] = int32(row)
		*at++
	}
	return sorted
}

func (n *namesakes) find(k fullName) (slot int, number int32) {
	return n.known.find(k.hash(), func(i int32) bool { return n.names[i] == k })
}

// of returns the bearers of the name of a number.
func (n *namesakes) of(number int32) []int32 { return n.who[n.begins[number]:n.begins[number+1]] }

// numbersIn returns the number in others of each name, -1 if nobody there bears it.
func (n *namesakes) numbersIn(c *crew, others *namesakes) []int32 {
	numbers := make([]int32, len(n.names))
	c.all(len(numbers), func(i int) { _, numbers[i] = others.find(n.names[i]) })
	return numbers
}

// bearers returns the people of a name, by identifier.
func (n *namesakes) bearers(k fullName) []int32 {
	if _, number := n.find(k); number >= 0 {
		return n.of(number)
	}
	return nil
}

// sort orders the bearers of each name.
func (n *namesakes) sort(compare func(i, j int32) int) {
	for number := range n.names {
		if same := n.of(int32(number)); len(same) > 1 {
			slices.SortFunc(same, compare)
		}
	}
}

// only returns the one of those people for whom something is so, -1 if there are several
// or none.
func (l *list) only(of []int32, so func(e *entry) bool) int32 {
	found := int32(-1)
	for _, i := range of {
		if !so(&l.people[i]) {
			continue
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// onlyBearer returns the one current row that bears a name and for which something is so,
// -1 if there are several or none, or more bearers of the name than are looked through.
func (l *list) onlyBearer(name fullName, so func(e *entry) bool) int32 {
	same := l.bearers(name)
	if len(same) > manyRelatives {
		return -1
	}
	return l.only(same, func(e *entry) bool { return !e.stale && so(e) })
}

// bornApart counts, up to manyNamesakes, those of a list who bear a name and have
// another birth date.
func (l *list) bornApart(k fullName, day birthday) (n int) {
	for _, i := range firstOf(l.bearers(k), maxScan) {
		if b := l.people[i].birth; b != 0 && b != day {
			if n++; n == manyNamesakes {
				break
			}
		}
	}
	return n
}

// hasAtHome reports whether a list has a row of somebody's names and birth date at a
// school of hers, or undated one without a date. She is of the other list.
func (l *list) hasAtHome(her *entry, undated bool) bool {
	return slices.ContainsFunc(firstOf(l.bearers(her.onlyName()), maxScan), func(i int32) bool {
		e := &l.people[i]
		return (e.birth == her.birth || undated && e.birth == 0) && meet(e.schools, her.schools)
	})
}
