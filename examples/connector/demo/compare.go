package demo

import (
	"errors"
	"io"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// A comparison is what an export says about the accounts, before anything is
// done about it.
type comparison struct {
	ID       string // of this comparison, for the button that applies it
	File     string // name of the file, as the browser sent it
	Dialect  enroster.Dialect
	Rows     int
	Findings []enroster.Finding
	Result   *matcher.Result
}

// errNotRoster: the file is readable, and is no export of an ENT.
var errNotRoster = errors.New("demo: the file is an account list, no ENT export")

// errNobody: the file has a header, and no person below it.
var errNobody = errors.New("demo: the file names nobody")

// compare reads an ENT's export and finds whose the accounts are. It changes
// nothing.
func compare(export io.Reader, accounts []enroster.Record) (*comparison, error) {
	reader := enroster.NewReader(export, nil)
	var recs []enroster.Record
	for rec, err := range reader.All() {
		if err != nil {
			return nil, err
		}
		recs = append(recs, rec)
	}
	c := &comparison{Dialect: reader.Dialect(), Rows: len(recs), Findings: reader.Findings()}
	switch {
	case !c.Dialect.Layout.Roster():
		return nil, errNotRoster
	case len(recs) == 0:
		return nil, errNobody
	}
	roster, list := join.Roster(recs), join.Accounts(accounts)
	opts, err := join.Schools(roster, list, "")
	if err != nil {
		return nil, err
	}
	c.Result = matcher.Link(roster, list, opts)
	c.Result.Newcomers = withoutAdministrators(c.Result.Newcomers, recs)
	return c, nil
}

// withoutAdministrators leaves those out who are administrators of the ENT and
// nothing else: the role has no account to be tied to, here as in SACoche.
func withoutAdministrators(people []matcher.Person, recs []enroster.Record) (others []matcher.Person) {
	role := make(map[string]bool)
	for _, r := range recs {
		if r.Profile == enroster.Administrator {
			role[canonical(r.GUID)] = true
		}
	}
	for _, p := range people {
		if !role[p.ID] {
			others = append(others, p)
		}
	}
	return others
}

// with returns the decisions of one status, in the order of the accounts.
func (c *comparison) with(s matcher.Status) (some []matcher.Decision) {
	for _, d := range c.Result.Decisions {
		if d.Status == s {
			some = append(some, d)
		}
	}
	return some
}

// Linked are the accounts whose owner is certain.
func (c *comparison) Linked() []matcher.Decision { return c.with(matcher.Linked) }

// Review are the accounts that a person has to look at.
func (c *comparison) Review() []matcher.Decision { return c.with(matcher.Review) }

// Absent are the accounts to which nobody in the export belongs.
func (c *comparison) Absent() []matcher.Decision { return c.with(matcher.Absent) }

// Unknown counts those without a counterpart on either side.
func (c *comparison) Unknown() int { return len(c.Absent()) + len(c.Result.Newcomers) }

// listed is how many findings a page shows; nobody reads a thousand.
const listed = 50

// FirstFindings are those that the page shows.
func (c *comparison) FirstFindings() []enroster.Finding {
	return c.Findings[:min(len(c.Findings), listed)]
}

// MoreFindings counts those that it does not.
func (c *comparison) MoreFindings() int { return len(c.Findings) - len(c.FirstFindings()) }
