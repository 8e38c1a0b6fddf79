package web

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// TestADoubleClickDecidesOneCase has the second click of a double one come when the
// next case stands where the first one stood: nobody has read that one.
func TestADoubleClickDecidesOneCase(t *testing.T) {
	b, r := atFirstCase(t)
	b.Follow(`button[value="plus-tard"]`)
	second := b.Text()
	b.Do(chromedp.DoubleClick(chromedp.CSS(`button[value="plus-tard"]`))) // its second click alone
	if b.Text() != second {
		t.Errorf("the second click has decided: %.300s", b.Text())
	}
	if n := strings.Count(r.get("/journal").text(), "Décision : plus tard"); n != 1 {
		t.Errorf("a double click made %d decisions", n)
	}
	b.Follow(`button[value="plus-tard"]`) // a click of its own decides
	if n := strings.Count(r.get("/journal").text(), "Décision : plus tard"); n != 2 {
		t.Errorf("%d decisions after another click", n)
	}
}
