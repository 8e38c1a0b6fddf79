package enroster

import (
	"iter"
	"slices"
)

// pages is a list that grows by whole pages. What it holds is never moved or copied, so that a million entries take the
// room of a million entries, where append takes twice and more.
type pages[T any] struct {
	list [][]T // all full but the last
	n    int   // entries
}

// A page has pageSize entries. The first grows to it as append does: a small file takes little.
const pageSize = 1 << 14

// add adds an entry.
func (p *pages[T]) add(v T) {
	switch last := len(p.list) - 1; {
	case last < 0:
		p.list = append(p.list, []T{v})
	case len(p.list[last]) == pageSize:
		page := make([]T, 1, pageSize)
		page[0] = v
		p.list = append(p.list, page)
	default:
		p.list[last] = append(p.list[last], v)
	}
	p.n++
}

// at gives entry i. It stays in its place until the next add.
func (p *pages[T]) at(i int) *T { return &p.list[i/pageSize][i%pageSize] }

// all gives the entries in their order.
func (p *pages[T]) all() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		for _, page := range p.list {
			for i := range page {
				if !yield(&page[i]) {
					return
				}
			}
		}
	}
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
