package matcher

import "slices"

// links say who is linked to whom.
type links struct {
	person []int32 // the person of each account, or -1
	holder []int32 // an account of each person, or -1
	next   []int32 // another account of an account's person, or -1
}

func newLinks(accounts, people int) links {
	return links{slices.Repeat([]int32{-1}, accounts), slices.Repeat([]int32{-1}, people), slices.Repeat([]int32{-1}, accounts)}
}

func (ls *links) clone() links {
	return links{slices.Clone(ls.person), slices.Clone(ls.holder), slices.Clone(ls.next)}
}

// set links an account to a person in place of whom it was linked to; -1 is
// nobody.
func (ls *links) set(account, person int32) {
	if was := ls.person[account]; was >= 0 {
		at := &ls.holder[was]
		for *at != account {
			at = &ls.next[*at]
		}
		*at = ls.next[account]
	}
	ls.person[account], ls.next[account] = person, -1
	if person >= 0 {
		ls.next[account], ls.holder[person] = ls.holder[person], account
	}
}

// held reports whether the person has an account for which is true.
func (ls *links) held(person int32, is func(account int32) bool) bool {
	if ls.holder == nil {
		return false
	}
	for i := ls.holder[person]; i >= 0; i = ls.next[i] {
		if is(i) {
			return true
		}
	}
	return false
}
