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

func TestInACrowd(t *testing.T) {
	for _, tt := range []struct{ why, roster, accounts, want string }{{
		"whoever bears exchanged names whole comes before somebody of whose given name they are half, which is no rare last name of which a part is left out",
		"g1, KELLER Marie, guardian, 1A\ng2, KELLER Marie-Odile, guardian, 1A\n" + crowdOf("KELLER", 30, "Marie", 60),
		"a1, MARIE Keller, guardian, 1A",
		"a1 review g1|g2 not-same-names",
	}, {
		"a row that gives both names of a woman may be meant by either, however many bear it",
		"g1, HAMADA Sitti, guardian, 1A\ng2, SAID-épouse-HAMADA Sitti, guardian, 1A\n" + crowdOf("HAMADA", 90, "Sitti", 90),
		"a1, HAMADA Sitti, guardian, 1A",
		"a1 review g1|g2 homonyms-in-roster",
	}, {
		"nor is she passed over beside somebody of fewer given names",
		"g1, HAMADA Sitti, guardian, 1A\ng2, SAID-épouse-HAMADA Sitti Chakir, guardian, 1A\n" + crowdOf("HAMADA", 90, "Sitti", 90),
		"a1, HAMADA Sitti Chakir, guardian, 1A",
		"a1 review g1|g2 not-same-names",
	}, {
		"of a name that is written apart here and joined there, and of another spelling of the given name, neither is nearer",
		"g1, BEN-ALI Sara, guardian, 1A\ng2, BENALI Sarah, guardian, 1A\n" + crowdOf("BENALI", 20, "Sara", 20),
		"a1, BENALI Sara, guardian, 1A",
		"a1 review g1|g2 homonyms-in-roster",
	}} {
		r := Link(people(tt.roster), people(tt.accounts), nil)
		if diff := gocmp.Diff(strings.TrimSpace(outcome(r)), tt.want); diff != "" {
			t.Errorf("%s: (-got +want)\n%s", tt.why, diff)
		}
	}
}
