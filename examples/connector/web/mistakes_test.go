package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestPagesOfMistakesAreForEverybodyToo looks at what only those see who sent or
// decided something wrong.
func TestPagesOfMistakesAreForEverybodyToo(t *testing.T) {
	b := browsertest.New(t)
	site, server := open(t, Options{})
	r := visit(t, site, server, "M. Roussel")
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	look := func(name string, texts ...string) {
		t.Helper()
		b.Reads(texts...)
		b.Fits("erreurs/" + name)
		b.Audit(name)
	}
	school := jobtest.New(60)
	school.Pupils[30].Prior = school.Pupils[0].GUID
	r.send("/fichiers", files(school)...)
	r.send("/fichiers", sent{"eleves-juin.csv", school.PupilList(func(a string) string { return "x" + a })})
	b.Open(server.URL + "/fichiers")
	look("deux-fois", "est là deux fois")
	kept := removable.FindAllStringSubmatch(r.get("/fichiers").body, -1)
	r.post("/fichiers/retirer", url.Values{"fichier": {kept[len(kept)-1][1]}})

	b.Open(server.URL + "/homonymes/cas?compte=1000")
	p := r.get("/homonymes/cas?compte=1000")
	r.post("/homonymes/cas", p.decision(t, "meme:"+school.Pupils[0].GUID))
	b.Tick(read)
	b.Follow(`button[value="plus-tard"]`) // which comes too late
	look("trop-tard", "Ce cas a été traité entre-temps", "par M. Roussel")

	b.Open(server.URL + "/prevision")
	look("identifiant-deplace", "1 identifiant passerait d’un compte à un autre", "Annuler ce passage")
	b.Follow(`main a[href="/retour"]`)
	look("annuler", "Annuler ce passage")
	r.expect(r.post("/rapprochement/garde", url.Values{"garde": {"moved"}, "nombre": {"1"}}), http.StatusOK)
	b.Open(server.URL + "/prevision")
	look("prevision", "D’abord, effacez 1 identifiant")
	b.Open(server.URL + "/prevision/a-saisir")
	look("a-effacer", "Identifiants à effacer")
	r.send("/controle", files(school)[1:]...)
	b.Open(server.URL + "/controle")
	look("trop-tot", "mêmes qu’avant l’import", "Porte encore l’identifiant d’un autre compte")

	// The lists of another school: beside these, and in their place.
	r.send("/fichiers", sent{"eleves-autre.csv", jobtest.Another(60).PupilList(nil)})
	b.Open(server.URL + "/rapprochement")
	look("deux-etablissements", "ce sont les listes de deux établissements")
	for _, f := range removable.FindAllStringSubmatch(r.get("/fichiers").body, -1)[1:3] {
		r.post("/fichiers/retirer", url.Values{"fichier": {f[1]}})
	}
	r.post("/rapprochement/etablissement", url.Values{"uai": {jobtest.UAI}})
	b.Open(server.URL + "/rapprochement")
	b.Activate("main details summary")
	look("autre-etablissement", "Plus de la moitié des comptes sont inconnus de l’ENT", "Choisir cet établissement")
}
