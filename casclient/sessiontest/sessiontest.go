// Package sessiontest checks stores of sessions, of proxy-granting tickets and
// of forms that are not casclient's own, as testing/fstest checks file systems:
//
//	func TestStore(t *testing.T) {
//		open := func() casclient.Sessions { return newStore(t) } // an empty one each time
//		if err := sessiontest.TestSessions(open); err != nil {
//			t.Error(err)
//		}
//	}
//
// A store that passes keeps the promises on which casclient relies: sessions
// end when they should, for good, and one visitor's never becomes another's.
package sessiontest

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"sync"
	"time"

	"github.com/entlink/entlink/casclient"
)

// start is the time of every test. Stores are told the time; one that looks at
// a clock of its own finds all of this long over.
var start = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

// slack is how far Seen may be behind (see casclient.Sessions).
const slack = time.Minute

// A check gathers what is wrong with a store.
type check struct {
	ctx  context.Context
	errs []error
}

func (c *check) errorf(format string, args ...any) {
	c.errs = append(c.errs, fmt.Errorf(format, args...))
}

func (c *check) noError(call string, err error) {
	if err != nil {
		c.errorf("%s: %w", call, err)
	}
}

// TestSessions checks a store. open returns an empty one, of the same kind
// each time; it is called several times, and what it opened is not closed.
// The error joins everything that is wrong; nil is a pass. Run it with -race.
func TestSessions(open func() casclient.Sessions) error {
	var errs []error
	for _, part := range []struct {
		what string
		run  func(*sessions)
	}{
		{"an empty store", (*sessions).empty},
		{"what is kept", (*sessions).kept},
		{"the end of a session", (*sessions).ends},
		{"idle sessions", (*sessions).idle},
		{"tickets", (*sessions).byTicket},
		{"many at once", (*sessions).crowd},
	} {
		s := &sessions{check{ctx: context.Background()}, open()}
		part.run(s)
		for _, err := range s.errs {
			errs = append(errs, fmt.Errorf("%s: %w", part.what, err))
		}
	}
	return errors.Join(errs...)
}

// sessions is a store under test.
type sessions struct {
	check
	store casclient.Sessions
}

// hash looks like what casclient stores.
func hash(s string) string { return strings.Repeat("0", 64-len(s)) + s }

func session(id string) casclient.Session {
	return casclient.Session{
		ID: hash(id), Ticket: hash("f" + id), Principal: casclient.Principal{User: "user " + id},
		Created: start, Seen: start, Expires: start.Add(12 * time.Hour), IdleTimeout: 2 * time.Hour,
	}
}

func (s *sessions) create(x casclient.Session) {
	s.noError("Create", s.store.Create(s.ctx, x))
}

// find expects the session with that id to be there, or not, after a time.
func (s *sessions) find(what, id string, after time.Duration, want bool) casclient.Session {
	x, ok, err := s.store.Find(s.ctx, hash(id), start.Add(after))
	s.noError("Find", err)
	if ok != want {
		s.errorf("%s: found is %v, want %v", what, ok, want)
	}
	if ok && want && (x.ID != hash(id) || x.Principal.User != "user "+id) {
		s.errorf("%s: found the session of another", what)
	}
	return x
}

func (s *sessions) empty() {
	s.find("an id that was never there", "1", 0, false)
	s.find("an empty id", "", 0, false)
	s.noError("Delete of nothing", s.store.Delete(s.ctx, hash("1")))
	s.noError("DeleteTicket of nothing", s.store.DeleteTicket(s.ctx, hash("f1")))
}

// kept is about every field, and about text as users write it.
func (s *sessions) kept() {
	want := session("1")
	want.Principal = casclient.Principal{
		User: "user 1",
		Attributes: casclient.Attributes{
			{Name: "nom", Value: "Lefèvre-Nuñez 🏫 'd\"arc\\"},
			{Name: "profil", Value: "National_ENS"},
			{Name: "note", Value: " \t\r\n<&> "},
			{Name: "profil", Value: "National_DIR"},
			{Name: "empty", Value: ""},
		},
		Proxies: []string{"https://b.example/?x=1&y", "https://a.example/"},
	}
	want.Grant = []byte("\x00\xff sealed \n")
	want.GrantTicket = hash("e1")
	want.Created = start.Add(123456 * time.Microsecond)
	want.Seen = want.Created
	want.Expires = want.Created.Add(12*time.Hour + time.Microsecond)
	want.IdleTimeout = 2*time.Hour + time.Millisecond
	s.create(want)
	got := s.find("what was created", "1", time.Second, true)
	if behind := start.Add(time.Second).Sub(got.Seen); behind < 0 || behind > slack {
		s.errorf("Seen is %v behind the time of Find", behind)
	}
	for _, field := range []struct {
		name      string
		got, want time.Time
	}{{"Created", got.Created, want.Created}, {"Expires", got.Expires, want.Expires}} {
		if d := field.got.Sub(field.want).Abs(); d >= time.Millisecond {
			s.errorf("%s is %v off", field.name, d)
		}
	}
	got.Created, got.Expires, got.Seen = want.Created, want.Expires, want.Seen
	a, b := reflect.ValueOf(got), reflect.ValueOf(want)
	for i := range a.NumField() {
		if !reflect.DeepEqual(a.Field(i).Interface(), b.Field(i).Interface()) {
			s.errorf("the field %s is not what was created: %v, want %v", a.Type().Field(i).Name, a.Field(i), b.Field(i))
		}
	}
	plain := session("2")
	s.create(plain)
	if got := s.find("one without attributes", "2", 0, true); len(got.Principal.Attributes)+len(got.Principal.Proxies)+len(got.Grant) != 0 || got.GrantTicket != "" {
		s.errorf("one without attributes: has some")
	}
	// Such as waits for a ticket to be validated.
	nobody := session("3")
	nobody.Principal = casclient.Principal{}
	s.create(nobody)
	if got, ok, err := s.store.Find(s.ctx, hash("3"), start); err != nil || !ok || got.Principal.User != "" {
		s.errorf("one that is nobody's: found is %v, of %q, %v; want it, of nobody", ok, got.Principal.User, err)
	}
}

func (s *sessions) ends() {
	for _, id := range []string{"1", "2", "3"} {
		s.create(session(id))
	}
	s.noError("Delete", s.store.Delete(s.ctx, hash("1")))
	s.find("a deleted one", "1", 0, false)
	s.find("another one", "2", 0, true)
	s.noError("Delete again", s.store.Delete(s.ctx, hash("1")))
	// In use all day, and over at its end.
	for h := time.Hour; h < 12*time.Hour; h += time.Hour {
		s.find("one that is used every hour", "2", h, true)
	}
	s.find("one that is used every hour, when it expires", "2", 12*time.Hour, false)
	s.find("one that has expired, at an earlier time", "3", 13*time.Hour, false)
}

func (s *sessions) idle() {
	for _, id := range []string{"1", "2", "3"} {
		s.create(session(id))
	}
	s.find("just before it is idle too long", "1", 2*time.Hour-time.Millisecond, true)
	s.find("when it is", "2", 2*time.Hour, false)
	// A use moves the end, by up to a minute less.
	s.find("in use", "3", 119*time.Minute, true)
	s.find("in use for the second time", "3", 119*time.Minute+2*time.Hour-slack-time.Second, true)
	s.find("idle after that", "3", 119*time.Minute+4*time.Hour, false)
}

func (s *sessions) byTicket() {
	for _, id := range []string{"1", "2", "3", "4", "5"} {
		x := session(id)
		switch id {
		case "2":
			x.Ticket = hash("f1") // two browsers, one ticket: a server that lets it be replayed
		case "4":
			x.GrantTicket = hash("e4")
		}
		s.create(x)
	}
	s.noError("DeleteTicket", s.store.DeleteTicket(s.ctx, hash("f1")))
	s.find("the first of a ticket that is over", "1", 0, false)
	s.find("the second of a ticket that is over", "2", 0, false)
	s.find("of another ticket", "3", 0, true)
	s.noError("DeleteTicket", s.store.DeleteTicket(s.ctx, hash("e4")))
	s.find("of a grant that is over", "4", 0, false)
	s.find("without a grant", "5", 0, true)
	s.noError("DeleteTicket", s.store.DeleteTicket(s.ctx, hash("3")))
	s.find("whose id was given as a ticket", "3", 0, true)
	s.noError("Delete", s.store.Delete(s.ctx, hash("f5")))
	s.find("whose ticket was given as an id", "5", 0, true)
}

// crowd ends sessions while they are used: what was ended stays so.
func (s *sessions) crowd() {
	const people = 16
	var mu sync.Mutex
	var wg sync.WaitGroup
	problem := func(format string, args ...any) {
		mu.Lock()
		defer mu.Unlock()
		s.errorf(format, args...)
	}
	for p := range people {
		id := fmt.Sprintf("a%02d", p)
		if err := s.store.Create(s.ctx, session(id)); err != nil {
			problem("Create: %w", err)
		}
		for use := range 4 {
			wg.Go(func() {
				for i := range 20 {
					x, ok, err := s.store.Find(s.ctx, hash(id), start.Add(time.Duration(use*20+i)*time.Second))
					if err != nil || ok && x.Principal.User != "user "+id {
						problem("Find of %s: %q, %v", id, x.Principal.User, err)
					}
				}
			})
		}
		wg.Go(func() {
			var err error
			if p%2 == 0 {
				err = s.store.Delete(s.ctx, hash(id))
			} else {
				err = s.store.DeleteTicket(s.ctx, hash("f"+id))
			}
			if err != nil {
				problem("Delete: %w", err)
			}
			if _, ok, err := s.store.Find(s.ctx, hash(id), start); ok || err != nil {
				problem("%s is there after it was deleted (%v)", id, err)
			}
		})
	}
	wg.Wait()
	for p := range people {
		if _, ok, _ := s.store.Find(s.ctx, hash(fmt.Sprintf("a%02d", p)), start); ok {
			s.errorf("a use brought a deleted session back")
			return
		}
	}
}
