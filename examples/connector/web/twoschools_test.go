package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// neighbour makes a school of other people whose accounts have the numbers of New's:
// SACoche numbers those of each school from the beginning.
func neighbour(n int) *jobtest.School {
	s := jobtest.New(n)
	for i := range s.Pupils {
		p := &s.Pupils[i]
		p.Last, p.GUID = "VAN "+p.Last, jobtest.GUID(500_000+i)
		if p.Prior != "" {
			p.Prior = p.GUID
		}
	}
	for i := range s.Guardians {
		g := &s.Guardians[i]
		g.Last, g.GUID = "VAN "+g.Last, jobtest.GUID(600_000+i)
	}
	return s
}

// finish treats all cases and ends the run.
func (r *reader) finish() shown {
	r.t.Helper()
	for p := r.get("/homonymes/suivant"); p.url.Path == "/homonymes/cas"; {
		p = r.post("/homonymes/cas", p.decision(r.t, decisionOf(r.t, p)))
	}
	p := r.get("/controle")
	p = r.post("/fin", url.Values{"passage": {p.field(r.t, "passage")}, "certain": {"oui"}})
	r.expect(p, http.StatusOK, "Le passage est terminé")
	return p
}

// TestASecondSchoolUnderTheNumberOfTheFirstIsStopped has somebody do one school's
// work, and then another's under the same UAI.
func TestASecondSchoolUnderTheNumberOfTheFirstIsStopped(t *testing.T) {
	const heading = "comptes rattachés au dernier passage ne le seraient plus à la même personne"
	site, server := open(t, Options{})
	first, second := jobtest.New(60), neighbour(60)
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(first)...)
	r.finish()
	kept := func() (links map[string]string, said []store.Decision) {
		t.Helper()
		links, err := site.store.Owners(t.Context(), jobtest.UAI)
		if err != nil {
			t.Fatal(err)
		}
		if said, err = site.store.Decisions(t.Context(), jobtest.UAI); err != nil {
			t.Fatal(err)
		}
		return links, said
	}
	links, said := kept()
	if len(links) < 90 || len(said) < 3 {
		t.Fatalf("%d links and %d decisions of the first school", len(links), len(said))
	}
	untouched := func() {
		t.Helper()
		l, d := kept()
		if diff := cmp.Diff(l, links) + cmp.Diff(d, said); diff != "" {
			t.Errorf("the first school's links or decisions (-got +want):\n%s", diff)
		}
	}

	// The second one's number is left as it was.
	r.send("/fichiers", files(second)...)
	for _, path := range []string{"/rapprochement", "/", "/homonymes/suivant", "/prevision", "/prevision/import.csv"} {
		p := r.get(path)
		r.expect(p, http.StatusOK, heading, jobtest.UAI, "Rien n’est modifié", "Ce n’est pas le bon établissement ?")
		if p.url.Path != "/rapprochement" {
			t.Errorf("%s leads to %s", path, p.url.Path)
		}
	}
	p := r.get("/homonymes/cas?compte=1000") // whose page somebody left open
	r.expect(r.post("/homonymes/cas", p.decision(t, p.choice(t))), http.StatusOK, heading)
	found := r.get("/comptes?texte=1015")
	r.expect(r.post("/comptes", url.Values{"compte": {"1015"}, "personne": {found.button(t, "personne")}}), http.StatusOK, heading)
	untouched()
	p = r.get("/controle")
	r.expect(r.post("/fin", url.Values{"passage": {p.field(t, "passage")}, "certain": {"oui"}}), http.StatusOK, "Le passage est terminé")
	untouched()

	// Under a number of its own it is done, and both schools sign in.
	const other = "0990043W"
	r.send("/fichiers", files(second)...)
	r.expect(r.post("/rapprochement/etablissement", url.Values{"uai": {other}}), http.StatusOK, other)
	if p := r.get("/rapprochement"); strings.Contains(p.text(), heading) {
		t.Errorf("another school is stopped: %s", p.text())
	}
	r.finish()
	untouched()
	if l, err := site.store.Owners(t.Context(), other); err != nil || len(l) != len(links) {
		t.Errorf("%d links of the second school, want %d; %v", len(l), len(links), err)
	}
}

// TestTheSameSchoolOfTheNextYearIsNotStopped ends a run, and begins the next one with
// a fifth of its pupils gone and as many new ones.
func TestTheSameSchoolOfTheNextYearIsNotStopped(t *testing.T) {
	const heading = "au dernier passage ne le serai"
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	r.finish()
	next := neighbour(60)
	copy(next.Pupils[:48], school.Pupils)
	for i := 48; i < 60; i++ {
		next.Pupils[i].ID = "20" + next.Pupils[i].ID
	}
	r.send("/fichiers", files(next)...)
	if p := r.get("/rapprochement"); strings.Contains(p.text(), heading) {
		t.Errorf("a new year is stopped: %s", p.text())
	}
	r.finish()

	// A number that was typed lets what it was about pass.
	r.send("/fichiers", files(neighbour(60))...)
	p := r.get("/rapprochement")
	r.expect(p, http.StatusOK, heading)
	number := regexp.MustCompile(`id="g-links">(\d+)`).FindStringSubmatch(p.body)
	r.expect(r.post("/rapprochement/garde", url.Values{"garde": {"links"}, "nombre": {number[1]}}), http.StatusOK, "confirmé pour ce passage")
	r.finish()
	if l, err := site.store.Owners(t.Context(), jobtest.UAI); err != nil || l["1010"] != jobtest.GUID(500_010) {
		t.Errorf("account 1010 is %q’s after the number was typed; %v", l["1010"], err)
	}
}
