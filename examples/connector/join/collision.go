package join

import (
	"fmt"

	"github.com/entlink/entlink/matcher"
)

// A CollisionError says that two account lists give one number to two people: they
// are those of two schools, each of which counts its accounts for itself. What is
// decided of a number would be decided of either.
type CollisionError struct {
	Account string
	Lists   [2]int // which
}

func (e *CollisionError) Error() string {
	return fmt.Sprintf("join: lists %d and %d have an account of one number and of different names", e.Lists[0], e.Lists[1])
}

// Collisions returns a *CollisionError if an account has another family name and
// another given name in one list than in another. Somebody who has married is in
// two versions of a list with one of them.
func Collisions(lists ...[]matcher.Person) error {
	if len(lists) < 2 {
		return nil
	}
	type bearer struct {
		list int
		row  *matcher.Person
	}
	seen := map[string]bearer{}
	for n, list := range lists {
		for i := range list {
			p := &list[i]
			before, ok := seen[p.ID]
			switch {
			case p.ID == "":
			case !ok:
				seen[p.ID] = bearer{n, p}
			case before.list != n && strangers(before.row, p):
				return &CollisionError{p.ID, [2]int{before.list, n}}
			}
		}
	}
	return nil
}

// strangers reports whether two rows have no name in common, nor the one's family
// name as the other's given name.
func strangers(a, b *matcher.Person) bool {
	if a.Last == b.Last || a.First == b.First {
		return false
	}
	last, first := matcher.Fold(a.Last), matcher.Fold(a.First)
	otherLast, otherFirst := matcher.Fold(b.Last), matcher.Fold(b.First)
	return last != otherLast && first != otherFirst && last != otherFirst && first != otherLast
}
