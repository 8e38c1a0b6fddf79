package matcher

import (
	"slices"
	"testing"
)

// TestBureauOfSome compares a bureau of some people, and one of the keys that are
// asked for, with one of everybody and every key.
func TestBureauOfSome(t *testing.T) {
	roster, accounts := region(3000)
	names, c := newLexicon(French), newCrew(&Options{}, 0)
	l, of := mustList(t, names, roster), mustList(t, names, accounts)
	some := func(i int) bool { return i%5 == 0 }
	asks := func(i int) bool { return i%8 == 0 }
	asked := newKeyMarks(len(of.people))
	for i := range of.people {
		if !asks(i) {
			continue
		}
		for _, k := range appendKeys(nil, &of.people[i]) {
			asked.put(k)
		}
	}
	all, few, keys := newBureau(c, l, appendKeys, nil, nil), newBureau(c, l, appendKeys, some, nil), newBureau(c, l, appendKeys, nil, asked)
	if len(keys.cards) >= len(all.cards)*3/4 {
		t.Errorf("%d cards of keys that are asked for, and %d of all: want fewer", len(keys.cards), len(all.cards))
	}
	found := 0
	for i := range of.people {
		e := &of.people[i]
		want, _ := all.near(nil, e, nil)
		if got, _ := keys.near(nil, e, nil); asks(i) && !slices.Equal(got, want) {
			t.Fatalf("person %d: keys that are asked for find %v, all keys %v", i, got, want)
		}
		want = slices.DeleteFunc(want, func(j int32) bool { return !some(int(j)) })
		if got, _ := few.near(nil, e, nil); !slices.Equal(got, want) {
			t.Fatalf("person %d: a bureau of some finds %v, want %v", i, got, want)
		}
		found += len(want)
	}
	if found < len(of.people) {
		t.Errorf("%d found for %d people: the test looks at nothing", found, len(of.people))
	}
}
