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
