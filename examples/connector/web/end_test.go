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
	r.expect(r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusConflict, "Rien n’a été modifié")
}

func TestAnEndThatIsStoppedEndsNothing(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(jobtest.New(60))...)
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
