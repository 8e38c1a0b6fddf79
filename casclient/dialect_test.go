package casclient_test

import (
	"errors"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

const elsewhere = "http://127.0.0.1:1/cas?a=%c3%a9&b=<>"

// Every protocol signs the same person in, and refuses the same things.
func TestEveryProtocol(t *testing.T) {
	var asked []string
	cas := castest.New(&castest.Options{OnRequest: func(r *http.Request) {
		accept, _, _ := strings.Cut(r.Header.Get("Accept"), ",")
		asked = append(asked, strings.Join([]string{r.Method, r.URL.Path, r.URL.Query().Get("format"), accept, r.Header.Get("Content-Type"), r.Header.Get("SOAPAction")}, " "))
	}}, castest.User{Name: "d'arc&co", Attributes: casclient.Attributes{{Name: "a", Value: `<&">`}, {Name: "b", Value: "1"}, {Name: "b", Value: "2"}}})
	server := httptest.NewServer(cas)
	defer server.Close()
	for _, tt := range []struct {
		protocol casclient.Protocol
		json     bool
		asks     string
		values   bool // attributes
	}{
		{casclient.CAS3, false, "GET /p3/serviceValidate  application/xml  ", true},
		{casclient.CAS2, false, "GET /serviceValidate  application/xml  ", false},
		{casclient.CAS3, true, "GET /p3/serviceValidate JSON application/json  ", true},
		{casclient.CAS2, true, "GET /serviceValidate JSON application/json  ", false},
		{casclient.CAS1, false, "GET /validate  text/plain  ", false},
		{casclient.SAML11, false, "POST /samlValidate  application/xml text/xml; charset=utf-8 http://www.oasis-open.org/committees/security", true},
	} {
		what := tt.asks
		c := newClient(t, server.URL, elsewhere, &casclient.Options{AllowHTTPLoopback: true, Protocol: tt.protocol, JSON: tt.json})
		for _, fault := range []castest.Fault{"", castest.AlwaysJSON, castest.NeverJSON} {
			cas.Break()
			if fault != "" {
				cas.Break(fault)
			}
			asked = nil
			p, err := c.Validate(t.Context(), cas.Ticket("d'arc&co", elsewhere), "")
			if err != nil {
				t.Errorf("%s %s: %v", what, fault, err)
				continue
			}
			if p.User != "d'arc&co" || !slices.Equal(asked, []string{tt.asks}) {
				t.Errorf("%s %s: %q by %q", what, fault, p.User, asked)
			}
			want := []any{"", []string(nil), ""}
			if tt.values {
				want = []any{`<&">`, []string{"1", "2"}, "true"}
			}
			got := []any{p.Attributes.First("a"), p.Attributes.All("b"), p.Attributes.First("isFromNewLogin")}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s %s: attributes (-want +got):\n%s", what, fault, diff)
			}
		}
		cas.Break()
		var failure *casclient.FailureError
		for _, ticket := range []string{"ST-unknown", cas.Ticket("d'arc&co", "http://127.0.0.1:1/other")} {
			if p, err := c.Validate(t.Context(), ticket, ""); !errors.As(err, &failure) {
				t.Errorf("%s: %v, %v, want a failure", what, p, err)
			}
		}
		// What is no answer in the protocol's own dialects is no answer.
		for _, fault := range []castest.Fault{castest.HTMLPage, castest.Status500, castest.Redirect, castest.CAS1Text, castest.CAS1No, castest.EmptyUser} {
			if tt.protocol == casclient.CAS1 && fault == castest.CAS1Text {
				continue
			}
			cas.Break(fault)
			if p, err := c.Validate(t.Context(), cas.Ticket("d'arc&co", elsewhere), ""); err == nil {
				t.Errorf("%s %s: signed %q in", what, fault, p.User)
			}
		}
		cas.Break(castest.SecondUser)
		_, err := c.Validate(t.Context(), cas.Ticket("d'arc&co", elsewhere), "")
		if tt.protocol != casclient.CAS1 && !errors.Is(err, casclient.ErrMalformed) {
			t.Errorf("%s, a second user: %v", what, err)
		}
	}
}

func TestSAMLAssertionsOfAnotherTimeOrPlace(t *testing.T) {
	clock := newClock()
	cas := castest.New(&castest.Options{Now: clock.now}, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	opts := &casclient.Options{AllowHTTPLoopback: true, Protocol: casclient.SAML11, Now: clock.now}
	c := newClient(t, server.URL, elsewhere, opts)
	for _, fault := range []castest.Fault{castest.StaleAssertion, castest.OtherAudience} {
		cas.Break(fault)
		if p, err := c.Validate(t.Context(), cas.Ticket("jo", elsewhere), ""); !errors.Is(err, casclient.ErrMalformed) {
			t.Errorf("%s: %v, %v, want ErrMalformed", fault, p, err)
		}
	}
	cas.Break()
	for skew, ok := range map[time.Duration]bool{0: true, -29 * time.Second: true, -31 * time.Second: false, 80 * time.Second: true, 91 * time.Second: false} {
		opts.Now = func() time.Time { return clock.now().Add(skew) }
		_, err := newClient(t, server.URL, elsewhere, opts).Validate(t.Context(), cas.Ticket("jo", elsewhere), "")
		if (err == nil) != ok {
			t.Errorf("a clock that is %v ahead: %v", skew, err)
		}
	}
	// A ticket with markup never reaches the message.
	if _, err := c.Validate(t.Context(), "ST-1</samlp:AssertionArtifact>", ""); !errors.Is(err, casclient.ErrTicket) {
		t.Errorf("markup in a ticket: %v", err)
	}
}

// However a server writes attributes, in one form or in several at once, the
// list is the same, and no date makes a sign-in fail.
func TestEveryFormOfAttributes(t *testing.T) {
	clock := newClock()
	want := casclient.Attributes{{Name: "ENTPersonProfils", Value: "National_ENS"}, {Name: "ENTPersonProfils", Value: "National_TUT"}, {Name: "a", Value: " <&\">\n'"}}
	cas := castest.New(&castest.Options{Now: clock.now}, castest.User{Name: "jo", Attributes: want})
	server := httptest.NewServer(cas)
	defer server.Close()
	c := newClient(t, server.URL, elsewhere, &casclient.Options{AllowHTTPLoopback: true, Now: clock.now})
	for _, faults := range [][]castest.Fault{
		nil, {castest.FlatAttributes}, {castest.NamedAttributes}, {castest.FlatAttributes, castest.NamedAttributes},
		{castest.DoubledAttributes, castest.NamedAttributes}, {castest.DoubledAttributes, castest.FlatAttributes},
		{castest.DoubledAttributes, castest.FlatAttributes, castest.NamedAttributes},
		{castest.ZonelessDate}, {castest.BracketedDate}, {castest.ZonelessDate, castest.BracketedDate}, {castest.AlwaysJSON},
	} {
		cas.Break(faults...)
		p, err := c.Validate(t.Context(), cas.Ticket("jo", elsewhere), "")
		if err != nil {
			t.Errorf("%v: %v", faults, err)
			continue
		}
		got := slices.Clone(p.Attributes)
		if !slices.Contains(faults, castest.AlwaysJSON) { // where order between names is the sender's
			got = got[3:]
		} else {
			got = slices.DeleteFunc(got, func(a casclient.Attribute) bool { return a.Name != "a" && a.Name != "ENTPersonProfils" })
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", faults, diff)
		}
		at, ok := p.Attributes.Time("authenticationDate", time.UTC)
		if both := len(faults) == 2 && faults[1] == castest.BracketedDate; ok == both || ok && !at.Equal(clock.now()) {
			t.Errorf("%v: signed in at %v, %v", faults, at, ok)
		}
		if fresh, ok := p.Attributes.Bool("isFromNewLogin"); !fresh || !ok {
			t.Errorf("%v: new login %v, %v", faults, fresh, ok)
		}
		if diff := cmp.Diff([]casclient.Profile{casclient.ProfileENS, casclient.ProfileTUT}, p.Attributes.ENT().Profiles); diff != "" {
			t.Errorf("%v: profiles (-want +got):\n%s", faults, diff)
		}
	}
}
