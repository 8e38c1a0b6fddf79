package enroster

import "strings"

// arena keeps the texts of many rows in one large string, so that not every row costs an allocation.
type arena struct{ b strings.Builder }

// arenaSize is how large that string is. A text that is kept keeps all of it.
const arenaSize = 64 << 10

// add gives a string of the bytes.
func (a *arena) add(b []byte) string {
	if a.b.Cap()-a.b.Len() < len(b) {
		a.b = strings.Builder{}
		a.b.Grow(max(arenaSize, len(b)))
	}
	n := a.b.Len()
	a.b.Write(b)
	return a.b.String()[n:]
}
