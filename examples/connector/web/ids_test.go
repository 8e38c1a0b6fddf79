package web

import (
	"net/http"
	"regexp"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestNoTwoElementsOfAPageHaveOneID: a label would name the wrong field, and a
// rule of the style sheet would change another element.
func TestNoTwoElementsOfAPageHaveOneID(t *testing.T) {
	_, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	ids, labels := regexp.MustCompile(` id="([^"]*)"`), regexp.MustCompile(`<label for="([^"]*)"`)
	field := regexp.MustCompile(`<(?:input|select|textarea|progress)[^>]* id="([^"]*)"`)
	for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes/cas?compte=1000", "/comptes?texte=martin", "/prevision",
		"/prevision?sort=unknown", "/prevision/a-saisir", "/retour", "/controle", "/connexions", "/journal"} {
		p := r.get(path)
		if p.status != http.StatusOK {
			t.Errorf("%s: %d", path, p.status)
		}
		seen, fields := map[string]bool{}, map[string]bool{}
		for _, m := range ids.FindAllStringSubmatch(p.body, -1) {
			if seen[m[1]] {
				t.Errorf("%s has two elements with the id %q", path, m[1])
			}
			seen[m[1]] = true
		}
		for _, m := range field.FindAllStringSubmatch(p.body, -1) {
			fields[m[1]] = true
		}
		for _, m := range labels.FindAllStringSubmatch(p.body, -1) {
			if !fields[m[1]] {
				t.Errorf("%s: the label of %q is no field's", path, m[1])
			}
		}
	}
}
