package web

import (
	"bytes"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
)

// TestAWrongClockErasesNothing starts the pages on a machine whose clock says that
// years have gone by.
func TestAWrongClockErasesNothing(t *testing.T) {
	var said bytes.Buffer
	now := time.Now()
	site, server := open(t, Options{Now: func() time.Time { return now }, Log: slog.New(slog.NewTextHandler(&said, nil))})
	if err := site.Expire(t.Context()); err != nil {
		t.Fatal(err)
	}
	r := visit(t, site, server, "Mme Durand")
	r.send("/fichiers", files(jobtest.New(60))...)
	const asked = "La date de cette machine est-elle juste ?"
	if strings.Contains(r.get("/fichiers").text(), asked) {
		t.Error("the date is asked for where it is right")
	}

	now = now.AddDate(3, 0, 0)
	for range 2 { // starts
		if err := site.Expire(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if n := strings.Count(said.String(), "nothing was erased"); n != 1 {
		t.Errorf("the log says %d times that nothing was erased: %s", n, said.String())
	}
	r = visit(t, site, server, "Mme Durand") // the session of before is over
	p := r.get("/fichiers")
	r.expect(p, http.StatusOK, asked, "1 passage que personne n’a terminé", now.Format("02/01/2006"), "ent.csv")
	r.expect(r.post("/fichiers/echus", nil), http.StatusUnprocessableEntity, "Rien n’a été modifié")
	r.expect(r.post("/fichiers/echus", url.Values{"certain": {"2024-09-01"}}), http.StatusUnprocessableEntity, "Rien n’a été modifié")
	r.expect(r.get("/fichiers"), http.StatusOK, asked, "ent.csv")

	// Set right again, it asks no more, and everything is there.
	late := now
	now = time.Now()
	p = r.get("/fichiers")
	r.expect(p, http.StatusOK, "ent.csv")
	if strings.Contains(p.text(), asked) {
		t.Error("the date is asked for when it is right again")
	}

	// What is past its term by a date that somebody says is right is erased.
	now = late
	if err := site.Expire(t.Context()); err != nil {
		t.Fatal(err)
	}
	p = r.get("/fichiers")
	r.expect(p, http.StatusOK, asked)
	p = r.post("/fichiers/echus", url.Values{"certain": {p.field(t, "certain")}})
	r.expect(p, http.StatusOK, "Les données arrivées à leur terme sont effacées")
	if text := p.text(); strings.Contains(text, asked) || strings.Contains(text, "ent.csv") {
		t.Errorf("after erasing: %s", text)
	}
}
