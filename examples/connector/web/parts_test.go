package web

import (
	"html"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

var (
	formIn = regexp.MustCompile(`<form method="(get|post)" action="([^"]*)"`)
	linkIn = regexp.MustCompile(`<a [^>]*href="([^"#]*)[^"]*"`)
)

// TestNoPageOffersWhatItsReaderMayNotDo reads every page as every role: each
// form and each link that is there leads where she may go, and what her part is
// stands on the page.
func TestNoPageOffersWhatItsReaderMayNotDo(t *testing.T) {
	site, pages, _ := openWithENT(t)
	mux, rightOf := http.NewServeMux(), map[string]Rights{}
	for _, x := range routes {
		mux.Handle(x.pattern, http.NotFoundHandler())
		rightOf[x.pattern] = x.right
	}
	route := func(method, address string) (pattern string, ok bool) {
		path, ok := strings.CutPrefix(html.UnescapeString(address), "/connecteur")
		if !ok {
			t.Fatalf("%q leads out of the site", address)
		}
		_, pattern = mux.Handler(httptest.NewRequest(method, path, nil))
		u, err := url.Parse(path)
		return pattern, err == nil && !slices.Contains(public, u.Path)
	}

	admin, _ := signIn(t, pages, "/connecteur/", "kroussel")
	prepareEveryForm(t, site, admin)
	roles := map[string]struct {
		rights Rights
		part   string
	}{
		"viewer":   {See, "sans rien modifier"},
		"reviewer": {Review, "Vous pouvez tout consulter ici, traiter les homonymes"},
		"importer": {Import, "Vous pouvez tout consulter ici, envoyer les fichiers"},
		"kroussel": {All, ""},
	}
	offered := map[string]bool{} // to the administrator
	for login, role := range roles {
		r, _ := signIn(t, pages, "/connecteur/", login)
		for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes/cas?compte=1002", "/homonymes/cas?compte=1000", "/comptes?texte=martin",
			"/prevision", "/retour", "/controle", "/connexions", "/journal", "/mon-compte"} {
			p := r.get("/connecteur" + path)
			if path != "/mon-compte" { // where those who have no account are told so
				r.expect(p, http.StatusOK, role.part)
			}
			if role.rights == All && strings.Contains(p.text(), "Vous pouvez tout consulter ici") {
				t.Errorf("%s tells the administrator her part", path)
			}
			addresses := [][2]string{}
			for _, m := range formIn.FindAllStringSubmatch(p.body, -1) {
				addresses = append(addresses, [2]string{strings.ToUpper(m[1]), m[2]})
			}
			for _, m := range linkIn.FindAllStringSubmatch(p.body, -1) {
				if m[1] != "" {
					addresses = append(addresses, [2]string{http.MethodGet, m[1]})
				}
			}
			for _, a := range addresses {
				pattern, ours := route(a[0], a[1])
				if !ours {
					continue
				}
				if !role.rights.may(rightOf[pattern]) {
					t.Errorf("%s offers %s to %s", path, pattern, login)
				}
				if role.rights == All {
					offered[pattern] = true
				}
			}
			if role.rights&Review == 0 && strings.Contains(p.body, `name="choix"`) {
				t.Errorf("%s has buttons to decide for %s", path, login)
			}
		}
	}
	// The pages above hold every form there is, but for those of other moments.
	var missing []string
	for _, x := range routes {
		if strings.HasPrefix(x.pattern, "POST ") && !offered[x.pattern] {
			missing = append(missing, x.pattern)
		}
	}
	slices.Sort(missing)
	if diff := cmp.Diff(missing, []string{"POST /arreter", "POST /fichiers/echus", "POST /rapprochement/etablissement", "POST /rapprochement/garde"}); diff != "" {
		t.Errorf("forms that no page has (-got +want):\n%s", diff)
	}
	if len(offered) < 20 {
		t.Errorf("only %v were seen", slices.Sorted(maps.Keys(offered)))
	}
}

// prepareEveryForm makes a run in which something is left to do on every page.
func prepareEveryForm(t *testing.T, site *Site, admin *reader) {
	t.Helper()
	school := jobtest.New(60)
	admin.send("/connecteur/fichiers", files(school)...)
	admin.expect(admin.get("/connecteur/homonymes"), http.StatusOK)
	admin.send("/connecteur/controle", sent{"eleves.csv", school.PupilList(nil)})
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	// A sign-in of another school that was stopped.
	stopped := &store.Publication{School: "0010001B", Owners: maps.All(map[string]string{"7": "p7"}), Facts: func(string) (f store.Facts) { return f }}
	if err := site.store.End(t.Context(), run.ID, store.Ended, "x", stopped); err != nil {
		t.Fatal(err)
	}
	l, err := site.store.Links(t.Context(), "p7")
	if err != nil || len(l) != 1 {
		t.Fatal(l, err)
	}
	l[0].Standing = store.Stopped
	if err := site.store.Judge(t.Context(), l[0], ""); err != nil {
		t.Fatal(err)
	}
	admin.send("/connecteur/fichiers", files(school)...)
	admin.send("/connecteur/controle", sent{"eleves.csv", school.PupilList(nil)})
}
