package matcher

import (
	"fmt"
	"testing"
)

// TestNamesInALongList: what names are worth by themselves is what a list tells
// of how rare they are, so a long one decides what a short one cannot.
func TestNamesInALongList(t *testing.T) {
	guardian := func(id, last, first, school string) Person {
		return Person{ID: id, Last: last, First: first, Profiles: []string{Guardian}, Schools: []string{school}}
	}
	for _, tt := range []struct {
		why    string
		rows   int // of other people, in either list
		nadias int // among them
		want   Status
	}{
		{"a rare last name of a woman is hers, the other one left out or not", tellingRows / 2, 500, Linked},
		{"a given name of two in five makes it anybody's", tellingRows / 2, 4000, Review},
		{"a short list cannot tell that the last name is rare", 100, 5, Review},
	} {
		list := func(id, last string) (l []Person) {
			for i := range tt.rows {
				other, first := fmt.Sprintf("NOM%c%c%c", 'A'+i%26, 'A'+i/26%26, 'A'+i/676%26), fmt.Sprintf("Zoé%c%c", 'a'+i%26, 'a'+i/26%26)
				if i < tt.nadias {
					first = "Nadia"
				}
				l = append(l, guardian(fmt.Sprint(id, i), other, first, fmt.Sprintf("%07dB", i/1000)))
			}
			return append(l, guardian(id, last, "Nadia", "1A"))
		}
		for _, d := range Link(list("g", "KERAVEN-KERNILIS"), list("a", "KERAVEN"), nil).Decisions {
			if d.Account.ID == "a" && d.Status != tt.want {
				t.Errorf("%s: %s, want %s", tt.why, d.Status, tt.want)
			}
		}
	}
}
