package web

import (
	"strconv"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestTheStepsKeepTheirPlaces has the line of steps look the same on each of
// their pages: whichever is the visitor's, no other one moves for it.
func TestTheStepsKeepTheirPlaces(t *testing.T) {
	b := browsertest.New(t)
	site, server, _ := atWork(t, "M. Roussel", jobtest.New(60))
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	for _, width := range []int64{900, 1280} {
		b.Do(chromedp.EmulateViewport(width, 900))
		var first string
		for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/prevision", "/controle", "/journal"} {
			b.Open(server.URL + path)
			places := browsertest.Evaluate[string](b, `[...document.querySelectorAll("nav ol a")].map(e => Math.round(e.getBoundingClientRect().x) + "," + Math.round(e.getBoundingClientRect().y - document.querySelector("nav ol a").getBoundingClientRect().y)).join(" ")`)
			if first == "" {
				first = places
			}
			if places != first {
				t.Errorf("at %s and a width of %s the steps stand at %s, want %s", path, strconv.FormatInt(width, 10), places, first)
			}
			if rows := browsertest.Evaluate[int](b, `new Set([...document.querySelectorAll("nav ol a")].map(e => e.offsetTop)).size`); rows != 1 {
				t.Errorf("at %s and a width of %d the steps take %d lines", path, width, rows)
			}
		}
	}
}
