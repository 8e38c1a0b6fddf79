package main

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// A flaky is a CAS server that is slow with one ticket of twenty and fails with
// two of a hundred: one gets status 503, one no answer at all. It keeps
// nothing: a ticket says what becomes of it, ST-<number>-<person>.
type flaky struct {
	slow   time.Duration // how long a slow answer takes
	answer string        // for the person NAME
}

// The fates of tickets, by number.
func isSlow(n int) bool { return n%20 == 7 }
func fails(n int) bool  { return n%50 == 11 }

func (f flaky) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	_, rest, _ := strings.Cut(r.URL.Query().Get("ticket"), "-")
	number, person, _ := strings.Cut(rest, "-")
	n, err := strconv.Atoi(number)
	switch {
	case err != nil:
		http.Error(w, "no ticket of this server", http.StatusBadRequest)
		return
	case fails(n) && n%100 == 11:
		w.WriteHeader(http.StatusServiceUnavailable)
		return
	case fails(n):
		panic(http.ErrAbortHandler) // cuts the connection
	case isSlow(n):
		time.Sleep(f.slow)
	}
	w.Header().Set("Content-Type", "application/xml")
	w.Write([]byte(strings.Replace(f.answer, "NAME", person, 1)))
}
