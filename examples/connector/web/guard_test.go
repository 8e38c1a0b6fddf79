package web

import (
	"net/http"
	"net/url"
	"strings"
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
		r.expect(r.post("/homonymes/cas", page.decision(t, choice)), http.StatusOK)
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

// TestAWrongSchoolIsSeen sends another school's lists, and has somebody choose a
// school that is not that of the lists.
func TestAWrongSchoolIsSeen(t *testing.T) {
	const few, change = "Plus de la moitié des comptes sont inconnus de l’ENT", "Ce n’est pas le bon établissement ?"
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	school, other := jobtest.New(60), jobtest.Another(60)
	r.send("/fichiers", files(school)[0], sent{"eleves-autre.csv", other.PupilList(nil)})
	r.expect(r.get("/rapprochement"), http.StatusOK, few)
	r.send("/fichiers", files(school)[1:]...)
	r.expect(r.get("/rapprochement"), http.StatusOK, "est à deux personnes différentes dans « eleves-autre.csv » et dans « eleves.csv »")
	r.expect(r.get("/prevision"), http.StatusOK, "deux établissements")
	r.expect(r.get("/"), http.StatusOK, "deux établissements")
	kept := removable.FindAllStringSubmatch(r.get("/fichiers").body, -1)
	r.post("/fichiers/retirer", url.Values{"fichier": {kept[1][1]}})
	if text := r.get("/rapprochement").text(); strings.Contains(text, few) || strings.Contains(text, change) {
		t.Errorf("the right files are doubted: %s", text)
	}
	r.expect(r.post("/rapprochement/etablissement", url.Values{"uai": {"0990043W"}}), http.StatusOK, "0990043W", change)
	r.expect(r.post("/rapprochement/etablissement", url.Values{"uai": {jobtest.UAI}}), http.StatusOK, jobtest.UAI, change)
}
