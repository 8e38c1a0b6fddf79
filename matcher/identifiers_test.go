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

func TestIdentifiers(t *testing.T) {
	const n = 1000
	hashes := make([]uint64, n)
	for i := range hashes {
		// A third begin in one slot, and two of them always look alike there.
		hashes[i] = uint64(i) << 32
		if i%3 > 0 {
			hashes[i] = uint64(i/2)<<32 | uint64(i)
		}
	}
	x := newIdentifiers(n)
	is := func(want int) func(int32) bool { return func(i int32) bool { return int(i) == want } }
	for i, h := range hashes {
		slot, got := x.find(h, is(i))
		if got >= 0 {
			t.Fatalf("%d is there before it is put in", got)
		}
		x.put(slot, h, int32(i))
	}
	for i, h := range hashes {
		if _, got := x.find(h, is(i)); int(got) != i {
			t.Errorf("find %d: %d", i, got)
		}
	}
	if _, got := x.find(hashes[7], is(n)); got >= 0 {
		t.Errorf("somebody else of a hash is taken for %d", got)
	}
	other := make([]int32, n)
	for i := range other {
		other[i] = int32(n - i)
	}
	x.renumber(other)
	if _, got := x.find(hashes[7], is(n-7)); got != n-7 {
		t.Errorf("7 has the number %d, want %d", got, n-7)
	}
	if _, got := (identifiers{}).find(7, is(7)); got != -1 {
		t.Errorf("none at all, and find gives %d", got)
	}
}

func TestFewerNeverCountsTooLittle(t *testing.T) {
	f := newFewer(100)
	for i := range uint64(100) {
		for range i {
			f.count(mixed(i, 1))
		}
	}
	few := 0
	for i := range uint64(100) {
		if !f.reaches(mixed(i, 1), int(i)) {
			t.Errorf("%d came %d times, and is said to have come less often", i, i)
		}
		if !f.reaches(mixed(i, 1), int(i)+1) {
			few++
		}
	}
	if few < 50 {
		t.Errorf("%d of 100 are counted as often as they came, want half of them at least", few)
	}
}

// TestRowsStandBySchool: rows of one school are one behind the other, and so is a
// guardian who names none.
func TestRowsStandBySchool(t *testing.T) {
	rs, err := newRows(t.Context(), newCrew(&Options{}, 0), people("g1, A A, pupil, 1A\ng2, B B, pupil, 2B\ng3, C C, pupil, 1A\ng4, D D, guardian, children=g2\ng1, A E, pupil, 1A"))
	if err != nil {
		t.Fatal(err)
	}
	if len(rs.order) != 4 {
		t.Fatalf("%d people, want 4", len(rs.order))
	}
	near := func(i, j int) bool { d := rs.at[i] - rs.at[j]; return d == 1 || d == -1 }
	if !near(0, 2) || !near(1, 3) {
		t.Errorf("order %v: want the rows 0 and 2 together, and 1 and 3", rs.order)
	}
	if rs.at[0] != rs.at[4] {
		t.Errorf("rows of one identifier are people %d and %d", rs.at[0], rs.at[4])
	}
}
