package matcher

import (
	"math/rand/v2"
	"testing"
	"time"
)

// TestLetterSetsHideNobody holds what letters tell to what texts tell: a
// comparison that is left out for its letters would have found nothing.
func TestLetterSetsHideNobody(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	word := func() string {
		b := make([]byte, 1+r.IntN(12))
		for i := range b {
			b[i] = "aaabcde?1é"[r.IntN(10)] // and half an é
		}
		return string(b)
	}
	slip := func(s string) string {
		b := []byte(s)
		switch i := r.IntN(len(b)); r.IntN(4) {
		case 0:
			b[i] = 'z'
		case 1:
			b[i], b[0] = b[0], b[i]
		case 2:
			b = append(b[:i], b[i+1:]...)
		}
		return string(b)
	}
	near := 0
	for range 200_000 {
		a := word()
		b := word()
		if r.IntN(2) == 0 {
			b = slip(a)
		}
		x, y := lettersOf(a), lettersOf(b)
		for n := range 4 {
			if edits(a, b, n) <= n && !x.within(y, n) {
				t.Fatalf("%q and %q are within %d edits and their letters are not", a, b, n)
			}
		}
		if jaroWinkler(a, b) >= nearEnough {
			near++
			if !mayBeSimilar(a, b, x, y, nearEnough) {
				t.Fatalf("%q and %q are similar and their letters are not", a, b)
			}
		}
		var g given
		var s, e surname
		French.readGiven(&g, a)
		French.readSurname(&s, b)
		French.readSurname(&e, a)
		if lvl, _ := French.compareLast(&e, &s); lvl <= lastTypo && !mayStandFor(&g, &s) {
			t.Fatalf("%q may stand for %q and its letters may not", a, b)
		}
	}
	if near < 1000 {
		t.Fatalf("only %d similar texts were tried", near)
	}
}

func TestIsDate(t *testing.T) {
	for day := time.Date(1899, 12, 1, 0, 0, 0, 0, time.UTC); day.Year() < 2040; day = day.AddDate(0, 0, 1) {
		if s := day.Format(time.DateOnly); isDate(s) != (day.Year() >= 1900) {
			t.Fatalf("isDate(%q) = %v", s, isDate(s))
		}
	}
	for _, s := range []string{"", "2012", "2012-02-30", "2013-02-29", "1900-02-29", "2012-04-31", "2012-00-10", "2012-13-10", "2012-10-00", "2012-10-32", "2012/10/10", "20121010xx", "2012-1-010", " 012-10-10", "0000-01-01", "+012-10-10"} {
		if isDate(s) {
			t.Errorf("isDate(%q) = true", s)
		}
	}
}
