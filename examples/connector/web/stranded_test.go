package web

import (
	"net/http"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestAFormThatComesAfterTheSessionIsSaidToBeLost: who decided something believes
// that it was kept, unless she is told.
func TestAFormThatComesAfterTheSessionIsSaidToBeLost(t *testing.T) {
	_, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	p := r.get("/homonymes/cas?compte=1000")
	r.post("/sortir", nil)
	form := p.decision(t, p.choice(t))
	r.expect(r.post("/homonymes/cas", form), http.StatusUnauthorized, "ce que vous venez d’envoyer n’est pas enregistré")
}

// TestWhoHasTwoAccountsIsALink has one person own an account, of two that may be
// hers: the other one's page tells what to do with it, and leads to the first.
func TestWhoHasTwoAccountsIsALink(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	school := jobtest.New(60)
	twin := school.Pupils[0] // whose one account has neither date nor identifier
	twin.GUID, twin.ID = "", "1900"
	school.Pupils = append(school.Pupils, twin)
	r.send("/fichiers", files(school)...)
	p := r.get("/homonymes/cas?compte=1000")
	r.expect(r.post("/homonymes/cas", p.decision(t, "meme:"+school.Pupils[0].GUID)), http.StatusOK)
	p = r.get("/homonymes/cas?compte=1900")
	r.expect(p, http.StatusOK, "a déjà le compte n° 1000", "Faites ensuite ôter", "Voir le compte n° 1000")
	r.expect(r.get(p.link(t, "1000")), http.StatusOK, "Annuler cette décision")
}
