package casclient_test

import (
	"context"
	"errors"
	"io"
	"math"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/castest"
)

// A slow or endless answer held every sign-in up.
func TestSlowAndHugeAnswers(t *testing.T) {
	cas := castest.New(nil, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	const service = "http://127.0.0.1:1/cas"
	c := newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true, Timeout: 50 * time.Millisecond})
	cas.Break(castest.Slow)
	_, err := c.Validate(t.Context(), cas.Ticket("jo", service), "")
	if !errors.Is(err, casclient.ErrTransport) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("slow: %v, want ErrTransport and DeadlineExceeded", err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := c.Validate(ctx, cas.Ticket("jo", service), ""); !errors.Is(err, context.Canceled) {
		t.Errorf("canceled: %v", err)
	}
	cas.Break(castest.Huge)
	c = newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true})
	if _, err := c.Validate(t.Context(), cas.Ticket("jo", service), ""); !errors.Is(err, casclient.ErrTransport) || !strings.Contains(err.Error(), "longer than 1048576") {
		t.Errorf("huge: %v", err)
	}
	cas.Break()
	c = newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true, MaxBody: math.MaxInt64})
	if _, err := c.Validate(t.Context(), cas.Ticket("jo", service), ""); err != nil {
		t.Errorf("no limit: %v", err)
	}
	// One byte now and then is no answer either.
	c, _ = serve(t, func(w http.ResponseWriter, r *http.Request) {
		for r.Context().Err() == nil {
			io.WriteString(w, " ")
			http.NewResponseController(w).Flush()
			time.Sleep(10 * time.Millisecond)
		}
	})
	ctx, cancel = context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := c.Validate(ctx, secretTicket, ""); !errors.Is(err, casclient.ErrTransport) || !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("drop by drop: %v", err)
	}
}

// Status 200 is required, no redirect is followed, and what is not CAS is not
// CAS, whatever its Content-Type.
func TestOnlyACASAnswerWithStatus200Counts(t *testing.T) {
	cas := castest.New(&castest.Options{OnRequest: func(r *http.Request) {
		if len(r.Cookies()) > 0 {
			t.Errorf("cookies on the back channel: %v", r.Cookies())
		}
	}}, castest.User{Name: "jo"})
	server := httptest.NewServer(cas)
	defer server.Close()
	const service = "http://127.0.0.1:1/cas"
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	at, _ := url.Parse(server.URL)
	jar.SetCookies(at, []*http.Cookie{{Name: "JSESSIONID", Value: "of somebody"}})
	follows := &http.Client{Jar: jar, CheckRedirect: func(*http.Request, []*http.Request) error { return nil }}
	c := newClient(t, server.URL, service, &casclient.Options{AllowHTTPLoopback: true, HTTPClient: follows})
	for fault, want := range map[castest.Fault]error{
		castest.Status500:  casclient.ErrTransport,
		castest.Redirect:   casclient.ErrTransport,
		castest.HTMLPage:   casclient.ErrNotCAS,
		castest.CAS1Text:   casclient.ErrNotCAS,
		castest.SecondUser: casclient.ErrMalformed,
		castest.EmptyUser:  casclient.ErrMalformed,
	} {
		cas.Break(fault)
		if p, err := c.Validate(t.Context(), cas.Ticket("jo", service), ""); !errors.Is(err, want) {
			t.Errorf("%s: %v, %v, want %v", fault, p, err, want)
		}
	}
	cas.Break()
	if _, err := c.Validate(t.Context(), cas.Ticket("jo", service), ""); err != nil {
		t.Errorf("healed: %v", err)
	}
	for _, contentType := range []string{"", "text/html", "application/json", "application/soap+xml", "nonsense"} {
		c, _ := serve(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header()["Content-Type"] = []string{contentType}
			io.WriteString(w, success("<cas:user>jo</cas:user>"))
		})
		if _, err := c.Validate(t.Context(), secretTicket, ""); err != nil {
			t.Errorf("Content-Type %q: %v", contentType, err)
		}
	}
}
