package matcher

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// TestCases reads testdata/cases: each file is one habit of those who write
// lists. On top stands what it is about, then the decisions wanted; after a
// blank line the roster; after another the accounts, all as person reads them.
// "school=1A" on a line of its own before them says which school those are of
// who name none. A second run, once each account bears what the first linked it
// to, has to make the same links.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			parts := strings.Split(strings.TrimSpace(string(text)), "\n\n")
			if len(parts) != 3 {
				t.Fatalf("%d parts, want what is wanted, the roster and the accounts", len(parts))
			}
			opts := &Options{}
			for i, school := range [...]*string{1: &opts.RosterSchool, 2: &opts.AccountSchool} {
				if i > 0 && strings.HasPrefix(parts[i], "school=") {
					var line string
					line, parts[i], _ = strings.Cut(parts[i], "\n")
					*school = strings.TrimPrefix(line, "school=")
				}
			}
			why, want, _ := strings.Cut(parts[0], "\n")
			roster, accounts := people(parts[1]), people(parts[2])
			first := Link(roster, accounts, opts)
			if diff := gocmp.Diff(strings.TrimSpace(outcome(first)), want); diff != "" {
				t.Errorf("%s\ndecisions (-got +want):\n%s", why, diff)
			}
			if diff := gocmp.Diff(linked(Link(roster, bearing(accounts, first), opts)), linked(first)); diff != "" {
				t.Errorf("%s\nlinks (-second run +first run):\n%s", why, diff)
			}
		})
	}
}
