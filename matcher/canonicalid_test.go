package matcher

import (
	"cmp"
	"testing"
)

// What compares, orders and hashes identifiers as they are written says of any two what
// canonicalID does, and takes no memory.
func TestSameID(t *testing.T) {
	ids := []string{"", " ", "\u00a0", "g1", "G1", " g1", "G1\t", "g 1", "g1\u00a0", "\u2003G1", "İ1", "i1", "i̇1", "É", "é", "\xff", "\xffa", "\xffA",
		"1b2c3d4e-0001-4a5b-8c6d-7e8f9a0b1c2d-1b2c3d4e-0001-4a5b-8c6d-7e8f9a0b1c2d", "1B2C3D4E-0001-4A5B-8C6D-7E8F9A0B1C2D-1b2c3d4e-0001-4a5b-8c6d-7e8f9a0b1c2d"}
	for _, a := range ids {
		if got, want := hashID(a), hash(canonicalID(a)); got != want {
			t.Errorf("the hash of %q is not that of %q", a, canonicalID(a))
		}
		for _, b := range ids {
			if got, want := sameID(a, b), canonicalID(a) == canonicalID(b); got != want {
				t.Errorf("%q and %q are the same: %v, want %v", a, b, got, want)
			}
			if got, want := compareIDs(a, b), cmp.Compare(canonicalID(a), canonicalID(b)); got != want {
				t.Errorf("%q is ordered %d beside %q, want %d", a, got, b, want)
			}
		}
	}
	all := func() bool {
		return sameID("ABCD-0001", " abcd-0001") && compareIDs("ABCD-0001", "abcd-0002") < 0 && hashID("ABCD-0001") != hashID("ABCD-0002")
	}
	if n := testing.AllocsPerRun(10, func() {
		if !all() {
			t.Error("identifiers with capitals are others")
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

func TestCanonicalID(t *testing.T) {
	for _, tt := range []struct{ why, id, want string }{
		{"none", "", ""},
		{"spaces alone", " \t\u00a0", ""},
		{"outer spaces", "\u00a0 g1 ", "g1"},
		{"capitals", "AB-1", "ab-1"},
		{"a letter that has no small one of ASCII", "İÉ", "İÉ"},
	} {
		if got := canonicalID(tt.id); got != tt.want {
			t.Errorf("%s: %q, want %q", tt.why, got, tt.want)
		}
	}
}
