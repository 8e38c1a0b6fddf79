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

// TestLinkMemory links a million to a million in a process of its own and tells
// what it held at most: with the lists alone, and once they are linked. It runs
// with MEASURE set, where the system tells what a process holds.
func TestLinkMemory(t *testing.T) {
	const child = "MATCHER_MEMORY_CHILD"
	n, err := strconv.Atoi(os.Getenv(child))
	if err != nil {
		if os.Getenv("MEASURE") == "" || runtime.GOOS != "linux" {
			t.Skip("takes half a minute and gigabytes: set MEASURE=1")
		}
		cmd := exec.Command(os.Args[0], "-test.run=^TestLinkMemory$", "-test.v")
		cmd.Env = append(os.Environ(), child+"=1000000")
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s", out)
		return
	}
	roster, accounts := region(n)
	runtime.GC()
	lists := heldAtMost(t)
	begun := time.Now()
	res := Link(roster, accounts, nil)
	took := time.Since(begun)
	runtime.GC()
	var after runtime.MemStats
	runtime.ReadMemStats(&after)
	t.Logf("%d accounts in %v; at most %d MiB, of which %d while the lists were made; %d MiB held with the result", len(res.Decisions), took.Round(time.Millisecond), heldAtMost(t), lists, after.HeapAlloc>>20)
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
