package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestTheDeployedSettingsExist reads the settings that are shipped as an
// example, those too that are commented out.
func TestTheDeployedSettingsExist(t *testing.T) {
	shipped, err := os.ReadFile(filepath.Join("deploy", "connector.conf"))
	if err != nil {
		t.Fatal(err)
	}
	all := regexp.MustCompile(`(?m)^# ([a-z-]+ = )`).ReplaceAllString(string(shipped), "$1")
	stdout, stderr, code := try(t, "config", "--config", write(t, "connector.conf", all))
	if code != exitDone || !strings.Contains(stdout, "https://ent.example.fr/connecteur") || !strings.Contains(stdout, "127.0.0.1:9100") {
		t.Errorf("code %d, %s%s", code, stdout, stderr)
	}
}

// TestTheUnitIsOne has systemd read the unit, if it is there, with the program
// that it names.
func TestTheUnitIsOne(t *testing.T) {
	unit, err := os.ReadFile(filepath.Join("deploy", "connector.service"))
	if err != nil {
		t.Fatal(err)
	}
	line := regexp.MustCompile(`(?m)^ExecStart=/usr/local/bin/connector (.*)$`).FindStringSubmatch(string(unit))
	if line == nil {
		t.Fatal("the unit starts no connector")
	}
	cmd := serveCommand(wordsFor("en"))
	cmd.Flags().String("config", "", "")
	if err := cmd.ParseFlags(strings.Fields(line[1])[1:]); err != nil {
		t.Errorf("the unit's command line: %v", err)
	}
	analyze, err := exec.LookPath("systemd-analyze")
	if err != nil {
		t.Skip("systemd is not installed")
	}
	self := strings.Replace(string(unit), "/usr/local/bin/connector", os.Args[0], 1)
	if said, err := exec.CommandContext(t.Context(), analyze, "verify", "--man=no", write(t, "connector.service", self)).CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}
