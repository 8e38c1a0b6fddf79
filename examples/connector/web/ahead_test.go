package web

import (
	"context"
	"net/http"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestAccountsAreMatchedWhileTheFilesAreRead has nobody ask for it, as soon as all lists
// are there; a matching that somebody stopped waits until it is asked for.
func TestAccountsAreMatchedWhileTheFilesAreRead(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	const staff = "SACOCHE_ID;ID_ENT;ID_GEPI;SCONET_ID;SCONET_NUM;REFERENCE;LOGIN;CIVILITE;NOM;PRENOM;COURRIEL;PROFIL\n9001;;;;;;jcosta;MME;COSTA;Jeanne;;Professeur\n"
	all := append(files(jobtest.New(60)), sent{"professeurs.csv", []byte(staff)})
	inHand := func() *matching {
		site.cache.linking.Lock()
		defer site.cache.linking.Unlock()
		return site.cache.matching
	}
	r.send("/fichiers", all[:len(all)-1]...)
	if inHand() != nil {
		t.Fatal("matched without one of the lists")
	}
	r.send("/fichiers", all[len(all)-1])
	m := inHand()
	if m == nil {
		t.Fatal("not begun when all lists are there")
	}
	<-m.ended
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
	if inHand() != m {
		t.Error("begun again for the page that shows it")
	}

	// Stopped: the files' page begins none, the page of the matching does.
	stopped := &matching{key: m.key, work: m.work, err: context.Canceled}
	site.cache.linking.Lock()
	site.cache.matching = stopped
	site.cache.linking.Unlock()
	r.expect(r.get("/fichiers"), http.StatusOK, "Rapprocher les comptes")
	if inHand() != stopped {
		t.Error("what was stopped is begun again by looking at the files")
	}
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
	if inHand() == stopped {
		t.Error("what was stopped is never begun again")
	}
}
