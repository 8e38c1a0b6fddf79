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

// A queue is a set of numbers, in the order in which they were put in.
type queue struct {
	in   []bool
	list []int32
}

// grow makes room for numbers below n, all of which may be put in at first.
func (q *queue) grow(n int) {
	if len(q.in) < n {
		q.in = append(q.in, make([]bool, n-len(q.in))...)
		if q.list == nil {
			q.list = make([]int32, 0, n)
		}
	}
}

func (q *queue) put(i int32) {
	if !q.in[i] {
		q.in[i] = true
		q.list = append(q.list, i)
	}
}

func (q *queue) putAll(is []int32) {
	for _, i := range is {
		q.put(i)
	}
}

func (q *queue) clear() {
	for _, i := range q.list {
		q.in[i] = false
	}
	q.list = q.list[:0]
}

// firstOf returns the first n of some numbers.
func firstOf(numbers []int32, n int) []int32 { return numbers[:min(len(numbers), n)] }
