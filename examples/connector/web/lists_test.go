package web

import (
	"net/http"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

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

func TestFilesThatAreRefusedAreCounted(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	one, two := sent{"photo.csv", []byte("\x89PNG\r\n\x1a\n")}, sent{"note.csv", []byte("bonjour\n")}
	r.expect(r.send("/fichiers", one), http.StatusUnprocessableEntity, "Ce fichier n’a pas été retenu")
	r.expect(r.send("/fichiers", one, two), http.StatusUnprocessableEntity, "Ces fichiers n’ont pas été retenus")
}
