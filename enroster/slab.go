package enroster

// slab gives small slices out of larger ones, so that not every record costs an allocation for each. A slice that is
// kept keeps its neighbours: at most slabSize elements.
type slab[T any] struct {
	free []T
	size int // of the next larger one: they grow, for most files are short
}

const slabSize = 2048

// take gives n zero elements that are the caller's own.
func (s *slab[T]) take(n int) []T {
	if n > len(s.free) {
		if n > slabSize/8 {
			return make([]T, n)
		}
		s.size = min(max(2*s.size, 32, n), slabSize)
		s.free = make([]T, s.size)
	}
	out := s.free[:n:n]
	s.free = s.free[n:]
	return out
}
