package matcher

import (
	"context"
	"slices"
)

const (
	// maxWidenings bounds how often links bring together relatives of other
	// names, whose links bring together others.
	maxWidenings = 16

	// maxLost is how often a link may be made and undone again. One that is
	// undone so often is held back: it is those that bear it out, or that it
	// bears out, which undo it.
	maxLost = 4
)

// settle decides in rounds: pupils and staff on their own evidence, then
// guardians by children who are linked, pupils by guardians who are linked, and
// so on until nothing changes. Each round decides from what the one before
// settled, all at once, so that no order of rows shows, nor which list is which.
//
// The rounds come to an end, for a link is undone maxLost times at most. What
// they end in stands given itself, and so could links that have nothing but each
// other, and links that stand only as long as others are held back. Where there
// are any they are undone, and the rounds go on.
func (l *linkage) settle(ctx context.Context) error {
	if l.links.person == nil {
		l.links = newLinks(len(l.accounts.people), len(l.roster.people))
		l.begin()
	}
	l.rounds.release(l)
	for {
		for again := true; again; {
			if err := ctx.Err(); err != nil {
				return err
			}
			l.weighFamilies()
			l.rounds.judge(l)
			again = l.adopt()
		}
		if !l.ground() && !l.waver() {
			return nil
		}
	}
}

// begin links pupils and staff by what they have without a family.
func (l *linkage) begin() {
	l.rounds.judge(l)
	stand := l.rounds.numbers(len(l.accounts.people))
	l.crew.all(len(stand), func(i int) {
		stand[i] = l.standsFor(int32(i), func(p *pair) bool {
			a, r := l.rows(p)
			return (a.kind|r.kind)&guardianKind == 0
		})
	})
	for i, q := range stand {
		if q >= 0 {
			l.links.set(int32(i), l.pairs[q].person)
		}
	}
}

// adopt makes the links that stand out now, but for those that are held back,
// and reports whether that changed any.
func (l *linkage) adopt() bool {
	r := &l.rounds
	turned := r.turned.list
	now := r.numbers(len(turned))
	concerned := make([][]int32, shares(len(turned)))
	l.crew.share(len(turned), func(nth, from, to int) {
		for n := from; n < to; n++ {
			i := turned[n]
			now[n] = -1
			if q := r.pair[i]; q >= 0 && r.lost[q] < maxLost {
				now[n] = l.pairs[q].person
			}
			if was := l.links.person[i]; now[n] != was {
				concerned[nth] = r.concerned(concerned[nth], l, i, was, now[n])
			}
		}
	})
	changed := false
	for n, i := range turned {
		was, person := l.links.person[i], now[n]
		if person == was {
			continue
		}
		if was >= 0 {
			r.lose(l.pairBetween(i, was), 1)
		}
		l.links.set(i, person)
		r.bare[i] = person >= 0 && !l.pairs[r.pair[i]].ev.has(familySame)
		changed = true
	}
	r.turned.clear()
	for _, qs := range concerned {
		r.pairs.putAll(qs)
	}
	return changed
}

// ground undoes the links that stand on themselves, and reports whether there
// were any: a link that needs its family has to be borne out by a relative's,
// and that one, if it needs its family too, by another's, so that the last one
// needs none, or needed none when it was made since settle began: what speaks
// against it now may be what it bore out. Of the others those are made again
// that some of the rest bears out, or that need nobody once all are gone.
func (l *linkage) ground() (found bool) {
	r := &l.rounds
	clear(r.firm)
	l.crew.share(len(r.firm), func(_, from, to int) {
		var room pair
		var next []int32
		for i := int32(from); i < int32(to); i++ {
			if l.links.person[i] >= 0 && !r.firm[i].Load() && (r.bare[i] || l.standsAlone(r.pair[i], &room)) {
				r.firm[i].Store(true)
				next = l.bearOut(append(next[:0], i))
			}
		}
	})
	for i, j := range l.links.person {
		if j >= 0 && !r.firm[i].Load() {
			r.lose(r.pair[i], 1)
			l.links.set(int32(i), -1)
			r.moved(l, int32(i), j, -1)
			r.turned.put(int32(i))
			found = true
		}
	}
	return found
}

// bearOut marks as firm the links that those of some accounts bear out, and theirs. It
// takes the room of next. Several may do so at once: whoever comes second finds that a
// link is firm already.
func (l *linkage) bearOut(next []int32) []int32 {
	firm := l.rounds.firm
	for len(next) > 0 {
		i := next[len(next)-1]
		next = next[:len(next)-1]
		if !l.pairs[l.rounds.pair[i]].families {
			continue
		}
		a, p := &l.accounts.people[i], &l.roster.people[l.links.person[i]]
		for _, sort := range [...]struct{ accounts, people relatives }{
			{a.children, p.children}, {a.guardians, p.guardians}, {a.partners, p.partners},
		} {
			if sort.accounts.n == 0 || sort.people.n == 0 {
				continue
			}
			people := l.roster.them(sort.people)
			for _, x := range l.accounts.them(sort.accounts) {
				if j := l.links.person[x]; j >= 0 && !firm[x].Load() && among(j, people) && firm[x].CompareAndSwap(false, true) {
					next = append(next, x)
				}
			}
		}
	}
	return next
}

// waver holds back the links that would not stand if those that are held back
// already were made, and reports whether there were any: which of them goes round
// in a circle for longer is no evidence.
func (l *linkage) waver() bool {
	r := &l.rounds
	var held, wavering []int32
	for _, q := range r.back {
		if r.pair[l.pairs[q].account] == q {
			held = append(held, q)
		}
	}
	if len(held) == 0 {
		return false
	}
	l.suppose(held, true)
	for _, i := range r.turned.list {
		if j := l.links.person[i]; j >= 0 {
			if q := l.pairBetween(i, j); r.pair[i] != q && r.lost[q] < maxLost {
				wavering = append(wavering, q)
			}
		}
	}
	l.suppose(held, false)
	for _, q := range wavering {
		r.lose(q, maxLost)
		r.turned.put(l.pairs[q].account)
	}
	return len(wavering) > 0
}

// suppose makes links or undoes them, and finds out what stands then.
func (l *linkage) suppose(links []int32, made bool) {
	for _, q := range links {
		i, was, person := l.pairs[q].account, int32(-1), l.pairs[q].person
		if !made {
			was, person = person, was
		}
		l.links.set(i, person)
		l.rounds.moved(l, i, was, person)
	}
	l.weighFamilies()
	l.rounds.judge(l)
}

// standsAlone reports whether a pair that stands out would do so if no relative
// bore it out. It asks that of a copy in room.
func (l *linkage) standsAlone(q int32, room *pair) bool {
	if !l.pairs[q].ev.has(familySame) {
		return true
	}
	if l.rounds.alone[q] == untested {
		l.rounds.alone[q] = fails
		*room = l.pairs[q]
		room.withoutFamily(l)
		if l.standsOut(room) {
			l.rounds.alone[q] = holds
		}
	}
	return l.rounds.alone[q] == holds
}

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

// taken reports whether the person is linked to another account of the same
// school's list.
func (l *linkage) taken(person, account int32) bool { return l.holds(&l.links, person, account) }

// holds reports whether, by those links, the person has another account of the
// same school's list.
func (l *linkage) holds(links *links, person, account int32) bool {
	return links.held(person, func(i int32) bool { return i != account && l.sameList(i, account) })
}

// isSettled reports whether equal names made a link of a pair by themselves.
func (l *linkage) isSettled(p *pair) bool { return l.settled.person[p.account] == p.person }

// bothFree reports whether equal names have settled neither of a pair.
func (l *linkage) bothFree(p *pair) bool {
	return l.settled.person[p.account] < 0 && !l.holds(&l.settled, p.person, p.account)
}
