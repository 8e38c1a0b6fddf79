package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// TestWhatIsSentTwiceIsDoneOnce sends each form of a decision twice, as a double
// click does: the second one is no conflict, and leaves no second trace.
func TestWhatIsSentTwiceIsDoneOnce(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	hold(t, site)
	r.send("/fichiers", files(jobtest.New(60))...)
	events := func() int {
		t.Helper()
		list, err := site.store.Events(t.Context(), 0, 1000)
		if err != nil {
			t.Fatal(err)
		}
		return len(list)
	}
	// twice posts a form, and again; text is on the page that follows both times.
	twice := func(path string, form url.Values, text string) {
		t.Helper()
		before := events()
		first := r.post(path, form)
		r.expect(first, http.StatusOK, text)
		second := r.post(path, form)
		r.expect(second, http.StatusOK, text)
		if first.url.String() != second.url.String() {
			t.Errorf("the first leads to %s, the second to %s", first.url, second.url)
		}
		if n := events() - before; n != 1 {
			t.Errorf("%s leaves %d traces", form, n)
		}
	}
	ofCase := func(account, choice string) url.Values {
		t.Helper()
		p := r.get("/homonymes/cas?compte=" + account)
		if choice == "meme" {
			choice = p.choice(t)
		}
		return p.decision(t, choice)
	}
	twice("/homonymes/cas", ofCase("1000", "meme"), "même personne, enregistré")
	twice("/homonymes/cas", ofCase("1000", "annuler"), "décision annulée")
	twice("/homonymes/cas", ofCase("1000", "autre"), "autre personne, enregistré")
	twice("/homonymes/cas", ofCase("1000", "plus-tard"), "remis à plus tard")

	found := r.get("/comptes?texte=1015")
	unlink := url.Values{"compte": {"1015"}, "personne": {found.button(t, "personne")}}
	twice("/comptes", unlink, "Autre personne")
	twice("/homonymes/cas", ofCase("1015", "annuler"), "Rattaché avec certitude")

	held, err := site.store.Held(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range held {
		if l.Standing == store.Stopped {
			twice("/connexions", url.Values{"etablissement": {l.School}, "compte": {l.Account}, "vu": {revOf(t, site, l.Account)}, "choix": {"refuser"}}, "Refusée par Mme Durand")
			open := url.Values{"etablissement": {l.School}, "compte": {l.Account}, "vu": {revOf(t, site, l.Account)}, "choix": {"ouvrir"}}
			r.expect(r.post("/connexions", open), http.StatusOK, "Connexions à vérifier")
			r.expect(r.post("/connexions", open), http.StatusConflict, "On a répondu entre-temps", "Cette réponse-ci n’a rien modifié")
		}
	}
}

// TestAnotherChoiceThatComesLateShowsTheCase has one person decide one case in
// two windows.
func TestAnotherChoiceThatComesLateShowsTheCase(t *testing.T) {
	_, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	p := r.get("/homonymes/cas?compte=1000")
	form := p.decision(t, p.choice(t))
	r.expect(r.post("/homonymes/cas", form), http.StatusOK)
	form.Set("choix", "autre")
	late := r.post("/homonymes/cas", form)
	r.expect(late, http.StatusConflict, "n’a pas été enregistré", "DIALLO", "Même personne", "par Mme Durand", "Annuler cette décision")
	if strings.Contains(late.text(), "Quelqu’un d’autre vient") {
		t.Errorf("her own decision is said to be somebody else's: %s", late.text())
	}
}
