package job

import "github.com/entlink/entlink/matcher"

// A Proof says what an account bears after the import.
type Proof string

// The proofs.
const (
	Proved    Proof = "proved"    // the identifier that was decided
	Differs   Proof = "differs"   // another one
	Missing   Proof = "missing"   // none, though one was decided
	NotListed Proof = "notlisted" // the lists do not have the account any more
	Touched   Proof = "touched"   // nothing was decided, and yet the identifier is another than before
	Without   Proof = "without"   // nothing was decided, and it has none
	AsBefore  Proof = "asbefore"  // nothing was decided, and it has the one that it had
	Shared    Proof = "shared"    // nothing was decided, and it bears the one that was decided to be another account's
	Erased    Proof = "erased"    // as had to be, for it had the one that was decided to be another account's
)

// A Checked is one account after the import.
type Checked struct {
	Account  *matcher.Person // not to be changed
	Expected string          // as the ENT's export writes it; of Touched, as it was before; of Shared, none
	Found    string
	Proof    Proof
}

// Fault reports whether somebody has to do something about it.
func (c Checked) Fault() bool {
	return c.Proof == Differs || c.Proof == Missing || c.Proof == NotListed || c.Proof == Touched || c.Proof == Shared
}

// Control reads the application's lists as they are after the import and
// proves of every account that it bears what was decided.
func (s *State) Control(lists []*File) (list []Checked) {
	now := map[string]string{}
	for _, f := range lists {
		for _, a := range f.People {
			now[a.ID] = a.Prior
		}
	}
	list = make([]Checked, 0, s.Accounts)
	for n := range s.found.all() {
		a := s.found.account(n)
		found, listed := now[a.ID]
		owner, decided := s.Owner(a.ID)
		c := Checked{Account: a, Expected: s.Written(owner), Found: found}
		switch {
		case decided && !listed:
			c.Proof = NotListed
		case decided && found == owner:
			c.Proof = Proved
		case decided && found == "":
			c.Proof = Missing
		case decided:
			c.Proof = Differs
		case !listed:
			continue // nothing was decided about it, and it is gone
		case s.anothers(a.ID, found):
			c.Proof = Shared
		case found == "" && s.anothers(a.ID, a.Prior):
			c.Proof = Erased
		case found != a.Prior:
			c.Proof, c.Expected = Touched, a.Prior
		case found == "":
			c.Proof = Without
		default:
			c.Proof = AsBefore
		}
		list = append(list, c)
	}
	return append(list, s.strangers(lists)...)
}

// strangers are the accounts that were in no list before the import, and bear now
// what was decided to be another account's: both would open to one person.
func (s *State) strangers(lists []*File) (list []Checked) {
	seen := map[string]bool{} // a guardian has a row for each child
	for _, f := range lists {
		for i := range f.People {
			a := &f.People[i]
			if _, known := s.lists.number[a.ID]; known || seen[a.ID] || !s.anothers(a.ID, a.Prior) {
				continue
			}
			seen[a.ID] = a.ID != ""
			list = append(list, Checked{Account: a, Found: a.Prior, Proof: Shared})
		}
	}
	return list
}

// anothers reports whether an identifier was decided to be another account's of
// the same school: somebody of two schools has one in each.
func (s *State) anothers(account, person string) bool {
	_, ok := s.Holder(person, account)
	return ok
}
