package demo

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"slices"
	"sync"

	"github.com/entlink/entlink/enroster"
	"github.com/entlink/entlink/matcher"
)

// A standing says what the application knows about somebody who has signed in.
type standing int

const (
	unknown   standing = iota // no account is hers, and none may be
	undecided                 // she is a candidate in a case that the administrator has to treat
	tied                      // she has an account
)

// A register holds the application's accounts and whose they are. An account
// belongs to one Guid at most, and a Guid to one account.
type register struct {
	accounts []enroster.Record // as the list has them; never changed
	byID     map[string]enroster.Record

	mu      sync.Mutex
	account map[string]string         // by canonical Guid
	owner   map[string]matcher.Person // by account: whose it is
	said    map[string]verdict        // by account: what the administrator chose
	cases   []matcher.Decision        // left to the administrator
	pending *comparison               // shown, and not applied yet
}

// A verdict is what the administrator said about an account. It outlives the
// next import: nobody is asked the same thing twice.
type verdict struct {
	owner   string   // canonical Guid; empty if it was nobody
	refused []string // the candidates who were not chosen
}

// Errors of a form that was sent too late.
var (
	errSuperseded = errors.New("demo: the comparison is not the last one any more")
	errNoCase     = errors.New("demo: no such case, or no such candidate")
	errTaken      = errors.New("demo: the person has got another account meanwhile")
)

func readRegister(r io.Reader) (*register, error) {
	g := &register{
		byID:    make(map[string]enroster.Record),
		account: make(map[string]string),
		owner:   make(map[string]matcher.Person),
		said:    make(map[string]verdict),
	}
	for rec, err := range enroster.NewReader(r, nil).All() {
		if err != nil {
			return nil, fmt.Errorf("demo: reading the accounts: %w", err)
		}
		g.accounts = append(g.accounts, rec)
		g.byID[rec.AccountID] = rec
	}
	return g, nil
}

// canonical gives a Guid the form under which it is compared, as join does.
func canonical(guid string) string {
	id, _ := enroster.CanonicalGUID(guid)
	return id
}

// find says who the person with this Guid is here.
func (g *register) find(guid string) (enroster.Record, standing) {
	g.mu.Lock()
	defer g.mu.Unlock()
	guid = canonical(guid)
	if id, ok := g.account[guid]; ok {
		return g.byID[id], tied
	}
	for _, d := range g.cases {
		if slices.ContainsFunc(d.Candidates, func(c matcher.Candidate) bool { return c.Person.ID == guid }) {
			return enroster.Record{}, undecided
		}
	}
	return enroster.Record{}, unknown
}

// current returns the accounts with the Guids that they bear now.
func (g *register) current() []enroster.Record {
	g.mu.Lock()
	defer g.mu.Unlock()
	recs := slices.Clone(g.accounts)
	for i := range recs {
		recs[i].GUID = g.owner[recs[i].AccountID].ID
	}
	return recs
}

// settle answers a review with what the administrator said before, as far as
// that answers it: a candidate who was not there then is a new question.
func (v verdict) settle(d matcher.Decision) matcher.Decision {
	if i := slices.IndexFunc(d.Candidates, func(c matcher.Candidate) bool { return c.Person.ID == v.owner }); i >= 0 && v.owner != "" {
		d.Status, d.Candidates = matcher.Linked, d.Candidates[i:i+1]
		return d
	}
	d.Candidates = slices.DeleteFunc(slices.Clone(d.Candidates), func(c matcher.Candidate) bool {
		return slices.Contains(v.refused, c.Person.ID)
	})
	if len(d.Candidates) == 0 {
		d.Status = matcher.Absent
	}
	return d
}

// propose keeps a comparison until it is applied or another takes its place.
// Nothing else changes.
func (g *register) propose(c *comparison) {
	g.mu.Lock()
	defer g.mu.Unlock()
	c.ID = rand.Text()
	linked := make(map[string]bool)
	for _, d := range c.Linked() {
		linked[d.Candidates[0].Person.ID] = true
	}
	for i, d := range c.Result.Decisions {
		if v, ok := g.said[d.Account.ID]; ok && d.Status == matcher.Review && !linked[v.owner] {
			c.Result.Decisions[i] = v.settle(d)
		}
	}
	g.pending = c
}

// proposed returns the comparison that waits to be applied; nil if none does.
func (g *register) proposed() *comparison {
	g.mu.Lock()
	defer g.mu.Unlock()
	return g.pending
}

// apply ties every account that the proposed comparison found linked, and
// makes its reviews the cases to treat. Whoever else was tied stays so.
func (g *register) apply(id string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.pending == nil || g.pending.ID != id {
		return errSuperseded
	}
	g.cases = nil
	for _, d := range g.pending.Result.Decisions {
		switch d.Status {
		case matcher.Linked:
			g.tie(d.Account.ID, d.Candidates[0].Person)
		case matcher.Review:
			g.cases = append(g.cases, d)
		}
	}
	g.pending = nil
	return nil
}

// tie gives an account to a person, and takes it and her other one away from
// whoever had them. It needs g.mu.
func (g *register) tie(account string, p matcher.Person) {
	if before, ok := g.owner[account]; ok {
		delete(g.account, before.ID)
	}
	if before, ok := g.account[p.ID]; ok {
		delete(g.owner, before)
	}
	g.account[p.ID] = account
	g.owner[account] = p
}

// choose closes a case: the account goes to the candidate with this Guid, or
// to nobody if it is "".
func (g *register) choose(account, guid string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	i := slices.IndexFunc(g.cases, func(d matcher.Decision) bool { return d.Account.ID == account })
	if i < 0 {
		return errNoCase
	}
	if guid != "" {
		j := slices.IndexFunc(g.cases[i].Candidates, func(c matcher.Candidate) bool { return c.Person.ID == guid })
		if j < 0 {
			return errNoCase
		}
		if other, ok := g.account[guid]; ok && other != account {
			return errTaken
		}
		g.tie(account, g.cases[i].Candidates[j].Person)
	}
	v := verdict{owner: guid}
	for _, c := range g.cases[i].Candidates {
		if c.Person.ID != guid {
			v.refused = append(v.refused, c.Person.ID)
		}
	}
	g.said[account] = v
	g.cases = slices.Delete(slices.Clone(g.cases), i, i+1)
	g.pending = nil // it was made from how things stood before
	return nil
}

// release takes an account away from its owner, and forgets what the
// administrator said about it: the way back from a wrong choice.
func (g *register) release(account string) error {
	g.mu.Lock()
	defer g.mu.Unlock()
	p, ok := g.owner[account]
	if !ok {
		return errNoCase
	}
	delete(g.account, p.ID)
	delete(g.owner, account)
	delete(g.said, account)
	g.pending = nil
	return nil
}

// A holding is one line of the administrator's table of accounts.
type holding struct {
	Account enroster.Record
	Owner   matcher.Person // zero if nobody
	Case    bool           // to treat
}

func (g *register) holdings() (all []holding, tied, cases int) {
	g.mu.Lock()
	defer g.mu.Unlock()
	for _, rec := range g.accounts {
		h := holding{Account: rec, Owner: g.owner[rec.AccountID]}
		h.Case = slices.ContainsFunc(g.cases, func(d matcher.Decision) bool { return d.Account.ID == rec.AccountID })
		all = append(all, h)
	}
	return all, len(g.owner), len(g.cases)
}

// open returns the cases to treat, each without the candidates who have got
// another account meanwhile, and without those who have no Guid to be tied by.
func (g *register) open() []matcher.Decision {
	g.mu.Lock()
	defer g.mu.Unlock()
	cases := slices.Clone(g.cases)
	for i, d := range cases {
		cases[i].Candidates = slices.DeleteFunc(slices.Clone(d.Candidates), func(c matcher.Candidate) bool {
			other, ok := g.account[c.Person.ID]
			return ok && other != d.Account.ID || c.Person.ID == ""
		})
	}
	return cases
}
