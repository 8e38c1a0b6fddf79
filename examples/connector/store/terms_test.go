package store

import (
	"errors"
	"testing"
	"time"
)

// conformTerms is what any Store must do unasked with what is past its term: by a clock
// far ahead of the latest use nothing, however often it comes, by one that is ahead
// by a week erase it, as for somebody who asks.
func conformTerms(t *testing.T, s Store) {
	ctx := t.Context()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	const day = 24 * time.Hour
	at := time.Now()
	_, err := s.Purge(ctx, at.Add(-WorkTerm), at)
	must(err)
	began, err := s.Begin(ctx, "M. Roussel")
	must(err)
	open := func(want bool) {
		t.Helper()
		r, err := s.Run(ctx)
		if (r.ID == began.ID) != want || !want && !errors.Is(err, ErrNone) {
			t.Errorf("the run in hand: %q, %v", r.ID, err)
		}
	}
	for range 2 {
		_, err := s.Expire(ctx, at.Add(2000*day))
		var clock *ClockError
		if !errors.As(err, &clock) || clock.Due.Runs != 1 || clock.Due.Events == 0 || clock.Now.Sub(clock.Seen).Round(day) != 2000*day {
			t.Fatalf("a clock 2,000 days ahead: %v, %+v", err, clock)
		}
		open(true)
	}
	for _, days := range []time.Duration{30, 60, 85} { // in use all the time
		_, err := s.Expire(ctx, at.Add(days*day))
		must(err)
		open(true)
	}
	p, err := s.Expire(ctx, at.Add(91*day))
	must(err)
	if want := (Purged{Runs: 1}); p != want {
		t.Errorf("in the end %+v expired, want %+v", p, want)
	}
	open(false)

	// A clock that was reset to years ago dates what is past its term when it is
	// right again.
	_, err = s.Expire(ctx, at.Add(-6000*day))
	must(err)
	began, err = s.Begin(ctx, "M. Roussel")
	must(err)
	if _, err = s.Expire(ctx, at.Add(100*day)); err == nil {
		t.Error("a clock that went back and came on again is believed")
	}
	open(true)
	_, err = s.Purge(ctx, at.Add(100*day).Add(-WorkTerm), at.Add(100*day))
	must(err)
	open(false)
}
