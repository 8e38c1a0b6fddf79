package casclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// The holes that are not about answers alone, nor about browsers alone.

// The service for which a proxy ticket was checked came from the request.
func TestCVE_2014_3527_TheServiceOfAProxyTicketIsTheConfiguredOne(t *testing.T) {
	var asked []string
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked = append(asked, r.URL.Query().Get("service"))
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(unknownTicket))}, nil
	})}
	const service = "https://notes.example.org/cas"
	c := newClient(t, "https://ent.example.org/cas", service, &casclient.Options{
		HTTPClient: client, ProxyChains: []casclient.ProxyChain{{{URL: "https://portal.example.org/pgt"}}},
	})
	for _, target := range []string{"https://evil.example/cas", "/cas?service=https%3A%2F%2Fevil.example", "/cas?targetService=x"} {
		r := httptest.NewRequest("GET", target, nil)
		r.URL.RawQuery += "&ticket=PT-1"
		r.Header.Set("X-Forwarded-Host", "evil.example")
		c.Callback().ServeHTTP(httptest.NewRecorder(), r)
	}
	if got := strings.Join(asked, " "); got != strings.Join([]string{service, service, service}, " ") {
		t.Errorf("validated for %s", got)
	}
}

// The ticket was written into the SOAP message as it was.
func TestATicketIsNoPieceOfSOAP(t *testing.T) {
	var sent []string
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		b, _ := io.ReadAll(r.Body)
		sent = append(sent, string(b))
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader("no"))}, nil
	})}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Protocol: casclient.SAML11, HTTPClient: client})
	for _, ticket := range []string{"ST-1</samlp:AssertionArtifact><samlp:AssertionArtifact>ST-2", "ST-1&amp;", `ST-1"`, "ST-1<!--", "ST-1]]>"} {
		if _, err := c.Validate(t.Context(), ticket, ""); !errors.Is(err, casclient.ErrTicket) {
			t.Errorf("%s: %v, want ErrTicket", ticket, err)
		}
	}
	c.Validate(t.Context(), secretTicket, "")
	if len(sent) != 1 || strings.Count(sent[0], "<samlp:AssertionArtifact>"+secretTicket+"</samlp:AssertionArtifact>") != 1 {
		t.Errorf("sent %q", sent)
	}
}

// Names that encoding/xml read in one way and wrote in another passed for
// elements of another namespace. We never write what we have read, and an
// element counts only in its own namespace.
func TestCVE_2020_29509_NamespacesAreChecked(t *testing.T) {
	const cas = "http://www.yale.edu/tp/cas"
	for _, s := range []string{
		`<serviceResponse><authenticationSuccess><user>admin</user></authenticationSuccess></serviceResponse>`,
		`<c:serviceResponse xmlns:c="urn:x"><c:authenticationSuccess><c:user>admin</c:user></c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><authenticationSuccess><c:user>admin</c:user></authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><c:authenticationSuccess><user>admin</user></c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><c:authenticationSuccess><x:user xmlns:x="urn:x">admin</x:user></c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><c:authenticationSuccess xmlns:c="urn:x"><c:user>admin</c:user></c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><:authenticationSuccess><c:user>admin</c:user></:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><c:c:authenticationSuccess><c:user>admin</c:user></c:c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><c:authenticationSuccess><x:user>admin</x:user></c:authenticationSuccess></c:serviceResponse>`,
		`<c:serviceResponse xmlns:c="` + cas + `"><!x:y><c:authenticationSuccess><c:user>admin</c:user></c:authenticationSuccess></c:serviceResponse>`,
	} {
		c, _ := serve(t, body(s))
		if p, err := c.Validate(t.Context(), "ST-1", ""); err == nil {
			t.Errorf("%s: signed %q in", s, p.User)
		}
	}
}

// Attributes in YAML were decoded: some made the client panic, some could have
// filled its memory.
func TestYAMLIsText(t *testing.T) {
	for _, value := range []string{"--- ~", "--- &a [*a,*a]", "--- !ruby/object:Gem {}", "---"} {
		c, _ := serve(t, body(success("<cas:user>jo</cas:user><cas:mail>"+strings.ReplaceAll(value, "&", "&amp;")+"</cas:mail>")))
		p, err := c.Validate(t.Context(), "ST-1", "")
		if err != nil || p.Attributes.First("mail") != value {
			t.Errorf("%q: %+v, %v", value, p, err)
		}
	}
}

// Tickets that are signed tokens were believed by themselves, though nobody had
// signed them. Here the server is asked about them as about all others.
func TestAJWTIsATicketLikeAll(t *testing.T) {
	const token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZG1pbiJ9."
	c, asked := serve(t, body(unknownTicket))
	var failure *casclient.FailureError
	if p, err := c.Validate(t.Context(), token, ""); !errors.As(err, &failure) || asked.Load() != 1 {
		t.Errorf("%v, %v after %d questions; want the server's refusal", p, err, asked.Load())
	}
}

// Logout messages went unheard: for ; charset=UTF-8 behind the type, for a date
// in another form than expected.
func TestLogoutMessagesAreNotMissed(t *testing.T) {
	for _, contentType := range []string{"application/x-www-form-urlencoded", "application/x-www-form-urlencoded; charset=UTF-8", "text/xml", ""} {
		for _, instant := range []string{"2026-11-23T10:40:40Z", "2026-11-23T10:40:31.830496", "Mon Nov 23 10:40:31 CET 2026", "Mon, 23 Nov 2026 10:40:31 GMT", ""} {
			s := newSite(t, nil)
			ticket := s.cas.Ticket("victim", s.app.URL+"/cas")
			s.get(t, s.app.URL+"/cas?ticket="+ticket)
			message := regexp.MustCompile(`IssueInstant="[^"]*"`).ReplaceAllString(castest.LogoutRequest(ticket, time.Now()), `IssueInstant="`+instant+`"`)
			if contentType != "text/xml" {
				message = url.Values{"logoutRequest": {message}}.Encode()
			}
			r := httptest.NewRequest("POST", "/cas", strings.NewReader(message))
			r.Header.Set("Content-Type", contentType)
			s.client.Callback().ServeHTTP(httptest.NewRecorder(), r)
			if n := s.store.Len(); n != 0 {
				t.Errorf("%q, at %q: %d sessions left", contentType, instant, n)
			}
		}
	}
}

// Everybody became an administrator, for the string "False" is not empty.
func TestPrivilegeByAttribute(t *testing.T) {
	c, _ := serve(t, body(success("<cas:user>jo</cas:user><cas:attributes><cas:is_superuser>False</cas:is_superuser><cas:is_staff>False</cas:is_staff></cas:attributes>")))
	p, err := c.Validate(t.Context(), "ST-1", "")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"is_superuser", "is_staff", "is_missing"} {
		if v, ok := p.Attributes.Bool(name); v || ok != (name != "is_missing") {
			t.Errorf("%s is %v, %v", name, v, ok)
		}
	}
}

// The session cookie was put into a query of the database.
func TestCVE_2007_6342_NoCookieReachesTheStore(t *testing.T) {
	store := new(asked)
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: store})
	for _, value := range []string{"' OR 1=1 --" + strings.Repeat("x", 32), strings.Repeat("'", 43), strings.Repeat("A", 43), "", "A", strings.Repeat("A", 42), strings.Repeat("A", 4000)} {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header.Set("Cookie", "__Host-cas="+value)
		c.Authenticate(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
	}
	hash := regexp.MustCompile(`^[0-9a-f]{64}$`)
	for _, id := range store.ids {
		if !hash.MatchString(id) {
			t.Errorf("the store was asked for %q", id)
		}
	}
	if len(store.ids) != 3 {
		t.Errorf("the store was asked %d times, want once for each value as long as an id", len(store.ids))
	}
}

type asked struct {
	casclient.MemorySessions
	ids []string
}

func (a *asked) Find(_ context.Context, id string, _ time.Time) (casclient.Session, bool, error) {
	a.ids = append(a.ids, id)
	return casclient.Session{}, false, nil
}

// Visitors could choose the server that vouches for them.
func TestCVE_2018_1000188_TheServerIsConfiguration(t *testing.T) {
	var hosts []string
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		hosts = append(hosts, r.URL.Scheme+"://"+r.URL.Host+r.URL.Path)
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(unknownTicket))}, nil
	})}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{HTTPClient: client})
	for _, query := range []string{"ticket=ST-1&casServer=https://evil.example", "ticket=ST-1&server=evil.example&casUrl=x", "ticket=ST-..evil.example"} {
		r := httptest.NewRequest("GET", "https://evil.example/cas?"+query, nil)
		r.Header.Set("Referer", "https://evil.example/cas/login")
		r.Header.Set("Origin", "https://evil.example")
		c.Callback().ServeHTTP(httptest.NewRecorder(), r)
	}
	want := strings.Repeat("https://ent.example.org/cas/p3/serviceValidate ", 3)
	if got := strings.Join(hosts, " ") + " "; got != want {
		t.Errorf("asked %s", got)
	}
}

// Which test is for which hole, where the name does not say it. A test that is
// renamed is missed here.
func TestEveryHoleHasItsTest(t *testing.T) {
	holes := map[string]string{
		"CVE-2022-39369, GHSA-8q72-6qq8-xv64":   "TestCVE_2022_39369_TheServiceIsNeverTakenFromTheRequest TestTheOriginIsOneOfTheList",
		"CVE-2014-3527":                         "TestCVE_2014_3527_TheServiceOfAProxyTicketIsTheConfiguredOne",
		"CVE-2014-4172, GHSA-9fc5-q25c-r2wr":    "TestCVE_2014_4172_ATicketIsNoPieceOfAURL",
		"the same in SAML":                      "TestATicketIsNoPieceOfSOAP TestSAMLRequestIsWellFormed",
		"CVE-2017-1000071":                      "TestCVE_2017_1000071_AFailureIsNotOvertaken",
		"servers that do not escape":            "TestUnescapedAttributesDoNotChooseTheUser",
		"an attribute named user":               "TestTheUserIsNotAnAttributeOfThatName",
		"an empty user":                         "TestAnEmptyUserIsNobody",
		"CVE-2012-1104":                         "TestCVE_2012_1104_NoProxyIsAllowed TestProxyChains",
		"CVE-2012-1105, CVE-2010-3691 and 3692": "TestCVE_2012_1105_TheProxyCallbackTakesTicketsOnly TestMemoryGrants",
		"CVE-2010-2796 and 3690":                "TestCVE_2010_3690_TheCallbackEchoesNothing TestFrontChannelAnswers",
		"CVE-2010-2795":                         "TestCVE_2010_2795_TheSessionIDIsNotTheTicket",
		"session fixation, CVE-2023-32997":      "TestSessionFixation",
		"CVE-2012-5583":                         "TestCVE_2012_5583_TheServerProvesItsName TestNewRefusesURLsThatAreNotSafe",
		"XXE":                                   "TestXXE_DocumentTypesAreRefused TestLogoutMessages",
		"CVE-2020-29509, 29510 and 29511":       "TestCVE_2020_29509_NamespacesAreChecked",
		"CVE-2017-11427 and its kin":            "TestCVE_2017_11427_CommentsDoNotCutTheUser",
		"YAML":                                  "TestYAMLIsText",
		"JWT, CVE-2026-29000":                   "TestAJWTIsATicketLikeAll",
		"forged logout messages":                "TestForgedLogoutMessagesEndNothing TestSingleLogoutAlwaysAnswersTheSame TestLogoutMessagesOfOthersDoNothing",
		"logout that eats forms":                "TestFormsReachTheApplicationWhole",
		"logout that is missed":                 "TestLogoutMessagesAreNotMissed",
		"open redirect":                         "TestOpenRedirect TestTheReturnCookieIsSigned",
		"login CSRF, CVE-2015-9284":             "TestLoginCSRF",
		"privilege by attribute":                "TestPrivilegeByAttribute",
		"header spoofing":                       "TestHeadersSayNothing TestStripIdentity TestForwardAuth",
		"tickets in Referer, history and logs":  "TestTheTicketIsGoneBeforeThePageLoads TestTicketsAreInNoError TestLogsHoldNoNamesAndNoTickets",
		"cookie flags":                          "TestCookieFlags",
		"gateway and failure loops":             "TestAFailedTicketIsNoLoop TestOptionalAsksOnce TestABrowserThatKeepsNoCookies",
		"CVE-2007-6342":                         "TestCVE_2007_6342_NoCookieReachesTheStore",
		"CVE-2018-1000188":                      "TestCVE_2018_1000188_TheServerIsConfiguration",
		"answers that are slow or huge":         "TestSlowAndHugeAnswers TestNoDocumentIsSlow",
		"answers of the wrong type":             "TestOnlyACASAnswerWithStatus200Counts TestCAS1Texts",
	}
	var sources strings.Builder
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if strings.HasSuffix(f.Name(), "_test.go") {
			b, err := os.ReadFile(f.Name())
			if err != nil {
				t.Fatal(err)
			}
			sources.Write(b)
		}
	}
	for hole, tests := range holes {
		for name := range strings.FieldsSeq(tests) {
			if !strings.Contains(sources.String(), fmt.Sprintf("\nfunc %s(t *testing.T)", name)) {
				t.Errorf("%s: no %s", hole, name)
			}
		}
	}
}
