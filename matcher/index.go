package matcher

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
)

// An Index is a list of people against whom one newcomer at a time is matched,
// as when somebody signs in whom the application does not know yet. The zero
// value holds nobody and is ready.
//
// All methods may be called from any number of goroutines: Match looks at the
// people that were there when it began, and Replace puts others in their place
// at once. An Index must not be copied.
type Index struct {
	now atomic.Pointer[filed]
}

// filed are the people of an Index, never changed once they are there.
type filed struct {
	list   *list
	bureau *bureau
	model  *model
	pools  pools
	opts   Options
	said   phrases

	matchings sync.Pool // of *matching
}

// Replace files people in place of those who were there. Who names no school has
// opts.RosterSchool, and newcomers who name none have opts.AccountSchool; of the
// other Options MaxCandidates and Names count for the matching, and Workers and
// OnProgress for the filing. A nil opts is the zero Options. It returns the
// context's error, and changes nothing, if that ends before it is done. The
// people's inner slices are shared, and must not be changed afterwards.
func (x *Index) Replace(ctx context.Context, people []Person, opts *Options) error {
	if opts == nil {
		opts = &Options{}
	}
	f := &filed{opts: *opts}
	var err error
	c := newCrew(opts, len(people))
	names := newLexicon(opts.Names)
	names.expect(len(people))
	people = slices.Clone(people) // the caller's may change once this returns
	if f.list, err = newList(ctx, c, people, opts.RosterSchool, names); err != nil {
		return err
	}
	nobody, err := newList(ctx, c, nil, "", names)
	if err != nil {
		return err
	}
	f.list.filePriors()
	f.model = newModel(f.list)
	f.pools = newPools(nobody, f.list, nil, make([]bool, len(f.list.people)))
	f.bureau = newBureau(c, f.list, appendKeys, nil, nil)
	for i := range f.list.people {
		e := &f.list.people[i] // of which Match would else read the names exchanged each time
		names.asSurname(e.giv)
		names.asGiven(e.sur)
	}
	names.closed = true
	f.list.schools.closed = true
	x.now.Store(f)
	c.did(c.total - c.done)
	return nil
}

// Len returns how many people are filed, rows of one identifier counting once.
func (x *Index) Len() int {
	if f := x.now.Load(); f != nil {
		return len(f.list.people)
	}
	return 0
}

// Match decides who of the index the newcomer is. It decides as [Link] does for
// one account, and knows less: it sees nobody else's account, so Linked means
// that nobody else of the index could be meant, not that no other newcomer
// bears the names; and as nobody is linked yet, no family speaks. Beyond the
// newcomer's school it looks for equal names and birth dates, and not for slips of
// the hand. Who is linked already has to bear that identifier as Prior, in the index
// or on the newcomer.
// The newcomer is the decision's Account and its candidates are of the index,
// whichever list either is from: where the index is of accounts, somebody who signs
// in is the newcomer, and [Ledger], which is about accounts of a list and people of
// a roster, does not apply.
// A newcomer without an ID may be matched as well. An index of nobody answers Absent.
func (x *Index) Match(newcomer Person) (d Decision) {
	x.match(&d, newcomer, true)
	return d
}

// MatchInto is [Index.Match] with a decision of the caller's, who matches many
// newcomers one after another: it writes over what d holds, the slices too, so
// nothing of d may be in use elsewhere, and what a caller keeps for longer than
// the next call she has to copy. A slice that would be nil may be empty. d may be
// the zero Decision, or one from Match. Goroutines need a decision each.
//
// It allocates no memory once d has seen answers of such a length, if somebody
// of the index bears each of the newcomer's names, her school and her class as
// they are written, and she has no Prior.
func (x *Index) MatchInto(d *Decision, newcomer Person) { x.match(d, newcomer, false) }

// match decides. once says that d is not used again, so that all that it needs is
// made at once.
func (x *Index) match(d *Decision, newcomer Person, once bool) {
	f := x.now.Load()
	if f == nil {
		d.clear()
		d.Account = newcomer
		return
	}
	w := wording{said: &f.said}
	if once {
		w = newAnswer(&f.said)
	}
	f.match(d, newcomer, &w)
}

func (f *filed) match(d *Decision, newcomer Person, w *wording) {
	m, ok := f.matchings.Get().(*matching)
	if !ok {
		m = f.newMatching()
	}
	defer f.matchings.Put(m)
	defer m.clear()
	m.begin(f, newcomer)
	w.listed = m.listed
	defer func() { m.listed = w.listed }()
	l := &m.linkage
	a := &l.accounts.people[0]
	for k := range a.keys {
		m.made = l.pairGroup(m.made[:0], m.account[:], f.list.bearers(k)) // of one name, for one row has one
		for n := range m.made {
			l.measure(&m.made[n])
			m.made[n].weigh(l)
			l.add(m.made[n])
		}
	}
	l.settled.person[0] = l.stands() // by equal names alone, as Link does
	m.found, m.keys = f.bureau.near(m.found[:0], a, m.keys)
	for _, j := range m.found {
		if p, ok := l.near(0, j); ok {
			l.add(p)
		}
	}
	l.links.person[0] = l.stands()
	if l.links.person[0] >= 0 {
		l.linked(d, 0, w)
	} else {
		l.decide(d, 0, w)
	}
}

// stands returns the one person whose pair stands out, or -1.
func (l *linkage) stands() int32 {
	person := int32(-1)
	for i := range l.pairs {
		if p := &l.pairs[i]; l.standsOut(p) {
			if person >= 0 {
				return -1
			}
			person = p.person
		}
	}
	return person
}

// A matching is the work of one match, in which the newcomer is the only
// account, and the room for it, which the next match takes over.
type matching struct {
	linkage
	own      list
	place    place
	account  [1]int32 // 0
	settled  [1]int32
	linked   [1]int32
	newcomer Person
	found    []int32
	keys     []uint64
	made     []pair
	listed   []*pair
}

func (f *filed) newMatching() *matching {
	m := &matching{linkage: linkage{
		crew: &crew{workers: 1}, roster: f.list, limit: f.opts.MaxCandidates, ofAccount: newNumberLists(1), model: f.model, pools: f.pools,
	}}
	if m.limit <= 0 {
		m.limit = 8
	}
	m.own = list{names: f.list.names, naming: f.list.naming, schools: f.list.schools, people: make([]entry, 1), room: &m.place}
	m.accounts = &m.own
	m.linkage.settled = links{person: m.settled[:]}
	m.links = links{person: m.linked[:]}
	return m
}

// begin takes the newcomer in.
func (m *matching) begin(f *filed, newcomer Person) {
	m.settled[0], m.linked[0] = -1, -1
	e := &m.own.people[0]
	m.newcomer = newcomer
	m.own.newEntry(e, &m.newcomer, m.own.names.row(&m.newcomer))
	for _, prior := range e.priors {
		if j, ok := f.list.number(prior); ok && !f.list.people[j].stale {
			e.claim().bears = append(e.bears, j)
		}
	}
	var room [64]byte
	if borne := f.list.byPrior[string(appendLower(room[:0], trimmedID(e.ID)))]; len(borne) > 0 {
		e.claim().borne = borne
	}
	m.own.resolveSchools(f.opts.AccountSchool)
}

// clear forgets the newcomer, but not the room.
func (m *matching) clear() {
	e := &m.own.people[0]
	*e, m.newcomer = entry{}, Person{}
	m.pairs = m.pairs[:0]
	m.ofAccount.clear()
}
