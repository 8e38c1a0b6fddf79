package matcher

import (
	"strings"
	"testing"
)

func TestLedgerReadsWhatItTellsOfAnAccount(t *testing.T) {
	for _, tt := range []struct {
		why, text string
		want      bool
	}{
		{"a school", "s0123abcd", true},
		{"a school, two children and a class a year off", "s0123abcd c01234567 c89abcdef y-1", true},
		{"a class of the same year", "y0", true},
		{"as far off as classes are", "y15", true},
		{"and the other way", "y-15", true},
		{"as many schools and children as are kept", strings.Repeat("s0123abcd ", 2*maxAbout) + "y0", true},
		{"farther", "y16", false},
		{"farther the other way", "y-16", false},
		{"no number", "y", false},
		{"a number written otherwise", "y+1", false},
		{"nothing", "", false},
		{"a space too many", "s0123abcd  y0", false},
		{"another letter", "x0123abcd", false},
		{"too short a digest", "s0123abc", false},
		{"no digest", "s0123abcg", false},
		{"more than anybody's schools and children", strings.Repeat("s0123abcd ", 2*maxAbout+1) + "y0", false},
	} {
		if got := isAbout(tt.text); got != tt.want {
			t.Errorf("%s: %v, want %v", tt.why, got, tt.want)
		}
	}
}

// What a ledger tells of an account is the same whatever the order in which a list has it, and nothing of what it lacks.
func TestLedgerTellsOfAnAccount(t *testing.T) {
	l := &Ledger{key: make([]byte, 16)}
	of := func(schools, children []string) string {
		return l.about(Person{Schools: schools, Children: children}, Person{})
	}
	for _, tt := range []struct{ why, got, want string }{
		{"in another order", of([]string{"A", "B"}, []string{"C1", "C2"}), of([]string{"B", "A"}, []string{"C2", "C1"})},
		{"one twice", of([]string{"A", " a "}, nil), of([]string{"A"}, nil)},
		{"a blank one", of([]string{" "}, []string{""}), ""},
		{"the person's class alone", l.about(Person{Profiles: []string{Pupil}}, Person{Profiles: []string{Pupil}, Classes: []string{"6e A"}}), ""},
		{"the account's class alone", l.about(Person{Profiles: []string{Pupil}, Classes: []string{"6e A"}}, Person{Profiles: []string{Pupil}}), ""},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, tt.got, tt.want)
		}
	}
}
