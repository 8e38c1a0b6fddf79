package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// come adds files that nobody has read to the run in hand, as a process does that
// is killed then.
func come(t *testing.T, s store.Store, contents map[string]string) (list []store.File) {
	t.Helper()
	run, err := s.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range contents {
		f, err := s.AddFile(t.Context(), store.File{Run: run.ID, Role: store.Received, Name: name, Size: int64(len(content)), Digest: name, By: "Mme Durand"}, strings.NewReader(content))
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, f)
	}
	return list
}

// another is a second process over a site's store, and somebody who visits it.
func another(t *testing.T, site *Site) (*Site, *reader) {
	t.Helper()
	other, err := New(site.store, Options{Temp: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	other.patience = time.Minute
	server := httptest.NewServer(other.Handler())
	t.Cleanup(server.Close)
	return other, visit(t, other, server, "M. Roussel")
}

// unread is a list of one pupil, and what is no list.
var unread = map[string]string{"suite.csv": "Guid;Nom;Prénom;Profil\ng1;MARTIN;Léa;Élève\n", "photo.csv": "\x89PNG\r\n\x1a\n\x00\x00"}

func TestFilesThatWereNotReadAreReadByTheNextProgram(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	come(t, site.store, unread)
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude") // without it
	next, r := another(t, site)
	if err := next.Resume(t.Context()); err != nil {
		t.Fatal(err)
	}
	<-next.reading.Load().ended
	r.expect(r.get("/fichiers"), http.StatusOK, "suite.csv", "photo.csv", "n’a pas été retenu")
	if p := r.get("/fichiers"); strings.Contains(p.body, "photo.csv") {
		t.Error("what can't be read was kept")
	}
	if err := next.Resume(t.Context()); err != nil { // nothing is left
		t.Fatal(err)
	}
}

// TestFilesOfAProcessThatDiedAreReadByTheOthers has somebody look at the page of
// the files at a process that was there all the time.
func TestFilesOfAProcessThatDiedAreReadByTheOthers(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	come(t, site.store, unread)
	r.expect(r.get("/fichiers"), http.StatusOK, "ent.csv", "suite.csv", "photo.csv", "n’a pas été retenu")
	if p := r.get("/fichiers"); !strings.Contains(p.body, "suite.csv") || strings.Contains(p.body, "photo.csv") {
		t.Errorf("the second time the page reads %s", p.text())
	}
}

// TestAFileThatAnotherProcessHasReadStays has two processes read the same files,
// one a moment later than the other.
func TestAFileThatAnotherProcessHasReadStays(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	list := come(t, site.store, unread)
	run, err := site.store.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	other, second := another(t, site)
	for i, at := range []*Site{site, other} {
		d := at.read(run, list, "fr", false)
		<-d.ended
		if refused, err := d.tell(); err != nil || i == 0 && len(refused) != 1 || i == 1 && len(refused) != 0 {
			t.Errorf("process %d refuses %v, %v", i, refused, err)
		}
	}
	for _, who := range []*reader{r, second} {
		who.expect(who.get("/fichiers"), http.StatusOK, "ent.csv", "suite.csv")
	}
}
