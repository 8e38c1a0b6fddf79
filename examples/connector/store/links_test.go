package store

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/entlink/entlink/examples/connector/servertest"
)

// conformLinks is what any Store must do with links.
func conformLinks(t *testing.T, s Store) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	publish := func(school string, links ...Link) error {
		t.Helper()
		r, err := s.Begin(ctx, "Mme Durand")
		must(err)
		return s.End(ctx, r.ID, Ended, "Mme Durand", published(school, 1<<40, links))
	}
	links := func(person string) []Link {
		t.Helper()
		list, err := s.Links(ctx, person)
		must(err)
		return list
	}
	same := func(what string, got []Link, want ...Link) {
		t.Helper()
		if diff := cmp.Diff(got, want, cmpopts.IgnoreFields(Link{}, "Rev", "At"), cmpopts.EquateEmpty()); diff != "" {
			t.Errorf("%s (-got +want):\n%s", what, diff)
		}
	}
	lea := Facts{Last: "Martin", First: "Léa", Born: "2015-03-14", Profiles: []string{"pupil"}, Names: "n", Birth: "b"}
	const school = "0990042V"
	one := Link{School: school, Account: "12", Person: "g1", Facts: lea, Standing: Fresh}
	two := Link{School: school, Account: "13", Person: "g2", Standing: Fresh}

	same("nobody's account", links("g1"))
	must(publish(school, one, two, Link{Account: "14"}))
	same("an account", links("g1"), one)
	must(publish("0750001A", Link{Account: "12", Person: "g1"}))
	same("accounts in two schools", links("g1"), Link{School: "0750001A", Account: "12", Person: "g1", Standing: Fresh}, one)
	for of, want := range map[string]map[string]string{school: {"12": "g1", "13": "g2"}, "0750001A": {"12": "g1"}, "0010001B": {}} {
		got, err := s.Owners(ctx, of)
		must(err)
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("owners of the accounts of %s (-got +want):\n%s", of, diff)
		}
	}

	// A contradiction keeps what it is about until somebody has judged it.
	l := links("g2")[0]
	l.Standing, l.Said, l.Causes = Stopped, Facts{Last: "Martin", First: "Tom"}, []string{"first-differs"}
	must(s.Judge(ctx, l, ""))
	if err := s.Judge(ctx, l, "M. Roussel"); !errors.Is(err, ErrConflict) {
		t.Errorf("judging what has changed meanwhile: %v, want ErrConflict", err)
	}
	held, err := s.Held(ctx)
	must(err)
	same("what is held", held, l)
	l = held[0]
	l.Standing = Refused
	must(s.Judge(ctx, l, "M. Roussel"))
	held, err = s.Held(ctx)
	must(err)
	l.By = "M. Roussel"
	same("what is refused", held, l)
	l = held[0]
	l.Standing = Released
	must(s.Judge(ctx, l, "M. Roussel"))
	same("what was released", links("g2"), Link{School: school, Account: "13", Person: "g2", Standing: Released, By: "M. Roussel"})
	l = links("g1")[1]
	l.Standing = Agreed
	must(s.Judge(ctx, l, ""))
	same("what agreed needs no names any more", links("g1")[1:], Link{School: school, Account: "12", Person: "g1", Facts: Facts{Profiles: lea.Profiles}, Standing: Agreed})

	// The next run keeps what was judged of the same pairs, and only that.
	must(publish(school, one, Link{Account: "13", Person: "g3"}, Link{Account: "15", Person: "g2"}))
	if got := links("g1")[1].Standing; got != Agreed {
		t.Errorf("the same pair: %s, want %s", got, Agreed)
	}
	same("another owner", links("g3"), Link{School: school, Account: "13", Person: "g3", Standing: Fresh})
	same("another account", links("g2"), Link{School: school, Account: "15", Person: "g2", Standing: Fresh})
	must(publish(school, Link{Account: "13", Person: "g2"}))
	same("an account that changes hands", links("g2"), Link{School: school, Account: "13", Person: "g2", Standing: Fresh})
	same("whose account it was", links("g3"))
	if len(links("g1")) != 2 {
		t.Error("an account that is not in the run's lists lost its link")
	}
	must(publish(school, Link{Account: "13"}))
	same("an account that is nobody's any more", links("g2"))

	// Nothing is published that is older than a decision, and the run goes on.
	run, err := s.Begin(ctx, "Mme Durand")
	must(err)
	d, err := s.Decide(ctx, Decision{Run: run.ID, School: school, Account: "12", Verdict: Other, By: "Mme Durand"}, 0)
	must(err)
	if err := s.End(ctx, run.ID, Ended, "Mme Durand", &Publication{School: school, Seen: d.Seq - 1}); !errors.Is(err, ErrConflict) {
		t.Errorf("publishing what a decision has overtaken: %v, want ErrConflict", err)
	}
	if r, err := s.Run(ctx); err != nil || r.ID != run.ID {
		t.Errorf("the run after that: %v, %v", r.ID, err)
	}
	must(s.End(ctx, run.ID, Ended, "Mme Durand", &Publication{School: school, Seen: d.Seq}))

	events, err := s.Events(ctx, 0, 100)
	must(err)
	var trail []string
	for _, e := range events {
		if strings.HasPrefix(e.What, "sign-in.") {
			trail = append(trail, e.What)
			if len(e.Subject) != 16 || strings.Contains(e.Detail, "Martin") {
				t.Errorf("the trail names whom it should not: %+v", e)
			}
		}
	}
	if diff := cmp.Diff(trail, []string{"sign-in.agreed", "sign-in.released", "sign-in.refused", "sign-in.stopped"}); diff != "" {
		t.Errorf("trail (-got +want):\n%s", diff)
	}
	p, err := s.Purge(ctx, time.Now().Add(-time.Hour), time.Now().Add(LinkTerm+time.Hour))
	must(err)
	if p.Links != 2 || len(links("g1")) > 0 {
		t.Errorf("purged %d links, want 2", p.Links)
	}
}

// conformSessions is what any Store must do with sessions. open opens one and
// the same each time.
func conformSessions(t *testing.T, open func(t *testing.T) Store) {
	store := open(t)
	a, b := store.Sessions(), open(t).Sessions()
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	find := func(token, want string) {
		t.Helper()
		got, ok, err := b.FindCtx(ctx, token)
		must(err)
		if ok != (want != "") || string(got) != want {
			t.Errorf("session %s: %q, %v, want %q", token, got, ok, want)
		}
	}
	find("t", "")
	must(a.CommitCtx(ctx, "t", []byte("one\x00\xff"), time.Now().Add(time.Hour)))
	must(a.CommitCtx(ctx, "over", []byte("gone"), time.Now().Add(-time.Second)))
	find("t", "one\x00\xff")
	find("over", "")
	must(a.CommitCtx(ctx, "t", []byte("two"), time.Now().Add(time.Hour)))
	find("t", "two")
	must(b.DeleteCtx(ctx, "t"))
	must(b.DeleteCtx(ctx, "t"))
	if got, ok, err := a.FindCtx(ctx, "t"); ok || err != nil {
		t.Errorf("after its end: %q, %v", got, err)
	}
	must(a.CommitCtx(ctx, "old", []byte("x"), time.Now().Add(time.Hour)))
	if _, err := store.Purge(ctx, time.Now().Add(-time.Hour), time.Now().Add(2*time.Hour)); err != nil {
		t.Fatal(err)
	}
	find("old", "")
}

// Anybody can make the program keep something for some minutes: a ticket that he
// has made up. It goes while the program runs, and does not wait for the day's end.
func TestSessionsThatAreOverAreErasedSoon(t *testing.T) {
	s, err := OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "d"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	db := s.(*database)
	now := time.Now()
	db.now = func() time.Time { return now }
	for i := range 30 {
		if err := s.Sessions().CommitCtx(t.Context(), strconv.Itoa(i), []byte("x"), now.Add(10*time.Minute)); err != nil {
			t.Fatal(err)
		}
		now = now.Add(time.Minute)
	}
	var n int
	if err := db.row(t.Context(), db.db, `SELECT COUNT(*) FROM sessions`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	if n > 16 {
		t.Errorf("%d sessions are kept, want those of the last quarter of an hour", n)
	}
}

// conformManyLinks is what any Store must do with more links than one statement
// writes.
func conformManyLinks(t *testing.T, s Store) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	end := func(p *Publication) {
		t.Helper()
		run, err := s.Begin(ctx, "Mme Durand")
		must(err)
		p.Seen = 1 << 40
		must(s.End(ctx, run.ID, Ended, "Mme Durand", p))
	}
	has := func(want map[string]string) {
		t.Helper()
		got := map[string]string{}
		for person := range want {
			list, err := s.Links(ctx, person)
			must(err)
			got[person] = ""
			for _, l := range list {
				got[person] += l.Account
			}
		}
		if diff := cmp.Diff(got, want); diff != "" {
			t.Errorf("accounts by person (-got +want):\n%s", diff)
		}
	}

	// Of what is said twice the last counts.
	end(published("0750001A", 0, []Link{{Account: "13", Person: "g4"}, {Account: "16", Person: "g4"}, {Account: "16", Person: "g5"}, {Account: "17", Person: "g5"}}))
	has(map[string]string{"g4": "", "g5": "17"})

	const school, many = "0010001B", 2_500
	given := func(shift int) (list []Link) {
		for i := range many {
			list = append(list, Link{Account: strconv.Itoa(i), Person: "p" + strconv.Itoa(i+i%2*shift)})
		}
		return list
	}
	done := 0
	p := published(school, 0, given(0))
	p.Progress = func(n, of int) {
		if n < done || of != many {
			t.Errorf("%d of %d after %d", n, of, done)
		}
		done = n
	}
	end(p)
	if done != many {
		t.Errorf("at the end %d of %d were told", done, many)
	}
	list, err := s.Links(ctx, "p0")
	must(err)
	list[0].Standing = Agreed
	must(s.Judge(ctx, list[0], ""))
	// The last hundred are in no list of the next run, and of the others each
	// second account goes to somebody else, who may have had one of the hundred.
	end(published(school, 0, given(2)[:many-100]))
	has(map[string]string{"p0": "0", "p1": "", "p2": "2", "p3": "1", "p2401": "2399", "p2403": "2403", "p2498": "2498"})
	list, err = s.Links(ctx, "p0")
	must(err)
	if got := list[0].Standing; got != Agreed {
		t.Errorf("the same pair: %s, want %s", got, Agreed)
	}
	// What is as it was gets the date of the next run, which Purge goes by.
	end(published(school, 0, given(2)[:many-100]))
	has(map[string]string{"p0": "0", "p1": "", "p3": "1", "p2401": "2399"})
}

// published makes a publication of links.
func published(school string, seen int64, links []Link) *Publication {
	p := &Publication{School: school, Accounts: len(links), Seen: seen}
	p.Owners = func(yield func(string, string) bool) {
		for _, l := range links {
			if !yield(l.Account, l.Person) {
				return
			}
		}
	}
	facts := map[string]Facts{}
	for _, l := range links {
		facts[l.Account] = l.Facts
	}
	p.Facts = func(account string) Facts { return facts[account] }
	return p
}

func TestLinksAndSessionsInSQLite(t *testing.T) {
	open := func(t *testing.T) func(t *testing.T) Store {
		dir := filepath.Join(t.TempDir(), "d")
		return func(t *testing.T) Store {
			s, err := OpenSQLite(t.Context(), dir)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { s.Close() })
			return s
		}
	}
	t.Run("links", func(t *testing.T) { conformLinks(t, open(t)(t)) })
	t.Run("terms", func(t *testing.T) { conformTerms(t, open(t)(t)) })
	t.Run("many links", func(t *testing.T) { conformManyLinks(t, open(t)(t)) })
	t.Run("sessions", func(t *testing.T) { conformSessions(t, open(t)) })
}

func TestWhatAContradictionWasAboutIsGoneFromTheDisk(t *testing.T) {
	dir, s, run := openRun(t)
	const name, said = "LŒUILLY-D’ARTAGNAN", "PORTHOS-D’ARAMIS"
	p := published("", 0, []Link{{Account: "1", Person: "g", Facts: Facts{Last: name}}})
	if err := s.End(t.Context(), run.ID, Ended, "x", p); err != nil {
		t.Fatal(err)
	}
	l, err := s.Links(t.Context(), "g")
	if err != nil || !onDisk(t, dir, name) {
		t.Fatal("the name is not on disk, so this test shows nothing", err)
	}
	l[0].Standing, l[0].Said = Stopped, Facts{Last: said}
	if err := s.Judge(t.Context(), l[0], ""); err != nil || !onDisk(t, dir, said) {
		t.Fatal("the name is not on disk, so this test shows nothing", err)
	}
	l[0].Standing = Released
	l[0].Rev++
	if err := s.Judge(t.Context(), l[0], "x"); err != nil {
		t.Fatal(err)
	}
	if onDisk(t, dir, name) || onDisk(t, dir, said) {
		t.Error("a name is still on disk after somebody judged the contradiction")
	}
}

func TestWhatASignInSettledIsGoneFromTheDiskSoon(t *testing.T) {
	dir, s, run := openRun(t)
	const name = "LŒUILLY-D’ARTAGNAN"
	if err := s.End(t.Context(), run.ID, Ended, "x", published("", 0, []Link{{Account: "1", Person: "g", Facts: Facts{Last: name}}})); err != nil {
		t.Fatal(err)
	}
	l, err := s.Links(t.Context(), "g")
	if err != nil || !onDisk(t, dir, name) {
		t.Fatal("the name is not on disk, so this test shows nothing", err)
	}
	l[0].Standing = Agreed
	if err := s.Judge(t.Context(), l[0], ""); err != nil {
		t.Fatal(err)
	}
	for end := time.Now().Add(10 * time.Second); onDisk(t, dir, name); {
		if time.Now().After(end) {
			t.Fatal("the name stays on disk")
		}
	}
}

// BenchmarkPublish ends a run of 100,000 accounts: the first one, and one that
// changes nothing.
func BenchmarkPublish(b *testing.B) {
	var links []Link
	for i := range 100_000 {
		links = append(links, Link{Account: strconv.Itoa(i), Person: fmt.Sprintf("%08x-0000-4000-8000-%012x", i, i),
			Facts: Facts{Last: "MARTIN", First: "Léa", Born: "2015-03-14", Profiles: []string{"pupil"}, Names: "0123456789abcdef", Birth: "0123456789abcdef"}})
	}
	p := published("0990042V", 0, links)
	publish := func(b *testing.B, s Store) {
		run, err := s.Begin(b.Context(), "Mme Durand")
		if err == nil {
			err = s.End(b.Context(), run.ID, Ended, "Mme Durand", p)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	for name, open := range map[string]func(b *testing.B) Store{
		"SQLite": func(b *testing.B) Store {
			s, err := OpenSQLite(b.Context(), filepath.Join(b.TempDir(), "d"))
			if err != nil {
				b.Fatal(err)
			}
			return s
		},
		"PostgreSQL": func(b *testing.B) Store {
			s, err := OpenPostgres(b.Context(), servertest.Postgres(b))
			if err != nil {
				b.Fatal(err)
			}
			return s
		},
	} {
		b.Run(name+"/first", func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				s := open(b)
				b.StartTimer()
				publish(b, s)
				b.StopTimer()
				s.Close()
				b.StartTimer()
			}
		})
		b.Run(name+"/again", func(b *testing.B) {
			s := open(b)
			defer s.Close()
			publish(b, s)
			for b.Loop() {
				publish(b, s)
			}
		})
	}
}
