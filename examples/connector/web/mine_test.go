package web

import (
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// ofSchool is a user of the ENT: a pupil of a school, as the ENT describes her.
func ofSchool(s *jobtest.School, i int, login, last, first, born string) castest.User {
	a := casclient.Attributes{{Name: "ENTPersonProfils", Value: "National_ELV"}}
	for name, value := range map[string]string{"ENTPersonNom": last, "ENTPersonPrenom": first, "dateNaissance": born} {
		if value != "" {
			a = append(a, casclient.Attribute{Name: name, Value: value})
		}
	}
	return castest.User{Name: s.Pupils[i].GUID, Login: login, Password: "secret", Attributes: a}
}

func TestEverybodyLandsOnHerOwnAccount(t *testing.T) {
	s := jobtest.New(60)
	a, b, c, d := s.Pupils[5], s.Pupils[6], s.Pupils[7], s.Pupils[8]
	site, pages, _ := openWithENT(t,
		ofSchool(s, 5, "agrees", strings.ToLower(a.Last), a.First, a.Born),
		castest.User{Name: strings.ToUpper("{" + b.GUID + "}"), Login: "silent", Password: "secret"},
		ofSchool(s, 7, "brother", c.Last, "Barnabé", c.Born),
		ofSchool(s, 8, "namesake", d.Last, d.First, "01/02/1999"),
		ofSchool(s, 0, "undecided", "Diallo", "Aminata", ""),
	)
	land := func(login string) (*reader, shown) {
		t.Helper()
		return signIn(t, pages, "/connecteur/", login)
	}
	r, p := land("agrees")
	r.expect(p, http.StatusForbidden, "aucun compte SACoche ne vous est rattaché", "Adressez-vous à M. Karim ROUSSEL")

	admin, _ := land("kroussel")
	admin.expect(admin.send("/connecteur/fichiers", files(s)...), http.StatusOK)
	r.expect(r.get("/connecteur/mon-compte"), http.StatusForbidden, "aucun compte") // a run in hand counts when it is ended
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	admin.expect(admin.post("/connecteur/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK)
	admin.expect(admin.get("/connecteur/connexions"), http.StatusOK, "Aucune connexion n’attend")

	p = r.get("/connecteur/")
	r.expect(p, http.StatusOK, "Vous êtes connecté à votre compte SACoche", a.ID, "Élève", jobtest.UAI)
	if p.url.Path != "/connecteur/mon-compte" || strings.Contains(p.text(), "Fichiers") {
		t.Errorf("%s shows a pupil what is the administrators': %s", p.url, p.text())
	}
	r, p = land("silent")
	r.expect(p, http.StatusOK, "Vous êtes connecté", b.ID)
	r, p = land("undecided")
	r.expect(p, http.StatusForbidden, "aucun compte")

	brother, p := land("brother")
	brother.expect(p, http.StatusForbidden, "Votre compte est à vérifier", "Prénoms différents", "Adressez-vous à M. Karim ROUSSEL", "rien n’a été modifié")
	namesake, p := land("namesake")
	namesake.expect(p, http.StatusForbidden, "à vérifier", "Dates de naissance différentes")
	if strings.Contains(p.text(), d.Born) || strings.Contains(p.text(), "n° ") {
		t.Errorf("somebody reads what is another's: %s", p.text())
	}

	// The administrators see both sides, and say which it is.
	p = admin.get("/connecteur/connexions")
	admin.expect(p, http.StatusOK, "Prénoms différents", c.First, "Dates de naissance différentes", d.Last)
	judge := func(account, choice string) shown {
		t.Helper()
		return admin.post("/connecteur/connexions", url.Values{"etablissement": {jobtest.UAI}, "compte": {account}, "vu": {revOf(t, site, account)}, "choix": {choice}})
	}
	admin.expect(judge(c.ID, "peut-être"), http.StatusBadRequest)
	admin.expect(judge(c.ID, "ouvrir"), http.StatusOK, "le compte est ouvert à cette personne")
	admin.expect(judge(d.ID, "refuser"), http.StatusOK, "Refusée par Karim ROUSSEL")
	brother.expect(brother.get("/connecteur/mon-compte"), http.StatusOK, "Vous êtes connecté", c.ID)
	namesake.expect(namesake.get("/connecteur/mon-compte"), http.StatusForbidden, "n’est pas le vôtre", "M. Karim ROUSSEL")
	admin.expect(judge(c.ID, "refuser"), http.StatusConflict, "On a répondu entre-temps")
	// A page that is older than the answer changes nothing.
	admin.expect(admin.post("/connecteur/connexions", url.Values{"etablissement": {jobtest.UAI}, "compte": {d.ID}, "vu": {"1"}, "choix": {"ouvrir"}}), http.StatusConflict)
	admin.expect(judge(d.ID, "ouvrir"), http.StatusOK) // on second thoughts
	namesake.expect(namesake.get("/connecteur/mon-compte"), http.StatusOK, d.ID)

	p = admin.get("/connecteur/journal")
	admin.expect(p, http.StatusOK, "contradiction, compte fermé", "compte ouvert", "compte laissé fermé", "le compte correspond")
	for _, name := range []string{"Barnabé", c.Last, c.ID + " "} {
		if strings.Contains(p.text(), name) {
			t.Errorf("the trail names %q", name)
		}
	}
}

// revOf is what the form of a stopped sign-in says it has seen.
func revOf(t *testing.T, site *Site, account string) string {
	t.Helper()
	links, err := site.store.Held(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range links {
		if l.Account == account {
			return strconv.FormatInt(l.Rev, 10)
		}
	}
	return "0"
}

func TestAClosedGuardPublishesNothing(t *testing.T) {
	s := jobtest.New(60)
	for i := 5; i < 35; i++ { // identifiers of an ENT that is gone
		s.Pupils[i].Prior = jobtest.GUID(900_000 + i)
	}
	site, server := open(t, Options{})
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(s)...)
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r.expect(r.post("/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK)
	if l, err := site.store.Links(t.Context(), s.Pupils[9].GUID); err != nil || len(l) > 0 {
		t.Errorf("%d links after a guard that nobody passed, %v", len(l), err)
	}
}

// TestADateThatWasForgivenIsNoContradictionAgain has the ENT and SACoche write
// birth dates a slip of the hand apart. Who decided in spite of it, the evidence
// or a person, has seen what the ENT then says at the sign-in; what nobody has
// seen still stops.
func TestADateThatWasForgivenIsNoContradictionAgain(t *testing.T) {
	s := jobtest.New(60)
	for i := range s.Pupils[:14] {
		s.Pupils[i].Born = "21/03/2014"
		if i > 4 {
			s.Pupils[i].Born = fmt.Sprintf("%02d/03/2014", 5+i)
		}
	}
	s.Pupils[9].AppBorn = "14/03/2041" // exchanged digits: the evidence links it
	// Two of one name, and a date between theirs: a person has to say.
	s.Pupils[0].Born, s.Pupils[0].AppBorn, s.Pupils[1].Born = "21/03/2014", "22/03/2014", "23/03/2014"
	s.Pupils[11].AppBorn = "16/04/2014"
	s.Pupils[12].Born, s.Pupils[12].AppBorn = "", "17/03/2014" // of which the export says nothing
	site, pages, _ := openWithENT(t,
		ofSchool(s, 9, "linked", s.Pupils[9].Last, s.Pupils[9].First, "14/03/2014"),
		ofSchool(s, 0, "confirmed", s.Pupils[0].Last, s.Pupils[0].First, "21/03/2014"),
		ofSchool(s, 11, "elsewhere", s.Pupils[11].Last, s.Pupils[11].First, "16/05/2014"), // a slip that nobody saw
		ofSchool(s, 12, "silent", s.Pupils[12].Last, s.Pupils[12].First, "18/03/2014"),
	)
	admin, _ := signIn(t, pages, "/connecteur/", "kroussel")
	admin.expect(admin.send("/connecteur/fichiers", files(s)...), http.StatusOK)
	p := admin.get("/connecteur/homonymes/cas?compte=" + s.Pupils[0].ID)
	vu := seenIn.FindStringSubmatch(p.body)
	if vu == nil || !strings.Contains(p.body, `value="meme:`+s.Pupils[0].GUID+`"`) {
		t.Fatalf("account %s is no case, so this test shows less than it says:\n%s", s.Pupils[0].ID, p.text())
	}
	admin.expect(admin.post("/connecteur/homonymes/cas", url.Values{"compte": {s.Pupils[0].ID}, "vu": {vu[1]}, "choix": {"meme:" + s.Pupils[0].GUID}}), http.StatusOK)
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	admin.expect(admin.post("/connecteur/fin", url.Values{"passage": {run.ID}, "certain": {"oui"}}), http.StatusOK)
	for _, login := range []string{"linked", "confirmed"} {
		r, p := signIn(t, pages, "/connecteur/", login)
		r.expect(p, http.StatusOK, "Vous êtes connecté à votre compte SACoche")
	}
	for _, login := range []string{"elsewhere", "silent"} {
		r, p := signIn(t, pages, "/connecteur/", login)
		r.expect(p, http.StatusForbidden, "Votre compte est à vérifier", "Dates de naissance différentes")
	}
}

// seenIn finds what the form of a case says it has seen.
var seenIn = regexp.MustCompile(`name="vu" value="([^"]+)"`)
