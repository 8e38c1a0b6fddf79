package matcher

import (
	"cmp"
	"hash/maphash"
	"strings"
	"unicode/utf8"
)

// canonicalID makes identifiers comparable: SACoche's own sign-in compares
// them without case, so two that differ by case only are one.
// Only A to Z become small: İ is another letter than i.
func canonicalID(id string) string {
	if id = trimmedID(id); hasCapitals(id) {
		return string(appendLower(nil, id))
	}
	return id
}

func hasCapitals(id string) bool {
	for i := range len(id) {
		if 'A' <= id[i] && id[i] <= 'Z' {
			return true
		}
	}
	return false
}

// trimmedID is an identifier without outer spaces.
func trimmedID(id string) string {
	if id == "" {
		return id
	}
	if a, z := id[0], id[len(id)-1]; a <= ' ' || a >= utf8.RuneSelf || z <= ' ' || z >= utf8.RuneSelf {
		return strings.TrimSpace(id)
	}
	return id
}

// sameID reports whether canonicalID makes one of two identifiers. Neither it nor
// hashID and compareIDs take memory, as a list's identifiers are many and most have
// capitals.
func sameID(a, b string) bool {
	if a == b {
		return true
	}
	a, b = trimmedID(a), trimmedID(b)
	if len(a) != len(b) {
		return false
	}
	for i := range len(a) {
		if lower(a[i]) != lower(b[i]) {
			return false
		}
	}
	return true
}

// hashID is the hash of what canonicalID makes of an identifier.
func hashID(id string) uint64 {
	if id = trimmedID(id); !hasCapitals(id) {
		return hash(id)
	}
	var room [64]byte
	return maphash.Bytes(keySeed, appendLower(room[:0], id))
}

// compareIDs orders two identifiers as canonicalID makes them.
func compareIDs(a, b string) int {
	a, b = trimmedID(a), trimmedID(b)
	for i := range min(len(a), len(b)) {
		if c := cmp.Compare(lower(a[i]), lower(b[i])); c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

func appendLower(dst []byte, id string) []byte {
	for i := range len(id) {
		dst = append(dst, lower(id[i]))
	}
	return dst
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}
