package castest_test

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient/castest"
)

func TestTheLoginMayBeAnotherThanTheUser(t *testing.T) {
	server := httptest.NewServer(castest.New(nil, castest.User{Name: "7c9e6679", Login: "zoe.lefevre", Password: "secret"}, castest.User{Name: "zoe.lefevre", Login: "other", Password: "secret"}))
	defer server.Close()
	b := newBrowser(t, server.URL)
	if status, _, _ := b.do("POST", "/login", url.Values{"username": {"7c9e6679"}, "password": {"secret"}}); status != http.StatusUnauthorized {
		t.Errorf("the name at the login page: %d, want 401", status)
	}
	_, location, _ := b.do("POST", login("http://127.0.0.1/"), url.Values{"username": {"zoe.lefevre"}, "password": {"secret"}})
	ticket := strings.TrimPrefix(location, "http://127.0.0.1/?ticket=")
	if _, _, got := b.get("/validate?service=http%3A%2F%2F127.0.0.1%2F&ticket=" + ticket); got != "yes\n7c9e6679\n" {
		t.Errorf("validation: %q", got)
	}
	for _, users := range [][]castest.User{
		{{Name: "a", Login: "x"}, {Name: "b", Login: "x"}},
		{{Name: "a"}, {Name: "b", Login: "a"}},
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v: no panic", users)
				}
			}()
			castest.New(nil, users...)
		}()
	}
}

func TestWaysBackToTheService(t *testing.T) {
	_, b := start(t, nil)
	b.do("POST", "/login", rightPassword)
	status, location, page := b.get(login("http://127.0.0.1/?a=b&c") + "&method=POST")
	if status != 200 || location != "" || !strings.Contains(page, `action="http://127.0.0.1/?a=b&amp;c"><input type="hidden" name="ticket" value="ST-`) {
		t.Errorf("method=POST: %d to %q\n%s", status, location, page)
	}
	resp, err := b.client.Get(b.base + login("http://127.0.0.1/") + "&method=HEADER")
	if err != nil {
		t.Fatal(err)
	}
	resp.Body.Close()
	if resp.StatusCode != 200 || !strings.HasPrefix(resp.Header.Get("ticket"), "ST-") || resp.Header.Get("service") != "http://127.0.0.1/" {
		t.Errorf("method=HEADER: %d, %v", resp.StatusCode, resp.Header)
	}
	if _, location, _ = b.get("/login?TARGET=http%3A%2F%2F127.0.0.1%2F"); !strings.HasPrefix(location, "http://127.0.0.1/?SAMLart=ST-") {
		t.Errorf("TARGET: to %q", location)
	}
	if status, _, _ = b.get("/login?TARGET=https%3A%2F%2Fevil.example%2F"); status != http.StatusForbidden {
		t.Errorf("TARGET that is not allowed: %d", status)
	}
}

func TestRememberMe(t *testing.T) {
	for remember, want := range map[string]string{"": "false", "true": "true"} {
		_, b := start(t, nil)
		form := url.Values{"username": {"jo"}, "password": {"secret"}, "rememberMe": {remember}}
		_, location, _ := b.do("POST", login("http://127.0.0.1/"), form)
		_, _, got := b.get("/p3/serviceValidate?service=http%3A%2F%2F127.0.0.1%2F&ticket=" + strings.TrimPrefix(location, "http://127.0.0.1/?ticket="))
		if !strings.Contains(got, "<cas:longTermAuthenticationRequestTokenUsed>"+want+"<") {
			t.Errorf("rememberMe %q: %s", remember, got)
		}
	}
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
