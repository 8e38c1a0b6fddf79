package web

import (
	"net/http"
	"strings"
	"testing"
)

// TestASecondAccountIsDecidedWithTheFirst: somebody who says which of two accounts is a
// pupil's is not asked about the other, is told what becomes of it, and may still choose
// it. Of one whose person has an account by the evidence she is asked to leave it without
// identifier, and not to call the right person another.
func TestASecondAccountIsDecidedWithTheFirst(t *testing.T) {
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers",
		sent{"ent.csv", []byte("Guid;Nom;Prénom;Profil;Classes;Groupe;DateNaissance;Sexe;Civilite;Guid_Enfant1\nc1;MOREAU;Lou;Elève;0990042V$6A;;01/02/2014;;;\nc2;PETIT;Zoé;Elève;0990042V$6A;;03/04/2014;;;\n")},
		sent{"comptes.csv", []byte("id;nom;prenom;profil;etab;classe;naissance;sexe;id_ent;enfants\n1;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n2;MOREAU;Lou;eleve;0990042V;6A;01/02/2014;;;\n3;PETIT;Zoé;eleve;0990042V;6A;03/04/2014;;;\n4;PETIT;Zoé;eleve;0990042V;;;;;\n")})
	r.expect(r.get("/homonymes"), http.StatusOK, "Aucun cas traité sur 3")

	p := r.get("/homonymes/cas?compte=1")
	r.expect(p, http.StatusOK, "Autres comptes qui pourraient être les siens", "n° 2", "choisissez « Même personne » pour celui dont elle se sert")
	p = r.post("/homonymes/cas", p.decision(t, "meme:c1"))
	r.expect(p, http.StatusOK, "Autre compte possible, n° 2 : plus rien à décider", "PETIT Zoé, compte n° 4", "Cette personne a déjà le compte n° 3", "Laisser sans identifiant")
	p = r.post("/homonymes/cas", p.decision(t, "autre"))
	r.expect(p, http.StatusOK, "sans identifiant, car la personne a un autre compte", "3 cas traités sur 3", "Tous les cas sont traités")
	r.expect(r.get("/homonymes/cas?compte=4"), http.StatusOK, "Annuler cette décision", "par Mme Durand")
	r.expect(r.get("/rapprochement"), http.StatusOK, "Laissés sans identifiant")

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
