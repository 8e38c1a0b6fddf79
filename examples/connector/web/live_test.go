package web

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// atFirstCase is a school at whose first case somebody sits with a browser.
func atFirstCase(t *testing.T) (*browsertest.Tab, *reader) {
	t.Helper()
	b := browsertest.New(t)
	site, server, r := atWork(t, "M. Roussel", jobtest.New(60))
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Open(server.URL + "/homonymes/suivant")
	return b, r
}

func TestADecisionTakesNoWholeReload(t *testing.T) {
	b, _ := atFirstCase(t)
	browsertest.Evaluate[bool](b, "window.same = true")
	b.Keyboard = true
	first := browsertest.Evaluate[string](b, "document.querySelector('h1').innerText")
	b.Tick(read)
	b.Follow(`button[value^="meme:"]`)
	if !browsertest.Evaluate[bool](b, "window.same === true") {
		t.Error("the page was loaded anew")
	}
	b.Wait("document.activeElement.tagName == 'H1' && document.activeElement.innerText != " + strconv.Quote(first)) // the next case's heading has the focus
	if got := browsertest.Evaluate[string](b, "document.getElementById('etat').innerText"); !strings.Contains(got, "enregistré") {
		t.Errorf("the status reads %q", got)
	}
	if got := browsertest.Evaluate[string](b, "location.search"); !strings.Contains(got, "compte=") {
		t.Errorf("the address is %s, want the next case's", got)
	}
	b.Audit("the next case")

	// What was decided is at its address, and the way back leads there.
	b.Follow("#etat a")
	b.Reads("par Mme Durand", "Annuler cette décision")
	browsertest.Evaluate[bool](b, "history.back() || true")
	b.Wait("!document.body.innerText.includes('Annuler cette décision')")
}

func TestADecisionThatComesTooLateIsSaidWithoutAReload(t *testing.T) {
	b, r := atFirstCase(t)
	p := r.get("/homonymes/suivant")
	r.post("/homonymes/cas", p.decision(t, "autre"))
	browsertest.Evaluate[bool](b, "window.same = true")
	b.Tick(read)
	b.Follow(`button[value^="meme:"]`)
	b.Reads("Ce cas a été traité entre-temps", "n’a pas été enregistré")
	if !browsertest.Evaluate[bool](b, "window.same === true") {
		t.Error("the page was loaded anew")
	}
}

func TestWhoeverWasSignedOutIsToldAtHerNextDecision(t *testing.T) {
	b, _ := atFirstCase(t)
	b.Forget()
	b.Tick(read)
	b.Activate(`button[value="autre"]`)
	b.Wait(`document.body.innerText.includes("Cette page n’est pas ouverte à tous")`)
}

func TestFiltersKeepTheFocusAndCountAloud(t *testing.T) {
	b, _ := atFirstCase(t)
	b.Open(strings.TrimSuffix(browsertest.Evaluate[string](b, "location.origin"), "/") + "/homonymes")
	browsertest.Evaluate[bool](b, "window.same = true")
	b.Type("#texte", "louviers")
	b.Wait(`document.querySelectorAll("#liste tbody tr").length == 1 && document.getElementById("trouves").innerText.startsWith("1 ")`)
	if got := browsertest.Evaluate[string](b, "document.activeElement.id + ' ' + document.activeElement.value + ' ' + window.same + ' ' + location.search"); !strings.HasPrefix(got, "texte louviers true ?") || !strings.Contains(got, "texte=louviers") {
		t.Errorf("focus, text, same page and address: %q", got)
	}
	b.Audit("a filtered list")
}

func TestAServerThatIsGoneIsSaid(t *testing.T) {
	b := browsertest.New(t)
	site, server := open(t, Options{})
	visit(t, site, server, "M. Roussel").send("/fichiers", files(jobtest.New(60))...)
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Open(server.URL + "/homonymes/suivant")
	server.Close()
	b.Tick(read)
	b.Activate(`button[value="autre"]`)
	b.Wait(`document.getElementById("etat").innerText.includes("ne répond pas")`)
	b.Reads("rien n’a été enregistré")
}

// slow makes a Site whose visitors see how far the work is, however fast it is.
func slow(t *testing.T) (*Site, string, *jobtest.School) {
	t.Helper()
	site, server := open(t, Options{})
	site.patience = 0
	return site, server.URL, jobtest.New(3000)
}

func TestLongWorkShowsHowFarItIs(t *testing.T) {
	for _, scripts := range []bool{true, false} {
		t.Run(fmt.Sprintf("scripts %v", scripts), func(t *testing.T) {
			b := browsertest.New(t)
			if !scripts {
				b.WithoutScripts()
			}
			site, at, school := slow(t)
			b.Open(at + site.Admit("Mme Durand"))
			b.Follow("main button")
			hold := make(chan bool)
			w := site.works.begin("read", func(context.Context, *work) { <-hold })
			w.total.Store(100)
			w.done.Store(40)
			site.reading.Store(&reading{work: w})
			b.Open(at + "/fichiers")
			b.Reads("Lecture des fichiers", "Avancement : 40 %", "Arrêter")
			b.Fits("travail")
			if scripts {
				b.Audit("travail")
			}
			w.done.Store(70)
			b.Wait(`document.body.innerText.includes("70")`)
			close(hold)
			b.Wait(`document.body.innerText.includes("Choisissez l’export")`)
			if got := browsertest.Evaluate[string](b, "location.pathname"); got != "/fichiers" {
				t.Errorf("the address is %s", got)
			}

			// The real thing: what is sent is read and matched while one looks.
			b.Choose("#fichier", onDisk(t, files(school)...)...)
			b.Follow(".drop button")
			b.Wait(`document.body.innerText.includes("Rapprocher les comptes")`)
			b.Follow(".next a.button")
			b.Wait(`document.body.innerText.includes("Rattachés avec certitude")`)
			if got := browsertest.Evaluate[string](b, "location.pathname"); got != "/rapprochement" {
				t.Errorf("the address is %s", got)
			}
		})
	}
}

func TestWorkThatIsStoppedLosesNothing(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	site.patience = 0
	begun := make(chan bool)
	site.cache.matchingOf(keyOf(t, site), func(m *matching) *work {
		return site.works.begin("match", func(ctx context.Context, _ *work) {
			close(begun)
			<-ctx.Done()
			m.err = ctx.Err()
		})
	})
	<-begun
	p := r.get("/rapprochement")
	r.expect(p, http.StatusOK, "Rapprochement des comptes", "Arrêter")
	if !strings.Contains(p.body, `http-equiv="refresh"`) {
		t.Error("without scripts the page does not refresh itself")
	}
	id := regexp.MustCompile(`name="travail" value="([^"]+)"`).FindStringSubmatch(p.body)[1]
	r.expect(r.post("/arreter", url.Values{"travail": {id}}), http.StatusOK, "ent.csv", "Rapprocher les comptes")
	r.post("/arreter", url.Values{"travail": {id}}) // twice does no harm
	site.patience = time.Minute
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
}

// keyOf is the key of the files in hand.
func keyOf(t *testing.T, site *Site) string {
	t.Helper()
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	list, err := site.store.Files(t.Context(), run.ID)
	if err != nil {
		t.Fatal(err)
	}
	keys := []string{run.School}
	for _, f := range list {
		keys = append(keys, f.ID)
	}
	return strings.Join(keys, " ")
}

func TestWhoWaitsForAStoppedWorkIsTold(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	var stopped *work
	site.cache.matchingOf(keyOf(t, site), func(m *matching) *work {
		stopped = site.works.begin("match", func(ctx context.Context, w *work) {
			m.err = context.Canceled
			w.cancel()
		})
		return stopped
	})
	<-stopped.ended // the next one who asks begins another
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
	site.Close()
	r.post("/rapprochement/etablissement", url.Values{"uai": {"0990043W"}}) // another matching, for a site that is closed
	r.expect(r.get("/prevision/import.csv"), http.StatusConflict, "Ce travail a été arrêté", "Rien n’a été modifié")
}

func TestFilesThatAreReadLaterAreRefusedInWordsToo(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	site.patience = 0
	school := jobtest.New(60)
	r.send("/fichiers", sent{"ent.csv", school.Export()}, sent{"photo.csv", []byte("\x89PNG\r\n\x1a\n\x00\x00")})
	site.patience = time.Minute
	p := r.get("/fichiers")
	r.expect(p, http.StatusOK, "ent.csv")
	if d := site.reading.Load(); len(d.refused) != 1 {
		t.Errorf("refused: %v", d.refused)
	}
	if p = r.get("/fichiers"); strings.Contains(p.body, "photo.csv") {
		t.Error("a refusal is told again")
	}
}

func TestAFileThatIsTooLongIsTakenInAndRefused(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	p := r.send("/fichiers", sent{"long.csv", bytes.Repeat([]byte("a"), 65<<20)}, sent{"ent.csv", jobtest.New(30).Export()})
	r.expect(p, http.StatusUnprocessableEntity, "long.csv", "dépasse 64 Mio", "ent.csv")
}

var errTest = errors.New("test")

func TestAWorkThatFailsIsSaidOnce(t *testing.T) {
	d := &reading{err: errTest, refused: []refusal{{"a", "b"}}}
	if got, err := d.tell(); len(got) != 1 || !errors.Is(err, errTest) {
		t.Errorf("%v, %v", got, err)
	}
	if got, err := d.tell(); got != nil || err != nil {
		t.Errorf("told again: %v, %v", got, err)
	}
}

func TestFilesWhoseReadingIsStoppedAreNotKept(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	site.patience = 0
	site.uploads.Lock() // nothing is read while it is held
	r.send("/fichiers", sent{"ent.csv", jobtest.New(60).Export()})
	p := r.get("/fichiers")
	id := regexp.MustCompile(`name="travail" value="([^"]+)"`).FindStringSubmatch(p.body)[1]
	site.reading.Load().cancel()
	site.uploads.Unlock()
	r.post("/arreter", url.Values{"travail": {id}})
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if left, err := site.store.Files(t.Context(), run.ID); err != nil || len(left) > 0 {
		t.Errorf("kept: %v, %v", left, err)
	}
}
