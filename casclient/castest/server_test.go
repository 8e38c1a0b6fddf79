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
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
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

func TestSignIn(t *testing.T) {
	_, b := start(t, nil)
	if status, _, page := b.get(login(service)); status != 200 || !strings.Contains(page, `<label for="password">Password</label>`) || !strings.Contains(page, `lang="en"`) {
		t.Errorf("login page: %d\n%s", status, page)
	}
	if _, _, page := b.do("GET", login(service), nil, "Accept-Language", "fr-FR,fr;q=0.9"); !strings.Contains(page, "Mot de passe") || !strings.Contains(page, `lang="fr"`) {
		t.Errorf("login page in French:\n%s", page)
	}
	if status, _, page := b.get(login(service) + "&gateway=true"); status != 303 {
		t.Errorf("gateway: %d %s", status, page)
	}
	for _, wrong := range []url.Values{
		{"username": {"jo"}, "password": {"Secret"}},
		{"username": {"jo"}},
		{"username": {"nobody"}, "password": {""}},
		{"username": {"<i>"}, "password": {"secret"}},
	} {
		if status, _, page := b.do("POST", login(service), wrong); status != 401 || !strings.Contains(page, `role="alert"`) || strings.Contains(page, "<i>") {
			t.Errorf("%v: %d\n%s", wrong, status, page)
		}
	}
	status, location, _ := b.do("POST", login(service), rightPassword)
	if status != 303 || !strings.HasPrefix(location, service+"&ticket=ST-") {
		t.Errorf("right password: %d to %q", status, location)
	}
	for what, tt := range map[string]struct{ query, location string }{
		"the second application":    {"", service + "&ticket=ST-"},
		"gateway, signed in":        {"&gateway=true", service + "&ticket=ST-"},
		"renew asks for a password": {"&renew=true", ""},
		"renew beats gateway":       {"&renew=true&gateway=true", ""},
	} {
		if _, location, _ := b.get(login(service) + tt.query); !strings.HasPrefix(location, tt.location) || (location == "") != (tt.location == "") {
			t.Errorf("%s: to %q, want %q…", what, location, tt.location)
		}
	}
	if _, location, _ := b.get(login("http://localhost/#top")); !strings.HasPrefix(location, "http://localhost/?ticket=ST-") || !strings.HasSuffix(location, "#top") {
		t.Errorf("a service with a fragment: %q", location)
	}
	if _, location, _ := b.get(login("http://LOCALHOST/")); !strings.HasPrefix(location, "http://LOCALHOST/?ticket=ST-") {
		t.Errorf("localhost in capitals: %q", location)
	}
	if _, _, page := b.get("/login"); !strings.Contains(page, "signed in as jo") {
		t.Errorf("without a service:\n%s", page)
	}
}

// What a person needs who does not see the page, or has no mouse.
func TestTheLoginPageSaysWhatIsWrong(t *testing.T) {
	_, b := start(t, nil)
	_, _, page := b.get(login(service))
	for _, want := range []string{"<title>Sign in – ", "<h1>Sign in</h1>", `name="username" value="" autocomplete="username" autocapitalize="none" spellcheck="false" required autofocus>`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if strings.Contains(page, "aria-invalid") {
		t.Errorf("an error before anything was typed:\n%s", page)
	}
	_, _, page = b.do("POST", login(service), url.Values{"username": {"jo"}}, "Accept-Language", "fr")
	for _, want := range []string{"<title>Erreur\u00a0: Connexion – ", `<p id="error" role="alert">`, `value="jo"`} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
	if n := strings.Count(page, ` aria-invalid="true" aria-describedby="error"`); n != 2 {
		t.Errorf("%d fields point at the error, want both:\n%s", n, page)
	}
	b.do("POST", "/login", rightPassword)
	if _, _, page := b.get("/logout"); !strings.Contains(page, "<title>Signed out – ") {
		t.Errorf("after logout:\n%s", page)
	}
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

func TestTickets(t *testing.T) {
	now := time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)
	s, b := start(t, &castest.Options{Now: func() time.Time { return now }})
	validate := func(path, ticket, service string) string {
		_, _, body := b.get(path + "?" + url.Values{"ticket": {ticket}, "service": {service}}.Encode())
		return body
	}
	const v2, v3 = "/serviceValidate", "/p3/serviceValidate"
	ticket := s.Ticket("jo", service)
	want := `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas">
  <cas:authenticationSuccess>
    <cas:user>jo</cas:user>
    <cas:attributes>
      <cas:authenticationDate>2026-09-01T08:00:00Z</cas:authenticationDate>
      <cas:longTermAuthenticationRequestTokenUsed>false</cas:longTermAuthenticationRequestTokenUsed>
      <cas:isFromNewLogin>true</cas:isFromNewLogin>
      <cas:cn>Jo &amp; Co</cas:cn>
    </cas:attributes>
  </cas:authenticationSuccess>
</cas:serviceResponse>
`
	if diff := cmp.Diff(want, validate(v3, ticket, service)); diff != "" {
		t.Errorf("CAS 3 (-want +got):\n%s", diff)
	}
	if got := validate(v2, s.Ticket("jo", service), service); strings.Contains(got, "attributes") || !strings.Contains(got, "<cas:user>jo</cas:user>") {
		t.Errorf("CAS 2: %s", got)
	}
	old, wrong := s.Ticket("jo", service), s.Ticket("jo", service)
	for _, tt := range []struct{ what, ticket, service, code string }{
		{"the second time", ticket, service, "INVALID_TICKET"},
		{"unknown", "ST-1", service, "INVALID_TICKET"},
		{"for another service", wrong, service + "/", "INVALID_SERVICE"},
		{"and then for the right one", wrong, service, "INVALID_TICKET"},
		{"no ticket", "", service, "INVALID_REQUEST"},
		{"no service", "ST-1", "", "INVALID_REQUEST"},
	} {
		if got := validate(v3, tt.ticket, tt.service); !strings.Contains(got, `<cas:authenticationFailure code="`+tt.code+`">`) {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.code)
		}
	}
	now = now.Add(10 * time.Second)
	if got := validate(v3, old, service); !strings.Contains(got, "expired") {
		t.Errorf("after 10 s: %s", got)
	}
	s.Break(castest.Replay)
	ticket = s.Ticket("jo", service)
	for range 3 {
		if got := validate(v3, ticket, service); !strings.Contains(got, "<cas:user>jo") {
			t.Errorf("replay: %s", got)
		}
	}
	// A ticket of the cookie is not one of a password.
	b.do("POST", "/login", rightPassword)
	_, location, _ := b.get(login(service))
	u, _ := url.Parse(location)
	ask := url.Values{"ticket": {u.Query().Get("ticket")}, "service": {service}, "renew": {"true"}}
	if _, _, got := b.get(v3 + "?" + ask.Encode()); !strings.Contains(got, "was not issued for a password") {
		t.Errorf("renew: %s", got)
	}
}

func TestSingleLogout(t *testing.T) {
	var mu sync.Mutex
	var told []string
	app := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		mu.Lock()
		defer mu.Unlock()
		told = append(told, r.Method+" "+r.URL.Path+" "+r.PostFormValue("logoutRequest"))
	}))
	defer app.Close()
	s, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	take := func(path string) string {
		_, location, _ := b.get(login(app.URL + path))
		u, err := url.Parse(location)
		if err != nil {
			t.Fatal(err)
		}
		return u.Query().Get("ticket")
	}
	used, unused := take("/one"), take("/two")
	valid := func(path, ticket string) bool {
		_, _, body := b.get("/serviceValidate?" + url.Values{"ticket": {ticket}, "service": {app.URL + path}}.Encode())
		return strings.Contains(body, "<cas:user>")
	}
	if !valid("/one", used) {
		t.Fatal("the ticket is not valid")
	}
	if status, location, _ := b.get("/logout?service=" + url.QueryEscape(app.URL+"/bye")); status != 303 || location != app.URL+"/bye" {
		t.Errorf("logout: %d to %q", status, location)
	}
	if len(told) != 1 || !strings.HasPrefix(told[0], "POST /one <samlp:LogoutRequest") || !strings.Contains(told[0], ">"+used+"<") {
		t.Errorf("services were told %q, want /one of %s", told, used)
	}
	if valid("/two", unused) {
		t.Error("an unused ticket outlives the session")
	}
	if status, _, _ := b.get(login(service)); status != 200 {
		t.Errorf("login after logout: %d, want the form", status)
	}
	valid("/three", s.Ticket("jo", app.URL+"/three"))
	valid("/four", s.Ticket("other", app.URL+"/four"))
	s.SignOut("jo")
	if len(told) != 2 || !strings.HasPrefix(told[1], "POST /three ") {
		t.Errorf("SignOut told %q, want /three", told[1:])
	}
}

func TestServicesThatAreNotAllowedAreNotTold(t *testing.T) {
	app := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("told") }))
	defer app.Close()
	s, b := start(t, &castest.Options{Services: func(string) bool { return false }})
	ask := url.Values{"ticket": {s.Ticket("jo", app.URL)}, "service": {app.URL}}
	if _, _, got := b.get("/serviceValidate?" + ask.Encode()); !strings.Contains(got, "<cas:user>jo") {
		t.Fatalf("validation: %s", got)
	}
	s.SignOut("jo")
}

// Two people at one machine: the first one's session ends when the second
// types a password.
func TestAnotherPersonEndsTheSession(t *testing.T) {
	s, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	u, _ := url.Parse(b.base)
	first := b.client.Jar.Cookies(u)[0]
	who := func(c *http.Cookie) string {
		r := httptest.NewRequest("GET", "/", nil)
		r.AddCookie(c)
		name, _ := s.User(r)
		return name
	}
	b.do("POST", "/login", url.Values{"username": {"other"}, "password": {"secret"}})
	if got := who(first); got != "" {
		t.Errorf("the first cookie is %q", got)
	}
	second := b.client.Jar.Cookies(u)[0]
	b.do("POST", "/login?renew=true", url.Values{"username": {"other"}, "password": {"secret"}})
	if got := who(second); got != "other" {
		t.Errorf("the second cookie after renew is %q", got)
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
