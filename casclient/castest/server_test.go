package castest_test

import (
	"fmt"
	"html/template"
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

var jo = castest.User{Name: "jo", Password: "secret", Attributes: casclient.Attributes{{Name: "cn", Value: "Jo & Co"}}}

// service is never reached: browsers here do not follow redirects.
const service = "http://127.0.0.1:1/app?a=b"

type browser struct {
	t      *testing.T
	client *http.Client
	base   string
}

func newBrowser(t *testing.T, base string) *browser {
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	return &browser{t, &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}, base}
}

func (b *browser) do(method, path string, form url.Values, header ...string) (status int, location, body string) {
	b.t.Helper()
	r, err := http.NewRequest(method, b.base+path, strings.NewReader(form.Encode()))
	if err != nil {
		b.t.Fatal(err)
	}
	if method == "POST" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	resp, err := b.client.Do(r)
	if err != nil {
		b.t.Fatal(err)
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		b.t.Fatal(err)
	}
	return resp.StatusCode, resp.Header.Get("Location"), string(text)
}

func (b *browser) get(path string) (int, string, string) {
	b.t.Helper()
	return b.do("GET", path, nil)
}

func login(s string) string { return "/login?service=" + url.QueryEscape(s) }

var rightPassword = url.Values{"username": {"jo"}, "password": {"secret"}}

func start(t *testing.T, opts *castest.Options) (*castest.Server, *browser) {
	t.Helper()
	s := castest.New(opts, jo, castest.User{Name: "other", Password: "secret"})
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	return s, newBrowser(t, server.URL)
}

// Run with -race: one person types the password again while tickets of hers
// are validated.
func TestManyAtOnce(t *testing.T) {
	s, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	var wg sync.WaitGroup
	for range 20 {
		_, location, _ := b.get(login(service))
		u, err := url.Parse(location)
		if err != nil {
			t.Fatal(err)
		}
		ask := url.Values{"ticket": {u.Query().Get("ticket")}, "service": {service}}
		wg.Go(func() {
			if _, _, got := b.get("/p3/serviceValidate?" + ask.Encode()); !strings.Contains(got, "<cas:user>jo") {
				t.Errorf("validation: %s", got)
			}
		})
		wg.Go(func() { b.do("POST", "/login?renew=true", rightPassword) })
		wg.Go(func() { s.SignOut("other") })
		wg.Go(func() { s.Break() })
	}
	wg.Wait()
}

func TestUnknownServicesGetNothing(t *testing.T) {
	_, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	for _, s := range []string{"https://evil.example/", "//evil.example/", "http://127.0.0.1.evil.example/", "http://127.0.0.1@evil.example/", "javascript:alert(1)", "ftp://127.0.0.1/"} {
		for _, method := range []string{"GET", "POST"} {
			if status, location, _ := b.do(method, login(s), rightPassword); status != 403 || location != "" {
				t.Errorf("%s login for %s: %d to %q", method, s, status, location)
			}
		}
		if status, location, _ := b.get("/logout?service=" + url.QueryEscape(s)); status != 200 || location != "" {
			t.Errorf("logout to %s: %d to %q", s, status, location)
		}
	}
	_, b = start(t, &castest.Options{Services: func(s string) bool { return s == "https://notes.example.org/cas" }})
	b.do("POST", "/login", rightPassword)
	if status, _, _ := b.get(login("https://notes.example.org/cas")); status != 303 {
		t.Errorf("a service of the list: %d", status)
	}
	if status, _, _ := b.get(login(service)); status != 403 {
		t.Errorf("loopback, which is not on the list: %d", status)
	}
}

func TestBelowAPathWithPagesOfOnesOwn(t *testing.T) {
	s := castest.New(&castest.Options{
		Home:     "/menu",
		Language: "fr",
		Page:     template.Must(template.New("").Parse(`ENT {{.Kind}} {{.Language}} {{.Service}} {{.Failed}}`)),
	}, jo)
	mux := http.NewServeMux()
	mux.Handle("/cas/", http.StripPrefix("/cas", s))
	mux.HandleFunc("/menu", func(w http.ResponseWriter, r *http.Request) {
		name, ok := s.User(r)
		fmt.Fprint(w, name, ok)
	})
	server := httptest.NewServer(mux)
	defer server.Close()
	b := newBrowser(t, server.URL)
	if _, _, page := b.get("/menu"); page != "false" {
		t.Errorf("menu before: %q", page)
	}
	if _, _, page := b.get("/cas" + login("http://localhost/")); page != "ENT login fr http://localhost/ false" {
		t.Errorf("login page: %q", page)
	}
	if status, location, _ := b.do("POST", "/cas/login", rightPassword); status != 303 || location != "/menu" {
		t.Errorf("after login: %d to %q", status, location)
	}
	if _, _, page := b.get("/menu"); page != "jotrue" {
		t.Errorf("menu: %q", page)
	}
	b.get("/cas/logout")
	if _, _, page := b.get("/menu"); page != "false" {
		t.Errorf("menu after: %q", page)
	}
}

func TestMisuse(t *testing.T) {
	s := castest.New(nil, jo)
	for what, f := range map[string]func(){
		"a user without a name": func() { castest.New(nil, castest.User{}) },
		"the same user twice":   func() { castest.New(nil, jo, jo) },
		"an attribute whose name makes no element": func() {
			castest.New(nil, castest.User{Name: "jo", Attributes: casclient.Attributes{{Name: "first name", Value: "Jo"}}})
		},
		"an attribute without a name": func() { castest.New(nil, castest.User{Name: "jo", Attributes: casclient.Attributes{{Value: "Jo"}}}) },
		"a ticket for nobody":         func() { s.Ticket("nobody", service) },
		"an unknown fault":            func() { s.Break("sleepy") },
		"two answers at once":         func() { s.Break(castest.Slow, castest.Huge) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%s: no panic", what)
				}
			}()
			f()
		}()
	}
}

func Example() {
	cas := castest.New(nil, castest.User{Name: "zlefevre", Password: "secret"})
	server := httptest.NewServer(cas)
	defer server.Close()

	const service = "http://localhost:8080/cas"
	client, err := casclient.New(server.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	if err != nil {
		fmt.Println(err)
		return
	}
	ticket := cas.Ticket("zlefevre", service)
	r := httptest.NewRequest("GET", "/cas?ticket="+ticket, nil)
	w := httptest.NewRecorder()
	client.Callback().ServeHTTP(w, r)
	fmt.Println(w.Code, w.Header().Get("Location"))

	cas.Break(castest.SecondUser)
	_, err = client.Validate(r.Context(), cas.Ticket("zlefevre", service), "")
	fmt.Println(err)
	// Output:
	// 303 /cas?cas-step=cookies
	// casclient: malformed CAS answer: line 9: authenticationSuccess holds the same element twice (does the server escape < and & in values?)
}
