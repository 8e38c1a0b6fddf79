package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// putOff counts the decisions to put a case off.
func putOff(r *reader) int {
	return strings.Count(r.get("/journal").text(), "Décision : plus tard")
}

// TestASecondClickDecidesNothing has further clicks come when the next case stands
// where the first one stood: nobody has read that one. They may be the second of a
// double click, or come later than that.
func TestASecondClickDecidesNothing(t *testing.T) {
	const button = `button[value="plus-tard"]`
	const box = "document.querySelector('" + read + "')"
	b, r := atFirstCase(t)
	b.Tick(read)
	b.Follow(button)
	b.Tick(read)
	second := b.Text()
	b.Do(chromedp.DoubleClick(chromedp.CSS(button)))            // its second click alone
	browsertest.Evaluate[bool](b, "!("+box+".checked = false)") // as it comes
	b.Activate(button)
	b.Activate(button)
	if b.Text() != second || putOff(r) != 1 {
		t.Errorf("%d decisions after clicks on a case that nobody has read: %.300s", putOff(r), b.Text())
	}
	browsertest.Evaluate[bool](b, box+".checked = true") // once she had time to read it
	b.Follow(button)                                     // a click of its own decides
	if n := putOff(r); n != 2 {
		t.Errorf("%d decisions after another click", n)
	}
}

// TestWithoutScriptsASecondClickDecidesNothing is the same for those who have
// scripts off, whose every click is a click.
func TestWithoutScriptsASecondClickDecidesNothing(t *testing.T) {
	const button = `button[value="plus-tard"]`
	b := browsertest.New(t)
	b.WithoutScripts()
	site, server, r := atWork(t, "M. Roussel", jobtest.New(60))
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Open(server.URL + "/homonymes/suivant")
	b.Tick(read)
	b.Follow(button)
	second := b.Text()
	for range 3 {
		b.Activate(button)
	}
	if b.Text() != second || putOff(r) != 1 {
		t.Errorf("%d decisions after clicks on a case that nobody has read: %.300s", putOff(r), b.Text())
	}
}

// TestTheServerInsistsOnWhatTheFormShowed sends forms that no page has, or that an
// older page had.
func TestTheServerInsistsOnWhatTheFormShowed(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "M. Roussel")
	school := jobtest.New(60)
	r.send("/fichiers", files(school)...)
	p := r.get("/homonymes/cas?compte=1000")
	form := url.Values{"compte": {"1000"}, "choix": {p.choice(t)}}
	undecided := func() {
		t.Helper()
		if d, err := site.store.Decisions(t.Context(), jobtest.UAI); err != nil || len(d) > 0 {
			t.Errorf("decided: %v, %v", d, err)
		}
	}
	r.expect(r.post("/homonymes/cas", form), http.StatusUnprocessableEntity, "Rien n’a été enregistré", "cochez la case", "DIALLO")
	undecided()

	// The pupil's birth date is corrected at the ENT while the page is open.
	form.Set("vu", p.field(t, "vu"))
	kept := removable.FindAllStringSubmatch(r.get("/fichiers").body, -1)
	r.post("/fichiers/retirer", url.Values{"fichier": {kept[0][1]}})
	export := strings.Replace(string(school.Export()), school.Pupils[0].Born, "09/09/2012", 1)
	r.send("/fichiers", sent{"ent.csv", []byte(export)})
	r.expect(r.post("/homonymes/cas", form), http.StatusConflict, "Ce cas a changé", "n’a pas été enregistré", "09/09/2012")
	undecided()
}

// TestWithoutScriptsALateClickRemovesNoOtherFile has further clicks come when the
// next file stands where the one stood that is gone.
func TestWithoutScriptsALateClickRemovesNoOtherFile(t *testing.T) {
	b := browsertest.New(t)
	b.WithoutScripts()
	site, server, r := atWork(t, "M. Roussel", jobtest.New(60))
	r.send("/controle", files(jobtest.New(60))[1:]...)
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	for _, page := range []string{"fichiers", "controle"} {
		const form = `form[action="/fichiers/retirer"]`
		before := len(removable.FindAllStringSubmatch(r.get("/"+page).body, -1))
		b.Open(server.URL + "/" + page)
		b.Tick(form + " [type=checkbox]")
		b.Follow(form + " button")
		b.Reads("Le fichier est retiré")
		for range 3 {
			b.Activate(form + " button")
		}
		b.Open(server.URL + "/" + page)
		if left := len(removable.FindAllStringSubmatch(r.get("/"+page).body, -1)); left != before-1 {
			t.Errorf("/%s: %d files are left of %d after clicks on one", page, left, before)
		}
	}
	// Not every browser insists on the box.
	r.expect(r.post("/fichiers/retirer", nil), http.StatusUnprocessableEntity, "La case n’est pas cochée", "Rien n’a été modifié")
}

// TestAStoppedSignInIsOpenedByWhoeverReadIt answers one without the tick.
func TestAStoppedSignInIsOpenedByWhoeverReadIt(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "M. Roussel")
	hold(t, site)
	for _, choice := range []string{"ouvrir", "refuser"} {
		form := url.Values{"etablissement": {jobtest.UAI}, "compte": {"8001"}, "choix": {choice}}
		r.expect(r.post("/connexions", form), http.StatusUnprocessableEntity, "Rien n’a été enregistré", "cochez la case")
	}
	held, err := site.store.Held(t.Context())
	if err != nil || len(held) != 2 {
		t.Fatal(held, err)
	}
	for _, l := range held {
		if l.Account == "8001" && l.Standing != store.Stopped {
			t.Errorf("account 8001 is %s", l.Standing)
		}
	}
}
