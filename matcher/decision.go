package matcher

// A Status says what became of an account.
type Status uint8

const (
	// Absent: nobody in the roster seems to be this person.
	Absent Status = iota
	// Review: somebody may be, and a person has to say.
	Review
	// Linked: one person stands out on the evidence and nobody else could be
	// meant on either side. Linked is never a guess.
	Linked
)

// String returns "absent", "review" or "linked".
func (s Status) String() string {
	switch s {
	case Linked:
		return "linked"
	case Review:
		return "review"
	}
	return "absent"
}

// A Candidate is a person of the roster who may own an account, with the
// evidence for and against.
type Candidate struct {
	Person Person
	// Score says how much speaks for the pair, 1 for the most convincing and 0
	// for the least; at 1/2 as much speaks for it as against it. It is no
	// probability. Candidates stand best first, which is mostly by their Score: who
	// has the birth date, or is a guardian of the account's own school, comes
	// before others, and who can't be named last.
	Score float64
	// Reasons are names first, then profile, school, birth date, family, the rest.
	// Candidates of whom the same is said share them: they are not written to.
	Reasons []Reason
	// Weights says how much each of the Reasons weighs, in bits: at 1 the rows
	// speak twice as much for one person as for two, at -1 half as much. What is
	// said of the names weighs together, at the first reason; the others about
	// names are 0. What only orders or excludes is 0 too.
	Weights []float64
}

// A Duplicate is a person of the roster who seems to have several accounts in
// one school's list.
type Duplicate struct {
	Person   Person
	Accounts []Person // two at least, in the accounts' order; one of them may be linked
}

// A Decision is what Link found for one account.
type Decision struct {
	Account Person
	Status  Status
	// Candidates holds the one person for Linked, at least one and best first
	// for Review, and is nil for Absent. In a review somebody without ID may be
	// among them.
	Candidates []Candidate
	// Unlisted counts the candidates beyond Options.MaxCandidates, who are not
	// among Candidates: to refuse all who are listed says nothing of them.
	Unlisted int
	// Rivals holds the other accounts of the same school that claim one of the
	// candidates under the same names, by identifier, and no more of them than
	// Options.MaxCandidates. Nil unless Status is Review.
	Rivals []Person
	// Causes says why the account is left to a person, most telling first. An
	// account of Absent has the cause PastYear if only rows of another year bear
	// its names, and one that a Ledger made so PersonRefused or OtherAccount. Nil
	// otherwise.
	Causes []Reason
}

// A Result is what Link found for two lists.
type Result struct {
	// Decisions holds one decision for each account ID, in the order in which
	// the accounts were given; accounts without an ID have none. It is nil with
	// Options.OnDecision.
	Decisions []Decision
	// Newcomers holds, in the roster's order, the people to whom no account is
	// linked and who could be nobody's whose account is in review: those who
	// need an account.
	Newcomers []Person
	// Duplicates holds, in the roster's order, the people who seem to have
	// several accounts in one school's list: accounts that are linked to them or
	// whose best candidate by far they are. At most one of them is linked.
	Duplicates []Duplicate
	// Left holds, in the accounts' order, those that are Absent because only rows
	// left from another school year bear their names: their people have left.
	Left []Person
	// Stale holds, in the roster's order, those left from another school year
	// who are in no review either.
	Stale []Person
	// Damage holds what befell whole lists, by what it is and then by school. Names
	// and dates that agree once it is undone counted as equal, or did not speak against
	// anybody where it befell a small share of them; worthless and strayed dates counted
	// not at all; misplaced children made nobody's family; and where names are misplaced
	// they did not link whoever has a last name with others.
	// Misplaced identifiers counted as any do.
	Damage []Damage
	// RosterWithoutID and AccountsWithoutID count the rows that bear no
	// identifier and so can't be linked.
	RosterWithoutID, AccountsWithoutID int
}
