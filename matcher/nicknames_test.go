package matcher

import "testing"

func TestAbbreviated(t *testing.T) {
	names := newLexicon(French)
	for _, tt := range []struct {
		why  string
		a, b string
		want bool
	}{
		{"the first word is an initial", "J-Pierre", "Jean-Pierre", true},
		{"the initial is joined to the second word", "JPierre", "Jean-Pierre", true},
		{"all words are initials", "J.-P.", "Jean-Pierre", true},
		{"either of the two may be the short one", "Jean-Pierre", "JP", true},
		{"three words have three initials", "B A L", "Berthe Anne Louise", true},
		{"the words behind the first are all there", "B-Anne-Louise", "Berthe Anne Louise", true},
		{"another initial is another name", "P-Pierre", "Jean-Pierre", false},
		{"a word too many is another name", "J-Pierre-Paul", "Jean-Pierre", false},
		{"a word too few is another name", "B-Anne", "Berthe Anne Louise", false},
		{"initials with a word left out are another's", "BL", "Berthe Anne Louise", false},
		{"one word is no compound", "J", "Jean", false},
	} {
		if got := abbreviated(names.given(tt.a), names.given(tt.b)); got != tt.want {
			t.Errorf("%s: abbreviated(%q, %q) is %v", tt.why, tt.a, tt.b, got)
		}
	}
	a, b := names.given("Jean-Pierre"), names.given("Jeanne-Paule")
	if n := testing.AllocsPerRun(100, func() { abbreviated(a, b) }); n > 0 {
		t.Errorf("%v allocations to tell that a name is no abbreviation", n)
	}
}
