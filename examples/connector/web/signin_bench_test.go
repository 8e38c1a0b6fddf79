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
// the session kept on disk, and the page of somebody's own account shown.
func BenchmarkSignIn(b *testing.B) {
	dir := filepath.Join(b.TempDir(), "d")
	s, err := store.OpenSQLite(b.Context(), dir)
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
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
		if w.Code/100 != 3 || shown.Code != http.StatusForbidden { // she has no account, and is told so
			b.Fatalf("%d, then %d: %s", w.Code, shown.Code, shown.Body)
		}
	}
}
