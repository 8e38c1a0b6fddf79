package matcher

import (
	"cmp"
	"maps"
	"slices"
)

// A Truth says whose one account is, for judging what was decided.
type Truth struct {
	Account string // ID of the account
	Person  string // ID of the person in the roster; empty if nobody there is meant
	// Kind is "match", "duplicate" (a second account of one person in one
	// school), "leaver", or "leaver_trap" (one with a namesake in the roster).
	Kind string
	// Expected says what can be known: "auto", if the two lists single the
	// person out; "review", if they don't; "none", if nobody bears the names;
	// "undecidable", for a leaver whom nothing tells from a namesake.
	Expected string
	Done     []string // what was done to the account's row, such as "typo"; empty if nothing
}

// An Answer is what was decided about one account: a Decision in short.
type Answer struct {
	Account string // ID of the account
	Status  Status
	People  []string // IDs in the roster: the one person for Linked, candidates best first for Review
	Profile string   // of the account, to count by; may be empty
}

// Answers puts decisions in short. An account of several profiles counts under
// the first.
func Answers(decisions []Decision) []Answer {
	as := make([]Answer, len(decisions))
	for i, d := range decisions {
		as[i] = Answer{Account: d.Account.ID, Status: d.Status}
		if len(d.Account.Profiles) > 0 {
			as[i].Profile = d.Account.Profiles[0]
		}
		for _, c := range d.Candidates {
			as[i].People = append(as[i].People, c.Person.ID)
		}
	}
	return as
}

// A Tally counts accounts by what was decided and what is true.
type Tally struct {
	Accounts   int
	WithPerson int // somebody in the roster owns it
	MustReview int // expected "review"

	Linked       int
	Right        int // linked to its person
	Wrong        int // linked to somebody else
	LeaverLinked int // linked, and its person is not in the roster
	TrapLinked   int // among those, leavers made to have a namesake

	Silent            int // linked, where names and evidence single nobody out
	SilentWrong       int // among those, not to its person
	Undecidable       int
	UndecidableLinked int

	Review          int
	ReviewForNobody int // nobody in the roster owns it
	Listed          int // in review, its person among the candidates
	First           int // its person the first of them
	Ranks           int // sum of its person's places in the lists, 1 the first, over Listed
}

// Precision is the share of the links that are right; 0 if there are none.
func (t Tally) Precision() float64 { return ratio(t.Right, t.Linked) }

// Recall is the share of the accounts with a person that are linked to that
// person; 0 if there are none.
func (t Tally) Recall() float64 { return ratio(t.Right, t.WithPerson) }

// F1 is the harmonic mean of Precision and Recall; 0 if both are.
func (t Tally) F1() float64 {
	p, r := t.Precision(), t.Recall()
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// Covered is the share of the accounts with a person that are linked to that
// person or have that person among the candidates of their review; 0 if there are none.
func (t Tally) Covered() float64 { return ratio(t.Right+t.Listed, t.WithPerson) }

// ReviewShare is the share of all accounts that are left to a person; 0 if there are
// none.
func (t Tally) ReviewShare() float64 { return ratio(t.Review, t.Accounts) }

// FirstShare is how often, of the lists that hold the right person, that person
// is the first; 0 if there are none.
func (t Tally) FirstShare() float64 { return ratio(t.First, t.Listed) }

// Avoidable counts the links to somebody else or of a leaver, without those
// that nothing could have avoided.
func (t Tally) Avoidable() int { return t.Wrong + t.LeaverLinked - t.UndecidableLinked }

// PerHundredThousand says how many of 100,000 links n of these links are; 0 if there
// are none.
func (t Tally) PerHundredThousand(n int) float64 { return 1e5 * ratio(n, t.Linked) }

func ratio(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// A Group is the tally of some of the accounts.
type Group struct {
	Name string // empty for those of no name: nothing done, no profile
	Tally
}

// An Evaluation says how good decisions are.
type Evaluation struct {
	Tally           // of all accounts
	ByDone  []Group // accounts with a person, by what was done to them; most frequent first. One may be in several.
	Profile []Group // all accounts, by profile, most frequent first; nil if no answer has one

	Single        int // people with one account
	SingleRight   int // among those, linked to it
	Several       int // people with several accounts
	SeveralLinked int // among those, linked to more than one, which is right in several schools
	Twice         int // among those, people with two accounts in one school (kind "duplicate")
	Shared        int // accounts linked to a person to whom another is linked too
	Unknown       int // answers about accounts of which no truth is known; they count nowhere else
}

// SingleRecall is the share of the people with one account that are linked to
// it; 0 if there are none.
func (e *Evaluation) SingleRecall() float64 { return ratio(e.SingleRight, e.Single) }

// Evaluate judges answers by the truth. An account without answer counts as
// Absent; of two answers about one account the last one counts.
func Evaluate(truths []Truth, answers []Answer) *Evaluation {
	e := &Evaluation{}
	of := make(map[string]*Answer, len(answers))
	for i := range answers {
		of[answers[i].Account] = &answers[i]
	}
	byDone, byProfile := map[string]*Tally{}, map[string]*Tally{}
	known := make(map[string]bool, len(truths))
	persons := map[string]*holder{}
	linkedTo := map[string]int{}
	for i := range truths {
		t := &truths[i]
		known[t.Account] = true
		a := of[t.Account]
		if a == nil {
			a = &Answer{}
		}
		e.count(t, a)
		group(byProfile, a.Profile).count(t, a)
		if a.Status == Linked && len(a.People) > 0 {
			linkedTo[a.People[0]]++
		}
		if t.Person == "" {
			continue
		}
		if len(t.Done) == 0 {
			group(byDone, "").count(t, a)
		}
		for _, d := range t.Done {
			group(byDone, d).count(t, a)
		}
		if persons[t.Person] == nil {
			persons[t.Person] = &holder{}
		}
		persons[t.Person].add(t, a)
	}
	e.people(persons, linkedTo)
	for id := range of {
		if !known[id] {
			e.Unknown++
		}
	}
	e.ByDone = groups(byDone)
	if e.Profile = groups(byProfile); len(e.Profile) == 1 && e.Profile[0].Name == "" {
		e.Profile = nil
	}
	return e
}

// A holder is a person and what became of her accounts.
type holder struct {
	accounts, linked int
	duplicate        bool
}

func (h *holder) add(t *Truth, a *Answer) {
	h.accounts++
	h.duplicate = h.duplicate || t.Kind == "duplicate"
	if right(t, a) {
		h.linked++
	}
}

// right reports whether the account is linked to its person.
func right(t *Truth, a *Answer) bool {
	return a.Status == Linked && t.Person != "" && len(a.People) > 0 && a.People[0] == t.Person
}

func (e *Evaluation) people(persons map[string]*holder, linkedTo map[string]int) {
	for _, h := range persons {
		switch {
		case h.accounts == 1:
			e.Single++
			e.SingleRight += h.linked
		default:
			e.Several++
			if h.linked > 1 {
				e.SeveralLinked++
				if h.duplicate {
					e.Twice++
				}
			}
		}
	}
	for _, n := range linkedTo {
		if n > 1 {
			e.Shared += n
		}
	}
}

func group(m map[string]*Tally, name string) *Tally {
	if m[name] == nil {
		m[name] = &Tally{}
	}
	return m[name]
}

func groups(m map[string]*Tally) (gs []Group) {
	for _, name := range slices.Sorted(maps.Keys(m)) {
		gs = append(gs, Group{name, *m[name]})
	}
	slices.SortStableFunc(gs, func(a, b Group) int { return cmp.Compare(b.Accounts, a.Accounts) })
	return gs
}

// count counts one account.
func (t *Tally) count(truth *Truth, a *Answer) {
	has := truth.Person != ""
	t.Accounts++
	t.WithPerson += one(has)
	t.MustReview += one(truth.Expected == "review")
	t.Undecidable += one(truth.Expected == "undecidable")
	switch a.Status {
	case Linked:
		hit := right(truth, a)
		t.Linked++
		t.Right += one(hit)
		t.Wrong += one(has && !hit)
		t.LeaverLinked += one(!has)
		t.TrapLinked += one(!has && truth.Kind == "leaver_trap")
		t.Silent += one(truth.Expected == "review")
		t.SilentWrong += one(truth.Expected == "review" && !hit)
		t.UndecidableLinked += one(truth.Expected == "undecidable")
	case Review:
		t.Review++
		t.ReviewForNobody += one(!has)
		if at := slices.Index(a.People, truth.Person); has && at >= 0 {
			t.Listed++
			t.First += one(at == 0)
			t.Ranks += at + 1
		}
	}
}

func one(b bool) int {
	if b {
		return 1
	}
	return 0
}
