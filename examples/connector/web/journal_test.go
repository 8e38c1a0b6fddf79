package web

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/store"
)

// TestTheJournalGoesBackToItsBeginning has more events than a page: in September each
// first sign-in is one.
func TestTheJournalGoesBackToItsBeginning(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	for i := range perJournal + 1 {
		if err := site.store.Note(t.Context(), store.Event{By: fmt.Sprintf("personne %d.", i), What: "take.import"}); err != nil {
			t.Fatal(err)
		}
	}
	newest := r.get("/journal")
	r.expect(newest, http.StatusOK, "personne 200.", "personne 1.", "Événements plus anciens")
	if strings.Contains(newest.text(), "personne 0.") || strings.Contains(newest.text(), "plus récents") {
		t.Errorf("the first page: %.500s", newest.text())
	}
	oldest := r.get("/journal?page=1")
	r.expect(oldest, http.StatusOK, "personne 0.", "Événements plus récents")
	if strings.Contains(oldest.text(), "plus anciens") {
		t.Errorf("something is before the first event: %.500s", oldest.text())
	}
	r.expect(r.get("/journal?page=-7"), http.StatusOK, "personne 200.")
}
