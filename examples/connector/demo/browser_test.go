package demo

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
)

// signIn signs somebody in at the ENT.
func signIn(b *browsertest.Tab, s *site, login string) {
	b.Open(s.entServer.url + "/")
	b.Follow(`a[href="/cas/login"]`)
	b.Type("#username", login)
	b.Type("#password", password)
	b.Follow(`form button`)
}

// named gives a file that was saved the name under which a person sends it.
func named(t *testing.T, path, name string) string {
	t.Helper()
	to := filepath.Join(filepath.Dir(path), name)
	if err := os.Rename(path, to); err != nil {
		t.Fatal(err)
	}
	return to
}

// september is the whole job from a fresh demonstration: what the
// administrator of the ENT and of the application does, and then a pupil.
// look is called at each page.
func september(t *testing.T, b *browsertest.Tab, s *site, look func(name string)) {
	// The guide's chapter 2: the connector is activated.
	signIn(b, s, "kroussel")
	look("ent-accueil")
	b.Follow(`nav a[href="/administration"]`)
	look("ent-administration")
	b.Follow(`a[href="/administration/sso"]`)
	look("ent-activation")
	b.Follow(`button[value="activate"]`)
	b.Reads(s.words.T("sso-on-text"))

	// 3.1: the export.
	b.Follow(`nav a[href="/administration"]`)
	b.Follow(`a[href="/administration/export"]`)
	b.Pick("#action", 1)
	b.Pick("#profile", 1)
	look("ent-export")
	b.Follow(`form button`)
	look("ent-documents")
	export := b.Save(`a[download]`)

	// The application's list of accounts, before anything is imported.
	b.Follow(`a[href$="/admin"]`)
	look("sacoche-administration")
	accounts := named(t, b.Save(`a[href="/admin/accounts"]`), "avant.csv")

	// The connector's pages 1 to 4.
	b.Open(s.pagesServer.url + "/")
	b.Choose("#fichier", export, accounts)
	b.Follow(`.drop button`)
	look("1-fichiers")
	b.Follow(`.next a.button`)
	look("2-rapprochement")
	b.Follow(`.next a.button`)
	for n := 0; strings.HasSuffix(b.Path(), "/homonymes/cas"); n++ {
		if n == 0 {
			look("3-homonyme")
		}
		if n > 10 {
			t.Fatal("the cases do not end")
		}
		b.Tick("[data-lu] input")
		b.Follow(`button[value^="meme:"]`)
	}
	look("3-homonymes")
	b.Follow(`main a.button[href="/prevision"]`)
	look("4-prevision")
	back := b.Save(`a[href="/prevision/restaurer.csv"]`)
	b.Follow(`a[href="/retour"]`)
	look("4-retour")
	b.Follow(`main a[href="/prevision"]`)
	file := b.Save(`a[href="/prevision/import.csv"]`)
	list := b.Save(`a[href="/prevision/a-saisir.csv"]`)
	if before, err := os.ReadFile(back); err != nil || !strings.Contains(string(before), "SACOCHE_ID") {
		t.Errorf("restaurer.csv: %.200s, %v", before, err)
	}

	// 3.2: the import, by the application's own rule, and what is typed in.
	b.Open(s.appServer.url + "/admin")
	b.Follow(`a[href="/admin/identifiers"]`)
	b.Choose("#identifiers", file)
	look("sacoche-identifiants")
	b.Follow(`form[enctype] button`)
	b.Reads(s.words.T("imposed"))
	typed, err := os.ReadFile(list)
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(typed)), "\n") {
		if cells := strings.Split(strings.TrimSpace(line), ";"); i > 0 {
			b.Type("#account", cells[0])
			b.Type("#identifier", cells[5])
			b.Follow(`form[action$="/account"] button`)
			b.Reads(s.words.T("typed"))
		}
	}
	b.Follow(`a[href="/admin"]:not(nav a)`)
	after := named(t, b.Save(`a[href="/admin/accounts"]`), "apres.csv")

	// 5: the check.
	b.Open(s.pagesServer.url + "/controle")
	b.Choose("#fichier", after)
	b.Follow(`.drop button`)
	look("5-controle")
	if s.words.lang == "fr" {
		b.Reads("Chaque compte décidé porte bien l’identifiant décidé")
	}
	b.Follow(`form[action="/fin"] button`)

	// 6 and 7: a pupil signs in at the ENT and lands on her account.
	b.Open(s.entServer.url + "/")
	b.Follow(`a[href="/cas/logout"]`)
	signIn(b, s, "lmartin")
	b.Follow(`nav a[href="/applications"]`)
	look("ent-applications")
	b.Follow(`.entries a`)
	b.Reads(s.words.T("greeting", "Léa MARTIN", "12", s.words.T("profile-pupil")+", 6e B"))
	look("sacoche-compte")
}

func TestTheWholeJobByMouse(t *testing.T) {
	for _, lang := range []string{"fr", "en"} {
		t.Run(lang, func(t *testing.T) {
			b, s := browsertest.New(t), newSiteIn(t, lang)
			september(t, b, s, func(name string) {
				t.Helper()
				if lang == "fr" {
					b.Figure(name)
				}
				b.Fits(lang + "-demo/" + name)
				b.Audit(lang + "-demo/" + name)
				b.AsksOnly(s.entServer.url, s.appServer.url, s.pagesServer.url)
			})
		})
	}
}

func TestTheWholeJobByKeyboardAlone(t *testing.T) {
	b, s := browsertest.New(t), newSite(t)
	b.Keyboard = true
	september(t, b, s, func(string) {})
}

func TestTheWholeJobWithoutScripts(t *testing.T) {
	b, s := browsertest.New(t), newSite(t)
	b.WithoutScripts()
	september(t, b, s, func(string) {})
}
