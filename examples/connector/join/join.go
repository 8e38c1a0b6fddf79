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
func Roster(recs []enroster.Record) []matcher.Person {
	people := make([]matcher.Person, 0, len(recs))
	for _, r := range recs {
		p := person(r)
		p.ID = id(r.GUID)
		for _, c := range r.Children {
			p.Children = append(p.Children, id(c))
		}
		people = append(people, p)
	}
	return people
}

// Accounts makes people out of the rows of an application's account list. The
// Guid that an account bears already becomes its Prior.
func Accounts(recs []enroster.Record) []matcher.Person {
	people := make([]matcher.Person, 0, len(recs))
	for _, r := range recs {
		p := person(r)
		p.ID, p.Children = r.AccountID, r.Children
		p.Prior = id(r.GUID)
		people = append(people, p)
	}
	return people
}

func person(r enroster.Record) matcher.Person {
	p := matcher.Person{
		Last:     r.LastName,
		First:    r.FirstName,
		Profiles: profiles(r.Profile),
		Schools:  r.Schools(),
		Born:     r.Born.String(),
		Sex:      r.Sex.String(),
		Stale:    r.Stale(),
	}
	for _, c := range r.Classes {
		p.Classes = append(p.Classes, c.Name)
	}
	return p
}

// Written maps the identifiers of people made by Roster to the Guids as the
// export writes them, which is what an application has to be given: the CAS
// server sends them in that form.
func Written(recs []enroster.Record) map[string]string {
	w := make(map[string]string, len(recs))
	for _, r := range recs {
		if _, ok := w[id(r.GUID)]; !ok {
			w[id(r.GUID)] = r.GUID
		}
	}
	return w
}

// id gives Guids one form, for exports write them in capitals, in braces or
// without dashes; other identifiers stay as they are.
func id(s string) string {
	if c, ok := enroster.CanonicalGUID(s); ok {
		return c
	}
	return s
}

func profiles(p enroster.Profile) (names []string) {
	if p.Has(enroster.Pupil) {
		names = append(names, matcher.Pupil)
	}
	if p.Has(enroster.Guardian) {
		names = append(names, matcher.Guardian)
	}
	if p.Has(enroster.Teacher) {
		names = append(names, matcher.Teacher)
	}
	if p&^(enroster.Pupil|enroster.Guardian|enroster.Teacher) != 0 {
		names = append(names, matcher.Staff)
	}
	return names
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
