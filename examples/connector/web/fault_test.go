package web

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/store"
)

// TestAFaultIsAnAnswer has a fault of the program come to light, in a page and in a
// work that goes on by itself: who asks is told, and the program goes on.
func TestAFaultIsAnAnswer(t *testing.T) {
	var log bytes.Buffer
	site, server := open(t, Options{Log: slog.New(slog.NewTextHandler(&log, nil))})
	r := visit(t, site, server, "Mme Durand")
	sound := site.store
	site.store = faulty{site.store}
	r.expect(r.get("/journal"), http.StatusInternalServerError, "Le programme n’a pas pu répondre")
	site.store = sound

	r.send("/fichiers", files(jobtest.New(60))...)
	r.expect(r.get("/prevision"), http.StatusOK)
	site.cache.last.foresee = func() *foretelling { return site.foretell(nil) }
	r.expect(r.get("/prevision"), http.StatusInternalServerError, "Le programme n’a pas pu répondre")
	r.expect(r.get("/fichiers"), http.StatusOK)
	if n := strings.Count(log.String(), "[running]"); n != 2 {
		t.Errorf("the log tells where of %d faults, want 2: %.3000s", n, &log)
	}
}

// faulty is a store with a fault of the program.
type faulty struct{ store.Store }

func (faulty) Events(context.Context, int, int) ([]store.Event, error) { panic("a fault") }

// TestADatabaseThatFailsAMomentIsAskedAgain has what sign-ins go by not be told when
// the accounts are matched: whether they are another school's is not known then, and
// that is no fault of the files.
func TestADatabaseThatFailsAMomentIsAskedAgain(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	sound := site.store
	site.store = silent{site.store}
	r.expect(r.get("/rapprochement"), http.StatusInternalServerError, "Le programme n’a pas pu répondre")
	site.store = sound
	r.expect(r.get("/rapprochement"), http.StatusOK, "Rattachés avec certitude")
}

// silent is a store that does not tell whose the accounts are.
type silent struct{ store.Store }

func (silent) Owners(context.Context, string) (map[string]string, error) {
	return nil, io.ErrUnexpectedEOF
}

// TestAFullDiskIsSaid has no room for a decision.
func TestAFullDiskIsSaid(t *testing.T) {
	site, _, r := atWork(t, "Mme Durand", jobtest.New(60))
	p := r.get("/homonymes/cas?compte=1000")
	site.store = brimful{site.store}
	form := p.decision(t, p.choice(t))
	r.expect(r.post("/homonymes/cas", form), http.StatusInsufficientStorage, "Le disque est plein", "n’est pas enregistré")
}

// brimful is a store without room.
type brimful struct{ store.Store }

func (brimful) Decide(context.Context, store.Decision, int64) (store.Decision, error) {
	return store.Decision{}, fmt.Errorf("%w: 13", store.ErrFull)
}
