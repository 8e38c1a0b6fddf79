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

// read is the box that says that both sides of a case were compared.
const read = "[data-lu] input"

// journey goes through all pages, following links and buttons.
func journey(t *testing.T, b *browsertest.Tab) {
	site, server := open(t, Options{})
	school := jobtest.New(120)
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	b.Reads("Fichiers")
	b.Choose("#fichier", onDisk(t, files(school)...)...)
	b.Follow(".drop button")
	b.Reads("ent.csv", "Rapprocher les comptes")
	b.Follow(".next a.button")
	b.Reads("Rattachés avec certitude")
	b.Follow(".next a.button")
	for n := 0; b.Path() == "/homonymes/cas"; n++ {
		if n > 20 {
			t.Fatal("the cases do not end")
		}
		b.Tick(read)
		switch n {
		case 0:
			b.Follow(`button[value="plus-tard"]`)
		case 1:
			b.Follow(`button[value="autre"]`)
		default:
			b.Follow(`button[value^="meme:"]`)
		}
	}
	b.Reads("1 remis à plus tard", "par Mme Durand")
	b.Follow(`a[href*="etat=later"]`)
	b.Tick(read)
	b.Follow(`button[value^="meme:"]`)
	b.Reads("Tous les cas sont traités")
	b.Follow(`.note a`)
	b.Follow(`button[value="annuler"]`)
	b.Reads("décision annulée")
	b.Tick(read)
	b.Follow(`button[value^="meme:"]`)
	b.Reads("Tous les cas sont traités")
	b.Follow(`a[href="/comptes"]`)
	b.Type("#texte", "martin")
	b.Follow(`main form button`)
	b.Follow(`.crumb a`)
	b.Follow(`main a.button[href="/prevision"]`)
	b.Reads("restaurer.csv", "import.csv", "a-saisir.csv")
	b.Follow(`a[href="/retour"]`)
	b.Follow(`nav ol li:last-child a`)
	b.Choose("#fichier", onDisk(t, files(school)[1:]...)...)
	b.Follow(".drop button")
	b.Reads("194 comptes ne sont pas comme décidé", "et 94 autres comptes") // nothing was imported
	b.Follow(`footer a`)
	b.Follow(`nav ol li:last-child a`)
	b.Activate(`form[action="/fin"] button`) // the browser asks first: not every account was checked
	b.Reads("Terminer sans que chaque compte soit contrôlé")
	b.Tick(`form[action="/fin"] [type=checkbox]`)
	b.Follow(`form[action="/fin"] button`)
	b.Reads("Choisissez l’export")
}

func TestTheJourneyByMouse(t *testing.T) {
	b := browsertest.New(t)
	journey(t, b)
}

func TestTheJourneyByKeyboardAlone(t *testing.T) {
	b := browsertest.New(t)
	b.Keyboard = true
	journey(t, b)
}

func TestTheJourneyWithoutScripts(t *testing.T) {
	b := browsertest.New(t)
	b.WithoutScripts()
	journey(t, b)
}
