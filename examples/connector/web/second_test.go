package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestASecondAccountIsDecidedWithTheFirst: somebody who says which of two accounts is a
// pupil's is not asked about the other, is told what becomes of it, and may still choose
// it.
func TestASecondAccountIsDecidedWithTheFirst(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers",
		sent{"ent.csv", []byte("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\nc1;MOREAU;Lou;Elève;0990042V$6A;;01/02/2014;;;\nc2;PETIT;Zoé;Elève;0990042V$6A;;03/04/2014;;;\n")},
		sent{"comptes.csv", []byte("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants\n1;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n2;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n3;PETIT;Zoé;eleve;0990042V;6A;03/04/2014;;;\n")})
	r.expect(r.get("/homonymes"), http.StatusOK, "Aucun cas traité sur 2")

	p := r.get("/homonymes/cas?compte=1")
	r.expect(p, http.StatusOK, "Autres comptes qui pourraient être les siens", "n° 2")
	p = r.post("/homonymes/cas", p.decision(t, "meme:c1"))
	r.expect(p, http.StatusOK, "Autre compte possible, n° 2 : plus rien à décider", "2 cas traités sur 2", "Tous les cas sont traités", "A un autre compte")
	r.expect(r.get("/rapprochement"), http.StatusOK, "La personne a un autre compte")

	p = r.get("/homonymes/cas?compte=2")
	r.expect(p, http.StatusOK, "Il a été décidé que le compte n° 1 est à cette personne", "Voir le compte n° 1")
	for _, choice := range []string{`value="meme:c1"`, `value="autre"`, `value="plus-tard"`} {
		if strings.Contains(p.body, choice) {
			t.Errorf("the page of the second account has the choice %s", choice)
		}
	}

	p = r.get("/homonymes/cas?compte=1")
	r.expect(r.post("/homonymes/cas", p.decision(t, "annuler")), http.StatusOK, "décision annulée")
	p = r.get("/homonymes/cas?compte=2")
	r.expect(r.post("/homonymes/cas", p.decision(t, "meme:c1")), http.StatusOK, "Autre compte possible, n° 1 : plus rien à décider")
}
