package sessiontest_test

import (
	"bytes"
	"context"
	"encoding/gob"
	"encoding/json"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/entlink/entlink/casclient"
	"github.com/entlink/entlink/casclient/sessiontest"
)

func TestMemorySessionsPass(t *testing.T) {
	if err := sessiontest.TestSessions(func() casclient.Sessions { return new(casclient.MemorySessions) }); err != nil {
		t.Error(err)
	}
}

func TestMemoryGrantsPass(t *testing.T) {
	if err := sessiontest.TestGrants(func() casclient.Grants { return new(casclient.MemoryGrants) }); err != nil {
		t.Error(err)
	}
}

func TestMemoryFormsPass(t *testing.T) {
	if err := sessiontest.TestForms(func() casclient.Forms { return new(casclient.MemoryForms) }); err != nil {
		t.Error(err)
	}
}

// greedy forms of one owner stay, however many there are.
type greedy struct{ casclient.MemoryForms }

func (g *greedy) Put(ctx context.Context, id, _ string, form []byte, expires time.Time) error {
	return g.MemoryForms.Put(ctx, id, id, form, expires)
}

// hasty forms are read once.
type hasty struct {
	casclient.MemoryForms
	read sync.Map
}

func (h *hasty) Get(ctx context.Context, id string, now time.Time) ([]byte, bool, error) {
	if _, again := h.read.LoadOrStore(id, true); again {
		return nil, false, nil
	}
	return h.MemoryForms.Get(ctx, id, now)
}

func TestFaultsOfFormsAreFound(t *testing.T) {
	for want, open := range map[string]func() casclient.Forms{
		"the first of eight":         func() casclient.Forms { return new(greedy) },
		"a form for the second time": func() casclient.Forms { return new(hasty) },
	} {
		if err := sessiontest.TestForms(open); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%v, want %q", err, want)
		}
	}
}

// A table keeps sessions as bytes, as a database does, and has a fault.
type table struct {
	mu     sync.Mutex
	rows   map[string][]byte
	encode func(casclient.Session) []byte
	decode func([]byte) casclient.Session
	fault  string
}

func (s *table) Create(_ context.Context, x casclient.Session) error {
	if s.fault == "grant tickets are lost" {
		x.GrantTicket = ""
	}
	if s.fault == "proxies are lost" {
		x.Principal.Proxies = nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.rows[x.ID] = s.encode(x)
	return nil
}

func (s *table) Find(_ context.Context, id string, now time.Time) (casclient.Session, bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	row, ok := s.rows[id]
	if s.fault == "a use brings sessions back" {
		s.mu.Unlock() // what was read is written later
		runtime.Gosched()
		s.mu.Lock()
	}
	if !ok {
		return casclient.Session{}, false, nil
	}
	x := s.decode(row)
	if s.fault == "no session is idle" {
		x.IdleTimeout = time.Hour * 1000
	}
	if s.fault == "no session expires" {
		x.Expires = x.Expires.AddDate(1, 0, 0)
	}
	if x.Over(now) {
		return casclient.Session{}, false, nil
	}
	if s.fault != "no use counts" {
		x.Seen = now
	}
	s.rows[id] = s.encode(x)
	return x, true, nil
}

func (s *table) Delete(_ context.Context, id string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fault != "nothing is deleted" {
		delete(s.rows, id)
	}
	return nil
}

func (s *table) DeleteTicket(_ context.Context, ticket string) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	for id, row := range s.rows {
		if x := s.decode(row); x.Ticket == ticket || x.GrantTicket == ticket {
			delete(s.rows, id)
			if s.fault == "one session of a ticket ends" {
				break
			}
		}
	}
	return nil
}

func newTable(fault string, asGob bool) *table {
	s := &table{rows: make(map[string][]byte), fault: fault}
	s.encode = func(x casclient.Session) []byte { b, _ := json.Marshal(x); return b }
	s.decode = func(b []byte) (x casclient.Session) { json.Unmarshal(b, &x); return x }
	if asGob {
		s.encode = func(x casclient.Session) []byte {
			var b bytes.Buffer
			gob.NewEncoder(&b).Encode(x)
			return b.Bytes()
		}
		s.decode = func(b []byte) (x casclient.Session) { gob.NewDecoder(bytes.NewReader(b)).Decode(&x); return x }
	}
	return s
}

// Sessions survive both of the standard library's codecs.
func TestStoresOfBytesPass(t *testing.T) {
	for _, asGob := range []bool{false, true} {
		if err := sessiontest.TestSessions(func() casclient.Sessions { return newTable("", asGob) }); err != nil {
			t.Errorf("gob %v: %v", asGob, err)
		}
	}
}

func TestFaultsAreFound(t *testing.T) {
	for fault, want := range map[string]string{
		"grant tickets are lost":       "the field GrantTicket",
		"proxies are lost":             "the field Principal",
		"no session is idle":           "idle sessions: when it is",
		"no session expires":           "when it expires",
		"no use counts":                "in use for the second time",
		"nothing is deleted":           "a deleted one",
		"a use brings sessions back":   "a use brought a deleted session back",
		"one session of a ticket ends": "of a ticket that is over",
	} {
		err := sessiontest.TestSessions(func() casclient.Sessions { return newTable(fault, false) })
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", fault, err, want)
		}
	}
}

// forgetful grants are read again and again.
type forgetful struct{ casclient.MemoryGrants }

func (f *forgetful) Take(ctx context.Context, iou string, now time.Time) (casclient.Grant, bool, error) {
	g, ok, err := f.MemoryGrants.Take(ctx, iou, now)
	if ok {
		f.Put(ctx, iou, g, now.Add(time.Minute))
	}
	return g, ok, err
}

func TestFaultsOfGrantsAreFound(t *testing.T) {
	err := sessiontest.TestGrants(func() casclient.Grants { return new(forgetful) })
	if err == nil || !strings.Contains(err.Error(), "what has been taken") {
		t.Errorf("read twice: %v", err)
	}
}
