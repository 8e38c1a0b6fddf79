package matcher

import (
	"fmt"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
)

// crowdOf is a school's guardians, of whom so many bear the last name and so
// many the given name, so that either says little.
func crowdOf(last string, lasts int, first string, firsts int) string {
	var b strings.Builder
	for i := range max(lasts, firsts) {
		letters := string([]rune{'b' + rune(i)%13, 'a', 'l' + rune(i)/13})
		if i < lasts {
			fmt.Fprintf(&b, "l%d, %s X%sou, guardian, 1A\n", i, last, letters)
		}
		if i < firsts {
			fmt.Fprintf(&b, "f%d, V%sard %s, guardian, 1A\n", i, letters, first)
		}
	}
	return b.String()
}

func TestExchangedInACrowd(t *testing.T) {
	for _, tt := range []struct{ why, roster, accounts, want string }{{
		"whoever bears exchanged names whole comes before somebody of whose given name they are half, which is no rare last name of which a part is left out",
		"g1, KELLER Marie, guardian, 1A\ng2, KELLER Marie-Odile, guardian, 1A\n" + crowdOf("KELLER", 30, "Marie", 60),
		"a1, MARIE Keller, guardian, 1A",
		"a1 review g1|g2 not-same-names",
	}} {
		r := Link(people(tt.roster), people(tt.accounts), nil)
		if diff := gocmp.Diff(strings.TrimSpace(outcome(r)), tt.want); diff != "" {
			t.Errorf("%s: (-got +want)\n%s", tt.why, diff)
		}
	}
}
