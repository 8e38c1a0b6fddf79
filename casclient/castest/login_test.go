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
