package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/entlink/entlink/casclient"
	"github.com/google/go-cmp/cmp"
	cas "gopkg.in/cas.v2"
)

const (
	server  = "https://ent.example.org/cas"
	service = "https://notes.example.org/cas"
)

// answer is what a school portal says of a teacher: 13 attributes. casclient's
// own BenchmarkParse reads the same file.
func answer(t testing.TB) string {
	t.Helper()
	text, err := os.ReadFile("../../../casclient/testdata/ent.xml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// inMemory is a CAS server without a network: every ticket is right.
type inMemory string

func (a inMemory) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{
		StatusCode: http.StatusOK, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Request: r,
		Header: http.Header{"Content-Type": {"application/xml"}}, Body: io.NopCloser(strings.NewReader(string(a))), ContentLength: int64(len(a)),
	}, nil
}

// A peer is a client at that server, as its documentation tells one to use it.
type peer struct {
	name    string
	pages   http.Handler // a page for those who are signed in
	tickets http.Handler // where tickets go
}

func page(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusNoContent) }

func peers(t testing.TB) []peer {
	t.Helper()
	memory := &http.Client{Transport: inMemory(answer(t))}
	ours, err := casclient.New(server, service, &casclient.Options{HTTPClient: memory})
	if err != nil {
		t.Fatal(err)
	}
	u, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	theirs := cas.NewClient(&cas.Options{URL: u, Client: memory}).HandleFunc(func(w http.ResponseWriter, r *http.Request) {
		if !cas.IsAuthenticated(r) {
			cas.RedirectToLogin(w, r)
			return
		}
		page(w, r)
	})
	return []peer{
		{"casclient", ours.Require(http.HandlerFunc(page)), ours.Callback()},
		{"cas.v2", theirs, theirs},
	}
}

// withTicket is a request of a browser that has not signed in.
func withTicket(n int) *http.Request {
	return httptest.NewRequest("GET", "/cas?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7-"+strconv.Itoa(n), nil)
}

// signedIn is a request of somebody who has signed in.
func (p peer) signedIn(t testing.TB) *http.Request {
	t.Helper()
	w := httptest.NewRecorder()
	p.tickets.ServeHTTP(w, withTicket(0))
	r := httptest.NewRequest("GET", "/page", nil)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge >= 0 {
			r.AddCookie(c)
		}
	}
	return r
}

// What is measured is what it is called.
func TestPeers(t *testing.T) {
	for _, p := range peers(t) {
		w := httptest.NewRecorder()
		p.pages.ServeHTTP(w, p.signedIn(t))
		if w.Code != http.StatusNoContent {
			t.Errorf("%s: signed in, status %d", p.name, w.Code)
		}
		w = httptest.NewRecorder()
		p.pages.ServeHTTP(w, httptest.NewRequest("GET", "/page", nil))
		if w.Code/100 != 3 {
			t.Errorf("%s: not signed in, status %d", p.name, w.Code)
		}
	}
	ours, err := casclient.New(server, service, &casclient.Options{HTTPClient: &http.Client{Transport: inMemory(answer(t))}})
	if err != nil {
		t.Fatal(err)
	}
	one, err := ours.Validate(t.Context(), "ST-1", "")
	if err != nil {
		t.Fatal(err)
	}
	other, err := cas.ParseServiceResponse([]byte(answer(t)))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(other.User, one.User); diff != "" || len(one.Attributes) != 13 || len(other.Attributes) == 0 {
		t.Errorf("%d and %d attributes, user (-cas.v2 +casclient):\n%s", len(other.Attributes), len(one.Attributes), diff)
	}
}

// A discard is a ResponseWriter that costs nothing of its own.
type discard struct{ h http.Header }

func (d *discard) Header() http.Header         { return d.h }
func (d *discard) Write(b []byte) (int, error) { return len(b), nil }
func (d *discard) WriteHeader(int)             {}

// casclient's is BenchmarkParse in its own package, where the parser is.
func BenchmarkParseCASv2(b *testing.B) {
	text := []byte(answer(b))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := cas.ParseServiceResponse(text); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate(b *testing.B) {
	memory := &http.Client{Transport: inMemory(answer(b))}
	ours, err := casclient.New(server, service, &casclient.Options{HTTPClient: memory})
	if err != nil {
		b.Fatal(err)
	}
	u, _ := url.Parse(server)
	s, _ := url.Parse(service)
	theirs := cas.NewServiceTicketValidator(memory, u)
	for name, validate := range map[string]func() error{
		"casclient": func() error { _, err := ours.Validate(b.Context(), "ST-1856339-aA5Yuvrxzpv8Tau1cYQ7", ""); return err },
		"cas.v2":    func() error { _, err := theirs.ValidateTicket(s, "ST-1856339-aA5Yuvrxzpv8Tau1cYQ7"); return err },
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if err := validate(); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A page for somebody who is signed in, and the same page without any client:
// the difference is what the client costs.
func BenchmarkSignedIn(b *testing.B) {
	run := func(name string, h http.Handler, r *http.Request) {
		b.Run(name, func(b *testing.B) {
			w := &discard{make(http.Header)}
			b.ReportAllocs()
			for b.Loop() {
				next := *r // cas.v2 writes into the request that it is given
				clear(w.h)
				h.ServeHTTP(w, &next)
			}
		})
	}
	run("bare", http.HandlerFunc(page), httptest.NewRequest("GET", "/page", nil))
	for _, p := range peers(b) {
		run(p.name, p.pages, p.signedIn(b))
	}
}

func BenchmarkNewTicket(b *testing.B) {
	for _, p := range peers(b) {
		b.Run(p.name, func(b *testing.B) {
			r := withTicket(1)
			w := &discard{make(http.Header)}
			b.ReportAllocs()
			for b.Loop() {
				next := *r // see BenchmarkSignedIn
				next.Header = make(http.Header)
				clear(w.h)
				p.tickets.ServeHTTP(w, &next)
			}
		})
	}
}

// What 20,000 sign-ins leave in memory, each. cas.v2's stay for ever.
func BenchmarkMemory(b *testing.B) {
	const sessions = 20_000
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	for _, i := range []int{0, 1} {
		p := peers(b)[i]
		b.Run(p.name, func(b *testing.B) {
			for b.Loop() {
				p := peers(b)[i]
				before := heap()
				w := &discard{make(http.Header)}
				for n := range sessions {
					clear(w.h)
					p.tickets.ServeHTTP(w, withTicket(n))
				}
				b.ReportMetric(float64(heap()-before)/sessions, "B/session")
				runtime.KeepAlive(p)
			}
		})
	}
}
