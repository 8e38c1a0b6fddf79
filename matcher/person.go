package matcher

import "strings"

// The profiles that matcher knows, in either case of letter. Teacher and Staff
// count as one: ENTs label the people who work in a school freely. Any other
// text in Person.Profiles says nothing: a label that is not known must not make
// a father and his son one sort of people.
const (
	Pupil    = "pupil"
	Guardian = "guardian"
	Teacher  = "teacher"
	Staff    = "staff"
)

// A Person is one row of either list: somebody whom the ENT knows (the
// roster), or an account of the application. Only ID and the names are needed;
// everything else is evidence, and what is empty or nil says nothing either
// way.
type Person struct {
	// ID names the person in her own list: the ENT's Guid, or the
	// application's account number. Compared without case and outer spaces.
	// Rows that share an ID are one person, their sets joined (SACoche writes a
	// guardian once per child); if they disagree on names, birth date, sex,
	// Prior or sort of people, nobody is linked to them. A person without an ID
	// is never linked, but counts as a namesake.
	ID string

	// Last and First are the names as written; they are compared under Fold. What
	// has more than 16 words or 512 bytes is no name and counts as an empty one:
	// without either name somebody is known by an identifier only. What forms have for
	// a name that nobody knows (X, Inconnu) links by more than names.
	Last, First string

	// Profiles holds one or more of Pupil, Guardian, Teacher and Staff. Nil is
	// an unknown profile: it excludes nobody and proves nothing, so that names link
	// only where a class or a child tells instead, or in a school of which many rows
	// have none. So is one that all rows of a school bear, if the other list shows
	// that it was filled in.
	Profiles []string

	// Schools holds the UAI of each school that the person belongs to, compared
	// without case and outer spaces. A guardian also belongs to the schools of her
	// Children, which need not be repeated here. Nil is an unknown school.
	Schools []string

	// Classes holds class names without their school, compared under Fold. They
	// change each September: they order candidates, outweigh a slip in a birth date,
	// and where they are two years or more apart neither names nor a family link.
	// Link learns which class of the one list is which of the other's (6A, 601), and
	// in which schools they tell no years (1 to 20, or that in which each began).
	Classes []string

	// Born is the birth date as YYYY-MM-DD; "" and what is no date of 1900 or
	// later say nothing. A first of January, which registers write for "some
	// day of that year", confirms nothing and contradicts other years only. A
	// date that ten people of a school or more share, and one in twenty of those
	// who have one, was filled in and says nothing.
	Born string
	// Sex is "M", "F" or "", which says nothing. Any other text is a sex of its own and
	// contradicts these: lists that write 1 and 2, or Masculin, are to be translated.
	Sex string

	// Prior is the other list's identifier that the row already bears: the
	// Guid that an earlier import gave to an account. It is evidence to
	// verify, not a link.
	Prior string

	// Children holds the IDs, in the person's own list, of a guardian's children. Who is
	// not in that list says nothing. More than twelve, or of more than six last names,
	// are the wards of a home: they tell who their guardian is, and she tells nothing of
	// them.
	Children []string

	// Stale marks a row left from another school year, as ENT exports have in
	// classes named BASE2011-2012. A stale row is shown, never linked.
	Stale bool
}

// A kind is a set of the three sorts of people that share names without being
// one person: father and son, teacher and pupil's mother.
type kind uint8

const (
	pupilKind kind = 1 << iota
	guardianKind
	staffKind
)

// kindOf returns the kinds that the labels name, 0 if none is known.
func kindOf(profiles []string) (k kind) {
	for _, p := range profiles {
		switch p {
		case Pupil, Guardian, Teacher, Staff: // as they nearly always are
		default:
			p = strings.ToLower(strings.TrimSpace(p))
		}
		switch p {
		case Pupil:
			k |= pupilKind
		case Guardian:
			k |= guardianKind
		case Teacher, Staff:
			k |= staffKind
		}
	}
	return k
}
