package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestAGuardThatWasPassedClosesForSomethingElse has a number typed, and then as many
// identifiers, or files, that nobody has looked at when it was typed.
func TestAGuardThatWasPassedClosesForSomethingElse(t *testing.T) {
	const closed = "1 identifiant passerait d’un compte à un autre"
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	school := jobtest.New(60)
	p := school.Pupils
	p[30].Prior, p[31].Prior = p[0].GUID, p[1].GUID // the two whom account 1000 may be
	r.send("/fichiers", files(school)...)
	decide := func(choice string) {
		t.Helper()
		page := r.get("/homonymes/cas?compte=1000")
		r.expect(r.post("/homonymes/cas", url.Values{"compte": {"1000"}, "vu": {page.field(t, "vu")}, "choix": {choice}}), http.StatusOK)
	}
	pass := func() {
		t.Helper()
		r.expect(r.get("/prevision"), http.StatusOK, closed)
		r.expect(r.post("/rapprochement/garde", url.Values{"garde": {"moved"}, "nombre": {"1"}}), http.StatusOK, "Ce nombre a été confirmé pour ce passage")
		r.expect(r.get("/prevision"), http.StatusOK, "restaurer.csv")
	}
	decide("meme:" + p[0].GUID)
	pass()
	decide("annuler")
	r.expect(r.get("/prevision"), http.StatusOK, "restaurer.csv")
	decide("meme:" + p[0].GUID)
	r.expect(r.get("/prevision"), http.StatusOK, "restaurer.csv") // which was read
	decide("annuler")
	decide("meme:" + p[1].GUID)
	pass()

	kept := removable.FindAllStringSubmatch(r.get("/fichiers").body, -1)
	r.post("/fichiers/retirer", url.Values{"fichier": {kept[0][1]}})
	r.send("/fichiers", files(school)[0])
	pass()
}
