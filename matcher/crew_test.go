package matcher

import (
	"context"
	"runtime"
	"strings"
	"testing"
)

// TestFaultsOfWorkersReachTheCaller has work go wrong in other goroutines: the
// caller can recover from it, and sees where it was.
func TestFaultsOfWorkersReachTheCaller(t *testing.T) {
	var none []int
	wrong := func() { _ = none[len(none)] }
	for name, work := range map[string]func(c *crew){
		"each":     func(c *crew) { c.each(context.Background(), 5*share, func(nth, _, _ int) { wrong() }) },
		"together": func(c *crew) { c.together(func() {}, wrong) },
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				err, ok := recover().(runtime.Error)
				if !ok || !strings.Contains(err.Error(), "index out of range") || !strings.Contains(err.Error(), "crew_test.go") {
					t.Errorf("recovered %v, want the error and its place", err)
				}
			}()
			work(newCrew(&Options{Workers: 4}, 0))
			t.Error("nothing to recover from")
		})
	}
}

// TestCallersPanicReachesTheCaller gives a caller back what her own function
// panics with.
func TestCallersPanicReachesTheCaller(t *testing.T) {
	roster, accounts := region(3 * share)
	defer func() {
		if got := recover(); got != "enough" {
			t.Errorf("recovered %v, want what OnProgress panics with", got)
		}
	}()
	Link(roster, accounts, &Options{Workers: 4, OnProgress: func(int, int) { panic("enough") }})
	t.Error("nothing to recover from")
}
