package matcher

import (
	"bytes"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"testing"
	"time"
)

// TestLinkMemory links a million to a million in processes of their own and tells
// what they held at most: with the lists alone, and once they are linked, where the
// decisions are kept, where they are given away one by one, and where these stand in
// one room; and how much memory the linkage took from first to last, whether it was
// still in use or not. It runs with MEASURE set, where the system tells what a process
// holds.
func TestLinkMemory(t *testing.T) {
	const child, given = "MATCHER_MEMORY_CHILD", "MATCHER_MEMORY_GIVEN"
	n, err := strconv.Atoi(os.Getenv(child))
	if err != nil {
		if os.Getenv("MEASURE") == "" || runtime.GOOS != "linux" {
			t.Skip("takes half a minute and gigabytes: set MEASURE=1")
		}
		for _, away := range []string{"", "away", "reused"} {
			cmd := exec.Command(os.Args[0], "-test.run=^TestLinkMemory$", "-test.v")
			cmd.Env = append(os.Environ(), child+"=1000000", given+"="+away)
			out, err := cmd.CombinedOutput()
			if err != nil {
				t.Fatal(err)
			}
			t.Logf("%s", out)
		}
		return
	}
	roster, accounts := region(n)
	runtime.GC()
	lists := heldAtMost(t)
	var opts Options
	decisions := 0
	if os.Getenv(given) != "" {
		opts.OnDecision, opts.ReuseDecision = func(Decision) { decisions++ }, os.Getenv(given) == "reused"
	}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	begun := time.Now()
	res := Link(roster, accounts, &opts)
	took := time.Since(begun)
	runtime.GC()
	runtime.ReadMemStats(&after)
	t.Logf("%d decisions in %v; at most %d MiB, of which %d while the lists were made; %d held with the lists alone, %d with the result; %d taken from first to last",
		decisions+len(res.Decisions), took.Round(time.Millisecond), heldAtMost(t), lists, before.HeapAlloc>>20, after.HeapAlloc>>20, (after.TotalAlloc-before.TotalAlloc)>>20)
	runtime.KeepAlive(roster)
	runtime.KeepAlive(accounts)
}

// TestLinkKeepsNothing: what a linkage works with is free once it has ended, at the
// first collection and not the second, until which a pool keeps what is put into it.
func TestLinkKeepsNothing(t *testing.T) {
	const n = 20_000
	roster, accounts := region(n)
	held := func() int {
		var m runtime.MemStats
		runtime.GC()
		runtime.ReadMemStats(&m)
		return int(m.HeapAlloc)
	}
	before := held()
	res := Link(roster, accounts, &Options{OnDecision: func(Decision) {}, ReuseDecision: true})
	if kept := held() - before; kept > 100*n { // it works with five times as much
		t.Errorf("%d bytes an account are held still", kept/n)
	}
	runtime.KeepAlive(res)
	runtime.KeepAlive(roster)
	runtime.KeepAlive(accounts)
}

// heldAtMost returns the most memory that the process has held, in MiB.
func heldAtMost(t *testing.T) int {
	t.Helper()
	status, err := os.ReadFile("/proc/self/status")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := bytes.Cut(status, []byte("VmHWM:"))
	kib, err := strconv.Atoi(string(bytes.Fields(rest)[0]))
	if err != nil {
		t.Fatal(err)
	}
	return kib >> 10
}
