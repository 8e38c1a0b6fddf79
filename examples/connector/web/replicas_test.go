package web

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/alexedwards/scs/v2"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/entlink/entlink/examples/connector/job/jobtest"
	"github.com/entlink/entlink/examples/connector/servertest"
	"github.com/entlink/entlink/examples/connector/session"
	"github.com/entlink/entlink/examples/connector/store"
)

// Replicas are two processes' worth of pages behind one address, as a load
// balancer has them: nothing is shared but the servers that keep things.
type replicas struct {
	*httptest.Server
	sites [2]*Site
	ent   *castest.Server
	at    atomic.Int32 // which of the two answers
}

// openReplicas starts two sites over one PostgreSQL database. sessions opens
// what sessions are kept in, once for each; nil is the database too.
func openReplicas(t *testing.T, sessions func() scs.CtxStore) *replicas {
	t.Helper()
	database := servertest.Postgres(t)
	r := &replicas{}
	admin := casclient.Attributes{{Name: "displayName", Value: "Karim ROUSSEL"}}
	r.ent = castest.New(nil, castest.User{Name: "id-admin", Login: "kroussel", Password: "secret", Attributes: admin},
		castest.User{Name: "id-second", Login: "second", Password: "secret"})
	cas := httptest.NewServer(r.ent)
	t.Cleanup(cas.Close)
	var handlers [2]http.Handler
	r.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, req *http.Request) { handlers[r.at.Load()].ServeHTTP(w, req) }))
	t.Cleanup(r.Close)
	for i := range r.sites {
		s, err := store.OpenPostgres(t.Context(), database)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		kept := s.Sessions()
		if sessions != nil {
			kept = sessions()
		}
		client, err := casclient.New(cas.URL, r.URL+"/cas", &casclient.Options{
			AllowHTTPLoopback: true, Sessions: session.CAS(kept), CookieKeys: [][]byte{session.CookieKey(s.Key())},
		})
		if err != nil {
			t.Fatal(err)
		}
		if r.sites[i], err = New(s, Options{CAS: client, Sessions: kept, Temp: t.TempDir(), Rights: func(*casclient.Principal) Rights { return All }}); err != nil {
			t.Fatal(err)
		}
		r.sites[i].patience = time.Minute
		handlers[i] = r.sites[i].Handler()
	}
	return r
}

// shareSignIns is what two replicas do for people who sign in or come in by a
// link, whatever their sessions are kept in.
func shareSignIns(t *testing.T, r *replicas) {
	t.Helper()
	for i := range int32(2) {
		r.at.Store(i)
		admin, p := signIn(t, r.Server, "/fichiers", "kroussel")
		admin.expect(p, http.StatusOK, "Karim ROUSSEL", "Fichiers")
		r.at.Store(1 - i)
		admin.expect(admin.get("/fichiers"), http.StatusOK, "Karim ROUSSEL")
		r.ent.SignOut("id-admin") // the message reaches the one where the sign-in was not
		r.at.Store(i)
		if p := admin.get("/fichiers"); !strings.Contains(p.url.Path, "login") {
			t.Errorf("signed in at %d and out at the other, and %s answers %d", i, p.url, p.status)
		}

		guest := visit(t, r.sites[i], r.Server, "Mme Durand")
		r.at.Store(1 - i)
		guest.expect(guest.get("/fichiers"), http.StatusOK, "Mme Durand")
		guest.expect(guest.post("/sortir", nil), http.StatusOK, "Vous êtes déconnecté")
		r.at.Store(i)
		if p := guest.get("/fichiers"); !strings.Contains(p.url.Path, "login") {
			t.Errorf("left at the other, and %s answers %d", p.url, p.status)
		}
	}
}

func TestReplicasShareSignInsInPostgreSQL(t *testing.T) {
	r := openReplicas(t, nil)
	shareSignIns(t, r)
	twoReviewers(t, r)
}

func TestReplicasShareSignInsInRedis(t *testing.T) {
	address := servertest.Redis(t)
	shareSignIns(t, openReplicas(t, func() scs.CtxStore {
		s, err := session.Redis(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { s.Close() })
		return s
	}))
}

// twoReviewers has two people at two replicas decide one case at once: one
// decision is kept, and the other reviewer is told.
func twoReviewers(t *testing.T, r *replicas) {
	t.Helper()
	fronts := [2]*httptest.Server{httptest.NewServer(r.sites[0].Handler()), httptest.NewServer(r.sites[1].Handler())}
	var people [2]*reader
	for i, f := range fronts {
		t.Cleanup(f.Close)
		people[i] = visit(t, r.sites[i], f, []string{"Mme Durand", "M. Roussel"}[i])
	}
	people[0].expect(people[0].send("/fichiers", files(jobtest.New(60))...), http.StatusOK)
	for round := range 5 {
		choices := [2]string{"autre", "plus-tard"}
		var seen [2]string
		for i, who := range people {
			seen[i] = who.get("/homonymes/cas?compte=1000").field(t, "vu")
		}
		results := make(chan shown, 2)
		for i, who := range people {
			form := url.Values{"compte": {"1000"}, "vu": {seen[i]}, "choix": {choices[i]}}
			go func() { results <- who.post("/homonymes/cas", form) }()
		}
		kept, refused := 0, 0
		for range people {
			switch p := <-results; {
			case p.status == http.StatusOK:
				kept++
			case p.status == http.StatusConflict && strings.Contains(p.text(), "Ce cas a été traité entre-temps"):
				refused++
			default:
				t.Errorf("%d %s", p.status, p.text())
			}
		}
		if kept != 1 || refused != 1 {
			t.Errorf("round %d: %d kept, %d refused", round, kept, refused)
		}
		first, second := people[0].get("/homonymes/cas?compte=1000"), people[1].get("/homonymes/cas?compte=1000")
		if a, b := first.field(t, "vu"), second.field(t, "vu"); a != b {
			t.Errorf("round %d: the two have seen %s and %s", round, a, b)
		}
		people[0].post("/homonymes/cas", first.decision(t, "annuler"))
	}
}
