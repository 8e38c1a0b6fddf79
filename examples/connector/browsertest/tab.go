// Package browsertest tries pages in a real browser, Debian's Chromium: as
// somebody with a mouse, with a keyboard alone, or with scripts switched off.
//
// Only tests import it. They are skipped where there is no Chromium.
package browsertest

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/browser"
	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// Pictures in the environment names a folder for pictures of the pages.
const Pictures = "CONNECTOR_SCREENSHOTS"

// patience is how long the browser, or a page, may be waited for.
const patience = 2 * time.Minute

// A Tab is a page in a browser of its own. It ends with its test.
type Tab struct {
	t   *testing.T
	ctx context.Context
	// Keyboard says that there is no mouse: what is not reached with the key Tab
	// is out of reach.
	Keyboard bool
	// Keys counts the keys that were pressed to reach something and to activate it.
	Keys int
	// Patience is how long a page may be waited for; New sets two minutes: a machine that
	// has much else to do is no fault of the page.
	Patience time.Duration
}

// New starts Chromium, or skips the test where there is none.
func New(t *testing.T) *Tab {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("Chromium is not installed: the pages are not tried in a browser")
	}
	opts := append(chromedp.DefaultExecAllocatorOptions[:],
		chromedp.ExecPath(path), chromedp.WSURLReadTimeout(patience), chromedp.NoSandbox, chromedp.DisableGPU, chromedp.UserDataDir(t.TempDir()),
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-component-update", true), chromedp.WindowSize(1280, 900),
		// What the browser itself writes, as on the button that chooses files, is
		// French for those who read the guide. Debian has it in chromium-l10n. A
		// locale that is not installed would keep files with accents from it.
		chromedp.Flag("lang", "fr-FR"), chromedp.Env("LANGUAGE=fr", "LC_ALL=C.UTF-8"))
	ctx, cancel := chromedp.NewExecAllocator(t.Context(), opts...)
	t.Cleanup(cancel)
	ctx, cancel = chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &Tab{t: t, ctx: ctx, Patience: patience}
	if err := chromedp.Do(ctx); err != nil { // starts it; a deadline here would end it too
		t.Fatal(err)
	}
	return b
}

// WithoutScripts switches scripts off, as careful people do.
func (b *Tab) WithoutScripts() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true}); err != nil {
		b.t.Fatal(err)
	}
}

// Forget forgets the cookies, as when a session ends.
func (b *Tab) Forget() {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, network.ClearBrowserCookies, cdp.Empty{}); err != nil {
		b.t.Fatal(err)
	}
}

// Do does something on the page.
func (b *Tab) Do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, b.Patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("%v\n%s", err, b.html())
	}
}

// Follow activates what leads to a page, or puts another content in the place
// of this one's: an element main that was not there before. A page that shows how far
// a work is leads on by itself to what was asked for, which is waited for.
func (b *Tab) Follow(css string) {
	b.t.Helper()
	b.FollowTo(http.StatusOK, css)
}

// FollowTo is Follow to a page that has another status.
func (b *Tab) FollowTo(status int, css string) {
	b.t.Helper()
	Evaluate[bool](b, `(m => { if (m) m.dataset.left = "1"; return true })(document.querySelector("main"))`)
	b.Activate(css)
	b.Wait(`document.readyState == "complete" && !document.querySelector(".htmx-request,.htmx-swapping,.htmx-settling,.htmx-added") && !document.querySelector("main").dataset.left && !document.querySelector("[data-travail]")`)
	b.Status(status)
}

// Activate clicks an element, or goes to it with the key Tab and presses Enter.
func (b *Tab) Activate(css string) {
	b.t.Helper()
	if b.Keyboard {
		b.Focus(css)
		b.Keys++
		b.Do(chromedp.KeyEvent(kb.Enter))
		return
	}
	b.Do(chromedp.Click(chromedp.CSS(css)))
}

// Tick ticks a box. One that scripts tick by themselves, and keep out of sight, it
// waits for.
func (b *Tab) Tick(css string) {
	b.t.Helper()
	box := fmt.Sprintf("document.querySelector(%q)", css)
	switch {
	case !Evaluate[bool](b, box+".checkVisibility()"):
	case b.Keyboard:
		b.Focus(css)
		b.Do(chromedp.KeyEvent(" "))
	default:
		b.Activate(css)
	}
	b.Wait(box + ".checked")
}

// Save activates a download, and returns the path of the file.
func (b *Tab) Save(css string) string {
	b.t.Helper()
	dir := b.t.TempDir()
	if _, err := chromedp.CallBrowser(b.ctx, browser.SetDownloadBehavior, browser.SetDownloadBehaviorParams{Behavior: "allow", DownloadPath: dir}); err != nil {
		b.t.Fatal(err)
	}
	b.Activate(css)
	for end := time.Now().Add(b.Patience); time.Now().Before(end); time.Sleep(pause) {
		names, err := filepath.Glob(filepath.Join(dir, "*"))
		if err != nil {
			b.t.Fatal(err)
		}
		if len(names) == 1 && filepath.Ext(names[0]) != ".crdownload" && !strings.HasPrefix(filepath.Base(names[0]), ".") {
			return names[0]
		}
	}
	b.t.Fatalf("%s gives no file", css)
	return ""
}

// Pick chooses the nth option, from 0, of a list whose first one is chosen.
func (b *Tab) Pick(css string, n int) {
	b.t.Helper()
	b.Type(css, strings.Repeat(kb.ArrowDown, n))
}

// Status fails the test unless the page was loaded with a status.
func (b *Tab) Status(want int) {
	b.t.Helper()
	if got := Evaluate[int](b, `performance.getEntriesByType("navigation")[0].responseStatus`); got != want {
		b.t.Errorf("%s: status %d, want %d", b.Path(), got, want)
	}
}

// html is the page, for the report of a failure.
func (b *Tab) html() string {
	ctx, cancel := context.WithTimeout(b.ctx, 5*time.Second)
	defer cancel()
	s, err := chromedp.Run(ctx, chromedp.Evaluate[string]("location.href + '\\n' + document.body.innerText.slice(0, 1500)"))
	if err != nil {
		return "the page can't be read: " + err.Error()
	}
	return s
}

// Open goes to an address.
func (b *Tab) Open(url string) { b.t.Helper(); b.OpenAt(http.StatusOK, url) }

// OpenAt goes to an address whose page has a status.
func (b *Tab) OpenAt(status int, url string) {
	b.t.Helper()
	b.Do(chromedp.Navigate(url))
	b.Status(status)
}

// Evaluate returns what an expression is on the page.
func Evaluate[T any](b *Tab, expression string, opts ...chromedp.EvaluateOption) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, b.Patience)
	defer cancel()
	v, err := chromedp.Run(ctx, chromedp.Evaluate[T](expression, opts...))
	if err != nil {
		b.t.Fatal(err)
	}
	return v
}

// Path is the address's path.
func (b *Tab) Path() string { b.t.Helper(); return Evaluate[string](b, "location.pathname") }

// Text is what the page reads, no-break spaces plain.
func (b *Tab) Text() string {
	b.t.Helper()
	return plain.Replace(Evaluate[string](b, "document.body.innerText"))
}

var plain = strings.NewReplacer("\u202f", " ", "\u00a0", " ")

// Reads fails the test unless the page reads all these texts.
func (b *Tab) Reads(texts ...string) {
	b.t.Helper()
	page := b.Text()
	for _, want := range texts {
		if !strings.Contains(page, plain.Replace(want)) {
			b.t.Errorf("%s does not read %q: %.1500s", b.Path(), want, page)
		}
	}
}

// pause is between two looks at what is waited for.
const pause = 20 * time.Millisecond

// Wait waits until an expression is true on the page.
func (b *Tab) Wait(expression string) {
	b.t.Helper()
	for end := time.Now().Add(b.Patience); time.Now().Before(end); time.Sleep(pause) {
		ctx, cancel := context.WithTimeout(b.ctx, b.Patience)
		ok, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && ok { // an error is a page that is just being left
			return
		}
	}
	b.t.Fatalf("%s does not become true:\n%s", expression, b.html())
}

// Choose chooses files of the disk in a field of a form.
func (b *Tab) Choose(css string, paths ...string) {
	b.t.Helper()
	b.Do(chromedp.SetUploadFiles(chromedp.CSS(css), paths))
}

// Type types into a field, or presses keys in it.
func (b *Tab) Type(css, text string) {
	b.t.Helper()
	if b.Keyboard {
		b.Focus(css)
		b.Do(chromedp.KeyEvent(text))
		return
	}
	b.Do(chromedp.SendKeys(chromedp.CSS(css), text))
}

// Focus presses the key Tab until an element has the focus, which must be seen.
func (b *Tab) Focus(css string) {
	b.t.Helper()
	for range 120 {
		b.Keys++
		b.Do(chromedp.KeyEvent("\t"))
		if Evaluate[bool](b, "document.activeElement.matches("+strconv.Quote(css)+")") {
			if !Evaluate[bool](b, "getComputedStyle(document.activeElement).outlineStyle != 'none'") {
				b.t.Errorf("%s: %s has the focus, and nothing shows it", b.Path(), css)
			}
			return
		}
	}
	b.t.Fatalf("%s: the key Tab does not reach %s", b.Path(), css)
}

// widths are those of a desktop, of a phone, and of a desktop at 400 % zoom.
var widths = []int64{1280, 375, 320}

// Fits fails the test if the page, or a part of it, is wider than a screen, and
// takes a picture at each width if pictures are wanted.
func (b *Tab) Fits(name string) {
	b.t.Helper()
	for _, width := range widths {
		b.Do(chromedp.EmulateViewport(width, 900))
		if over := Evaluate[int](b, "document.documentElement.scrollWidth - innerWidth"); over > 0 {
			b.t.Errorf("%s is %d pixels wider than a screen of %d", name, over, width)
		}
		if text := Evaluate[string](b, scrolled); text != "" {
			b.t.Errorf("%s: on a screen of %d one has to scroll sideways to read %q", name, width, text)
		}
		if dir := os.Getenv(Pictures); dir != "" {
			b.write(filepath.Join(dir, name+"-"+strconv.FormatInt(width, 10)+".png"), b.picture())
		}
	}
	b.Do(chromedp.EmulateViewport(widths[0], 900))
}

// scrolled is what stands in the first part of a page that is wider than its
// place; "" if there is none.
const scrolled = `[...document.querySelectorAll("main *")].find(e => e.scrollWidth > e.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(e).overflowX))?.innerText.slice(0, 80) ?? ""`

func (b *Tab) picture() []byte {
	b.t.Helper()
	png, err := chromedp.Run(b.ctx, chromedp.FullScreenshot(100))
	if err != nil {
		b.t.Fatal(err)
	}
	return png
}

func (b *Tab) write(path string, data []byte) {
	b.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		b.t.Fatal(err)
	}
	if err := os.WriteFile(path, data, 0o600); err != nil {
		b.t.Fatal(err)
	}
}

// AsksOnly fails the test if the page asked another origin than these for
// anything, or names one.
func (b *Tab) AsksOnly(origins ...string) {
	b.t.Helper()
	for _, url := range Evaluate[[]string](b, `[...performance.getEntriesByType("resource").map(e => e.name),
		...[...document.querySelectorAll("[src],link[href],form[action]")].map(e => e.src || e.href || e.action)]`) {
		if !slices.ContainsFunc(origins, func(o string) bool { return strings.HasPrefix(url, o+"/") }) {
			b.t.Errorf("%s asks for %s", b.Path(), url)
		}
	}
}
