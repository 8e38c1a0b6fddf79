package casclient_test

import (
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"sync"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// The whole way over HTTP/2 and TLS, as on the web: the browser's, the
// validation's and the logout message's.
func TestTheWholeWayOverHTTP2(t *testing.T) {
	var mu sync.Mutex
	protos := make(map[string]bool)
	start := func(what string, h http.Handler) *httptest.Server {
		s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			mu.Lock()
			protos[what+" "+r.Proto] = true
			mu.Unlock()
			h.ServeHTTP(w, r)
		}))
		s.EnableHTTP2 = true
		s.StartTLS()
		t.Cleanup(s.Close)
		return s
	}
	cas := castest.New(nil, castest.User{Name: "zlefevre"})
	ent := start("CAS", cas)
	mux := http.NewServeMux()
	app := start("service", mux)
	client := newClient(t, ent.URL, app.URL+"/cas", &casclient.Options{HTTPClient: ent.Client()})
	mux.Handle("/cas", client.Callback())
	mux.Handle("/", client.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		fmt.Fprint(w, p.User, " ", r.RequestURI)
	})))

	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	browser := &http.Client{Transport: app.Client().Transport, Jar: jar}
	get := func(url string) (string, []*http.Cookie) {
		t.Helper()
		r, err := http.NewRequest("GET", url, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.Header.Set("Sec-Fetch-Mode", "navigate")
		resp, err := browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		text, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.Request.URL.Path + ": " + string(text), jar.Cookies(resp.Request.URL)
	}
	get(app.URL + "/page?a=%2f&&b") // on to the login page
	ticket := cas.Ticket("zlefevre", app.URL+"/cas")
	page, cookies := get(app.URL + "/cas?ticket=" + ticket)
	if page != "/page: zlefevre /page?a=%2f&&b" || len(cookies) != 1 || cookies[0].Name != "__Host-cas" {
		t.Fatalf("signed in: %q, cookies %v", page, cookies)
	}
	resp, err := browser.PostForm(app.URL+"/cas", url.Values{"logoutRequest": {castest.LogoutRequest(ticket, morning)}})
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if page, _ := get(app.URL + "/page"); !strings.HasPrefix(page, "/login: ") {
		t.Errorf("after the logout: %q", page)
	}
	if len(protos) != 2 || !protos["CAS HTTP/2.0"] || !protos["service HTTP/2.0"] {
		t.Errorf("spoken: %v", protos)
	}
}
