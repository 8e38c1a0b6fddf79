package matcher

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// A listCase is one habit of those who write lists, as a file of testdata/cases tells
// it: on top what it is about, then the decisions wanted; after a blank line the
// roster; after another the accounts, all as person reads them. "school=1A" on a
// line of its own before them says which school those are of who name none.
type listCase struct {
	name, why, want  string
	roster, accounts []Person
	opts             *Options
}

func listCases(t *testing.T) (cases []listCase) {
	files, err := filepath.Glob(filepath.Join("testdata", "cases", "*.txt"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		parts := strings.Split(strings.TrimSpace(string(text)), "\n\n")
		if len(parts) != 3 {
			t.Fatalf("%s: %d parts, want what is wanted, the roster and the accounts", name, len(parts))
		}
		c := listCase{name: strings.TrimSuffix(filepath.Base(name), ".txt"), opts: &Options{}}
		for i, school := range [...]*string{1: &c.opts.RosterSchool, 2: &c.opts.AccountSchool} {
			if i > 0 && strings.HasPrefix(parts[i], "school=") {
				var line string
				line, parts[i], _ = strings.Cut(parts[i], "\n")
				*school = strings.TrimPrefix(line, "school=")
			}
		}
		c.why, c.want, _ = strings.Cut(parts[0], "\n")
		c.roster, c.accounts = people(parts[1]), people(parts[2])
		cases = append(cases, c)
	}
	return cases
}

// TestCases holds Link to the cases. A second run, once each account bears what the
// first linked it to, has to make the same links.
func TestCases(t *testing.T) {
	for _, c := range listCases(t) {
		t.Run(c.name, func(t *testing.T) {
			first := Link(c.roster, c.accounts, c.opts)
			if diff := gocmp.Diff(strings.TrimSpace(outcome(first)), c.want); diff != "" {
				t.Errorf("%s\ndecisions (-got +want):\n%s", c.why, diff)
			}
			if diff := gocmp.Diff(linked(Link(c.roster, bearing(c.accounts, first), c.opts)), linked(first)); diff != "" {
				t.Errorf("%s\nlinks (-second run +first run):\n%s", c.why, diff)
			}
		})
	}
}
