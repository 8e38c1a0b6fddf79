package web

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// TestTheTrailTellsWhoTookWhichFile takes each file that the pages give: they name
// children, and what becomes of them is no longer in the program's hands.
func TestTheTrailTellsWhoTookWhichFile(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	p := r.get("/homonymes/cas?compte=1000")
	r.post("/homonymes/cas", p.decision(t, p.choice(t)))
	r.send("/controle", files(jobtest.New(60))[1:]...)
	findings := regexp.MustCompile(`/fichiers/constats.csv\?fichier=[^"]+`).FindString(r.get("/fichiers").body)
	paths := map[string]string{
		"take.findings": findings, "take.ledger": "/homonymes/registre.txt", "take.restore": "/prevision/restaurer.csv", "take.import": "/prevision/import.csv",
		"take.by-hand": "/prevision/a-saisir.csv", "take.faults": "/controle/ecarts.csv",
	}
	paths["shown: take.by-hand"] = "/prevision/a-saisir"
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for what, path := range paths {
		r.expect(r.get(path), http.StatusOK)
		last, err := site.store.Events(t.Context(), 0, 1)
		if err != nil {
			t.Fatal(err)
		}
		last[0].At = run.Began
		want := store.Event{At: run.Began, By: "Mme Durand", What: regexp.MustCompile(`take\..*`).FindString(what), Subject: run.ID}
		if diff := cmp.Diff(last[0], want); diff != "" {
			t.Errorf("%s (-got +want):\n%s", path, diff)
		}
	}
	r.expect(r.get("/journal"), http.StatusOK, "import.csv téléchargé", "restaurer.csv téléchargé", "Liste à saisir à la main")

	// What the trail can't say is not given.
	site.store = mute{site.store}
	for _, path := range paths {
		r.expect(r.get(path), http.StatusInternalServerError)
	}
}

// mute is a store whose trail takes no event of its own.
type mute struct{ store.Store }

func (mute) Note(context.Context, store.Event) error { return errors.New("the disk is full") }

// TestADownloadThatCannotBeIsAPage asks for a file when the session is over: a page
// must not be kept under the file's name, to be imported.
func TestADownloadThatCannotBeIsAPage(t *testing.T) {
	b := browsertest.New(t)
	site, server := open(t, Options{})
	visit(t, site, server, "M. Roussel").send("/fichiers", files(jobtest.New(60))...)
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Open(server.URL + "/prevision")
	b.Save(`a[href="/prevision/restaurer.csv"]`)
	b.Forget()
	b.FollowTo(http.StatusUnauthorized, `a[href="/prevision/import.csv"]`)
	b.Reads("Cette page n’est pas ouverte à tous")
}
