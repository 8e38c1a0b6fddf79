package casclient

import (
	_ "embed"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

// signedIn returns a handler behind Require, and a request of somebody who is
// signed in.
func signedIn(t testing.TB) (http.Handler, *http.Request) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", nil)
	if err != nil {
		t.Fatal(err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.AddCookie(&http.Cookie{Name: "theme", Value: "dark"})
	r.AddCookie(begun(t, c, "ST-1"))
	return c.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})), r
}

// begun signs jo in with a ticket, and returns the cookie.
func begun(t testing.TB, c *Client, ticket string) *http.Cookie {
	t.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest("GET", "/cas", nil)
	arrival, err := c.arrive(r.Context(), ticket)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.begin(w, r, &Principal{User: "jo"}, ticket, []string{arrival}); err != nil {
		t.Fatal(err)
	}
	c.depart(r, arrival)
	return w.Result().Cookies()[0]
}

func BenchmarkRequire(b *testing.B) {
	h, r := signedIn(b)
	w := httptest.NewRecorder()
	b.ReportAllocs()
	for b.Loop() {
		clear(w.Header())
		h.ServeHTTP(w, r)
	}
}

func TestASignedInRequestAllocatesLittle(t *testing.T) {
	h, r := signedIn(t)
	w := httptest.NewRecorder()
	ask := func() {
		clear(w.Header())
		h.ServeHTTP(w, r)
	}
	n := testing.AllocsPerRun(200, ask)
	for range 4 { // others allocate too, such as what a test before this one left
		n = min(n, testing.AllocsPerRun(200, ask))
	}
	if n > 3 {
		t.Errorf("%v allocations, want at most 3", n)
	}
}

// An inMemory CAS server gives every question the same answer.
type inMemory string

func (s inMemory) RoundTrip(*http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: http.StatusOK, Body: io.NopCloser(strings.NewReader(string(s)))}, nil
}

// The whole of a callback with a ticket, but for the network.
func BenchmarkNewTicket(b *testing.B) {
	c, err := New("https://ent.example.org/cas", "https://notes.example.org/cas", &Options{
		HTTPClient: &http.Client{Transport: inMemory(entAnswer)}, Sessions: &MemorySessions{Max: 1000},
	})
	if err != nil {
		b.Fatal(err)
	}
	h := c.Callback()
	r := httptest.NewRequest("GET", "/cas?ticket=ST-1856339-aA5Yuvrxzpv8Tau1cYQ7", nil)
	b.ReportAllocs()
	for b.Loop() {
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != http.StatusSeeOther {
			b.Fatal(w.Code)
		}
	}
}

// entAnswer is the answer with which examples/bench/cas compares parsers.
//
//go:embed testdata/ent.xml
var entAnswer string

func TestTheBenchmarkIsWhatItSays(t *testing.T) {
	a, err := parseAnswer(entAnswer, "")
	if err != nil || len(a.attributes) != 13 || len(entAnswer) < 991 {
		t.Errorf("%v, %d attributes, %d bytes", err, len(a.attributes), len(entAnswer))
	}
}

// An ENT's answer of 13 attributes and about 1 kB.
func BenchmarkParse(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := parseAnswer(entAnswer, "ST-1"); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkENT(b *testing.B) {
	a, err := parseAnswer(entAnswer, "ST-1")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		a.attributes.ENT()
	}
}
