package job

import (
	"cmp"
	"slices"
	"strings"

	"github.com/entlink/entlink/matcher"
)

// Changes says what the decisions would change of the identifiers that the
// accounts bear: those of the last import.
type Changes struct {
	Bearing  int // accounts that bear an identifier
	Kept     int // they would keep it
	Replaced int // they would get another
	Moved    int // identifiers that would go from one account to another
	Gone     int // the ENT's export does not have the identifier any more
	Open     int // nothing is decided about them
	Given    int // accounts without an identifier that would get their first
	Standing int // accounts that are somebody's for sign-ins, by the run before
	Parted   int // of those, they would not be that person's any more
}

// Changes compares the decisions with what the accounts bear.
func (s *State) Changes() Changes { return s.changes() }

// A Move is an identifier that would go from one account to another.
type Move struct{ From, To matcher.Person }

// Moves returns those that Changes counts as Moved, by the number of the account
// that has the identifier.
func (s *State) Moves() []Move {
	s.changes()
	return s.moves
}

func (s *State) countChanges() (c Changes) {
	c.Standing, c.Parted = s.countStanding()
	for _, n := range s.lists.number {
		a, owner := s.lists.at(n), s.owner[n]
		if a.Prior == "" {
			if owner >= 0 {
				c.Given++
			}
			continue
		}
		c.Bearing++
		_, there := s.roster.number[strings.TrimSpace(a.Prior)]
		if !there {
			c.Gone++
		}
		keeps := owner >= 0 && s.roster.rows[owner].ID == a.Prior
		switch {
		case keeps:
			c.Kept++
		case owner >= 0:
			c.Replaced++
		default:
			c.Open++
		}
		// Somebody of two schools has an account in each, and both may bear the one identifier.
		if to := s.Holdings(a.Prior); len(to) > 0 && !keeps {
			c.Moved++
			s.moves = append(s.moves, Move{*a, *s.lists.at(s.lists.mustHave(to[len(to)-1]))})
		}
	}
	slices.SortFunc(s.moves, func(a, b Move) int { return cmp.Compare(a.From.ID, b.From.ID) })
	return c
}

// A Guard stops a run in which so much changes that something may be wrong.
// There is no switch that turns it off: who wants to go on types the number.
type Guard struct {
	Name   string // "links", "moved", "gone" or "replaced"
	Number int
	Of     int // accounts that bear an identifier; for "links" those that are somebody's for sign-ins
}

// Links is the guard of what sign-ins go by. While it is closed nothing may be
// decided either: decisions too would take the place of another school's.
const Links = "links"

// The limits of the guards. One identifier that changes hands is one too many:
// it opens a child's results to a stranger. Pupils leave each summer, and the
// lists show current accounts only: a quarter is a whole year of a collège
// whose accounts nobody closed, and worth a look.
const (
	goneShare     = 0.25
	replacedShare = 0.5
	partedShare   = 0.5 // another school's accounts have the same numbers, and are other people's
	fewest        = 10  // below that, shares say nothing
)

// Guards returns the guards that a run meets.
func (c Changes) Guards() (list []Guard) {
	if c.Parted >= fewest && float64(c.Parted) > partedShare*float64(c.Standing) {
		list = append(list, Guard{Links, c.Parted, c.Standing})
	}
	if c.Moved > 0 {
		list = append(list, Guard{"moved", c.Moved, c.Bearing})
	}
	if c.Gone >= fewest && float64(c.Gone) > goneShare*float64(c.Bearing) {
		list = append(list, Guard{"gone", c.Gone, c.Bearing})
	}
	if c.Replaced >= fewest && float64(c.Replaced) > replacedShare*float64(c.Bearing) {
		list = append(list, Guard{"replaced", c.Replaced, c.Bearing})
	}
	return list
}

// Closed returns the guards that nobody has let pass yet. A smaller number than
// the one that was typed is no surprise; a greater one is, and so is another
// identifier that changes hands.
func (s *State) Closed(typed map[string]int) []Guard {
	c := s.Changes()
	closed := c.closed(typed)
	which := func(m Move) bool { return typed[s.mark(m)] == 0 }
	if c.Moved > 0 && c.Moved <= typed["moved"] && slices.ContainsFunc(s.moves, which) {
		closed = append([]Guard{{"moved", c.Moved, c.Bearing}}, closed...)
	}
	return closed
}

// Pass returns what was typed with the number of one guard more, which somebody
// has read just now; of "moved" also which identifiers it was about.
func (s *State) Pass(typed map[string]int, g Guard) map[string]int {
	all := map[string]int{}
	for name, n := range typed {
		if g.Name != "moved" || !strings.HasPrefix(name, "moved ") {
			all[name] = n
		}
	}
	all[g.Name] = g.Number
	if g.Name == "moved" {
		for _, m := range s.Moves() {
			all[s.mark(m)] = 1
		}
	}
	return all
}

// mark stands for a move among the names of guards; it tells nobody which account
// it was.
func (s *State) mark(m Move) string {
	return "moved " + digest(s.key, m.From.ID, m.To.ID, m.From.Prior)
}

func (c Changes) closed(typed map[string]int) (list []Guard) {
	for _, g := range c.Guards() {
		if g.Number > typed[g.Name] {
			list = append(list, g)
		}
	}
	return list
}
