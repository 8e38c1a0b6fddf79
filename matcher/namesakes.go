package matcher

import "slices"

// A fullName is what people of the same names share: the numbers of the letters
// of the last name and of the first in the lexicon. Words are taken together, for
// half the registers write LE MASSON and the others LEMASSON.
type fullName uint64

// fullNameOf is 0 if a name is missing or letters of it were lost.
func fullNameOf(s *surname, g *given) fullName {
	if s.spelled == 0 || g.spelled == 0 {
		return 0
	}
	return fullName(s.spelled)<<32 | fullName(g.spelled)
}

// exchanged is the name with last and first exchanged.
func (k fullName) exchanged() fullName { return k<<32 | k>>32 }

func (k fullName) hash() uint64 { return mixed(uint64(k), namesKey) }

// namesakes are the people of a list by their full names, each of which has a
// number. The zero namesakes have nobody.
type namesakes struct {
	names  []fullName
	known  identifiers
	begins []int32 // of each name in who, and the last one ends
	who    []int32
}

// newNamesakes files people under their names: who[i] bears names[i].
func newNamesakes(names []fullName, who []int32) namesakes {
	n := namesakes{known: newIdentifiers(len(names)), names: make([]fullName, 0, len(names))}
	numbers, begins := make([]int32, len(names)), make([]int32, 1, len(names)+1)
	for i, k := range names {
		slot, number := n.find(k)
		if number < 0 {
			number = int32(len(n.names))
			n.known.put(slot, k.hash(), number)
			n.names, begins = append(n.names, k), append(begins, 0)
		}
		begins[number+1]++
		numbers[i] = number
	}
	for number := range n.names {
		begins[number+1] += begins[number]
	}
	n.begins = slices.Clone(begins)
	n.who = make([]int32, len(who))
	for i, number := range numbers {
		n.who[begins[number]] = who[i]
		begins[number]++
	}
	return n
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
