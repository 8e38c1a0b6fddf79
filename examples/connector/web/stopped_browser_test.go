package web

import (
	"net/http"
	"net/url"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestAStoppedSignInIsJudgedInTheBrowser goes the way of a pupil whom the ENT
// calls by another given name than her account has, and of the administrator
// who lets her in.
func TestAStoppedSignInIsJudgedInTheBrowser(t *testing.T) {
	s := jobtest.New(60)
	a, c := s.Pupils[5], s.Pupils[7]
	site, pages, _ := openWithENT(t, ofSchool(s, 5, "agrees", a.Last, a.First, a.Born), ofSchool(s, 7, "differs", c.Last, "Barnabé", c.Born))
	admin, _ := signIn(t, pages, "/connecteur/", "kroussel")
	admin.expect(admin.send("/connecteur/fichiers", files(s)...), http.StatusOK)
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	admin.expect(admin.post("/connecteur/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK)

	b := browsertest.New(t)
	var ent string // its origin, which browsers are sent to
	enter := func(status int, login string) {
		t.Helper()
		b.Forget()
		b.Open(pages.URL + "/connecteur/")
		ent = browsertest.Evaluate[string](b, "location.origin")
		b.Type("#username", login)
		b.Type("#password", "secret")
		b.FollowTo(status, "form button")
	}
	look := func(name string) {
		t.Helper()
		b.Figure(name)
		b.Fits("fr/" + name)
		b.Audit("fr/" + name)
	}
	enter(http.StatusOK, "agrees")
	b.Reads("Vous êtes connecté à votre compte SACoche", a.ID)
	look("6-mon-compte")
	enter(http.StatusForbidden, "differs")
	b.Reads("Votre compte est à vérifier", "Prénoms différents", "Adressez-vous à M. Karim ROUSSEL")
	look("6-a-verifier")

	enter(http.StatusOK, "kroussel")
	b.Open(pages.URL + "/connecteur/connexions")
	b.Reads("Barnabé", c.First)
	look("6-connexions")
	b.Tick(read)
	b.Follow(`button[value="ouvrir"]`)
	b.Reads("Aucune connexion n’attend")
	enter(http.StatusOK, "differs")
	b.Reads("Vous êtes connecté à votre compte SACoche", c.ID)
	b.AsksOnly(pages.URL, ent)
}
