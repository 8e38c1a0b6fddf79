package casclient_test

import (
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os/exec"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

func TestNewRefusesURLsThatAreNotSafe(t *testing.T) {
	const (
		server  = "https://ent.example.org/cas"
		service = "https://notes.example.org/cas"
	)
	tests := []struct {
		what, server, service string
		loopback              bool
		want                  string // part of the error, "" for none
	}{
		{"two https URLs", server, service, false, ""},
		{"a port, a path with a slash at its end, a query of the service", "https://ent.example.org:8443/cas/", service + "?sso=0690001B&x=%c3", false, ""},
		{"a server without a path", "https://ent.example.org", service, false, ""},
		{"plain http on loopback, allowed", "http://127.0.0.1:8080/cas", "http://localhost:9090/cas", true, ""},
		{"plain http on the whole loopback net and IPv6", "http://127.1.2.3/cas", "http://[::1]:9090/cas", true, ""},
		{"plain http on loopback, not allowed", "http://127.0.0.1:8080/cas", service, false, "server URL: plain http on a loopback"},
		{"plain http elsewhere, with the option", "http://ent.example.org/cas", service, true, "server URL: plain http"},
		{"plain http of the service elsewhere, with the option", server, "http://notes.example.org/cas", true, "service URL: plain http"},
		{"a name that only begins like loopback", server, "http://127.0.0.1.example.org/cas", true, "service URL: plain http"},
		{"a name that only begins like localhost", server, "http://localhost.example.org/cas", true, "service URL: plain http"},
		{"loopback as the user of another host", server, "http://127.0.0.1@example.org/cas", true, "service URL: it contains a user"},
		{"no address", "http://0.0.0.0/cas", service, true, "server URL: plain http"},
		{"no server", "", service, false, "server URL: it is empty"},
		{"no service", server, "", false, "service URL: it is empty"},
		{"a path", server, "/cas", false, "service URL: it is not an absolute"},
		{"no scheme", "//ent.example.org/cas", service, false, "server URL: it is not an absolute"},
		{"another scheme", "gopher://ent.example.org", service, false, "server URL: it is not an absolute"},
		{"no host", "https:///cas", service, false, "server URL: it is not an absolute"},
		{"a port without a host", "https://:443/cas", service, false, "server URL: it is not an absolute"},
		{"an opaque URL", "https:ent.example.org", service, false, "server URL: it is not an absolute"},
		{"a user", "https://u:p@ent.example.org/cas", service, false, "server URL: it contains a user"},
		{"a query of the server", server + "?a=b", service, false, "server URL: it has a query"},
		{"an empty query of the server", server + "?", service, false, "server URL: it has a query"},
		{"a fragment of the server", server + "#a", service, false, "server URL: it contains a fragment"},
		{"an empty fragment of the service", server, service + "#", false, "service URL: it contains a fragment"},
		{"a ticket in the service", server, service + "?a=b&ticket=ST-1", false, "service URL: it has a ticket"},
		{"a ticket in the service, in escapes", server, service + "?tick%65t=ST-1", false, "service URL: it has a ticket"},
		{"a space", server, service + " ", false, "service URL: it contains a space"},
		{"a backslash", server, `https://notes.example.org\@evil.example/`, false, "service URL: it contains a space, a backslash"},
		{"a line end", server + "\r\nX: y", service, false, "server URL: it contains a space"},
		{"loopback in IPv6", "http://[::ffff:127.0.0.1]/cas", service, true, ""},
		{"loopback as only some programs read it", server, "http://127.1/cas", true, "service URL: plain http"},
		{"loopback in another base", server, "http://0x7f.1/cas", true, "service URL: plain http"},
		{"loopback with a dot at its end", server, "http://localhost./cas", true, "service URL: plain http"},
		{"letters of other alphabets", "https://ent.académie.example/cas", service, false, ""},
		{"an IPv6 zone", server, "https://[fe80::1%25eth0]/cas", false, "service URL: its host"},
		{"a space that looks like none", "https://ent.example.org\u00a0/cas", service, false, "server URL: its host"},
		{"a quote in the host", server, "https://notes\"example.org/cas", false, "service URL: its host"},
		{"two hosts", server, "https://notes.example.org,evil.example/cas", false, "service URL: its host"},
		{"any host", server, "https://*.example.org/cas", false, "service URL: its host"},
		{"a port that is left out", server, "https://notes.example.org:/cas", false, "service URL: its port"},
		{"a port of nought", server, "https://notes.example.org:0/cas", false, "service URL: its port"},
		{"a port with noughts", server, "https://notes.example.org:0443/cas", false, "service URL: its port"},
		{"a port beyond all ports", "https://ent.example.org:65536/cas", service, false, "server URL: its port"},
		{"a step in the service, which is ours to add", server, service + "?cas-step=renew", false, "service URL: it has a parameter"},
		{"a state in the service, which is ours to add", server, service + "?a&cas%2Dstate=x", false, "service URL: it has a parameter"},
		{"a path that a browser takes for a host", server, "https://notes.example.org//cas", false, "service URL: its path"},
		{"a broken escape", server, "https://notes.example.org/%zz", false, "service URL: it cannot be read"},
	}
	for _, tt := range tests {
		_, err := casclient.New(tt.server, tt.service, &casclient.Options{AllowHTTPLoopback: tt.loopback})
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.what, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error %v, want %q", tt.what, err, tt.want)
		}
	}
}

func TestNewRefusesOptionsThatMakeNoSense(t *testing.T) {
	for what, opts := range map[string]*casclient.Options{
		"a protocol that does not exist": {Protocol: 7},
		"a negative time":                {Timeout: -1},
		"a negative tolerance":           {ClockTolerance: -1},
		"a negative age":                 {MaxAge: -1},
		"an age in CAS 1":                {Protocol: casclient.CAS1, MaxAge: time.Hour},
		"JSON of CAS 1":                  {Protocol: casclient.CAS1, JSON: true},
		"JSON of SAML":                   {Protocol: casclient.SAML11, JSON: true},
		"a negative size":                {MaxBody: -1},
		"a negative life":                {Lifetime: -1},
		"a negative idle time":           {IdleTimeout: -1},
		"a home elsewhere":               {Home: "//evil.example/"},
		"a home without a slash":         {Home: "notes"},
		"fewer retries than none":        {Retries: -1},
		"retries that are an attack":     {Retries: 6},
		"a delay that has been":          {RetryDelay: -1},
		"a short key":                    {CookieKeys: [][]byte{make([]byte, 32), make([]byte, 31)}},
		"a cookie with a space":          {CookieName: "a b"},
		"a method that brings no ticket": {Method: "HEADER"},
		"validations below nothing":      {MaxValidations: -1},
		"a million validations at once":  {MaxValidations: 1_000_000},
		"forms of less than nothing":     {KeepForms: -1},
		"forms of a megabyte and more":   {KeepForms: 1<<20 + 1},
	} {
		if _, err := casclient.New("https://ent.example.org/cas", "https://notes.example.org/cas", opts); err == nil {
			t.Errorf("%s: no error", what)
		}
	}
}

func TestPrefixOfTheService(t *testing.T) {
	const none, elsewhere = "the Prefix is not a path", "the service URL is not below the Prefix"
	for _, tt := range []struct{ what, prefix, service, want string }{
		{"a path above the service", "/notes", "https://notes.example.org/notes/cas", ""},
		{"the service itself", "/notes", "https://notes.example.org/notes?app=1", ""},
		{"a path beside the service", "/notes", "https://notes.example.org/cas", elsewhere},
		{"the beginning of a name", "/notes", "https://notes.example.org/notesheet/cas", elsewhere},
		{"another host", "//evil.example", "https://notes.example.org/cas", none},
		{"a slash behind", "/notes/", "https://notes.example.org/notes/cas", none},
		{"a query", "/notes?a", "https://notes.example.org/notes?a", none},
	} {
		_, err := casclient.New("https://ent.example.org/cas", tt.service, &casclient.Options{Prefix: tt.prefix, Home: "/"})
		switch {
		case tt.want == "" && err != nil:
			t.Errorf("%s: %v", tt.what, err)
		case tt.want != "" && (err == nil || !strings.Contains(err.Error(), tt.want)):
			t.Errorf("%s: error %v, want %q", tt.what, err, tt.want)
		}
	}
}

func newClient(t *testing.T, server, service string, opts *casclient.Options) *casclient.Client {
	t.Helper()
	c, err := casclient.New(server, service, opts)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestLoginURL(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas/", "https://notes.example.org/cas?sso=0690001B", nil)
	const own = "https%3A%2F%2Fnotes.example.org%2Fcas%3Fsso%3D0690001B"
	tests := []struct{ what, service, want string }{
		{"the configured service", "", own},
		{"the same, written out", "https://notes.example.org/cas?sso=0690001B", own},
		{"another page, query untouched", "https://notes.example.org/a%2fb?z=%c3%a9&a=+&&=x", "https%3A%2F%2Fnotes.example.org%2Fa%252fb%3Fz%3D%25c3%25a9%26a%3D%2B%26%26%3Dx"},
		{"letters beyond ASCII", "https://notes.example.org/é", "https%3A%2F%2Fnotes.example.org%2F%C3%A9"},
		{"a host in capitals, the port written out", "https://NOTES.example.org:443/", "https%3A%2F%2FNOTES.example.org%3A443%2F"},
		{"a fragment", "https://notes.example.org/a#ticket=b", "https%3A%2F%2Fnotes.example.org%2Fa"},
		{"old tickets", "https://notes.example.org/a?ticket=ST-1&b=c&tick%65t=ST-2&d&ticket", "https%3A%2F%2Fnotes.example.org%2Fa%3Fb%3Dc%26d"},
		{"nothing but a ticket", "https://notes.example.org/a?ticket=ST-1", "https%3A%2F%2Fnotes.example.org%2Fa"},
		{"another site", "https://evil.example/", own},
		{"another port", "https://notes.example.org:8443/", own},
		{"another scheme", "http://notes.example.org/", own},
		{"our site as a user", "https://notes.example.org@evil.example/", own},
		{"a path", "/notes", own},
		{"a script", "javascript:alert(1)", own},
	}
	for _, tt := range tests {
		want := "https://ent.example.org/cas/login?service=" + tt.want
		if got := c.LoginURL(tt.service); got != want {
			t.Errorf("%s: got\n%s, want\n%s", tt.what, got, want)
		}
	}
}

// İ is a capital i for Go, and part of a name of its own for browsers.
func TestAHostIsNotOursBecauseGoMakesItSmall(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas", "https://tice.example.org/cas", nil)
	const other = "https://t\u0130ce.example.org/cas"
	if got := c.LoginURL(other); got != c.LoginURL("") {
		t.Errorf("visitors are sent to %s", got)
	}
	if _, err := c.Validate(t.Context(), "ST-1", other); !errors.Is(err, casclient.ErrService) {
		t.Errorf("a ticket for it: %v", err)
	}
}

func TestLogoutURL(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	for service, want := range map[string]string{
		"":                              "https://ent.example.org/cas/logout",
		"https://notes.example.org/bye": "https://ent.example.org/cas/logout?service=https%3A%2F%2Fnotes.example.org%2Fbye",
		"https://evil.example/":         "https://ent.example.org/cas/logout",
	} {
		if got := c.LogoutURL(service); got != want {
			t.Errorf("LogoutURL(%q) = %s, want %s", service, got, want)
		}
	}
}

func TestWhoIsSentToSignInAndWhoIsTold(t *testing.T) {
	tests := []struct {
		what, method string
		header       http.Header
		page         bool
	}{
		{"a browser opens a page", "GET", http.Header{"Sec-Fetch-Mode": {"navigate"}, "Accept": {"text/html,*/*;q=0.8"}}, true},
		{"a browser asks for a page's head", "HEAD", http.Header{"Sec-Fetch-Mode": {"navigate"}}, true},
		{"an old browser opens a page", "GET", http.Header{"Accept": {"text/html,application/xhtml+xml,*/*;q=0.8"}}, true},
		{"one that asks for HTML alone", "GET", http.Header{"Accept": {"Text/HTML"}}, true},
		{"one that asks for XHTML alone", "GET", http.Header{"Accept": {"application/xhtml+xml"}}, true},
		{"a program that says nothing", "GET", nil, true},
		{"fetch in a current browser", "GET", http.Header{"Sec-Fetch-Mode": {"cors"}, "Accept": {"text/html"}}, false},
		{"an image", "GET", http.Header{"Sec-Fetch-Mode": {"no-cors"}, "Accept": {"image/png"}}, false},
		{"a web socket", "GET", http.Header{"Upgrade": {"websocket"}}, false},
		{"fetch in an old browser", "GET", http.Header{"Accept": {"*/*"}}, false},
		{"an API client", "GET", http.Header{"Accept": {"application/json"}}, false},
		{"XMLHttpRequest by a library", "GET", http.Header{"X-Requested-With": {"XMLHttpRequest"}, "Accept": {"text/html"}}, false},
		{"a deletion", "DELETE", nil, false},
		{"a preflight", "OPTIONS", nil, false},
	}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	h := c.Require(http.NotFoundHandler())
	for _, tt := range tests {
		r := httptest.NewRequest(tt.method, "/notes", strings.NewReader("a=b"))
		if tt.header != nil {
			r.Header = tt.header
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if got := w.Header().Get("Cache-Control"); got != "no-store" {
			t.Errorf("%s: Cache-Control %q", tt.what, got)
		}
		if tt.page {
			if w.Code != http.StatusFound || w.Header().Get("Location") != c.LoginURL("") {
				t.Errorf("%s: %d to %q, want the login page", tt.what, w.Code, w.Header().Get("Location"))
			}
			continue
		}
		want := `{"error":"unauthenticated","login":"https://ent.example.org/cas/login?service=https%3A%2F%2Fnotes.example.org%2Fcas"}` + "\n"
		if w.Code != http.StatusUnauthorized || w.Body.String() != want || w.Header().Get("Set-Cookie") != "" || w.Header().Get("Content-Type") != "application/json" {
			t.Errorf("%s: %d %s %v, want 401 %s", tt.what, w.Code, w.Body, w.Header(), want)
		}
	}
}

func TestFormSentTooLate(t *testing.T) {
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	for _, tt := range []struct {
		what   string
		header http.Header
		want   string
	}{
		{"a browser's form", http.Header{"Sec-Fetch-Mode": {"navigate"}}, "You are signed out"},
		{"a form of an old browser, in French", http.Header{"Accept": {"text/html,*/*"}, "Accept-Language": {"fr-FR,en"}}, "n’a pas été enregistré"},
		{"a script's", http.Header{"Sec-Fetch-Mode": {"cors"}, "Accept": {"text/html"}}, `{"error"`},
		{"a program's", http.Header{"Accept": {"*/*"}}, `{"error"`},
	} {
		r := httptest.NewRequest("POST", "/notes", strings.NewReader("a=b"))
		r.Header = tt.header
		w := httptest.NewRecorder()
		c.Require(http.NotFoundHandler()).ServeHTTP(w, r)
		if w.Code != http.StatusUnauthorized || !strings.Contains(w.Body.String(), tt.want) || w.Header().Get("Cache-Control") != "no-store" || w.Header().Get("WWW-Authenticate") == "" {
			t.Errorf("%s: %d %v %s, want 401 and %q", tt.what, w.Code, w.Header(), w.Body, tt.want)
		}
	}
}

func TestValidateAsksOnceAndNamesItself(t *testing.T) {
	var asked []string
	cas := castest.New(&castest.Options{OnRequest: func(r *http.Request) {
		asked = append(asked, r.Method+" "+r.URL.Path+" "+r.UserAgent())
	}}, castest.User{Name: "jo", Attributes: casclient.Attributes{{Name: "a", Value: `<&">`}}})
	server := httptest.NewServer(http.StripPrefix("/cas", cas))
	defer server.Close()
	const service = "http://127.0.0.1:1/cas?a=%c3%a9"
	opts := &casclient.Options{AllowHTTPLoopback: true, UserAgent: "test/1"}

	c := newClient(t, server.URL+"/cas/", service, opts)
	p, err := c.Validate(t.Context(), cas.Ticket("jo", service), "")
	if err != nil {
		t.Fatal(err)
	}
	if p.User != "jo" || p.Attributes.First("a") != `<&">` {
		t.Errorf("got %+v", p)
	}
	// The other URL of the same site, with what LoginURL cuts off.
	if _, err := c.Validate(t.Context(), cas.Ticket("jo", "http://127.0.0.1:1/b"), "http://127.0.0.1:1/b?ticket=x#c"); err != nil {
		t.Error(err)
	}
	opts.Protocol, opts.UserAgent = casclient.CAS2, ""
	c = newClient(t, server.URL+"/cas", service, opts)
	if p, err = c.Validate(t.Context(), cas.Ticket("jo", service), ""); err != nil || p.Attributes != nil {
		t.Errorf("CAS 2: %+v, %v", p, err)
	}
	want := []string{"GET /p3/serviceValidate test/1", "GET /p3/serviceValidate test/1", "GET /serviceValidate entlink-casclient/1 (+https://github.com/entlink/entlink)"}
	if diff := cmp.Diff(want, asked); diff != "" {
		t.Errorf("requests (-want +got):\n%s", diff)
	}
}

func TestAttributes(t *testing.T) {
	a := casclient.Attributes{{Name: "b", Value: "1"}, {Name: "a", Value: ""}, {Name: "b", Value: "2"}}
	got := []any{a.First("b"), a.First("c"), a.All("b"), a.All("c"), a.Has("a"), a.Has("c"), a.Names(), casclient.Attributes(nil).Names()}
	want := []any{"1", "", []string{"1", "2"}, []string(nil), true, false, []string{"b", "a"}, []string(nil)}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestTime(t *testing.T) {
	paris := time.FixedZone("", 2*60*60)
	for value, want := range map[string]string{
		"2026-09-01T08:00:00Z":                         "2026-09-01T08:00:00Z",
		" 2026-09-01T08:00:00.25+02:00\n":              "2026-09-01T06:00:00.25Z",
		"2026-09-01 08:00:00.830496+00:00":             "2026-09-01T08:00:00.830496Z",
		"2018-03-20T15:35:13.119+08:00[Asia/Shanghai]": "2018-03-20T07:35:13.119Z",
		"2018-03-20T15:35:13Z[UTC]":                    "2018-03-20T15:35:13Z",
		"2018-03-20T15:35:13[Asia/Shanghai]":           "",
		"2026-09-01T08:00:00":                          "2026-09-01T06:00:00Z", // in the location
		"2026-09-01T08:00:00.5":                        "2026-09-01T06:00:00.5Z",
		"1496713383.644000000":                         "2017-06-06T01:43:03.644Z",
		"1496713383":                                   "2017-06-06T01:43:03Z",
		"1496713383644":                                "2017-06-06T01:43:03.644Z",
		"1.496713383E9":                                "2017-06-06T01:43:03Z",
		"20260901":                                     "",
		"0x1p30":                                       "",
		"NaN":                                          "",
		"Inf":                                          "",
		"-1496713383":                                  "",
		"1e300":                                        "",
		"2026-13-01T08:00:00Z":                         "",
		"Tue Sep 01 08:00:00 CEST 2026":                "",
		"[":                                            "",
		"":                                             "",
	} {
		got := ""
		if at, ok := (casclient.Attributes{{Name: "d", Value: value}}).Time("d", paris); ok {
			got = at.UTC().Format(time.RFC3339Nano)
		}
		if got != want {
			t.Errorf("%q: %q, want %q", value, got, want)
		}
	}
	if at, ok := (casclient.Attributes{{Name: "d", Value: "2026-09-01T08:00:00"}}).Time("d", nil); ok {
		t.Errorf("without a zone and a location: %v", at)
	}
	if at, ok := casclient.Attributes(nil).Time("d", time.UTC); ok {
		t.Errorf("nothing: %v", at)
	}
}

func TestBool(t *testing.T) {
	for value, want := range map[string][2]bool{
		"true": {true, true}, " TRUE\n": {true, true}, "1": {true, true}, "--- true\n": {true, true},
		"false": {false, true}, "False": {false, true}, "0": {false, true},
		"": {}, "yes": {}, "--- ~": {}, "2": {},
	} {
		got, ok := (casclient.Attributes{{Name: "b", Value: value}}).Bool("b")
		if [2]bool{got, ok} != want {
			t.Errorf("%q: %v, %v", value, got, ok)
		}
	}
}

func TestErrorStatus(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want int
	}{
		{casclient.ErrTicket, 400},
		{casclient.ErrNoTicket, 400},
		{casclient.ErrCallback, 500},
		{&casclient.FailureError{Code: "INVALID_TICKET"}, 403},
		{casclient.ErrProxied, 403},
		{casclient.ErrRenew, 403},
		{casclient.ErrTooOld, 403},
		{errors.New("unknown here"), 403},
		{fmt.Errorf("%w: wrapped", casclient.ErrTransport), 502},
		{casclient.ErrNotCAS, 502},
		{casclient.ErrMalformed, 502},
		{casclient.ErrEncoding, 502},
		{casclient.ErrSessions, 503},
	} {
		if got := casclient.ErrorStatus(tt.err); got != tt.want {
			t.Errorf("%v: %d, want %d", tt.err, got, tt.want)
		}
	}
}

// Whoever imports the package gets the standard library and nothing else.
func TestStandardLibraryOnly(t *testing.T) {
	for _, pkg := range []string{"casclient", "casclient/castest"} {
		out, err := exec.Command("go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "github.com/entlink/entlink/"+pkg).Output()
		if err != nil {
			t.Skipf("go list does not run here: %v", err)
		}
		for dep := range strings.FieldsSeq(string(out)) {
			if !strings.HasPrefix(dep, "github.com/entlink/entlink/casclient") {
				t.Errorf("%s depends on %s", pkg, dep)
			}
		}
	}
}
