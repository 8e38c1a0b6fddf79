package enroster

import "strings"

// arena keeps the texts of many rows in one large string, and lists of such texts in one slice, so that not every row
// costs an allocation. Lists go with their texts: one that is kept keeps the texts of no other string.
type arena struct {
	b     strings.Builder
	lists []string // what is free of the slice
}

const (
	arenaSize = 64 << 10 // bytes of the string; a text that is kept keeps all of it
	listsSize = 256      // texts of the slice
)

// add gives a string of the bytes of two slices, one after the other.
func (a *arena) add(b, more []byte) string {
	if size := len(b) + len(more); a.b.Cap()-a.b.Len() < size {
		a.b = strings.Builder{}
		a.b.Grow(max(arenaSize, size))
		a.lists = nil
	}
	n, _ := a.append(b, more)
	return a.b.String()[n:]
}

// append adds the bytes of two slices, and gives where they lie.
func (a *arena) append(b, more []byte) (from, to uint32) {
	from = uint32(a.b.Len())
	a.b.Write(b)
	a.b.Write(more)
	return from, uint32(a.b.Len())
}

// list gives an empty slice with room for n texts of the last row that was added.
func (a *arena) list(n int) []string {
	if n > len(a.lists) {
		a.lists = make([]string, max(listsSize, n))
	}
	list := a.lists[:0:n]
	a.lists = a.lists[n:]
	return list
}
