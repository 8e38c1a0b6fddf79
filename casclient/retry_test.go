package casclient_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"testing/synctest"
	"time"

	"github.com/entlink/entlink/casclient"
)

const unknownTicket = `<cas:serviceResponse xmlns:cas="http://www.yale.edu/tp/cas"><cas:authenticationFailure code="INVALID_TICKET">x</cas:authenticationFailure></cas:serviceResponse>`

// A server of several machines, one of which does not know a ticket yet.
func TestATicketThatIsNotKnownAtOnce(t *testing.T) {
	yes := success("<cas:user>jo</cas:user>")
	otherCode := strings.Replace(unknownTicket, "INVALID_TICKET", "INVALID_SERVICE", 1)
	for _, tt := range []struct {
		what    string
		retries int
		answers []string // "" closes the connection
		want    int      // questions
		ok      bool
	}{
		{"asked once by default", 0, []string{unknownTicket, yes}, 1, false},
		{"known the second time", 2, []string{unknownTicket, yes}, 2, true},
		{"known the third time", 2, []string{unknownTicket, unknownTicket, yes}, 3, true},
		{"known too late", 1, []string{unknownTicket, unknownTicket, yes}, 2, false},
		{"another refusal is final", 2, []string{otherCode, yes}, 1, false},
		{"a page is final", 2, []string{"<html/>", yes}, 1, false},
		{"half an answer is final, for it may have been the attempt", 2, []string{"", yes}, 1, false},
		{"a success is final", 2, []string{yes, unknownTicket}, 1, true},
	} {
		asked := 0
		client := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
			answer := tt.answers[asked]
			asked++
			if answer == "" {
				return nil, io.ErrUnexpectedEOF
			}
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(answer))}, nil
		})}
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
			HTTPClient: client, Retries: tt.retries, RetryDelay: time.Nanosecond,
		})
		p, err := c.Validate(t.Context(), "ST-1", "")
		if asked != tt.want || (err == nil) != tt.ok || tt.ok && p.User != "jo" {
			t.Errorf("%s: asked %d times, %v, %v; want %d, %v", tt.what, asked, p, err, tt.want, tt.ok)
		}
	}
}

// A question that never reached a server may be asked again.
func TestAServerThatIsNotThereAtOnce(t *testing.T) {
	s := newSite(t, nil)
	fails := 2
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		if fails > 0 {
			fails--
			r.URL.Host = "127.0.0.1:1" // where nobody listens
		}
		return http.DefaultTransport.RoundTrip(r)
	})}
	c := newClient(t, s.casURL, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, HTTPClient: client, Retries: 2, RetryDelay: time.Nanosecond})
	if p, err := c.Validate(t.Context(), s.cas.Ticket("victim", s.app.URL+"/cas"), ""); err != nil || p.User != "victim" {
		t.Errorf("%v, %v", p, err)
	}
}

// A question of which no answer came may have used the ticket up.
func TestWhatMayHaveBeenHeardIsNotAskedAgain(t *testing.T) {
	for _, op := range []string{"read", "write"} {
		asked := 0
		client := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
			asked++
			return nil, &net.OpError{Op: op, Err: syscall.ECONNRESET}
		})}
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{HTTPClient: client, Retries: 3, RetryDelay: time.Nanosecond})
		if _, err := c.Validate(t.Context(), "ST-1", ""); !errors.Is(err, casclient.ErrTransport) || asked != 1 {
			t.Errorf("%s: asked %d times, %v", op, asked, err)
		}
	}
}

func TestRetriesEndWithTheTimeout(t *testing.T) {
	client := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(unknownTicket))}, nil
	})}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
		HTTPClient: client, Retries: 5, RetryDelay: time.Hour, Timeout: 50 * time.Millisecond,
	})
	var failure *casclient.FailureError
	if _, err := c.Validate(t.Context(), "ST-1", ""); !errors.As(err, &failure) || failure.Code != "INVALID_TICKET" {
		t.Errorf("%v, want what the server said", err)
	}
}

// The server's address for browsers need not be the one for us.
func TestBackend(t *testing.T) {
	s := newSite(t, nil)
	const public = "https://ent.example.org/cas"
	c := newClient(t, public, s.app.URL+"/cas", &casclient.Options{AllowHTTPLoopback: true, Backend: s.casURL + "/"})
	if got := c.LoginURL(""); !strings.HasPrefix(got, public+"/login?") {
		t.Errorf("login at %s", got)
	}
	if p, err := c.Validate(t.Context(), s.cas.Ticket("victim", s.app.URL+"/cas"), ""); err != nil || p.User != "victim" {
		t.Errorf("%v, %v", p, err)
	}
	for _, backend := range []string{"http://ent.internal/cas", "https://ent.internal/cas?a", "/cas"} {
		if _, err := casclient.New(public, "https://notes.example.org/cas", &casclient.Options{Backend: backend}); err == nil || !strings.Contains(err.Error(), "Backend") {
			t.Errorf("%s: %v", backend, err)
		}
	}
}

// Tickets that somebody makes up do not fill the server and this program with
// questions: who comes when all turns are taken waits, in time or in vain.
func TestValidationsTakeTurns(t *testing.T) {
	asked, answer := make(chan string), make(chan string)
	client := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		asked <- r.URL.Query().Get("ticket")
		return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(<-answer))}, nil
	})}
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{HTTPClient: client, MaxValidations: 1})
	errs := make(chan error)
	validate := func(ctx context.Context, ticket string) {
		_, err := c.Validate(ctx, ticket, "")
		errs <- err
	}
	go validate(t.Context(), "ST-1")
	if got := <-asked; got != "ST-1" {
		t.Fatalf("asked about %s", got)
	}
	gone, leave := context.WithCancel(t.Context())
	leave()
	go validate(gone, "ST-2")
	if err := <-errs; !errors.Is(err, casclient.ErrTransport) || !errors.Is(err, context.Canceled) {
		t.Errorf("who does not wait: %v, want ErrTransport and Canceled", err)
	}
	go validate(t.Context(), "%")
	if err := <-errs; !errors.Is(err, casclient.ErrTicket) {
		t.Errorf("what is no ticket: %v, want ErrTicket at once", err)
	}
	go validate(t.Context(), "ST-3")
	answer <- unknownTicket
	if got := <-asked; got != "ST-3" {
		t.Errorf("asked about %s then", got)
	}
	answer <- success("<cas:user>jo</cas:user>")
	var failure *casclient.FailureError
	if one, other := <-errs, <-errs; !errors.As(errors.Join(one, other), &failure) || one != nil && other != nil {
		t.Errorf("%v and %v, want a failure and a success", one, other)
	}
}

// Who waits for a turn is not asked about, and not for ever.
func TestNobodyIsAskedAboutOutOfTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var asked []string
		hangs := &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
			asked = append(asked, r.URL.Query().Get("ticket"))
			<-r.Context().Done()
			return nil, r.Context().Err()
		})}
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{HTTPClient: hangs, MaxValidations: 1, Timeout: time.Minute})
		var wg sync.WaitGroup
		var failed atomic.Int32
		for _, ticket := range []string{"ST-1", "ST-2"} {
			wg.Go(func() {
				_, err := c.Validate(t.Context(), ticket, "")
				failed.Add(1)
				if !errors.Is(err, context.DeadlineExceeded) {
					t.Errorf("%s: %v, want DeadlineExceeded", ticket, err)
				}
			})
			synctest.Wait() // until it hangs
		}
		// Who would have no time left for the answer would waste a ticket.
		time.Sleep(40 * time.Second)
		synctest.Wait()
		if n := failed.Load(); n != 1 {
			t.Errorf("%d have failed after 40 s, want the one that waited", n)
		}
		if got := strings.Join(asked, " "); got != "ST-1" {
			t.Errorf("asked about %s, want ST-1 only", got)
		}
		wg.Wait()
	})
}

// A session store that hangs holds a turn no longer than a CAS server does.
func TestAStoreThatHangsHoldsNoTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		ent := &http.Client{Transport: roundTripper(func(*http.Request) (*http.Response, error) {
			return &http.Response{StatusCode: 200, Body: io.NopCloser(strings.NewReader(unknownTicket))}, nil
		})}
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{
			HTTPClient: ent, MaxValidations: 1, Timeout: time.Minute, Sessions: new(hanging),
		})
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour) // her patience
		defer cancel()
		w, began := httptest.NewRecorder(), time.Now()
		c.Callback().ServeHTTP(w, httptest.NewRequestWithContext(ctx, "GET", "/cas?ticket=ST-1", nil))
		if waited := time.Since(began); w.Code != http.StatusServiceUnavailable || waited > time.Minute {
			t.Errorf("status %d after %v, want 503 after a minute", w.Code, waited)
		}
		var failure *casclient.FailureError
		if _, err := c.Validate(t.Context(), "ST-2", ""); !errors.As(err, &failure) {
			t.Errorf("the next one: %v, want the server's answer", err)
		}
	})
}

// hanging is a store that does not answer.
type hanging struct{ casclient.MemorySessions }

func (*hanging) Create(ctx context.Context, _ casclient.Session) error {
	<-ctx.Done()
	return ctx.Err()
}
