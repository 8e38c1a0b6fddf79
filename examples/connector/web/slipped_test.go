package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestWhatBefellWholeFilesIsTold: a column that slipped, or dates that are all a day off, are the first thing to know of a matching.
func TestWhatBefellWholeFilesIsTold(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	roster, accounts := jobtest.Slipped(30)
	r.send("/fichiers", sent{"ent.csv", []byte(roster)}, sent{"comptes.csv", []byte(accounts)})
	p := r.get("/rapprochement")
	r.expect(p, http.StatusOK, "des dates de naissance ont été décalées du même nombre de jours à l’import (30 personnes sur 30)", "les familles ne comptent pas (28 personnes sur 30)")
	for _, want := range []string{`<p class="reckoned">`, `<p class="alert">`} {
		if !strings.Contains(p.body, want) {
			t.Errorf("what is put right and what is not look alike: no %q", want)
		}
	}
}
