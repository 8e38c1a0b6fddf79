package casclient_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// renew is worth something only if it is sent twice and the answer is looked
// at: a client that sends it at login alone takes the ticket of a browser that
// left it away.
func TestRenew(t *testing.T) {
	var asked []url.Values
	s := newSite(t, nil)
	s.signIn(t, "/") // the single sign-on session
	cas := s.cas
	for _, protocol := range []casclient.Protocol{casclient.CAS3, casclient.CAS2, casclient.CAS1, casclient.SAML11} {
		server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			asked = append(asked, r.URL.Query())
			cas.ServeHTTP(w, r)
		}))
		defer server.Close()
		c := newClient(t, server.URL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Protocol: protocol, Renew: true, Now: s.clock.now})
		if got, want := c.LoginURL(""), server.URL+"/login?service="+url.QueryEscape(s.app.URL+"/cas")+"&renew=true"; got != want {
			t.Errorf("protocol %d: login at %s, want %s", protocol, got, want)
		}
		if _, err := c.Validate(t.Context(), cas.Ticket("zlefevre", s.app.URL+"/cas"), ""); err != nil {
			t.Errorf("protocol %d: a new sign-in: %v", protocol, err)
		}
		if len(asked) != 1 || asked[0].Get("renew") != "true" {
			t.Errorf("protocol %d: asked %v", protocol, asked)
		}
		var failure *casclient.FailureError
		if p, err := c.Validate(t.Context(), ssoTicket(t, s), ""); !errors.As(err, &failure) {
			t.Errorf("protocol %d: a ticket of the single sign-on session: %v, %v, want a failure", protocol, p, err)
		}
		// The server takes no notice, and says so where it can.
		cas.Break(castest.IgnoreRenew)
		_, err := c.Validate(t.Context(), ssoTicket(t, s), "")
		if says := protocol == casclient.CAS3 || protocol == casclient.SAML11; says != errors.Is(err, casclient.ErrRenew) {
			t.Errorf("protocol %d: renew ignored: %v", protocol, err)
		}
		cas.Break()
		asked = nil
	}
}

// ssoTicket is what the server gives a browser that is signed in there.
func ssoTicket(t *testing.T, s *site) string {
	t.Helper()
	b := *s.browser
	b.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	resp, err := b.Get(s.casURL + "/login?service=" + url.QueryEscape(s.app.URL+"/cas"))
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	to, err := resp.Location()
	if err != nil {
		t.Fatal(err)
	}
	return to.Query().Get("ticket")
}

func TestRenewIsCheckedInWhateverTheServerWrites(t *testing.T) {
	for value, ok := range map[string]bool{
		"<cas:isFromNewLogin>true</cas:isFromNewLogin>": true,
		"<cas:isFromNewLogin>TRUE</cas:isFromNewLogin>": true,
		"": true, // the server, which was asked to refuse, does not say
		"<cas:isFromNewLogin>false</cas:isFromNewLogin>":                                              false,
		"<cas:isFromNewLogin/>":                                                                       false,
		"<cas:isFromNewLogin>maybe</cas:isFromNewLogin>":                                              false,
		"<cas:isFromNewLogin>true</cas:isFromNewLogin><cas:isFromNewLogin>false</cas:isFromNewLogin>": false,
	} {
		server := httptest.NewServer(body(success("<cas:user>jo</cas:user><cas:attributes>" + value + "</cas:attributes>")))
		c := newClient(t, server.URL, elsewhere, &casclient.Options{AllowHTTPLoopback: true, Renew: true})
		if _, err := c.Validate(t.Context(), secretTicket, ""); ok && err != nil || !ok && !errors.Is(err, casclient.ErrRenew) {
			t.Errorf("%s: %v", value, err)
		}
		server.Close()
	}
}

func TestMaxAge(t *testing.T) {
	clock := newClock() // 2026-09-01T08:00:00Z
	date := func(values ...string) string {
		s := "<cas:user>jo</cas:user><cas:attributes>"
		for _, v := range values {
			s += "<cas:authenticationDate>" + v + "</cas:authenticationDate>"
		}
		return success(s + "</cas:attributes>")
	}
	for _, tt := range []struct {
		what, body string
		ok         bool
	}{
		{"just now", date("2026-09-01T08:00:00Z"), true},
		{"an hour ago", date("2026-09-01T07:00:00Z"), true},
		{"more than an hour ago", date("2026-09-01T06:59:59Z"), false},
		{"more than an hour ago, with a zone", date("2026-09-01T08:59:59+02:00"), false},
		{"a clock that is a little ahead", date("2026-09-01T08:00:30Z"), true},
		{"still to come", date("2026-09-01T08:00:31Z"), false},
		{"Java", date("2026-09-01T09:30:00+02:00[Europe/Paris]"), true},
		{"without a zone, where the server is", date("2026-09-01T09:30:00"), true},
		{"without a zone, too old", date("2026-09-01T08:30:00"), false},
		{"not a date", date("this morning"), false},
		{"no date", date(), false},
		{"two dates, one of them old", date("2026-09-01T08:00:00Z", "2026-08-01T08:00:00Z"), false},
		{"two dates, one of them none", date("2026-09-01T08:00:00Z", ""), false},
		{"JSON, in seconds", `{"serviceResponse":{"authenticationSuccess":{"user":"jo","attributes":{"authenticationDate":[1788249600.0]}}}}`, true},
		{"JSON, years ago", `{"serviceResponse":{"authenticationSuccess":{"user":"jo","attributes":{"authenticationDate":[1496713383.6]}}}}`, false},
	} {
		server := httptest.NewServer(body(tt.body))
		c := newClient(t, server.URL, elsewhere, &casclient.Options{
			AllowHTTPLoopback: true, MaxAge: time.Hour, Now: clock.now, ServerLocation: time.FixedZone("", 2*60*60),
		})
		if p, err := c.Validate(t.Context(), secretTicket, ""); tt.ok && err != nil || !tt.ok && !errors.Is(err, casclient.ErrTooOld) {
			t.Errorf("%s: %v, %v", tt.what, p, err)
		}
		server.Close()
	}
	server := httptest.NewServer(body(date("2026-09-01T07:30:00")))
	defer server.Close()
	c := newClient(t, server.URL, elsewhere, &casclient.Options{AllowHTTPLoopback: true, MaxAge: time.Hour, Now: clock.now})
	if _, err := c.Validate(t.Context(), secretTicket, ""); !errors.Is(err, casclient.ErrTooOld) {
		t.Errorf("without a zone and without a location: %v", err)
	}
}

func TestMaxAgeOfSAML(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	c := newClient(t, s.casURL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Protocol: casclient.SAML11, MaxAge: time.Hour, Now: s.clock.now})
	if _, err := c.Validate(t.Context(), ssoTicket(t, s), ""); err != nil {
		t.Error(err)
	}
	s.clock.advance(61 * time.Minute)
	if _, err := c.Validate(t.Context(), ssoTicket(t, s), ""); !errors.Is(err, casclient.ErrTooOld) {
		t.Errorf("%v, want ErrTooOld", err)
	}
}

// Whose sign-in is too old is told so, and the page leads to the password.
func TestTooOldEndsInAPageThatHelps(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/one")
	s.clock.advance(61 * time.Minute)
	s.start(t, func(o *casclient.Options) { o.MaxAge, o.OnError = time.Hour, nil })
	for language, want := range map[string]string{"en": "type your password again", "fr-FR": "saisir à nouveau votre mot de passe"} {
		r, _ := http.NewRequest("GET", s.app.URL+"/two", nil)
		r.Header.Set("Accept-Language", language)
		resp, err := s.browser.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		status, page := read(t, resp)
		if status != http.StatusForbidden || !strings.Contains(page, want) || !strings.Contains(page, "&amp;renew=true") {
			t.Fatalf("%s: %d %s", language, status, page)
		}
	}
	resp, err := s.browser.Get(s.client.LoginURL("") + "&renew=true") // the page's link
	if err != nil {
		t.Fatal(err)
	}
	read(t, resp)
	if _, page := s.post(t, resp.Request.URL.String(), url.Values{"username": {"zlefevre"}, "password": {"secret"}}); page != "zlefevre GET /two " {
		t.Errorf("after the password: %q", page)
	}
}
