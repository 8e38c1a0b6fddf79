package enroster

import "slices"

// pages is a list that grows by whole pages. What it holds is never moved or copied, so that a million entries take the
// room of a million entries, where append takes twice and more.
type pages[T any] struct{ list [][]T }

// firstPage and lastPage bound the entries of a page: a small file takes little, a large one few pages to merge.
const (
	firstPage = 1 << 8
	lastPage  = 1 << 15
)

// add adds an entry.
func (p *pages[T]) add(v T) {
	n := len(p.list) - 1
	switch {
	case n < 0:
		p.list = append(p.list, make([]T, 0, firstPage))
		n = 0
	case len(p.list[n]) == cap(p.list[n]):
		p.list = append(p.list, make([]T, 0, min(2*cap(p.list[n]), lastPage)))
		n++
	}
	p.list[n] = append(p.list[n], v)
}

// sorted brings the entries of each page into order and gives a merger of all. It ends every merger made before.
func (p *pages[T]) sorted(cmp func(a, b T) int) *merger[T] {
	m := &merger[T]{cmp: cmp}
	for _, page := range p.list {
		slices.SortFunc(page, cmp)
		m.heap = append(m.heap, page)
	}
	for i := len(m.heap)/2 - 1; i >= 0; i-- {
		m.sink(i)
	}
	return m
}

// merger gives the entries of sorted pages in the order of all.
type merger[T any] struct {
	cmp  func(a, b T) int
	heap [][]T // what is left of each page, none of them empty; the page that comes next first
}

// peek gives the next entry and leaves it there, or nil at the end.
func (m *merger[T]) peek() *T {
	if len(m.heap) == 0 {
		return nil
	}
	return &m.heap[0][0]
}

// next gives the next entry, or nil at the end.
func (m *merger[T]) next() *T {
	v := m.peek()
	if v == nil {
		return nil
	}
	if m.heap[0] = m.heap[0][1:]; len(m.heap[0]) == 0 {
		last := len(m.heap) - 1
		m.heap[0] = m.heap[last]
		m.heap = m.heap[:last]
	}
	m.sink(0)
	return v
}

// sink moves page i down to its place in the heap.
func (m *merger[T]) sink(i int) {
	for {
		child := 2*i + 1
		if child >= len(m.heap) {
			return
		}
		if right := child + 1; right < len(m.heap) && m.cmp(m.heap[right][0], m.heap[child][0]) < 0 {
			child = right
		}
		if m.cmp(m.heap[i][0], m.heap[child][0]) <= 0 {
			return
		}
		m.heap[i], m.heap[child] = m.heap[child], m.heap[i]
		i = child
	}
}
