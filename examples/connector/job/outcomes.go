package job

import (
	"cmp"
	"iter"
	"slices"
	"strings"

	"github.com/entlink/entlink/matcher"
)

// outcomes keeps what the evidence says of each account, small: nearly all are
// linked, and of those only whose they are and why is asked again.
type outcomes struct {
	roster, lists *families
	n             int
	list          []outcome // by the number of the account
	reviews       map[int32]*matcher.Decision
	reasons       [][]matcher.Reason // the different ones
	known         map[string]int32   // where in reasons
	// taken holds the accounts that the matcher did not take as their first row
	// has them, but joined from several rows, or without a date that was filled in.
	taken map[int32]*matcher.Person
}

// An outcome is what the evidence says of one account. There is one for each
// account of 100,000: its size counts.
type outcome struct {
	there  bool // there is one
	status matcher.Status
	person int32 // number of whom it is linked to
	why    int32 // where in reasons
}

func newOutcomes(roster, lists *families) *outcomes {
	return &outcomes{roster: roster, lists: lists, list: make([]outcome, len(lists.rows)), reviews: map[int32]*matcher.Decision{},
		known: map[string]int32{}, taken: map[int32]*matcher.Person{}}
}

// keep takes a decision over, and none of its slices: another may stand there next.
func (f *outcomes) keep(d matcher.Decision) {
	n := f.lists.mustHave(d.Account.ID)
	if !samePerson(&d.Account, &f.lists.rows[n]) {
		account := d.Account
		f.taken[n] = &account
	}
	one := outcome{there: true, status: d.Status}
	switch d.Status {
	case matcher.Linked:
		one.person, one.why = f.roster.mustHave(d.Candidates[0].Person.ID), f.reason(d.Candidates[0].Reasons)
	case matcher.Review:
		review := d
		review.Candidates, review.Rivals, review.Causes = slices.Clone(d.Candidates), slices.Clone(d.Rivals), slices.Clone(d.Causes)
		for i := range review.Candidates {
			review.Candidates[i].Weights = slices.Clone(d.Candidates[i].Weights)
		}
		f.reviews[n] = &review
	}
	f.list[n] = one
	f.n++
}

// samePerson compares all that the pages show and the digests take.
func samePerson(a, b *matcher.Person) bool {
	return a.Last == b.Last && a.First == b.First && a.Born == b.Born && a.Sex == b.Sex && a.Prior == b.Prior && a.Stale == b.Stale &&
		slices.Equal(a.Profiles, b.Profiles) && slices.Equal(a.Schools, b.Schools) && slices.Equal(a.Classes, b.Classes) && slices.Equal(a.Children, b.Children)
}

// reason returns where the same reasons stand.
func (f *outcomes) reason(list []matcher.Reason) int32 {
	var b strings.Builder
	for _, r := range list {
		b.WriteString(string(r))
		b.WriteByte(' ')
	}
	n, ok := f.known[b.String()]
	if !ok {
		n = int32(len(f.reasons))
		f.reasons, f.known[b.String()] = append(f.reasons, slices.Clone(list)), n
	}
	return n
}

// all yields the numbers of the accounts that there is an outcome of.
func (f *outcomes) all() iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for n := range f.list {
			if f.list[n].there && !yield(int32(n)) {
				return
			}
		}
	}
}

// account returns an account as the matcher took it.
func (f *outcomes) account(n int32) *matcher.Person { return cmp.Or(f.taken[n], &f.lists.rows[n]) }

// decision returns the whole decision. A link has neither score nor weights any
// more.
func (f *outcomes) decision(n int32) matcher.Decision {
	if d, ok := f.reviews[n]; ok {
		return *d
	}
	one := f.list[n]
	d := matcher.Decision{Account: *f.account(n), Status: one.status}
	if one.status == matcher.Linked {
		d.Candidates = []matcher.Candidate{{Person: *f.roster.at(one.person), Reasons: f.reasons[one.why]}}
	}
	return d
}
