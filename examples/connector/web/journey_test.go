package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/join"
	"github.com/entlink/entlink/matcher"
)

// files are the four that a school's administrators send.
func files(s *jobtest.School) []sent {
	return []sent{{"ent.csv", s.Export()}, {"eleves.csv", s.PupilList(nil)}, {"responsables.csv", s.GuardianList(nil)}}
}

// cells are the accounts as SACoche has them.
func cells(t *testing.T, s *jobtest.School) (list []matcher.Account) {
	t.Helper()
	for _, f := range files(s)[1:] {
		some, _, err := join.Cells(f.data)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, some...)
	}
	return list
}

func TestTheSeptemberJob(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(120)
	r := visit(t, site, server, "Mme Durand")

	// Files, all at once; what each is.
	p := r.send("/fichiers", files(school)...)
	r.expect(p, http.StatusOK, "ent.csv", "Export de l’ENT", "Liste des élèves de SACoche", "Liste des responsables de SACoche", "Rapprocher les comptes")
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude", "Homonymes à traiter", jobtest.UAI)

	// Every case, one a screen.
	seen := 0
	for p = r.get("/homonymes/suivant"); p.url.Path == "/homonymes/cas"; seen++ {
		if seen > 20 {
			t.Fatal("the cases do not end")
		}
		p = r.post("/homonymes/cas", p.decision(t, decisionOf(t, p)))
	}
	if seen < 3 {
		t.Fatalf("%d cases, want the traps of the school", seen)
	}
	r.expect(p, http.StatusOK, "Tous les cas sont traités", "par Mme Durand")

	// One is taken back, and decided again.
	p = r.get("/homonymes/cas?compte=1000")
	r.expect(p, http.StatusOK, "Même personne", "par Mme Durand")
	p = r.post("/homonymes/cas", p.decision(t, "annuler"))
	r.expect(p, http.StatusOK, "décision annulée", "Plus tard")
	p = r.post("/homonymes/cas", p.decision(t, p.choice(t)))
	r.expect(p, http.StatusOK, "même personne, enregistré")

	if ledger := r.get("/homonymes/registre.txt"); !strings.Contains(ledger.body, jobtest.GUID(1)) || strings.Contains(ledger.body, "DIALLO") {
		t.Errorf("the ledger of the decisions: %s", ledger.body)
	}

	// The forecast and the three files.
	p = r.get("/prevision")
	r.expect(p, http.StatusOK, "1 ligne irait à la mauvaise personne", "restaurer.csv", "import.csv", "a-saisir.csv")
	if !strings.Contains(p.body, `<tr role="row" class="wrong">`) {
		t.Error("the row that would go to the wrong person does not stand out")
	}
	restore, plan, hand := r.get("/prevision/restaurer.csv"), r.get("/prevision/import.csv"), r.get("/prevision/a-saisir.csv")
	for _, f := range []shown{restore, plan, hand} {
		if f.status != http.StatusOK || !strings.HasPrefix(f.header.Get("Content-Disposition"), "attachment") {
			t.Errorf("%s: %d, %q", f.url, f.status, f.header.Get("Content-Disposition"))
		}
	}
	r.expect(r.get("/retour"), http.StatusOK, "SACoche ne sait pas annuler un import")
	if back, err := matcher.ReadSACoche("restaurer.csv", []byte(restore.body)); err != nil || len(back) != len(cells(t, school)) {
		t.Errorf("SACoche reads %d rows of restaurer.csv, %v", len(back), err)
	} else {
		for _, row := range back { // no account bore an identifier that the import changes
			if !row.Dropped {
				t.Errorf("restaurer.csv would give %s to %s %s", row.ID, row.Last, row.First)
			}
		}
	}

	// SACoche imports the file and somebody types the rest in, but for one.
	bears, err := school.Import([]byte(plan.body), cells(t, school))
	if err != nil {
		t.Fatal(err)
	}
	forgotten := ""
	for _, line := range regexp.MustCompile(`(?m)^(\d+);.*;([^;\r]*);[^;\r]*;[^;\r]*\r$`).FindAllStringSubmatch(hand.body, -1) {
		if forgotten == "" {
			forgotten = line[1]
			continue
		}
		bears[line[1]] = line[2]
	}
	lookUp := func(account string) string { return bears[account] }
	after := []sent{{"eleves.csv", school.PupilList(lookUp)}, {"responsables.csv", school.GuardianList(lookUp)}}
	p = r.send("/controle", after...)
	r.expect(p, http.StatusOK, "1 compte n’est pas comme décidé", "Ne porte pas d’identifiant", forgotten)

	r.expect(r.get("/controle/ecarts.csv"), http.StatusOK, forgotten)

	// It is typed in too; the old list goes, the new one proves everybody.
	for _, m := range removable.FindAllStringSubmatch(p.body, -1) {
		r.post("/fichiers/retirer", url.Values{"fichier": {m[1]}, "page": {"controle"}})
	}
	bears[forgotten] = typedIn(t, hand.body, forgotten)
	p = r.send("/controle", sent{"eleves.csv", school.PupilList(lookUp)}, sent{"responsables.csv", school.GuardianList(lookUp)})
	r.expect(p, http.StatusOK, "Chaque compte décidé porte bien l’identifiant décidé")

	// The end: the files are gone, the decisions are there next time.
	p = r.post("/fin", url.Values{"passage": {p.field(t, "passage")}, "certain": {p.field(t, "certain")}})
	r.expect(p, http.StatusOK, "Vérifier les fichiers", "Le passage est terminé : les fichiers envoyés sont effacés")
	if strings.Contains(p.text(), "ent.csv") {
		t.Error("a file is still there after the end")
	}
	r.send("/fichiers", files(school)...)
	r.expect(r.get("/homonymes"), http.StatusOK, "Tous les cas sont traités")
	r.expect(r.get("/journal"), http.StatusOK, "Passage terminé", "Décision : même personne", "Fichier reçu")
}

// decisionOf is what somebody who knows the school decides.
func decisionOf(t *testing.T, p shown) string {
	t.Helper()
	if p.field(t, "compte") == "1003" { // somebody else of the name has come
		return "autre"
	}
	return p.choice(t)
}

func typedIn(t *testing.T, list, account string) string {
	t.Helper()
	m := regexp.MustCompile(`(?m)^` + account + `;.*;([^;\r]*);[^;\r]*;[^;\r]*\r$`).FindStringSubmatch(list)
	if m == nil {
		t.Fatalf("account %s is not in the list to type in", account)
	}
	return m[1]
}

func TestAGuardStopsUntilItsNumberIsTyped(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	for i := 20; i < 50; i++ {
		school.Pupils[i].Prior = "identifier-of-another-ent-" + school.Pupils[i].ID
	}
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	p := r.get("/prevision")
	if p.url.Path != "/rapprochement" {
		t.Errorf("the forecast led to %s, want the guard", p.url.Path)
	}
	r.expect(p, http.StatusOK, "30 comptes portent un identifiant que l’ENT n’a plus", "Rien n’est modifié")
	for _, path := range []string{"/prevision/import.csv", "/prevision/a-saisir.csv", "/prevision/restaurer.csv"} {
		if p := r.get(path); p.url.Path != "/rapprochement" {
			t.Errorf("%s is open behind a closed guard", path)
		}
	}
	r.expect(r.post("/rapprochement/garde", url.Values{"garde": {"gone"}, "nombre": {"29"}}), http.StatusUnprocessableEntity, "tapez 30")
	r.expect(r.post("/rapprochement/garde", url.Values{"garde": {"gone"}, "nombre": {""}}), http.StatusUnprocessableEntity, "tapez 30")
	for _, g := range regexp.MustCompile(`name="garde" value="([a-z]+)"`).FindAllStringSubmatch(p.body, -1) {
		number := regexp.MustCompile(`id="g-` + g[1] + `">(\d+)`).FindStringSubmatch(p.body)
		r.expect(r.post("/rapprochement/garde", url.Values{"garde": {g[1]}, "nombre": {" " + number[1]}}), http.StatusOK, "confirmé pour ce passage")
	}
	if p := r.get("/prevision"); p.url.Path != "/prevision" {
		t.Errorf("the forecast led to %s after the numbers were typed", p.url.Path)
	}
}

// TestAnIdentifierThatChangesHandsIsShown has somebody decide that an account
// belongs to a person whose identifier another account bears.
func TestAnIdentifierThatChangesHandsIsShown(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	school.Pupils[30].Prior = school.Pupils[0].GUID
	r.send("/fichiers", files(school)...)
	from, to := school.Pupils[30].ID, school.Pupils[0].ID
	p := r.get("/homonymes/cas?compte=" + to)
	r.post("/homonymes/cas", url.Values{"compte": {to}, "vu": {p.field(t, "vu")}, "choix": {"meme:" + school.Pupils[0].GUID}})
	p = r.get("/prevision")
	r.expect(p, http.StatusOK, "1 identifiant passerait d’un compte à un autre", "du compte n° "+from+" ("+strings.ToUpper(school.Pupils[30].Last)+" "+school.Pupils[30].First+") au compte n° "+to+" (DIALLO Aminata)")
	if guard, totals := strings.Index(p.body, `id="g-moved"`), strings.Index(p.body, "<svg"); guard > totals {
		t.Error("what stops the run stands below its totals")
	}
	if !strings.Contains(p.body, `href="/homonymes/cas?compte=`+to+`"`) {
		t.Error("no link leads to the decision")
	}
	number := regexp.MustCompile(`id="g-moved">(\d+)`).FindStringSubmatch(p.body)
	p = r.post("/rapprochement/garde", url.Values{"garde": {"moved"}, "nombre": {number[1]}})
	r.expect(p, http.StatusOK, "confirmé pour ce passage")
	if guard, totals := strings.Index(p.body, `id="g-moved"`), strings.Index(p.body, "<svg"); guard < totals {
		t.Error("what was confirmed stands above the totals")
	}

	// No import takes it from the account that has it: somebody must, and first.
	r.expect(r.get("/prevision"), http.StatusOK, "D’abord, effacez 1 identifiant dans SACoche.")
	r.expect(r.get("/prevision/a-saisir"), http.StatusOK, "D’abord, effacez 1 identifiant", from, school.Pupils[0].GUID)
	list := r.get("/prevision/a-saisir.csv").body
	if line := strings.Split(list, "\r\n")[1]; !strings.HasPrefix(line, from+";") || !strings.HasSuffix(line, ";;"+school.Pupils[0].GUID+";il est à un autre compte") {
		t.Errorf("the first line to do by hand is %q", line)
	}
	bears := func(account string) string {
		if account == from || account == to {
			return school.Pupils[0].GUID
		}
		return ""
	}
	r.expect(r.send("/controle", sent{"eleves.csv", school.PupilList(bears)}), http.StatusOK, "Porte encore l’identifiant d’un autre compte : à effacer 1")
}

func TestOfTwoReviewersTheSecondIsTold(t *testing.T) {
	site, server := open(t, Options{})
	one, two := visit(t, site, server, "Mme Durand"), visit(t, site, server, "M. Roussel")
	one.send("/fichiers", files(jobtest.New(60))...)
	a, b := one.get("/homonymes/cas?compte=1000"), two.get("/homonymes/cas?compte=1000")
	one.expect(one.post("/homonymes/cas", a.decision(t, a.choice(t))), http.StatusOK, "enregistré")
	two.expect(two.post("/homonymes/cas", b.decision(t, "autre")), http.StatusConflict,
		"Ce cas a été traité entre-temps", "n’a pas été enregistré")
	two.expect(two.get("/homonymes/cas?compte=1000"), http.StatusOK, "Même personne", "par Mme Durand")
}

func TestChoicesThatNoPageOfferedAreRefused(t *testing.T) {
	_, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	p := r.get("/homonymes/cas?compte=1000")
	for _, tt := range []struct {
		why     string
		account string
		choice  string
		status  int
	}{
		{"an account that is no case", "1010", "autre", http.StatusConflict},
		{"somebody who is no candidate", "1000", "meme:" + jobtest.GUID(11), http.StatusConflict},
		{"nobody", "1000", "meme:", http.StatusConflict},
		{"no choice", "1000", "", http.StatusBadRequest},
		{"an unknown choice", "1000", "fusionner", http.StatusBadRequest},
	} {
		got := r.post("/homonymes/cas", url.Values{"compte": {tt.account}, "vu": {p.field(t, "vu")}, "choix": {tt.choice}})
		if got.status != tt.status {
			t.Errorf("%s: %d, want %d", tt.why, got.status, tt.status)
		}
	}
	r.expect(r.get("/homonymes"), http.StatusOK, "Aucun cas traité sur")
}

func TestUndoingARunTakesItsDecisionsBack(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	p := r.get("/homonymes/cas?compte=1000")
	r.post("/homonymes/cas", p.decision(t, p.choice(t)))
	p = r.get("/retour")
	for _, path := range []string{"/retour", "/fin"} { // no run ends without its box
		r.expect(r.post(path, url.Values{"passage": {p.field(t, "passage")}}), http.StatusUnprocessableEntity, "La case n’est pas cochée", "Rien n’a été modifié")
	}
	r.expect(r.get("/homonymes"), http.StatusOK, "1 cas traité sur")
	r.expect(r.post("/retour", url.Values{"passage": {p.field(t, "passage")}, "certain": {"oui"}}), http.StatusOK, "Vérifier les fichiers", "Le passage est annulé")
	r.expect(r.post("/retour", url.Values{"passage": {"another"}, "certain": {"oui"}}), http.StatusConflict, "Rien n’a été modifié")
	r.send("/fichiers", files(school)...)
	r.expect(r.get("/homonymes/cas?compte=1000"), http.StatusOK, "Autre personne", "Plus tard")
	r.expect(r.get("/homonymes"), http.StatusOK, "Aucun cas traité sur")
}

func TestALinkThatSomebodyKnowsToBeWrongIsTakenAway(t *testing.T) {
	site, server := open(t, Options{})
	school := jobtest.New(60)
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(school)...)
	r.expect(r.get("/comptes"), http.StatusOK, "Chercher un compte")
	p := r.get("/comptes?texte=1010")
	r.expect(p, http.StatusOK, "1 compte trouvé", "Rattaché avec certitude", "Ce n’est pas la même personne")
	form := url.Values{"compte": {"1010"}, "personne": {jobtest.GUID(11)}}
	p = r.post("/comptes", form)
	r.expect(p, http.StatusOK, "autre personne, enregistré", "par Mme Durand")
	r.expect(visit(t, site, server, "M. Roussel").post("/comptes", form), http.StatusConflict, "Rien n’a été modifié") // from an old page
	r.expect(r.get("/comptes?texte=1010"), http.StatusOK, "Autre personne")
	if strings.Contains(r.get("/prevision/import.csv").body, jobtest.GUID(11)) {
		t.Error("the identifier of a link that was taken away is in the file")
	}
	p = r.get("/homonymes/cas?compte=1010")
	r.expect(r.post("/homonymes/cas", p.decision(t, "annuler")), http.StatusOK)
	r.expect(r.get("/comptes?texte=1010"), http.StatusOK, "Rattaché avec certitude")
	r.expect(r.post("/comptes", url.Values{"compte": {"1010"}, "personne": {jobtest.GUID(12)}}), http.StatusConflict)
}
