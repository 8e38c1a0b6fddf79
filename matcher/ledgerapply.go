package matcher

import (
	"slices"
	"strings"
)

// Reasons that a ledger adds.
const (
	// PersonConfirmed is the evidence that a person confirmed the pair.
	PersonConfirmed Reason = "person-confirmed"
	// PersonRefused is the cause of a review of a pair that the evidence would
	// link and that a person refused.
	PersonRefused Reason = "person-refused"
	// PersonDisagrees is the cause of a review where the evidence, or another
	// verdict, gives one account or one person to somebody else than a person
	// said.
	PersonDisagrees Reason = "person-disagrees"
	// OtherAccount is the cause of an account that is nobody's as a person confirmed
	// that each of its candidates has another.
	OtherAccount Reason = "other-account"
)

// Applied counts what a ledger did to a result.
type Applied struct {
	Linked   int // reviews that a verdict settled, the account is somebody's
	Absent   int // reviews that verdicts settled, the account is nobody's
	Reopened int // accounts about which something was said that counts no more, as what was seen has changed
	Disputed int // accounts in review because verdicts and evidence, or two verdicts, part
}

// Apply settles in a result of Link what people have said already: a review of
// which a candidate was confirmed becomes a link, one of which all candidates
// were refused becomes Absent, and refused candidates are left out. A verdict
// counts if what was seen then is what is seen now. Against the evidence it
// never wins silently: a link that a person refused, or that takes what was
// confirmed to be another's, becomes a review, and so stays the account of which
// it was confirmed, until the link is refused as well: then both have answered. Two
// accounts of one school's list that were both confirmed to be one person's stay reviews.
//
// A review of which all candidates were refused stays if others are Unlisted:
// one of them may be the right one.
//
// One person has one account of a school's list. So an account becomes Absent, too,
// if of each of its candidates who is not refused another was confirmed, and it bears no
// identifier: it may be a second account of theirs, or that of a namesake who left, and
// gets no identifier either way. It is in review again if what was confirmed counts no
// more.
//
// People whom refusals leave without any account that could be theirs come last
// among the Newcomers, or among the Stale. Duplicates, Left and Damage stay as Link
// left them. Applying a ledger once more changes nothing.
func (l *Ledger) Apply(r *Result) Applied {
	var done Applied
	if len(l.rulings) == 0 {
		return done
	}
	before := placedPeople(r)
	h := l.holders(r)
	confirmed := map[string]string{} // by account
	for k, r := range l.rulings {
		if r.Same {
			confirmed[k.account] = k.person
		}
	}
	contested := map[int]bool{} // links that became reviews
	for i := range r.Decisions {
		d := &r.Decisions[i]
		switch d.Status {
		case Linked:
			l.contest(d, h, confirmed[canonicalID(d.Account.ID)], &done)
			contested[i] = d.Status == Review
		case Review:
			l.settle(d, h, &done)
		}
	}
	owned := l.owned(r)
	for i := range r.Decisions {
		if d := &r.Decisions[i]; l.spare(d, owned) {
			done.Disputed -= one(contested[i])
			d.absent(OtherAccount)
			done.Absent++
		}
	}
	r.release(before)
	return done
}

// holders says which accounts hold each person: those that are linked to her
// and were not refused, and those of which it was confirmed.
type holders map[string][]holding

type holding struct {
	account   *Person
	confirmed bool
}

func (l *Ledger) holders(r *Result) holders {
	h := holders{}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		for _, c := range d.Candidates {
			ruling, _, current := l.holds(d.Account, c.Person)
			if confirmed := current && ruling.Same; confirmed || d.Status == Linked && !current {
				id := canonicalID(c.Person.ID)
				h[id] = append(h[id], holding{&d.Account, confirmed})
			}
		}
	}
	return h
}

// others reports whether somebody else of the same school's list holds the
// person, and whether a verdict says so.
func (h holders) others(account *Person, person string) (held, confirmed bool) {
	for _, x := range h[canonicalID(person)] {
		if canonicalID(x.account.ID) != canonicalID(account.ID) && oneList(x.account, account) {
			held, confirmed = true, confirmed || x.confirmed
		}
	}
	return held, confirmed
}

// oneList reports whether two accounts may stand in one school's list.
func oneList(a, b *Person) bool {
	return len(a.Schools) == 0 || len(b.Schools) == 0 || slices.ContainsFunc(a.Schools, func(u string) bool {
		return slices.ContainsFunc(b.Schools, func(v string) bool { return strings.EqualFold(strings.TrimSpace(u), strings.TrimSpace(v)) })
	})
}

// contest makes a review of a link that a verdict speaks against. confirmed is
// whose the account was said to be, if it was.
func (l *Ledger) contest(d *Decision, h holders, confirmed string, done *Applied) {
	ruling, said, current := l.holds(d.Account, d.Candidates[0].Person)
	switch _, taken := h.others(&d.Account, d.Candidates[0].Person.ID); {
	case said && !ruling.Same:
		d.Causes = []Reason{PersonRefused}
		if !current {
			done.Reopened++
		}
	case taken, confirmed != "" && confirmed != canonicalID(d.Candidates[0].Person.ID):
		d.Causes = []Reason{PersonDisagrees}
	default:
		return
	}
	d.Status = Review
	done.Disputed++
}

// settle settles a review.
func (l *Ledger) settle(d *Decision, h holders, done *Applied) {
	var left []Candidate
	reopened, disputed := false, false
	for _, c := range d.Candidates {
		ruling, said, current := l.holds(d.Account, c.Person)
		switch {
		case said && !current:
			reopened = true
		case ruling.Same:
			held, _ := h.others(&d.Account, c.Person.ID)
			if disputed = held || slices.Contains(d.Causes, PersonDisagrees); disputed {
				break
			}
			if !slices.Contains(c.Reasons, PersonConfirmed) {
				c.Reasons = append(slices.Clone(c.Reasons), PersonConfirmed)
			}
			d.Status, d.Candidates, d.Unlisted, d.Causes, d.Rivals = Linked, []Candidate{c}, 0, nil, nil
			done.Linked++
			return
		case said && !slices.Contains(d.Causes, PersonRefused) && !slices.Contains(c.Reasons, Crowd):
			continue // refused
		}
		left = append(left, c)
	}
	done.Reopened += one(reopened)
	if disputed && !slices.Contains(d.Causes, PersonDisagrees) {
		done.Disputed++
		d.Causes = append([]Reason{PersonDisagrees}, d.Causes...)
	}
	if len(left) == 0 && d.Unlisted > 0 {
		return // who was refused is not all
	}
	d.Candidates = left
	if len(left) == 0 {
		d.absent(PersonRefused)
		done.Absent++
	}
}

// absent makes nobody's of an account.
func (d *Decision) absent(cause Reason) {
	d.Status, d.Candidates, d.Unlisted, d.Causes, d.Rivals = Absent, nil, 0, []Reason{cause}, nil
}

// owned returns the accounts that are linked as somebody confirmed, by person: also
// those that the evidence links by now, as they bear the identifier.
func (l *Ledger) owned(r *Result) map[string][]*Person {
	accounts := map[string][]*Person{}
	for i := range r.Decisions {
		d := &r.Decisions[i]
		if d.Status != Linked {
			continue
		}
		if ruling, _, current := l.holds(d.Account, d.Candidates[0].Person); current && ruling.Same {
			id := canonicalID(d.Candidates[0].Person.ID)
			accounts[id] = append(accounts[id], &d.Account)
		}
	}
	return accounts
}

// spare reports whether a review is of an account of which nothing was said but that it
// is not theirs, and of whose candidates, who are all, each has another account of the
// same school's list by those owned.
func (l *Ledger) spare(d *Decision, owned map[string][]*Person) bool {
	if d.Status != Review || d.Unlisted > 0 || strings.TrimSpace(d.Account.Prior) != "" {
		return false
	}
	return !slices.ContainsFunc(d.Candidates, func(c Candidate) bool {
		ruling, said, current := l.holds(d.Account, c.Person)
		return said && (ruling.Same || !current) || slices.Contains(c.Reasons, Crowd) || !slices.ContainsFunc(owned[canonicalID(c.Person.ID)], func(a *Person) bool { return oneList(a, &d.Account) })
	})
}

// placedPeople are those who are linked, or candidates.
func placedPeople(r *Result) []Person {
	var ps []Person
	for _, d := range r.Decisions {
		for _, c := range d.Candidates {
			ps = append(ps, c.Person)
		}
	}
	return ps
}

// release gives those who were placed before, and are not any more, their
// place among the newcomers.
func (r *Result) release(before []Person) {
	placed := map[string]bool{}
	for _, p := range placedPeople(r) {
		placed[canonicalID(p.ID)] = true
	}
	for _, p := range before {
		id := canonicalID(p.ID)
		if id == "" || placed[id] {
			continue
		}
		placed[id] = true
		if p.Stale {
			r.Stale = append(r.Stale, p)
		} else {
			r.Newcomers = append(r.Newcomers, p)
		}
	}
}
