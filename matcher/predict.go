package matcher

import "strings"

// A Row is one row of the file that an application would import, with its
// cells as they are written: not trimmed, composed, repaired or changed in
// case, for the application's own rule begins there. [ReadSACoche] makes rows
// of a file.
type Row struct {
	ID, Last, First string

	// Owner is the ID of the account that the row's person was decided to own,
	// "" if none was. The rule knows nothing of it; it is what its outcome is
	// compared with.
	Owner string

	// Dropped says that the import passes over the row without a word. A row
	// with an empty ID, Last or First is dropped in any case.
	Dropped bool

	// Where the row stands: its record, the header being 0, its physical line,
	// from 1, and how many cells it has. The rule does not look at them.
	Record, Line, Cells int
}

// An Account is an account as SACoche's own database or list has it, its names as they
// are written there: what [Predict] and [Safe] hold rows against. Link takes accounts
// as a Person each.
type Account struct {
	ID, Last, First string
	Prior           string // the ENT's identifier that it bears, "" if none

	// Profile is SACoche's three-letter code. The import does not see
	// administrators: ADM, WBM and ENT. All others are alike to it.
	Profile string
}

// PredictOptions say what the forecast can't know. Nil is the zero
// PredictOptions.
type PredictOptions struct {
	// Former says that the accounts hold those of people who have left, too.
	// SACoche's own lists hold current accounts only, and yet its import counts
	// the others as namesakes, refuses identifiers that they bear and gives
	// them new ones.
	Former bool

	// Strict says that the database refuses a value that it can't keep whole,
	// as one in MySQL's strict mode does, instead of cutting it.
	Strict bool
}

// An Outcome says what the import reports of a row.
type Outcome uint8

// The outcomes. Only Changed writes.
const (
	Skipped   Outcome = iota // passed over without a word
	Changed                  // listed as changed; see Forecast.After for what the account bears at the end
	Identical                // the account bears the identifier already
	NoID                     // nothing is left of the identifier when it is cleaned
	Taken                    // another account bore the identifier when the import began
	Homonym                  // two accounts or more bear the names
	Unknown                  // no account bears the names
)

var outcomeNames = [...]string{"skipped", "changed", "identical", "no_id", "taken", "homonym", "unknown"}

// String returns "skipped", "changed", "identical", "no_id", "taken",
// "homonym" or "unknown".
func (o Outcome) String() string { return outcomeNames[min(int(o), len(outcomeNames)-1)] }

// A Fate is what the import would do with one row.
type Fate struct {
	Outcome Outcome
	// Account is the position in the accounts, from 0, of the one that the row is
	// about: for Changed, Identical and Taken. It is -1 for the others.
	Account int
	// Former says that the account of somebody who has left, which no list
	// shows, could change the outcome. It is false for all rows if
	// PredictOptions.Former is set.
	Former bool
	// Verdict compares Changed and Identical with Row.Owner.
	Verdict Verdict
}

// A Verdict says whether an identifier goes where it was decided to go.
type Verdict uint8

const (
	// NotGiven: the row gives no account an identifier.
	NotGiven Verdict = iota
	// Right: the identifier goes to the account that its person was decided to own.
	Right
	// Undecided: it goes to an account of which nobody has decided whose it is.
	Undecided
	// Wrong: it goes to somebody else's account.
	Wrong
)

// String returns "not given", "right", "undecided" or "wrong".
func (v Verdict) String() string { return verdictNames[min(int(v), len(verdictNames)-1)] }

var verdictNames = [...]string{NotGiven: "not given", Right: "right", Undecided: "undecided", Wrong: "wrong"}

// A Forecast is what an import would do.
type Forecast struct {
	Fates []Fate   // one a row, in the rows' order
	After []string // one an account, in the accounts' order: the identifier that it bears at the end
}

// Predict says what SACoche's import of ENT identifiers would do with the rows
// of a file, without doing it: its own rule, exactly, and not a better one.
// The rule is that of the version of December 2017 under PHP 8.2.
//
// SACoche looks for the one account of a row's names, under keys that are not
// the same for rows and accounts, so that some people never match themselves
// (a family name with œ or ’). It counts namesakes among the accounts and not
// in the file. It refuses an identifier that another account bore when the
// import began, whatever the import has changed since, and compares it loosely:
// "0123" is "123". It writes in the order of names and identifiers, so that of
// two rows for one account the greater identifier stays; and its database cuts
// that at 63 characters.
//
// Account names may be given as they were typed or as SACoche's lists show
// them. Neither slice is changed.
func Predict(rows []Row, accounts []Account, opts *PredictOptions) *Forecast {
	s := newSACoche(rows, newSACocheBase(accounts), opts)
	f := &Forecast{Fates: s.fates(), After: priors(accounts)}
	s.write(f)
	judge(f.Fates, rows, accounts)
	return f
}

// priors are the identifiers that accounts bear.
func priors(accounts []Account) []string {
	list := make([]string, len(accounts))
	for i := range accounts {
		list[i] = accounts[i].Prior
	}
	return list
}

// judge gives each fate its verdict.
func judge(fates []Fate, rows []Row, accounts []Account) {
	owned := make(map[string]bool, len(rows)) // accounts decided to be somebody's
	for i := range rows {
		owned[rows[i].Owner] = true
	}
	for i := range fates {
		fate := &fates[i]
		if fate.Outcome != Changed && fate.Outcome != Identical {
			continue
		}
		id := accounts[fate.Account].ID
		switch owner := rows[i].Owner; {
		case owner != "" && owner == id:
			fate.Verdict = Right
		case owner != "" || id != "" && owned[id]:
			fate.Verdict = Wrong
		default:
			fate.Verdict = Undecided
		}
	}
}

// administrator reports whether the import does not see the account.
func (a *Account) administrator() bool {
	switch strings.ToUpper(strings.TrimSpace(a.Profile)) {
	case "ADM", "WBM", "ENT":
		return true
	}
	return false
}

// ownership is who was decided to own which account, by canonical IDs.
type ownership struct {
	owner map[string]string // by account
	owns  map[string]bool   // people who own some account
}

// ownersOf reads decisions, in which an account that is not Linked is nobody's.
func ownersOf(decisions []Decision) ownership {
	d := ownership{owner: map[string]string{}, owns: map[string]bool{}}
	for i := range decisions {
		if decisions[i].Status == Linked {
			p := canonicalID(decisions[i].Candidates[0].Person.ID)
			d.owner[canonicalID(decisions[i].Account.ID)], d.owns[p] = p, true
		}
	}
	return d
}

// verdict compares an account that a person is given with what was decided.
func (d ownership) verdict(person, account string) Verdict {
	who := canonicalID(person)
	switch has := d.owner[canonicalID(account)]; {
	case has == who && who != "":
		return Right
	case has != "" || d.owns[who]:
		return Wrong
	}
	return Undecided
}
