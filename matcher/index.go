package matcher

import (
	"context"
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
}

// Replace files people in place of those who were there. Who names no school
// has opts.RosterSchool; a nil opts is the zero Options. It returns the
// context's error, and changes nothing, if that ends before it is done.
func (x *Index) Replace(ctx context.Context, people []Person, opts *Options) error {
	if opts == nil {
		opts = &Options{}
	}
	f := &filed{opts: *opts}
	var err error
	c := newCrew(opts, len(people))
	names := newLexicon(opts.Names)
	if f.list, err = newList(ctx, c, people, opts.RosterSchool, names); err != nil {
		return err
	}
	nobody, err := newList(ctx, c, nil, "", names)
	if err != nil {
		return err
	}
	f.model = newModel(f.list)
	f.pools = newPools(nobody, f.list, nil, make([]bool, len(f.list.people)))
	f.bureau = newBureau(c, f.list, nil)
	names.closed = true
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
// bears the names; and as nobody is linked yet, no family speaks. Who is linked
// already has to bear that identifier as Prior, in the index or on the newcomer.
// A newcomer without an ID may be matched as well.
func (x *Index) Match(newcomer Person) Decision {
	f := x.now.Load()
	if f == nil {
		return Decision{Account: newcomer}
	}
	return f.match(newcomer)
}

func (f *filed) match(newcomer Person) Decision {
	l := f.linkage(newcomer)
	a := &l.accounts.people[0]
	for _, k := range a.keys {
		l.pairGroup([]int32{0}, f.list.bearers(k))
	}
	for i := range l.pairs {
		l.measure(&l.pairs[i])
	}
	l.settled.person[0] = l.stands() // by equal names alone, as Link does
	found, _ := f.bureau.near(nil, a, nil, false)
	for _, j := range found {
		if p, ok := l.near(0, j); ok {
			l.add(p)
		}
	}
	l.links.person[0] = l.stands()
	return l.decision(0, nil)
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

// linkage is the work of one match: the newcomer is the only account.
func (f *filed) linkage(newcomer Person) *linkage {
	own := &list{names: f.list.names, naming: f.opts.Names, byID: map[string]int32{}, byPrior: map[string][]int32{}}
	var e entry
	own.newEntry(&e, &newcomer, nil)
	if e.id == "" {
		e.id = "\x00newcomer" // no row of a list bears it
	}
	for _, prior := range e.priors {
		if j, ok := f.list.byID[prior]; ok && !f.list.people[j].Stale {
			e.bears = append(e.bears, j)
		}
	}
	e.borne = f.list.byPrior[e.id]
	own.people = []entry{e}
	own.resolveSchools(f.opts.AccountSchool)
	l := &linkage{
		crew: &crew{workers: 1}, roster: f.list, accounts: own, limit: f.opts.MaxCandidates,
		ofAccount: make([][]int32, 1), model: f.model, pools: f.pools,
		links: links{person: []int32{-1}}, settled: links{person: []int32{-1}},
		claimed: map[int32][]int32{}, crowded: map[fullName]bool{},
	}
	if l.limit <= 0 {
		l.limit = 8
	}
	l.against = l.links
	return l
}
