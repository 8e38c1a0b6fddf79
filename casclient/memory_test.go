package casclient_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
)

var morning = time.Date(2026, 9, 1, 8, 0, 0, 0, time.UTC)

func session(id string, created time.Time) casclient.Session {
	return casclient.Session{
		ID: id, Ticket: "t-" + id, Principal: casclient.Principal{User: id},
		Created: created, Seen: created, Expires: created.Add(12 * time.Hour), IdleTimeout: 2 * time.Hour,
	}
}

func TestMemorySessions(t *testing.T) {
	var m casclient.MemorySessions
	ctx := t.Context()
	find := func(id string, now time.Time, want bool) {
		t.Helper()
		s, ok, err := m.Find(ctx, id, now)
		if err != nil || ok != want || ok && (s.Principal.User != id || !s.Seen.Equal(now)) {
			t.Errorf("Find(%s, %v) = %+v, %v, %v; want %v", id, now, s, ok, err, want)
		}
	}
	find("a", morning, false)
	if err := errors.Join(m.Delete(ctx, "a"), m.DeleteTicket(ctx, "t-a")); err != nil {
		t.Error(err)
	}
	for _, id := range []string{"a", "b", "c", "d"} {
		s := session(id, morning)
		if id == "c" {
			s.Ticket = "t-b" // two sessions of one ticket
		}
		if err := m.Create(ctx, s); err != nil {
			t.Fatal(err)
		}
	}
	find("a", morning.Add(119*time.Minute), true)
	find("a", morning.Add(238*time.Minute), true)
	m.DeleteTicket(ctx, "t-b")
	find("b", morning, false)
	find("c", morning, false)
	m.Delete(ctx, "a")
	find("a", morning, false)
	find("d", morning.Add(2*time.Hour), false)
	if n := m.Len(); n != 0 {
		t.Errorf("%d sessions kept, want none", n)
	}
}

func TestMemorySessionsAreBounded(t *testing.T) {
	m := casclient.MemorySessions{Max: 3}
	for _, id := range []string{"a", "b", "c"} {
		m.Create(t.Context(), session(id, morning))
	}
	m.Find(t.Context(), "a", morning) // so that b has been idle longest
	m.Create(t.Context(), session("d", morning))
	var left string
	for _, id := range []string{"a", "b", "c", "d"} {
		if _, ok, _ := m.Find(t.Context(), id, morning); ok {
			left += id
		}
	}
	if left != "acd" {
		t.Errorf("left %s, want acd", left)
	}
	// A new one drops those that are over.
	m.Create(t.Context(), session("e", morning.Add(3*time.Hour)))
	if n := m.Len(); n != 1 {
		t.Errorf("%d sessions kept, want the new one only", n)
	}
}

// Anyone can send tickets that he has made up. While they are validated they
// end nobody's session, however few the store keeps, and nobody ends them.
func TestTicketsThatWaitPutNobodyOut(t *testing.T) {
	const flood = 1<<16 + 10
	m := casclient.MemorySessions{Max: 2, MaxBytes: 1 << 11}
	find := func(id string, want bool) {
		t.Helper()
		if _, ok, _ := m.Find(t.Context(), id, morning); ok != want {
			t.Errorf("%s is there: %v, want %v", id, ok, want)
		}
	}
	m.Create(t.Context(), session("a", morning))
	waits := func(i int) {
		s := session(fmt.Sprint(i), morning)
		s.Principal = casclient.Principal{}
		m.Create(t.Context(), s)
	}
	for i := range 100 {
		waits(i)
	}
	m.Create(t.Context(), session("b", morning))
	m.Create(t.Context(), session("c", morning))
	find("a", false)
	for _, id := range []string{"b", "c", "0", "99"} {
		find(id, true)
	}
	// These are bounded too.
	for i := range flood {
		waits(100 + i)
	}
	find("b", true)
	if n := m.Len(); n != 2+1<<16 {
		t.Errorf("%d sessions are kept", n)
	}
}

// The smallest store signs one visitor in, and the next in her place.
func TestAStoreOfOne(t *testing.T) {
	for what, store := range map[string]*casclient.MemorySessions{"one session": {Max: 1}, "one byte": {MaxBytes: 1}} {
		s := newSite(t, func(o *casclient.Options) { o.Sessions = store })
		for _, user := range []string{"zlefevre", "victim"} {
			s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket(user, s.app.URL+"/cas"))
			if _, got := s.get(t, s.app.URL+"/page"); !strings.Contains(got, user) || store.Len() != 1 {
				t.Errorf("room for %s: %q, %d sessions, want %s's", what, got, store.Len(), user)
			}
		}
	}
}

// A server that says a megabyte about everybody fills no memory.
func TestMemorySessionsAreBoundedInBytes(t *testing.T) {
	m := casclient.MemorySessions{MaxBytes: 1 << 20}
	large := func(id string) casclient.Session {
		s := session(id, morning)
		for i := range 64 {
			s.Principal.Attributes = append(s.Principal.Attributes, casclient.Attribute{Name: fmt.Sprint("group", i), Value: strings.Repeat("x", 1<<10)})
		}
		return s
	}
	for i := range 1000 {
		m.Create(t.Context(), large(fmt.Sprint(i)))
	}
	if n := m.Len(); n < 10 || n > 16 {
		t.Errorf("%d sessions of 64 kB in 1 MiB", n)
	}
	if _, ok, _ := m.Find(t.Context(), "999", morning); !ok {
		t.Error("the newest is not there")
	}
	// Those that end make room.
	for i := range 1000 {
		m.Delete(t.Context(), fmt.Sprint(i))
	}
	for i := range 100 {
		m.Create(t.Context(), session(fmt.Sprint(i), morning))
	}
	if n := m.Len(); n != 100 {
		t.Errorf("%d small sessions, want all 100", n)
	}
}

func TestMemorySessionsFromManyGoroutines(t *testing.T) {
	m := casclient.MemorySessions{Max: 50}
	var wg sync.WaitGroup
	for g := range 8 {
		wg.Go(func() {
			for i := range 500 {
				s := session(fmt.Sprint(g, i), morning.Add(time.Duration(i)*time.Minute))
				m.Create(context.Background(), s)
				m.Find(context.Background(), fmt.Sprint((g+1)%8, i), s.Created)
				if i%3 == 0 {
					m.Delete(context.Background(), s.ID)
				}
				if i%5 == 0 {
					m.DeleteTicket(context.Background(), s.Ticket)
				}
			}
		})
	}
	wg.Wait()
	if n := m.Len(); n > 50 {
		t.Errorf("%d sessions, want at most 50", n)
	}
}

// A store sees no secret: neither the cookie's value nor the ticket.
type spy struct {
	casclient.MemorySessions
	created casclient.Session
	asked   int
}

func (s *spy) Find(ctx context.Context, id string, now time.Time) (casclient.Session, bool, error) {
	s.asked++
	return s.MemorySessions.Find(ctx, id, now)
}

func (s *spy) Create(ctx context.Context, x casclient.Session) error {
	s.created = x
	return s.MemorySessions.Create(ctx, x)
}

func TestAStoreSeesHashesOnly(t *testing.T) {
	store := new(spy)
	s := newSite(t, func(o *casclient.Options) { o.Sessions = store })
	ticket := s.cas.Ticket("zlefevre", s.app.URL+"/cas")
	s.get(t, s.app.URL+"/cas?ticket="+ticket)
	seen := fmt.Sprintf("%+v", store.created)
	if strings.Contains(seen, ticket) || strings.Contains(seen, s.appCookies()[0].Value) {
		t.Errorf("the store saw %s", seen)
	}
	x := store.created
	if len(x.ID) != 64 || len(x.Ticket) != 64 || x.Principal.User != "zlefevre" ||
		x.Expires.Sub(x.Created) != 12*time.Hour || x.IdleTimeout != 2*time.Hour || !x.Created.Equal(s.clock.now()) || !x.Seen.Equal(x.Created) {
		t.Errorf("the store got %+v", x)
	}
}

// A machine that sleeps stops one of its clocks, and sessions go by the other.
func TestSessionsEndWhileTheMachineSleeps(t *testing.T) {
	store := new(spy)
	s := newSite(t, func(o *casclient.Options) { o.Sessions, o.Now = store, nil })
	s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("zlefevre", s.app.URL+"/cas"))
	found, _, _ := store.MemorySessions.Find(t.Context(), store.created.ID, store.created.Created)
	for _, at := range []time.Time{store.created.Created, store.created.Expires, found.Seen} {
		if strings.Contains(at.String(), "m=") {
			t.Errorf("%v has a monotonic reading", at)
		}
	}
}

// A store that is far away is not asked about thousands of cookies.
func TestThousandsOfCookies(t *testing.T) {
	store := new(spy)
	c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: store})
	r := httptest.NewRequest("GET", "/", nil)
	r.Header.Set("Cookie", strings.Repeat("__Host-cas="+strings.Repeat("A", 43)+"; ", 2000)+"a=b")
	c.Require(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r)
	if store.asked > 8 {
		t.Errorf("the store was asked %d times", store.asked)
	}
}

// A broken store lets nobody in and is no "not signed in".
type broken struct{ find, create bool }

var errBroken = errors.New("disk full")

func (b broken) Create(context.Context, casclient.Session) error {
	if b.create {
		return errBroken
	}
	return nil
}
func (b broken) Find(context.Context, string, time.Time) (casclient.Session, bool, error) {
	if b.find {
		return casclient.Session{}, false, errBroken
	}
	// A store that does not look at the time.
	return casclient.Session{Principal: casclient.Principal{User: "jo"}, Expires: morning}, true, nil
}
func (broken) Delete(context.Context, string) error       { return errBroken }
func (broken) DeleteTicket(context.Context, string) error { return errBroken }

func TestABrokenStore(t *testing.T) {
	cookie := &http.Cookie{Name: "__Host-cas", Value: strings.Repeat("A", 43)}
	for _, tt := range []struct {
		what   string
		store  broken
		method string
		accept string
		want   int
	}{
		{"cannot be read, a page", broken{find: true}, "GET", "text/html", http.StatusServiceUnavailable},
		{"cannot be read, a script", broken{find: true}, "GET", "application/json", http.StatusServiceUnavailable},
		{"returns what is over", broken{}, "GET", "application/json", http.StatusUnauthorized},
	} {
		c := newClient(t, "https://ent.example.org/cas", "https://notes.example.org/cas", &casclient.Options{Sessions: tt.store})
		r := httptest.NewRequest(tt.method, "/", nil)
		r.Header.Set("Accept", tt.accept)
		r.AddCookie(cookie)
		w := httptest.NewRecorder()
		c.Require(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Errorf("%s: let through", tt.what) })).ServeHTTP(w, r)
		if w.Code != tt.want || strings.Contains(w.Body.String(), "disk") {
			t.Errorf("%s: %d %s, want %d", tt.what, w.Code, w.Body, tt.want)
		}
	}
	s := newSite(t, func(o *casclient.Options) { o.Sessions = broken{create: true} })
	status, _ := s.get(t, s.app.URL+"/cas?ticket="+s.cas.Ticket("victim", s.app.URL+"/cas"))
	if err := s.errors[0]; status != http.StatusServiceUnavailable || !errors.Is(err, casclient.ErrSessions) || !errors.Is(err, errBroken) {
		t.Errorf("cannot be written: %d %v", status, err)
	}
	if len(s.appCookies()) != 0 {
		t.Error("cannot be written: a cookie all the same")
	}
}

// A session does not keep the answer that it began with: a server may send a
// megabyte of comments.
func TestASessionKeepsNoBody(t *testing.T) {
	c, _ := serve(t, body(success("<cas:user>jo</cas:user><cas:attributes><cas:mail>x</cas:mail></cas:attributes><!--"+strings.Repeat(" ", 1<<19)+"-->")))
	heap := func() uint64 {
		runtime.GC()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var kept []*casclient.Principal
	before := heap()
	for range 40 {
		p, err := c.Validate(t.Context(), "ST-1", "")
		if err != nil {
			t.Fatal(err)
		}
		kept = append(kept, p)
	}
	if grown := int64(heap()) - int64(before); grown > 8<<20 {
		t.Errorf("%d people take %d bytes, want few", len(kept), grown)
	}
	runtime.KeepAlive(kept)
}

// What is believed at a request is what its logout ends, and no more cookies
// are looked at for one than for the other.
func TestLogoutEndsWhatTheMiddlewareBelieves(t *testing.T) {
	s := newSite(t, nil)
	s.signIn(t, "/")
	own := s.appCookies()[0]
	request := func(method, path string) *http.Request {
		r := httptest.NewRequest(method, path, nil)
		r.Header.Set("Cookie", strings.Repeat(own.Name+"=planted; ", 8)+own.Name+"="+own.Value)
		return r
	}
	w := httptest.NewRecorder()
	s.client.Authenticate(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		p, _ := casclient.FromContext(r.Context())
		io.WriteString(w, p.User)
	})).ServeHTTP(w, request("GET", "/"))
	if w.Body.String() != "zlefevre" {
		t.Fatalf("signed in is %q", w.Body)
	}
	s.client.Logout("/").ServeHTTP(httptest.NewRecorder(), request("POST", "/logout"))
	if n := s.store.Len(); n != 0 {
		t.Errorf("%d sessions after the logout, want none", n)
	}
}

// Of a session that has ended, in whichever way, the store keeps nothing.
func TestMemorySessionsForgetTickets(t *testing.T) {
	var m casclient.MemorySessions
	for i := range 100 {
		s := session(fmt.Sprint(i), morning)
		s.GrantTicket = "g-" + s.ID
		m.Create(t.Context(), s)
		switch i % 3 {
		case 0:
			m.Delete(t.Context(), s.ID)
		case 1:
			m.DeleteTicket(t.Context(), s.GrantTicket)
		default:
			m.Find(t.Context(), s.ID, morning.Add(24*time.Hour))
		}
	}
	if m.Len() != 0 || m.Tickets() != 0 {
		t.Errorf("%d sessions and %d tickets are kept, want none", m.Len(), m.Tickets())
	}
}

func TestWhenASessionIsOver(t *testing.T) {
	s := casclient.Session{Seen: morning, Expires: morning.Add(2 * time.Hour), IdleTimeout: time.Hour}
	for _, tt := range []struct {
		what  string
		seen  time.Duration
		after time.Duration
		want  bool
	}{
		{"used just now", 0, time.Minute, false},
		{"not used for an hour", 0, time.Hour, true},
		{"used all the time, at its end", 2*time.Hour - time.Second, 2 * time.Hour, true},
		{"used all the time, before its end", 2*time.Hour - time.Second, 2*time.Hour - time.Nanosecond, false},
		{"a clock that was set back", time.Hour, 0, false},
	} {
		s.Seen = morning.Add(tt.seen)
		if got := s.Over(morning.Add(tt.after)); got != tt.want {
			t.Errorf("%s: over %v, want %v", tt.what, got, tt.want)
		}
	}
}
