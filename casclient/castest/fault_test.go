package castest_test

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

var zoe = castest.User{Name: "Zoé", Login: "zlefevre", Password: "secret", Attributes: casclient.Attributes{
	{Name: "cn", Value: "Zoé & Œdipe"}, {Name: "profil", Value: "National_ENS"}, {Name: "profil", Value: "National_DIR"},
}}

// wantAttributes are zoe's as casclient reads them where nothing distorts them.
var wantAttributes = zoe.Attributes

// An outcome is what casclient makes of a ticket of zoe's at a server with one
// fault: an error, or her with these attributes besides the protocol's.
type outcome struct {
	err        error
	attributes casclient.Attributes
}

var (
	fine      = outcome{nil, wantAttributes}
	malformed = outcome{casclient.ErrMalformed, nil}
	notCAS    = outcome{casclient.ErrNotCAS, nil}
	noAnswer  = outcome{casclient.ErrTransport, nil}
	refused   = outcome{errRefused, nil}

	errRefused = errors.New("a *FailureError")
)

// Every fault is here, which makes this the list of what casclient stands.
var outcomes = map[castest.Fault]outcome{
	castest.Slow: noAnswer, castest.Huge: noAnswer, castest.Status500: noAnswer, castest.Redirect: noAnswer,
	castest.Deep: malformed, castest.EmptyUser: malformed,
	castest.HTMLPage: notCAS, castest.CAS1Text: notCAS, castest.CAS1No: notCAS, castest.Nothing: notCAS,

	castest.Unescaped: malformed, castest.SecondUser: malformed, castest.SecondRoot: malformed, castest.FailureToo: malformed,
	castest.CommentInUser: malformed, castest.ForeignNamespace: notCAS, castest.DocType: notCAS,
	castest.UnescapedFailure: fine, castest.ByteOrderMark: fine, castest.Latin1: fine, castest.UTF16: fine, castest.WrongContentType: fine,
	castest.AlwaysJSON: fine, castest.NeverJSON: fine, castest.PlainJSON: fine,
	castest.StaleAssertion: fine, castest.OtherAudience: fine, // in SAML alone

	castest.FlatAttributes: fine, castest.NamedAttributes: fine, castest.DoubledAttributes: fine, castest.InlinedAttributes: fine,
	castest.UserAttributes: fine, castest.RenamedContainer: fine,
	castest.WrappedAttributes: {nil, slices.Insert(slices.Clone(wantAttributes), 1, casclient.Attribute{Name: "profils@number", Value: "2"})},
	castest.JSONAttributes:    {nil, casclient.Attributes{{Name: "cn", Value: `["Zoé \u0026 Œdipe"]`}, {Name: "profil", Value: `["National_ENS","National_DIR"]`}}},
	castest.JoinedAttributes:  {nil, casclient.Attributes{{Name: "cn", Value: "Zoé & Œdipe"}, {Name: "profil", Value: "National_ENS;National_DIR"}}},
	castest.NoDate:            fine, castest.ZonelessDate: fine, castest.BracketedDate: fine,

	castest.LateTicket: refused, castest.FakeTicket: refused,
	castest.Replay: fine, castest.LongTicket: fine, castest.LostTicket: fine, castest.TicketAtEnd: fine, castest.IgnoreRenew: fine,
	castest.GatewayBeatsRenew: fine, castest.LastLogoutOnly: fine,

	castest.CallbackRequired: fine, castest.SilentCallback: fine, castest.PostedCallback: fine, castest.OpenProxy: fine,
	castest.ProxyAnywhere: fine, castest.LastProxyOnly: fine, castest.OddProxyFailure: fine, castest.ProxyStatus500: fine,
	castest.RawLogout: fine, castest.JoinedLogout: fine, castest.OddLogoutDate: fine, castest.LogoutAtCallback: fine,
	castest.FrontLogout: fine, castest.FrontLogoutChain: fine,
}

func TestEveryFaultMeetsCasclient(t *testing.T) {
	s := castest.New(nil, zoe)
	server := httptest.NewServer(s)
	defer server.Close()
	var listed []castest.Fault
	for f := range outcomes {
		listed = append(listed, f)
	}
	slices.Sort(listed)
	if diff := cmp.Diff(castest.Faults(), listed); diff != "" {
		t.Fatalf("faults without an outcome (-all +listed):\n%s", diff)
	}
	for f, want := range outcomes {
		timeout := 10 * time.Second
		if f == castest.Slow {
			timeout = 10 * time.Millisecond
		}
		c, err := casclient.New(server.URL, service, &casclient.Options{AllowHTTPLoopback: true, Timeout: timeout})
		if err != nil {
			t.Fatal(err)
		}
		s.Break(f)
		p, err := c.Validate(context.Background(), s.Ticket("Zoé", service), "")
		var no *casclient.FailureError
		if errors.As(err, &no) {
			err = errRefused
		}
		switch {
		case !errors.Is(err, want.err):
			t.Errorf("%s: error %v, want %v", f, err, want.err)
		case want.err == nil && p.User != "Zoé":
			t.Errorf("%s: user %q", f, p.User)
		case want.err == nil:
			if diff := cmp.Diff(want.attributes, own(p.Attributes)); diff != "" {
				t.Errorf("%s (-want +got):\n%s", f, diff)
			}
		}
	}
}

// own leaves the protocol's three attributes out.
func own(list casclient.Attributes) casclient.Attributes {
	return slices.DeleteFunc(slices.Clone(list), func(a casclient.Attribute) bool {
		return a.Name == "authenticationDate" || a.Name == "longTermAuthenticationRequestTokenUsed" || a.Name == "isFromNewLogin"
	})
}

// What each switch does to the answer, to the byte.
func TestFaultsInTheAnswer(t *testing.T) {
	s, b := start(t, nil)
	for _, tt := range []struct {
		what   string
		faults []castest.Fault
		query  string
		want   string
	}{
		{"an attribute inside of cas:attributes", nil, "", "<cas:attributes>\n      <cas:authenticationDate>"},
		{"inlined", []castest.Fault{castest.InlinedAttributes}, "", `<cas:attribute name="cn" value="Jo &amp; Co"/>` + "\n    </cas:attributes>"},
		{"one level deeper", []castest.Fault{castest.UserAttributes}, "", `<cas:attribute name="cn">Jo &amp; Co</cas:attribute>` + "\n      </cas:userAttributes>"},
		{"in two forms", []castest.Fault{castest.FlatAttributes, castest.NamedAttributes}, "", "<cas:cn>Jo &amp; Co</cas:cn>\n    <cas:attribute name=\"cn\""},
		{"another container", []castest.Fault{castest.RenamedContainer}, "", "</cas:norEduPerson>"},
		{"no date", []castest.Fault{castest.NoDate}, "", "<cas:attributes>\n      <cas:cn>"},
		{"not escaped", []castest.Fault{castest.Unescaped}, "", "<cas:cn>Jo & Co</cas:cn>"},
		{"a comment", []castest.Fault{castest.CommentInUser}, "", "<cas:user>admin<!-- -->jo</cas:user>"},
		{"a failure behind the success", []castest.Fault{castest.FailureToo}, "", "</cas:authenticationSuccess>\n  <cas:authenticationFailure code=\"INTERNAL_ERROR\">"},
		{"a second root", []castest.Fault{castest.SecondRoot}, "", "</cas:serviceResponse>\n<cas:serviceResponse xmlns:cas=\"http://www.yale.edu/tp/cas\"><cas:authenticationSuccess><cas:user>admin<"},
		{"JSON as Apereo's", nil, "&format=JSON", `"cn":["Jo \u0026 Co"]`},
		{"a truth in it", nil, "&format=JSON", `"isFromNewLogin":[true]`},
		{"JSON as the specification's", []castest.Fault{castest.PlainJSON}, "&format=JSON", `"cn":"Jo \u0026 Co"`},
		{"JSON in JSON", []castest.Fault{castest.JSONAttributes, castest.PlainJSON}, "&format=JSON", `"cn":"[\"Jo \\u0026 Co\"]"`},
		{"a wrong Content-Type", []castest.Fault{castest.WrongContentType}, "", "<cas:user>jo<"},
	} {
		s.Break(tt.faults...)
		if _, _, got := b.get("/p3/serviceValidate?service=http%3A%2F%2F127.0.0.1%2F&ticket=" + s.Ticket("jo", "http://127.0.0.1/") + tt.query); !strings.Contains(got, tt.want) {
			t.Errorf("%s: %s, want %s in it", tt.what, got, tt.want)
		}
	}
	// A ticket with markup is repeated as it came, or escaped.
	for f, want := range map[castest.Fault]string{castest.Replay: "Ticket &lt;i&gt; not", castest.UnescapedFailure: "Ticket <i> not"} {
		s.Break(f)
		if _, _, got := b.get("/serviceValidate?service=x&ticket=%3Ci%3E"); !strings.Contains(got, want) {
			t.Errorf("%s: %s, want %s in it", f, got, want)
		}
	}
}

func TestFaultsOfTickets(t *testing.T) {
	s, b := start(t, nil)
	valid := func(ticket string) bool {
		_, _, got := b.get("/serviceValidate?service=http%3A%2F%2F127.0.0.1%2F%23top&ticket=" + ticket)
		return strings.Contains(got, "<cas:user>jo")
	}
	const fragment = "http://127.0.0.1/#top"
	s.Break(castest.LateTicket)
	late := s.Ticket("jo", fragment)
	if first, second, third := valid(late), valid(late), valid(late); first || !second || third {
		t.Errorf("a late ticket is valid: %v, %v, %v; want the second time alone", first, second, third)
	}
	s.Break(castest.LongTicket)
	if long := s.Ticket("jo", fragment); len(long) < 1024 || strings.HasPrefix(long, "ST-") || !valid(long) {
		t.Errorf("a long ticket has %d bytes: %s", len(long), long)
	}
	s.Break()
	b.do("POST", "/login", rightPassword)
	for f, want := range map[castest.Fault]string{
		castest.TicketAtEnd: fragment + "?ticket=ST-",
		castest.FakeTicket:  "http://127.0.0.1/?ticket=ST-F4K3T1CK3T#top",
		castest.LostTicket:  fragment,
		castest.Replay:      "http://127.0.0.1/?ticket=ST-",
	} {
		s.Break(f)
		if _, location, _ := b.get(login(fragment)); !strings.HasPrefix(location, want) {
			t.Errorf("%s: to %q, want %q", f, location, want)
		}
	}
}

func TestSeveralValuesInSAMLAreOneAttribute(t *testing.T) {
	s := castest.New(nil, zoe)
	server := httptest.NewServer(s)
	defer server.Close()
	body := `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><p:Request xmlns:p="urn:oasis:names:tc:SAML:1.0:protocol">` +
		`<p:AssertionArtifact>` + s.Ticket("Zoé", service) + `</p:AssertionArtifact></p:Request></e:Body></e:Envelope>`
	resp, err := http.Post(server.URL+"/samlValidate?TARGET="+url.QueryEscape(service), "text/xml", strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	got, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if want := "<AttributeValue>National_ENS</AttributeValue><AttributeValue>National_DIR</AttributeValue></Attribute>"; !strings.Contains(string(got), want) {
		t.Errorf("%s, want %s in it", got, want)
	}
}

func TestGatewayAndRenewTogether(t *testing.T) {
	s, b := start(t, nil)
	both := login("http://127.0.0.1/") + "&renew=true&gateway=true"
	if status, location, _ := b.get(both); status != http.StatusOK || location != "" {
		t.Errorf("as a rule: %d to %q, want the form", status, location)
	}
	s.Break(castest.GatewayBeatsRenew)
	if status, location, _ := b.get(both); status != http.StatusSeeOther || location != "http://127.0.0.1/" {
		t.Errorf("with the fault: %d to %q, want back without a ticket", status, location)
	}
}
