package casclient

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
)

// Whatever a request brings: the callback sends the browser to the CAS server,
// to itself or to a page of this site, signs nobody in of whom the server says
// no, and quotes nothing.
func FuzzCallback(f *testing.F) {
	const no = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="INVALID_TICKET"/></cas:serviceResponse>`
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{HTTPClient: &http.Client{Transport: inMemory(no)}})
	if err != nil {
		f.Fatal(err)
	}
	journey := httptest.NewRecorder()
	c.Require(http.NotFoundHandler()).ServeHTTP(journey, httptest.NewRequest("GET", "/page", nil))
	begun := strings.SplitN(journey.Header().Get("Set-Cookie"), ";", 2)[0]
	f.Add("ticket=ST-1", begun, "")
	f.Add("", begun, "")
	f.Add("cas-step=begin", begun, "")
	f.Add("cas-step=form&cas-state=a", "__Host-cas=a; a=b", "")
	f.Add("cas-state=a&cas-step=ticket", "__Host-cas-ticket=a", "ticket=ST-1")
	f.Add("ticket=ST-1&ticket=ST-2", "", "logoutRequest=%3Ca/%3E")
	f.Fuzz(func(t *testing.T, query, cookie, body string) {
		method := "GET"
		if body != "" {
			method = "POST"
		}
		r := httptest.NewRequest(method, "/cas", strings.NewReader(body))
		r.URL.RawQuery = query
		r.Header["Cookie"] = []string{cookie}
		w := httptest.NewRecorder()
		c.Callback().ServeHTTP(w, r)
		switch location := w.Header().Get("Location"); {
		case location == "" && w.Code >= 300 && w.Code < 400:
			t.Errorf("%d to nowhere", w.Code)
		case location != "" && !strings.HasPrefix(location, "https://ent.example.org/cas/login?service="+url.QueryEscape("https://notes.example.org/cas")) && !localPath(location):
			t.Errorf("to %q", location)
		}
		for _, set := range w.Result().Cookies() {
			if set.Name == "__Host-cas" && set.MaxAge >= 0 {
				t.Errorf("a session: %s", set)
			}
		}
		if n := c.sessions.(*MemorySessions).Len(); n != 0 {
			t.Errorf("%d sessions", n)
		}
	})
}

// Whatever page a browser asks for: the trial of its cookies stays on the site,
// and ends at the CAS server with them and on the page without.
func FuzzOptional(f *testing.F) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		f.Fatal(err)
	}
	var seen string
	h := c.Optional(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { seen = r.RequestURI }))
	for _, uri := range []string{"/", "/?", "/a?b&", "/a?cas-step=trial", "/a?&cas-step=trial&cas-step=trial", "//evil.example/", "https://evil.example//a", "/%2e%2e//", "/" + strings.Repeat("é", 800)} {
		f.Add(uri)
	}
	f.Fuzz(func(t *testing.T, uri string) {
		if _, err := url.ParseRequestURI(uri); err != nil {
			return // net/http answers 400 and calls no handler
		}
		open := func(uri string, cookies []*http.Cookie) *httptest.ResponseRecorder {
			u, err := url.ParseRequestURI(uri)
			if err != nil {
				t.Fatalf("we sent a browser to what is no address: %v", err)
			}
			r := httptest.NewRequest("GET", "/", nil)
			r.RequestURI, r.URL, seen = uri, u, ""
			for _, cookie := range cookies {
				r.AddCookie(cookie)
			}
			w := httptest.NewRecorder()
			h.ServeHTTP(w, r)
			return w
		}
		w := open(uri, nil)
		trial := w.Header().Get("Location")
		if trial == "" {
			return
		}
		if !localPath(trial) || len(trial) < len("?cas-step=trial") {
			t.Fatalf("to %q", trial)
		}
		kept := open(trial, w.Result().Cookies())
		if got := kept.Header().Get("Location"); got != c.LoginURL("")+"&gateway=true" {
			t.Errorf("with cookies: %d to %q", kept.Code, got)
		}
		if open(trial, nil); seen != trial[:len(trial)-len("?cas-step=trial")] {
			t.Errorf("without: the page sees %q of %q", seen, trial)
		}
	})
}
