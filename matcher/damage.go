package matcher

// A Damage is what befell a column of a whole school's list, in either file, as those
// tell who have one namesake on the other side.
type Damage struct {
	School string // UAI; "" where a list names none
	Kind   Reason // NamesSwapped, BornExchanged, BornShifted, BornStrayed, BornWorthless, ChildrenMisplaced, NamesMisplaced or IdentifiersMisplaced
	Days   int    // for BornShifted: from the account's date to the roster's
	Pairs  int    // how many show it
	Of     int    // how many were looked at that could
}

// befell notes what befell a school's list.
func (l *linkage) befell(d Damage) { l.damage = append(l.damage, d) }

// A custom is what a school's lists must show before something is one of theirs, and no
// accident of a few rows: so many of them show it, and so large a share of those that
// could.
type custom struct {
	rows  int
	share float64
}

// shown reports whether n rows, of so many that could, show a custom.
func (c custom) shown(n, of int) bool { return n >= c.rows && float64(n) >= c.share*float64(of) }
