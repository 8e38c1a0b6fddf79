package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// TestALongEndShowsHowFarItIs ends a run whose links take longer to write than a
// visitor waits: she is shown how far it is, and then what follows.
func TestALongEndShowsHowFarItIs(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.expect(r.get("/fin"), http.StatusOK, "Vérifier les fichiers") // nothing was ended
	r.send("/fichiers", files(jobtest.New(60))...)
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	site.cache.linking.Lock() // which ending needs
	site.patience = 0
	p := r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}})
	r.expect(p, http.StatusOK, "Fin du passage", "Arrêter")
	if p.url.Path != "/fin" || !strings.Contains(p.body, `http-equiv="refresh"`) {
		t.Errorf("%s does not refresh itself", p.url)
	}
	if again := r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}); again.button(t, "travail") != p.button(t, "travail") {
		t.Error("asking twice ends it twice")
	}
	site.cache.linking.Unlock()
	site.patience = time.Minute
	p = r.get("/fin")
	r.expect(p, http.StatusOK, "Vérifier les fichiers")
	if p.url.Path != "/fichiers" {
		t.Errorf("after the end comes %s", p.url)
	}
	if _, err := site.store.Run(t.Context()); !errors.Is(err, store.ErrNone) {
		t.Errorf("the run after its end: %v", err)
	}
	// A double click, the button back and the form again, the page loaded again.
	r.expect(r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK, "Le passage est terminé")
	r.expect(r.get("/fin"), http.StatusOK, "Le passage est terminé")
	r.expect(r.post("/retour", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusConflict, "Rien n’a été modifié")
	r.send("/fichiers", files(jobtest.New(60))...)
	p = r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}) // from a page of the run before
	if r.expect(p, http.StatusConflict, "Rien n’a été modifié"); strings.Contains(p.text(), "Le passage est terminé") {
		t.Error("the run in hand is said to be at its end")
	}
	r.expect(r.get("/fichiers"), http.StatusOK, "ent.csv")
}

// TestARunBehindAGuardCanBeUndone has somebody send the files of another year,
// decide something, and see it at the guard.
func TestARunBehindAGuardCanBeUndone(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	for i := 20; i < 50; i++ {
		school.Pupils[i].Prior = "identifier-of-another-ent-" + school.Pupils[i].ID
	}
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	p := r.get("/homonymes/cas?compte=1000")
	r.post("/homonymes/cas", p.decision(t, p.choice(t)))
	p = r.get("/prevision")
	r.expect(p, http.StatusOK, "tapez ce nombre")
	if !strings.Contains(p.body, `href="/retour"`) {
		t.Error("the guard does not say how to take the run back")
	}
	p = r.get("/retour")
	r.expect(p, http.StatusOK, "Annuler ce passage")
	if strings.Contains(p.text(), "restaurer.csv") {
		t.Errorf("there is no way back from an import behind a closed guard: %s", p.text())
	}
	r.expect(r.post("/retour", url.Values{"passage": {p.field(t, "passage")}, "certain": {"oui"}}), http.StatusOK, "effacés")
	r.send("/fichiers", files(school)...)
	r.expect(r.get("/homonymes"), http.StatusOK, "Aucun cas traité")
	for _, m := range removable.FindAllStringSubmatch(r.get("/fichiers").body, -1) {
		r.post("/fichiers/retirer", url.Values{"fichier": {m[1]}})
	}
	r.expect(r.get("/retour"), http.StatusOK, "Annuler ce passage") // without files too
}

func TestAnEndThatIsStoppedEndsNothing(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	site.cache.linking.Lock()
	site.patience = 0
	p := r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}})
	id := p.button(t, "travail")
	site.works.mu.Lock()
	site.works.list[id].cancel()
	site.works.mu.Unlock()
	site.cache.linking.Unlock()
	site.patience = time.Minute
	r.expect(r.get("/fin"), http.StatusConflict, "Ce travail a été arrêté")
	if again, err := site.store.Run(t.Context()); err != nil || again.ID != run.ID {
		t.Errorf("the run after that: %v, %v", again.ID, err)
	}
	r.expect(r.get("/fichiers"), http.StatusOK, "ent.csv")
}

func TestNothingOfARunThatHasEndedStaysInMemory(t *testing.T) {
	var room []int64
	site, server := open(t, Options{Room: func(files int64) { room = append(room, files) }})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(jobtest.New(60))...)
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
	if site.cache.read == nil || site.cache.matching == nil || site.cache.last == nil {
		t.Fatal("nothing is kept, so this test shows nothing")
	}
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.expect(r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK, "effacés")
	if site.cache.read != nil || site.cache.matching != nil || site.cache.last != nil {
		t.Errorf("kept: %d files, matching %v, decisions %v", len(site.cache.read), site.cache.matching != nil, site.cache.last != nil)
	}
	if len(room) < 2 || room[0] == 0 || room[len(room)-1] != 0 {
		t.Errorf("room was asked for so many bytes: %v", room)
	}
}
