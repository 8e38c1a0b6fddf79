package web

import (
	"fmt"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// largePupils in the environment makes the large school larger: with 60000 the
// export has 100,000 rows.
const largePupils = "CONNECTOR_LARGE_PUPILS"

// TestALargeImport is a whole import by a browser, and how long each page takes
// afterwards. go test -v prints it.
func TestALargeImport(t *testing.T) {
	n := 6000
	if s := os.Getenv(largePupils); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	school := jobtest.New(n)
	paths := onDisk(t, files(school)...)
	rows := len(school.Pupils) + len(school.Guardians)
	b := browsertest.New(t)
	b.Patience = 5 * time.Minute
	site, server := open(t, Options{})
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	before := time.Now()
	b.Choose("#fichier", paths...)
	b.Follow(".drop button")
	b.Wait(`document.body.innerText.includes("Rapprocher les comptes")`)
	t.Logf("%d rows: files read and kept after %v", rows, time.Since(before).Round(time.Millisecond))
	before = time.Now()
	b.Follow(".next a.button")
	b.Wait(`document.body.innerText.includes("Rattachés avec certitude")`)
	t.Logf("accounts matched after %v", time.Since(before).Round(time.Millisecond))

	r := visit(t, site, server, "M. Roussel")
	for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes?texte=martin", "/homonymes/cas?compte=1000", "/comptes?texte=martin",
		"/prevision", "/prevision?sort=changed", "/prevision?sort=changed&page=3", "/retour", "/controle", "/journal",
		"/prevision/import.csv", "/prevision/a-saisir.csv", "/prevision/restaurer.csv"} {
		var times []string
		size := 0
		for range 3 {
			start := time.Now()
			p := r.get(path)
			times = append(times, fmt.Sprint(time.Since(start).Round(100*time.Microsecond)))
			size = len(p.body)
			r.expect(p, http.StatusOK)
		}
		t.Logf("%-34s %v, %d bytes", path, times, size)
		if size > 300<<10 && path[len(path)-4:] != ".csv" {
			t.Errorf("%s has %d bytes: a list is not paged", path, size)
		}
	}
	b.Open(server.URL + "/controle")
	before = time.Now()
	b.Choose("#fichier", paths[1:]...)
	b.Follow(".drop button")
	b.Wait(`document.body.innerText.includes("ne sont pas comme décidé")`)
	t.Logf("checked after %v", time.Since(before).Round(time.Millisecond))
	for range 2 {
		start := time.Now()
		r.get("/controle")
		t.Logf("/controle with the lists %v", time.Since(start))
	}
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	t.Logf("memory: %d MiB in use, %d MiB from the system", m.HeapAlloc>>20, m.Sys>>20)
}
