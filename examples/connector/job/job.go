package job

import (
	"context"
	"errors"
	"maps"
	"slices"
	"strings"

	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// A Job is what the files of a run say, before anybody decided anything. It is
// never changed, so that several pages may read it at once.
type Job struct {
	Result  *matcher.Result
	School  string // UAI of the accounts, "" where their lists name schools
	Given   bool   // somebody chose the school
	People  int    // in the ENT's export
	written map[string]string
	roster  *families
	lists   *families
	files   []*File           // the rosters
	cells   []matcher.Account // of all lists
}

// Errors of New.
var (
	ErrNoRoster   = errors.New("job: no export of an ENT")
	ErrNoAccounts = errors.New("job: no account list")
)

// New finds whose the accounts are. school is the caller's word for the school
// of the accounts, or "". The error may be a *join.SchoolError.
func New(rosters, lists []*File, school string) (*Job, error) {
	return NewContext(context.Background(), rosters, lists, school, nil)
}

// NewContext is New, given up when ctx ends: the error is then the context's.
// progress, if not nil, is called with how many rows are done of how many, from
// one goroutine at a time.
func NewContext(ctx context.Context, rosters, lists []*File, school string, progress func(done, total int)) (*Job, error) {
	var roster, list []matcher.Person
	j := &Job{files: rosters, Given: school != "", written: map[string]string{}}
	for _, f := range rosters {
		roster = append(roster, f.People...)
		maps.Copy(j.written, f.written)
	}
	seen := map[string]bool{} // an account that two lists have is one account
	for _, f := range lists {
		list = append(list, f.People...)
		for _, a := range f.cells {
			if a.ID == "" || !seen[a.ID] {
				j.cells = append(j.cells, a)
			}
			seen[a.ID] = true
		}
	}
	switch {
	case len(roster) == 0:
		return nil, ErrNoRoster
	case len(list) == 0:
		return nil, ErrNoAccounts
	}
	opts, err := join.Schools(roster, list, school)
	if err != nil {
		return nil, err
	}
	j.School = opts.AccountSchool
	opts.OnProgress = progress
	result, err := matcher.LinkContext(ctx, roster, list, opts)
	if err != nil {
		return nil, err
	}
	j.have(roster, list, result)
	return j, nil
}

// Matched is a Job of people whom the caller has matched already, as join has
// them. It has no files: it knows what would change and no way to do it.
func Matched(roster, list []matcher.Person, result *matcher.Result) *Job {
	j := &Job{written: map[string]string{}}
	j.have(roster, list, result)
	return j
}

func (j *Job) have(roster, list []matcher.Person, result *matcher.Result) {
	j.Result = result
	j.roster, j.lists = newFamilies(roster), newFamilies(list)
	j.People = len(j.roster.person)
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

// Account returns an account.
func (j *Job) Account(id string) (matcher.Person, bool) { return j.lists.get(id) }

// FamilyOfPerson returns the children and guardians of somebody in the export.
func (j *Job) FamilyOfPerson(p matcher.Person) []matcher.Person { return j.roster.of(p) }

// FamilyOfAccount returns the children and guardians of an account.
func (j *Job) FamilyOfAccount(p matcher.Person) []matcher.Person { return j.lists.of(p) }

// families knows the people of one list and who belongs to whom.
type families struct {
	person    map[string]matcher.Person
	guardians map[string][]string // by child
}

func newFamilies(list []matcher.Person) *families {
	f := &families{person: make(map[string]matcher.Person, len(list)), guardians: map[string][]string{}}
	for _, p := range list {
		if p.ID == "" {
			continue
		}
		before, ok := f.person[p.ID]
		if ok { // a guardian has one row for each child
			before.Children = append(slices.Clone(before.Children), p.Children...)
			f.person[p.ID] = before
		} else {
			f.person[p.ID] = p
		}
		for _, c := range p.Children {
			if !slices.Contains(f.guardians[c], p.ID) {
				f.guardians[c] = append(f.guardians[c], p.ID)
			}
		}
	}
	return f
}

func (f *families) get(id string) (matcher.Person, bool) {
	p, ok := f.person[strings.TrimSpace(id)]
	return p, ok
}

// of returns the children, and then the guardians, of whom the list knows more
// than an identifier.
func (f *families) of(p matcher.Person) (list []matcher.Person) {
	whole, _ := f.get(p.ID)
	for _, id := range append(slices.Clone(whole.Children), f.guardians[p.ID]...) {
		q, ok := f.get(id)
		if ok && !slices.ContainsFunc(list, func(o matcher.Person) bool { return o.ID == q.ID }) {
			list = append(list, q)
		}
	}
	return list
}
