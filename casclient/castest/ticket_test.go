package castest_test

import (
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient/castest"
	"github.com/google/go-cmp/cmp"
)

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
