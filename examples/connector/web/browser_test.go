package web

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// onDisk writes files for the browser to choose.
func onDisk(t *testing.T, list ...sent) (paths []string) {
	t.Helper()
	dir := t.TempDir()
	for _, f := range list {
		path := filepath.Join(dir, f.name)
		if err := os.WriteFile(path, f.data, 0o600); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return paths
}

// journey goes through all pages, following links and buttons with follow.
func journey(t *testing.T, b *browsertest.Tab, follow func(css string)) {
	site, server := open(t, Options{})
	school := jobtest.New(120)
	b.Open(server.URL + site.Admit("Mme Durand"))
	follow("main button")
	b.Reads("Fichiers")
	b.Choose("#fichier", onDisk(t, files(school)...)...)
	follow(".drop button")
	b.Reads("ent.csv", "Rapprocher les comptes")
	follow(".next a.button")
	b.Reads("Rattachés avec certitude")
	follow(".next a.button")
	for n := 0; b.Path() == "/homonymes/cas"; n++ {
		if n > 20 {
			t.Fatal("the cases do not end")
		}
		switch n {
		case 0:
			follow(`button[value="plus-tard"]`)
		case 1:
			follow(`button[value="autre"]`)
		default:
			follow(`button[value^="meme:"]`)
		}
	}
	b.Reads("1 remis à plus tard", "par Mme Durand")
	follow(`a[href*="etat=later"]`)
	follow(`button[value^="meme:"]`)
	b.Reads("Tous les cas sont traités")
	follow(`.note a`)
	follow(`button[value="annuler"]`)
	b.Reads("décision annulée")
	follow(`button[value^="meme:"]`)
	b.Reads("Tous les cas sont traités")
	follow(`a[href="/comptes"]`)
	b.Type("#texte", "martin")
	follow(`main form button`)
	follow(`.crumb a`)
	follow(`main a.button[href="/prevision"]`)
	b.Reads("restaurer.csv", "import.csv", "a-saisir.csv")
	follow(`a[href="/retour"]`)
	follow(`nav ol li:last-child a`)
	b.Choose("#fichier", onDisk(t, files(school)[1:]...)...)
	follow(".drop button")
	b.Reads("194 comptes ne sont pas comme décidé", "et 94 autres comptes") // nothing was imported
	follow(`footer a`)
	follow(`nav ol li:last-child a`)
	follow(`form[action="/fin"] button`)
	b.Reads("Choisissez l’export")
}

func TestTheJourneyByMouse(t *testing.T) {
	b := browsertest.Open(t)
	journey(t, b, b.Click)
}

func TestTheJourneyByKeyboardAlone(t *testing.T) {
	b := browsertest.Open(t)
	journey(t, b, b.Press)
}

func TestTheJourneyWithoutScripts(t *testing.T) {
	b := browsertest.Open(t)
	b.WithoutScripts()
	journey(t, b, b.Click)
}
