package web

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/examples/connector/session"
	"github.com/entlink/entlink/examples/connector/store"
)

// answering is a CAS server that vouches for everybody at once, so that a
// benchmark measures the pages and not the server.
type answering struct{}

func (answering) RoundTrip(r *http.Request) (*http.Response, error) {
	w := httptest.NewRecorder()
	fmt.Fprintf(w, `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationSuccess><cas:user>%s</cas:user></cas:authenticationSuccess></cas:serviceResponse>`, r.URL.Query().Get("ticket"))
	return w.Result(), nil
}

// BenchmarkSignIn is a sign-in with sessions in SQLite: the ticket is validated,
// the session kept on disk, and the page of somebody's own account shown. At the
// first sign-in of a year what the ENT says is compared with the account, too.
func BenchmarkSignIn(b *testing.B) {
	for name, owners := range map[string]int{"first": 20_000, "nobody's": 0} {
		b.Run(name, func(b *testing.B) { benchmarkSignIn(b, owners) })
	}
}

func benchmarkSignIn(b *testing.B, owners int) {
	dir := filepath.Join(b.TempDir(), "d")
	s, err := store.OpenSQLite(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	publishMany(b, s, owners)
	client, err := casclient.New("https://ent.example", "https://connector.example/cas", &casclient.Options{
		Sessions: session.CAS(s.Sessions()), HTTPClient: &http.Client{Transport: answering{}},
	})
	if err != nil {
		b.Fatal(err)
	}
	site, err := New(s, Options{CAS: client, Sessions: s.Sessions(), Temp: dir})
	if err != nil {
		b.Fatal(err)
	}
	pages := site.Handler()
	n := 0
	for b.Loop() {
		n++
		w := httptest.NewRecorder()
		pages.ServeHTTP(w, httptest.NewRequest(http.MethodGet, "https://connector.example/cas?"+url.Values{"ticket": {fmt.Sprint("ST-", n)}}.Encode(), nil))
		r := httptest.NewRequest(http.MethodGet, "https://connector.example/mon-compte", nil)
		for _, c := range w.Result().Cookies() {
			r.AddCookie(c)
		}
		shown := httptest.NewRecorder()
		pages.ServeHTTP(shown, r)
		want := http.StatusOK
		if n > owners {
			want = http.StatusForbidden // she has no account, and is told so
		}
		if w.Code/100 != 3 || shown.Code != want {
			b.Fatalf("%d, then %d: %s", w.Code, shown.Code, shown.Body)
		}
	}
}

// publishMany ends a run that has so many accounts, each of whoever signs in with
// the ticket of its number.
func publishMany(b *testing.B, s store.Store, accounts int) {
	run, err := s.Begin(b.Context(), "Mme Durand")
	if err != nil {
		b.Fatal(err)
	}
	p := &store.Publication{Accounts: accounts, Facts: func(string) store.Facts {
		return store.Facts{Last: "Martin", First: "Léa", Born: "2015-03-14", Profiles: []string{"pupil"}}
	}, Owners: func(yield func(account, person string) bool) {
		for i := 1; i <= accounts && yield(fmt.Sprint(i), fmt.Sprint("st-", i)); i++ {
		}
	}}
	if err := s.End(b.Context(), run.ID, store.Ended, "Mme Durand", p); err != nil {
		b.Fatal(err)
	}
}
