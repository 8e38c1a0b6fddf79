package web

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/browsertest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// sparse makes a file of a gigabyte that takes no room, all on one line.
func sparse(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "énorme.csv")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := f.Truncate(1 << 30); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestHostileFilesInTheBrowser(t *testing.T) {
	b := browsertest.New(t)
	site, server := open(t, Options{})
	school := jobtest.New(60)
	const evil = `<script>document.title="eu"</script><img src=x onerror=document.title="eu">`
	for _, i := range []int{0, 1} {
		school.Pupils[i].First, school.Pupils[i].Last = evil, `=HYPERLINK("https://attacker.example")`
	}
	b.Open(server.URL + site.Admit("Mme Durand"))
	b.Follow("main button")
	for _, tt := range []struct {
		why, path, want string
	}{
		{"a gigabyte on one line", sparse(t), "dépasse 64 Mio"},
		{"an archive under the name of a list", onDisk(t, sent{"archive.csv", []byte("PK\x03\x04\x14\x00\x00\x00\x08\x00")})[0], "ZIP"},
		{"a line that does not end", onDisk(t, sent{"ligne.csv", []byte("Guid;Nom;Prénom;Profil\n" + strings.Repeat("a", 8<<20))})[0], "ligne.csv"},
	} {
		b.Choose("#fichier", tt.path)
		b.Activate(".drop button")
		b.Wait(`document.body.innerText.includes("Ce fichier n’a pas été retenu")`)
		b.Reads(filepath.Base(tt.path), tt.want, "Rien d’autre n’a été modifié")
		b.Open(server.URL + "/fichiers")
	}
	b.Choose("#fichier", onDisk(t, files(school)...)...)
	b.Follow(".drop button")
	for _, path := range []string{"/fichiers", "/rapprochement", "/homonymes", "/homonymes/cas?compte=1000", "/comptes?texte=script", "/prevision", "/prevision?sort=unknown", "/retour", "/journal"} {
		b.Open(server.URL + path)
		if title := browsertest.Evaluate[string](b, "document.title"); strings.HasPrefix(title, "eu") {
			t.Errorf("%s: a script of a file ran", path)
		}
		if n := browsertest.Evaluate[int](b, "document.querySelectorAll('main img, main script').length"); n > 0 {
			t.Errorf("%s: a file's markup is the page's", path)
		}
		b.AsksOnly(server.URL)
	}
	b.Open(server.URL + "/homonymes/cas?compte=1000")
	b.Reads("<script>")
}
