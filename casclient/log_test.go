package casclient_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// A store that says what it was to keep, as databases do.
type talkative struct {
	casclient.MemorySessions
	fails bool
}

func (s *talkative) Create(ctx context.Context, x casclient.Session) error {
	if s.fails {
		return fmt.Errorf("can't insert %+v: %w", x, &net.OpError{Op: "dial", Net: "tcp", Addr: &net.TCPAddr{IP: net.IPv4(192, 0, 2, 9), Port: 6379}, Err: syscall.ECONNREFUSED})
	}
	return s.MemorySessions.Create(ctx, x)
}

func (s *talkative) DeleteTicket(ctx context.Context, ticket string) error {
	if s.fails {
		return fmt.Errorf("can't delete %s: %w", ticket, context.DeadlineExceeded)
	}
	return s.MemorySessions.DeleteTicket(ctx, ticket)
}

// A journey with everything that can happen on it; no record of it says who
// it was, or holds what opens a door.
func TestLogsHoldNoNamesAndNoTickets(t *testing.T) {
	var log bytes.Buffer
	store := new(talkative)
	secrets := []string{"jo", "zlefevre", "victim", "Lefèvre", secretTicket, "verysecret", "PGTIOU", "PT-7"}
	logged := func(o *casclient.Options) {
		o.Logger = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug, AddSource: true}))
		o.Sessions = store
	}
	// Signing in, with a proxy-granting ticket, and out.
	cas, s := proxySite(t, logged)
	s.get(t, s.app.URL+"/cas?ticket="+secretTicket)
	for _, c := range s.appCookies() {
		secrets = append(secrets, c.Value)
	}
	p, err := s.client.Validate(t.Context(), secretTicket, "")
	if err != nil {
		t.Fatal(err)
	}
	s.client.ProxyTicket(t.Context(), p, "https://mail.example.org/")
	slog.New(slog.NewJSONHandler(&log, nil)).Info("a program that logs too much", "grant", p.Grant)
	cas.extra = "<cas:proxies><cas:proxy>https://jo.example.org/" + secretTicket + "</cas:proxy></cas:proxies>"
	s.get(t, s.app.URL+"/cas?ticket=PT-7")
	leave(s.client, secretTicket, "192.0.2.7:1", nil)
	s.client.FrontChannelLogout().ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/bye?logoutRequest="+url.QueryEscape(castest.LogoutRequest(secretTicket, time.Now())), nil))
	s.post(t, s.app.URL+"/logout", nil)

	// Being refused, in every way.
	s = newSite(t, func(o *casclient.Options) {
		logged(o)
		o.OnLogin = func(_ *http.Request, p *casclient.Principal) error {
			if p.User == "victim" {
				return errors.New("nobody knows " + p.User)
			}
			return nil
		}
	})
	address := s.app.URL + "/cas"
	ticket := func(user string) string {
		id := s.cas.Ticket(user, address)
		secrets = append(secrets, id)
		return id
	}
	s.get(t, address+"?ticket="+ticket("victim"))
	s.get(t, address+"?ticket="+secretTicket)
	s.get(t, address+"?ticket="+secretTicket+"&ticket="+secretTicket)
	s.get(t, address+"?ticket="+s.cas.Ticket("victim", "http://127.0.0.1/other"))
	for _, fault := range []castest.Fault{castest.HTMLPage, castest.SecondUser, castest.EmptyUser, castest.Status500, castest.Huge, castest.Redirect, castest.CAS1No} {
		s.cas.Break(fault)
		s.get(t, address+"?ticket="+ticket("zlefevre"))
	}
	s.cas.Break()
	store.fails = true
	s.get(t, address+"?ticket="+ticket("zlefevre"))
	leave(s.client, ticket("zlefevre"), "192.0.2.7:1", nil)

	records := log.String()
	for _, secret := range secrets {
		if strings.Contains(records, secret) {
			t.Errorf("%q is in the log:\n%s", secret, records)
		}
	}
	for _, want := range []string{
		`"casclient: signed in"`, `"casclient: told of a logout","logout":"back-channel"`, `"logout":"front-channel"`, `"casclient: signed out","logout":"local"`,
		`"reason":"OnLogin"`, "INVALID_TICKET", "INVALID_SERVICE", "not a CAS ticket", "chain of proxies", "malformed", "HTTP status 500",
		`"level":"ERROR","source"`, `"casclient: session store failed","cause":"dial tcp 192.0.2.9:6379: connection refused"`,
		`"casclient: session store failed","logout":"back-channel","cause":"context deadline exceeded"`,
	} {
		if !strings.Contains(records, want) {
			t.Errorf("%s is not in the log:\n%s", want, records)
		}
	}
}
