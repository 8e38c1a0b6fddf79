package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"

	"github.com/entlink/entlink/casclient"
)

// A plan is how long people sign in, and how many.
type plan struct {
	sessions int           // browsers, each with a session of its own
	rate     int           // sign-ins a second
	length   time.Duration // of the whole
	slow     time.Duration // how long a slow answer takes
}

// A result is what came of it. Nothing of it may be lost or left.
type result struct {
	signIns, failures int // of the sign-ins
	wrong             []string
	browsers          int // that have signed in
	lost              int // of them are not who they were at last
	kept              int // sessions in the store at the end
	goroutines        int // more than before
	heap              []uint64
	late              time.Duration // how far behind its time a sign-in began at most
	half, most        time.Duration // by which 50 % and 99 % of the sign-ins that are not slow were done
	cpu               time.Duration
}

// A soak is a service behind casclient on loopback, a flaky server, and
// browsers that sign in again and again.
type soak struct {
	plan
	service  string
	store    *casclient.MemorySessions
	browsers []browser
	client   *http.Client

	failures atomic.Int64
	mu       sync.Mutex
	wrong    []string
	took     []time.Duration
}

// A browser keeps the cookie of its session, and knows whose it should be.
type browser struct {
	mu     sync.Mutex // one sign-in at a time
	cookie *http.Cookie
	person string
}

func run(p plan, answer string) (result, error) {
	before := runtime.NumGoroutine()
	server := httptest.NewServer(flaky{p.slow, answer})
	var handler http.Handler
	app := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { handler.ServeHTTP(w, r) }))
	s := &soak{plan: p, service: app.URL, store: new(casclient.MemorySessions), browsers: make([]browser, p.sessions)}
	// Connections are kept: the default of two for each host would open and
	// close a thousand a second.
	toServer, toApp := &http.Transport{MaxIdleConnsPerHost: 1000}, &http.Transport{MaxIdleConnsPerHost: 1000}
	s.client = &http.Client{Transport: toApp, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	cas, err := casclient.New(server.URL, app.URL+"/cas", &casclient.Options{
		AllowHTTPLoopback: true, HTTPClient: &http.Client{Transport: toServer}, Sessions: s.store,
	})
	if err != nil {
		return result{}, err
	}
	mux := http.NewServeMux()
	mux.Handle("/cas", cas.Callback())
	mux.Handle("/", cas.Require(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		io.WriteString(w, p.User)
	})))
	handler = mux
	res := s.drive()
	toServer.CloseIdleConnections()
	toApp.CloseIdleConnections()
	app.Close()
	server.Close()
	// What is left after a moment is left for good.
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(10 * time.Millisecond) {
		if res.goroutines = runtime.NumGoroutine() - before; res.goroutines <= 0 || time.Now().After(deadline) {
			return res, nil
		}
	}
}

// crowd is how many sign-ins may be under way. On a machine that is too slow
// for the rate, the others wait, and the result says how late it got.
const crowd = 2000

// drive signs people in at a steady rate, whatever becomes of those before.
func (s *soak) drive() result {
	var r result
	var wg sync.WaitGroup
	var usage [2]syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage[0])
	begin := time.Now()
	room := make(chan struct{}, crowd)
	total := int(s.length.Seconds() * float64(s.rate))
	quarter := total / 4
	for n := range total {
		due := begin.Add(time.Duration(n) * time.Second / time.Duration(s.rate))
		time.Sleep(time.Until(due))
		room <- struct{}{}
		r.late = max(r.late, time.Since(due))
		wg.Go(func() { s.signIn(n, due); <-room })
		if quarter > 0 && n%quarter == quarter-1 {
			r.heap = append(r.heap, heap())
		}
	}
	wg.Wait()
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage[1])
	r.cpu = cpu(usage[1]) - cpu(usage[0])
	for i := range s.browsers {
		b := &s.browsers[i]
		if b.person == "" {
			continue
		}
		r.browsers++
		if s.who(b) != b.person {
			r.lost++
		}
	}
	r.signIns, r.failures, r.wrong, r.kept = total, int(s.failures.Load()), s.wrong, s.store.Len()
	if slices.Sort(s.took); len(s.took) > 0 {
		r.half, r.most = s.took[len(s.took)/2], s.took[len(s.took)*99/100]
	}
	return r
}

func cpu(u syscall.Rusage) time.Duration { return time.Duration(u.Utime.Nano() + u.Stime.Nano()) }

// heap is what is in use.
func heap() uint64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func (s *soak) report(format string, args ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.wrong) < 20 {
		s.wrong = append(s.wrong, fmt.Sprintf(format, args...))
	}
}

// signIn brings ticket n by the browser whose turn it is, and then opens a
// page. A sign-in that fails must leave the browser who it was.
func (s *soak) signIn(n int, due time.Time) {
	// Each round begins one browser later, or the same ones would fail for ever.
	b := &s.browsers[(n+n/len(s.browsers))%len(s.browsers)]
	b.mu.Lock()
	defer b.mu.Unlock()
	person := fmt.Sprintf("p%d", n)
	resp, err := s.get("/cas?ticket="+url.QueryEscape(fmt.Sprintf("ST-%d-%s", n, person)), b)
	if err != nil {
		s.report("ticket %d: %v", n, err)
		return
	}
	switch {
	case fails(n) && resp.StatusCode == http.StatusBadGateway:
		s.failures.Add(1)
	case fails(n) || resp.StatusCode != http.StatusSeeOther:
		s.report("ticket %d: status %d", n, resp.StatusCode)
	default:
		b.person = person
		for _, c := range resp.Cookies() {
			if c.MaxAge >= 0 && c.Value != "" {
				b.cookie = &http.Cookie{Name: c.Name, Value: c.Value}
			}
		}
	}
	if got := s.who(b); got != b.person {
		s.report("after ticket %d: the page is for %q, want %q", n, got, b.person)
	}
	if !isSlow(n) {
		s.mu.Lock()
		s.took = append(s.took, time.Since(due))
		s.mu.Unlock()
	}
}

func (s *soak) get(path string, b *browser) (*http.Response, error) {
	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Second)
	defer cancel()
	r, err := http.NewRequestWithContext(ctx, "GET", s.service+path, nil)
	if err != nil {
		return nil, err
	}
	if b.cookie != nil {
		r.AddCookie(b.cookie)
	}
	resp, err := s.client.Do(r)
	if err != nil {
		return nil, err
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	resp.Body = io.NopCloser(strings.NewReader(string(body)))
	return resp, err
}

// who returns for whom a page is, "" for nobody.
func (s *soak) who(b *browser) string {
	resp, err := s.get("/page", b)
	var timeout net.Error
	switch {
	case errors.As(err, &timeout):
		return "nobody in time"
	case err != nil:
		return err.Error()
	case resp.StatusCode != http.StatusOK:
		return ""
	}
	body, _ := io.ReadAll(resp.Body) // from memory
	return string(body)
}
