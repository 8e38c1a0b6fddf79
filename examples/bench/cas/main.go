// Command cas signs people in at a steady rate, with a CAS server that is slow
// and fails now and then, and says whether anybody's session was lost and what
// was left behind. Status 1 if it was. The package's benchmarks compare
// casclient with gopkg.in/cas.v2.
package main

import (
	_ "embed"
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

// ent is a school portal's answer for the person NAME.
//
//go:embed ent.xml
var ent string

func main() {
	var p plan
	flag.IntVar(&p.sessions, "sessions", 10_000, "browsers, each with a session")
	flag.IntVar(&p.rate, "rate", 2000, "sign-ins a second")
	flag.DurationVar(&p.length, "for", 30*time.Second, "how long")
	flag.DurationVar(&p.slow, "slow", 500*time.Millisecond, "how long a slow answer takes")
	flag.Parse()
	r, err := run(p, ent)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	r.write(os.Stdout)
	if !r.clean() {
		os.Exit(1)
	}
}

// clean reports whether nobody was lost, nothing left, and the rate kept to a
// second. Memory is flat if the last quarter needs no more than the one before
// and an eighth.
func (r result) clean() bool {
	return r.late < time.Second && len(r.wrong) == 0 && r.lost == 0 && r.kept == r.browsers && r.goroutines <= 0 && r.flat()
}

func (r result) flat() bool {
	n := len(r.heap)
	return n < 2 || r.heap[n-1] <= r.heap[n-2]+r.heap[n-2]/8
}

func (r result) write(w io.Writer) {
	fmt.Fprintf(w, "sign-ins               %d, %d failed by the server\n", r.signIns, r.failures)
	fmt.Fprintf(w, "sessions lost          %d of %d (%d in the store)\n", r.lost, r.browsers, r.kept)
	fmt.Fprintf(w, "goroutines left        %d\n", max(r.goroutines, 0))
	fmt.Fprintf(w, "heap at each quarter  ")
	for _, h := range r.heap {
		fmt.Fprintf(w, " %.1f", float64(h)/(1<<20))
	}
	fmt.Fprintf(w, " MiB\n")
	fmt.Fprintf(w, "sign-in and page       %v for half of those not slow, %v for 99 %%\n", r.half.Round(10*time.Microsecond), r.most.Round(10*time.Microsecond))
	fmt.Fprintf(w, "CPU a sign-in          %v, servers and browsers included; begun %v late at most\n",
		(r.cpu / time.Duration(max(r.signIns, 1))).Round(time.Microsecond), r.late.Round(time.Microsecond))
	for _, what := range r.wrong {
		fmt.Fprintln(w, "wrong:", what)
	}
}
