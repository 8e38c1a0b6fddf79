// Package join is where the three libraries meet: it makes people for the
// matcher out of the rows of a roster and of an account list, and says which
// school a list belongs to that does not say so itself.
package join

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// Roster makes people out of the rows of an ENT's export.
func Roster(recs []enroster.Record) []matcher.Person { return all(recs, true) }

// Accounts makes people out of the rows of an application's account list. The
// Guid that an account bears already becomes its Prior.
func Accounts(recs []enroster.Record) []matcher.Person { return all(recs, false) }

func all(recs []enroster.Record, roster bool) []matcher.Person {
	people := NewPeople(roster)
	for _, r := range recs {
		people.Add(r)
	}
	return people.All()
}

// id gives Guids one form, for exports write them in capitals, in braces or
// without dashes; other identifiers stay as they are.
func id(s string) string {
	if c, ok := enroster.CanonicalGUID(s); ok {
		return c
	}
	return s
}

// mostPupils is the share of the roster's pupils that a school needs to be
// taken for the school of an account list that names none.
const mostPupils = 0.75

// A SchoolError says that an account list names no school and that the roster
// does not tell which it is.
type SchoolError struct {
	Choices []string // the roster's schools, by UAI; empty if it names none either
}

func (e *SchoolError) Error() string {
	if len(e.Choices) == 0 {
		return "join: neither list names a school"
	}
	return fmt.Sprintf("join: the account list names no school, and the roster has %s", strings.Join(e.Choices, ", "))
}

// Schools says which school those have who name none. The school given is the
// caller's word for the account list, and for the roster too if that names no
// school at all; it may be empty. Without it an account list without schools
// is one school's: the one that three quarters of the roster's pupils have, or
// else the answer is a *SchoolError. In a roster of a single school those who
// name none, as staff often do, belong to it.
func Schools(roster, accounts []matcher.Person, given string) (*matcher.Options, error) {
	main, share := matcher.MainSchool(roster)
	named := schools(roster)
	opts := &matcher.Options{AccountSchool: given}
	switch {
	case len(named) == 0:
		opts.RosterSchool = given
	case len(named) == 1:
		opts.RosterSchool = named[0]
	}
	if given != "" || len(schools(accounts)) > 0 {
		return opts, nil
	}
	if share < mostPupils {
		return nil, &SchoolError{Choices: named}
	}
	opts.AccountSchool = main
	return opts, nil
}

// schools returns the set of schools that a list names.
func schools(people []matcher.Person) []string {
	seen := map[string]bool{}
	for _, p := range people {
		for _, u := range p.Schools {
			seen[strings.ToUpper(u)] = true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}
