package web

import (
	"slices"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestFiftyCasesByKeyboardAlone treats what a collège of 2,500 accounts leaves to a
// person (2 % of them), and tells the keys and the time that a case takes beside
// reading it: the second in which the buttons do not answer yet is not waited for.
func TestFiftyCasesByKeyboardAlone(t *testing.T) {
	const cases = 50
	b := browsertest.New(t)
	b.Keyboard = true
	school := jobtest.New(2 * cases)
	school.Guardians = nil // who would tell them apart
	for i := 0; i < len(school.Pupils); i += 2 {
		one, other := &school.Pupils[i], &school.Pupils[i+1]
		one.AppLast, one.AppFirst, one.AppBorn, one.AppClass, one.Prior = "", "", "-", "", ""
		other.Last, other.First, other.Class, other.ID, other.Prior = one.Last, one.First, one.Class, "", ""
	}
	site, server := open(t, Options{})
	visit(t, site, server, "M. Roussel").send("/fichiers", files(school)[:2]...)
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Open(server.URL + "/homonymes/suivant")

	var took []time.Duration
	var keys []int
	for len(took) <= cases && b.Path() == "/homonymes/cas" {
		browsertest.Evaluate[bool](b, "document.querySelector('"+read+"').checked = true") // once she has read it
		before, began := b.Keys, time.Now()
		switch len(took) % 10 {
		case 3:
			b.Follow(`button[value="plus-tard"]`)
		case 7:
			b.Follow(`button[value="autre"]`)
		default:
			b.Follow(`button[value^="meme:"]`)
		}
		took, keys = append(took, time.Since(began)), append(keys, b.Keys-before)
	}
	b.Reads("5 remis à plus tard", "45 cas traités sur 50")
	if len(took) != cases {
		t.Fatalf("%d cases were treated, want %d", len(took), cases)
	}
	// The focus begins at the heading of each case: what comes first is one key away,
	// and then Enter.
	if most := slices.Max(keys[1:]); most > 5 || slices.Min(keys[1:]) != 2 {
		t.Errorf("keys that cases take: %v", keys)
	}
	slices.Sort(took)
	slices.Sort(keys)
	t.Logf("a case takes %d keys (at most %d), and %v (at most %v) beside reading it", keys[cases/2], keys[cases-1],
		took[cases/2].Round(time.Millisecond), took[cases-1].Round(time.Millisecond))
}
