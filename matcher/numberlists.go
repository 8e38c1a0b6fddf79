package matcher

import "slices"

// numberLists are lists of numbers, many and short, in one room. The zero value has
// none.
type numberLists struct {
	at   []numberList
	room []int32
}

// A numberList is where one stands in the room.
type numberList struct{ from, n, most int32 }

// newNumberLists has so many lists.
func newNumberLists(n int) numberLists { return numberLists{at: make([]numberList, n)} }

// expect tells that a list will have one number more, before makeRoom.
func (ls *numberLists) expect(i int32) { ls.at[i].most++ }

// makeRoom makes room for the numbers that are expected, and a quarter more.
func (ls *numberLists) makeRoom() {
	all := int32(0)
	for i := range ls.at {
		ls.at[i].from = all
		all += ls.at[i].most
	}
	ls.room = make([]int32, all, all+all/4)
}

// of returns the numbers of a list in the order in which they were added.
func (ls *numberLists) of(i int32) []int32 {
	l := ls.at[i]
	return ls.room[l.from : l.from+l.n : l.from+l.n]
}

// add adds a number to a list, which moves to the end of the room where its own is
// used up.
func (ls *numberLists) add(i, number int32) {
	l := &ls.at[i]
	if l.n == l.most {
		numbers := ls.of(i)
		*l = numberList{from: int32(len(ls.room)), n: l.n, most: max(2*l.n, 2)}
		ls.room = append(ls.room, numbers...)
		ls.room = slices.Grow(ls.room, int(l.most-l.n))[:l.from+l.most]
	}
	ls.room[l.from+l.n] = number
	l.n++
}

// clear forgets all numbers, but not how many lists there are.
func (ls *numberLists) clear() {
	clear(ls.at)
	ls.room = ls.room[:0]
}
