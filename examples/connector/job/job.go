package job

import (
	"context"
	"errors"
	"iter"
	"maps"
	"slices"

	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// A Job is what the files of a run say, before anybody decided anything. It is
// never changed, so that several pages may read it at once.
type Job struct {
	School   string // UAI of the accounts, "" where their lists name schools
	Given    bool   // somebody chose the school
	People   int    // in the ENT's export
	Accounts int    // those that a decision was made about
	// Newcomers counts the people who need an account, Stale those left from
	// another year, WithoutID the rows of both sides that bear no identifier.
	Newcomers, Stale, WithoutID int
	Damage                      []matcher.Damage // what befell whole files

	written map[string]string
	roster  *families
	lists   *families
	found   *outcomes
	// standing is what sign-ins go by, in no order.
	standing []standing
	files    []*File // the rosters
	cells    []*File // the account lists
}

// Errors of New.
var (
	ErrNoRoster   = errors.New("job: no export of an ENT")
	ErrNoAccounts = errors.New("job: no account list")
)

// Options adjust New. Nil is the zero Options.
type Options struct {
	School string // the caller's word for the school of the accounts, or ""
	// Ledger, if not nil, is taken over as if the evidence said it: for decisions
	// that stand in a file and in no store.
	Ledger *matcher.Ledger
	// Standing, if not nil, gives whose the accounts of a school are for sign-ins so
	// far: her identifier, as join.Identifier has it, by the account.
	Standing func(ctx context.Context, school string) (map[string]string, error)
	// OnProgress, if not nil, is called with how many rows are done of how many,
	// from one goroutine at a time.
	OnProgress func(done, total int)
}

// New finds whose the accounts are. The error may be a *join.SchoolError, a
// *join.CollisionError about lists, that of ctx when it has ended, or one of
// Options.Standing.
func New(ctx context.Context, rosters, lists []*File, opts *Options) (*Job, error) {
	if opts == nil {
		opts = &Options{}
	}
	roster, list := people(rosters), people(lists)
	switch {
	case len(roster) == 0:
		return nil, ErrNoRoster
	case len(lists) == 0:
		return nil, ErrNoAccounts
	}
	if err := join.Collisions(each(lists)...); err != nil {
		return nil, err
	}
	link, err := join.Schools(roster, list, opts.School)
	if err != nil {
		return nil, err
	}
	j := newJob(roster, list)
	j.files, j.cells, j.School, j.Given = rosters, lists, link.AccountSchool, opts.School != ""
	for _, f := range rosters {
		maps.Copy(j.written, f.written)
	}
	link.OnProgress = opts.OnProgress
	if opts.Ledger == nil {
		link.OnDecision, link.ReuseDecision = j.found.keep, true // one by one: all of them take more room than both lists
	}
	result, err := matcher.LinkContext(ctx, roster, list, link)
	if err != nil {
		return nil, err
	}
	if opts.Ledger != nil {
		opts.Ledger.Apply(result)
	}
	j.have(result)
	if opts.Standing != nil {
		err = j.stands(ctx, opts.Standing)
	}
	return j, err
}

// Matched is a Job of people whom the caller has matched already, as join has
// them; written is what join.People says of the export. It has no files: a Forecast of it
// takes Foresee.
func Matched(roster, list []matcher.Person, written map[string]string, result *matcher.Result) *Job {
	j := newJob(roster, list)
	j.written = written
	j.have(result)
	return j
}

func newJob(roster, list []matcher.Person) *Job {
	j := &Job{written: map[string]string{}, roster: newFamilies(roster), lists: newFamilies(list)}
	j.found, j.People = newOutcomes(j.roster, j.lists), len(j.roster.number)
	return j
}

// have takes a result over.
func (j *Job) have(result *matcher.Result) {
	for _, d := range result.Decisions {
		j.found.keep(d)
	}
	j.Accounts, j.Newcomers, j.Stale = j.found.n, len(result.Newcomers), len(result.Stale)
	j.WithoutID = result.RosterWithoutID + result.AccountsWithoutID
	j.Damage = result.Damage
}

// each gives the people of each file.
func each(files []*File) (lists [][]matcher.Person) {
	for _, f := range files {
		lists = append(lists, f.People)
	}
	return lists
}

// people are those of several files. Of one file they are the file's own.
func people(files []*File) []matcher.Person {
	if len(files) == 1 {
		return files[0].People
	}
	return slices.Concat(each(files)...)
}

// Written returns an identifier as the ENT's export writes it.
func (j *Job) Written(person string) string {
	if w, ok := j.written[person]; ok {
		return w
	}
	return person
}

// Person returns somebody of the ENT's export.
func (j *Job) Person(id string) (matcher.Person, bool) { return j.roster.get(id) }

// FamilyOfPerson returns the children and guardians of somebody in the export.
func (j *Job) FamilyOfPerson(p matcher.Person) []matcher.Person { return j.roster.of(p) }

// FamilyOfAccount returns the children and guardians of an account.
func (j *Job) FamilyOfAccount(p matcher.Person) []matcher.Person { return j.lists.of(p) }

// All yields the accounts that a decision was made about, in the order of their
// lists, as the matcher took them.
func (j *Job) All() iter.Seq[matcher.Person] {
	return func(yield func(matcher.Person) bool) {
		for n := range j.found.all() {
			if !yield(*j.found.account(n)) {
				return
			}
		}
	}
}

// Decision returns what the evidence says of an account.
func (j *Job) Decision(account string) (matcher.Decision, bool) {
	n, ok := j.lists.number[account]
	if !ok || !j.found.list[n].there {
		return matcher.Decision{}, false
	}
	return j.found.decision(n), true
}
