package web

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// screenshots in the environment names a folder for pictures of the pages.
const screenshots = "CONNECTOR_SCREENSHOTS"

// A tab is a page in a real browser.
type tab struct {
	t   *testing.T
	ctx context.Context
}

// openTab starts Chromium, or skips the test where there is none.
func openTab(t *testing.T) *tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("Chromium is not installed: the pages are not tried in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, time.Minute)
	t.Cleanup(cancel)
	return &tab{t: t, ctx: ctx}
}

func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, steps...); err != nil {
		b.t.Fatal(err)
	}
}

// load does something that loads a page, which must have a status.
func (b *tab) load(status int, steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	resp, err := chromedp.RunResponse(b.ctx, steps...)
	if err != nil {
		b.t.Fatal(err)
	}
	if int(resp.Status) != status {
		b.t.Fatalf("%s: %d, want %d", resp.URL, resp.Status, status)
	}
}

func (b *tab) open(url string) { b.t.Helper(); b.load(http.StatusOK, chromedp.Navigate(url)) }

func evaluate[T any](b *tab, expression string) T {
	b.t.Helper()
	v, err := chromedp.Run(b.ctx, chromedp.Evaluate[T](expression))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

func (b *tab) path() string { return evaluate[string](b, "location.pathname") }

// text is what the page reads, no-break spaces plain.
func (b *tab) text() string {
	s := evaluate[string](b, "document.body.innerText")
	return strings.NewReplacer("\u202f", " ", "\u00a0", " ").Replace(s)
}

func (b *tab) reads(texts ...string) {
	b.t.Helper()
	page := b.text()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			b.t.Errorf("%s does not read %q: %.1500s", b.path(), want, page)
		}
	}
}

// click clicks an element that leads to a page.
func (b *tab) click(css string) {
	b.t.Helper()
	b.load(http.StatusOK, chromedp.Click(chromedp.CSS(css)))
}

// press presses the key Tab until an element has the focus, and then Enter.
func (b *tab) press(css string) {
	b.t.Helper()
	for range 80 {
		b.do(chromedp.KeyEvent("\t"))
		if evaluate[bool](b, "document.activeElement.matches("+strconv.Quote(css)+")") {
			if !evaluate[bool](b, "getComputedStyle(document.activeElement).outlineStyle != 'none'") {
				b.t.Errorf("%s: %s has the focus, and nothing shows it", b.path(), css)
			}
			b.load(http.StatusOK, chromedp.KeyEvent("\r"))
			return
		}
	}
	b.t.Fatalf("%s: the key Tab does not reach %s", b.path(), css)
}

// shoot takes a picture at desktop and at phone width, if pictures are wanted,
// and fails if a page is wider than its screen.
func (b *tab) shoot(name string) {
	b.t.Helper()
	for _, width := range []int64{1280, 375} {
		b.do(chromedp.EmulateViewport(width, 900))
		if over := evaluate[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			b.t.Errorf("%s is %d pixels wider than a screen of %d", name, over, width)
		}
		if dir := os.Getenv(screenshots); dir != "" {
			png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
			if err != nil {
				b.t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(dir, name+"-"+strconv.FormatInt(width, 10)+".png"), png, 0o600); err != nil {
				b.t.Fatal(err)
			}
		}
	}
	b.do(chromedp.EmulateViewport(1280, 900))
}

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
func journey(t *testing.T, follow func(b *tab, css string), pictures bool) {
	b := openTab(t)
	site, server := open(t, Options{})
	shoot := func(name string) {
		if pictures {
			b.shoot(name)
		}
	}
	school := jobtest.New(120)
	b.open(server.URL + site.Admit("Mme Durand"))
	shoot("1-bienvenue")
	follow(b, "main button")
	b.reads("Fichiers")
	shoot("2-fichiers-vide")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#fichier"), onDisk(t, files(school)...)))
	follow(b, ".drop button")
	b.reads("ent.csv", "Rapprocher les comptes")
	shoot("3-fichiers")
	follow(b, ".next a.button")
	b.reads("Rattachés avec certitude")
	shoot("4-rapprochement")
	follow(b, ".next a.button")
	shoot("5-cas")
	for n := 0; b.path() == "/homonymes/cas"; n++ {
		if n > 20 {
			t.Fatal("the cases do not end")
		}
		switch n {
		case 0:
			follow(b, `button[value="plus-tard"]`)
		case 1:
			follow(b, `button[value="autre"]`)
			shoot("6-cas-suivant")
		default:
			follow(b, `button[value^="meme:"]`)
		}
	}
	b.reads("1 remis à plus tard", "par Mme Durand")
	shoot("7-homonymes")
	follow(b, `a[href*="etat=later"]`)
	follow(b, `button[value^="meme:"]`)
	b.reads("Tous les cas sont traités")
	follow(b, `.note a`)
	shoot("8-cas-decide")
	follow(b, `button[value="annuler"]`)
	b.reads("décision annulée")
	follow(b, `button[value^="meme:"]`)
	b.reads("Tous les cas sont traités")
	follow(b, `a[href="/comptes"]`)
	b.do(chromedp.SendKeys(chromedp.CSS("#texte"), "martin"))
	follow(b, `main form button`)
	shoot("14-comptes")
	follow(b, `.crumb a`)
	follow(b, `main a.button[href="/prevision"]`)
	b.reads("restaurer.csv", "import.csv", "a-saisir.csv")
	shoot("9-prevision")
	follow(b, `a[href="/retour"]`)
	shoot("10-retour")
	follow(b, `nav ol li:last-child a`)
	shoot("11-controle-vide")
	b.do(chromedp.SetUploadFiles(chromedp.CSS("#fichier"), onDisk(t, files(school)[1:]...)))
	follow(b, ".drop button")
	b.reads("194 comptes ne sont pas comme décidé", "et 94 autres comptes") // nothing was imported
	shoot("12-controle")
	follow(b, `footer a`)
	shoot("13-journal")
	follow(b, `nav ol li:last-child a`)
	follow(b, `form[action="/fin"] button`)
	b.reads("Choisissez l’export")
}

func TestTheJourneyByMouse(t *testing.T) {
	journey(t, func(b *tab, css string) { b.t.Helper(); b.click(css) }, true)
}

func TestTheJourneyByKeyboardAlone(t *testing.T) {
	journey(t, func(b *tab, css string) { b.t.Helper(); b.press(css) }, false)
}
