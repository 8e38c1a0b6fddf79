package matcher

// appendDeletions appends the keys of the last name and the first given name, in
// either order, of which one lacks a letter, each letter in turn, and of both as
// they are: two people have one in common if in one of their names a letter was
// left out, put in or changed, or two neighbours were exchanged (FastSS: Bocek,
// Hunt and Stiller, Fast Similarity Search in Large Dictionaries, 2007). These
// keys are as fine as a full name, so a whole region can be asked for somebody
// who names no school, or who moved. They are many, so only those are filed whom
// equal names did not settle.
func appendDeletions(ks []uint64, e *entry) []uint64 {
	if len(e.giv.names()) == 0 {
		return ks
	}
	last, first := e.sur.core(), e.giv.names()[0]
	if n := len(last) + len(first); n < leastDeleted || n > mostDeleted {
		return ks
	}
	x, y := numbered(last), numbered(first)
	ks = append(ks, mixed(x+y, deletionKey))
	return appendShortened(appendShortened(ks, last, x, y), first, y, x)
}

const (
	// In shorter names a letter makes another name more often than not.
	leastDeleted = 8
	// Longer cells hold more than a name, and would have as many keys.
	mostDeleted = 40

	// base is what numbered reckons with, an odd number, and inverse what undoes
	// it: their product is 1 in 64 bits.
	base    = 0xd1342543de82ef95
	inverse = 0x572b5ee77a54e3bd
)

// numbered reads a text as the digits of a number.
func numbered(s string) (n uint64) {
	for i := range len(s) {
		n = n*base + uint64(s[i])
	}
	return n
}

// appendShortened appends the keys of a text of the number n without one of its
// letters, together with another one's number.
func appendShortened(ks []uint64, s string, n, other uint64) []uint64 {
	var behind uint64 // number of the letters behind the one left out
	place := uint64(1)
	for i := len(s) - 1; i >= 0; i-- {
		digit := uint64(s[i]) * place
		if i == 0 || s[i] != s[i-1] { // which of two equal letters is left out makes no difference
			ks = append(ks, mixed((n-digit-behind)*inverse+behind+other, deletionKey))
		}
		behind += digit
		place *= base
	}
	return ks
}
