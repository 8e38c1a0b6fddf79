package job

import (
	"cmp"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/entlink/entlink/examples/connector/store"
	"github.com/entlink/entlink/matcher"
)

// A Standing says how far a case is.
type Standing string

// The standings of a case.
const (
	ToDo   Standing = "todo"
	Later  Standing = "later"
	Same   Standing = "same"
	Nobody Standing = "nobody" // none of the candidates
	Taken  Standing = "taken"  // none, and each of them has another account
)

// A Case is an account that the evidence leaves to a person.
type Case struct {
	matcher.Decision
	Standing Standing
	// Last is the latest verdict, whatever it is; its Seq is 0 if there is none.
	Last store.Decision
	// Reopened says that somebody decided, and that what she saw then has
	// changed since.
	Reopened bool
}

// A State is a job with what people decided.
type State struct {
	*Job
	Cases []Case // pupils first, then by names
	// Linked counts accounts that the evidence alone decided, Absent those that
	// nobody in the export may own, Owned those that are somebody's.
	Linked, Absent, Owned int

	key     []byte            // of Evidence
	owner   []int32           // by number of the account: that of the person whose it is, -1 for nobody
	holder  []int32           // by number of the person, the other way round
	others  map[int32][]int32 // by number of the person who has several, one in each of several schools: those before
	changes func() Changes
	moves   []Move         // once changes has returned
	cases   map[string]int // by account, the position in Cases
	last    map[string]store.Decision
}

// Apply adds what people decided. key is the secret of Evidence.
func (j *Job) Apply(said []store.Decision, key []byte) *State {
	s := &State{Job: j, key: key, owner: nobody(len(j.lists.rows)), holder: nobody(len(j.roster.rows)), cases: map[string]int{}}
	s.changes = sync.OnceValue(s.countChanges)
	s.last = make(map[string]store.Decision, len(said))
	confirmed := map[string][]int32{} // by person; an account that is in no list any more stands in nobody's way
	for _, d := range said {
		s.last[d.Account] = d
		if n, there := j.account(d.Account); there && d.Verdict == store.Same {
			confirmed[d.Person] = append(confirmed[d.Person], n)
		}
	}
	for n := range j.found.all() {
		switch one := j.found.list[n]; one.status {
		case matcher.Absent:
			s.Absent++
		case matcher.Linked:
			// What a person said goes before what the evidence says: where
			// they disagree the question is open.
			p := j.roster.rows[one.person].ID
			v := s.last[j.found.account(n).ID]
			if v.Verdict == store.Other && slices.Contains(v.Refused, p) {
				s.Cases = append(s.Cases, settled(j.found.decision(n), v, key))
				continue
			}
			others := slices.ContainsFunc(confirmed[p], func(o int32) bool { return o != n && j.oneList(o, n) })
			if others || v.Verdict == store.Same && v.Person != p {
				s.Cases = append(s.Cases, Case{Decision: j.found.decision(n), Standing: ToDo, Last: v, Reopened: v.Seq > 0})
				continue
			}
			s.Linked++
			s.own(n, one.person)
		case matcher.Review:
			d := j.found.decision(n)
			s.Cases = append(s.Cases, settled(d, s.last[d.Account.ID], key))
		}
	}
	s.Cases = byPupilAndName(s.Cases)
	for i := range s.Cases {
		c := &s.Cases[i]
		s.cases[c.Account.ID] = i
		if c.Standing != Same {
			continue
		}
		account, person := j.lists.mustHave(c.Account.ID), j.roster.mustHave(c.Last.Person) // a candidate
		if _, taken := s.holderBeside(person, account); taken {                             // by the evidence, after the decision
			c.Standing, c.Reopened = ToDo, true
			continue
		}
		s.own(account, person)
	}
	for i := range s.Cases {
		if s.taken(&s.Cases[i]) {
			s.Cases[i].Standing = Taken
		}
	}
	return s
}

// Said reports whether the latest verdict made the case what it is.
func (c Case) Said() bool {
	return c.Last.Seq > 0 && c.Last.Verdict != store.Withdrawn && (c.Standing != Taken || c.Last.Verdict == store.Other)
}

// taken reports whether each candidate of a case has another account of the same
// school's list, and somebody refused them; or gave them those accounts, nothing was
// decided about this one, and they are all who could own it. Then nothing is left to
// decide, as matcher.Ledger.Apply has it, too; one that bears an identifier is looked
// at all the same.
func (s *State) taken(c *Case) bool {
	open := c.Standing == ToDo && !c.Reopened || c.Standing == Later
	if c.Status != matcher.Review || c.Standing != Nobody && !(open && c.Unlisted == 0 && c.Account.Prior == "") {
		return false
	}
	return !slices.ContainsFunc(c.Candidates, func(cand matcher.Candidate) bool {
		holder, held := s.Holder(cand.Person.ID, c.Account.ID)
		of, _ := s.Case(holder)
		return !held || open && (of.Standing != Same || slices.Contains(cand.Reasons, matcher.Crowd))
	})
}

// TakenBy returns the accounts about which nothing is left to decide as that one was
// said to be a candidate's of theirs.
func (s *State) TakenBy(account string) (accounts []string) {
	if c, _ := s.Case(account); c.Standing != Same {
		return nil
	}
	owner, _ := s.Owner(account)
	for i := range s.Cases {
		c := &s.Cases[i]
		if c.Standing == Taken && !c.Said() && slices.ContainsFunc(c.Candidates, func(cand matcher.Candidate) bool { return cand.Person.ID == owner }) {
			accounts = append(accounts, c.Account.ID)
		}
	}
	return accounts
}

// nobody is n times -1.
func nobody(n int) []int32 { return slices.Repeat([]int32{-1}, n) }

func (s *State) own(account, person int32) {
	if before := s.holder[person]; before >= 0 {
		if s.others == nil {
			s.others = map[int32][]int32{}
		}
		s.others[person] = append(s.others[person], before)
	}
	s.owner[account], s.holder[person] = person, account
	s.Owned++
}

// Owner returns the identifier of the person whose an account was decided to be.
func (s *State) Owner(account string) (person string, ok bool) {
	n, ok := s.lists.number[account]
	if !ok || s.owner[n] < 0 {
		return "", false
	}
	return s.roster.rows[s.owner[n]].ID, true
}

// settled says how far a review is after the latest verdict about it.
func settled(d matcher.Decision, v store.Decision, key []byte) Case {
	c := Case{Decision: d, Standing: ToDo, Last: v}
	switch v.Verdict {
	case store.Later:
		c.Standing = Later
	case store.Same:
		i := slices.IndexFunc(d.Candidates, func(c matcher.Candidate) bool { return c.Person.ID == v.Person })
		if i >= 0 && holds(v, key, d.Account, d.Candidates[i].Person) {
			c.Standing = Same
		} else {
			c.Reopened = true
		}
	case store.Other:
		c.Standing = Nobody
		for _, p := range d.Candidates {
			if !slices.Contains(v.Refused, p.Person.ID) || !holds(v, key, d.Account, p.Person) {
				c.Standing, c.Reopened = ToDo, true
			}
		}
	}
	return c
}

// byPupilAndName sorts cases: pupils first, then by names. A case is long, and is
// moved once.
func byPupilAndName(cases []Case) []Case {
	type place struct {
		kind        int
		last, first string
		i           int
	}
	places := make([]place, len(cases))
	for i, c := range cases {
		places[i] = place{1, matcher.Fold(c.Account.Last), matcher.Fold(c.Account.First), i}
		if slices.Contains(c.Account.Profiles, matcher.Pupil) {
			places[i].kind = 0
		}
	}
	slices.SortFunc(places, func(a, b place) int {
		return cmp.Or(a.kind-b.kind, cmp.Compare(a.last, b.last), cmp.Compare(a.first, b.first), a.i-b.i)
	})
	sorted := make([]Case, len(cases))
	for n, p := range places {
		sorted[n] = cases[p.i]
	}
	return sorted
}

// Case returns the case of an account.
func (s *State) Case(account string) (Case, bool) {
	i, ok := s.cases[account]
	if !ok {
		return Case{}, false
	}
	return s.Cases[i], true
}

// Last returns the latest verdict about an account, whatever it is; its Seq is 0
// if there is none.
func (s *State) Last(account string) store.Decision { return s.last[account] }

// Holder returns the account beside that one which somebody was decided to own: of the
// same school's list, as she may have one in each of several schools. One of an account
// that is in no list is any.
func (s *State) Holder(person, account string) (holder string, ok bool) {
	p, known := s.roster.number[person]
	if !known {
		return "", false
	}
	beside := int32(outside)
	if n, listed := s.lists.number[account]; listed {
		beside = n
	}
	n, ok := s.holderBeside(p, beside)
	if !ok {
		return "", false
	}
	return s.found.account(n).ID, true
}

func (s *State) holderBeside(person, account int32) (holder int32, ok bool) {
	for _, n := range s.holdings(person) {
		if n != account && (account == outside || s.oneList(n, account)) {
			return n, true
		}
	}
	return 0, false
}

// Holdings returns all accounts that somebody was decided to own: one in each of
// several schools, in the order of their lists.
func (s *State) Holdings(person string) (accounts []string) {
	if n, ok := s.roster.number[person]; ok {
		for _, account := range s.holdings(n) {
			accounts = append(accounts, s.found.account(account).ID)
		}
	}
	return accounts
}

func (s *State) holdings(person int32) []int32 {
	if s.holder[person] < 0 {
		return nil
	}
	return append(slices.Clip(s.others[person]), s.holder[person])
}

// Beside returns the other accounts that were said to be somebody's and may be so as
// well: of another school's list than that account, or in no list any more.
func (s *State) Beside(person, account string) (accounts []string) {
	own, listed := s.account(account)
	for id, d := range s.last {
		if d.Verdict != store.Same || d.Person != person || id == account {
			continue
		}
		if n, there := s.account(id); !there || listed && !s.oneList(n, own) {
			accounts = append(accounts, id)
		}
	}
	return accounts
}

// account returns the number of an account that a decision was made about.
func (j *Job) account(id string) (n int32, there bool) {
	n, listed := j.lists.number[id]
	return n, listed && j.found.list[n].there
}

// oneList reports whether two accounts may stand in the list of one school.
func (j *Job) oneList(a, b int32) bool {
	x, y := j.lists.at(a).Schools, j.lists.at(b).Schools
	return len(x) == 0 || len(y) == 0 || slices.ContainsFunc(x, func(uai string) bool { return slices.Contains(y, uai) })
}

// Count counts the cases of a standing.
func (s *State) Count(st Standing) (n int) {
	for _, c := range s.Cases {
		if c.Standing == st {
			n++
		}
	}
	return n
}

// holds reports whether what was seen of two when the verdict was given is what
// is seen now. That the account has since been given the identifier of the
// person whom the verdict names is no news.
func holds(v store.Decision, key []byte, account, person matcher.Person) bool {
	then, bore, _ := strings.Cut(v.Evidence[person.ID], ".")
	now, bears, _ := strings.Cut(Evidence(key, account, person), ".")
	mine := v.Verdict == store.Same && account.Prior == person.ID
	return then == now && (bears == "" || mine || bears == bore)
}

// Evidence is a digest, under a secret key, of what tells an account and a
// person apart or together: names as they are compared, birth dates, sexes,
// profiles and whether they share a school; after a point, one of the
// identifier that the account bears, if any. Classes are left out, for they
// change each September.
func Evidence(key []byte, account, person matcher.Person) string {
	var parts []string
	for _, p := range []matcher.Person{account, person} {
		profiles := slices.Sorted(slices.Values(p.Profiles))
		parts = append(parts, matcher.Fold(p.Last), matcher.Fold(p.First), p.Born, p.Sex, strings.Join(profiles, ","), fmt.Sprint(p.Stale))
	}
	school := "unknown"
	if len(account.Schools) > 0 && len(person.Schools) > 0 {
		school = fmt.Sprint(slices.ContainsFunc(account.Schools, func(u string) bool { return slices.Contains(person.Schools, u) }))
	}
	seen := digest(key, append(parts, school)...) + "."
	if account.Prior != "" {
		seen += digest(key, "prior", account.Prior)
	}
	return seen
}

// digest is 96 bits, in hexadecimal: enough that no two of a school's meet.
func digest(key []byte, parts ...string) string {
	m := hmac.New(sha256.New, key)
	for _, p := range parts {
		fmt.Fprintf(m, "%d:%s", len(p), p)
	}
	return hex.EncodeToString(m.Sum(nil)[:12])
}

// Shown names what a page shows of a case, so that a form can say which page it was
// on: the latest verdict, and a digest under a secret key of the account and its
// candidates. It is another one once somebody decided, or other files came.
func (c Case) Shown(key []byte) string {
	parts := []string{c.Account.ID, strings.Join(c.Account.Classes, ",")}
	for _, p := range c.Candidates {
		parts = append(parts, p.Person.ID, strings.Join(p.Person.Classes, ","), Evidence(key, c.Account, p.Person))
	}
	return fmt.Sprintf("%d-%s", c.Last.Seq, digest(key, parts...))
}

// Seen makes the evidence of all candidates of a case, to be kept with a
// verdict.
func (c Case) Seen(key []byte) map[string]string {
	seen := make(map[string]string, len(c.Candidates))
	for _, p := range c.Candidates {
		seen[p.Person.ID] = Evidence(key, c.Account, p.Person)
	}
	return seen
}
