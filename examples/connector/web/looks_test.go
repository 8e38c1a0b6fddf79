package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// A looked is one page to look at. before, if not nil, is what happened on the
// way to it.
type looked struct {
	name, path string
	status     int
	before     func(r *reader)
}

// looks are all pages, in an order in which one work leads to the next.
func looks(t *testing.T, school *jobtest.School) []looked {
	decide := func(account, choice string) func(*reader) {
		return func(r *reader) {
			p := r.get("/homonymes/cas?compte=" + account)
			if choice == "meme" {
				choice = p.choice(t)
			}
			r.expect(r.post("/homonymes/cas", p.decision(t, choice)), http.StatusOK)
		}
	}
	open := func(r *reader) {
		p := r.get("/rapprochement")
		for _, g := range regexp.MustCompile(`name="garde" value="([a-z]+)"`).FindAllStringSubmatch(p.body, -1) {
			number := regexp.MustCompile(`id="g-` + g[1] + `">(\d+)`).FindStringSubmatch(p.body)
			r.expect(r.post("/rapprochement/garde", url.Values{"garde": {g[1]}, "nombre": {number[1]}}), http.StatusOK)
		}
	}
	return []looked{
		{"fichiers-vide", "/fichiers", 200, nil},
		{"rapprochement-vide", "/rapprochement", 200, nil},
		{"fichiers", "/fichiers", 200, func(r *reader) {
			send := files(school)
			send[0].data = append(send[0].data, "pas-un-guid;X;Y;National_1;;;31/02/2015;;\r\n"...)
			r.send("/fichiers", send...)
		}},
		{"garde", "/rapprochement", 200, nil},
		{"rapprochement", "/rapprochement", 200, open},
		{"cas", "/homonymes/cas?compte=1000", 200, nil},
		{"cas-decide", "/homonymes/cas?compte=1000&fait=1000", 200, decide("1000", "meme")},
		{"cas-plus-tard", "/homonymes/cas?compte=1002", 200, decide("1002", "plus-tard")},
		{"cas-suivant", "/homonymes/suivant?apres=1002&fait=1002", 200, nil},
		{"homonymes", "/homonymes", 200, nil},
		{"homonymes-aucun", "/homonymes?texte=personne", 200, nil},
		{"comptes-vide", "/comptes", 200, nil},
		{"comptes", "/comptes?texte=martin", 200, nil},
		{"prevision", "/prevision", 200, nil},
		{"prevision-liste", "/prevision?sort=homonym", 200, nil},
		{"a-saisir", "/prevision/a-saisir", 200, nil},
		{"retour", "/retour", 200, nil},
		{"controle-vide", "/controle", 200, nil},
		{"controle", "/controle", 200, func(r *reader) { r.send("/controle", files(school)[1:]...) }},
		{"connexions", "/connexions", 200, nil},
		{"mon-compte", "/mon-compte", 403, nil},
		{"journal", "/journal", 200, nil},
		{"connexions", "/connexions", 200, nil},
		{"introuvable", "/nulle-part", 404, nil},
		{"lien-usage", "/entrer?jeton=deviné", 401, nil},
		{"parti", "/parti", 200, nil},
	}
}

func TestEveryPageIsForEverybody(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			b := browsertest.New(t)
			site, server := open(t, Options{Lang: lang})
			link := server.URL + site.Admit("Mme Durand")
			look := func(name string) {
				t.Helper()
				b.Fits(lang + "/" + name)
				b.Audit(lang + "/" + name)
				b.AsksOnly(server.URL)
			}
			b.Open(link)
			look("bienvenue")
			b.Follow("main button")
			_, secret, _ := strings.Cut(site.Admit("M. Roussel"), "jeton=")
			r := stranger(t, server.URL)
			r.expect(r.post("/entrer", url.Values{"jeton": {secret}}), http.StatusOK)
			school := jobtest.New(60)
			for i := 20; i < 50; i++ {
				school.Pupils[i].Prior = "identifier-of-another-ent-" + school.Pupils[i].ID
			}
			hold(t, site)
			for _, page := range looks(t, school) {
				if page.before != nil {
					page.before(r)
				}
				b.OpenAt(page.status, server.URL+page.path)
				look(page.name)
			}
		})
	}
}

// hold keeps two sign-ins that contradict an account, one of them refused.
func hold(t *testing.T, site *Site) {
	t.Helper()
	run, err := site.store.Begin(t.Context(), "Mme Durand")
	if err != nil {
		t.Fatal(err)
	}
	facts := store.Facts{Last: "Martin", First: "Léa", Born: "2015-03-14", Profiles: []string{"pupil"}}
	owners := func(yield func(account, person string) bool) { _ = yield("8001", "x") && yield("8002", "y") }
	p := &store.Publication{School: jobtest.UAI, Owners: owners, Facts: func(string) store.Facts { return facts }}
	if err := site.store.End(t.Context(), run.ID, store.Ended, "Mme Durand", p); err != nil {
		t.Fatal(err)
	}
	for person, standing := range map[string]store.Standing{"x": store.Stopped, "y": store.Refused} {
		l, err := site.store.Links(t.Context(), person)
		if err != nil || len(l) != 1 {
			t.Fatal(l, err)
		}
		l[0].Standing, l[0].Said, l[0].Causes = standing, store.Facts{Last: "Martin", First: "Tom", Born: "2013-09-02"}, []string{"first-differs", "born-differs"}
		by := ""
		if standing == store.Refused {
			by = "M. Roussel"
		}
		if err := site.store.Judge(t.Context(), l[0], by); err != nil {
			t.Fatal(err)
		}
	}
}
