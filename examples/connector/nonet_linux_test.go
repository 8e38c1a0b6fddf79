package main

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"testing"
)

// insideEmpty in the environment says that there is no network but this
// machine's own.
const insideEmpty = "CONNECTOR_TEST_NO_NETWORK"

// emptyNetwork runs a program where there is no network but loopback.
func emptyNetwork(t *testing.T, env []string, args ...string) (output string, err error) {
	t.Helper()
	run := exec.CommandContext(t.Context(), "unshare", append([]string{"--net", "sh", "-c", `ip link set lo up && exec "$0" "$@"`}, args...)...)
	run.Env = append(os.Environ(), append(env, insideEmpty+"=1")...)
	out, err := run.CombinedOutput()
	return string(out), err
}

func TestNothingNeedsTheNetwork(t *testing.T) {
	if os.Getenv(insideEmpty) != "" {
		t.Skip("inside already")
	}
	for _, tool := range []string{"unshare", "ip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed: nothing is tried without a network", tool)
		}
	}
	if out, err := emptyNetwork(t, nil, "true"); err != nil {
		t.Skipf("this user can't make a network of its own: %s", out)
	}
	if out, err := emptyNetwork(t, []string{serveArgs + "=demo\n--check"}, os.Args[0]); err != nil || strings.Count(out, "\n") < 20 {
		t.Errorf("demo --check: %v\n%s", err, out)
	}
	// The tests of serve, in processes that see no more than this one.
	out, err := emptyNetwork(t, nil, os.Args[0], "-test.v", "-test.run", "^(TestInsideThereIsNoNetwork|TestServeEndsInOrderWhenItIsTold|TestDecisionsSurviveKillAtAnyMoment)$")
	if err != nil || strings.Count(out, "--- PASS") != 3 {
		t.Errorf("serve: %v\n%s", err, out)
	}
}

// TestInsideThereIsNoNetwork keeps TestNothingNeedsTheNetwork honest.
func TestInsideThereIsNoNetwork(t *testing.T) {
	if os.Getenv(insideEmpty) == "" {
		t.Skip("there is a network here")
	}
	var dialer net.Dialer
	c, err := dialer.DialContext(t.Context(), "tcp", "192.0.2.1:80")
	if err == nil {
		c.Close()
	}
	if !errors.Is(err, syscall.ENETUNREACH) {
		t.Errorf("%v, want that the network can't be reached", err)
	}
}
