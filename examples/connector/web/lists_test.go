package web

import (
	"bytes"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestARemovedFileIsSaidToBeGone on the page that it was on.
func TestARemovedFileIsSaidToBeGone(t *testing.T) {
	school := jobtest.New(60)
	_, _, r := atWork(t, "Mme Durand", school)
	r.send("/controle", files(school)[1:]...)
	for _, page := range []string{"fichiers", "controle"} {
		kept := removable.FindAllStringSubmatch(r.get("/"+page).body, -1)
		r.expect(r.post("/fichiers/retirer", url.Values{"fichier": {kept[0][1]}, "page": {page}}), http.StatusOK, "Le fichier est retiré")
		gone := url.Values{"fichier": {kept[0][1]}, "page": {page}} // a second click on the same button
		r.expect(r.post("/fichiers/retirer", gone), http.StatusOK, "Le fichier est retiré")
		if left := removable.FindAllStringSubmatch(r.get("/"+page).body, -1); len(left) != len(kept)-1 {
			t.Errorf("/%s: %d files after two clicks on one, of %d", page, len(left), len(kept))
		}
		if strings.Contains(r.get("/"+page).text(), "est retiré") {
			t.Errorf("/%s says so for ever", page)
		}
	}
}

// SACoche looks a name up among all its accounts, so a list that is forgotten
// is a person whom the forecast does not see.
func TestAListThatWasForgottenIsNamed(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	nobody := func(string) string { return "" }
	roster, pupils, guardians := sent{"ent.csv", school.Export()}, sent{"eleves.csv", school.PupilList(nobody)}, sent{"responsables.csv", school.GuardianList(nobody)}

	r.expect(r.send("/fichiers", roster, pupils), http.StatusOK,
		"Il manque la liste des responsables légaux et la liste des professeurs et personnels.", "Rapprocher les comptes")
	r.expect(r.get("/prevision"), http.StatusOK, "Il manque la liste des responsables légaux et")
	p := r.send("/fichiers", guardians)
	r.expect(p, http.StatusOK, "Il manque la liste des professeurs et personnels.")
	if strings.Contains(p.text(), "la liste des responsables légaux") {
		t.Error("a list that is there is said to be missing")
	}

	// After the import those are wanted that were there before it.
	r.expect(r.send("/controle", pupils), http.StatusOK, "Il manque la liste des responsables légaux : les comptes qui s’y trouvent")
	if p := r.send("/controle", guardians); strings.Contains(p.text(), "Il manque") {
		t.Errorf("the lists of before are all there: %s", p.text())
	}
}

// Nobody sees of a downloaded file of which day it is: the lists of before the
// import bear the names of those after it.
func TestListsOfBeforeTheImportAreNotTakenForThoseAfterIt(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	const same = "mêmes qu’avant l’import"
	pupils, guardians := files(school)[1], files(school)[2]
	p := r.send("/controle", pupils, guardians)
	r.expect(p, http.StatusOK, same, "« "+pupils.name+" » et « "+guardians.name+" »", "exportez-les de nouveau")

	// What an import has changed is another list; and what it had nothing to change
	// in is the same with good reason.
	for _, m := range removable.FindAllStringSubmatch(p.body, -1) {
		r.post("/fichiers/retirer", url.Values{"fichier": {m[1]}, "page": {"controle"}})
	}
	p = r.send("/controle", sent{pupils.name, school.PupilList(func(a string) string { return "x" + a })}, guardians)
	r.expect(p, http.StatusOK, "La liste « "+guardians.name+" » est la même qu’avant l’import")
	if strings.Contains(p.text(), same) {
		t.Errorf("another list is taken for that of before: %s", p.text())
	}
}

var removable = regexp.MustCompile(`name="fichier" value="([^"]+)"`)

func TestTwoListsOfOneKindAreNamed(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	p := r.send("/fichiers", files(school)...)
	if strings.Contains(p.text(), "deux fois") {
		t.Errorf("each list is there once: %s", p.text())
	}
	p = r.send("/fichiers", sent{"eleves-juin.csv", school.PupilList(func(a string) string { return "x" + a })})
	r.expect(p, http.StatusOK, "La liste des élèves est là deux fois : « eleves.csv » et « eleves-juin.csv ».", "retirez le plus ancien")
	p = r.send("/fichiers", sent{"ent-juin.csv", bytes.Join(bytes.SplitAfter(school.Export(), []byte("\n"))[:40], nil)})
	r.expect(p, http.StatusOK, "L’export de l’ENT est là deux fois : « ent.csv » et « ent-juin.csv ».")

	// Of another school there is nobody in both.
	site, server = open(t, Options{})
	r = visit(t, site, server, "Mme Durand")
	p = r.send("/fichiers", sent{"ent.csv", school.Export()}, sent{"autre.csv", []byte("Guid;Nom;Prénom;Profil\n" + jobtest.GUID(900_000) + ";MARTIN;Léa;Élève\n")})
	if r.expect(p, http.StatusOK, "autre.csv"); strings.Contains(p.text(), "deux fois") {
		t.Errorf("two schools are taken for one: %s", p.text())
	}
}

func TestFilesThatAreRefusedAreCounted(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	one, two := sent{"photo.csv", []byte("\x89PNG\r\n\x1a\n")}, sent{"note.csv", []byte("bonjour\n")}
	r.expect(r.send("/fichiers", one), http.StatusUnprocessableEntity, "Ce fichier n’a pas été retenu")
	r.expect(r.send("/fichiers", one, two), http.StatusUnprocessableEntity, "Ces fichiers n’ont pas été retenus")
}
