package main

import (
	"strings"
	"testing"
	"time"
)

func TestSoak(t *testing.T) {
	p := plan{sessions: 200, rate: 200, length: 2 * time.Second, slow: 50 * time.Millisecond}
	r, err := run(p, ent)
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	r.write(&b)
	if r.signIns != 400 || r.failures != 8 || r.lost != 0 || len(r.wrong) != 0 || r.kept != p.sessions || r.goroutines > 0 {
		t.Errorf("400 sign-ins of which 8 fail:\n%s", b.String())
	}
}

// The judgement can fail.
func TestClean(t *testing.T) {
	good := result{browsers: 10, kept: 10, heap: []uint64{100, 100, 112}}
	if !good.clean() {
		t.Error("nothing lost, and not clean")
	}
	for what, change := range map[string]func(*result){
		"a session lost":          func(r *result) { r.lost = 1 },
		"a wrong page":            func(r *result) { r.wrong = []string{"x"} },
		"a session left":          func(r *result) { r.kept = 11 },
		"a goroutine left":        func(r *result) { r.goroutines = 1 },
		"a rate not kept":         func(r *result) { r.late = time.Second },
		"memory that is not flat": func(r *result) { r.heap = []uint64{100, 100, 113} },
	} {
		r := good
		change(&r)
		if r.clean() {
			t.Errorf("%s, and clean", what)
		}
	}
}
