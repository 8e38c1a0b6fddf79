package join

import (
	"slices"
	"strings"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// Identifier gives an identifier one form, by which what a CAS server sends is
// found again among the identifiers of an export: a Guid's canonical form, and
// of others small letters without outer spaces. Only A to Z become small: under
// Unicode's rules İ and K (the kelvin sign) would become letters of somebody
// else's identifier.
func Identifier(s string) string {
	s = strings.TrimSpace(s)
	if c, ok := enroster.CanonicalGUID(s); ok {
		return c
	}
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

// Said is what an ENT says about a person at a sign-in, for the matcher. What it
// does not say is empty; a display name, which does not tell the last name from
// the given one, says nothing.
func Said(e casclient.ENT) matcher.Person {
	p := matcher.Person{Last: e.LastName, First: e.FirstName, Born: e.Born, Schools: e.Schools}
	for _, has := range e.Profiles {
		name := matcher.Staff
		switch has {
		case casclient.ProfileELV:
			name = matcher.Pupil
		case casclient.ProfileTUT:
			name = matcher.Guardian
		case casclient.ProfileENS, casclient.ProfileDOC:
			name = matcher.Teacher
		}
		if !slices.Contains(p.Profiles, name) {
			p.Profiles = append(p.Profiles, name)
		}
	}
	return p
}

// Contradictions compares what an ENT says at a sign-in (see Said) with the
// account that was decided to be that person's, and returns what cannot be true of one and
// the same person: matcher.LastDiffers, FirstDiffers, ProfileOther and
// BornDiffers, in this order; nil for nothing. Names are compared as the matcher
// compares them, so that another spelling or a missing second name is no
// contradiction. What either side does not say is none either.
func Contradictions(account, said matcher.Person) []matcher.Reason {
	p := matcher.Person{ID: "said", Last: said.Last, First: said.First, Born: said.Born, Profiles: said.Profiles}
	// That the account bears the identifier is why the two are compared.
	account.ID, account.Prior = "account", p.ID
	p.Last, account.Last = bothOrNone(p.Last, account.Last)
	p.First, account.First = bothOrNone(p.First, account.First)
	account.Schools, account.Classes, account.Children, account.Sex = nil, nil, nil, ""
	d := matcher.Link([]matcher.Person{p}, []matcher.Person{account}, nil).Decisions[0]
	if len(d.Candidates) == 0 {
		return []matcher.Reason{matcher.NamesDiffer} // nothing brings the two together
	}
	var list []matcher.Reason
	for _, c := range []matcher.Reason{matcher.LastDiffers, matcher.FirstDiffers, matcher.ProfileOther, matcher.BornDiffers} {
		reasons := d.Candidates[0].Reasons
		// A date a slip away may be mistyped, or a namesake's: here nobody looks.
		if slices.Contains(reasons, c) || c == matcher.BornDiffers && slices.Contains(reasons, matcher.BornSlip) {
			list = append(list, c)
		}
	}
	return list
}

// bothOrNone puts the same letter where one side says nothing.
func bothOrNone(a, b string) (string, string) {
	if matcher.Fold(a) == "" || matcher.Fold(b) == "" {
		return "x", "x"
	}
	return a, b
}
