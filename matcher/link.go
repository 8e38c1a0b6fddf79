package matcher

import (
	"cmp"
	"context"
)

// Options adjust Link. Nil and the zero value are the safe defaults.
type Options struct {
	// RosterSchool and AccountSchool are the schools, by UAI, of the people in
	// either list who name none. Where an application serves one school its
	// account list has no school column: AccountSchool says which it is. If
	// they are empty such people have an unknown school, and nobody is linked
	// to them on names alone.
	RosterSchool, AccountSchool string

	// MixedSchools asks for links between lists that mix schools without saying
	// which: people of one profile, where no school is told on one side, are
	// linked on their names if these are so rare in the two lists that nobody
	// else is likely to bear them, and nobody's come near them. So are those of a
	// list that tells nobody's profile. It is the one way to link names alone, and
	// the one whose links may be wrong without any other row showing it.
	MixedSchools bool

	// MaxCandidates bounds the candidates, and the rivals, listed for one
	// account; 0 and less is 8.
	MaxCandidates int

	// Workers is how many goroutines work; 0 and less is as many as there are
	// processors. The result does not depend on it. What one of them panics with,
	// Link panics with, so that its caller may recover.
	Workers int

	// OnProgress, if not nil, is called while the work goes on, from one
	// goroutine at a time, with how much is done of how much: of the rows of both
	// lists. The last call says that all is.
	OnProgress func(done, total int)

	// OnDecision, if not nil, is given each decision instead of
	// Result.Decisions, which stays nil: in their order, on the caller's goroutine,
	// once all links are made and OnProgress was called for the last time. It may keep
	// what it is given; a program that keeps less than a Decision holds needs less
	// memory so. [Ledger.Apply] has nothing to settle in such a result. An Index does
	// not call it.
	OnDecision func(Decision)

	// ReuseDecision makes a decision that OnDecision is given its own until it
	// returns only: what it keeps for longer it has to copy, the slices and their
	// Weights too. A slice that would be nil may be empty. Of a million accounts it
	// saves 300 MiB.
	ReuseDecision bool

	// Names says by which habits names are read; the zero value is French.
	Names Naming
}

// Link decides for each account whose it is, looking at both lists at once.
//
// A pair of equal names (under Fold) and profile is linked if nothing
// contradicts it (birth date, sex, family), school or birth date or family or
// an earlier identifier confirms it, and nobody else could be meant: no other
// person of the roster and no other account of the same school bears the same
// names, or else a birth date or a family sets this pair apart from them. A pair
// of other names is linked if the evidence makes up for the difference and
// outweighs every other pair of either. All other accounts that have somebody to
// look at go to review, with the reasons.
//
// Within one school's accounts the links are one to one. A person may hold one
// account in each of several schools.
//
// The result does not depend on the order of the rows, except that decisions,
// newcomers and stale rows follow it. Where nobody has accounts in several
// schools, exchanging the two lists gives the same links. Link changes neither
// slice; the people in the Result share their inner slices with them. It may be
// called from several goroutines.
//
// Time and memory are bounded by the number of rows, however the lists were made:
// of names, relatives, schools or classes that nobody has so many of, not all are
// compared, and a person is left to decide (Crowd).
func Link(roster, accounts []Person, opts *Options) *Result {
	r, _ := LinkContext(context.Background(), roster, accounts, opts) // which does not end
	return r
}

// LinkContext is Link, given up when ctx ends: then it returns the context's
// error and no result.
func LinkContext(ctx context.Context, roster, accounts []Person, opts *Options) (*Result, error) {
	if opts == nil {
		opts = &Options{}
	}
	l := newLinkage(opts, len(roster)+len(accounts))
	if err := l.link(ctx, roster, accounts, opts); err != nil {
		return nil, err
	}
	return l.result(opts.OnDecision, opts.OnDecision != nil && opts.ReuseDecision), nil
}

// newLinkage begins a linkage of so many rows.
func newLinkage(opts *Options, rows int) *linkage {
	l := &linkage{
		blind: true,
		mixed: opts.MixedSchools,
		crew:  newCrew(opts, rows),
		limit: opts.MaxCandidates,
	}
	if l.limit <= 0 {
		l.limit = 8
	}
	return l
}

// link makes the links. It reads both lists (list.go) and undoes what befell the whole of
// one (remarks.go, onecell.go, exchange.go, profile.go, datehabit.go, grade.go, damage.go), pairs
// equal names (pairs.go) and settles those (settle.go), learns from them of schools and
// classes (renumber.go, class.go), pairs names that come near (widen.go) and settles all.
//
// A pair is linked if it stands out (standout.go): if it may be linked at all
// (eligible.go) and no other of its account or its person contests it (contest.go).
func (l *linkage) link(ctx context.Context, roster, accounts []Person, opts *Options) (err error) {
	names := newLexicon(opts.Names)
	names.expect(len(roster) + len(accounts))
	var other error
	l.crew.together(func() {
		l.roster, err = newList(ctx, l.crew, roster, opts.RosterSchool, names)
	}, func() {
		l.accounts, other = newList(ctx, l.crew, accounts, opts.AccountSchool, names)
	})
	if err = cmp.Or(err, other); err != nil {
		return err
	}
	resolvePriors(l.roster, l.accounts)
	resolvePriors(l.accounts, l.roster)
	l.accounts.numbers = identifiers{} // as nobody is looked up there any more
	if !l.accounts.priors {
		l.roster.numbers = identifiers{} // likewise: see linkage.bearers
	}
	l.accounts.dropTitles()
	l.roster.dropTitles()
	l.inRoster = l.accounts.numbersIn(l.crew, &l.roster.namesakes)
	l.partCells()
	l.rightCells()
	l.dropFilledProfiles()
	l.inferProfiles()
	l.leftOut = l.pairLeftOut()
	l.findDateHabits()
	l.dropGrades()
	l.findMisplacedIdentifiers()
	l.dropMisplacedFamilies()
	l.findMisplacedNames()
	if err := l.pairUp(ctx); err != nil {
		return err
	}
	if err := l.settle(ctx); err != nil {
		return err
	}
	if err := l.learnSchools(ctx); err != nil {
		return err
	}
	classmates := l.classmates()
	l.learnGrades(classmates)
	l.learnClasses(classmates)
	if err := l.widen(ctx); err != nil {
		return err
	}
	for n := 0; ; n++ {
		if err := l.settle(ctx); err != nil {
			return err
		}
		if n == maxWidenings || !l.widenFamilies() {
			break
		}
	}
	l.crew.did(l.crew.total - l.crew.done)
	return nil
}

// A linkage is the work in hand: the two lists, the pairs of people who may be one, and
// which of them are linked so far.
type linkage struct {
	crew             *crew
	roster, accounts *list
	limit            int
	blind            bool // to identifiers that are given already, until admitIdentifiers
	mixed            bool // links on rare names, where no school is told
	namesOnly        namesOnly
	thorough         bool // keeps nothing from one round to the next, for tests

	inRoster  []int32 // of each full name of the accounts, its number in the roster; -1 if nobody there bears it
	leftOut   []leftOut
	pairs     []pair
	ofAccount numberLists // the pairs of an account
	ofPerson  numberLists // the pairs of a person

	links  links // those made so far
	rounds rounds

	settled links // those that equal names made by themselves
	model   *model
	throng  *throng // nil until widen, and where there is one account only
	pools   pools
	grades  map[string]*gradeTally // by school
	behind  map[string]bool        // the schools whose classes catchUp has moved
	onward  map[string]int         // by school, 1 where no class is earlier in the roster than in the accounts, -1 where none is later
	keepUp  map[string]int         // by school, the years by which most move where some move further, being left in classes of years ago
	priors  map[string]*tally      // likewise, once identifiers are admitted

	damage   []Damage // what befell whole lists
	misnamed bool     // given names stand in one another's rows in some
}
